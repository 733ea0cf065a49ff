// Builds several platforms in one process that has just started, types stripped and all.
//
//   node bench/build-platforms.mjs <dist/cli.js> <folder> <platform>… [--unseen]
//
// --unseen forgets what earlier processes kept of the platforms' files, so that types are stripped again.
import fs from 'node:fs'
import path from 'node:path'

const args = process.argv.slice(2)
const [distribution, out, ...platforms] = args.filter((argument) => argument !== '--unseen')
if (args.includes('--unseen'))
  forget(path.resolve(platforms[0], '../../node_modules/.cache/chartwright/platforms'))
const { registry, run, nodeCliIo } = await import(distribution)
for (const platform of platforms) {
  const code = await run(
    registry,
    ['build', platform, '--out', path.join(out, path.basename(platform))],
    nodeCliIo,
  )
  if (code !== 0) process.exit(code)
}
process.exit(0)

function forget(folder) {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : [])
    if (name.endsWith('.json')) fs.rmSync(path.join(folder, name))
}
