import { GoError } from '../../go/error.ts'
import { kindOf, typeOf } from '../../go/kind.ts'
import { GoStruct, isMap, mapType, type GoMethod, type GoValue } from '../../go/values.ts'
import type { AnyNode, Operand } from '../../template/index.ts'
import { constantArgument, validated } from './arguments.ts'
import { ExecutionError, type Place } from './error.ts'
import type { Frame } from './frame.ts'
import type { Value } from './value.ts'

export type Evaluate = (frame: Frame, dot: Value) => Value
/** Arguments of a method, or undefined when none are written and nothing is piped in. */
export type Arguments =
  { nodes: readonly Operand[]; evaluate: (frame: Frame, dot: Value, piped: Value) => GoValue[] } | undefined

type Placed = AnyNode & { pos: number }

/**
 * `.a.b.c` below a value: maps give their entries, structs their fields and methods.
 *
 * @param isElement whether the first value stands in an interface, as Go's messages call it
 */
export function compileFields(
  receiver: Evaluate,
  names: readonly string[],
  node: Placed,
  place: Place,
  isElement: boolean,
  args: Arguments,
): (frame: Frame, dot: Value, piped?: Value) => Value {
  const last = names.length - 1
  if (args === undefined) {
    // The common shapes without a loop.
    if (names.length === 1) {
      const [a] = names as [string]
      return (frame, dot) => field(receiver(frame, dot), a, isElement, node, place)
    }
    if (names.length === 2) {
      const [a, b] = names as [string, string]
      return (frame, dot) =>
        field(field(receiver(frame, dot), a, isElement, node, place), b, true, node, place)
    }
    return (frame, dot) => {
      let value = field(receiver(frame, dot), names[0]!, isElement, node, place)
      for (let i = 1; i <= last; i++) value = field(value, names[i]!, true, node, place)
      return value
    }
  }
  return (frame, dot, piped) => {
    let value = receiver(frame, dot)
    for (let i = 0; i < last; i++) value = field(value, names[i]!, i > 0 || isElement, node, place)
    return method(
      value,
      names[last]!,
      args,
      args.evaluate(frame, dot, piped),
      last > 0 || isElement,
      node,
      place,
    )
  }
}

function field(value: Value, name: string, isElement: boolean, node: Placed, place: Place): Value {
  if (isMap(value)) {
    const entry = value[name]
    if (entry !== undefined) return entry
    return mapType(value) === 'map[string]string' ? '' : null
  }
  if (value === undefined) return undefined
  if (value === null) throw new ExecutionError(place, node, `nil pointer evaluating interface {}.${name}`)
  if (value instanceof GoStruct) {
    const own = value.methods[name]
    if (own) return called(own, [], [], name, node, place)
    if (Object.hasOwn(value.fields, name)) return value.fields[name]!
    if (kindOf(value) === 'map') return null
  }
  throw cannotEvaluate(value, name, isElement, node, place)
}

function method(
  value: Value,
  name: string,
  args: NonNullable<Arguments>,
  values: GoValue[],
  isElement: boolean,
  node: Placed,
  place: Place,
): Value {
  if (value === undefined) return undefined
  if (value === null) throw new ExecutionError(place, node, `nil pointer evaluating interface {}.${name}`)
  if (isMap(value)) throw new ExecutionError(place, node, `${name} is not a method but has arguments`)
  if (value instanceof GoStruct) {
    const own = value.methods[name]
    if (own) return called(own, values, args.nodes, name, node, place)
    if (kindOf(value) === 'map')
      throw new ExecutionError(place, node, `${name} is not a method but has arguments`)
    if (Object.hasOwn(value.fields, name))
      throw new ExecutionError(place, node, `${name} has arguments but cannot be invoked as function`)
  }
  throw cannotEvaluate(value, name, isElement, node, place)
}

function called(
  own: GoMethod,
  values: GoValue[],
  nodes: readonly Operand[],
  name: string,
  node: Placed,
  place: Place,
): GoValue {
  const { params = [] } = own
  if (values.length !== params.length) {
    const reason = `wrong number of args for ${name}: want ${params.length} got ${values.length}`
    throw new ExecutionError(place, node, reason)
  }
  for (const [i, type] of params.entries()) checkArgument(values[i]!, type, nodes[i], node, place)
  try {
    return own(...values)
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    throw new ExecutionError(place, node, `error calling ${name}: `, error)
  }
}

/** As a function's arguments are checked; the one that is piped in has no node of its own. */
function checkArgument(
  value: GoValue,
  type: string,
  at: Operand | undefined,
  node: Placed,
  place: Place,
): void {
  const fail = (reason: string): never => {
    throw new ExecutionError(place, at ?? node, reason)
  }
  if (at && (at.type === 'number' || at.type === 'string' || at.type === 'bool'))
    constantArgument(at, type, fail)
  else validated(value === null && !at ? undefined : value, type, fail)
}

function cannotEvaluate(value: GoValue, name: string, isElement: boolean, node: Placed, place: Place) {
  const type = isElement ? 'interface {}' : typeOf(value)
  return new ExecutionError(place, node, `can't evaluate field ${name} in type ${type}`)
}
