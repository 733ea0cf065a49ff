import { kindOf } from '../../go/kind.ts'
import { GoSlice, GoStruct, mapOf, sliceOf, type GoValue } from '../../go/values.ts'
import { GoError } from './definition.ts'

/** The elements of a slice, or undefined for anything else. */
export function elements(value: GoValue): readonly GoValue[] | undefined {
  if (Array.isArray(value)) return value
  // Named slices with methods, such as .Capabilities.APIVersions.
  if (value instanceof GoStruct && Array.isArray(value.fields.items)) return value.fields.items
  return undefined
}

/** Some elements of a slice, as a slice of its type. */
export function partOf(list: GoValue, items: GoValue[]): GoValue {
  if (list instanceof GoSlice) return sliceOf(list.element, items)
  if (list instanceof GoStruct) return new GoStruct(list.type, mapOf([['items', items]]), list.methods)
  return items
}

/** The message of Go's panic when a method of the nil interface's type is called. */
export const nilPointer = 'runtime error: invalid memory address or nil pointer dereference'

/** The elements of what must be a slice; `doing` opens the message for anything else. */
export function elementsFor(doing: string, value: GoValue): readonly GoValue[] {
  const items = elements(value)
  if (items) return items
  if (value === null) throw new GoError(nilPointer)
  throw new GoError(`${doing} ${kindOf(value)}`)
}
