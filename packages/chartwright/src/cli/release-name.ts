import { type HelmError, refusal } from '../chart/index.ts'
import type { FlagValues } from './flags/flag.ts'

/**
 * Sorts a command line's arguments into the release's name and the chart, as Helm's NameAndChart does. For
 * `template` the name may be left out: it is "release-name" then, --generate-name or not. Throws HelmError.
 */
export function nameAndChart(
  flags: FlagValues,
  args: readonly string[],
  nameFromTemplate: (template: string) => string,
): { name: string; chart: string } {
  if (args.length > 2) {
    const rest = args.slice(2)
    throw tooMany(`expected at most two arguments, unexpected arguments: ${rest.join(', ')}`)
  }
  if (args.length === 2) {
    for (const flag of ['generate-name', 'name-template'])
      if (flags.isOn(flag) || (flag === 'name-template' && flags.text(flag) !== ''))
        throw tooMany(`cannot set --${flag} and also specify a name`)
    return { name: args[0], chart: args[1] }
  }
  const template = flags.text('name-template')
  return { name: template === '' ? 'release-name' : nameFromTemplate(template), chart: args[0] }
}

function tooMany(helm: string): HelmError {
  return refusal('argument-count', helm, { message: 'usage: chartwright template [NAME] CHART [flags]' })
}
