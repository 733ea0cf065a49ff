import type { Defaults, Intents, WorkloadIntents } from './read-intents.ts'

export type NodeKind = 'workload' | 'job' | 'external' | 'entrance' | 'volume'

/** A component, a dependency outside, a way in, or a volume that several share. */
export interface DiagramNode {
  id: string
  kind: NodeKind
  name: string
  /** Below the name: what it is to Kubernetes. */
  caption: string
  about: string
  ports: string[]
  /** Not there with the chart's defaults. */
  isOff: boolean
}

export interface DiagramEdge {
  from: string
  to: string
  /** The ports that the arrow is for, where the target has several. */
  ports: string[]
  isOff: boolean
}

export interface DiagramGraph {
  nodes: DiagramNode[]
  edges: DiagramEdge[]
}

/** Components and connections, as the chart's defaults have them. */
export function graphOf(intents: Intents, defaults: Defaults): DiagramGraph {
  const nodes = new Map<string, DiagramNode>()
  const edges = new Map<string, DiagramEdge>()
  const connect = (from: string, to: string, label: string, isOff: boolean) => {
    if (from === to) return
    const known = edges.get(`${from} ${to}`)
    if (!known) edges.set(`${from} ${to}`, { from, to, ports: label === '' ? [] : [label], isOff })
    else {
      if (label !== '' && !known.ports.includes(label)) known.ports.push(label)
      known.isOff &&= isOff
    }
  }
  const workloads = Object.entries(intents.workloads)
  for (const [name, { ports = [] }] of workloads)
    nodes.set(name, workloadNode(name, intents.workloads[name]!, ports, defaults))
  for (const { name, by, to, when } of intents.entrances ?? []) {
    const id = `entrance ${name}`
    const isOff = !defaults.holds(when)
    nodes.set(id, { id, kind: 'entrance', name, caption: by.join(' or '), about: '', ports: [], isOff })
    for (const { workload, port = '' } of to)
      if (nodes.has(workload)) connect(id, workload, portLabel(intents, workload, port), isOff)
  }
  for (const [name, { connectsTo = [], addresses = [] }] of workloads) {
    for (const one of connectsTo) {
      const isOff = !defaults.holds(one.when)
      if ('workload' in one) {
        connect(name, one.workload, portLabel(intents, one.workload, one.port ?? ''), isOff)
        continue
      }
      const id = `external ${one.external}`
      const known = nodes.get(id)
      if (known) known.isOff &&= isOff
      else nodes.set(id, { ...externalNode(one, defaults), id, isOff })
      connect(name, id, '', isOff)
    }
    for (const { workload, port = '' } of addresses)
      connect(name, workload, portLabel(intents, workload, port), false)
  }
  for (const [volume, users] of sharedVolumes(intents)) {
    const id = `volume ${volume}`
    const [caption, isOff] = ['a volume that they share', false]
    nodes.set(id, { id, kind: 'volume', name: volume, caption, about: '', ports: [], isOff })
    for (const user of users) connect(user, id, '', !defaults.holds(intents.workloads[user]!.when))
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] }
}

function workloadNode(
  name: string,
  intents: WorkloadIntents,
  ports: NonNullable<WorkloadIntents['ports']>,
  defaults: Defaults,
): DiagramNode {
  const { kind, hook, pool, singleton, about = '', when } = intents
  const caption = [
    hook ? `Job ${hook.join(', ')}` : kind,
    ...(pool === undefined ? [] : ['a pool each']),
    ...(singleton ? ['one at a time'] : []),
  ].join(' · ')
  const shown = ports
    .filter((port) => defaults.holds(port.when))
    .map(({ name: port, port: first, last, protocol }) => {
      const range = [first, ...(last === undefined ? [] : [last])].map((one) => defaults.text(one) ?? '')
      return [port, range.filter((one) => one !== '').join('–'), protocol === 'UDP' ? 'UDP' : '']
        .filter((one) => one !== '')
        .join(' ')
    })
  const isJob = kind === 'Job' || kind === 'CronJob'
  return {
    id: name,
    kind: isJob ? 'job' : 'workload',
    name,
    caption,
    about,
    ports: shown,
    isOff: !defaults.holds(when),
  }
}

type ExternalIntents = { external: string; about?: string; ports?: (string | number | boolean)[] } & {
  protocol?: string
  fallback?: string
}

function externalNode(
  { external, about = '', ports = [], protocol, fallback }: ExternalIntents,
  defaults: Defaults,
): Omit<DiagramNode, 'id' | 'isOff'> {
  const numbers = ports.map((one) => defaults.text(one) ?? '').filter((one) => one !== '' && one !== '0')
  return {
    kind: 'external',
    name: external,
    caption: [about === '' ? 'outside' : about, ...(fallback === undefined ? [] : ['optional'])].join(' · '),
    about: '',
    ports: numbers.length === 0 ? [] : [`${numbers.join(', ')}${protocol === 'UDP' ? ' UDP' : ''}`],
  }
}

/** A port's name says something only where there is another one that is not for probes or Prometheus. */
function portLabel({ workloads }: Intents, workload: string, port: string): string {
  const ports = (workloads[workload]?.ports ?? []).filter(({ name }) => !/^(health|metrics)$/.test(name))
  return ports.length > 1 ? port : ''
}

/** Volumes that more than one component mounts; what one has alone is its own affair. */
function sharedVolumes({ workloads }: Intents): [string, string[]][] {
  const users = new Map<string, string[]>()
  for (const [name, { volumes = [] }] of Object.entries(workloads))
    for (const volume of volumes) users.set(volume, [...(users.get(volume) ?? []), name])
  return [...users].filter(([, names]) => names.length > 1)
}
