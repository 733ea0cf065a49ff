import type { MaybeNested } from '../workload/env.ts'
import type { Arg, Expr } from '../values/expression.ts'
import { expression, toNode } from '../values/expression.ts'
import { and, str, when, whenOf, type Condition, type Maybe } from '../values/functions.ts'
import { withPlaces } from '../places.ts'
import { mistake } from '../mistake.ts'
import { siteField, type Site } from '../site.ts'
import type { WorkloadPart } from '../workload/workload.ts'

/** A port of a workload, as others connect to it. */
export interface PortRef {
  readonly workload: WorkloadPart
  readonly port: string
  /** `host:port`, for the variable that `as` names. */
  readonly address: Expr<string>
  /** The variable that tells the one who connects where it is. */
  readonly env?: string
  readonly at?: Site
  /**
   * Tells the address in an environment variable, as `host:port` or as a URL.
   *
   * @example connectsTo: [api.port('http').as('API_URL', 'http')]
   */
  as(env: string, scheme?: string): PortRef
}

/** What a chart needs and does not bring: a database, a queue, somebody's API. */
export interface External {
  readonly external: ExternalSpec & { name: string }
  readonly at?: Site
}

/** A dependency outside of the chart. */
export interface ExternalSpec {
  /** What it is, in a few words: for the README. */
  doc?: string
  /** Where it listens. Policies have no host names: this port may be reached at any address, or at `cidrs`. */
  port: Arg<number> | readonly Arg<number>[]
  /** The last port, when it listens on all from `port` on. */
  last?: number
  protocol?: 'TCP' | 'UDP'
  /** Its addresses; any while the list is empty. */
  cidrs?: Expr<readonly string[]>
  /** Keys of the configuration that lead to it; `APP_SMTP_*` stands for all that begin so. */
  keys?: readonly string[]
  /** What happens without it. A dependency that says so is optional. */
  fallback?: string
}

/** Whom a workload connects to: a port of another, or a dependency outside, perhaps only under a condition. */
export type Connection = Maybe<PortRef | External>

/**
 * A dependency outside of the chart. Connecting to it opens the way there in policies, and tells the README and
 * preflight what must be there.
 *
 * @example connectsTo: [external('postgres', { port: 5432, keys: ['DATABASE_URL'] })]
 */
export function external(name: string, spec: ExternalSpec): External {
  return { external: { name, ...spec }, ...siteField() }
}

export function portRef(ref: {
  workload: WorkloadPart
  port: string
  address: Expr<string>
  env?: string
}): PortRef {
  return {
    ...ref,
    ...siteField(),
    as: (env, scheme) =>
      portRef({ ...ref, env, address: scheme === undefined ? ref.address : str`${scheme}://${ref.address}` }),
  }
}

/** A connection by its parts: to whom, and when it is there. */
export interface ResolvedConnection {
  to: PortRef | External
  condition: Condition | undefined
}

/** The connections of a workload. One to a workload that is there only sometimes is there only then. */
export function connectionsOf(list: readonly Connection[] | undefined): ResolvedConnection[] {
  return (list ?? []).map((one) => {
    const conditional = whenOf(one)
    const to = (conditional?.then ?? one) as PortRef | External
    const own = conditional && expression<Expr<boolean>>(conditional.condition)
    const theirs = 'workload' in to ? to.workload.spec.when : undefined
    const both = own && theirs ? and(own, theirs) : (own ?? theirs)
    return { to, condition: both && expression<Expr<boolean>>(toNode(both)) }
  })
}

/** The variables that connections ask for. Two that tell one variable must exclude each other: neither is dropped. */
export function connectionEnv(
  list: readonly Connection[] | undefined,
): Record<string, MaybeNested<Expr<string>>> {
  const env: Record<string, MaybeNested<Expr<string>>> = {}
  const places: Record<string, Site | undefined> = {}
  const known = new Map<string, string>()
  for (const { to, condition } of connectionsOf(list)) {
    if (!('workload' in to) || to.env === undefined) continue
    const whom = `${to.workload.name}:${to.port}`
    if (known.has(to.env) && !condition && known.get(to.env) !== whom)
      throw mistake('name-duplicate', `two connections tell their address in ${to.env}`, {
        hint: 'call one otherwise: port.as(…); or put both under conditions: when(condition, port.as(…))',
      })
    env[to.env] = condition ? when(condition, to.address, env[to.env] as never) : to.address
    places[to.env] = to.at
    known.set(to.env, whom)
  }
  return withPlaces(env, places)
}
