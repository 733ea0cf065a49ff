import {
  and,
  expression,
  nameOfNode,
  nodeOf,
  str,
  toNode,
  type Arg,
  type Condition,
  type Expr,
  type ExprNode,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'

/** Refuses values of a workload that cannot work together, those of each of its pools for itself. */
export function refuseFor(
  { pool, spec, at }: WorkloadPart,
  planning: Planning,
  wrong: Condition,
  message: Expr<string>,
): void {
  planning.plan.validations.push({
    condition: toNode(spec.when ? and(spec.when, wrong) : wrong),
    message: toNode(message),
    ...(pool && { pool }),
    ...(at && { at }),
  })
}

/** How an operator calls a value, of a pool by the pool's key; a number as it is. */
export function operatorName(value: Arg<number>, { pool }: WorkloadPart): Arg<string> {
  const node = nodeOf(value)
  if (!node) return String(value)
  const fields: string[] = []
  let of: ExprNode = node
  for (; of.e === 'field'; of = of.of) fields.unshift(of.key)
  if (!pool || of !== pool.item) return nameOfNode(node).slice(2)
  const over = nameOfNode(pool.over).slice(2)
  return str`${over}.${expression<Expr<string>>(pool.key)}.${fields.join('.')}`
}
