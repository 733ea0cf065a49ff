import type { HelmVersion, Log } from '../chart/index.ts'
import { diagnosticsToJson } from '../diagnostics/index.ts'
import type { CliIo } from './cli-io.ts'
import { helmLogLine } from './output/helm-log.ts'

/** Shows on standard error what does not stop a command, in the words and the frame of the chosen Helm. */
export function printLog(io: CliIo, version: HelmVersion): Log {
  return (diagnostic, frame) => {
    if (io.errorFormat === 'json') io.stderr(`${diagnosticsToJson([diagnostic])}\n`)
    else io.stderr(helmLogLine(diagnostic.message, frame, version))
  }
}
