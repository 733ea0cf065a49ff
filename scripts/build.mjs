// Builds packages/chartwright/dist: the command, the library, and its types.
//
//   node scripts/build.mjs [--no-types] [--out=<folder>]
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'

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

// The library and the command as modules that share their chunks: a platform's `import 'chartwright'` and the
// compiler behind `chartwright build` must be one instance, or the one would not know the other's declarations.
const library = {
  ...common,
  entryPoints: {
    index: path.join(folder, 'src/index.ts'),
    engine: path.join(folder, 'src/engine/index.ts'),
    cli: path.join(folder, 'src/cli/index.ts'),
    eslint: path.join(folder, 'src/eslint/index.ts'),
  },
  outdir: out,
  format: 'esm',
  splitting: true,
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
}

// Everything that `template` needs in one script, small and without imports to resolve: see bin/chartwright.cjs.
const quickStart = {
  ...common,
  entryPoints: [path.join(folder, 'src/cli/quick-start.ts')],
  outfile: path.join(out, 'quick-start.cjs'),
  // The function around a CommonJS module is part of the file: bin/ runs the text as it is, without a copy.
  banner: { js: '(function (exports, require, module) {' },
  footer: { js: '})' },
  format: 'cjs',
  minify: true,
  // The sources read their version beside import.meta.url; the build has put the number in.
  logOverride: { 'empty-import-meta': 'silent' },
  plugins: [{ name: 'builtin-modules-as-they-are', setup: takeBuiltinModulesAsTheyAre }],
}

await Promise.all([esbuild.build(library), esbuild.build(quickStart)])
writeAsAscii(quickStart.outfile)
if (!process.argv.includes('--no-types')) writeTypes()

/** Without this esbuild copies every name of `node:fs` for each module that imports it: a hundred getters each. */
function takeBuiltinModulesAsTheyAre({ onResolve, onLoad }) {
  onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }))
  onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
    contents: `export default process.getBuiltinModule(${JSON.stringify(path)})`,
  }))
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
