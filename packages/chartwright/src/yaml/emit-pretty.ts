import { base64Encode } from '../go/base64.ts'
import { formatFloatG } from '../go/strconv.ts'
import { GoInt, GoStruct, isMap, type GoMap, type GoValue } from '../go/values.ts'
import { notThroughJson, simpleKey, spaces, stringValue } from './emit-scalar.ts'
import { sortKeys } from './key-order.ts'

/**
 * Writes a value as goyaml.v3's encoder with two spaces does, for `toYamlPretty`: lists are indented under their
 * key, lines are never folded, and numbers have not been through JSON, so that 1000000 stays 1e+06.
 *
 * @example toYamlPretty(mapOf([['a', ['b']]])) // 'a:\n  - b\n'
 */
export function toYamlPretty(value: GoValue): string {
  return isBlock(value) ? block(value, 0, true) : ended(scalar(value, 2))
}

function isBlock(value: GoValue): value is GoMap | GoValue[] | GoStruct {
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof GoStruct) return Object.keys(value.fields).length > 0
  return isMap(value) && Object.keys(value).length > 0
}

/** A collection with something in it. `inline`: its first entry goes on the current line. */
function block(value: GoMap | GoValue[] | GoStruct, indent: number, inline: boolean): string {
  let text = ''
  const pad = spaces(indent)
  const lead = () => (text === '' && inline ? '' : pad)
  if (Array.isArray(value)) {
    for (const item of value) text += `${lead()}-${entry(item, indent, true)}`
    return text
  }
  const map = isMap(value) ? value : value.fields
  for (const name of sortKeys(Object.keys(map))) {
    const key = keyText(name)
    text += lead()
    text +=
      key === undefined
        ? `? ${ended(string(name, indent + 2))}${pad}:${entry(map[name]!, indent, true)}`
        : `${key}:${entry(map[name]!, indent, false)}`
  }
  return text
}

function entry(value: GoValue, indent: number, inline: boolean): string {
  if (!isBlock(value)) return ` ${ended(scalar(value, indent + 2))}`
  return inline ? ` ${block(value, indent + 2, true)}` : `\n${block(value, indent + 2, false)}`
}

/** Ends the line, unless a literal block has. */
function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
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
  if (value === null) return 'null'
  if (value instanceof GoInt) return value.toString()
  return Array.isArray(value) ? '[]' : '{}'
}

function keyText(name: string): string | undefined {
  try {
    return simpleKey(name)
  } catch (error) {
    if (error !== notThroughJson) throw error
    return doubleQuoted(name)
  }
}

function string(text: string, indent: number): string {
  if (/[\ud800-\udfff]/u.test(text)) return `!!binary ${base64Encode(text)}`
  try {
    return stringValue(text, -Infinity, indent)
  } catch (error) {
    if (error !== notThroughJson) throw error
    return doubleQuoted(text)
  }
}

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

/** Text that JSON would have carried into YAML as a fault: without that way, only its escapes show. */
function doubleQuoted(text: string): string {
  let quoted = '"'
  for (const character of text) {
    const code = character.codePointAt(0)!
    const printable = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x10000 && code !== 0xfeff)
    quoted += escapes[character] ?? (printable ? character : hexEscape(code))
  }
  return `${quoted}"`
}

function hexEscape(code: number): string {
  const digits = code.toString(16).toUpperCase()
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
