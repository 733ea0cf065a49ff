import { type GoMap, type GoValue, GoInt, int64, isMap, newMap } from '../../go/index.ts'
import type { HelmVersion } from '../helm-version.ts'
import { isStrayByte } from '../../go/bytes.ts'
import { quote } from '../../go/quote.ts'
import { readJson } from './read-json.ts'
import { SetError } from './set-error.ts'

/** Which flag a text comes from: its values are typed, strings, JSON, taken from files, or everything to the end. */
export type SetKind = 'set' | 'set-string' | 'set-json' | 'set-file' | 'set-literal'

const maxIndex = 65536
const maxNesting = 30

/** Go's io.EOF: the text ended where it may, or inside something; Helm treats it as the end of the text. */
const eof = Symbol('EOF')
type Failure = typeof eof | SetError | undefined

/**
 * Reads one `--set` text into `values`, changing them, by Helm's own grammar (pkg/strvals): `a.b[0]=x,c={1,2}`,
 * `\` before a character that would end a name. Throws SetError with Helm's text.
 *
 * @example
 * const values = newMap()
 * readSet('a.b=1,c={x,y}', values, 'set', helm) // { a: { b: int64 1 }, c: ['x', 'y'] }
 */
export function readSet(
  text: string,
  values: GoMap,
  kind: SetKind,
  helm: HelmVersion,
  readFile?: (path: string) => string,
): void {
  new SetReader(text, kind, helm, readFile).read(values)
}

class SetReader {
  private readonly runes: string[]
  private at = 0
  private readonly kind: SetKind
  private readonly helm: HelmVersion
  private readonly readFile: ((path: string) => string) | undefined

  constructor(text: string, kind: SetKind, helm: HelmVersion, readFile?: (path: string) => string) {
    // Go reads runes: a stray byte is U+FFFD.
    this.runes = Array.from(text, (rune) => (isStrayByte(rune) ? '\ufffd' : rune))
    this.kind = kind
    this.helm = helm
    this.readFile = readFile
  }

  read(values: GoMap): void {
    for (;;) {
      const failure = this.key(values, 0)
      if (failure === undefined) continue
      if (failure === eof) return
      throw failure
    }
  }

  /** Reads `name=value`, `name[i]…` or `name.rest` into a map. */
  private key(data: GoMap, nesting: number): Failure {
    const literal = this.kind === 'set-literal'
    const { runes, last } = this.until(literal ? '=[.' : '=[,.')
    const name = runes.join('')
    switch (last) {
      case undefined:
        return runes.length === 0 ? eof : this.error(`key ${quote(name)} has no value`)
      case '[': {
        const index = this.index()
        if (typeof index !== 'number') return index
        let list: GoValue[] = []
        if (Object.hasOwn(data, name)) {
          const before = data[name]!
          if (!Array.isArray(before)) return this.notA(before, '[]interface {}')
          list = before
        }
        const item = this.item(list, index, nesting)
        if (item.panic) return item.failure
        put(data, name, item.list)
        return item.failure
      }
      case '=':
        return literal ? this.literal(data, name) : this.value(data, name)
      case ',':
        put(data, name, '')
        return this.error(`key ${quote(name)} has no value (cannot end with ,)`)
      default: {
        if (nesting + 1 > maxNesting)
          return this.error(
            `value name nested level is greater than maximum supported nested level of ${maxNesting}`,
          )
        let inner = newMap()
        if (Object.hasOwn(data, name)) {
          const before = data[name]!
          if (!isMap(before)) return this.notA(before, 'map[string]interface {}')
          inner = before
        }
        const failure = this.key(inner, nesting + 1)
        const empty = Object.keys(inner).length === 0
        if (failure === undefined && empty) return this.error(`key map ${quote(name)} has no value`)
        if (!empty) put(data, name, inner)
        return failure
      }
    }
  }

  private literal(data: GoMap, name: string): Failure {
    put(data, name, this.rest())
    return undefined
  }

  private value(data: GoMap, name: string): Failure {
    if (this.kind === 'set-json') {
      const json = this.json()
      if (json.failure) return json.failure
      put(data, name, json.value)
      return undefined
    }
    if (this.at >= this.runes.length) {
      put(data, name, '')
      return eof
    }
    const list = this.list()
    if (list) {
      if (list.failure) return list.failure
      put(data, name, list.value)
      return undefined
    }
    put(data, name, this.typed(this.until(',').runes))
    return undefined
  }

  /** Reads what follows `name[index]`. `panic` is where Go panics and leaves the list unset. */
  private item(
    list: GoValue[],
    index: number,
    nesting: number,
  ): { list: GoValue[]; failure: Failure; panic?: boolean } {
    if (index < 0) return { list, failure: this.error(`negative ${index} index not allowed`) }
    const { runes, last } = this.until('[.=')
    if (runes.length > 0) {
      const shown = runes.map(
        (rune) => `'${quote(rune).slice(1, -1).replace('\\"', '"').replace("'", "\\'")}'`,
      )
      return { list, failure: this.error(`unexpected data at end of array index: [${shown.join(' ')}]`) }
    }
    switch (last) {
      case undefined:
        return { list, failure: eof }
      case '=':
        return this.itemValue(list, index)
      case '[': {
        const next = this.index()
        if (typeof next !== 'number') return { list, failure: next }
        let inner: GoValue[] = []
        const before = list[index]
        if (before !== undefined && before !== null) {
          if (!Array.isArray(before))
            return { list, failure: this.notA(before, '[]interface {}'), panic: true }
          inner = before
        }
        const item = this.item(inner, next, nesting)
        if (item.failure !== undefined) return { list, failure: item.failure, panic: item.panic ?? false }
        return this.setIndex(list, index, item.list)
      }
      default: {
        let inner = newMap()
        if (index < list.length) {
          const before = list[index]!
          if (isMap(before)) inner = before
          else list[index] = inner
        }
        const failure = this.key(inner, nesting)
        return failure === undefined ? this.setIndex(list, index, inner) : { list, failure }
      }
    }
  }

