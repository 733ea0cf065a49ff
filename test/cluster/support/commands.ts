import { execFile } from 'node:child_process'
import path from 'node:path'
import { inject } from 'vitest'
import { helmEnvironment } from '../../support/oracles.ts'

const kc = path.join(import.meta.dirname, '../bin/kc')

export interface Run {
  stdout: string
  stderr: string
  exitCode: number
}

/** Runs a program without blocking the other tests, which wait for the same cluster. */
function run(program: string, args: readonly string[], input?: string): Promise<Run> {
  return new Promise((resolve) => {
    // GOGC: a quarter of a Helm's time here went into collecting the garbage of 80 MB.
    const env = { ...helmEnvironment(), KUBECONFIG: inject('kubeconfig'), GOGC: '400' }
    const child = execFile(program, args, { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: error ? (typeof error.code === 'number' ? error.code : -1) : 0 }),
    )
    child.stdin!.end(input ?? '')
  })
}

/** Runs a command that must succeed; what it printed is in the error if it does not. */
async function must(program: string, args: readonly string[], input?: string): Promise<string> {
  const { stdout, stderr, exitCode } = await run(program, args, input)
  if (exitCode !== 0)
    throw new Error(`${path.basename(program)} ${args.join(' ')} ended with ${exitCode}\n${stderr}${stdout}`)
  return stdout
}

export const kubectl = (args: readonly string[], input?: string) => must(kc, ['kubectl', ...args], input)
export const tryKubectl = (args: readonly string[], input?: string) => run(kc, ['kubectl', ...args], input)

/** One Helm, in one namespace. */
export class Helm {
  readonly binary: string
  readonly namespace: string
  constructor(binary: string, namespace: string) {
    this.binary = binary
    this.namespace = namespace
  }
  /** Runs a command that must succeed and gives what it printed. */
  must(...args: string[]): Promise<string> {
    return must(this.binary, [...args, '--namespace', this.namespace])
  }
  try(...args: string[]): Promise<Run> {
    return run(this.binary, [...args, '--namespace', this.namespace])
  }
}
