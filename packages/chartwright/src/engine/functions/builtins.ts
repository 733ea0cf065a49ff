import { isComplex } from '../../go/complex.ts'
import { deepEqual, kindOf, typeOf } from '../../go/kind.ts'
import { printValue } from '../../go/print.ts'
import { sprintf } from '../../go/fmt.ts'
import { byteLength, bytesOf, isAscii, sliceBytes } from '../../go/bytes.ts'
import { compareStrings } from '../../go/sort.ts'
import { GoInt, GoSlice, GoStruct, isMap, isNilMap, type GoValue } from '../../go/values.ts'
import { elementsOf, isTrue, missingEntry } from '../execute/value.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'
import { partOf } from './elements.ts'

/** text/template's own functions; `and` and `or` are part of the language, for they do not evaluate all of theirs. */
export const builtins: FunctionFamily = {
  name: 'builtins',
  pure: {
    not: define(['any'], 'bool', (value: GoValue) => !isTrue(value)),
    len: define(['reflect.Value'], 'int', length),
    index: define(['any', '...any'], 'any', index),
    slice: define(['any', '...any'], 'any', slice),
    print: define(['...any'], 'string', (...values: GoValue[]) => sprint(values)),
    println: define(['...any'], 'string', (...values: GoValue[]) => `${values.map(printValue).join(' ')}\n`),
    printf: define(['string', '...any'], 'string', (format: string, ...values: GoValue[]) =>
      sprintf(format, values),
    ),
    html: define(['...any'], 'string', (...values: GoValue[]) => escapeHtml(textOf(values))),
    js: define(['...any'], 'string', (...values: GoValue[]) => escapeJs(textOf(values))),
    urlquery: define(['...any'], 'string', (...values: GoValue[]) => escapeQuery(textOf(values))),
    // The engine compiles it: its message names what stands in the template.
    call: define(['any', '...any'], 'any', () => null),
    eq: define(['any', '...any'], 'bool', equal),
    ne: define(['any', 'any'], 'bool', (a: GoValue, b: GoValue) => !equal(a, b)),
    lt: define(['any', 'any'], 'bool', less),
    le: define(['any', 'any'], 'bool', (a: GoValue, b: GoValue) => less(a, b) || equal(a, b)),
    gt: define(['any', 'any'], 'bool', (a: GoValue, b: GoValue) => !(less(a, b) || equal(a, b))),
    ge: define(['any', 'any'], 'bool', (a: GoValue, b: GoValue) => !less(a, b)),
  },
}

