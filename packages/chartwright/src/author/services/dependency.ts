import { refuse } from '../advice.ts'
import { mistake, typesSayMore } from '../mistake.ts'
import { external as outside, type Connection, type PortRef } from '../network/connection.ts'
import {
  group,
  listOf,
  objectName,
  oneOf,
  port,
  quantity,
  string,
  type Declaration,
  type Declarations,
  type FaceOf,
  type Faces,
} from '../values/declaration.ts'
import type { Env, EnvValue, MaybeNested } from '../workload/env.ts'
import { nameOfNode, toNode, typeOfNode, type Arg, type Expr } from '../values/expression.ts'
import { and, eq, not, or, when } from '../values/functions.ts'
import { image, workload } from '../values/house-values.ts'
import type { ResourceAmounts } from '../values/operator-shapes.ts'
import { ownFields } from '../values/own-fields.ts'
import type { Part } from '../part.ts'
import { tcp } from '../workload/probe.ts'
import { generated, secret, urlOf, type Secret, type SecretKey } from '../storage/secret.ts'
import { volume } from '../storage/volume.ts'
import { componentName } from '../workload/component-name.ts'
import { service } from '../workload/workload.ts'

/** Where a dependency runs: nowhere, in the chart, on a host that is named, or wherever a URL leads. */
export type DependencyMode = 'off' | 'internal' | 'external' | 'managed'

const about: Record<DependencyMode, string> = {
  off: 'off: it is not used',
  internal: 'internal: one pod in this release, with a claim',
  external: 'external: on `host`',
  managed: 'managed: the key `url` of `existingSecret` leads to it',
}

const cidrs = listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc(
  'Its addresses when it is elsewhere, for policies; any when empty',
)

/**
 * The values of a database, a queue or an object store that the platform uses and that may run elsewhere.
 *
 * @param defaults.modes what the operator may choose; the first is the default
 * @param defaults.from where its whole URL stands, when the platform's documents say so; dependency() gets the key
 * @param defaults.image the image of the one in the chart, where `internal` is one of the modes
 * @param defaults.resources what the one in the chart asks for; 100m and 256Mi when left out
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
    resources?: ResourceAmounts
    /** The value that holds its whole URL when it is external, as `secrets.databaseUrl`, in place of a host. */
    from?: string
  },
  more?: D,
) {
  const { modes, from, key = 'url' } = defaults
  const said = (mode: DependencyMode) =>
    mode === 'external' && from !== undefined ? `external: \`${from}\` leads to it` : about[mode]
  const user = { user: string(defaults.user ?? '').doc('Who logs in') }
  const shared = {
    mode: oneOf(modes).doc(modes.map(said).join('; ')),
    ...(from === undefined && {
      host: string('').pattern('^[A-Za-z0-9._-]*$').doc('Its host, for external'),
    }),
    port: port(defaults.port).doc('Its port'),
    ...((from === undefined || defaults.user !== undefined) && user),
    password: string('').doc('The password of the user'),
    database: string(defaults.database ?? '')
      .pattern('^[A-Za-z0-9._/-]*$')
      .doc('What the URL names last'),
    existingSecret: objectName().doc(
      from === undefined
        ? `A Secret with the key \`${key}\`, whole; the values beside it are not used then`
        : `A Secret with the keys \`${key}\` and \`password\` of the one in this release`,
    ),
    ...(modes.some((mode) => mode === 'external' || mode === 'managed') && { cidrs }),
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
  const { resources = { requests: { cpu: '100m', memory: '256Mi' } } } = defaults
  const declared = modes.includes('internal')
    ? workload(what, { ...shared, ...own }, { resources })
    : group(what, shared)
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
    cidrs: listOf(string('')),
    image: image({ repository: '', tag: '' }),
    storage: group('', { storageClass: string(''), size: quantity('1') }),
  })

/** What `$` gives for the values of `dependencyValues`. */
export type DependencyValues = FaceOf<ReturnType<typeof _whole>>

/** A dependency as a platform holds it. */
export interface Dependency {
  readonly parts: readonly Part[]
  /** Its URL, for a variable; there when it is used. */
  readonly url: MaybeNested<EnvValue>
  /** What a client connects to. */
  readonly connections: readonly Connection[]
  /** The Secrets that hold its URL: whoever reads it starts anew with them. */
  readonly secrets: readonly Secret[]
  /** The one in the release, and when there is one. */
  readonly internal?: { when: Expr<boolean>; port: PortRef; password: SecretKey }
}

/** A dependency that the release may hold itself. */
export interface InternalDependency extends Dependency {
  readonly internal: NonNullable<Dependency['internal']>
}

export interface DependencySpec {
  scheme: string
  doc?: string
  internal?: InternalSpec
  /** The key of a Secret of the platform with its URL, where dependencyValues() was told of one. */
  from?: SecretKey
  /** A value with its whole URL, as documents name one: it wins over all other values. */
  url?: Expr<string>
}

