import type { Log } from '../chart/index.ts'
import type { CliIo } from './cli-io.ts'
import { printForTerminal } from './output/failure.ts'

/** Shows on standard error what does not stop a command. */
export function printLog(io: CliIo): Log {
  return (diagnostic) => io.stderr(`${printForTerminal([diagnostic], io)}\n`)
}
