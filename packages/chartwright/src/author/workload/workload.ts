import { suggest } from '../../diagnostics/index.ts'
import type { AutoscaleSpec, CustomMetric } from './autoscale.ts'
import { componentName } from './component-name.ts'
import type { Config } from '../storage/config.ts'
import {
  connectionEnv,
  connectionsOf,
  portRef,
  type Connection,
  type PortRef,
} from '../network/connection.ts'
import type { MapFace } from '../values/declaration.ts'
import { withElection, type ElectionValues } from './election.ts'
import type { Env } from './env.ts'
import type { ExternalConfig } from '../storage/external-config.ts'
import type { GpuValues } from './gpu.ts'
import { expression, toNode, type Arg, type Expr, type ExprNode } from '../values/expression.ts'
import { str, type Condition, type Maybe } from '../values/functions.ts'
import type { JobKind } from './job.ts'
import type { DisruptionBudget, DrainSpec, Rollout } from './lifecycle.ts'
import type { KedaSpec } from './keda.ts'
import { mistake } from '../mistake.ts'
import type { Mount } from './mount.ts'
import type { Part } from '../part.ts'
import { portsOf, type PortLike } from './port.ts'
import type { Probe } from './probe.ts'
import type { Secret } from '../storage/secret.ts'
import type { Image } from './shared-image.ts'
import type { Permission } from './permission.ts'
import { ringConnection, withRing, withRingCalls, type RingSpec } from './ring.ts'
import { siteField, type Site } from '../site.ts'

/** What runs in a container. Field names are Kubernetes' where it has one. */
export interface ContainerSpec {
  image: Image
  /** In place of the image's entry point. */
  command?: readonly Maybe<Arg<string>>[]
  args?: readonly Maybe<Arg<string>>[]
  env?: Env
  /** Configuration whose keys all become variables: the operator's, or that of variables(). What `env` says wins. */
  envFrom?: readonly (ExternalConfig | Config)[]
  /** Ports by name: a number, `udp(5060)`, `udpRange($.range)`, or `when(…)` one of these. */
  ports?: Record<string, PortLike>
  mounts?: readonly Maybe<Mount>[]
  ready?: Probe
  live?: Probe
  startup?: Probe
  /** What runs in it before it is stopped. */
  preStop?: readonly Arg<string>[]
  /** Folders that it writes to outside its mounts: each is scratch space, where the root may be read-only. */
  writes?: readonly string[]
}

/** A container beside the one that a workload is about. */
export interface SidecarSpec extends ContainerSpec {
  resources?: Expr<object>
}

/** What all workloads have. */
export interface WorkloadSpec<Knobs = unknown> extends ContainerSpec {
  /** The operator's group for this workload, made with workload(): resources, scheduling, labels, extra env. */
  values?: Knobs
  /** All of it is there only then. */
  when?: Condition
  /**
   * Whom it connects to: ports of others, dependencies outside, perhaps only under a condition. Policies open
   * the way on both sides, and `port.as('API')` tells the address in a variable.
   */
  connectsTo?: readonly Connection[]
  /** Ports of this chart that must answer before its own container starts; it may connect to them. */
  waitsFor?: readonly Maybe<PortRef>[]
  /** Further containers of its pods, by name. */
  sidecars?: Record<string, Maybe<SidecarSpec>>
  /**
   * Containers that run before those, by name and in this order, each to its end: migrations, permissions. They
   * ask for what the workload's own container does, which costs a pod nothing, unless they say `resources`.
   */
  initContainers?: Record<string, Maybe<SidecarSpec>>
  /** Pods are replaced when the content of these changes. */
  restartOn?: readonly (Config | Secret)[]
  /** `Recreate` when two versions must never run side by side; else how many pods come and go at a time. */
  strategy?: 'RollingUpdate' | 'Recreate' | Rollout
  /** One pod and never a second: no value makes more of it, and an upgrade stops the old before the new. */
  singleton?: true
  /** A singleton may have a pod that stands by, while its pods elect a leader: the values of election(). */
  election?: ElectionValues
  /** How its pods end their work: a pause before the stop, the grace, and scaling down one pod at a time. */
  drain?: DrainSpec
  /** Keeps pods while nodes are emptied: there only while more than one replica is sure. */
  disruptionBudget?: true | Maybe<DisruptionBudget>
  /** What decides how many pods run: the values of autoscaling(). */
  autoscale?: AutoscaleSpec
  /** Metrics that the autoscaler looks at beside CPU and memory. */
  scaleOn?: readonly CustomMetric[]
  /** KEDA scales it, by these triggers, as far as `autoscale` allows. */
  keda?: KedaSpec
  /** Seconds a pod has to end its work. */
  terminationGracePeriodSeconds?: Arg<number>
  /** Another user than that of all pods, and capabilities that its work needs, as repairs do. */
  runAs?: { user: number; capabilities?: readonly string[] }
  /** GPUs, as the values of gpu() say. */
  gpu?: GpuValues
  /** Runs in the network of its node, whose ports it then takes. Pods are replaced one at a time, in place. */
  hostNetwork?: Expr<boolean>
  /** Kubernetes' own; `ClusterFirstWithHostNet` finds Services from the network of a node. */
  dnsPolicy?: Arg<string>
  /** A StatefulSet: pods keep their names, and claims of their own. A headless Service gives each an address. */
  stateful?: boolean
  /** What its pods may do with the cluster's API; without it they have no token. */
  may?: readonly Permission[]
  /** Pods that find each other and share work by a ring. */
  ring?: RingSpec
  /** Pods keep apart, on different nodes where that can be, unless the operator says how they spread. */
  spread?: boolean
  /** What the component is, in a sentence: for the README. */
  doc?: string
}

