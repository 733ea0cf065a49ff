import type { App, Field, WorkloadPart } from '../../author/index.ts'
import type { Plan } from '../ir.ts'
import { configurationTable, dependencyTable, requirementLines } from './readme-preflight.ts'
import {
  describeType,
  portsOf,
  profiledValues,
  profilesOf,
  toNode,
  type Json,
  type NamedPort,
} from '../../author/index.ts'

export interface Example {
  /** File name without its ending. */
  name: string
  text: string
}

/** README.md, from the same declaration as everything else, so that they cannot drift apart. */
export function emitReadme(app: App, plan: Plan, examples: readonly Example[]): string {
  const { meta } = app
  const sections = [
    `# ${meta.name}\n\n${meta.description}`,
    section('Before you install', requirements(app)),
    section('Configuration', configurationTable(app)),
    section('Dependencies', dependencyTable(app)),
    section('Install', install(app)),
    section('Profiles', profileTable(app)),
    section('What it runs', components(app)),
    section('Capacity', capacities(app)),
    section('Examples', exampleLines(meta.name, examples)),
    ...Object.entries(meta.readme ?? {}).map(([title, text]) => section(title, text.trim())),
    section('Warnings', plan.warnings.map(({ message }) => `- ${plainText(message)}`).join('\n')),
    section('Values', table(app.values.fields)),
    'Made by Chartwright from a description in TypeScript; change that, not these files.',
  ]
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}`
}

function requirements(app: App): string {
  const { meta, parts } = app
  const needs = parts.flatMap((part) =>
    part.part === 'requirement'
      ? [part.optional ? `${part.about} (optional: ${part.optional})` : part.about]
      : [],
  )
  return [
    `Kubernetes ${meta.kubernetes} or newer`,
    'Helm 3.14 or newer, or Helm 4',
    ...(meta.requires ?? []),
    ...needs,
    ...requirementLines(app),
  ]
    .map((line) => `- ${line}`)
    .join('\n')
}

function capacities(app: App): string {
  return app.parts
    .flatMap((part) => {
      if (part.part !== 'capacity') return []
      const rows = part.rows.map(({ load, pods }) => `| ${[load, ...pods].join(' | ')} |`)
      const titles = [part.of, ...part.columns.map(({ title }) => title)]
      return [`| ${titles.join(' | ')} |`, `|${titles.map(() => '---').join('|')}|`, ...rows, '']
    })
    .join('\n')
    .trim()
}

function install({ meta }: App): string {
  const commands = [
    `helm install ${meta.name} ./charts/${meta.name}`,
    `helm test ${meta.name}`,
    `helm uninstall ${meta.name}`,
  ]
  return ['```bash', ...commands, '```'].join('\n')
}

function components(app: App): string {
  const rows = app.parts
    .filter((part): part is WorkloadPart => part.part === 'workload')
    .map((part) => {
      const ports = portsOf(part.spec.ports).map((one) => portText(one))
      const what = objectsOf(part)
      return `| \`${part.name}\` | ${cell(aboutOf(app, part))} | ${what} | ${ports.join(', ')} |`
    })
  return ['| component | what it does | as | ports |', '|---|---|---|---|', ...rows].join('\n')
}

/** The component's own words, or those of the values that it takes. */
function aboutOf(app: App, { spec }: WorkloadPart): string {
  const node = spec.values === undefined ? undefined : toNode(spec.values)
  return spec.doc ?? (node?.e === 'value' ? docAt(app.values.fields, node.path) : undefined) ?? ''
}

function docAt(fields: Record<string, Field>, [key, ...rest]: readonly string[]): string | undefined {
  const field = key === undefined ? undefined : fields[key]
  if (rest.length === 0) return field?.doc
  return field?.type.t === 'group' ? docAt(field.type.fields, rest) : undefined
}

/** What each topology sets. */
function profileTable(app: App): string {
  const profiles = profilesOf(app.values.fields)
  const values = profiledValues(app.values)
  if (!profiles || values.length === 0) return ''
  const { value, words } = profiles
  const shown = (one: Json | undefined) => `\`${cell(JSON.stringify(one))}\``
  return [
    `\`${value}\` chooses the defaults of these values; whatever you set wins.`,
    '',
    `| key | ${words.join(' | ')} |`,
    `|---|${words.map(() => '---').join('|')}|`,
    ...values.map(
      ({ path, field }) =>
        `| \`${path}\` | ${words.map((word) => shown(field.byProfile.defaults[word])).join(' | ')} |`,
    ),
  ].join('\n')
}

/** The objects that a component is made of. */
function objectsOf({ kind, job, pool, spec }: WorkloadPart): string {
  if (job) return job.kind === 'cron' ? 'CronJob' : 'Job, a hook'
  if (pool) return 'one Deployment for each pool'
  const own = spec.stateful ? 'StatefulSet' : 'Deployment'
  return kind === 'service' ? `${own}, Service` : own
}

function portText({ name, port }: NamedPort): string {
  const number = typeof port.number === 'number' ? port.number : defaultOf(port.number)
  return `${name} ${number}${port.protocol === 'UDP' ? '/UDP' : ''}`
}

function defaultOf(number: unknown): string {
  const node = toNode(number)
  const value = node.e === 'call' ? node.args[0] : node
  return value?.e === 'value' ? `\`${value.path.join('.')}\`` : ''
}

function exampleLines(chart: string, examples: readonly Example[]): string {
  return examples
    .map(({ name, text }) => {
      const about = text
        .split('\n')
        .filter((_, index, lines) => lines.slice(0, index + 1).every((line) => line.startsWith('#')))
        .map((line) => line.replace(/^#\s?/, ''))
        .join(' ')
      return `- \`helm install ${chart} ./charts/${chart} -f charts/${chart}/examples/${name}.yaml\`${about && `: ${about}`}`
    })
    .join('\n')
}

function table(fields: Record<string, Field>): string {
  return ['| key | what it is for | type | default |', '|---|---|---|---|', ...rows(fields, '')].join('\n')
}

function rows(fields: Record<string, Field>, path: string): string[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const name = `${path}${key}`
    const { type } = field
    const row = (value: string) =>
      `| \`${name}\` | ${cell(field.doc ?? '')} | ${cell(describeType(type))} | ${value} |`
    if (field.byProfile) return [row('by profile')]
    if (type.t === 'group') return rows(type.fields, `${name}.`)
    const own = row(`\`${cell(JSON.stringify(field.default))}\``)
    if (type.t === 'map' && type.of.t === 'group') return [own, ...rows(type.of.fields, `${name}.<name>.`)]
    return [own]
  })
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function plainText(message: Plan['warnings'][number]['message']): string {
  const parts = message.e === 'call' ? message.args : [message]
  return parts
    .map((part) =>
      part.e === 'lit' ? String(part.value) : part.e === 'value' ? `\`${part.path.join('.')}\`` : '…',
    )
    .join('')
}
