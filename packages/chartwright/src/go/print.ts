import { kindOf, typeOf } from './kind.ts'
import { formatFloatG } from './strconv.ts'
import { sortedKeys } from './sort.ts'
import { GoInt, GoStruct, type GoValue } from './values.ts'

/** A value as Go's `%v` prints it: what `{{ . }}` and Sprint write. Nil is `<nil>`. */
export function printValue(value: GoValue): string {
  if (typeof value === 'string') return value
  nodes = 0
  return print(value)
}

// Lists and maps printed so far: a value that holds another twice, and so on, has no end in practice.
let nodes = 0
const mostNodes = 2_000_000

function print(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloatG(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value === null) return '<nil>'
  if (value instanceof GoInt) return value.toString()
  if (value instanceof GoStruct) return printStruct(value)
  return printElements(value)
}

/** What an action prints: text/template takes a pointer's target, and asks an address for its text. */
export function printTarget(value: GoStruct): string {
  const own = value.shape.pointerMethods?.String
  if (own) return String(own())
  return textOf(value) ?? printValue(targetOf(value))
}

/** What a pointer points to; anything else is its own target. */
export function targetOf(value: GoStruct): GoStruct {
  if (!value.type.startsWith('*')) return value
  return new GoStruct(value.type.slice(1), value.fields, value.methods, value.shape)
}

/** The text that a struct says of itself: fmt asks for Error() first, then for String(). */
export function textOf({ methods }: GoStruct): string | undefined {
  const own = methods['Error'] ?? methods['String']
  return own ? String(own()) : undefined
}

/** An address as Go prints one. It would be another each time, so that nobody can rely on it. */
export const someAddress = '0xc000012345'

function printElements(value: GoValue): string {
  if (++nodes > mostNodes) throw new RangeError('Too many values')
  if (Array.isArray(value)) return `[${value.map(printNested).join(' ')}]`
  const entries = sortedKeys(value as never).map((key) => `${key}:${printNested((value as never)[key])}`)
  return `map[${entries.join(' ')}]`
}

/** Within another value a pointer is only an address. */
function printNested(value: GoValue): string {
  const isPointer = value instanceof GoStruct && value.type.startsWith('*')
  return isPointer ? (textOf(value) ?? someAddress) : print(value)
}

function printStruct(value: GoStruct): string {
  const own = textOf(value)
  if (own !== undefined) return own
  const kind = kindOf(value)
  if (kind === 'map') return printElements(value.fields)
  if (kind === 'slice') return printElements(value.fields.items!)
  return `${kind === 'ptr' ? '&' : ''}{${Object.values(value.fields).map(printNested).join(' ')}}`
}

/** `type=value`, as a wrong verb shows its argument. */
export function typeAndValue(value: GoValue): string {
  return value === null ? '<nil>' : `${typeOf(value)}=${printValue(value)}`
}
