import type { FileSystem, Host } from '../io/index.ts'
import type { Progress } from './progress.ts'

/** What a run that ended for want of stack has done to its streams: the next one is not to do it again. */
export interface Seen {
  /** How much text it wrote to standard error. */
  stderrLength: number
  /** What it read from standard input. */
  stdin: Uint8Array | undefined
}

/** What a command may touch. The real one is `node-cli-io.ts`; tests give twins in memory. */
export interface CliIo {
  files: FileSystem
  host: Host
  /** Asks DNS for a name's addresses; used with --enable-dns alone. */
  lookUpHost?(name: string): readonly string[]
  stdout(text: string): void
  stderr(text: string): void
  readStdin(): Uint8Array
  /** Whether errors go to a terminal that shows colour. */
  color: boolean
  /** Whether output goes to one; not by default. */
  outputColor?: boolean
  /** This process renders the same charts again: what was made of their templates is kept. */
  isWarm?: boolean
  /** Told before a render of how many bytes of templates it is. */
  beforeRender?(templates: number): void
  /** Told before the process builds platforms and ends. */
  beforeBuild?(): void
  /** Runs the command line again where the stack is deep enough for Helm's limits. */
  onDeepStack?: ((seen: Seen) => Promise<number>) | undefined
  /**
   * Tells a person who waits what is going on: a command says it before whatever may take longer than a second.
   * It goes with the next output, or with the command. Left out where nobody looks.
   */
  progress?: ((text: string) => Progress) | undefined
  /** Resolves at Ctrl-C, and when the process is asked to end. For commands that go on until then. */
  interrupted?(): Promise<void>
  /** `--error-format json`: what goes wrong is told on one line of JSON. */
  errorFormat?: 'text' | 'json'
}
