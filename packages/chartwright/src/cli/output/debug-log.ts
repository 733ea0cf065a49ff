import type { DebugLog, HelmVersion } from '../../chart/index.ts'
import { momentIn, timeText } from '../../go/time.ts'
import type { CliIo } from '../cli-io.ts'
import type { FlagValues } from '../flags/flag.ts'
import { trueWords } from '../flags/parse-flags.ts'
import { helmLogLine } from './helm-log.ts'

/** `--debug`, or `$HELM_DEBUG` where the flag is not given. */
export function isDebug(flags: FlagValues, { host }: CliIo): boolean {
  if (flags.isSet('debug')) return flags.isOn('debug')
  return trueWords.includes(host.environment('HELM_DEBUG') ?? '')
}

/** Adds to standard error what Helm says with `--debug`, in its own words; undefined without it. */
export function debugLog(flags: FlagValues, io: CliIo, version: HelmVersion): DebugLog | undefined {
  if (!isDebug(flags, io)) return undefined
  // One who reads JSON is told of problems alone.
  if (io.errorFormat === 'json') return undefined
  return (message, attributes, helm3) => {
    if (version.line === 3 && !helm3) return
    const text = version.line === 3 ? `${helm3!.place}: ${now(io)} [debug] ${helm3!.text}` : undefined
    const frame = { site: 'debug', level: 'DEBUG', attributes, ...(text !== undefined && { text }) } as const
    io.stderr(helmLogLine(message, frame, version))
  }
}

/** The time as Go prints it: with the seconds that the process has run. */
function now({ host }: CliIo): string {
  const milliseconds = host.now()
  const seconds = Math.floor(milliseconds / 1000)
  const moment = momentIn(seconds, (milliseconds - seconds * 1000) * 1e6, 'Local', (name, at) =>
    host.zone(name, at),
  )
  return `${timeText(moment)} m=+${(performance.now() / 1000).toFixed(9)}`
}
