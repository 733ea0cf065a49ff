import {
  min,
  ne,
  nodeOf,
  ownFields,
  toNode,
  type Arg,
  type Expr,
  type WorkloadPart,
} from '../../author/index.ts'
import { drainOf } from './drain.ts'
import { onlyIf } from './tree.ts'

/**
 * How pods are taken away: one at a time from a workload that drains, each after the one before it has ended its
 * work; and after a load that was low for as long as the author says.
 */
export function scaleDown(part: WorkloadPart): unknown {
  const drain = drainOf(part.spec)
  const { stabilizationSeconds } = ownFields(part.spec.autoscale!)
  if (!drain)
    return stabilizationSeconds === undefined
      ? undefined
      : { scaleDown: { stabilizationWindowSeconds: stabilizationSeconds } }
  const { grace } = drain
  // Kubernetes takes at most 1800 seconds here.
  const period = nodeOf(grace) ? min(grace, 1800) : Math.min(Number(grace), 1800)
  return {
    scaleDown: {
      stabilizationWindowSeconds: stabilizationSeconds ?? 300,
      policies: [{ type: 'Pods', value: 1, periodSeconds: period }],
    },
  }
}

/** What aims at a target; one of 0 stands for none. */
export function aboveZero(target: Arg<number> | undefined, aim: unknown): unknown {
  if (target === undefined || target === 0) return undefined
  const type = nodeOf(target) && toNode(target)
  const mayBeZero = type && type.e !== 'lit' && type.type.t === 'int' && (type.type.min ?? 0) < 1
  return mayBeZero ? onlyIf(toNode(ne(target as Expr<number>, 0)), aim) : aim
}
