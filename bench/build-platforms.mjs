// Builds several platforms in one process that has just started, types stripped and all.
import path from 'node:path'

const [distribution, out, ...platforms] = process.argv.slice(2)
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
