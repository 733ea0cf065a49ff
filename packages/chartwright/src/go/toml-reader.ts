import { GoError } from './error.ts'
import { quote } from './quote.ts'
import { parseFloat64, parseInteger } from './strconv.ts'
import { tomlKey } from './toml-key.ts'
import { type TomlItem, TomlLexer } from './toml-lexer.ts'
import { timeStruct, type Zones } from './time-value.ts'
import { parseTime } from './parse-time.ts'
import { type ZoneState } from './time.ts'
import { GoSlice, type GoMap, type GoStruct, type GoValue, int64, isMap, newMap, sliceOf } from './values.ts'

/** What a TOML text is read with. */
export interface TomlSettings {
  /** 1.6 of the library, which reads TOML 1.1; 1.4 reads 1.0, and lets some arrays be set twice. */
  isNew: boolean
  zones: Zones
  /** Milliseconds since 1970: dates without a zone get the machine's offset of now. */
  now: () => number
}

/**
 * github.com/BurntSushi/toml: Unmarshal into a map. Throws GoError with the library's message.
 *
 * It keeps every key twice, in the tables and as a path: whether one may be set again hangs on what the paths say,
 * and those forget (an array set twice with 1.4, a table that was a number).
 */
export function fromToml(text: string, settings: TomlSettings): GoMap {
  const source = text.replace(/^(?:\udcff\udcfe|\udcfe\udcff|\ufeff)/, '')
  if (source.slice(0, 6).includes('\0'))
    throw new GoError(
      'toml: line 1: files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8',
    )
  return new Reader(source, settings).document()
}

type Path = readonly string[]

const pathText = (path: Path) => path.map(tomlKey).join('.')

class Reader {
  private readonly settings: TomlSettings
  private readonly lexer: TomlLexer
  private readonly root = newMap()
  /** The table that pairs belong to, and the key whose value is read. */
  private context: Path = []
  private key = ''
  /** Where the last key began, which mistakes about keys are told for. */
  private keyAt = 0
  /** Paths of tables that a longer key made, and of arrays. */
  private readonly implied = new Set<string>()
  private readonly arrays = new Set<string>()

  constructor(text: string, settings: TomlSettings) {
    this.settings = settings
    this.lexer = new TomlLexer(text, settings.isNew)
  }

  document(): GoMap {
    for (;;) {
      const item = this.next()
      if (item.kind === 'end') return this.root
      if (item.kind === 'comment') this.next()
      else if (item.kind === 'table' || item.kind === 'tables') {
        const isMany = item.kind === 'tables'
        this.enter(this.keysUntil(isMany ? 'tables end' : 'table end'), isMany)
        this.note('', 'table')
      } else {
        const outer = this.context
        const { value, kind } = this.pair()
        this.set(this.key, value)
        this.note(this.key, kind)
        this.context = outer
        this.key = ''
      }
    }
  }

  /** The path of what is being read, as messages show it: the last key stands as it is. */
  private current(): string {
    if (this.key === '') return pathText(this.context)
    return this.context.length === 0 ? this.key : `${pathText(this.context)}.${this.key}`
  }

  private fault(at: number, message: string, linesBefore = 0): GoError {
    const last = this.current()
    const key = last === '' ? '' : ` (last key ${quote(last)})`
    return new GoError(`toml: line ${this.lexer.lineAt(at) - linesBefore}${key}: ${message}`)
  }

  private faultOfKey(message: string): GoError {
    return this.fault(this.keyAt, message)
  }

  private next(): TomlItem {
    const item = this.lexer.next()
    if (item.kind === 'error') throw this.fault(item.at, item.text, item.isLineBefore ? 1 : 0)
    return item
  }

  private keysUntil(end: TomlItem['kind']): string[] {
    const keys: string[] = []
    let item = this.next()
    this.keyAt = item.at
    for (; item.kind !== end; item = this.next())
      keys.push(item.kind === 'text' ? item.text : (this.value(item, false).value as string))
    return keys
  }

  /** A key and its value; the tables of a dotted key become the context. */
  private pair(): { value: GoValue; kind: string; above: Path } {
    const keys = this.keysUntil('key end')
    this.key = keys.at(-1)!
    const above = keys.slice(0, -1)
    for (const key of above) {
      const path = [...this.context, key]
      this.implied.add(pathText(path))
      this.enter(path, false)
    }
    return { ...this.value(this.next(), false), above }
  }

