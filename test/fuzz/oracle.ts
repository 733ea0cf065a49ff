import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Answer, Request } from './request.ts'

const sources = fileURLToPath(new URL('../oracle', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/chartwright', import.meta.url))

/** The Helm 3 binaries' Kubernetes minor: the linker sets it, a library build claims Kubernetes 1.20. */
const kubernetesMinors: Record<string, number> = { '3.17.2': 32, '3.22.0': 37 }

/**
 * Go decides about `range 3`, the texts of comparisons and regular expressions too, so a Helm built before
 * Go 1.24 is asked with its own Go (downloaded through the module proxy where it is not at hand).
 */
const toolchains: Record<string, string> = { '3.17.2': 'go1.23.12' }

/** The versions that can be asked: one module file each. */
export function oracleVersions(): string[] {
  return ['helm3', 'helm4'].flatMap((line) =>
    fs
      .readdirSync(path.join(sources, line))
      .filter((name) => name.endsWith('.mod'))
      .map((name) => name.slice(0, -'.mod'.length)),
  )
}

export function goIsAtHand(): boolean {
  return spawnSync('go', ['version']).status === 0
}

/** Builds the program for one version of Helm, once; gives its path. */
export function buildOracle(version: string): string {
  const line = version[0]!
  const module = `helm.sh/helm/v${line}`
  const files: Record<string, string> = {
    'go.mod': `helm${line}/${version}.mod`,
    'go.sum': `helm${line}/${version}.sum`,
    'helm.go': `helm${line}/helm.go`,
  }
  for (const name of fs.readdirSync(sources)) if (name.endsWith('.go')) files[name] = name
  const place = `${module}/internal/version`
  const values = [`${place}.version=v${version}`, `${place}.gitTreeState=clean`]
  const minor = kubernetesMinors[version]
  if (minor !== undefined) {
    for (const place of ['pkg/lint/rules', 'pkg/chartutil'])
      values.push(`${module}/${place}.k8sVersionMajor=1`, `${module}/${place}.k8sVersionMinor=${minor}`)
  }
  const flags = ['-s', '-w', ...values.map((value) => `-X ${value}`)].join(' ')
  const hash = createHash('sha256').update(flags)
  for (const name of Object.keys(files).sort()) hash.update(fs.readFileSync(path.join(sources, files[name]!)))
  const folder = path.join(cache, `oracle-${version}-${hash.digest('hex').slice(0, 12)}`)
  const binary = path.join(folder, 'oracle')
  if (fs.existsSync(binary)) return binary
  fs.mkdirSync(folder, { recursive: true })
  for (const [name, from] of Object.entries(files))
    fs.copyFileSync(path.join(sources, from), path.join(folder, name))
  const temporary = `${binary}.${process.pid}`
  execFileSync('go', ['build', '-ldflags', flags, '-o', temporary, '.'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(toolchains[version] && { GOTOOLCHAIN: toolchains[version] }) },
  })
  fs.renameSync(temporary, binary)
  return binary
}

/** Helm's Go packages in one long-lived process. When a request kills it, that one has no answer and it starts again. */
export class Oracle {
  readonly version: string
  private readonly binary: string
  private child: ChildProcess | undefined
  private waiting: ((answer: Answer | undefined) => void)[] = []

  constructor(version: string) {
    this.version = version
    this.binary = buildOracle(version)
  }

  /** Answers in the order of the requests; undefined for one that the process did not survive. */
  async ask(requests: readonly Request[]): Promise<(Answer | undefined)[]> {
    const answers: (Answer | undefined)[] = []
    while (answers.length < requests.length) {
      const rest = requests.slice(answers.length)
      const child = this.running()
      const promises = rest.map(
        () => new Promise<Answer | undefined>((resolve) => this.waiting.push(resolve)),
      )
      child.stdin!.write(rest.map((request) => `${JSON.stringify(request)}\n`).join(''))
      for (const promise of promises) {
        const answer = await promise
        answers.push(answer)
        if (!answer) break
      }
    }
    return answers
  }

  close(): void {
    this.child?.stdin?.end()
    this.child = undefined
  }

  private running(): ChildProcess {
    if (this.child) return this.child
    const child = spawn(this.binary, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, TZ: 'UTC' },
    })
    // Closed pipes of a process that died are told by 'close' below.
    child.stdin.on('error', () => undefined)
    const lines = createInterface({ input: child.stdout, crlfDelay: Infinity })
    lines.on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as Answer))
    lines.on('close', () => {
      if (this.child !== child) return
      this.child = undefined
      for (const resolve of this.waiting.splice(0)) resolve(undefined)
    })
    this.child = child
    return child
  }
}
