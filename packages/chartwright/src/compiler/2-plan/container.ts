import {
  placedAt,
  portsOf,
  siteOfProperty,
  toNode,
  withPlaces,
  type ContainerSpec,
  type Expr,
  type Knobs,
  type Mount,
  type Probe,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'
import { drainPause } from './drain.ts'
import { envItem } from './env.ts'
import { envFrom } from './env-from.ts'
import { knob } from './knob.ts'
import {
  initContainersOf,
  mountsOf,
  sidecarsOf,
  type ConditionalMount,
  type NamedContainer,
} from './mounts.ts'
import { gpuResources } from './plan-gpu.ts'
import { imageText } from './pod.ts'
import { containerSecurityAs } from './run-as.ts'
import { onlyIf, splice } from './tree.ts'

/** The containers of a workload: its own, then those beside it. */
export function containers(part: WorkloadPart, planning: Planning): unknown[] {
  const { spec } = part
  const splices = (key: keyof Knobs) => knob(part, key, (value) => [splice(value)])
  const resources = knob(part, 'resources', (value) => [value])[0]
  reserve(part, planning)
  const own = container(part.name, spec, planning, {
    preStop: drainPause(spec),
    securityContext: containerSecurityAs(spec),
    env: [splice(planning.house.extraEnv), ...splices('extraEnv')],
    envFrom: splices('extraEnvFrom'),
    resources: spec.gpu ? gpuResources(spec.gpu, resources) : resources,
    mounts: mountsOf(spec),
  })
  return [own, ...sidecarsOf(part).map((one) => another(one, part, planning))]
}

/** The containers that run before a workload's own. */
export function initContainers(part: WorkloadPart, planning: Planning): unknown[] {
  const own = knob(part, 'resources', (value) => [value])[0]
  return initContainersOf(part).map((one) => another(one, part, planning, own))
}

function another(
  { name, spec, condition }: NamedContainer,
  part: WorkloadPart,
  planning: Planning,
  own?: unknown,
): unknown {
  const { resources = own } = spec
  const more = { resources, securityContext: containerSecurityAs(part.spec), mounts: mountsOf(spec, name) }
  return onlyIf(condition, container(name, spec, planning, more))
}

interface Additions {
  preStop?: unknown
  env?: unknown[]
  envFrom?: unknown[]
  securityContext?: unknown
  resources: unknown
  mounts: ConditionalMount[]
}

function container(name: string, spec: ContainerSpec, planning: Planning, more: Additions): unknown {
  const image = spec.image as Expr<object> & { pullPolicy: Expr<string> }
  const preStop = spec.preStop ?? more.preStop
  const env = Object.entries(spec.env ?? {}).map(([variable, value]) =>
    envItem(variable, value, siteOfProperty(spec.env, variable)),
  )
  const made = {
    name,
    image: imageText(image),
    imagePullPolicy: image.pullPolicy,
    securityContext: more.securityContext ?? planning.house.securityContext,
    command: spec.command,
    args: spec.args,
    env: [...env, ...(more.env ?? [])],
    envFrom: [...envFrom(spec), ...(more.envFrom ?? [])],
    ports: containerPorts(spec),
    startupProbe: probe(spec.startup),
    livenessProbe: probe(spec.live),
    readinessProbe: probe(spec.ready),
    lifecycle: preStop && { preStop: { exec: { command: preStop } } },
    resources: more.resources,
    volumeMounts: more.mounts.map(({ mount, condition }) => onlyIf(condition, volumeMount(mount))),
  }
  const of = (key: keyof ContainerSpec) => siteOfProperty(spec, key)
  return withPlaces(made, {
    securityContext: siteOfProperty(spec, 'runAs'),
    command: of('command'),
    args: of('args'),
    env: of('env'),
    ports: of('ports'),
    startupProbe: of('startup'),
    livenessProbe: of('live'),
    readinessProbe: of('ready'),
    lifecycle: of('preStop'),
    volumeMounts: of('mounts'),
  })
}

function volumeMount(mount: Mount) {
  const { path: mountPath, subPath, readOnly } = mount
  const made = { name: mount.mount.name, mountPath, subPath, readOnly: readOnly ? true : undefined }
  return placedAt(made, mount.at)
}

/** The ports that a container names. A range cannot be listed: policies and firewalls name it. */
function containerPorts(spec: ContainerSpec) {
  const listed = portsOf(spec.ports).filter(({ port }) => port.last === undefined)
  if (listed.length === 0) return undefined
  return listed.map(({ name, port, condition }) => {
    const { number: containerPort, hostPort, protocol } = port
    const at = siteOfProperty(spec.ports, name)
    const places = { name: at, containerPort: at, hostPort: at, protocol: at }
    return onlyIf(condition, withPlaces({ name, containerPort, hostPort, protocol }, places))
  })
}

function probe(probe: Probe | undefined) {
  if (!probe) return undefined
  const { handler, timing } = probe
  if ('exec' in handler) return { exec: { command: handler.exec }, ...timing }
  const check =
    'http' in handler
      ? { httpGet: { path: handler.http.path, port: handler.http.port } }
      : { tcpSocket: { port: handler.tcp.port } }
  return { ...check, ...timing }
}

/** Notes which names the chart sets itself, so that the schema refuses them in the operator's lists. */
function reserve(part: WorkloadPart, planning: Planning): void {
  const names = Object.keys(part.spec.env ?? {})
  for (const list of [planning.house.extraEnv, ...knob(part, 'extraEnv', (value) => [value])]) {
    const path = valuesPath(toNode(list), part)
    const known = planning.reservedEnv.get(path) ?? new Set()
    for (const name of names) known.add(name)
    planning.reservedEnv.set(path, known)
  }
}

/** `workerPools.*.extraEnv`: where a node stands in the values, with `*` for the entries of a map. */
function valuesPath(node: ReturnType<typeof toNode>, part: WorkloadPart): string {
  if (node.e === 'value') return node.path.join('.')
  if (node.e === 'field') return `${valuesPath(node.of, part)}.${node.key}`
  return `${valuesPath(part.pool!.over, part)}.*`
}
