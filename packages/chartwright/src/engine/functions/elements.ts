import { kindOf } from '../../go/kind.ts'
import { GoStruct, type GoValue } from '../../go/values.ts'
import { GoError } from './definition.ts'

/** The elements of a slice, or undefined for anything else. */
export function elements(value: GoValue): readonly GoValue[] | undefined {
  if (Array.isArray(value)) return value
  // Named slices with methods, such as .Capabilities.APIVersions.
  if (value instanceof GoStruct && Array.isArray(value.fields.items)) return value.fields.items
  return undefined
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
