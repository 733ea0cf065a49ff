import type { GoValue } from '../../go/values.ts'
import {
  nodeText,
  type CommandNode,
  type IdentifierNode,
  type Operand,
  type PipeNode,
} from '../../template/index.ts'
import { idealConstant } from './arguments.ts'
import { argumentOf } from './call-argument.ts'
import { compileCall, type EvaluatePiped } from './compile-call.ts'
import { compileFields, theDot, type Arguments, type Evaluate, type Receiver } from './compile-field.ts'
import { ExecutionError } from './error.ts'
import { lastEvaluated } from './last-evaluated.ts'
import type { Scope } from './scope.ts'
import { unwrapped, type Value } from './value.ts'

/**
 * A pipeline's value, without its variables.
 *
 * @param tellsNil false where null may stand for no value: what prints, or decides, takes both for the same
 */
export function compilePipeline(pipe: PipeNode, scope: Scope, tellsNil = true): Evaluate {
  const { commands } = pipe
  const head = compileCommand(commands[0]!, undefined, pipe, scope)
  if (commands.length === 1) return tellsNil ? (frame, dot) => unwrapped(head(frame, dot)) : head
  const rest: EvaluatePiped[] = []
  for (let i = 1; i < commands.length; i++)
    rest.push(compileCommand(commands[i]!, commands[i - 1]!.args.at(-1)!, pipe, scope))
  if (rest.length === 1) {
    const second = rest[0]!
    return (frame, dot) => unwrapped(second(frame, dot, unwrapped(head(frame, dot))))
  }
  return (frame, dot) => {
    let value = unwrapped(head(frame, dot))
    for (let i = 0; i < rest.length; i++) value = unwrapped(rest[i]!(frame, dot, value))
    return value
  }
}

const none: readonly Operand[] = []

/** @param before the last word before the `|` on its left */
function compileCommand(
  command: CommandNode,
  before: Operand | undefined,
  pipe: PipeNode,
  scope: Scope,
): EvaluatePiped {
  const isPiped = before !== undefined
  const word = command.args[0]!
  const args = command.args.length === 1 ? none : command.args.slice(1)
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
    if (args.length === 0 && !isPiped) return evaluateOf(receiver)
    return () => {
      throw new ExecutionError(scope.place, node, `can't give argument to non-function ${nodeText(node)}`)
    }
  }
  let methodArgs: Arguments
  if (args.length > 0 || isPiped) {
    const operand = scope.tracing ? scope.tracing.operand(args, compileOperand) : compileOperand
    const compiled = args.map((arg) => argumentOf(arg, 'any', scope, operand))
    methodArgs = {
      nodes: args,
      evaluate: (frame, dot, piped) => {
        const values = compiled.map((argument) => argument.value(frame, dot) as GoValue)
        return isPiped ? [...values, piped ?? null] : values
      },
    }
  }
  const below = (of: Receiver) => compileFields(of, names, node, scope.place, container, methodArgs)
  if (!scope.tracing) return below(receiver)
  return scope.tracing.fields(evaluateOf(receiver), names, isPiped, below)
}

function evaluateOf(receiver: Receiver): Evaluate {
  if (typeof receiver !== 'number') return receiver
  return receiver === theDot ? (_, dot) => dot : (frame) => frame.vars[receiver]
}

function receiverOf(
  node: Operand & { type: 'field' | 'variable' | 'chain' },
  scope: Scope,
): { receiver: Receiver; names: readonly string[]; container: number | undefined } {
  const { tracing } = scope
  if (node.type === 'field')
    return {
      receiver: tracing ? compileDot(scope) : theDot,
      names: node.idents,
      container: scope.dotContainer,
    }
  if (node.type === 'variable') {
    const name = node.idents[0]!
    const names = node.idents.slice(1)
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
    const receiver = tracing ? tracing.variable(evaluateOf(slot), slot) : slot
    return { receiver, names, container }
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
  const dot = evaluateOf(theDot)
  return tracing ? tracing.dot(dot) : dot
}

function compileConstant(value: Evaluate, { tracing }: Scope): Evaluate {
  return tracing ? tracing.constant(value) : value
}

/**
 * A word of a command, where it is an argument or stands alone.
 *
 * @param tellsNil as compilePipeline's
 */
export function compileOperand(node: Operand, scope: Scope, tellsNil?: boolean): Evaluate {
  switch (node.type) {
    case 'dot':
      return compileDot(scope)
    case 'nil':
      return compileConstant(() => undefined, scope)
    case 'pipe':
      return compilePipeline(node, scope, tellsNil)
    case 'identifier':
      return compileFunction(node, node, [], false, scope)
    case 'field':
    case 'variable':
    case 'chain':
      return compileReference(node, [], false, scope)
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
