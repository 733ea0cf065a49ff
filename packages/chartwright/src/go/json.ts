import { cycleIn } from './cycle.ts'
import { base64EncodeBytes } from './base64.ts'
import { scrubbed } from './bytes.ts'
import { GoError } from './error.ts'
import { kindOf } from './kind.ts'
import { sortedKeys } from './sort.ts'
import { isStackOverflow } from './stack.ts'
import { formatFloatG, formatJsonNumber } from './strconv.ts'
import { GoInt, GoSlice, GoStruct, isMap, isNilMap, newMap, type GoMap, type GoValue } from './values.ts'

export interface JsonStyle {
  /** Spaces a level; none writes everything on one line. */
  indent?: number
  /** Leaves <, > and & as they are. */
  raw?: boolean
}

/**
 * encoding/json's Marshal, MarshalIndent, or an Encoder without HTML escapes. Throws GoError for what JSON
 * cannot hold.
 *
 * @example toJson(mapOf([['b', '<'], ['a', 1]])) // '{"a":1,"b":"\\u003c"}'
 */
export function toJson(value: GoValue, style: JsonStyle = {}): string {
  nodes = 0
  try {
    return write(value, style, style.indent ? '\n' : '')
  } catch (error) {
    const isEndless = error instanceof RangeError || isStackOverflow(error)
    const type = isEndless ? cycleIn(value) : undefined
    throw type ? new GoError(`json: unsupported value: encountered a cycle via ${type}`) : error
  }
}

// Lists and maps written so far: a value that holds another twice, and so on, has no end in practice.
let nodes = 0
const mostNodes = 2_000_000

