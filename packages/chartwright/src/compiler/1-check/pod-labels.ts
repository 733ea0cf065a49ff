import { nodeOf, whenOf, type App, type ObjectPart, type Part } from '../../author/index.ts'
import { keyOf } from '../conditions.ts'

/** A label that is known only when the chart is rendered; `?` where nothing more is known of it. */
export class Rendered {
  readonly as: string
  constructor(as: string) {
    this.as = as
  }
}
const chartName = new Rendered('nameOverride')
const release = new Rendered('Release.Name')
const unknown = new Rendered('?')

export const label = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
} as const

export type Labels = ReadonlyMap<string, string | Rendered>

/** What has labels by which it is found, and which ports it names. */
export interface Labelled {
  component: string
  labels: Labels
  /** The names of its ports; undefined where they are not known. */
  ports?: readonly string[]
}

/** Labels as an author writes them; undefined when the whole of them is a value. */
export function labelsOf(written: unknown): Map<string, string | Rendered> | undefined {
  const node = nodeOf(written)
  if (node?.e === 'call' && node.fn === 'pods') {
    const [component, ...more] = node.args.map((arg) =>
      arg.e === 'lit' ? String(arg.value) : new Rendered(keyOf(arg)),
    )
    const labels = new Map(ownLabels(component as string))
    for (let at = 0; at + 1 < more.length; at += 2) labels.set(more[at] as string, more[at + 1]!)
    return labels
  }
  if (node || typeof written !== 'object' || written === null || whenOf(written)) return undefined
  return new Map(Object.entries(written).map(([key, value]) => [key, labelOf(value)]))
}

function labelOf(value: unknown): string | Rendered {
  const node = nodeOf(value)
  if (node) return node.e === 'lit' ? String(node.value) : new Rendered(keyOf(node))
  return typeof value === 'string' ? value : unknown
}

/** The labels that selectors of this compiler are made of. */
export function ownLabels(component: string): [string, string | Rendered][] {
  return [
    [label.name, chartName],
    [label.instance, release],
    [label.component, component],
  ]
}

/** Every kind of pod that the chart makes. */
export function podsIn(app: App): Labelled[] {
  return [
    ...app.parts.flatMap((part) => workloadPods(part, app)),
    { component: 'test', labels: new Map(ownLabels('test')), ports: [] },
  ]
}

function workloadPods(part: Part, app: App): Labelled[] {
  if (part.part === 'object') return objectPods(part)
  if (part.part !== 'workload') return []
  const labels = new Map(ownLabels(part.name))
  if (part.pool) labels.set(part.pool.label, unknown)
  for (const patch of app.parts) {
    if (patch.part !== 'patch' || patch.component !== part.name) continue
    for (const [key, value] of templateLabels(patch.kind, patch.fields) ?? []) labels.set(key, value)
  }
  const containers = [
    part.spec,
    ...Object.values(part.spec.sidecars ?? {}).map((one) => whenOf(one)?.then ?? one),
  ]
  const ports = containers.flatMap((one) => Object.keys((one as { ports?: object }).ports ?? {}))
  return [{ component: part.name, labels, ports }]
}

function objectPods(part: ObjectPart): Labelled[] {
  const labels = templateLabels(part.kind, part.fields)
  if (!labels) return []
  // A pod by itself has the labels of every object of the chart, too.
  const own = part.kind === 'Pod' ? ownLabels(part.component) : []
  return [{ component: part.component, labels: new Map([...own, ...labels]) }]
}

/** The labels of the pods that an object makes; undefined when it makes none. */
export function templateLabels(kind: string, fields: unknown): Labels | undefined {
  const path = templates[kind]
  return path === undefined ? undefined : (labelsOf(at(fields, `${path}metadata.labels`)) ?? new Map())
}

const templates: Record<string, string> = {
  Pod: '',
  Deployment: 'spec.template.',
  StatefulSet: 'spec.template.',
  DaemonSet: 'spec.template.',
  ReplicaSet: 'spec.template.',
  Job: 'spec.template.',
  CronJob: 'spec.jobTemplate.spec.template.',
}

/** A field by its path; undefined where a value stands in the way. */
export function at(from: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    const inner = whenOf(value)?.then ?? value
    return typeof inner === 'object' && inner !== null && !nodeOf(inner) && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined
  }, from)
}

/** The Services that the chart makes, as ServiceMonitors find them. */
export function servicesIn(app: App): Labelled[] {
  return app.parts.flatMap((part): Labelled[] => {
    if (part.part === 'workload' && part.kind === 'service')
      return [{ component: part.name, labels: new Map(ownLabels(part.name)) }]
    if (part.part === 'publish' || (part.part === 'metrics' && part.monitor === 'ServiceMonitor'))
      return [{ component: part.name, labels: new Map(ownLabels(part.name)) }]
    if (part.part !== 'object' || part.kind !== 'Service') return []
    const more = labelsOf(part.fields.metadata?.labels) ?? []
    return [{ component: part.component, labels: new Map([...ownLabels(part.component), ...more]) }]
  })
}
