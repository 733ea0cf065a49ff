import { mergeValueOptions, type Chart, type HelmVersion, type ValueOptions } from '../../chart/index.ts'
import type { ValueLayer } from '../../explain/index.ts'
import { parseYamlWithPositions, type Positions } from '../../yaml/index.ts'
import type { CliIo } from '../cli-io.ts'

/** Everything that gives a chart values, the strongest first: flags, files, the chart's own, its subcharts'. */
export function valueLayers(
  options: ValueOptions,
  chart: Chart,
  version: HelmVersion,
  io: CliIo,
): ValueLayer[] {
  const context = { fileSystem: io.files, version, stdin: io.readStdin }
  const flag = (name: string, field: keyof ValueOptions): ValueLayer[] =>
    (options[field] ?? []).map((text) => ({
      // Without its text, which may hold a secret besides.
      name: `--${name}`,
      kind: 'flag',
      values: mergeValueOptions({ [field]: [text] }, context),
      prefix: [],
    }))
  const files = (options.files ?? []).map((file): ValueLayer => ({
    name: file,
    kind: 'file',
    values: mergeValueOptions({ files: [file] }, context),
    prefix: [],
    ...positionsOf(file === '-' ? undefined : new TextDecoder().decode(io.files.readFile(file))),
  }))
  // In the order in which they are applied, the last wins.
  const given = [
    ...files,
    ...flag('set-json', 'setJson'),
    ...flag('set', 'set'),
    ...flag('set-string', 'setString'),
    ...flag('set-file', 'setFile'),
    ...flag('set-literal', 'setLiteral'),
  ]
  return [...given.reverse(), ...defaultsOf(chart, [])]
}

function defaultsOf(chart: Chart, prefix: readonly string[]): ValueLayer[] {
  const { values, valuesFile, origin } = chart
  const own: ValueLayer[] = values
    ? [
        {
          name: `${origin.replace(/\/$/, '')}/values.yaml`,
          kind: 'default',
          values,
          prefix,
          ...positionsOf(valuesFile?.text),
        },
      ]
    : []
  return [
    ...own,
    ...chart.dependencies.flatMap((child) => defaultsOf(child, [...prefix, child.metadata.name])),
  ]
}

/** Nothing for a text of several documents, in which a line could be another's. */
function positionsOf(text: string | undefined): { positions?: Positions } {
  if (text === undefined || /^---[^]*^---/m.test(text)) return {}
  return { positions: parseYamlWithPositions(text).positions }
}
