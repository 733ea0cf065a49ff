import type { IdentifierNode, Operand } from '../../template/index.ts'

/** The argument at which each `and` and `or` stopped when it last ran: those behind it were not visited. */
export const decisions = new WeakMap<IdentifierNode, { at: Operand }>()

/**
 * The node that text/template names when an operand's value turns out wrong behind it: the one it visited
 * last, so the last argument of the last command (exec.go's `at`). To be asked when that has happened.
 */
export function lastEvaluated(operand: Operand): Operand {
  if (operand.type === 'chain') return lastEvaluated(operand.node)
  if (operand.type !== 'pipe') return operand
  const { args } = operand.commands.at(-1)!
  const [word] = args
  const decision = word?.type === 'identifier' ? decisions.get(word) : undefined
  return lastEvaluated(decision?.at ?? args.at(-1)!)
}