function write(value: GoValue, style: JsonStyle, newline: string): string {
  switch (typeof value) {
    case 'string':
      return jsonString(value, style.raw)
    case 'number':
      if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${formatFloatG(value)}`)
      return formatJsonNumber(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value === null) return 'null'
  if (value instanceof GoInt) return value.toBigInt().toString()
  if (++nodes > mostNodes) throw new RangeError('Too many values')
  const inner = newline && newline + ' '.repeat(style.indent!)
  if (Array.isArray(value)) {
    if (value instanceof GoSlice) {
      if (value.isNil) return 'null'
      if (value.element === 'uint8') return `"${base64EncodeBytes(bytesIn(value))}"`
    }
    if (value.length === 0) return '[]'
    let text = '['
    for (let i = 0; i < value.length; i++) text += (i > 0 ? ',' : '') + inner + write(value[i]!, style, inner)
    return `${text}${newline}]`
  }
  if (!isMap(value)) return writeStruct(value as GoStruct, style, newline)
  if (isNilMap(value)) return 'null'
  return writeEntries(value, sortedKeys(value), style, newline)
}

function writeEntries(map: GoMap, keys: readonly string[], style: JsonStyle, newline: string): string {
  if (keys.length === 0) return '{}'
  const inner = newline && newline + ' '.repeat(style.indent!)
  const colon = newline ? ': ' : ':'
  let text = '{'
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    text += (i > 0 ? ',' : '') + inner + jsonString(key, style.raw) + colon + write(map[key]!, style, inner)
  }
  return `${text}${newline}}`
}

// A struct's fields come in the order of their declaration, a map's sorted.
function writeStruct(struct: GoStruct, style: JsonStyle, newline: string): string {
  const view = jsonView(struct)
  return isMap(view) && kindOf(struct) !== 'map'
    ? writeEntries(view, Object.keys(view), style, newline)
    : write(view, style, newline)
}

/**
 * What stands for a struct in JSON and YAML: its exported fields by their tags, or what its method MarshalJSON
 * returns, which here is a value to write and not its text.
 */
export function jsonView(struct: GoStruct): GoValue {
  if (struct.shape.json) return struct.shape.json()
  const kind = kindOf(struct)
  if (kind === 'map') return struct.fields
  // Named slices with methods hold their elements in one field.
  if (kind === 'slice') return struct.fields.items!
  const view = newMap()
  for (const [field, value] of Object.entries(struct.fields)) {
    if (field === struct.shape.embeds) Object.assign(view, jsonView(value as GoStruct))
    const [name, omitempty] = (struct.shape.tags?.[field] ?? field).split(',')
    const isExported = /^\p{Lu}/u.test(field) && field !== struct.shape.embeds
    if (isExported && !(omitempty !== undefined && isEmpty(value))) view[name!] = value
  }
  return view
}

/** encoding/json's omitempty. */
function isEmpty(value: GoValue): boolean {
  if (typeof value !== 'object' || value === null) return !value
  if (Array.isArray(value)) return value.length === 0
  return isMap(value) && Object.keys(value).length === 0
}

/** The bytes of a []byte. */
export function bytesIn(slice: GoSlice): Uint8Array {
  return Uint8Array.from(slice, (item) => (item as GoInt).n)
}

const plain = /^[ !#-%'-;=?-[\]-\x7f]*$/

/** A string as encoding/json quotes it. */
export function jsonString(text: string, raw = false): string {
  if (plain.test(text)) return `"${text}"`
  return `"${text.replace(raw ? odd : oddInHtml, escape)}"`
}

// Control characters, the separators that JavaScript minds, and stray bytes: with the flag u, halves of pairs
// do not match.

const odd = /["\\\x00-\x1f\u2028\u2029\ud800-\udfff]/gu

const oddInHtml = /["\\\x00-\x1f\u2028\u2029\ud800-\udfff<>&]/gu

const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function escape(character: string): string {
  const code = character.charCodeAt(0)
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return short[character] ?? `\\u${code.toString(16).padStart(4, '0')}`
}

/** A document that is JSON, but whose numbers do not fit a float64: Go goes on and reports at the end. */
export interface DecodedJson {
  value: GoValue
  /** The first value that did not fit, as Go's error. */
  error?: string
}

/** encoding/json's Unmarshal into an interface{}. Throws GoError with Go's message for what is not JSON. */
export function fromJson(text: string): DecodedJson {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw isStackOverflow(error) ? error : new GoError(syntaxError(text))
  }
  const decoded: DecodedJson = { value: null }
  decoded.value = toGo(parsed, decoded, 1)
  // Only now, as it is rare: JSON.parse has lost the digits of a number beyond float64.
  if (decoded.error !== undefined) decoded.error = numberError(text)
  return decoded
}

const tooDeep = () => new GoError('exceeded max depth')

function toGo(value: unknown, decoded: DecodedJson, depth: number): GoValue {
  switch (typeof value) {
    case 'string':
      return scrubbed(value)
    case 'number':
      if (Number.isFinite(value)) return value
      decoded.error = ''
      return null
    case 'boolean':
      return value
  }
  if (value === null) return null
  if (depth > 10000) throw tooDeep()
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = toGo(value[i], decoded, depth + 1)
    return value as GoValue[]
  }
  const map = newMap()
  const source = value as Record<string, unknown>
  for (const key in source) map[scrubbed(key)] = toGo(source[key], decoded, depth + 1)
  return map
}

function numberError(text: string): string {
  const strings = /"(?:[^"\\]|\\.)*"|(-?[0-9][0-9.eE+-]*)/g
  for (const [, digits] of text.matchAll(strings))
    if (digits !== undefined && !Number.isFinite(Number(digits)))
      return `json: cannot unmarshal number ${digits} into Go value of type float64`
  return ''
}

/** What encoding/json's Unmarshal says of a document of another kind than the target's. */
export function kindError(value: GoValue, target: string): string {
  const kind = Array.isArray(value)
    ? 'array'
    : isMap(value)
      ? 'object'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value
  return `json: cannot unmarshal ${kind} into Go value of type ${target}`
}

const end = 'unexpected end of JSON input'
/** Whether a space may stand where the scanner looks for this. */
const takesSpace = (where: string) => !where.startsWith('in ') && !where.startsWith('after decimal')
const isSpace = (character: string) =>
  character === ' ' || character === '\t' || character === '\r' || character === '\n'

/** Go's words for the first fault in a text that is not JSON. */
function syntaxError(text: string): string {
  const scanner = new Scanner(text)
  return scanner.document() ?? end
}

/**
 * The next value in a stream of JSON, as encoding/json's Decoder finds it: where it ends, or its first fault and
 * where that stands. Undefined when only white space is left.
 */
export function jsonValueAt(
  text: string,
  at: number,
): { end: number } | { fault: string; at: number } | undefined {
  return new Scanner(text, at).next()
}

/** Walks a text by JSON's grammar until it breaks; every method returns the fault, or undefined to go on. */
class Scanner {
  private at: number
  private depth = 0
  private readonly text: string
  constructor(text: string, at = 0) {
    this.text = text
    this.at = at
  }

  next(): { end: number } | { fault: string; at: number } | undefined {
    this.spaces()
    if (this.at >= this.text.length) return undefined
    const fault = this.value('looking for beginning of value')
    if (fault === undefined) return { end: this.at }
    return { fault: this.at < this.text.length ? fault : 'unexpected EOF', at: this.at }
  }

  document(): string | undefined {
    const fault = this.value('looking for beginning of value')
    if (fault !== undefined) return fault
    this.spaces()
    return this.at < this.text.length ? this.unexpected('after top-level value') : undefined
  }

  private unexpected(where: string): string {
    const character = this.text[this.at]
    // At the end Go's scanner is shown one more space, which some of its states refuse.
    if (character === undefined) return takesSpace(where) ? end : `invalid character ' ' ${where}`
    return `invalid character ${quoted(this.text, this.at)} ${where}`
  }

  private spaces(): void {
    while (this.at < this.text.length && isSpace(this.text[this.at]!)) this.at++
  }

  private value(where: string): string | undefined {
    this.spaces()
    const character = this.text[this.at]
    if (character === '{' || character === '[') {
      if (++this.depth > 10000) return 'exceeded max depth'
      this.at++
      const fault = character === '{' ? this.object() : this.array()
      this.depth--
      return fault
    }
    if (character === '"') return this.string()
    if (character === '-' || (character !== undefined && character >= '0' && character <= '9'))
      return this.number()
    for (const literal of ['true', 'false', 'null'])
      if (character === literal[0]) return this.literal(literal)
    return this.unexpected(where)
  }

  private object(): string | undefined {
    this.spaces()
    if (this.text[this.at] === '}') return void this.at++
    for (;;) {
      this.spaces()
      if (this.text[this.at] !== '"') return this.unexpected('looking for beginning of object key string')
      let fault = this.string()
      if (fault !== undefined) return fault
      this.spaces()
      if (this.text[this.at] !== ':') return this.unexpected('after object key')
      this.at++
      fault = this.value('looking for beginning of value')
      if (fault !== undefined) return fault
      this.spaces()
      if (this.text[this.at] === '}') return void this.at++
      if (this.text[this.at] !== ',') return this.unexpected('after object key:value pair')
      this.at++
    }
  }

  private array(): string | undefined {
    this.spaces()
    if (this.text[this.at] === ']') return void this.at++
    for (;;) {
      const fault = this.value('looking for beginning of value')
      if (fault !== undefined) return fault
      this.spaces()
      if (this.text[this.at] === ']') return void this.at++
      if (this.text[this.at] !== ',') return this.unexpected('after array element')
      this.at++
    }
  }

  private string(): string | undefined {
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!
      if (character === '"') return void this.at++
      if (character < ' ') return this.unexpected('in string literal')
      if (character !== '\\') continue
      const escaped = this.text[++this.at]
      if (escaped === 'u') {
        for (let i = 0; i < 4; i++)
          if (!/^[0-9a-fA-F]$/.test(this.text[++this.at] ?? ''))
            return this.unexpected('in \\u hexadecimal character escape')
      } else if (escaped === undefined || !'bfnrt\\/"'.includes(escaped))
        return this.unexpected('in string escape code')
    }
    return end
  }

  private number(): string | undefined {
    if (this.text[this.at] === '-') this.at++
    if (this.text[this.at] === '0') this.at++
    else if (!this.digits()) return this.unexpected('in numeric literal')
    if (this.text[this.at] === '.') {
      this.at++
      if (!this.digits()) return this.unexpected('after decimal point in numeric literal')
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      this.at++
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at++
      if (!this.digits()) return this.unexpected('in exponent of numeric literal')
    }
    return undefined
  }

  private digits(): boolean {
    const start = this.at
    while (this.at < this.text.length && this.text[this.at]! >= '0' && this.text[this.at]! <= '9') this.at++
    return this.at > start
  }

  private literal(literal: string): string | undefined {
    for (let i = 1; i < literal.length; i++)
      if (this.text[++this.at] !== literal[i])
        return this.unexpected(`in literal ${literal} (expecting '${literal[i]}')`)
    this.at++
    return undefined
  }
}

/** The byte at a place as Go quotes it in its messages: bytes beyond ASCII as Latin-1. */
function quoted(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at)!)
  const first = new TextEncoder().encode(character)[0]!
  const stray = character.charCodeAt(0)
  const byte = stray >= 0xdc80 && stray <= 0xdcff ? stray - 0xdc00 : first
  const shown = String.fromCharCode(byte)
  if (shown === "'") return `'\\''`
  if (shown === '"') return `'"'`
  if (short[shown] !== undefined) return `'${short[shown]}'`
  if (shown === '\x07' || shown === '\v') return shown === '\v' ? "'\\v'" : "'\\a'"
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`
  if ((byte >= 0x80 && byte <= 0xa0) || byte === 0xad) return `'\\u00${byte.toString(16)}'`
  return `'${shown}'`
}
