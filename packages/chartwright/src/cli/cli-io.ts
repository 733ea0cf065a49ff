import type { FileSystem, Host } from '../io/index.ts'

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
  /** `--error-format json`: what goes wrong is told on one line of JSON. */
  errorFormat?: 'text' | 'json'
}
