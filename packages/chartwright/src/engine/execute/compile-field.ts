import { GoError } from '../../go/error.ts'
import { kindOf, typeOf } from '../../go/kind.ts'
import {
  GoNamedInt,
  GoSlice,
  GoStruct,
  isMap,
  mapType,
  type GoMethod,
  type GoValue,
} from '../../go/values.ts'
import type { AnyNode, Operand } from '../../template/index.ts'
import { valuesMethod, valuesMethodNames } from '../values-methods.ts'
import { constantArgument, validated } from './arguments.ts'
import { ExecutionError, type Place } from './error.ts'
import type { Frame } from './frame.ts'
import { lastEvaluated } from './last-evaluated.ts'
import { missingEntry, type Value } from './value.ts'

export type Evaluate = (frame: Frame, dot: Value) => Value
/** Arguments of a method, or undefined when none are written and nothing is piped in. */
export type Arguments =
  { nodes: readonly Operand[]; evaluate: (frame: Frame, dot: Value, piped: Value) => GoValue[] } | undefined

type Placed = AnyNode & { pos: number }

/** Where a field is read, for messages. */
interface Site {
  node: Operand
  place: Place
  /** The variable that holds what the first value is an element of, if it is one. */
  container: number | undefined
}

/** The first value of a chain of fields: the dot, a variable, or what an operand gives. */
export type Receiver = typeof theDot | number | Evaluate

/** In the place of a variable's slot. */
export const theDot = -1

/**
 * `.a.b.c` below a value: maps give their entries, structs their fields and methods.
 *
 * @param container the slot of what the first value is an element of: Go's messages name that one's types
 */
export function compileFields(
  receiver: Receiver,
  names: readonly string[],
  node: Operand,
  place: Place,
  container: number | undefined,
  args: Arguments,
): (frame: Frame, dot: Value, piped?: Value) => Value {
  const site: Site = { node, place, container }
  const last = names.length - 1
  const slot = typeof receiver === 'number' ? receiver : theDot
  const evaluate = typeof receiver === 'number' ? undefined : receiver
  if (args === undefined && !names.some(isMethodOfValues)) {
    // The common shapes without a loop, and nothing called for the first value.
    const a = names[0]!
    const b = names[1]!
    const c = names[2]!
    if (evaluate || last > 2) {
      return (frame, dot) => {
        let value = evaluate ? evaluate(frame, dot) : slot === theDot ? dot : frame.vars[slot]
        let holder: Value
        for (let i = 0; i <= last; i++) {
          const next = field(value, names[i]!, i === 0 ? undefined : holder, frame, site)
          holder = value
          value = next
        }
        return value
      }
    }
    if (last === 0)
      return (frame, dot) => field(slot === theDot ? dot : frame.vars[slot], a, undefined, frame, site)
    if (last === 1) {
      return (frame, dot) => {
        const first = slot === theDot ? dot : frame.vars[slot]
        return field(field(first, a, undefined, frame, site), b, first, frame, site)
      }
    }
    return (frame, dot) => {
      const first = slot === theDot ? dot : frame.vars[slot]
      const second = field(first, a, undefined, frame, site)
      return field(field(second, b, first, frame, site), c, second, frame, site)
    }
  }
  return (frame, dot, piped) => {
    let value = evaluate ? evaluate(frame, dot) : slot === theDot ? dot : frame.vars[slot]
    let holder: Value
    for (let i = 0; i <= last; i++) {
      const given = i === last ? args : undefined
      const values = () => given?.evaluate(frame, dot, piped) ?? []
      const next = fieldOrMethod(value, names[i]!, given, values, holder, frame, site)
      holder = value
      value = next
    }
    return value
  }
}

function isMethodOfValues(name: string): boolean {
  return valuesMethodNames.has(name)
}

/**
 * @param holder what the value was read from; undefined for the first one of a chain
 */
function field(value: Value, name: string, holder: Value, frame: Frame, site: Site): Value {
  if (isMap(value)) {
    const entry = value[name]
    if (entry !== undefined) return entry
    return missingEntry(value)
  }
  return fieldOrMethod(value, name, undefined, noValues, holder, frame, site)
}

