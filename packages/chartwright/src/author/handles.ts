import { expression, toNode, type Arg, type Expr, type ExprNode } from './expression.ts'
import { or, str, whenOf, type Condition, type When } from './functions.ts'
import type { MapFace } from './declaration.ts'
import { mistake } from './mistake.ts'
import { captureSite, type Site } from './site.ts'

/** A piece of a chart's description, as `chart()` collects them. */
export type Part =
  | VolumePart
  | ConfigPart
  | SecretPart
  | WorkloadPart
  | { part: 'refusal'; condition: ExprNode; message: ExprNode; at?: Site }
  | { part: 'warning'; condition: ExprNode; message: ExprNode; at?: Site }
  | { part: 'note'; condition?: ExprNode; message: ExprNode; at?: Site }

export interface VolumePart {
  part: 'volume'
  name: string
  source: { kind: 'claim'; claim: ClaimSpec } | { kind: 'ephemeral'; sizeLimit?: Arg<string> }
  at?: Site
}

export interface ClaimSpec {
  size: Arg<string>
  accessMode: Arg<string>
  /** Empty means the cluster's default class. */
  storageClass?: Expr<string>
  /** The name of a claim that exists already; then the chart makes none. */
  existing?: Expr<string>
  /** Keeps the claim when the release is uninstalled. */
  retain?: Expr<boolean>
  annotations?: Expr<object>
}

export interface ConfigPart {
  part: 'config'
  name: string
  files: Record<string, ConfigContent>
  at?: Site
}

/** A file's text, or an object that is written as YAML; values and `when` may stand anywhere in it. */
export type ConfigContent = string | Expr<string> | { readonly [key: string]: unknown }

export interface SecretPart {
  part: 'secret'
  name: string
  /** The name of a Secret that holds the keys already; then the chart makes none. */
  existing?: Expr<string>
  keys: Record<string, Expr<string>>
  at?: Site
}

export interface Mount {
  readonly mount: VolumePart | ConfigPart | SecretPart
  readonly path: string
  readonly subPath?: Arg<string>
  readonly readOnly: boolean
  readonly at?: Site
}

/** A key of a Secret, for an environment variable. */
export interface SecretKey {
  readonly secret: SecretPart
  readonly key: string
  /** The pod starts without it when a Secret of the operator's lacks the key. */
  readonly optional?: boolean
  readonly at?: Site
}

/** A field of the pod itself, for an environment variable. */
export interface PodField {
  readonly podField: string
}

/** The name of the pod that runs. */
export const podName: PodField = { podField: 'metadata.name' }
/** The namespace it runs in. */
export const podNamespace: PodField = { podField: 'metadata.namespace' }

export type EnvValue = Arg<string> | Arg<number> | Arg<boolean> | SecretKey | PodField

export interface Probe {
  readonly handler: { http: { port: string; path: Arg<string> } } | { tcp: { port: string } }
  readonly timing: ProbeTiming
  readonly at?: Site
}

/** Seconds and counts, by Kubernetes' own names. */
export interface ProbeTiming {
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  failureThreshold?: number
}

/** Asks a port for a path over HTTP. @example ready: http('health', '/health') */
export function http(port: string, path: Arg<string>, timing: ProbeTiming = {}): Probe {
  return { handler: { http: { port, path } }, timing, ...site() }
}

/** Opens a connection to a port. @example live: tcp('redis') */
export function tcp(port: string, timing: ProbeTiming = {}): Probe {
  return { handler: { tcp: { port } }, timing, ...site() }
}

/** A volume as a platform holds it: it is mounted with `at`. */
export interface Volume {
  readonly part: VolumePart
  at(path: string, options?: { readOnly?: boolean; subPath?: Arg<string> }): Mount
}

/**
 * Storage of its own name: a claim, or scratch space that goes with the pod.
 *
 * @example const data = volume('data', { claim: { size: $.size, accessMode: 'ReadWriteOnce' } })
 */
export function volume(
  name: string,
  source: { claim: ClaimSpec } | { ephemeral: true; sizeLimit?: Arg<string> },
): Volume {
  const part: VolumePart = {
    part: 'volume',
    name,
    source:
      'claim' in source
        ? { kind: 'claim', claim: source.claim }
        : { kind: 'ephemeral', ...(source.sizeLimit !== undefined && { sizeLimit: source.sizeLimit }) },
    ...site(),
  }
  return {
    part,
    at: (path, options = {}) => ({
      mount: part,
      path,
      readOnly: options.readOnly ?? false,
      ...(options.subPath !== undefined && { subPath: options.subPath }),
      ...site(),
    }),
  }
}

/** Files of configuration as a platform holds them: mounted as a folder, pods roll when they change. */
export interface Config {
  readonly part: ConfigPart
  at(folder: string): Mount
}

/**
 * A ConfigMap of files.
 *
 * @example config('config', { 'app.yaml': { port: 8080, debug: $.debug } })
 */
export function config(name: string, files: Record<string, ConfigContent>): Config {
  const part: ConfigPart = { part: 'config', name, files, ...site() }
  return { part, at: (folder) => ({ mount: part, path: folder, readOnly: true, ...site() }) }
}

/** A Secret as a platform holds it. */
export interface Secret {
  readonly part: SecretPart
  /** One of its keys, for an environment variable. The variable is there only when the key is. */
  key(name: string, options?: { optional?: boolean }): SecretKey
  /** Whether there is such a key: its value is given, or the operator brings the Secret. */
  has(name: string): Expr<boolean>
  at(folder: string): Mount
}

/**
 * A Secret made of values that the operator gives. A key whose value is empty does not exist, and without
 * any key there is no Secret; with `existing` the operator brings the whole Secret.
 *
 * @example secret('auth', { existing: $.auth.existingSecret, keys: { password: $.auth.password } })
 */
