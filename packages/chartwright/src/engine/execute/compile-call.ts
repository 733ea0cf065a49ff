import { GoError } from '../../go/error.ts'
import { typeOf } from '../../go/kind.ts'
import { int, int64, withoutAddress, type GoValue } from '../../go/values.ts'
import {
  nodeText,
  type AnyNode,
  type CommandNode,
  type IdentifierNode,
  type Operand,
} from '../../template/index.ts'
import type { GoFunction, GoType } from '../functions/definition.ts'
import { constantArgument, reflectValue, validated } from './arguments.ts'
import type { Evaluate } from './compile-field.ts'
import { ExecutionError, GoPanic } from './error.ts'
import { isTooLong, type Frame } from './frame.ts'
import { decisions, lastEvaluated } from './last-evaluated.ts'
import type { Scope } from './scope.ts'
import { isTrue, type Value } from './value.ts'

export type EvaluatePiped = (frame: Frame, dot: Value, piped: Value) => Value
type Placed = AnyNode & { pos: number }
type CompileOperand = (node: Operand, scope: Scope) => Evaluate
type Argument = (frame: Frame, dot: Value) => unknown
type PipedArgument = (frame: Frame, dot: Value, piped: Value) => unknown

/**
 * A call of a function: arguments are checked against its signature as Go's reflection would, constants once
 * and here, the others at each call.
 *
 * @param isPiped whether a value comes in from the left of a `|`
 */
export function compileCall(
  node: IdentifierNode,
  command: CommandNode | IdentifierNode,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
  operand: CompileOperand,
): EvaluatePiped {
  if (node.name === 'and' || node.name === 'or') return compileLogic(node, args, isPiped, scope, operand)
  if (node.name === 'call') return compileCallOfValue(node, command, args, isPiped, scope, operand)
  const pure = scope.pure.get(node.name)
  if (pure) return compileKnown(pure, node, command, args, isPiped, scope, operand)
  // A function of the render: its signature is known when it is first called. Its arguments are compiled now,
  // while the variables around are in scope.
  const ready = new Map<Operand, Evaluate>()
  for (const arg of args) if (!isConstant(arg)) ready.set(arg, operand(arg, scope))
  const argument: CompileOperand = (arg) => ready.get(arg)!
  let known: { fn: GoFunction; evaluate: EvaluatePiped } | undefined
  return (frame, dot, piped) => {
    const fn = frame.render.functions[node.name]
    if (!fn) throw new Error(`the parser let the unknown function ${node.name} through`)
    if (known?.fn.params !== fn.params)
      known = { fn, evaluate: compileKnown(undefined, node, command, args, isPiped, scope, argument, fn) }
    return known!.evaluate(frame, dot, piped)
  }
}

/** What has a value without a scope: Go decides by the parameter's type. */
function isConstant(node: Operand): boolean {
  return node.type === 'number' || node.type === 'string' || node.type === 'bool' || node.type === 'nil'
}

function compileKnown(
  pure: GoFunction | undefined,
  node: IdentifierNode,
  command: Placed,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
  operand: CompileOperand,
  signature: GoFunction = pure!,
): EvaluatePiped {
  const { name } = node
  const { place } = scope
  const given = args.length + (isPiped ? 1 : 0)
  const { params, variadic, returns } = signature
  const fixed = variadic ? params.length - 1 : params.length
  if (variadic ? given < fixed : given !== fixed) {
    const wanted = variadic ? `at least ${fixed}` : String(fixed)
    return () => {
      throw new ExecutionError(place, node, `wrong number of args for ${name}: want ${wanted} got ${given}`)
    }
  }
  const typeAt = (index: number) => params[Math.min(index, params.length - 1)]!
  const compiled: PipedArgument[] = args.map((arg, index) =>
    compileArgument(arg, typeAt(index), scope, operand),
  )
  const pipedType = typeAt(given - 1)
  const last = args.at(-1)
  const fail = (reason: string): never => {
    throw new ExecutionError(place, last ? lastEvaluated(last) : node, reason)
  }
  if (isPiped) compiled.push((_, __, piped) => validated(piped, pipedType, fail))
  const failed = (error: unknown): never => {
    if (error instanceof GoError || error instanceof ExecutionError)
      throw new ExecutionError(place, command, `error calling ${name}: `, error)
    if (error instanceof GoPanic)
      throw new ExecutionError(place, command, `error calling ${name}: `, new GoError(error.message))
    throw isTooLong(error)
      ? new ExecutionError(place, command, `error calling ${name}: `, new GoError(tooMuch))
      : error
  }
  const known = pure?.call
  const callOf = (frame: Frame) => known ?? frame.render.functions[name]!.call
  const result = resultOf(returns)
  const [first, second, third] = compiled as [PipedArgument, PipedArgument, PipedArgument]
  // Nearly all calls have one to three arguments: those need no list.
  switch (compiled.length) {
    case 1:
      return (frame, dot, piped) => {
        const a = first(frame, dot, piped)
        try {
          return result(callOf(frame)(a))
        } catch (error) {
          return failed(error)
        }
      }
    case 2:
      return (frame, dot, piped) => {
        const a = first(frame, dot, piped)
        const b = second(frame, dot, piped)
        try {
          return result(callOf(frame)(a, b))
        } catch (error) {
          return failed(error)
        }
      }
    case 3:
      return (frame, dot, piped) => {
        const a = first(frame, dot, piped)
        const b = second(frame, dot, piped)
        const c = third(frame, dot, piped)
        try {
          return result(callOf(frame)(a, b, c))
        } catch (error) {
          return failed(error)
        }
      }
  }
  return (frame, dot, piped) => {
    const values: unknown[] = []
    for (const argument of compiled) values.push(argument(frame, dot, piped))
    try {
      return result(callOf(frame)(...values))
    } catch (error) {
      return failed(error)
    }
  }
}