const noValues = (): GoValue[] => []

function fieldOrMethod(
  value: Value,
  name: string,
  given: Arguments,
  /** A field that is no method is refused before its arguments are worked out. */
  values: () => GoValue[],
  holder: Value,
  frame: Frame,
  site: Site,
): Value {
  const fail = (reason: string): never => {
    throw new ExecutionError(site.place, lastEvaluated(site.node), reason)
  }
  if (value === undefined) return undefined
  if (value === null) return fail(`nil pointer evaluating interface {}.${name}`)
  const method = methodOf(value, name)
  if (method) return called(method, values(), given?.nodes ?? [], name, site)
  const isMapKind = isMap(value) || kindOf(value) === 'map'
  if (isMapKind && given) fail(`${name} is not a method but has arguments`)
  if (isMap(value)) return field(value, name, holder, frame, site)
  if (value instanceof GoStruct) {
    const own = fieldOf(value, name)
    if (own === undefined && isMapKind) return missingEntry(value)
    const isHidden = value.shape.hidden?.includes(name) === true
    if (isHidden || (own !== undefined && !isMapKind && !isExported(name)))
      fail(`${name} is an unexported field of struct type ${typeOf(value)}`)
    if (own !== undefined && given) fail(`${name} has arguments but cannot be invoked as function`)
    if (own !== undefined) return own
  }
  const isInterface = holder === undefined ? isElement(frame, site) : holdsInterfaces(holder)
  return fail(`can't evaluate field ${name} in type ${isInterface ? 'interface {}' : typeOf(value)}`)
}

function methodOf(value: GoValue, name: string): GoMethod | undefined {
  if (isMap(value)) return valuesMethodNames.has(name) ? valuesMethod(value, name) : undefined
  if (value instanceof GoNamedInt) return entryOf(value.methods?.(), name)
  if (!(value instanceof GoStruct)) return undefined
  const { methods, shape } = value
  if (Object.hasOwn(methods, name)) return methods[name]
  return shape.pointerMethods?.[name]
}

function entryOf(methods: Record<string, GoMethod> | undefined, name: string): GoMethod | undefined {
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined
}

function fieldOf({ fields, shape: { embeds } }: GoStruct, name: string): GoValue | undefined {
  if (Object.hasOwn(fields, name)) return fields[name]
  return embeds === undefined ? undefined : fieldOf(fields[embeds] as GoStruct, name)
}

function isExported(name: string): boolean {
  const code = name.charCodeAt(0)
  // V8 asks ICU for the class when it first meets it, a quarter of a millisecond.
  return code < 128 ? code >= 65 && code <= 90 : /^\p{Lu}/u.test(name)
}

function isElement(frame: Frame, { container }: Site): boolean {
  return container !== undefined && holdsInterfaces(frame.vars[container])
}

/** Whether Go's type of a value's elements is interface{}, whatever is in them. */
function holdsInterfaces(value: Value): boolean {
  if (Array.isArray(value)) return !(value instanceof GoSlice) || value.element === 'interface {}'
  return isMap(value) && mapType(value) !== 'map[string]string'
}

function called(
  own: GoMethod,
  values: GoValue[],
  nodes: readonly Operand[],
  name: string,
  { node: read, place }: Site,
): GoValue {
  const node = lastEvaluated(read)
  const { params = [] } = own
  if (values.length !== params.length) {
    const reason = `wrong number of args for ${name}: want ${params.length} got ${values.length}`
    throw new ExecutionError(place, node, reason)
  }
  if (own.refusal !== undefined) throw new ExecutionError(place, node, own.refusal)
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
  if (at?.type === 'nil' && /^(?:\*|\[\])/.test(type)) return
  if (at?.type === 'nil') fail(`cannot assign nil to ${type}`)
  if (at && (at.type === 'number' || at.type === 'string' || at.type === 'bool'))
    constantArgument(at, type, fail)
  else validated(value === null && !at ? undefined : value, type, fail)
}
