import {
  and,
  expression,
  gt,
  nodeOf,
  not,
  ownFields,
  str,
  toNode,
  type Arg,
  type CustomMetric,
  type Expr,
  type ExprNode,
  type WorkloadPart,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { autoscaled, floor } from './replicas.ts'
import { planScaledObject } from './plan-scaled-object.ts'
import { operatorName, refuseFor } from './pool-validation.ts'
import { aboveZero, scaleDown } from './scale-down.ts'
import { tree } from './tree.ts'
import { poolLabel, workloadKind, workloadName, workloadResource } from './workload-object.ts'

/** The HorizontalPodAutoscaler of a workload, there by the same formula that leaves its `replicas` out. */
export function planAutoscaler(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const owned = autoscaled(spec)
  if (!spec.autoscale || owned === false) return
  refuseCrossedBounds(part, planning)
  if (spec.keda) planScaledObject(part, planning)
  if (spec.keda && !spec.keda.enabled) return
  const plain = spec.keda?.enabled ? withoutKeda(owned, spec.keda.enabled) : owned
  const scale = ownFields(spec.autoscale)
  const name = workloadName(part)
  const body = tree({
    ...header('autoscaling/v2', 'HorizontalPodAutoscaler', part.name, { name, labels: poolLabel(part) }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: workloadKind(part), name },
      minReplicas: floor(spec, scale),
      maxReplicas: scale.maxReplicas,
      metrics: [
        utilization('cpu', scale.targetCPUUtilization),
        utilization('memory', scale.targetMemoryUtilization),
        ...(spec.scaleOn ?? []).map(customMetric),
      ],
      behavior: scaleDown(part),
    },
  })
  const resource = workloadResource(
    part,
    'HorizontalPodAutoscaler',
    typeof plain === 'boolean' ? body : { f: 'if', condition: plain, then: [body] },
  )
  addResource(planning, resource)
}

/** Two autoscalers of one workload would fight over its replicas. */
function withoutKeda(owned: ExprNode | boolean, keda: Expr<boolean>): ExprNode {
  return toNode(typeof owned === 'boolean' ? not(keda) : and(expression<Expr<boolean>>(owned), not(keda)))
}

/** A metric of the pods or from outside; the number is for each pod. */
function customMetric({ type, name, perPod, labels }: CustomMetric): unknown {
  const target = { type: 'AverageValue', averageValue: str`${perPod}` }
  if (type === 'Pods') return { type, pods: { metric: { name }, target } }
  return { type, external: { metric: { name, selector: labels && { matchLabels: labels } }, target } }
}

function utilization(name: string, target: Arg<number> | undefined): unknown {
  return aboveZero(target, {
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization: target } },
  })
}

/** An autoscaler whose fewest are more than its most is refused here, where the values can be named. */
function refuseCrossedBounds(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const owned = autoscaled(spec)
  const scale = ownFields(spec.autoscale!)
  const least = floor(spec, scale)
  const most = scale.maxReplicas ?? least
  if (!nodeOf(least) || !nodeOf(most)) return
  const over = gt(least, most)
  const switched = typeof owned === 'boolean' ? over : and(expression<Expr<boolean>>(owned), over)
  const names = [spec.replicas, scale.minReplicas].flatMap((one) =>
    nodeOf(one) ? [operatorName(one as Expr<number>, part)] : [],
  )
  const either = names.length > 1 ? str`${names[0]!} or ${names[1]!}` : str`${names[0]!}`
  const ceiling = operatorName(most, part)
  refuseFor(
    part,
    planning,
    switched,
    str`${ceiling} is ${most}, below the ${least} of ${either}: raise it, or lower them.`,
  )
}
