// Packs packages/chartwright and looks at what a user would get: nothing missing, nothing that is not theirs. test/installed uses it.
import { execFileSync } from 'node:child_process'
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
  './dist/seldom-needed.cjs',
  './dist/cli.cjs',
  './dist/THIRD-PARTY.txt',
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
for (const problem of problems) console.error(problem)
console.log(
  `${files.length} files, ${Math.round(size / 1024)} kB packed, ${Math.round(unpackedSize / 1024)} kB unpacked`,
)
process.exit(problems.length > 0 ? 1 : 0)
