import {
  and,
  expression,
  gt,
  max,
  nodeOf,
  not,
  or,
  ownFields,
  toNode,
  whenOf,
  type Arg,
  type AutoscaleSpec,
  type Condition,
  type Expr,
  type ExprNode,
  type ServiceSpec,
} from '../../author/index.ts'
import { onlyIf } from './tree.ts'

/** When an autoscaler owns the replicas: the one formula for its own object and for the entry that gives way. */
export function autoscaled(spec: ServiceSpec): ExprNode | boolean {
  if (!spec.autoscale) return false
  const { enabled } = ownFields(spec.autoscale)
  return enabled ? toNode(enabled) : true
}

/** The `replicas` of a workload: left out exactly when an autoscaler owns them. */
export function replicasEntry(spec: ServiceSpec): unknown {
  if (spec.singleton) return spec.election ? onlyIf(toNode(spec.election.enabled), 2, 1) : 1
  const owned = autoscaled(spec)
  if (owned === true) return undefined
  return owned === false
    ? spec.replicas
    : onlyIf(toNode(not(expression<Expr<boolean>>(owned))), spec.replicas)
}

/** The fewest that an autoscaler keeps: the workload's own replicas raise what it was told. */
export function floor(spec: ServiceSpec, scale: Partial<AutoscaleSpec>): Arg<number> {
  const { replicas } = spec
  const least = scale.minReplicas
  if (replicas === undefined || whenOf(replicas)) return least ?? 1
  if (least === undefined) return replicas as Arg<number>
  return max(replicas as Arg<number>, least)
}

/** Whether more than one replica is sure: always, never, or by a condition. */
export function moreThanOne(spec: ServiceSpec): Condition | boolean {
  if (spec.singleton) return spec.election?.enabled ?? false
  const own = exceedsOne(spec.replicas)
  const owned = autoscaled(spec)
  if (owned === false || !spec.autoscale) return own
  const scaled = exceedsOne(ownFields(spec.autoscale).minReplicas)
  if (owned === true) return either(own, scaled)
  return either(own, both(expression<Expr<boolean>>(owned), scaled))
}

function exceedsOne(count: unknown): Condition | boolean {
  if (count === undefined) return false
  const conditional = whenOf(count)
  if (conditional) {
    const decides = expression<Expr<boolean>>(conditional.condition)
    return either(
      both(decides, exceedsOne(conditional.then)),
      both(not(decides), exceedsOne(conditional.otherwise)),
    )
  }
  return nodeOf(count) ? gt(count as Expr<number>, 1) : Number(count) > 1
}

function both(a: Condition, b: Condition | boolean): Condition | boolean {
  return typeof b === 'boolean' ? b && a : and(a, b)
}

function either(a: Condition | boolean, b: Condition | boolean): Condition | boolean {
  if (a === true || b === true) return true
  if (a === false) return b
  return b === false ? a : or(a, b)
}