/** A workload with a Service in front of it. */
export interface ServiceSpec<Knobs = unknown> extends WorkloadSpec<Knobs> {
  replicas?: Maybe<Arg<number>>
  /** The ports that the Service offers and what it calls them outside; all of them when left out. */
  expose?: Record<string, Maybe<Arg<number>>>
  serviceType?: Arg<string>
  /**
   * Its Service has no address of its own and lists those of the pods that are ready: callers choose one. Only
   * those who connect to it come in, so `helm test` does not ask it.
   */
  headless?: true
  serviceAnnotations?: Expr<object> | Readonly<Record<string, string>>
  /** Kubernetes' own, for Services that the outside reaches. */
  externalTrafficPolicy?: Arg<string>
  loadBalancerSourceRanges?: Expr<readonly string[]>
}

export interface WorkloadPart {
  part: 'workload'
  kind: 'service' | 'worker' | 'pool' | 'job'
  name: string
  spec: ServiceSpec
  job?: JobKind
  pool?: { over: ExprNode; key: ExprNode; item: ExprNode; label: string }
  at?: Site
}

/** A workload behind a Service. */
export interface Service {
  readonly part: WorkloadPart
  port(name: string): PortRef
  /** The Service's name, which is its host inside the namespace. */
  readonly host: Expr<string>
  /** `host:port`, for whoever connects. */
  address(port: string): Expr<string>
}

/**
 * A Deployment and a Service in front of it.
 *
 * @example const web = service('web', { image: $.image, ports: { http: 8080 }, ready: http('http', '/healthz') })
 */
export function service<Knobs>(name: string, described: ServiceSpec<Knobs>): Service {
  const spec = withElection(name, withRing(name, described))
  const part: WorkloadPart = {
    part: 'workload',
    kind: 'service',
    name,
    spec: withAddresses(spec),
    ...siteField(),
  }
  const exposed: Record<string, Arg<number>> = Object.fromEntries(
    portsOf(spec.expose ?? spec.ports).map((one) => [one.name, one.port.number]),
  )
  const known = (port: string) => {
    if (!Object.hasOwn(exposed, port)) throw unknownPort(part, port, exposed)
    return port
  }
  const host = componentName(name)
  const address = (port: string) => str`${host}:${exposed[known(port)]!}`
  const ref = (port: string) => portRef({ workload: part, port: known(port), address: address(port) })
  if (spec.ring) part.spec.connectsTo = [...(spec.connectsTo ?? []), ...ringConnection(part.spec, ref)]
  return {
    part,
    host,
    port: ref,
    address,
  }
}

