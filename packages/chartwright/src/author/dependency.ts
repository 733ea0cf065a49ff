import { refuse } from './advice.ts'
import { external as outside, type Connection } from './connection.ts'
import {
  group,
  objectName,
  oneOf,
  port,
  quantity,
  string,
  type Declaration,
  type Declarations,
  type FaceOf,
  type Faces,
} from './declaration.ts'
import type { Env, EnvValue, MaybeNested } from './env.ts'
import { nameOfNode, toNode, typeOfNode, type Expr } from './expression.ts'
import { and, eq, not, or, when } from './functions.ts'
import { image, workload } from './house-values.ts'
import type { Part } from './part.ts'
import { tcp } from './probe.ts'
import { generated, secret, urlOf, type SecretKey } from './secret.ts'
import { volume } from './volume.ts'
import { componentName, service } from './workload.ts'

/** Where a dependency runs: nowhere, in the chart, on a host that is named, or wherever a URL leads. */
export type DependencyMode = 'off' | 'internal' | 'external' | 'managed'

const about: Record<DependencyMode, string> = {
  off: 'off: it is not used',
  internal: 'internal: one pod in this release, with a claim',
  external: 'external: on `host`',
  managed: 'managed: the key `url` of `existingSecret` leads to it',
}

/**
 * The values of a database, a queue or an object store that the platform uses and that may run elsewhere.
 *
 * @param defaults.modes what the operator may choose; the first is the default
 * @param defaults.image the image of the one in the chart, where `internal` is one of the modes
 * @param defaults.key the key of its Secrets that holds the URL, `url` when left out
 * @param more values of the platform's own beside them, as a whole URL that documents name
 * @example postgres: dependencyValues('PostgreSQL', { modes: ['external', 'managed'], port: 5432, database: 'shop' })
 */
export function dependencyValues<const D extends Declarations = Record<never, never>>(
  what: string,
  defaults: {
    modes: readonly DependencyMode[]
    port: number
    user?: string
    database?: string
    image?: { repository: string; tag: string }
    size?: string
    key?: string
  },
  more?: D,
) {
  const { modes, key = 'url' } = defaults
  const shared = {
    mode: oneOf(modes).doc(modes.map((mode) => about[mode]).join('; ')),
    host: string('').pattern('^[A-Za-z0-9._-]*$').doc('Its host, for external'),
    port: port(defaults.port).doc('Its port'),
    user: string(defaults.user ?? '').doc('Who logs in'),
    password: string('').doc('The password of the user'),
    database: string(defaults.database ?? '')
      .pattern('^[A-Za-z0-9._/-]*$')
      .doc('What the URL names last'),
    existingSecret: objectName().doc(
      `A Secret with the key \`${key}\`, whole; the values beside it are not used then`,
    ),
    ...more,
  }
  const own = {
    image: image(defaults.image ?? { repository: 'none', tag: 'none' }),
    storage: group('The claim of the one in the chart', {
      storageClass: string('').pattern('^[-a-z0-9.]*$').doc('Its class; empty: the default'),
      size: quantity(defaults.size ?? '8Gi').doc('How much it asks for'),
    }),
  }
  // A chart that never runs it itself has no values for that, and reading them is a mistake as for any other.
  const declared = modes.includes('internal') ? workload(what, { ...shared, ...own }) : group(what, shared)
  urlKeys.set(declared.field.type, key)
  return declared as unknown as Declaration<FaceOf<ReturnType<typeof _whole>> & Faces<D>>
}

/** What dependencyValues() called the key of the URL, by the type that it made. */
const urlKeys = new WeakMap<object, string>()

const _whole = () =>
  workload('', {
    mode: oneOf(['off', 'internal', 'external', 'managed']),
    host: string(''),
    port: port(1),
    user: string(''),
    password: string(''),
    database: string(''),
    existingSecret: objectName(),
    image: image({ repository: '', tag: '' }),
    storage: group('', { storageClass: string(''), size: quantity('1') }),
  })

export type DependencyValues = FaceOf<ReturnType<typeof _whole>>

