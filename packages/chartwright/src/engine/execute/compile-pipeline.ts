import type { GoValue } from '../../go/values.ts'
import {
  nodeText,
  type CommandNode,
  type IdentifierNode,
  type Operand,
  type PipeNode,
} from '../../template/index.ts'
import { idealConstant } from './arguments.ts'
import { compileArgument, compileCall, type EvaluatePiped } from './compile-call.ts'
import { compileFields, type Arguments, type Evaluate } from './compile-field.ts'
import { ExecutionError } from './error.ts'
import { lastEvaluated } from './last-evaluated.ts'
import type { Scope } from './scope.ts'
import { unwrapped, type Value } from './value.ts'

/** A pipeline's value, without its variables. */
export function compilePipeline(pipe: PipeNode, scope: Scope): Evaluate {
  const [first, ...rest] = pipe.commands.map((command, index) => {
    const before = index > 0 ? pipe.commands[index - 1]!.args.at(-1)! : undefined
    return compileCommand(command, before, pipe, scope)
  })
  const head = first!
  if (rest.length === 0) return (frame, dot) => unwrapped(head(frame, dot, undefined))
  if (rest.length === 1) {
    const [second] = rest as [EvaluatePiped]
    return (frame, dot) => unwrapped(second(frame, dot, unwrapped(head(frame, dot, undefined))))
  }
  return (frame, dot) => {
    let value = unwrapped(head(frame, dot, undefined))
    for (const command of rest) value = unwrapped(command(frame, dot, value))
    return value
  }
}

/** @param before the last word before the `|` on its left */
function compileCommand(
  command: CommandNode,
  before: Operand | undefined,
  pipe: PipeNode,
  scope: Scope,
): EvaluatePiped {
  const isPiped = before !== undefined
  const [word, ...args] = command.args as [Operand, ...Operand[]]
  switch (word.type) {
    case 'identifier':
      return compileFunction(word, command, args, isPiped, scope)
    case 'field':
    case 'variable':
    case 'chain':
      return compileReference(word, args, isPiped, scope)
  }
  if (args.length > 0 || isPiped) {
    return () => {
      // Go has not come to what stands in parentheses.
      const at = word.type !== 'pipe' ? word : before ? lastEvaluated(before) : pipe
      throw new ExecutionError(scope.place, at, `can't give argument to non-function ${nodeText(word)}`)
    }
  }
  if (word.type === 'nil') {
    return () => {
      throw new ExecutionError(scope.place, word, 'nil is not a command')
    }
  }
  return compileOperand(word, scope)
}

function compileFunction(
  node: IdentifierNode,
  command: CommandNode | IdentifierNode,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
): EvaluatePiped {
  const { tracing } = scope
  if (!tracing) return compileCall(node, command, args, isPiped, scope, compileOperand)
  const operand = tracing.operand(args, compileOperand)
  const run = compileCall(node, command, args, isPiped, scope, operand)
  return tracing.call(node, args.length + Number(isPiped), isPiped, run)
}

/** A field, variable or chain, with arguments when its last name is a method. */
function compileReference(
  node: Operand & { type: 'field' | 'variable' | 'chain' },
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
): EvaluatePiped {
  const { receiver, names, container } = receiverOf(node, scope)
  if (names.length === 0) {
    if (args.length === 0 && !isPiped) return receiver
    return () => {
      throw new ExecutionError(scope.place, node, `can't give argument to non-function ${nodeText(node)}`)
    }
  }
  let methodArgs: Arguments
  if (args.length > 0 || isPiped) {
    const operand = scope.tracing ? scope.tracing.operand(args, compileOperand) : compileOperand
    const compiled = args.map((arg) => compileArgument(arg, 'any', scope, operand))
    methodArgs = {
      nodes: args,
      evaluate: (frame, dot, piped) => {
        const values = compiled.map((evaluate) => evaluate(frame, dot) as GoValue)
        return isPiped ? [...values, piped ?? null] : values
      },
    }
  }
  const below = (of: Evaluate) => compileFields(of, names, node, scope.place, container, methodArgs)
  return scope.tracing ? scope.tracing.fields(receiver, names, isPiped, below) : below(receiver)
}

function receiverOf(
  node: Operand & { type: 'field' | 'variable' | 'chain' },
  scope: Scope,
): { receiver: Evaluate; names: readonly string[]; container: number | undefined } {
  const { tracing } = scope
  if (node.type === 'field')
    return { receiver: compileDot(scope), names: node.idents, container: scope.dotContainer }
  if (node.type === 'variable') {
    const [name, ...names] = node.idents as [string, ...string[]]
    const found = scope.find(name)
    if (!found) {
      return {
        receiver: () => {
          throw new ExecutionError(scope.place, node, `undefined variable: ${name}`)
        },
        names,
        container: undefined,
      }
    }
    const { slot, container } = found
    const receiver: Evaluate = (frame) => frame.vars[slot]
    return { receiver: tracing ? tracing.variable(receiver, slot) : receiver, names, container }
  }
  if (node.node.type === 'nil') {
    return {
      receiver: () => {
        throw new ExecutionError(scope.place, node, `indirection through explicit nil in ${nodeText(node)}`)
      },
      names: node.fields,
      container: undefined,
    }
  }
  return { receiver: compileOperand(node.node, scope), names: node.fields, container: undefined }
}

function compileDot({ tracing }: Scope): Evaluate {
  const dot: Evaluate = (_, value) => value
  return tracing ? tracing.dot(dot) : dot
}

function compileConstant(value: Evaluate, { tracing }: Scope): Evaluate {
  return tracing ? tracing.constant(value) : value
}

/** A word of a command, where it is an argument or stands alone. */
export function compileOperand(node: Operand, scope: Scope): Evaluate {
  switch (node.type) {
    case 'dot':
      return compileDot(scope)
    case 'nil':
      return compileConstant(() => undefined, scope)
    case 'pipe':
      return compilePipeline(node, scope)
    case 'identifier': {
      const call = compileFunction(node, node, [], false, scope)
      return (frame, dot) => call(frame, dot, undefined)
    }
    case 'field':
    case 'variable':
    case 'chain': {
      const reference = compileReference(node, [], false, scope)
      return (frame, dot) => reference(frame, dot, undefined)
    }
    case 'bool':
    case 'number':
    case 'string': {
      const fail = (reason: string): never => {
        throw new ExecutionError(scope.place, node, reason)
      }
      let value: Value
      try {
        value = idealConstant(node, fail)
      } catch (error) {
        return () => {
          throw error
        }
      }
      return compileConstant(() => value, scope)
    }
  }
}
