import {
  and,
  componentName,
  expression,
  nodeOf,
  str,
  toNode,
  whenOf,
  type EnvValue,
  type Expr,
  type Knobs,
  type Mount,
  type Probe,
  type SecretKey,
  type WorkloadPart,
} from '../../author/index.ts'
import { implies } from '../conditions.ts'
import { addResource, camel, header, helperText, type Planning } from './context.ts'
import { claimHelper } from './plan-claim.ts'
import { secretHelper } from './plan-secret.ts'
import { imageText, securityOfPod } from './pod.ts'
import { include, merged, onlyIf, Ready, splice, tree } from './tree.ts'

/** The Deployment of a workload, or one for each entry of a pool. */
export function planWorkload(part: WorkloadPart, planning: Planning): void {
  const { spec, pool } = part
  const poolLabel = pool && { [pool.label]: expression<Expr<string>>(pool.key) }
  const name = pool
    ? str`${componentName(part.name)}-${expression<Expr<string>>(pool.key)}`
    : componentName(part.name)
  const selector = merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }, poolLabel)
  const deployment = tree({
    ...header('apps/v1', 'Deployment', part.name, { name, labels: poolLabel }),
    spec: {
      replicas: spec.replicas,
      strategy: spec.strategy === 'Recreate' ? { type: 'Recreate' } : undefined,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          annotations: annotations(part),
          labels: merged(
            selector,
            splice(planning.house.commonLabels),
            ...knob(part, 'podLabels', (labels) => [splice(labels)]),
          ),
        },
        spec: podSpec(part, planning),
      },
    },
  })
  addResource(planning, {
    kind: 'Deployment',
    component: part.name,
    file: `${part.name}-deployment.yaml`,
    body: pool
      ? { f: 'each', over: pool.over, key: pool.key, item: pool.item, body: [deployment] }
      : deployment,
    ...(part.at && { at: part.at }),
  })
}

/** The Service in front of a workload. */
export function planService(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const exposed = Object.entries(spec.expose ?? spec.ports ?? {})
  addResource(planning, {
    kind: 'Service',
    component: part.name,
    file: `${part.name}-service.yaml`,
    body: tree({
      ...header('v1', 'Service', part.name, { annotations: spec.serviceAnnotations }),
      spec: {
        type: spec.serviceType ?? 'ClusterIP',
        ports: exposed.map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: port,
          protocol: 'TCP',
        })),
        selector: merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }),
      },
    }),
    ...(part.at && { at: part.at }),
  })
}

function podSpec(part: WorkloadPart, planning: Planning) {
  const { spec } = part
  const knobText = (key: keyof Knobs) => knob(part, key, (value) => [value])[0]
  const priority = knobText('priorityClassName') as Expr<string> | undefined
  const mounts = spec.mounts ?? []
  return {
    ...securityOfPod(planning),
    priorityClassName: priority && onlyIf(toNode(priority), priority),
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    containers: [container(part, planning)],
    volumes: mounts.length > 0 ? volumes(mounts) : undefined,
    nodeSelector: knobText('nodeSelector'),
    tolerations: knobText('tolerations'),
    affinity: knobText('affinity'),
    topologySpreadConstraints: knobText('topologySpreadConstraints'),
  }
}

function container(part: WorkloadPart, planning: Planning) {
  const { spec } = part
  const image = spec.image as Expr<object> & { pullPolicy: Expr<string> }
  const knobSplices = (key: keyof Knobs) => knob(part, key, (value) => [splice(value)])
  const env = Object.entries(spec.env ?? {}).map(([name, value]) => envItem(name, value))
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
    ports: spec.ports && Object.entries(spec.ports).map(([name, port]) => ({ name, containerPort: port })),
    startupProbe: probe(spec.startup),
    livenessProbe: probe(spec.live),
    readinessProbe: probe(spec.ready),
    resources: knob(part, 'resources', (value) => [value])[0],
    volumeMounts: spec.mounts?.map((mount) => ({
      name: mount.mount.name,
      mountPath: mount.path,
      subPath: mount.subPath,
      readOnly: mount.readOnly ? true : undefined,
    })),
  }
}

