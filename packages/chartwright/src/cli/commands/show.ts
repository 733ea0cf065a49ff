import { type Chart, type ChartFile, crdsOf, loadChart, refusal } from '../../chart/index.ts'
import { type GoValue, mapOf } from '../../go/index.ts'
import { toYaml } from '../../yaml/index.ts'
import type { Host } from '../../io/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { helmVersion } from '../helm-version.ts'
import { locateChart } from '../locate-chart.ts'

type Part = (chart: Chart, host: Host) => string | Promise<string>

const readmeNames = ['readme.md', 'readme.txt', 'readme']

/** What Helm's `show` prints for each part, its empty line at the end included. */
const parts = {
  chart: (chart) => `${describe(chart)}\n`,
  values: (chart) =>
    chart.values === null ? '' : print(chart.raw.filter((file) => file.name === 'values.yaml')),
  readme: (chart) => print(readmeOf(chart)),
  crds: (chart) =>
    crdsOf(chart)
      .map(({ file }) => `${file.text.startsWith('---') ? '' : '---\n'}${file.text}\n`)
      .join(''),
  // Helm has no command for these.
  schema: (chart) => chart.schema?.text ?? missing(chart, 'values.schema.json'),
  notes: (chart) =>
    chart.templates.find((file) => file.name === 'templates/NOTES.txt')?.text ??
    missing(chart, 'templates/NOTES.txt'),
  intents: (chart) =>
    chart.files.find((file) => file.name === 'intents.json')?.text ?? missing(chart, 'intents.json'),
} satisfies Record<string, (chart: Chart) => string>

function all(chart: Chart): string {
  const apart = (text: string) => (text === '' ? '' : `---\n${text}`)
  return parts.chart(chart) + apart(parts.values(chart)) + apart(parts.readme(chart)) + parts.crds(chart)
}

/** `chartwright show values CHART`: one part of a chart as it stands, nothing rendered. */
export const showCommand: Command = {
  usage: 'show [command]',
  summary: "show a chart's values, schema, readme, notes, intents, a picture, or its definition",
  description:
    'Shows a part of a chart as it stands in the chart, nothing rendered; or a picture of the whole.',
  flags: {},
  subcommands: {
    all: part('all', 'its definition, values, readme and CRDs', all),
    chart: part('chart', 'Chart.yaml', parts.chart),
    crds: part('crds', 'the files of crds/', parts.crds),
    diagram: part(
      'diagram',
      'a picture of its components and connections, as SVG',
      async (chart, host) => (await import('../diagram/diagram-of.ts')).diagramOf(chart, host),
      `

The picture is made of intents.json, which charts of "chartwright build" have, and of the
chart's defaults: what they leave out is dashed. It has colours for light and for dark pages.

  chartwright show diagram charts/shop > shop.svg`,
    ),
    intents: part('intents', 'intents.json: what its author meant, for other programs', parts.intents),
    notes: part('notes', 'the template of the notes', parts.notes),
    readme: part('readme', 'the readme', parts.readme),
    schema: part('schema', 'values.schema.json', parts.schema),
    values: part('values', 'values.yaml', parts.values),
  },
  run: () => 0,
}

function part(name: string, summary: string, print: Part, more = ''): Command {
  return {
    usage: `show ${name} CHART [flags]`,
    summary,
    description: `Shows of a chart: ${summary}.${more}`,
    flags: {},
    args: { exactly: 1 },
    async run({ io, flags, args }: CommandContext) {
      const version = helmVersion(flags)
      io.stdout(await print(loadChart(io.files, locateChart(io.files, args[0]), { version }), io.host))
      return 0
    },
  }
}

function print(files: readonly ChartFile[]): string {
  return files.map((file) => `${file.text}\n`).join('')
}

function readmeOf(chart: Chart): ChartFile[] {
  const found = chart.files.find((file) => readmeNames.includes(file.name.toLowerCase()))
  return found ? [found] : []
}

function missing(chart: Chart, file: string): never {
  throw refusal('file-missing', `${chart.metadata.name} has no ${file}`, {
    message: `there is no ${file} in ${chart.origin}`,
  })
}

/** Chart.yaml again, as Go writes the struct it was read into: keys sorted, what is empty left out. */
function describe(chart: Chart): string {
  const { dependencies, maintainers, ...rest } = chart.metadata
  return toYaml(
    withoutEmpty({
      ...rest,
      maintainers: maintainers?.map((maintainer) => withoutEmpty({ ...maintainer })) ?? null,
      dependencies:
        dependencies?.map(({ importValues, repository, ...dependency }) => {
          const entry = withoutEmpty({ ...dependency, 'import-values': importValues })
          // Go's struct tags keep these two when they are empty.
          return mapOf([...Object.entries(entry), ['name', dependency.name], ['repository', repository]])
        }) ?? null,
    }),
  )
}

function withoutEmpty(fields: Record<string, GoValue | Record<string, string>>): ReturnType<typeof mapOf> {
  const isEmpty = (value: unknown) =>
    value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  return mapOf(
    Object.entries(fields)
      .filter(([, value]) => !isEmpty(value))
      .map(([key, value]) => [
        key,
        key === 'annotations' ? mapOf(Object.entries(value as object)) : (value as GoValue),
      ]),
  )
}
