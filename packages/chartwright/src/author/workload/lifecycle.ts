import { group, int } from '../values/declaration.ts'
import { nodeOf, type Arg } from '../values/expression.ts'
import { mistake } from '../mistake.ts'

/**
 * How a pod ends its work: it leaves the load balancers, then it is told to stop, then it finishes what is under
 * way. All of that must fit into the grace after which it is killed.
 */
export interface DrainSpec {
  /** The longest that work under way may take after the signal to stop. */
  seconds: Arg<number>
  /** How long before that signal the pod waits for load balancers to forget it; 5 when left out. */
  delaySeconds?: Arg<number>
  /**
   * A command that succeeds once no work is under way. The pod is told to stop only then, or after `seconds`;
   * whatever goes wrong with it counts as work. For applications that end work themselves when they are told.
   */
  idle?: readonly Arg<string>[]
  /** The grace; what the others need and 5 more when left out. */
  terminationGracePeriodSeconds?: Arg<number>
}

/** The values of a workload that drains. @example drain: drain({ seconds: 600 })  // and: drain: $.web.drain */
export function drain(defaults: { seconds: number; delay?: number }) {
  const seconds = (value: number) => int(value).min(0).max(86400)
  const delay = defaults.delay ?? 5
  return group('How its pods end their work before they stop', {
    seconds: seconds(defaults.seconds).doc('The longest that work under way may take'),
    delaySeconds: seconds(delay).doc('How long a pod waits for load balancers to forget it before it stops'),
    terminationGracePeriodSeconds: seconds(defaults.seconds + delay + 5).doc(
      'When it is killed: no less than both together',
    ),
  })
}

/** How new pods take the place of old ones: counts, or per cent of the replicas. */
export interface Rollout {
  maxSurge?: number | `${number}%`
  maxUnavailable?: number | `${number}%`
}

/** How many pods must stay when nodes are emptied. */
export type DisruptionBudget =
  { minAvailable: Arg<number> | `${number}%` } | { maxUnavailable: Arg<number> | `${number}%` }

/** A name that no value and no release changes. */
export interface ImmutableName {
  readonly immutable: string
}

/**
 * A name that stays as it is for good: it is no value, and `intents.json` says so, so that a later version of
 * the chart that changes it is found out.
 *
 * @example volume('shared-data', { claimName: immutable('shared-data') })
 */
export function immutable(name: string): ImmutableName {
  if (nodeOf(name) || typeof name !== 'string')
    throw mistake('immutable-not-constant', 'an immutable name is a text in the description, not a value', {
      hint: 'write the name itself; or leave immutable() out when the operator may choose it',
    })
  return { immutable: name }
}

export function isImmutable(name: unknown): name is ImmutableName {
  return typeof name === 'object' && name !== null && !nodeOf(name) && 'immutable' in name
}
