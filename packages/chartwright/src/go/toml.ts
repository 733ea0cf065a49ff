import { GoError } from './error.ts'
import { kindOf as goKindOf } from './kind.ts'
import { quote } from './quote.ts'
import { sortedKeys } from './sort.ts'
import { formatFloat, parseInteger } from './strconv.ts'
import { momentOf, parseTime, timeStruct } from './time.ts'
import {
  GoInt,
  GoNamedInt,
  GoStruct,
  int64,
  isMap,
  isNilMap,
  newMap,
  sliceOf,
  GoSlice,
  type GoMap,
  type GoValue,
} from './values.ts'

/**
 * github.com/BurntSushi/toml: Marshal. `exponents` for 1.5 and later; before, floats were written out in full.
 * Throws GoError for what TOML cannot hold.
 */
export function toToml(value: GoValue, exponents = true): string {
  if (value === null) throw new GoError('reflect: call of reflect.Value.Type on zero Value')
  const writer = new Writer(exponents)
  writer.encode([], value)
  return writer.text
}

type Kind = 'table' | 'tables' | 'value' | 'nil'

/** Whether a value is written as a table, as an array of tables, or behind an equals sign. */
function kindOf(value: GoValue): Kind {
  if (value instanceof GoStruct && goKindOf(value) === 'slice') return kindOf(value.fields.items!)
  if (value === null || isNilMap(value)) return 'nil'
  if (isMap(value)) return 'table'
  if (!Array.isArray(value))
    return value instanceof GoStruct && !momentOf(value) && !value.methods.MarshalJSON ? 'table' : 'value'
  if (value instanceof GoSlice && value.isNil) return 'nil'
  if (value.length === 0) return 'value'
  let tables = true
  for (const item of value) {
    const kind = kindOf(item)
    if (kind === 'nil') throw new GoError('toml: cannot encode array with nil element')
    if (kind !== 'table') tables = false
  }
  return tables ? 'tables' : 'value'
}

const keyText = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key))

