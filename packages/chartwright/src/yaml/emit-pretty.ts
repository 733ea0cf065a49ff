import { base64Encode } from '../go/base64.ts'
import { formatFloatG } from '../go/strconv.ts'
import { kindOf } from '../go/kind.ts'
import { momentOf } from '../go/time-value.ts'
import { formatTime } from '../go/time.ts'
import { GoInt, GoStruct, isMap, type GoMap, type GoValue } from '../go/values.ts'
import { simpleKey, spaces, stringValue } from './emit-scalar.ts'
import { sortKeys } from './key-order.ts'

/**
 * Writes a value as goyaml.v3's encoder with two spaces does, for `toYamlPretty`: lists are indented under their
 * key, lines are never folded, and numbers have not been through JSON, so that 1000000 stays 1e+06.
 *
 * @example toYamlPretty(mapOf([['a', ['b']]])) // 'a:\n  - b\n'
 */
export function toYamlPretty(given: GoValue): string {
  const value = plain(given)
  return isBlock(value) ? block(value, 0, true) : ended(scalar(value, 2))
}

/** Named slices with methods are lists; times and versions are their texts. */
function plain(value: GoValue): GoValue {
  if (!(value instanceof GoStruct)) return value
  if (kindOf(value) === 'slice') return value.fields.items!
  return value.shape.json && value.type !== 'time.Time' ? value.shape.json() : value
}

function isBlock(value: GoValue): value is GoMap | GoValue[] | GoStruct {
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof GoStruct) return value.type !== 'time.Time' && Object.keys(value.fields).length > 0
  return isMap(value) && Object.keys(value).length > 0
}

/** A collection with something in it. `inline`: its first entry goes on the current line. */
function block(value: GoMap | GoValue[] | GoStruct, indent: number, inline: boolean): string {
  let text = ''
  const pad = spaces(indent)
  const lead = () => (text === '' && inline ? '' : pad)
  if (Array.isArray(value)) {
    for (const item of value) text += `${lead()}-${entry(plain(item), indent, true)}`
    return text
  }
  const map = isMap(value) ? value : value.fields
  for (const name of sortKeys(Object.keys(map), 'v3')) {
    const key = stray.test(name) ? binary(name, indent) : simpleKey(name, 'v3')
    text += lead()
    text +=
      key === undefined
        ? `? ${ended(string(name, indent + 2))}${pad}:${entry(plain(map[name]!), indent, true)}`
        : `${key}:${entry(plain(map[name]!), indent, false)}`
  }
  return text
}

function entry(value: GoValue, indent: number, inline: boolean): string {
  if (!isBlock(value)) return ` ${ended(scalar(value, indent + 2))}`
  return inline ? ` ${block(value, indent + 2, true)}` : `\n${block(value, indent + 2, false)}`
}

/** Ends the line, unless a literal block has. */
function ended(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last === 10 || last === 0x2028 || last === 0x2029 ? text : `${text}\n`
}

function scalar(value: GoValue, indent: number): string {
  switch (typeof value) {
    case 'string':
      return string(value, indent)
    case 'number':
      return Number.isNaN(value)
        ? '.nan'
        : Number.isFinite(value)
          ? formatFloatG(value)
          : value < 0
            ? '-.inf'
            : '.inf'
    case 'boolean':
      return value ? 'true' : 'false'
  }
  // A time is a scalar of YAML's own and needs no quotes.
  const moment = momentOf(value)
  if (moment) return formatTime(moment, '2006-01-02T15:04:05.999999999Z07:00')
  if (value === null) return 'null'
  if (value instanceof GoInt) return value.toString()
  return Array.isArray(value) ? '[]' : '{}'
}

function string(text: string, indent: number): string {
  if (stray.test(text)) return binary(text, indent)
  return stringValue(text, -Infinity, indent, 'v3')
}

/** A text with bytes that are not UTF-8: base64 in lines of 70. */
function binary(text: string, indent: number): string {
  const encoded = base64Encode(text)
  if (encoded.length < 70) return `!!binary ${encoded}`
  return `!!binary ${stringValue(encoded.replace(/.{1,70}/g, '$&\n'), -Infinity, indent, 'v3')}`
}

const stray = /[\ud800-\udfff]/u