  /** Makes a table, or another one of an array of tables, the context. */
  private enter(path: Path, isMany: boolean): void {
    let table = this.root
    const above: string[] = []
    for (const key of path.slice(0, -1)) {
      above.push(key)
      if (table[key] === undefined) {
        this.implied.add(pathText(above))
        table[key] = newMap()
      }
      const inner = tableOf(table[key])
      if (!inner) throw this.faultOfKey(`Key '${pathText(above)}' was already created as a hash.`)
      table = inner
    }
    this.context = above
    const last = path.at(-1)!
    if (isMany) {
      const list = (table[last] ??= sliceOf('map[string]interface {}', []))
      if (!(list instanceof GoSlice))
        throw this.faultOfKey(`Key '${pathText(path)}' was already created and cannot be used as an array.`)
      list.push(newMap())
    } else this.set(last, newMap())
    this.context = [...above, last]
  }

  private set(key: string, value: GoValue): void {
    let table = this.root
    for (const [i, part] of this.context.entries()) {
      const inner = tableOf(table[part])
      if (!inner)
        throw this.faultOfKey(`Key '${pathText(this.context.slice(0, i + 1))}' has already been defined.`)
      table = inner
    }
    if (table[key] !== undefined) {
      const path = pathText([...this.context, key])
      const isImplied = this.implied.has(path)
      const isArray = this.arrays.has(path)
      if (!isImplied && (!isArray || this.settings.isNew))
        throw this.faultOfKey(`Key '${path}' has already been defined.`)
      this.implied.delete(path)
      if (!isArray) return
    }
    table[key] = value
  }

  private note(key: string, kind: string): void {
    const path = pathText(key === '' ? this.context : [...this.context, key]) || '""'
    if (kind === 'array') this.arrays.add(path)
    else this.arrays.delete(path)
  }

  private value(item: TomlItem, isInArray: boolean): { value: GoValue; kind: string } {
    const { kind } = item
    if (kind === 'array') return { kind, value: this.array() }
    if (kind === 'inline') return { kind, value: this.inlineTable(isInArray) }
    return { kind, value: this.scalar(item) }
  }

  private scalar(item: TomlItem): GoValue {
    const { kind, text } = item
    switch (kind) {
      case 'escaped':
        return this.unescaped(item, text)
      case 'long':
        return this.unescaped(item, withoutFolds(withoutFirstLineEnd(text)))
      case 'long raw':
        return withoutFirstLineEnd(text)
      case 'integer':
        return this.integer(item)
      case 'float':
        return this.float(item)
      case 'bool':
        return text === 'true'
      case 'date':
        return this.date(item)
      default:
        return text
    }
  }

  private array(): GoValue[] {
    this.note(this.key, 'array')
    const values: GoValue[] = []
    for (let item = this.next(); item.kind !== 'array end'; item = this.next()) {
      if (item.kind === 'comment') this.next()
      else values.push(this.value(item, true).value)
    }
    return values
  }

  private inlineTable(isInArray: boolean): GoMap {
    const { context: outer, key: outerKey } = this
    const own = [...outer, outerKey]
    const table = newMap()
    this.key = ''
    this.implied.add(pathText(own))
    this.context = own
    this.enter(own, isInArray)
    for (let item = this.next(); item.kind !== 'inline end'; item = this.next()) {
      if (item.kind === 'comment') {
        this.next()
        continue
      }
      const { value, kind, above } = this.pair()
      this.set(this.key, value)
      this.note(this.key, kind)
      let into = table
      for (const key of above) {
        const inner: GoValue = (into[key] ??= newMap())
        if (!isMap(inner)) throw this.faultOfKey(`${quote(pathText(this.context))} is not a table`)
        into = inner
      }
      into[this.key] = value
      this.context = own
    }
    this.context = outer
    this.key = outerKey
    return table
  }

  private unescaped({ at }: TomlItem, text: string): string {
    return text.replace(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g,
      (_, x?: string, u?: string, U?: string, letter = '') => {
        const code = x ?? u ?? U
        if (code === undefined) {
          if (letter === ' ' || letter === '\t') throw this.fault(at, `invalid escape: '\\${letter}'`)
          return escapes[letter] ?? letter
        }
        const value = parseInt(code, 16)
        if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
          throw this.fault(at, `Escaped character '\\u${code}' is not valid UTF-8.`)
        return String.fromCodePoint(value)
      },
    )
  }