/** fmt.Sprint: a space between two values when neither is a string. */
function sprint(values: GoValue[]): string {
  let text = ''
  values.forEach((value, i) => {
    if (i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string') text += ' '
    text += printValue(value)
  })
  return text
}

function textOf(values: GoValue[]): string {
  const [only] = values
  if (values.length === 1 && typeof only === 'string') return only
  return sprint(values.map((value) => (value === null ? '<no value>' : value)))
}

function length(value: GoValue | undefined): number {
  if (typeof value === 'string') return byteLength(value)
  if (Array.isArray(value)) return value.length
  if (isMap(value)) return Object.keys(value).length
  if (value === undefined) throw new GoError('reflect: call of reflect.Value.Type on zero Value')
  if (value === null) throw new GoError('len of nil pointer')
  if (value instanceof GoStruct && Array.isArray(value.fields.items)) return value.fields.items.length
  if (value instanceof GoStruct && kindOf(value) === 'map') return Object.keys(value.fields).length
  throw new GoError(`len of type ${typeOf(value).replace(/^\*/, '')}`)
}

function index(item: GoValue, ...indexes: GoValue[]): GoValue {
  if (item === null) throw new GoError('index of untyped nil')
  let here: GoValue = item
  for (const key of indexes) {
    if (here === null) throw new GoError('index of nil pointer')
    if (typeof here === 'string') {
      const at = placeOf(key, byteLength(here), 'string')
      here = new GoInt('uint8', bytesOf(here)[at]!)
    } else if (elementsOf(here)) {
      const elements: readonly GoValue[] = elementsOf(here)!
      here = elements[placeOf(key, elements.length, 'slice')]!
    } else if (isMap(here) || (here instanceof GoStruct && kindOf(here) === 'map')) here = entryOf(here, key)
    else throw new GoError(`can't index item of type ${typeOf(here).replace(/^\*/, '')}`)
  }
  return here
}

function entryOf(map: GoValue, key: GoValue): GoValue {
  if (key === null) throw new GoError('value is nil; should be of type string')
  if (typeof key !== 'string') throw new GoError(`value has type ${typeOf(key)}; should be string`)
  const entries = isMap(map) ? map : (map as GoStruct).fields
  return entries[key] ?? missingEntry(map as GoStruct)
}

/** Go lets the length itself pass as an index, and its reflect panics on it. */
function placeOf(value: GoValue, length: number, kind: 'slice' | 'string'): number {
  const at = indexArgument(value, length)
  if (at === length) throw new GoError(`reflect: ${kind} index out of range`)
  return at
}

function indexArgument(value: GoValue, limit: number): number {
  if (value === null) throw new GoError('cannot index slice/array with nil')
  if (!(value instanceof GoInt)) throw new GoError(`cannot index slice/array with type ${typeOf(value)}`)
  if (value.n < 0 || value.n > limit) throw new GoError(`index out of range: ${value.toString()}`)
  return value.n
}

function slice(item: GoValue, ...indexes: GoValue[]): GoValue {
  if (item === null) throw new GoError('slice of untyped nil')
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`)
  if (typeof item === 'string' && indexes.length === 3) throw new GoError('cannot 3-index slice a string')
  const elements = elementsOf(item)
  if (typeof item !== 'string' && !elements) throw new GoError(`can't slice item of type ${typeOf(item)}`)
  const size = typeof item === 'string' ? byteLength(item) : elements!.length
  const bounds = [0, size, size]
  indexes.forEach((value, i) => {
    bounds[i] = indexArgument(value, size)
  })
  const [from, to, most] = bounds as [number, number, number]
  if (from > to) throw new GoError(`invalid slice index: ${from} > ${to}`)
  if (indexes.length === 3 && to > most) throw new GoError(`invalid slice index: ${to} > ${most}`)
  if (typeof item !== 'string') return partOf(item, elements!.slice(from, to))
  return isAscii(item) ? item.slice(from, to) : sliceBytes(item, from, to)
}

type Basic = 'bool' | 'int' | 'uint' | 'float' | 'complex' | 'string' | undefined

function basicKind(value: GoValue): Basic {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'float'
  if (typeof value === 'boolean') return 'bool'
  if (value instanceof GoInt) return value.kind.startsWith('u') ? 'uint' : 'int'
  if (isComplex(value)) return 'complex'
  return undefined
}

function equal(first: GoValue, ...others: GoValue[]): boolean {
  if (others.length === 0) throw new GoError('missing argument for comparison')
  for (const other of others) if (equalPair(first, other)) return true
  return false
}

function equalPair(a: GoValue, b: GoValue): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b
  const [kindA, kindB] = [basicKind(a), basicKind(b)]
  const bothInts = (kindA === 'int' || kindA === 'uint') && (kindB === 'int' || kindB === 'uint')
  if (bothInts) return (a as GoInt).toBigInt() === (b as GoInt).toBigInt()
  if (kindA !== kindB) {
    if (a === null || b === null) return false
    throw incompatible(a, b)
  }
  if (kindA === 'complex') return deepEqual(a, b)
  if (kindA !== undefined) return a === b
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b)
  if (kindOf(a) !== kindOf(b))
    throw new GoError(
      `non-comparable types ${sprintf('%s', [a])}: ${typeOf(a)}, ${typeOf(b)}: ${sprintf('%v', [b])}`,
    )
  if (!isComparable(b)) throw new GoError(`non-comparable type ${sprintf('%s', [b])}: ${typeOf(b)}`)
  if (typeOf(a) !== typeOf(b)) return false
  if (a instanceof GoStruct && a.equals) return a.equals(b as GoStruct, false)
  return kindOf(a) === 'ptr' ? a === b : deepEqual(a, b)
}

function isNil(value: GoValue): boolean {
  return value === null || isNilMap(value) || (value instanceof GoSlice && value.isNil)
}

/** reflect's Comparable: pointers, and structs of what is comparable. */
function isComparable(value: GoValue): boolean {
  if (!(value instanceof GoStruct)) return !Array.isArray(value) && !isMap(value)
  const kind = kindOf(value)
  return kind === 'ptr' || (kind === 'struct' && Object.values(value.fields).every(isComparable))
}

function incompatible(a: GoValue, b: GoValue): GoError {
  return new GoError(`incompatible types for comparison: ${typeOf(a)} and ${typeOf(b)}`)
}

function less(a: GoValue, b: GoValue): boolean {
  const [kindA, kindB] = [basicKind(a), basicKind(b)]
  if (kindA === undefined || kindB === undefined) throw new GoError('invalid type for comparison')
  const bothInts = (kindA === 'int' || kindA === 'uint') && (kindB === 'int' || kindB === 'uint')
  if (bothInts) return (a as GoInt).toBigInt() < (b as GoInt).toBigInt()
  if (kindA !== kindB) throw incompatible(a, b)
  if (kindA === 'bool' || kindA === 'complex') throw new GoError('invalid type for comparison')
  if (kindA === 'string') return compareStrings(a as string, b as string) < 0
  return (a as number) < (b as number)
}

const htmlEscapes: Record<string, string> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
}

function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (character) => htmlEscapes[character]!)
}

const jsEscapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
}

function escapeJs(text: string): string {
  return text.replace(/[\\'"<>&=]|(?! )[\p{C}\p{Z}]/gu, (character) => {
    const known = jsEscapes[character]
    if (known !== undefined) return known
    const code = character.codePointAt(0)!
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
  })
}

/** net/url's QueryEscape. */
function escapeQuery(text: string): string {
  let escaped = ''
  for (const byte of bytesOf(text)) {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9_.~-]/.test(character)) escaped += character
    else escaped += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return escaped
}
