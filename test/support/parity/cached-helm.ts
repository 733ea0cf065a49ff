import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { helmEnvironment, type HelmRun } from '../oracles.ts'

/**
 * Runs a Helm, or tells what it printed when the same command was run before on the same files. `again` makes
 * it a second run beside the first: random output differs there.
 */
export async function cachedHelm(
  helm: { binary: string; version: string },
  args: readonly string[],
  options: { cache: string; state: string; again?: boolean },
): Promise<HelmRun> {
  const key = createHash('sha1')
    .update(JSON.stringify([helm.version, args, options.state, options.again ?? false]))
    .digest('hex')
  const file = path.join(options.cache, key.slice(0, 2), `${key}.gz`)
  if (fs.existsSync(file)) return JSON.parse(gunzipSync(fs.readFileSync(file)).toString()) as HelmRun
  const run = await runLater(helm.binary, args)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, gzipSync(JSON.stringify(run), { level: 1 }))
  return run
}

function runLater(binary: string, args: readonly string[]): Promise<HelmRun> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: helmEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        exitCode: code ?? -1,
        milliseconds: performance.now() - started,
      }),
    )
  })
}

/** Changes when a file of the chart, or a values file, does. */
export function stateOf(...places: readonly string[]): string {
  const hash = createHash('sha1')
  for (const place of places) addState(hash, place)
  return hash.digest('hex')
}

function addState(hash: ReturnType<typeof createHash>, place: string): void {
  const stat = fs.lstatSync(place)
  if (!stat.isDirectory()) return void hash.update(`${place} ${stat.size} ${stat.mtimeMs}\n`)
  for (const name of fs.readdirSync(place).sort()) addState(hash, path.join(place, name))
}
