import { portsOf, toNode, type Expr, type Knobs, type Probe, type WorkloadPart } from '../../author/index.ts'
import type { Planning } from './context.ts'
import { envItem } from './env.ts'
import { knob } from './knob.ts'
import { mountsOf } from './mounts.ts'
import { gpuResources } from './plan-gpu.ts'
import { imageText } from './pod.ts'
import { onlyIf, splice } from './tree.ts'

/** The container of a workload. */
export function container(part: WorkloadPart, planning: Planning) {
  const { spec } = part
  const image = spec.image as Expr<object> & { pullPolicy: Expr<string> }
  const knobSplices = (key: keyof Knobs) => knob(part, key, (value) => [splice(value)])
  const env = Object.entries(spec.env ?? {}).map(([name, value]) => envItem(name, value))
  const resources = knob(part, 'resources', (value) => [value])[0]
  const mounts = mountsOf(part)
  reserve(part, planning)
  return {
    name: part.name,
    image: imageText(image),
    imagePullPolicy: image.pullPolicy,
    securityContext: planning.house.securityContext,
    command: spec.command,
    args: spec.args,
    env: [...env, splice(planning.house.extraEnv), ...knobSplices('extraEnv')],
    envFrom: knob(part, 'extraEnvFrom', (value) => [value])[0],
    ports: containerPorts(part),
    startupProbe: probe(spec.startup),
    livenessProbe: probe(spec.live),
    readinessProbe: probe(spec.ready),
    resources: spec.gpu ? gpuResources(spec.gpu, resources) : resources,
    volumeMounts: mounts.map((mount) => ({
      name: mount.mount.name,
      mountPath: mount.path,
      subPath: mount.subPath,
      readOnly: mount.readOnly ? true : undefined,
    })),
  }
}

/** The ports that a container names. A range cannot be listed: policies and firewalls name it. */
function containerPorts({ spec }: WorkloadPart) {
  const listed = portsOf(spec.ports).filter(({ port }) => port.last === undefined)
  if (listed.length === 0) return undefined
  return listed.map(({ name, port, condition }) =>
    onlyIf(condition, {
      name,
      containerPort: port.number,
      hostPort: port.hostPort,
      protocol: port.protocol,
    }),
  )
}

function probe(probe: Probe | undefined) {
  if (!probe) return undefined
  const { handler, timing } = probe
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
