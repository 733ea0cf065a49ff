import {
  checkDependencies,
  checkInstallable,
  loadChart,
  refusal,
  type Chart,
  type HelmVersion,
} from '../../chart/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { FlagValues } from '../flags/flag.ts'
import { limitsOf } from '../flags/limits.ts'
import { locateChart } from '../locate-chart.ts'

/** The chart that an argument names, as `template` would load it. Throws HelmError. */
export function readChart(argument: string, io: CliIo, flags: FlagValues, version: HelmVersion): Chart {
  const path = locateChart(io.files, argument)
  const chart = loadChart(io.files, path, { version, limits: limitsOf(flags) })
  checkInstallable(chart)
  checkDependencies(chart, { version })
  return chart
}

/** What --output asks for. Throws HelmError for another word than text or json. */
export function outputFormat(flags: FlagValues): 'text' | 'json' {
  const format = flags.text('output') || 'text'
  if (format === 'text' || format === 'json') return format
  throw refusal('flag-invalid', `invalid argument ${JSON.stringify(format)} for "-o, --output" flag`, {
    hint: 'write --output text or --output json',
  })
}

/** Whether output is coloured: as --color says, else on terminals alone. */
export function isColored(flags: FlagValues, io: CliIo): boolean {
  const mode = flags.text('color') || flags.text('colour')
  return mode === 'always' || (mode !== 'never' && io.outputColor === true)
}