/** A dependency as a platform holds it. */
export interface Dependency {
  readonly parts: readonly Part[]
  /** Its URL, for a variable; there when it is used. */
  readonly url: MaybeNested<EnvValue>
  /** What a client connects to. */
  readonly connections: readonly Connection[]
}

/** How the one in the chart is run. */
export interface InternalSpec {
  /** Where it keeps its data. */
  data: string
  /** Its variables, with the password that the chart makes. */
  env: (password: SecretKey) => Env
  args?: readonly string[]
  writes?: readonly string[]
}

/**
 * A dependency by the values of dependencyValues(): a Secret with its URL, in which user and password are
 * escaped; and a StatefulSet with a claim while it is internal.
 *
 * @param spec.url a whole URL of the operator's: where it is given it decides, and the mode does not
 * @example const db = dependency('postgres', $.postgres, { scheme: 'postgresql' }); env: { DATABASE_URL: db.url }
 */
export function dependency(
  name: string,
  $: DependencyValues,
  spec: { scheme: string; doc?: string; url?: Expr<string>; internal?: InternalSpec },
): Dependency {
  const path = nameOfNode(toNode($)).slice(2)
  const key = urlKeys.get(typeOfNode(toNode($))) ?? 'url'
  const is = (mode: DependencyMode) => (spec.url ? and(eq($.mode, mode), not(spec.url)) : eq($.mode, mode))
  const inside = is('internal')
  const away = or(...(spec.url ? [spec.url] : []), eq($.mode, 'external'), eq($.mode, 'managed'))
  const parts = { scheme: spec.scheme, user: $.user, password: 'password', port: $.port, path: $.database }
  const instead = spec.url && { instead: spec.url }
  const elsewhere = secret(`${name}-url`, {
    existing: $.existingSecret,
    keys: { password: $.password, [key]: urlOf({ ...parts, host: $.host, ...instead }) },
    when: away,
  })
  const refusals = [
    refuse(
      and(is('managed'), not($.existingSecret)),
      `${path}.mode is managed, which needs ${path}.existingSecret: a Secret whose key ${key} leads to it. Name it, or set ${path}.mode=external and ${path}.host.`,
    ),
    refuse(
      and(is('external'), not($.host), not($.existingSecret)),
      `${path}.mode is external, which needs ${path}.host (or ${path}.existingSecret with the key ${key}).`,
    ),
  ]
  const there = outside(name, { ...(spec.doc !== undefined && { doc: spec.doc }), port: $.port })
  const used = when(away, elsewhere.key(key))
  const connection = when(away, there)
  if (!spec.internal) return { parts: [elsewhere.part, ...refusals], url: used, connections: [connection] }

  const own = secret(`${name}-auth`, {
    existing: $.existingSecret,
    keys: {
      password: generated({ value: $.password }),
      [key]: urlOf({ ...parts, host: componentName(name) }),
    },
    when: inside,
  })
  const data = volume(`${name}-data`, {
    claim: {
      perReplica: true,
      accessMode: 'ReadWriteOnce',
      storageClass: $.storage.storageClass,
      size: $.storage.size,
    },
  })
  const server = service(name, {
    doc: spec.doc ?? `The ${name} of the chart`,
    when: inside,
    values: $,
    image: $.image,
    stateful: true,
    replicas: 1,
    ...(spec.internal.args && { args: spec.internal.args }),
    env: spec.internal.env(own.key('password')),
    ports: { [name]: $.port },
    mounts: [data.at(spec.internal.data, { subPath: 'data' })],
    writes: ['/tmp', ...(spec.internal.writes ?? [])],
    restartOn: [own],
    live: tcp(name, { periodSeconds: 10, failureThreshold: 6 }),
    ready: tcp(name, { periodSeconds: 5 }),
    terminationGracePeriodSeconds: 60,
  })
  return {
    parts: [data.part, own.part, elsewhere.part, server.part, ...refusals],
    url: when(inside, own.key(key), used),
    connections: [when(inside, server.port(name)), connection],
  }
}