/** How the one in the chart is run. */
export interface InternalSpec {
  /** Where it keeps its data. */
  data: string
  /** Its variables, with the password that the chart makes. */
  env: (password: SecretKey) => Env
  args?: readonly Arg<string>[]
  writes?: readonly string[]
}

/** What types would have said, for builds that do not check them: without these the chart would be a wrong one. */
function checkSpec(name: string, { scheme, internal }: Partial<DependencySpec>): void {
  const missing =
    typeof scheme !== 'string'
      ? 'scheme, which its URL begins with'
      : internal && typeof internal.env !== 'function'
        ? 'env in its internal'
        : internal && typeof internal.data !== 'string'
          ? 'data in its internal'
          : undefined
  if (missing !== undefined)
    throw mistake('part-incomplete', `"${name}" has no ${missing}`, {
      hint: typesSayMore,
    })
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
  spec: DependencySpec & { internal: InternalSpec },
): InternalDependency
export function dependency(name: string, $: DependencyValues, spec: DependencySpec): Dependency
export function dependency(name: string, $: DependencyValues, spec: DependencySpec): Dependency {
  checkSpec(name, spec)
  const path = nameOfNode(toNode($)).slice(2)
  const key = urlKeys.get(typeOfNode(toNode($))) ?? 'url'
  const is = (mode: DependencyMode) => (spec.url ? and(eq($.mode, mode), not(spec.url)) : eq($.mode, mode))
  const inside = is('internal')
  const away = or(...(spec.url ? [spec.url] : []), eq($.mode, 'external'), eq($.mode, 'managed'))
  const own = ownFields($) as DependencyValues
  const user = own.user && { user: own.user }
  const parts = { scheme: spec.scheme, ...user, password: 'password', port: $.port, path: $.database }
  const instead = spec.url && { instead: spec.url }
  const elsewhere = spec.from
    ? undefined
    : secret(`${name}-url`, {
        existing: $.existingSecret,
        keys: { password: $.password, [key]: urlOf({ ...parts, host: $.host, ...instead }) },
        when: away,
      })
  const refusals = spec.from
    ? [urlMissing(away, $.mode, spec.from)]
    : [
        refuse(
          and(is('managed'), not($.existingSecret)),
          `${path}.mode is managed, which needs ${path}.existingSecret: a Secret whose key ${key} leads to it. Name it, or set ${path}.mode=external and ${path}.host.`,
        ),
        refuse(
          and(is('external'), not($.host), not($.existingSecret)),
          `${path}.mode is external, which needs ${path}.host (or ${path}.existingSecret with the key ${key}).`,
        ),
      ]
  const about = spec.doc !== undefined && { doc: spec.doc }
  const there = outside(name, { ...about, port: $.port, ...(own.cidrs && { cidrs: own.cidrs }) })
  const used = when(away, spec.from ?? elsewhere!.key(key))
  const elsewhereParts = elsewhere ? [elsewhere.part] : []
  const connection = when(away, there)
  const elsewhereSecrets = elsewhere ? [elsewhere] : []
  if (!spec.internal)
    return {
      parts: [...elsewhereParts, ...refusals],
      url: used,
      connections: [connection],
      secrets: elsewhereSecrets,
    }

  const auth = secret(`${name}-auth`, {
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
  // Names of ports have at most 15 characters.
  const port = name.length > 15 ? spec.scheme : name
  const server = service(name, {
    doc: spec.doc ?? `The ${name} of the chart`,
    when: inside,
    values: $,
    image: $.image,
    stateful: true,
    replicas: 1,
    ...(spec.internal.args && { args: spec.internal.args }),
    env: spec.internal.env(auth.key('password')),
    ports: { [port]: $.port },
    mounts: [data.at(spec.internal.data, { subPath: 'data' })],
    writes: ['/tmp', ...(spec.internal.writes ?? [])],
    restartOn: [auth],
    live: tcp(port, { periodSeconds: 10, failureThreshold: 6 }),
    ready: tcp(port, { periodSeconds: 5 }),
    terminationGracePeriodSeconds: 60,
  })
  return {
    parts: [data.part, auth.part, ...elsewhereParts, server.part, ...refusals],
    url: when(inside, auth.key(key), used),
    internal: { when: inside, port: server.port(port), password: auth.key('password') },
    secrets: [auth, ...elsewhereSecrets],
    connections: [server.port(port), connection],
  }
}

/** A URL that a Secret of the platform holds must be given, unless the operator brings that Secret. */
function urlMissing(away: Expr<boolean>, mode: Expr<string>, { secret: from, key }: SecretKey): Part {
  const given = from.keys[key] as Expr<string>
  const name = (one: unknown) => nameOfNode(toNode(one)).slice(2)
  const known = from.existing ? or(from.existing, given) : given
  const instead = from.existing ? `, or ${name(from.existing)}: a Secret with the key ${key}` : ''
  return refuse(
    and(away, not(known)),
    `${name(mode)} is external, which needs ${name(given)}: the URL that leads to it${instead}.`,
  )
}