  private itemValue(list: GoValue[], index: number): { list: GoValue[]; failure: Failure } {
    if (this.kind === 'set-literal') return this.setIndex(list, index, this.rest())
    if (this.kind === 'set-json') {
      const json = this.json()
      return json.failure ? { list, failure: json.failure } : this.setIndex(list, index, json.value)
    }
    if (this.at >= this.runes.length) return this.setIndex(list, index, '')
    const values = this.list()
    if (values) {
      return values.failure ? { list, failure: values.failure } : this.setIndex(list, index, values.value)
    }
    return this.setIndex(list, index, this.typed(this.until(',').runes))
  }

  private setIndex(list: GoValue[], index: number, value: GoValue): { list: GoValue[]; failure: Failure } {
    if (index > maxIndex) {
      const text = `index of ${index} is greater than maximum supported index of ${maxIndex}`
      return { list, failure: this.error(text) }
    }
    // Go copies the list when it must grow, and writes into the one it was given when it need not.
    const grown =
      index < list.length ? list : [...list, ...Array.from({ length: index + 1 - list.length }, () => null)]
    grown[index] = value
    return { list: grown, failure: undefined }
  }

  private index(): number | typeof eof | SetError {
    const { runes, last } = this.until(']')
    if (last === undefined) {
      // Helm 4 takes the wrapped end of the text for the end of the text.
      return this.helm.ignoresUnclosedIndex ? eof : this.error('error parsing index: EOF')
    }
    const digits = runes.join('')
    const problem = (text: string) =>
      this.error(`error parsing index: strconv.Atoi: parsing ${quote(digits)}: ${text}`)
    if (!/^[+-]?\d+$/.test(digits)) return problem('invalid syntax')
    const value = BigInt(digits.replace(/^\+/, ''))
    if (value !== BigInt.asIntN(64, value)) return problem('value out of range')
    return Number(value)
  }

  /** `{a,b}`, or undefined when no list stands here. */
  private list(): { value: GoValue[]; failure: Failure } | undefined {
    if (this.runes[this.at] !== '{') return undefined
    this.at++
    const value: GoValue[] = []
    for (;;) {
      const { runes, last } = this.until(',}')
      if (last === undefined) return { value, failure: this.error("list must terminate with '}'") }
      value.push(this.typed(runes))
      if (last === ',') continue
      if (this.runes[this.at] === ',') this.at++
      return { value, failure: undefined }
    }
  }

  private json(): { value: GoValue; failure: Failure } {
    if (this.blank()) return { value: null, failure: undefined }
    const read = readJson(this.runes.slice(this.at).join(''))
    if ('error' in read) return { value: null, failure: this.error(read.error) }
    this.at += Array.from(read.text).length
    this.blank()
    return { value: read.value, failure: undefined }
  }

  /** Passes over white space and one comma; true when nothing but that was left before the comma or the end. */
  private blank(): boolean {
    for (;;) {
      const rune = this.runes[this.at]
      if (rune === undefined) return true
      if (rune === ',') {
        this.at++
        return true
      }
      if (!isSpace(rune)) return false
      this.at++
    }
  }

  private typed(runes: string[]): GoValue {
    const text = runes.join('')
    if (this.kind === 'set-file') return this.readFile!(text)
    return this.kind === 'set' ? typedValue(text) : text
  }

  private rest(): string {
    const text = this.runes.slice(this.at).join('')
    this.at = this.runes.length
    return text
  }

  /** Reads up to one of the characters in `stop`; `last` is undefined at the end of the text. */
  private until(stop: string): { runes: string[]; last: string | undefined } {
    const runes: string[] = []
    while (this.at < this.runes.length) {
      let rune = this.runes[this.at++]!
      if (stop.includes(rune)) return { runes, last: rune }
      if (rune === '\\' && this.kind !== 'set-literal') {
        if (this.at >= this.runes.length) break
        rune = this.runes[this.at++]!
      }
      runes.push(rune)
    }
    return { runes, last: undefined }
  }

  private error(message: string): SetError {
    return new SetError(message, this.at)
  }

  /** Go's panic on a type assertion, which Helm recovers. */
  private notA(value: GoValue, wanted: string): SetError {
    return this.error(
      `unable to parse key: interface conversion: interface {} is ${goType(value)}, not ${wanted}`,
    )
  }
}

/** Go sets nothing under an empty name. */
function put(data: GoMap, name: string, value: GoValue): void {
  if (name !== '') data[name] = value
}

/** `true`, `false`, `null` and integers that do not begin with 0 are what they look like; the rest is text. */
function typedValue(text: string): GoValue {
  switch (text.toLowerCase()) {
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    case '0':
      return int64(0)
  }
  if (/^[+-]?\d+$/.test(text) && text[0] !== '0') {
    const value = BigInt(text.replace(/^\+/, ''))
    if (value === BigInt.asIntN(64, value)) return int64(value)
  }
  return text
}

function isSpace(rune: string): boolean {
  return /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/.test(rune)
}

function goType(value: GoValue): string {
  if (value === null) return 'nil'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'float64'
  if (typeof value === 'string') return 'string'
  if (value instanceof GoInt) return value.kind
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}