const special = /["\\\x00-\x1f\x7f]/g
const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

function stringText(text: string): string {
  return `"${text.replace(special, (character) => short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
}

class Writer {
  text = ''
  private readonly exponents: boolean
  constructor(exponents: boolean) {
    this.exponents = exponents
  }

  encode(path: readonly string[], value: GoValue): void {
    const kind = kindOf(value)
    if (kind === 'nil' && !(Array.isArray(value) && path.length === 0)) return
    const pad = '  '.repeat(Math.max(path.length - 1, 0))
    if (kind === 'table') {
      if (path.length === 1) this.newline()
      if (path.length > 0) {
        this.text += `${pad}[${path.map(keyText).join('.')}]`
        this.newline()
      }
      this.entries(path, fieldsOf(value))
    } else if (kind === 'tables') {
      if (path.length === 0) throw new GoError('toml: top-level values must be Go maps or structs')
      for (const item of value as GoValue[]) {
        this.newline()
        this.text += `${pad}[[${path.map(keyText).join('.')}]]`
        this.newline()
        this.entries(path, fieldsOf(item))
      }
    } else if (path.length === 0) this.text += this.element(value)
    else this.text += `${pad}${keyText(path.at(-1)!)} = ${this.element(value)}\n`
  }

  private newline(): void {
    if (this.text !== '') this.text += '\n'
  }

  // Values come before tables, or they would belong to the last one.
  private entries(path: readonly string[], map: GoMap): void {
    const keys = sortedKeys(map)
    const isTable = (key: string) => /^table/.test(kindOf(map[key]!))
    for (const key of [...keys.filter((key) => !isTable(key)), ...keys.filter(isTable)])
      this.encode([...path, key], map[key]!)
  }

  private element(value: GoValue): string {
    switch (typeof value) {
      case 'string':
        return stringText(value)
      case 'boolean':
        return String(value)
      case 'number':
        return this.float(value)
    }
    if (value instanceof GoNamedInt)
      return value.type === 'time.Duration' ? stringText(value.text) : value.toBigInt().toString()
    if (value instanceof GoInt) return value.toString()
    if (value instanceof GoStruct && goKindOf(value) === 'slice') return this.element(value.fields.items!)
    if (Array.isArray(value)) return `[${value.map((item) => this.element(item)).join(', ')}]`
    const moment = momentOf(value)
    if (moment) return (value as GoStruct).methods.MarshalJSON!() as string
    if (value instanceof GoStruct && value.methods.MarshalJSON)
      return stringText(value.methods.MarshalJSON() as string)
    return this.inline(fieldsOf(value))
  }

  private inline(map: GoMap): string {
    const keys = sortedKeys(map)
    const isTable = (key: string) => /^table/.test(kindOf(map[key]!))
    const parts = [keys.filter((key) => !isTable(key)), keys.filter(isTable)] as const
    const write = (list: readonly string[], trailing: boolean) => {
      let text = ''
      list.forEach((key, i) => {
        if (kindOf(map[key]!) === 'nil') return
        text += `${keyText(key)} = ${this.element(map[key]!)}`
        if (trailing || i < list.length - 1) text += ', '
      })
      return text
    }
    return `{${write(parts[0], parts[1].length > 0)}${write(parts[1], false)}}`
  }

  private float(value: number): string {
    if (Number.isNaN(value)) return 'nan'
    if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
    const text = formatFloat(value, this.exponents ? 'g' : 'f', -1)
    return /[.e]/.test(text) ? text : `${text}.0`
  }
}

function fieldsOf(value: GoValue): GoMap {
  return value instanceof GoStruct ? value.fields : (value as GoMap)
}

/**
 * toml.Unmarshal into a map. Throws GoError with the library's message. `endsBefore`: before 1.5 it said that a
 * text which ended too early was wrong on the line before its last.
 */
export function fromToml(text: string, endsBefore = false): GoMap {
  return new Reader(text, endsBefore).document()
}

/** A table, and how it came to be: what a header made may not be made again, what a value is is closed. */
interface Table {
  map: GoMap
  made: 'implicitly' | 'by header' | 'by key' | 'inline'
}

class Reader {
  private readonly text: string
  private readonly endsBefore: boolean
  private at = 0
  private lastKey = ''
  private keyAt = 0
  private readonly tables = new Map<GoMap, Table['made']>()

  constructor(text: string, endsBefore: boolean) {
    this.text = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
    this.endsBefore = endsBefore
  }

  document(): GoMap {
    const root = newMap()
    this.tables.set(root, 'by header')
    let table = root
    let prefix: string[] = []
    for (;;) {
      this.blank()
      if (this.at >= this.text.length) return root
      if (this.peek() === '[') {
        const many = this.text[this.at + 1] === '['
        this.at += many ? 2 : 1
        prefix = this.keys(']')
        if (many && this.peek() !== ']')
          throw this.fault(`expected end of table array name delimiter ']', but got ${this.shown()} instead`)
        if (many) this.at++
        table = many ? this.newTableInArray(root, prefix) : this.newTable(root, prefix)
      } else this.pair(table, prefix)
      this.lastKey = prefix.map(keyText).join('.')
      this.endOfLine()
    }
  }

  private fault(message: string): GoError {
    const isEnd = this.at >= this.text.length && (this.endsBefore || this.text.endsWith('\n'))
    const line = this.text.slice(0, this.at).split('\n').length - (isEnd ? 1 : 0)
    return this.faultIn(line, message)
  }

  /** A mistake about the key that was read last, wherever its value ended. */
  private faultOfKey(message: string): GoError {
    return this.faultIn(this.text.slice(0, this.keyAt).split('\n').length, message)
  }

  private faultIn(line: number, message: string): GoError {
    const key = this.lastKey === '' ? '' : ` (last key ${quote(this.lastKey)})`
    return new GoError(`toml: line ${line}${key}: ${message}`)
  }

  private peek(): string {
    return this.at < this.text.length ? String.fromCodePoint(this.text.codePointAt(this.at)!) : ''
  }

  /** The next character as a message shows it. */
  private shown(): string {
    const character = this.peek()
    if (character === '') return 'EOF'
    return character === "'" ? "'\\''" : `'${quote(character).slice(1, -1).replace('\\"', '"')}'`
  }

  private spaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++
  }

  /** Spaces, line ends and comments. */
  private blank(): void {
    for (;;) {
      this.spaces()
      if (this.text[this.at] === '#')
        while (this.at < this.text.length && this.text[this.at] !== '\n') this.at++
      if (this.text[this.at] !== '\n') return
      this.at++
    }
  }

  private endOfLine(): void {
    this.spaces()
    if (this.at >= this.text.length || this.text[this.at] === '\n' || this.text[this.at] === '#') return
    throw this.fault(
      `expected a top-level item to end with a newline, comment, or EOF, but got ${this.shown()} instead`,
    )
  }

  /** A key of one or more parts, up to and with what ends it. */
  private keys(end: ']' | '='): string[] {
    const parts: string[] = []
    this.spaces()
    this.keyAt = this.at
    for (;;) {
      this.spaces()
      const first = this.peek()
      if (first === '"' || first === "'") parts.push(this.string())
      else {
        const bare = /^[A-Za-z0-9_-]+/.exec(this.text.slice(this.at))?.[0]
        if (bare === undefined) {
          if (end === ']' && (first === ']' || first === ''))
            throw this.fault('unexpected end of table name (table names cannot be empty)')
          if (end === ']' && first === '.')
            throw this.fault('unexpected table separator (table names cannot be empty)')
          if (first === '=')
            throw this.fault(parts.length ? "unexpected '='" : "unexpected '=': key name appears blank")
          if (first === '.')
            throw this.fault(parts.length ? "unexpected '.'" : "unexpected '.': keys cannot start with a '.'")
          if (first === '') throw this.fault("unexpected EOF; expected key separator '='")
        }
        // A name may be empty here; what stands in its place is refused as what should follow it.
        parts.push(bare ?? '')
        this.at += bare?.length ?? 0
      }
      this.spaces()
      const next = this.peek()
      if (next === end) {
        this.at++
        return parts
      }
      if (next !== '.') {
        if (end === ']')
          throw this.fault(
            `expected '.' or ']' to end table name, but got ${this.peek() === '' ? "'\\x00'" : this.shown()} instead`,
          )
        if (next === '') throw this.fault("unexpected EOF; expected key separator '='")
        throw this.fault(`expected '.' or '=', but got ${this.shown()} instead`)
      }
      this.at++
    }
  }

  private pair(table: GoMap, prefix: readonly string[]): void {
    const parts = this.keys('=')
    this.lastKey = [...prefix, ...parts].map(keyText).join('.')
    let into = table
    for (const part of parts.slice(0, -1)) into = this.inner(into, part, 'by key')
    const key = parts.at(-1)!
    if (into[key] !== undefined) throw this.faultOfKey(`Key '${this.lastKey}' has already been defined.`)
    this.spaces()
    into[key] = this.value()
  }

  /** The table under a key, made if there is none; of an array of tables the last one. */
  private inner(map: GoMap, key: string, made: Table['made']): GoMap {
    const found: GoValue | undefined = map[key]
    if (found === undefined) {
      const table = newMap()
      map[key] = table
      this.tables.set(table, made)
      return table
    }
    const last = Array.isArray(found) ? (found.at(-1) ?? null) : found
    if (isMap(last) && this.tables.get(last) !== 'inline') return last
    throw this.faultOfKey(`Key '${this.lastKey}' has already been defined.`)
  }

  private newTable(root: GoMap, path: readonly string[]): GoMap {
    let map = root
    for (const part of path.slice(0, -1)) map = this.inner(map, part, 'implicitly')
    const key = path.at(-1)!
    const found: GoValue | undefined = map[key]
    this.lastKey = path.slice(0, -1).map(keyText).join('.')
    if (found !== undefined && !(isMap(found) && this.tables.get(found) === 'implicitly'))
      throw this.faultOfKey(`Key '${path.map(keyText).join('.')}' has already been defined.`)
    const table = this.inner(map, key, 'by header')
    this.tables.set(table, 'by header')
    return table
  }

  private newTableInArray(root: GoMap, path: readonly string[]): GoMap {
    let map = root
    for (const part of path.slice(0, -1)) map = this.inner(map, part, 'implicitly')
    const key = path.at(-1)!
    const table = newMap()
    this.tables.set(table, 'by header')
    const list: GoValue | undefined = map[key]
    if (list === undefined) map[key] = sliceOf('map[string]interface {}', [table])
    else if (list instanceof GoSlice) list.push(table)
    else throw this.faultOfKey(`Key '${this.lastKey}' was already created and cannot be used as an array.`)
    return table
  }

  private value(): GoValue {
    const first = this.peek()
    if (first === '"' || first === "'") return this.string()
    if (first === '[') return this.array()
    if (first === '{') return this.inlineTable()
    const word = /^[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?/.exec(this.text.slice(this.at))?.[0] ?? ''
    const value = this.scalar(word)
    if (value === undefined) {
      if (first === '') throw this.fault('unexpected EOF; expected value')
      if (first === '.') throw this.fault("floats must start with a digit, not '.'")
      const letters = /^[A-Za-z]+/.exec(word)?.[0]
      throw this.fault(
        `expected value but found ${letters !== undefined ? quote(letters) : this.shown()} instead`,
      )
    }
    this.at += word.length
    return value
  }

  private scalar(word: string): GoValue | undefined {
    if (word === 'true' || word === 'false') return word === 'true'
    if (/^[+-]?inf$/.test(word)) return word[0] === '-' ? -Infinity : Infinity
    if (/^[+-]?nan$/.test(word)) return NaN
    if (/^[+-]?[0-9]/.test(word) && !/^\d{4}-|^\d\d:/.test(word)) return this.number(word)
    return dateOf(word)
  }

  private number(word: string): GoValue | undefined {
    const isFloat = /^[+-]?\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?$/.test(word) && /[.eE]/.test(word)
    if (!isFloat && !/^(?:[+-]?\d[\d_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)$/.test(word)) return undefined
    const kind = isFloat ? 'float' : 'integer'
    if (/__|_$|^[+-]?_|_[.eE]|[.eE]_/.test(word))
      throw this.fault(`Invalid ${kind} ${quote(word)}: underscores must be surrounded by digits`)
    if (/^[+-]?0\d/.test(word)) throw this.fault(`Invalid ${kind} ${quote(word)}: cannot have leading zeroes`)
    if (isFloat) {
      if (/\.(?:$|[eE])/.test(word))
        throw this.fault(`Invalid float ${quote(word)}: '.' must be followed by one or more digits`)
      const value = Number(word.replaceAll('_', ''))
      if (!Number.isFinite(value)) throw this.fault(`${word} is out of range for float64`)
      return value
    }
    const value = parseInteger(word.replaceAll('_', ''), 0)
    if (value === undefined) throw this.fault(`${word} is out of range for int64`)
    return int64(value)
  }

  private array(): GoValue[] {
    this.at++
    const items: GoValue[] = []
    for (;;) {
      this.blank()
      if (this.peek() === ']') break
      if (this.peek() === ',') throw this.fault('unexpected comma')
      if (this.peek() === '')
        throw this.fault("expected a comma (',') or array terminator (']'), but got end of file")
      items.push(this.value())
      this.blank()
      if (this.peek() === ',') this.at++
      else if (this.peek() !== ']')
        throw this.fault(
          `expected a comma (',') or array terminator (']'), but got ${this.peek() === '' ? 'end of file' : this.shown()}`,
        )
    }
    this.at++
    return items
  }

  private inlineTable(): GoMap {
    this.at++
    const map = newMap()
    this.tables.set(map, 'by key')
    const outer = this.lastKey
    this.blank()
    while (this.peek() !== '}') {
      if (this.peek() === ',') throw this.fault('unexpected comma')
      this.pair(map, [outer])
      this.blank()
      if (this.peek() === ',') {
        this.at++
        this.blank()
      } else if (this.peek() !== '}')
        throw this.fault(
          `expected a comma or an inline table terminator '}', but got ${this.peek() === '' ? 'end of file' : this.shown()} instead`,
        )
    }
    this.at++
    this.lastKey = outer
    this.tables.set(map, 'inline')
    return map
  }

  private string(): string {
    const mark = this.text[this.at]!
    const long = this.text.startsWith(mark.repeat(3), this.at)
    this.at += long ? 3 : 1
    if (long && this.text[this.at] === '\n') this.at++
    let result = ''
    for (;;) {
      const character = this.peek()
      if (character === '')
        throw this.fault(
          `unexpected EOF; expected ${long ? `'${mark.repeat(3)}'` : mark === '"' ? `'"'` : `"'"`}`,
        )
      if (character === mark && (!long || this.text.startsWith(mark.repeat(3), this.at))) {
        this.at += long ? 3 : 1
        // Up to two more marks belong to the text.
        while (long && this.text[this.at] === mark) {
          result += mark
          this.at++
        }
        return result
      }
      if (character === '\n' && !long) throw this.fault('strings cannot contain newlines')
      if (character === '\\' && mark === '"') result += this.escape(long)
      else {
        result += character
        this.at += character.length
      }
    }
  }

  private escape(long: boolean): string {
    const letter = this.text[this.at + 1] ?? ''
    const fold = long && /^\\[ \t]*\n\s*/.exec(this.text.slice(this.at))
    if (fold) {
      this.at += fold[0].length
      return ''
    }
    const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(this.text.slice(this.at))
    if (code) {
      const value = parseInt((code[1] ?? code[2] ?? code[3])!, 16)
      if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        throw this.fault(`Escaped character '\\u${code[2] ?? code[3]}' is not valid UTF-8.`)
      this.at += code[0].length
      return String.fromCodePoint(value)
    }
    const found = Object.entries({ ...short, e: '\\e' }).find(([, text]) => text[1] === letter)?.[0]
    if (found === undefined) throw this.fault(`invalid escape in string '\\${letter}'`)
    this.at += 2
    return found === 'e' ? '\x1b' : found
  }
}

/** Offset and local date-times, local dates and local times. The local ones carry the library's own zones. */
function dateOf(word: string): GoStruct | undefined {
  const forms: [RegExp, string, string][] = [
    [/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/, '2006-01-02T15:04:05Z07:00', ''],
    [/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?$/, '2006-01-02T15:04:05', 'datetime-local'],
    [/^\d{4}-\d\d-\d\d$/, '2006-01-02', 'date-local'],
    [/^\d\d:\d\d:\d\d(?:\.\d+)?$/, '15:04:05', 'time-local'],
  ]
  for (const [form, layout, zone] of forms) {
    if (!form.test(word)) continue
    try {
      const moment = parseTime(layout, word.replace(' ', 'T').toUpperCase(), 'UTC', () => undefined)
      return timeStruct(zone === '' ? moment : { ...moment, zone: { offsetSeconds: 0, abbreviation: zone } })
    } catch {
      return undefined
    }
  }
  return undefined
}
