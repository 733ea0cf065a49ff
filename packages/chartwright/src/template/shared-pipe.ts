import type { ActionNode, IfNode, ListNode, Operand, PipeNode, RangeNode, WithNode } from './node.ts'
import { quickPipeline } from './quick-pipeline.ts'
import type { Scope } from './scope.ts'

/**
 * A pipeline that is written in several places with the same words: read once, with the positions of the first.
 * Charts repeat most of their pipelines, and each that is not read again is not compiled again either.
 */
export interface SharedPipe {
  pipe: PipeNode
  /** From its start to its right delimiter, or to the space before `-}}`. */
  length: number
  /** The variables it reads, besides `$`. */
  variables: readonly string[]
}

/** By their text, up to the `}}`. To be used with one set of functions only. */
export type SharedPipes = Map<string, SharedPipe>

/**
 * The pipeline that stands at `at`, and where it ends. What is written up to the first `}}` decides how a pipeline
 * reads that ends there, so only its variables are looked up again. Undefined as quickPipeline's.
 */
export function sharedPipeline(
  scope: Scope,
  at: number,
  pipes: SharedPipes,
): { shared: SharedPipe | undefined; pipe: PipeNode; end: number } | undefined {
  const { text } = scope.source
  // What a raw string holds is no end: `{{`{{pod}}`}}`.
  const close = text.indexOf('}}', text.charCodeAt(at) === 96 ? text.indexOf('`', at + 1) : at)
  const words = text.slice(at, close)
  const known = pipes.get(words)
  if (known) {
    if (!known.variables.every((name) => scope.variables.includes(name))) return undefined
    return { shared: known, pipe: known.pipe, end: at + known.length }
  }
  const variables: string[] = []
  const quick = quickPipeline(scope, at, variables)
  if (!quick) return undefined
  const { pipe, end } = quick
  // Behind a `}}` within a string there may be anything.
  if (end !== close && end !== close - 2) return { shared: undefined, pipe, end }
  const shared = { pipe, length: end - at, variables }
  pipes.set(words, shared)
  return { shared, pipe, end }
}

/** `{{ pipeline }}` of a shared pipeline; `pipe` is made for who asks. */
export class SharedAction implements ActionNode {
  readonly type = 'action'
  readonly pos: number
  readonly shared: SharedPipe
  constructor(pos: number, shared: SharedPipe) {
    this.pos = pos
    this.shared = shared
  }

  get pipe(): PipeNode {
    return pipeAt(this.pos, this.shared)
  }
}

/** `{{if pipeline}}` and its like, likewise. */
export class SharedBranch<Type extends 'if' | 'range' | 'with' = 'if' | 'range' | 'with'> {
  readonly type: Type
  readonly pos: number
  readonly shared: SharedPipe
  list: ListNode
  elseList?: ListNode
  constructor(type: Type, pos: number, shared: SharedPipe, list: ListNode) {
    this.type = type
    this.pos = pos
    this.shared = shared
    this.list = list
  }

  get pipe(): PipeNode {
    return pipeAt(this.pos, this.shared)
  }
}

export function sharedPipeOf(node: ActionNode | IfNode | RangeNode | WithNode): SharedPipe | undefined {
  return node instanceof SharedAction || node instanceof SharedBranch ? node.shared : undefined
}

/** The pipeline as if it had been read at `pos`. */
function pipeAt(pos: number, { pipe }: SharedPipe): PipeNode {
  return movedPipe(pipe, pos - pipe.pos)
}

function movedPipe(pipe: PipeNode, by: number): PipeNode {
  return {
    ...pipe,
    pos: pipe.pos + by,
    commands: pipe.commands.map((command) => ({
      ...command,
      pos: command.pos + by,
      args: command.args.map((arg) => movedOperand(arg, by)),
    })),
  }
}

function movedOperand(operand: Operand, by: number): Operand {
  return operand.type === 'pipe' ? movedPipe(operand, by) : { ...operand, pos: operand.pos + by }
}
