import { type GoMap, type GoValue, newMap } from '../../go/index.ts'

export type JsonResult = { value: GoValue; text: string } | { error: string }

/**
 * Reads one JSON value from the start of a text, leaving what follows, as Go's json.Decoder does. Errors carry
 * Go's wording. Names repeated in an object: the last counts.
 */
export function readJson(text: string): JsonResult {
  const reader = new JsonReader(text)
  try {
    const value = reader.value(0)
    return { value, text: text.slice(0, reader.at) }
  } catch (error) {
    return { error: problemOf(error) }
  }
}

/** Reads a text that must be one JSON value and nothing else. */
export function readWholeJson(text: string): { value: GoValue } | { error: string; at: number } {
  const reader = new JsonReader(text)
  try {
    const value = reader.value(0)
    reader.space()
    if (reader.at < text.length) {
      return { error: `invalid character ${shown(text, reader.at)} after top-level value`, at: reader.at }
    }
    return { value }
  } catch (error) {
    return { error: problemOf(error), at: reader.at }
  }
}

class JsonSyntaxError extends Error {}

function problemOf(error: unknown): string {
  if (error instanceof JsonSyntaxError) return error.message
  // The stack may end before Go's own limit.
  if (error instanceof RangeError) return 'exceeded max depth'
  throw error
}

/** Go refuses deeper nesting than this. */
const maxDepth = 10_000

class JsonReader {
  at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  value(depth: number): GoValue {
    if (depth > maxDepth) throw new JsonSyntaxError('exceeded max depth')
    this.space()
    const character = this.text[this.at]
    switch (character) {
      case undefined:
        throw new JsonSyntaxError(depth === 0 ? 'EOF' : 'unexpected EOF')
      case '{':
        return this.object(depth)
      case '[':
        return this.array(depth)
      case '"':
        return this.string()
      case 't':
        return this.word('true', true)
      case 'f':
        return this.word('false', false)
      case 'n':
        return this.word('null', null)
      default:
        if (character === '-' || (character >= '0' && character <= '9')) return this.number()
        throw this.unexpected('looking for beginning of value')
    }
  }

  space(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at]!)) this.at++
  }

  private object(depth: number): GoMap {
    const map = newMap()
    this.at++
    this.space()
    if (this.text[this.at] === '}') {
      this.at++
      return map
    }
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') throw this.unexpected('looking for beginning of object key string')
      const key = this.string()
      this.space()
      if (this.text[this.at] !== ':') throw this.unexpected('after object key')
      this.at++
      map[key] = this.value(depth + 1)
      this.space()
      const next = this.text[this.at]
      if (next === ',') this.at++
      else if (next === '}') {
        this.at++
        return map
      } else throw this.unexpected('after object key:value pair')
    }
  }

  private array(depth: number): GoValue[] {
    const items: GoValue[] = []
    this.at++
    this.space()
    if (this.text[this.at] === ']') {
      this.at++
      return items
    }
    for (;;) {
      items.push(this.value(depth + 1))
      this.space()
      const next = this.text[this.at]
      if (next === ',') this.at++
      else if (next === ']') {
        this.at++
        return items
      } else throw this.unexpected('after array element')
    }
  }

  private string(): string {
    const start = this.at++
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined) throw new JsonSyntaxError('unexpected EOF')
      if (character === '"') break
      if (character < ' ') throw this.unexpected('in string literal')
      this.at++
      if (character !== '\\') continue
      const escape = this.text[this.at]
      if (escape === undefined) throw new JsonSyntaxError('unexpected EOF')
      if (escape === 'u') {
        for (let i = 0; i < 4; i++) {
          this.at++
          if (this.at >= this.text.length) throw new JsonSyntaxError('unexpected EOF')
          if (!/[0-9a-fA-F]/.test(this.text[this.at]!))
            throw this.unexpected('in \\u hexadecimal character escape')
        }
      } else if (!'"\\/bfnrt'.includes(escape)) throw this.unexpected('in string escape code')
      this.at++
    }
    this.at++
    const value = JSON.parse(this.text.slice(start, this.at)) as string
    // Go puts U+FFFD where an escape names half of a surrogate pair.
    return value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  }

  private number(): number {
    const match = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    match.lastIndex = this.at
    const found = match.exec(this.text)?.[0]
    const end = this.at + (found?.length ?? 0)
    const next = this.text[end]
    // A number that goes on into something unfinished: `1.`, `2e`, `-`.
    if (found === undefined || next === '.' || next === 'e' || next === 'E') {
      this.at = found === undefined ? this.at + 1 : end + 1
      if (found !== undefined && next !== '.' && '+-'.includes(this.text[this.at] ?? 'x')) this.at++
      const after =
        found === undefined
          ? 'in numeric literal'
          : next === '.'
            ? 'after decimal point in numeric literal'
            : 'in exponent of numeric literal'
      throw this.unexpected(after)
    }
    const value = Number(found)
    if (!Number.isFinite(value)) {
      throw new JsonSyntaxError(`json: cannot unmarshal number ${found} into Go value of type float64`)
    }
    this.at = end
    return value
  }

  private word<T>(word: string, value: T): T {
    for (let i = 1; i < word.length; i++) {
      if (this.text[this.at + i] === word[i]) continue
      this.at += i
      throw this.unexpected(`in literal ${word} (expecting '${word[i]}')`)
    }
    this.at += word.length
    return value
  }

  private unexpected(context: string): JsonSyntaxError {
    if (this.at >= this.text.length) return new JsonSyntaxError('unexpected EOF')
    return new JsonSyntaxError(`invalid character ${shown(this.text, this.at)} ${context}`)
  }
}

/** Go's quoteChar; it looks at bytes, so a character beyond ASCII shows as its first byte. */
function shown(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at)!)
  if (character === "'") return `'\\''`
  if (character === '"') return `'"'`
  if (character === '\\') return `'\\\\'`
  const byte = new TextEncoder().encode(character)[0]!
  if (byte >= 0x20 && byte < 0x7f) return `'${character}'`
  if (byte >= 0xa1) return `'${String.fromCharCode(byte)}'`
  const named: Record<number, string> = {
    7: '\\a',
    8: '\\b',
    9: '\\t',
    10: '\\n',
    11: '\\v',
    12: '\\f',
    13: '\\r',
  }
  return `'${named[byte] ?? (byte < 0x80 ? `\\x${byte.toString(16).padStart(2, '0')}` : `\\u00${byte.toString(16)}`)}'`
}