/** A Deployment that nobody connects to. @example worker('mail', { image: $.image, args: ['mail'] }) */
export function worker<Knobs>(name: string, spec: WorkloadSpec<Knobs> & { replicas?: Arg<number> }): Part {
  return {
    part: 'workload',
    kind: 'worker',
    name,
    spec: withAddresses(withElection(name, spec)),
    ...siteField(),
  }
}

/**
 * Further connections of a workload that was described before those it connects to: two that call each other.
 *
 * @example connect(web, mail.port('http').as('MAIL'))
 */
export function connect({ part }: Service, ...to: readonly Connection[]): void {
  const { connectsTo = [], env, may = [] } = part.spec
  const added = withAddresses({ ...part.spec, env: {}, may: [], connectsTo: to })
  part.spec = {
    ...part.spec,
    connectsTo: [...connectsTo, ...to],
    ...(added.env && { env: { ...env, ...added.env } }),
    ...(added.may!.length > 0 && { may: [...may, ...added.may!] }),
  }
}

/** Connections tell their addresses in variables beside those that the author lists. */
export function withAddresses<Knobs>(described: ServiceSpec<Knobs>): ServiceSpec {
  const spec = withRingCalls(described)
  const env = connectionEnv(spec.connectsTo)
  for (const variable of Object.keys(env))
    if (spec.env && Object.hasOwn(spec.env, variable))
      throw mistake('name-duplicate', `${variable} is a variable of env and of a connection`, {
        hint: 'leave one of them out, or call one otherwise',
      })
  const whole = (
    Object.keys(env).length > 0 ? { ...spec, env: { ...spec.env, ...env } } : spec
  ) as ServiceSpec
  return spec.waitsFor ? { ...whole, connectsTo: withWaits(spec) } : whole
}

/** Who waits for a port connects to it. */
function withWaits<Knobs>({ connectsTo = [], waitsFor = [] }: ServiceSpec<Knobs>): readonly Connection[] {
  const known = connectionsOf(connectsTo).flatMap(({ to }) =>
    'workload' in to ? [`${to.workload.name}:${to.port}`] : [],
  )
  const more = waitsFor.filter((one) =>
    connectionsOf([one]).every(
      ({ to }) => 'workload' in to && !known.includes(`${to.workload.name}:${to.port}`),
    ),
  )
  return [...connectsTo, ...more]
}

let variables = 0

/**
 * One Deployment for each entry of a map that the operator fills. `label` is the key of the label, and of the
 * selector, that tells the pools apart: it can never change after the first release.
 *
 * @example pool('worker', $.workerPools, { label: 'dagu.dev/pool' }, (name, p) => ({ image: $.image, values: p, replicas: p.replicas }))
 */
export function pool<Item, Knobs>(
  name: string,
  over: MapFace<Item>,
  options: { label: string },
  describe: (name: Expr<string>, item: Item) => WorkloadSpec<Knobs> & { replicas?: Arg<number> },
): Part {
  const node = toNode(over)
  const type = node.e === 'value' || node.e === 'field' ? node.type : undefined
  if (type?.t !== 'map') throw mistake('pool-map', `pool "${name}" needs a value declared with mapOf()`)
  const id = ++variables
  const key: ExprNode = { e: 'var', id, hint: 'name', type: type.keys ?? { t: 'string' } }
  const item: ExprNode = { e: 'var', id, hint: name === 'pool' ? 'item' : 'pool', type: type.of }
  const spec = withAddresses(describe(expression(key), expression(item)))
  return {
    part: 'workload',
    kind: 'pool',
    name,
    spec,
    pool: { over: node, key, item, label: options.label },
    ...siteField(),
  }
}

function unknownPort(part: WorkloadPart, port: string, ports: Record<string, unknown>) {
  const names = Object.entries(ports).map(([name, number]) => `"${name}" (${String(number)})`)
  const nearest = suggest(port, Object.keys(ports))
  return mistake('port-unknown', `"${part.name}" has no port "${port}"`, {
    ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
    notes: [
      {
        message:
          names.length > 0
            ? `${part.name} declares ${names.join(' and ')}`
            : `${part.name} declares no ports`,
        ...(part.at && { span: part.at }),
      },
    ],
  })
}
