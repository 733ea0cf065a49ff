// Builds packages/chartwright/dist: the command, the library, and its types.
//
//   node scripts/build.mjs [--no-types] [--out=<folder>]
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'
import { splitSeldomNeeded } from './seldom-needed.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = path.join(root, 'packages/chartwright')
const elsewhere = process.argv.find((argument) => argument.startsWith('--out='))
const out = elsewhere ? path.resolve(elsewhere.slice('--out='.length)) : path.join(folder, 'dist')
const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))

fs.rmSync(out, { recursive: true, force: true })

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  define: { CHARTWRIGHT_VERSION: JSON.stringify(version) },
}

// The library as modules that share their chunks. The command has its own copy and hands it to the platforms that it
// loads, whatever their `import 'chartwright'` would find: src/cli/platform/load-platform.ts.
const library = {
  ...common,
  entryPoints: {
    index: path.join(folder, 'src/index.ts'),
    engine: path.join(folder, 'src/engine/index.ts'),
    eslint: path.join(folder, 'src/eslint/index.ts'),
  },
  outdir: out,
  format: 'esm',
  splitting: true,
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
}

// Packages that are part of cli.cjs: docs/dependencies.md. Their licences ask to be told.
const bundled = ['acorn']

// The command in scripts without imports to resolve, which bin/chartwright.cjs runs: what most runs of `template` need,
// as small as can be, what few of them need besides, and everything.
const script = {
  ...common,
  format: 'cjs',
  minify: true,
  // Packages are required when they are asked for; what a platform's files import goes by importFromBundle.
  external: ['@swc/wasm-typescript'],
  supported: { 'dynamic-import': false },
  plugins: [{ name: 'builtin-modules-as-they-are', setup: takeBuiltinModulesAsTheyAre }],
}
const { often, seldom } = await splitSeldomNeeded(
  path.join(folder, 'src/cli/quick-start.ts'),
  path.join(folder, 'src'),
  script,
)
const scripts = [
  named('quick-start.cjs', often, 'loadSeldomNeeded'),
  named('seldom-needed.cjs', seldom),
  named(
    'cli.cjs',
    {
      ...script,
      entryPoints: [path.join(folder, 'src/cli/index.ts')],
      define: { ...common.define, 'import.meta.url': 'bundleUrl' },
    },
    'bundleUrl',
    'importFromBundle',
  ),
]

await Promise.all([library, ...scripts].map((options) => esbuild.build(options)))
for (const { outfile } of scripts) writeAsAscii(outfile)
const licences = bundled.map((name) => {
  const text = fs.readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8')
  return `dist/cli.cjs contains ${name}:\n\n${text}`
})
fs.writeFileSync(path.join(out, 'THIRD-PARTY.txt'), licences.join('\n'))
if (!process.argv.includes('--no-types')) writeTypes()

/**
 * Without this esbuild copies every name of `node:fs` for each module that imports it: a hundred getters each, one of
 * which loads Node's promises. Sources import Node's modules by their default for that reason.
 */
function takeBuiltinModulesAsTheyAre({ onResolve, onLoad }) {
  onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }))
  onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
    contents: `export default process.getBuiltinModule(${JSON.stringify(path)})`,
  }))
}

/** The function around a CommonJS module is part of the file: bin/ runs the text as it is, without a copy. */
function named(name, options, ...parameters) {
  return {
    ...options,
    outfile: path.join(out, name),
    banner: { js: `(function (${['exports', 'require', 'module', ...parameters].join(', ')}) {` },
    footer: { js: '})' },
  }
}

/** esbuild escapes strings but leaves regular expressions as they are; bin/chartwright.cjs reads Latin-1. */
function writeAsAscii(file) {
  const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  const text = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, text.replace(/[\u0080-\uffff]/g, escape))
}

function writeTypes() {
  // The fast compiler writes the same declarations in a third of the time.
  const compiler = path.join(root, 'node_modules/ts7/bin/tsc')
  const project = path.join(folder, 'tsconfig.types.json')
  const types = path.join(out, 'types')
  const run = spawnSync(process.execPath, [compiler, '-p', project, '--outDir', types], {
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exit(run.status ?? 1)
  for (const entry of fs.readdirSync(path.join(out, 'types'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) nameBuiltFiles(path.join(entry.parentPath, entry.name))
  }
}

/** Declarations import `./x.ts` as the sources do; beside them there is only x.d.ts, which `./x.js` finds. */
function nameBuiltFiles(file) {
  const text = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, text.replace(/((?:from |import\()["']\.{1,2}\/[^"']*)\.ts(["'])/g, '$1.js$2'))
}
