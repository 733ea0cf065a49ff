/** What both engines are asked to do. `path` is a chart or a YAML file. */
export interface Request {
  op: 'render' | 'install' | 'batch' | 'read-yaml' | 'write-yaml' | 'program'
  path?: string
  argv?: string[]
  cases?: Case[]
  cores?: number
  /** Runs before those that are timed. */
  warm: number
  runs: number
}

export interface Case {
  chart: string
  values?: string
}

export interface Answer {
  /** Milliseconds of each run. */
  times: number[]
  bytes: number
  /** Peak memory in kB, of a program that was run. */
  peak?: number
  error?: string
}
