import { isComplex } from '../../go/complex.ts'
import { kindOf } from '../../go/kind.ts'
import { printTarget, printValue } from '../../go/print.ts'
import { GoInt, GoStruct, isMap, mapType, nilSlice, type GoMap, type GoValue } from '../../go/values.ts'

/**
 * A value while a template executes. Go tells an interface that holds nil (a missing key, a null in a list)
 * from no value at all (the result of a pipeline that gave nil): null is the first, undefined the second. A
 * field of the first is an error, a field of the second is nothing again.
 */
export type Value = GoValue | undefined

/** A value that leaves a pipeline: Go looks through the interface, and nil becomes no value. */
export function unwrapped(value: Value): Value {
  return value === null ? undefined : value
}

/** text/template's truth: not the zero value, not empty. Structs are always true. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case 'string':
      return value !== ''
    case 'boolean':
      return value
    case 'number':
      return value !== 0
    case 'undefined':
      return false
  }
  if (value === null) return false
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof GoInt) return value.n !== 0 || value.big !== undefined
  if (isMap(value)) {
    for (const _ in value) return true
    return false
  }
  if (isComplex(value)) return value.fields.re !== 0 || value.fields.im !== 0
  return (
    kindOf(value) === 'struct' ||
    kindOf(value) === 'ptr' ||
    Object.keys((value as GoStruct).fields).length > 0
  )
}

/** What a map gives for a key that it does not have: the zero value of its elements. */
export function missingEntry(map: GoMap | GoStruct): GoValue {
  if (map instanceof GoStruct) return map.type === 'engine.files' ? nilSlice('uint8') : null
  return mapType(map) === 'map[string]string' ? '' : null
}

/** The elements of a slice, of a named slice with methods too; undefined for what is none. */
export function elementsOf(value: Value): readonly GoValue[] | undefined {
  if (Array.isArray(value)) return value
  if (value instanceof GoStruct && Array.isArray(value.fields['items'])) return value.fields['items']
  return undefined
}

/** What an action prints. Helm takes `<no value>` out again, once a file is whole. */
export function printed(value: Value): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return '<no value>'
  return value instanceof GoStruct ? printTarget(value) : printValue(value)
}
