import type { Operand } from '../../template/index.ts'

/**
 * The node that text/template names when an operand's value turns out wrong behind it: the one it visited
 * last, so the last argument of the last command (exec.go's `at`).
 */
export function lastEvaluated(operand: Operand): Operand {
  if (operand.type === 'pipe') return lastEvaluated(operand.commands.at(-1)!.args.at(-1)!)
  return operand.type === 'chain' ? lastEvaluated(operand.node) : operand
}
