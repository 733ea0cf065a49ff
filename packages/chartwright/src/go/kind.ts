import {
  GoInt,
  GoNamedInt,
  GoSlice,
  GoStruct,
  isMap,
  isNilMap,
  mapType,
  type GoMap,
  type GoValue,
} from './values.ts'

/** The reflect.Kind of a value as Go names it: "invalid" for nil. */
export function kindOf(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return 'float64'
    case 'boolean':
      return 'bool'
  }
  if (value === null) return 'invalid'
  if (Array.isArray(value)) return 'slice'
  if (isMap(value)) return 'map'
  if (value instanceof GoInt) return value.kind
  return structKind((value as GoStruct).type)
}

// Named slices and maps with methods are GoStructs too.
function structKind(type: string): string {
  if (type.startsWith('*')) return 'ptr'
  if (type.endsWith('.VersionSet')) return 'slice'
  if (type === 'complex128') return type
  if (type === 'engine.files' || type.startsWith('map[')) return 'map'
  return 'struct'
}

/** The type of a value as Go's `%T` prints it. */
export function typeOf(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return 'float64'
    case 'boolean':
      return 'bool'
  }
  if (value === null) return '<nil>'
  if (value instanceof GoSlice) return `[]${value.element}`
  if (Array.isArray(value)) return '[]interface {}'
  if (isMap(value)) return mapType(value)
  if (value instanceof GoNamedInt) return value.type
  if (value instanceof GoInt) return value.kind
  return (value as GoStruct).type
}

/** reflect.DeepEqual: types must be the same, so 1 and 1.0 differ, as do a nil slice and an empty one. */
export function deepEqual(a: GoValue, b: GoValue): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && equalSlices(a, b)
  if (a instanceof GoInt) return b instanceof GoInt && equalInts(a, b)
  if (isMap(a)) return isMap(b) && equalMaps(a, b)
  if (!(b instanceof GoStruct) || !(a instanceof GoStruct) || a.type !== b.type) return false
  if (a.equals) return a.equals(b, true)
  return equalMaps(a.fields, b.fields)
}

function equalInts(a: GoInt, b: GoInt): boolean {
  return a.kind === b.kind && a.n === b.n && a.big === b.big && typeOf(a) === typeOf(b)
}

function equalSlices(a: GoValue[], b: GoValue[]): boolean {
  if (a.length !== b.length || isNil(a) !== isNil(b) || elementType(a) !== elementType(b)) return false
  for (let i = 0; i < a.length; i++) if (!deepEqual(a[i]!, b[i]!)) return false
  return true
}

function equalMaps(a: GoMap, b: GoMap): boolean {
  if (isNilMap(a) !== isNilMap(b) || mapType(a) !== mapType(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    const other = b[key]
    if (other === undefined || !deepEqual(a[key]!, other)) return false
  }
  return true
}

function elementType(slice: GoValue[]): string {
  return slice instanceof GoSlice ? slice.element : 'interface {}'
}

function isNil(slice: GoValue[]): boolean {
  return slice instanceof GoSlice && slice.isNil
}
