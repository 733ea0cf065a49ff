import { GoError } from './error.ts'
import { kindOf as goKindOf } from './kind.ts'
import { sortedKeys } from './sort.ts'
import { formatFloat } from './strconv.ts'
import { tomlKey, tomlText } from './toml-key.ts'
import { momentOf } from './time-value.ts'
import { formatTime, utc, type Moment } from './time.ts'
import { GoInt, GoNamedInt, GoStruct, isMap, isNilMap, GoSlice, type GoMap, type GoValue } from './values.ts'

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
    return value instanceof GoStruct && !momentOf(value) && !value.shape.json ? 'table' : 'value'
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
        this.text += `${pad}[${path.map(tomlKey).join('.')}]`
        this.newline()
      }
      this.entries(path, fieldsOf(value))
    } else if (kind === 'tables') {
      if (path.length === 0) throw new GoError('toml: top-level values must be Go maps or structs')
      for (const item of value as GoValue[]) {
        this.newline()
        this.text += `${pad}[[${path.map(tomlKey).join('.')}]]`
        this.newline()
        this.entries(path, fieldsOf(item))
      }
    } else if (path.length === 0) this.text += this.element(value)
    else this.text += `${pad}${tomlKey(path.at(-1)!)} = ${this.element(value)}\n`
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
        return tomlText(value)
      case 'boolean':
        return String(value)
      case 'number':
        return this.float(value)
    }
    if (value instanceof GoNamedInt)
      return value.type === 'time.Duration' ? tomlText(value.text) : value.toBigInt().toString()
    if (value instanceof GoInt) return value.toString()
    if (value instanceof GoStruct && goKindOf(value) === 'slice') return this.element(value.fields.items!)
    if (Array.isArray(value)) return `[${value.map((item) => this.element(item)).join(', ')}]`
    const moment = momentOf(value)
    if (moment) return dateText(moment)
    if (value instanceof GoStruct && value.shape.json) return tomlText(value.shape.json() as string)
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
        text += `${tomlKey(key)} = ${this.element(map[key]!)}`
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

/** The library's own zones show no offset, and stand as in UTC. */
const localLayouts: Record<string, string> = {
  'datetime-local': '2006-01-02T15:04:05.999999999',
  'date-local': '2006-01-02',
  'time-local': '15:04:05.999999999',
}

function dateText(moment: Moment): string {
  const local = localLayouts[moment.zone.abbreviation]
  if (local !== undefined) return formatTime({ ...moment, zone: utc }, local)
  return formatTime(moment, '2006-01-02T15:04:05.999999999Z07:00')
}
