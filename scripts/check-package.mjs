// Packs packages/chartwright and looks at what a user would get: nothing missing, nothing that is not theirs.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = path.join(root, 'packages/chartwright')
execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]
const printed = execFileSync(npm[0], [...npm[1], 'pack', '--dry-run', '--json'], {
  cwd: folder,
  encoding: 'utf8',
})
const [{ files, size, unpackedSize }] = JSON.parse(printed)
const packed = new Set(files.map((file) => file.path))
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))

const problems = []
const promised = [
  ...Object.values(manifest.bin),
  ...Object.values(manifest.exports).flatMap((entry) => [entry.types, entry.default]),
  './dist/quick-start.cjs',
  './dist/cli.js',
  './LICENSE',
  './README.md',
]
for (const file of promised) {
  if (!packed.has(path.posix.normalize(file))) problems.push(`${file} is promised and not packed`)
}
for (const file of packed) {
  if (!/^(dist\/|bin\/|package\.json$|README\.md$|LICENSE$)/.test(file))
    problems.push(`${file} should not be packed`)
}
if (problems.length === 0) problems.push(...useAsInstalled())
for (const problem of problems) console.error(problem)
console.log(
  `${files.length} files, ${Math.round(size / 1024)} kB packed, ${Math.round(unpackedSize / 1024)} kB unpacked`,
)
process.exit(problems.length > 0 ? 1 : 0)

/** Lays the packed files out as npm would and uses them: the types, both entry points, the command. */
function useAsInstalled() {
  const home = path.join(root, 'node_modules/.cache/chartwright', `package-${process.pid}`)
  try {
    for (const file of packed) {
      const target = path.join(home, 'node_modules/chartwright', file)
      fs.mkdirSync(path.dirname(target), { recursive: true })
      fs.copyFileSync(path.join(folder, file), target)
    }
    const [, example] = /```ts\n(.*?)```/s.exec(fs.readFileSync(path.join(root, 'README.md'), 'utf8'))
    fs.writeFileSync(path.join(home, 'chart.ts'), example)
    // Its own options: the repository's would look for the sources, which are not packed.
    const compilerOptions = {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      types: [],
    }
    fs.writeFileSync(path.join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    fs.writeFileSync(
      path.join(home, 'use.mjs'),
      `import { values } from 'chartwright'; import { renderChart } from 'chartwright/engine'; if (!values || !renderChart) throw new Error('an export is missing')`,
    )
    const cli = 'node_modules/chartwright/bin/chartwright.cjs'
    return [
      ['use.mjs'],
      [cli, 'version'],
      [cli, 'build', '.', '--out', 'chart', '--check'],
      [cli, 'template', 'rel', 'chart'],
    ].flatMap((args) => {
      const run = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
      return run.status === 0 ? [] : [`node ${args.join(' ')} fails once installed:\n${run.stderr}`]
    })
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
}
