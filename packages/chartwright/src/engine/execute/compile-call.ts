import { GoError } from '../../go/error.ts'
import { typeOf } from '../../go/kind.ts'
import { int, int64, type GoValue } from '../../go/values.ts'
import {
  nodeText,
  type AnyNode,
  type CommandNode,
  type IdentifierNode,
  type Operand,
} from '../../template/index.ts'
import type { GoFunction, GoType } from '../functions/definition.ts'
import { argumentOf, pipedArgument } from './call-argument.ts'
import type { Evaluate } from './compile-field.ts'
import { ExecutionError, GoPanic } from './error.ts'
import { isTooLong, type Frame } from './frame.ts'
import { decisions } from './last-evaluated.ts'
import type { Scope } from './scope.ts'
import { isTrue, type Value } from './value.ts'

export type EvaluatePiped = (frame: Frame, dot: Value, piped?: Value) => Value
/** `given` is the function itself, where it belongs to the render. */
type EvaluateCall = (frame: Frame, dot: Value, piped?: Value, given?: GoFunction['call']) => Value
type Placed = AnyNode & { pos: number }
type CompileOperand = (node: Operand, scope: Scope, tellsNil?: boolean) => Evaluate

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
  const { name } = node
  if (name === 'and' || name === 'or') return compileLogic(node, args, isPiped, scope, operand)
  if (name === 'call') return compileCallOfValue(node, command, args, isPiped, scope, operand)
  const pure = scope.pure.get(name)
  if (pure) return compileKnown(pure, pure.call, node, command, args, isPiped, scope, operand)
  // A function of the render: its signature is known when it is first called. Its arguments are compiled now,
  // while the variables around are in scope.
  const ready = new Map<Operand, Evaluate>()
  for (const arg of args) if (!isConstant(arg)) ready.set(arg, operand(arg, scope))
  const argument: CompileOperand = (arg) => ready.get(arg)!
  let params: GoFunction['params'] | undefined
  let evaluate: EvaluateCall
  return (frame, dot, piped) => {
    const fn = frame.render.functions[name]
    if (!fn) throw new Error(`the parser let the unknown function ${name} through`)
    if (params !== fn.params) {
      params = fn.params
      evaluate = compileKnown(fn, undefined, node, command, args, isPiped, scope, argument)
    }
    return evaluate(frame, dot, piped, fn.call)
  }
}

/** What has a value without a scope: Go decides by the parameter's type. */
function isConstant(node: Operand): boolean {
  return node.type === 'number' || node.type === 'string' || node.type === 'bool' || node.type === 'nil'
}

/** @param pure the function, where it is the same in every render */
function compileKnown(
  { params, variadic, returns }: GoFunction,
  pure: GoFunction['call'] | undefined,
  node: IdentifierNode,
  command: Placed,
  args: readonly Operand[],
  isPiped: boolean,
  scope: Scope,
  operand: CompileOperand,
): EvaluateCall {
  const { name } = node
  const { place } = scope
  const count = args.length + (isPiped ? 1 : 0)
  const fixed = variadic ? params.length - 1 : params.length
  if (variadic ? count < fixed : count !== fixed) {
    const wanted = variadic ? `at least ${fixed}` : String(fixed)
    return () => {
      throw new ExecutionError(place, node, `wrong number of args for ${name}: want ${wanted} got ${count}`)
    }
  }
  const typeAt = (index: number) => params[Math.min(index, params.length - 1)]!
  const compiled = args.map((arg, index) => argumentOf(arg, typeAt(index), scope, operand))
  if (isPiped) compiled.push(pipedArgument(typeAt(count - 1), place, args.at(-1) ?? node))
  const failed = (error: unknown): never => {
    if (error instanceof GoError || error instanceof ExecutionError)
      throw new ExecutionError(place, command, `error calling ${name}: `, error)
    if (error instanceof GoPanic)
      throw new ExecutionError(place, command, `error calling ${name}: `, new GoError(error.message))
    throw isTooLong(error)
      ? new ExecutionError(place, command, `error calling ${name}: `, new GoError(tooMuch))
      : error
  }
  const first = compiled[0]!
  const second = compiled[1]!
  const third = compiled[2]!
  // Nearly all calls have one to three arguments: those need no list.
  switch (compiled.length) {
    case 1:
      return (frame, dot, piped, given) => {
        const a = first.value(frame, dot, piped)
        try {
          return resultOf(returns, (pure ?? given!)(a))
        } catch (error) {
          return failed(error)
        }
      }
    case 2:
      return (frame, dot, piped, given) => {
        const a = first.value(frame, dot, piped)
        const b = second.value(frame, dot, piped)
        try {
          return resultOf(returns, (pure ?? given!)(a, b))
        } catch (error) {
          return failed(error)
        }
      }
    case 3:
      return (frame, dot, piped, given) => {
        const a = first.value(frame, dot, piped)
        const b = second.value(frame, dot, piped)
        const c = third.value(frame, dot, piped)
        try {
          return resultOf(returns, (pure ?? given!)(a, b, c))
        } catch (error) {
          return failed(error)
        }
      }
  }
  return (frame, dot, piped, given) => {
    const values: unknown[] = []
    for (let i = 0; i < compiled.length; i++) values.push(compiled[i]!.value(frame, dot, piped))
    try {
      return resultOf(returns, (pure ?? given!)(...values))
    } catch (error) {
      return failed(error)
    }
  }
}

const tooMuch = 'the value is too long'

/** Plain numbers that a function declares as ints get their kind. */
function resultOf(returns: GoType, value: GoValue): Value {
  if (typeof value !== 'number') return value
  return returns === 'int' ? int(value) : returns === 'int64' ? int64(value) : value
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
  const compiled = args.map((arg) => argumentOf(arg, 'any', scope, operand))
  return (frame, dot, piped) => {
    if (args.length === 0 && frame.render.helm.pipedCallPanics)
      throw new GoPanic('runtime error: index out of range [0] with length 0')
    const values = compiled.map((argument) => argument.value(frame, dot) as GoValue)
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
  const compiled = args.map((arg) => argumentOf(arg, 'any', scope, operand, true))
  const count = compiled.length
  return (frame, dot, piped) => {
    let value: Value = null
    for (let i = 0; i < count; i++) {
      value = compiled[i]!.value(frame, dot) as GoValue
      decision.at = args[i]!
      if (isTrue(value) === decides) return value
    }
    return isPiped ? piped : value
  }
}
