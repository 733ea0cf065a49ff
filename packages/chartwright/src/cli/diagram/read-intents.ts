import { type Chart, ChartFile, refusal } from '../../chart/index.ts'
import { renderChart } from '../../engine/index.ts'
import { newMap } from '../../go/index.ts'
import type { Host } from '../../io/index.ts'

/** intents.json as docs/decisions/006 has it: what a picture needs of it. Text in `{{ }}` depends on values. */
export interface Intents {
  chart: string
  workloads: Record<string, WorkloadIntents>
  entrances?: {
    name: string
    by: string[]
    to: { workload: string; port?: string; path?: string }[]
    when?: string
  }[]
}

type Json = string | number | boolean

export interface WorkloadIntents {
  kind: string
  about?: string
  hook?: string[]
  pool?: string
  when?: string
  singleton?: boolean
  ports?: { name: string; port: Json; last?: Json; protocol: string; when?: string }[]
  connectsTo?: ConnectionIntents[]
  addresses?: { workload: string; port?: string }[]
  volumes?: string[]
}

export type ConnectionIntents = { when?: string } & (
  | { workload: string; port?: string }
  | { external: string; about?: string; ports?: Json[]; protocol?: string; fallback?: string }
)

/**
 * The intents of a chart. Throws HelmError when it has none: what its author meant cannot be read from templates.
 */
export function readIntents(chart: Chart): Intents {
  const file = chart.files.find(({ name }) => name === 'intents.json')
  if (!file)
    throw refusal('file-missing', `${chart.metadata.name} has no intents.json`, {
      message: `there is no intents.json in ${chart.origin}`,
      hint: 'charts that "chartwright build" makes have one',
    })
  try {
    const intents = JSON.parse(file.text) as Intents
    if (typeof intents.workloads === 'object' && intents.workloads !== null) return intents
  } catch {
    // Told below, with what has no components.
  }
  throw refusal('intents-invalid', `the intents.json of ${chart.metadata.name} cannot be read`, {
    message: `${chart.origin}/intents.json is not what "chartwright build" writes`,
    hint: 'build the chart again',
  })
}

/** What depends on values, as the chart's defaults have it. */
export interface Defaults {
  /** `{{ .Values.port }}` as 8080; undefined where the defaults do not give it. */
  text(value: Json | undefined): string | undefined
  /** Whether a condition holds; what has none does. */
  holds(condition: string | undefined): boolean
}

/** Renders what intents say with the chart's defaults, all at once, or one by one where one fails. */
export function defaultsOf(chart: Chart, intents: Intents, host: Host): Defaults {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.startsWith('{{')) found.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  collect(intents.workloads)
  collect(intents.entrances)
  const asked = [...found].flatMap((template) => {
    const inner = template.replace(/^\{\{|\}\}$/g, '').trim()
    return [
      [template, template],
      [`when ${template}`, `{{ if ${inner} }}true{{ end }}`],
    ] as const
  })
  const answers = renderAll(chart, asked, host)
  return {
    text: (value) =>
      typeof value === 'string' && value.startsWith('{{') ? answers.get(value) : value?.toString(),
    holds: (condition) => condition === undefined || answers.get(`when ${condition}`) === 'true',
  }
}

function renderAll(
  chart: Chart,
  asked: readonly (readonly [string, string])[],
  host: Host,
): Map<string, string> {
  if (asked.length === 0) return new Map()
  try {
    const answers = render(
      chart,
      asked.map(([, template]) => template),
      host,
    )
    return new Map(asked.map(([name], at) => [name, answers[at]!.trim()]))
  } catch (error) {
    if (asked.length > 1) return new Map(asked.flatMap((one) => [...renderAll(chart, [one], host)]))
    // What the defaults do not give is not shown.
    if (error instanceof Error) return new Map()
    throw error
  }
}

/** What pieces of template give, by a template of their own in place of the chart's, with its helpers. */
function render(chart: Chart, pieces: readonly string[], host: Host): string[] {
  const helpers = chart.templates.filter(({ name }) => name.endsWith('.tpl'))
  const defined = pieces.map((piece, at) => `{{- define "picture.${at}" }}${piece}{{ end }}`)
  const asked = pieces.map((_, at) => `{{ include "picture.${at}" . | toJson }}`)
  const text = `${defined.join('\n')}\n{ "answers": [${asked.join(', ')}] }`
  const own = new ChartFile('templates/picture.yaml', new TextEncoder().encode(text))
  const { manifests } = renderChart({ ...chart, templates: [...helpers, own] }, newMap(), {
    host,
    release: { name: chart.metadata.name, namespace: 'default' },
    skipSchemaValidation: true,
  })
  return (JSON.parse(manifests[0]!.content) as { answers: string[] }).answers
}