/** One of the operator's knobs, when the workload's values have it. */
function knob<T>(part: WorkloadPart, key: keyof Knobs, make: (value: unknown) => T[]): T[] {
  const node = nodeOf(part.spec.values)
  if (!node || node.e === 'lit' || node.type.t !== 'group' || !Object.hasOwn(node.type.fields, key)) return []
  return make((part.spec.values as Knobs)[key])
}

function annotations(part: WorkloadPart) {
  const checksums = (part.spec.restartOn ?? []).map(({ part: content }) => ({
    [`checksum/${content.name}`]: checksumOf(camel(content.name)),
  }))
  return merged(...checksums, ...knob(part, 'podAnnotations', (value) => [splice(value)]))
}

function checksumOf(helper: string): Expr<string> {
  const data = { e: 'include' as const, helper, type: { t: 'string' as const } }
  return expression({ e: 'call', fn: 'sha256', args: [data], type: { t: 'string', safe: 'bare' } })
}

function envItem(name: string, value: unknown): unknown {
  const conditional = whenOf(value)
  if (!conditional) return envEntry(name, value as EnvValue, undefined)
  const entry = envEntry(name, conditional.then as EnvValue, conditional.condition)
  const otherwise =
    conditional.otherwise === undefined
      ? undefined
      : envEntry(name, conditional.otherwise as EnvValue, undefined)
  return onlyIf(presence(conditional.condition, conditional.then), entry, otherwise)
}

/** The condition under which an entry makes sense: its own and that of the key it refers to, unless implied. */
function presence(condition: ReturnType<typeof toNode>, value: unknown) {
  const needs = isSecretKey(value) ? keyExists(value) : undefined
  if (!needs || implies(condition, needs)) return condition
  return toNode(and(expression(condition), expression(needs)))
}

function envEntry(name: string, value: EnvValue, known: ReturnType<typeof toNode> | undefined): unknown {
  if (isSecretKey(value)) {
    const { secret } = value
    const entry = {
      name,
      valueFrom: {
        secretKeyRef: {
          name: secret.existing ? helperText(secretHelper(secret)) : componentName(secret.name),
          key: value.key,
          optional: value.optional ? true : undefined,
        },
      },
    }
    return known ? entry : onlyIf(keyExists(value), entry)
  }
  if (isPodField(value)) return { name, valueFrom: { fieldRef: { fieldPath: value.podField } } }
  return { name, value: envText(value) }
}

function envText(value: EnvValue): unknown {
  if (!nodeOf(value)) return String(value)
  const node = toNode(value)
  const type = node.e === 'lit' ? undefined : node.type.t
  // Kubernetes takes only text: a number or boolean is written between quotes.
  return type === 'string' ? value : str`${value as Expr<number>}`
}

function isSecretKey(value: unknown): value is SecretKey {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'secret' in value
}

function isPodField(value: unknown): value is { podField: string } {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'podField' in value
}

function keyExists({ secret, key }: SecretKey) {
  const given = toNode(secret.keys[key])
  if (!secret.existing) return given
  return {
    e: 'call' as const,
    fn: 'or' as const,
    args: [toNode(secret.existing), given],
    type: { t: 'bool' as const },
  }
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

function volumes(mounts: readonly Mount[]) {
  const parts = [...new Set(mounts.map((mount) => mount.mount))]
  return parts.map((part) => {
    if (part.part === 'config') return { name: part.name, configMap: { name: componentName(part.name) } }
    if (part.part === 'secret') {
      const secretName = part.existing ? helperText(secretHelper(part)) : componentName(part.name)
      return { name: part.name, secret: { secretName } }
    }
    if (part.source.kind === 'ephemeral') {
      const { sizeLimit } = part.source
      return {
        name: part.name,
        emptyDir: sizeLimit === undefined ? new Ready({ y: 'empty' }) : { sizeLimit },
      }
    }
    const claimName = part.source.claim.existing ? helperText(claimHelper(part)) : componentName(part.name)
    return { name: part.name, persistentVolumeClaim: { claimName } }
  })
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
