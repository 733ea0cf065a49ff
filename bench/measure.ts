import { spawnSync } from 'node:child_process'

export interface Times {
  min: number
  median: number
}

export interface Command {
  run: readonly string[]
  /** The folder it runs in. */
  cwd?: string
  /** What is done before each run, and not timed. */
  before?: () => void
}

/** Times several commands as whole processes, in turn, so that a busy moment falls on each of them alike. */
export function timeProcesses(commands: readonly (readonly string[] | Command)[], runs: number): Times[] {
  const times = commands.map(() => [] as number[])
  for (let round = -1; round < runs; round++) {
    commands.forEach((command, index) => {
      const { run: words, cwd, before }: Command = 'run' in command ? command : { run: command }
      const [program, ...args] = words
      before?.()
      const started = performance.now()
      const run = spawnSync(program, args, { env: environment, maxBuffer: 1 << 30, ...(cwd && { cwd }) })
      const elapsed = performance.now() - started
      if (run.status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${run.stderr}`)
      // The first round fills the file cache and V8's code cache.
      if (round >= 0) times[index].push(elapsed)
    })
  }
  return times.map(summarize)
}

export function summarize(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b)
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)] }
}

/** NODE_EXTRA_CA_CERTS makes Node 20 parse certificates before anything else: 40 ms that are not ours. */
const environment = { ...process.env }
delete environment.NODE_EXTRA_CA_CERTS