const tooMuch = 'the value is too long'

/** Plain numbers that a function declares as ints get their kind. */
function resultOf(returns: GoType): (value: GoValue) => Value {
  if (returns === 'int') return (value) => (typeof value === 'number' ? int(value) : value)
  if (returns === 'int64') return (value) => (typeof value === 'number' ? int64(value) : value)
  return (value) => value
}

export function compileArgument(
  node: Operand,
  type: GoType,
  scope: Scope,
  operand: CompileOperand,
): Argument {
  const fail = (reason: string): never => {
    throw new ExecutionError(scope.place, lastEvaluated(node), reason)
  }
  switch (node.type) {
    case 'number':
    case 'string':
    case 'bool': {
      let value: unknown
      try {
        value = constantArgument(node, type, fail)
      } catch (error) {
        return () => {
          throw error
        }
      }
      return () => value
    }
    case 'nil':
      if (type === 'any' || type === reflectValue || type === 'map' || type.startsWith('[]'))
        return () => validated(undefined, type, fail)
      return () => fail(`cannot assign nil to ${type}`)
  }
  const evaluate = operand(node, scope)
  if (type === 'any') {
    // The one struct that charts hand to functions and whose pointer has methods.
    if (endsInKubeVersion(node)) return (frame, dot) => withoutAddress(evaluate(frame, dot) ?? null)
    return (frame, dot) => {
      const value = evaluate(frame, dot)
      return value === undefined ? null : value
    }
  }
  return (frame, dot) => validated(evaluate(frame, dot), type, fail)
}

function endsInKubeVersion(node: Operand): boolean {
  switch (node.type) {
    case 'field':
    case 'variable':
      return node.idents.at(-1) === 'KubeVersion'
    case 'chain':
      return node.fields.at(-1) === 'KubeVersion'
    case 'pipe':
      return endsInKubeVersion(node.commands.at(-1)!.args.at(-1)!)
  }
  return false
}

/** `call` of a value: Helm gives templates no functions as values, so it ends with what it was given instead. */
function compileCallOfValue(
  node: IdentifierNode,
  command: Placed,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
  operand: CompileOperand,
): EvaluatePiped {
  if (args.length === 0 && !isPiped) {
    const reason = 'wrong number of args for call: want at least 1 got 0'
    return () => {
      throw new ExecutionError(scope.place, node, reason)
    }
  }
  const compiled = args.map((arg) => compileArgument(arg, 'any', scope, operand))
  return (frame, dot, piped) => {
    if (args.length === 0 && frame.render.helm.pipedCallPanics)
      throw new GoPanic('runtime error: index out of range [0] with length 0')
    const values = compiled.map((evaluate) => evaluate(frame, dot) as GoValue)
    const callee = args.length > 0 ? values[0]! : (piped ?? null)
    const name =
      args.length > 0 ? nodeText(args[0]!) : typeof callee === 'string' ? callee : valueText(callee)
    const reason = callee === null ? 'call of nil' : `non-function ${name} of type ${typeOf(callee)}`
    throw new ExecutionError(scope.place, command, 'error calling call: ', new GoError(reason))
  }
}

/** reflect.Value's String of what is no string. */
function valueText(value: GoValue): string {
  return value === null ? '<invalid Value>' : `<${typeOf(value)} Value>`
}

/** `and` and `or` stop at the argument that decides. */
function compileLogic(
  node: IdentifierNode,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
  operand: CompileOperand,
): EvaluatePiped {
  if (args.length === 0 && !isPiped) {
    return () => {
      throw new ExecutionError(
        scope.place,
        node,
        `wrong number of args for ${node.name}: want at least 1 got 0`,
      )
    }
  }
  const decides = node.name === 'or'
  const decision = { at: args.at(-1) ?? node }
  decisions.set(node, decision)
  const compiled = args.map((arg) => compileArgument(arg, 'any', scope, operand) as Evaluate)
  const count = compiled.length
  return (frame, dot, piped) => {
    let value: Value = null
    for (let i = 0; i < count; i++) {
      value = compiled[i]!(frame, dot)
      decision.at = args[i]!
      if (isTrue(value) === decides) return value
    }
    return isPiped ? piped : value
  }
}
