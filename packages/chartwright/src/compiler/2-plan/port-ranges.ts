import {
  gt,
  nameOfNode,
  nodeOf,
  portsOf,
  str,
  toNode,
  type Expr,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'

/** A range of ports whose first comes after its last is refused by the name of its value: no schema sees it. */
export function refuseCrossedRanges(part: WorkloadPart, planning: Planning): void {
  for (const { port } of portsOf(part.spec.ports)) {
    const first = nodeOf(port.number)
    if (!nodeOf(port.last) || first?.e !== 'call') continue
    const range = first.args[0]!
    const name = nameOfNode(range).slice(2)
    planning.plan.validations.push({
      condition: toNode(gt(port.number as Expr<number>, port.last as Expr<number>)),
      message: toNode(
        str`${name} begins at ${port.number as Expr<number>}, after its end ${port.last as Expr<number>}. Write the lower port first.`,
      ),
      ...(part.at && { at: part.at }),
    })
  }
}