export function secret(
  name: string,
  spec: { existing?: Expr<string>; keys: Record<string, Expr<string>> },
): Secret {
  const part: SecretPart = {
    part: 'secret',
    name,
    keys: spec.keys,
    ...(spec.existing && { existing: spec.existing }),
    ...site(),
  }
  const known = (key: string) => {
    if (Object.hasOwn(spec.keys, key)) return key
    throw mistake('secret-key-unknown', `secret "${name}" has no key "${key}"`, {
      notes: [{ message: `it has ${Object.keys(spec.keys).join(', ')}` }],
    })
  }
  return {
    part,
    key: (key, options = {}) => ({ secret: part, key: known(key), ...options, ...site() }),
    has(key) {
      const given = spec.keys[known(key)] as Expr<string>
      return spec.existing ? or(spec.existing, given) : or(given)
    },
    at: (folder) => ({ mount: part, path: folder, readOnly: true, ...site() }),
  }
}

export type Maybe<T> = T | When<T>

/** What all workloads have. Field names are Kubernetes' where it has one. */
export interface WorkloadSpec<Knobs = unknown> {
  /** The operator's group for this workload, made with workload(): resources, scheduling, labels, extra env. */
  values?: Knobs
  image: Expr<object>
  /** In place of the image's entry point. */
  command?: readonly Maybe<Arg<string>>[]
  args?: readonly Maybe<Arg<string>>[]
  env?: Record<string, Maybe<EnvValue>>
  /** Ports by name. */
  ports?: Record<string, number>
  mounts?: readonly Mount[]
  ready?: Probe
  live?: Probe
  startup?: Probe
  /** Pods are replaced when the content of these changes. */
  restartOn?: readonly (Config | Secret)[]
  /** `Recreate` when two versions must never run side by side. */
  strategy?: 'RollingUpdate' | 'Recreate'
  /** Seconds a pod has to end its work. */
  terminationGracePeriodSeconds?: Arg<number>
  /** What the component is, in a sentence: for the README. */
  doc?: string
}

export interface ServiceSpec<Knobs = unknown> extends WorkloadSpec<Knobs> {
  replicas?: Arg<number>
  /** The ports that the Service offers and what it calls them outside; all of them when left out. */
  expose?: Record<string, Arg<number>>
  serviceType?: Arg<string>
  serviceAnnotations?: Expr<object>
}

export interface WorkloadPart {
  part: 'workload'
  kind: 'service' | 'worker' | 'pool'
  name: string
  spec: ServiceSpec
  pool?: { over: ExprNode; key: ExprNode; item: ExprNode; label: string }
  at?: Site
}

/** A port of a workload, as others refer to it. */
export interface PortRef {
  readonly workload: WorkloadPart
  readonly port: string
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
export function service<Knobs>(name: string, spec: ServiceSpec<Knobs>): Service {
  const part: WorkloadPart = { part: 'workload', kind: 'service', name, spec: spec as ServiceSpec, ...site() }
  const exposed = spec.expose ?? spec.ports ?? {}
  const known = (port: string) => {
    if (!Object.hasOwn(exposed, port)) throw unknownPort(part, port, exposed)
    return port
  }
  const host = componentName(name)
  return {
    part,
    host,
    port: (port) => ({ workload: part, port: known(port) }),
    address: (port) => str`${host}:${exposed[known(port)]!}`,
  }
}

/** A Deployment that nobody connects to. @example worker('mail', { image: $.image, args: ['mail'] }) */
export function worker<Knobs>(name: string, spec: WorkloadSpec<Knobs> & { replicas?: Arg<number> }): Part {
  return { part: 'workload', kind: 'worker', name, spec: spec as ServiceSpec, ...site() }
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
  const spec = describe(expression(key), expression(item)) as ServiceSpec
  return {
    part: 'workload',
    kind: 'pool',
    name,
    spec,
    pool: { over: node, key, item, label: options.label },
    ...site(),
  }
}

/** The full name of a component: `<fullname>-<component>`. */
export function componentName(component: string): Expr<string> {
  return expression({
    e: 'call',
    fn: 'concat',
    args: [
      { e: 'include', helper: 'fullname', type: { t: 'string', safe: 'bare' } },
      toNode(`-${component}`),
    ],
    type: { t: 'string', safe: 'bare' },
  })
}

/**
 * Values that must not be rendered: the operator reads the message, which says how to settle it.
 *
 * @example refuse(ne($.mode, 'rwx'), 'mode must be rwx: …')
 */
export function refuse(condition: Condition, message: Arg<string>): Part {
  return { part: 'refusal', condition: toNode(condition), message: toNode(message), ...site() }
}

/** What an operator must know after installing with such values: printed in NOTES. */
export function warn(condition: Condition, message: Arg<string>): Part {
  return { part: 'warning', condition: toNode(condition), message: toNode(message), ...site() }
}

/** A paragraph of NOTES. @example note(when($.ingress.enabled, str`Open https://${$.ingress.host}/`)) */
export function note(text: Maybe<Arg<string>>): Part {
  const conditional = whenOf(text)
  if (!conditional) return { part: 'note', message: toNode(text), ...site() }
  return { part: 'note', condition: conditional.condition, message: toNode(conditional.then), ...site() }
}

function unknownPort(part: WorkloadPart, port: string, ports: Record<string, unknown>) {
  const names = Object.entries(ports).map(([name, number]) => `"${name}" (${String(number)})`)
  return mistake('port-unknown', `"${part.name}" has no port "${port}"`, {
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

function site(): { at?: Site } {
  const at = captureSite()
  return at ? { at } : {}
}
