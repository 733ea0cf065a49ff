import { kindOf, typeOf } from './kind.ts'
import { formatFloatG } from './strconv.ts'
import { quote } from './quote.ts'
import { sortedKeys } from './sort.ts'
import { GoInt, GoNamedInt, GoSlice, GoStruct, isMap, mapType, type GoValue } from './values.ts'

/** A value as Go's `%v` prints it: what `{{ . }}` and Sprint write. Nil is `<nil>`. */
export function printValue(value: GoValue): string {
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
  return printComposite(value, '%v')
}

/** `%v`, `%+v` with names of fields, `%#v` in Go syntax. */
export function printComposite(value: GoValue, verb: '%v' | '%+v' | '%#v'): string {
  if (verb === '%#v') return goSyntax(value)
  if (Array.isArray(value)) return `[${value.map((item) => printNested(item, verb)).join(' ')}]`
  if (isMap(value)) {
    const entries = sortedKeys(value).map((key) => `${key}:${printNested(value[key]!, verb)}`)
    return `map[${entries.join(' ')}]`
  }
  if (value instanceof GoStruct) return printStruct(value, verb)
  return printValue(value)
}

function printNested(value: GoValue, verb: '%v' | '%+v'): string {
  return typeof value === 'object' && value !== null ? printComposite(value, verb) : printValue(value)
}

function printStruct(value: GoStruct, verb: '%v' | '%+v'): string {
  // fmt asks a value for its own text first: Error(), then String().
  const own = value.methods['Error'] ?? value.methods['String']
  if (own) return String(own())
  if (kindOf(value) === 'map') return printComposite(value.fields, verb)
  if (kindOf(value) === 'slice') return printComposite(value.fields.items!, verb)
  const fields = Object.entries(value.fields).map(([name, field]) =>
    verb === '%+v' ? `${name}:${printNested(field, verb)}` : printNested(field, verb),
  )
  return `${value.type.startsWith('*') ? '&' : ''}{${fields.join(' ')}}`
}

function goSyntax(value: GoValue): string {
  if (value === null) return '<nil>'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return formatFloatG(value)
  if (value instanceof GoInt) return value instanceof GoNamedInt ? String(value.n) : unsignedSyntax(value)
  const inner = (item: GoValue) => (item === null ? 'interface {}(nil)' : goSyntax(item))
  if (Array.isArray(value)) {
    const type = value instanceof GoSlice ? `[]${value.element}` : '[]interface {}'
    if (value instanceof GoSlice && value.isNil) return `${type}(nil)`
    return `${type}{${value.map(inner).join(', ')}}`
  }
  if (isMap(value))
    return `${mapType(value)}{${sortedKeys(value)
      .map((key) => `${quote(key)}:${inner(value[key]!)}`)
      .join(', ')}}`
  const fields = Object.entries(value.fields).map(([name, field]) => `${name}:${inner(field)}`)
  return `${value.type.replace(/^\*/, '&')}{${fields.join(', ')}}`
}

function unsignedSyntax(value: GoInt): string {
  return value.kind.startsWith('uint') ? `0x${value.toBigInt().toString(16)}` : value.toString()
}

/** `type=value`, as a wrong verb shows its argument. */
export function typeAndValue(value: GoValue): string {
  return value === null ? '<nil>' : `${typeOf(value)}=${printValue(value)}`
}
