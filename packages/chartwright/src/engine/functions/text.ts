import { formatFloatG } from '../../go/strconv.ts'
import { sortedKeys } from '../../go/sort.ts'
import { GoInt, GoSlice, GoStruct, isMap, type GoMap, type GoValue } from '../../go/values.ts'
import { stringOf } from '../../go/bytes.ts'

/** sprig's strval: a value as `toString`, `quote`, `join` and map keys made by `dict` show it. */
export function toText(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloatG(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value instanceof GoInt) return value.toString()
  if (value instanceof GoSlice && value.element === 'uint8')
    return stringOf(Uint8Array.from(value, (item) => (item as GoInt).n))
  return sprint(value)
}

/** fmt's `%v`. */
export function sprint(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloatG(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(sprint).join(' ')}]`
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${sprint((value as GoMap)[key]!)}`)
      .join(' ')}]`
  if (value instanceof GoInt) return value.toString()
  const struct = value as GoStruct
  if (struct.methods.Error) return struct.methods.Error() as string
  if (struct.methods.String) return struct.methods.String() as string
  return `{${Object.values(struct.fields).map(sprint).join(' ')}}`
}

// eslint-disable-next-line no-control-regex -- what Go writes as it is
const plain = /^[ !#-[\]-~]*$/

/** strconv.Quote, as `%q` writes text. */
export function quoteText(text: string): string {
  return plain.test(text) ? `"${text}"` : quoteOdd(text)
}

const shorthand: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

function quoteOdd(text: string): string {
  let quoted = '"'
  for (const character of text) {
    const short = shorthand[character]
    if (short !== undefined) quoted += short
    else if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) quoted += character
    else {
      const code = character.codePointAt(0)!
      if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, '0')}`
      else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\x${(code - 0xdc00).toString(16)}`
      else if (code > 0xffff) quoted += `\\U${code.toString(16).padStart(8, '0')}`
      else quoted += `\\u${code.toString(16).padStart(4, '0')}`
    }
  }
  return quoted + '"'
}