  private integer({ at, text }: TomlItem): GoValue {
    if (!areUnderscoresInside(text))
      throw this.fault(at, `Invalid integer ${quote(text)}: underscores must be surrounded by digits`)
    if (beginsWithZero(text))
      throw this.fault(at, `Invalid integer ${quote(text)}: cannot have leading zeroes`)
    const value = parseInteger(text.replaceAll('_', ''), 0)
    if (value === undefined) throw this.fault(at, `${text} is out of range for int64`)
    return int64(value)
  }

  private float({ at, text }: TomlItem): number {
    const parts = text.split(/[.eE]/).filter((part) => part !== '')
    if (!parts.every(areUnderscoresInside))
      throw this.fault(at, `Invalid float ${quote(text)}: underscores must be surrounded by digits`)
    if (parts.length > 0 && beginsWithZero(parts[0]!))
      throw this.fault(at, `Invalid float ${quote(text)}: cannot have leading zeroes`)
    if (/\.(?![0-9])/.test(text))
      throw this.fault(at, `Invalid float ${quote(text)}: '.' must be followed by one or more digits`)
    if (/^[+-]?nan$/.test(text)) return NaN
    const found = parseFloat64(text.replaceAll('_', ''))
    if (found?.range) throw this.fault(at, `${text} is out of range for float64`)
    if (!found) throw this.fault(at, `Invalid float value: ${quote(text)}`)
    return found.value
  }

  private date({ at, text }: TomlItem): GoStruct {
    const value = text.replaceAll('z', 'Z').replaceAll('t', 'T').replaceAll(' ', 'T')
    const { zones, now, isNew } = this.settings
    for (const [layout, local] of isNew ? [...dates, ...datesWithoutSeconds] : dates) {
      let moment
      try {
        moment = local
          ? parseTime(layout, value, local, () =>
              placeOf(local, zones.zone('Local', now())?.offsetSeconds ?? 0),
            )
          : parseTime(layout, value, 'Local', zones.zone)
      } catch (error) {
        if (error instanceof GoError) continue
        throw error
      }
      if (lacksZero(value, layout)) break
      return timeStruct(moment, zones)
    }
    throw this.fault(at, `invalid datetime: ${quote(value)}`)
  }
}

/** A table; of an array of tables the last. */
function tableOf(value: GoValue | undefined): GoMap | undefined {
  const table = value instanceof GoSlice ? value.at(-1) : value
  return table !== undefined && isMap(table) ? table : undefined
}

const escapes: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }

function withoutFirstLineEnd(text: string): string {
  return text.replace(/^\r?\n/, '')
}

/** A backslash at the end of a line takes the white space behind it along. */
function withoutFolds(text: string): string {
  return text.replace(/\\\\|\\[ \t\r]*\n[ \t\r\n]*/g, (found) => (found === '\\\\' ? found : ''))
}

function areUnderscoresInside(text: string): boolean {
  if (/^[+-]?(?:nan|inf)$/.test(text)) return true
  return /[0-9a-fA-F]$/.test(text) && !/(?:^|[^0-9a-fA-F])_/.test(text)
}

function beginsWithZero(text: string): boolean {
  return /^0[^box]/.test(text) || /^[+-]0./.test(text)
}

const dates: readonly [layout: string, local?: string][] = [
  ['2006-01-02T15:04:05.999999999Z07:00'],
  ['2006-01-02T15:04:05.999999999', 'datetime-local'],
  ['2006-01-02', 'date-local'],
  ['15:04:05.999999999', 'time-local'],
]
const datesWithoutSeconds: typeof dates = [
  ['2006-01-02T15:04Z07:00'],
  ['2006-01-02T15:04', 'datetime-local'],
  ['15:04', 'time-local'],
]

const places = new Map<string, ZoneState>()

/** The library's own zones: one of each, so that two dates in it are equal. */
function placeOf(abbreviation: string, offsetSeconds: number): ZoneState {
  const name = `${abbreviation} ${offsetSeconds}`
  const place = places.get(name) ?? { abbreviation, offsetSeconds }
  places.set(name, place)
  return place
}

/** Go's layouts let an hour stand without its zero; the marks stand elsewhere then. */
function lacksZero(text: string, layout: string): boolean {
  for (let i = 0; i < layout.length && !/[.Z]/.test(layout[i]!); i++)
    if (!/[0-9]/.test(layout[i]!) && text[i] !== layout[i]) return true
  return false
}
