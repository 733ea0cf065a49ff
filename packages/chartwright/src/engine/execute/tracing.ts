import type { IfNode, Operand, RangeNode, TemplateNode, TextNode, WithNode } from '../../template/index.ts'
import type { ActionNode, IdentifierNode } from '../../template/index.ts'
import type { EvaluatePiped } from './compile-call.ts'
import type { Evaluate } from './compile-field.ts'
import type { Place } from './error.ts'
import type { Frame } from './frame.ts'
import type { Scope } from './scope.ts'
import type { Value } from './value.ts'

/** What running a node leads to: on with the next one, out of the range, on with the range's next element. */
export type Signal = 0 | 1 | 2
export type Run = (frame: Frame, dot: Value) => Signal
export type CompileOperand = (node: Operand, scope: Scope) => Evaluate

/**
 * What a compiler of templates puts around its closures so that a render knows where its text comes from
 * (engine/provenance). Without it the closures are the plain ones: nothing asks at run time.
 */
export interface Tracing {
  template(body: Run, place: Place): (frame: Frame, dot: Value) => void
  text(run: Run, node: TextNode): Run
  /** The value that an action prints. */
  printed(value: Evaluate): Evaluate
  action(run: Run, node: ActionNode): Run
  declared(value: Evaluate, slots: readonly number[]): Evaluate
  branch(node: IfNode | WithNode | RangeNode, scope: Scope): BranchTracing
  /** What a `{{template}}` hands over, and the whole of it. */
  data(value: Evaluate, node: TemplateNode): Evaluate
  invocation(run: Run): Run
  constant(value: Evaluate): Evaluate
  dot(value: Evaluate): Evaluate
  variable(value: Evaluate, slot: number): Evaluate
  /** `.a.b` below a receiver; `compile` is given a receiver that was evaluated before. */
  fields(
    receiver: Evaluate,
    names: readonly string[],
    isPiped: boolean,
    compile: (receiver: Evaluate) => EvaluatePiped,
  ): EvaluatePiped
  /** Operands of a call or of a method, `args` in order. */
  operand(args: readonly Operand[], compile: CompileOperand): CompileOperand
  call(node: IdentifierNode, count: number, isPiped: boolean, run: EvaluatePiped): EvaluatePiped
}

export interface BranchTracing {
  decides(value: Evaluate): Evaluate
  /** The body of a `with` or `range`, where the dot is another; `slots` are the range's variables. */
  body(run: Run, slots: readonly number[]): Run
  whole(run: Run): Run
}
