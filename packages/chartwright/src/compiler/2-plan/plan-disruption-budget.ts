import {
  and,
  expression,
  placedBy,
  toNode,
  whenOf,
  type Condition,
  type DisruptionBudget,
  type Expr,
  type ExprNode,
  type WorkloadPart,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { moreThanOne } from './replicas.ts'
import { tree } from './tree.ts'
import { podLabels, poolLabel, workloadName, workloadResource } from './workload-object.ts'

/**
 * The PodDisruptionBudget of a workload, there only while more than one replica is sure: over a single one it
 * would keep its node from ever being emptied.
 */
export function planDisruptionBudget(part: WorkloadPart, planning: Planning): void {
  // Pods that stand by for each other may leave one at a time.
  const wanted = part.spec.disruptionBudget ?? (part.spec.election && true)
  const conditional = whenOf(wanted)
  const disruptionBudget = (conditional?.then ?? wanted) as true | DisruptionBudget | undefined
  const sure = both(moreThanOne(part.spec), conditional?.condition)
  if (!disruptionBudget || sure === false) return
  const body = tree({
    ...header('policy/v1', 'PodDisruptionBudget', part.name, {
      name: workloadName(part),
      labels: poolLabel(part),
    }),
    spec: {
      ...(disruptionBudget === true
        ? placedBy({ maxUnavailable: 1 }, part.spec, { maxUnavailable: ['disruptionBudget', 'election'] })
        : disruptionBudget),
      selector: { matchLabels: podLabels(part) },
    },
  })
  addResource(
    planning,
    workloadResource(
      part,
      'PodDisruptionBudget',
      sure === true ? body : { f: 'if', condition: toNode(sure), then: [body] },
    ),
  )
}

function both(sure: Condition | boolean, own: ExprNode | undefined): Condition | boolean {
  if (!own || sure === false) return sure
  const condition = expression<Expr<boolean>>(own)
  return sure === true ? condition : and(condition, sure)
}
