import { isStrayByte, bytesOf } from './bytes.ts'
import { quote, quoteRune } from './quote.ts'
import { isLetter } from './unicode.ts'

/*
 * github.com/BurntSushi/toml: what stands in a TOML text, piece by piece, and where it is refused. The pieces come
 * one at a time, for the reader's own mistakes come before those that stand further on.
 */

// prettier-ignore
export type TomlKind =
  | 'end' | 'text' | 'string' | 'escaped' | 'long' | 'raw' | 'long raw' | 'bool' | 'integer' | 'float' | 'date'
  | 'array' | 'array end' | 'table' | 'table end' | 'tables' | 'tables end' | 'key' | 'key end' | 'comment'
  | 'inline' | 'inline end' | 'error'

export interface TomlItem {
  kind: TomlKind
  text: string
  /** Where the lexer stood: its line is the item's. */
  at: number
  /** A mistake is told for the line before. */
  isLineBefore?: boolean
}

/** A state reads on and says which comes next; none after a mistake. */
type State = () => State

const isSpace = (character: string) => character === ' ' || character === '\t'
const isLineEnd = (character: string) => character === '\n' || character === '\r'
const isDigit = (character: string) => /^[0-9]$/.test(character)
const isHex = (character: string) => /^[0-9a-fA-F]$/.test(character)
const isBare = (character: string) => /^[A-Za-z0-9_-]$/.test(character)
/** A character as %c shows it, and %q. */
const shown = (character: string) => character || '\0'
const quoted = (character: string) => quoteRune(shown(character), false)
const orEnd = (character: string) => (character === '' ? 'end of file' : `'${character}'`)

const bases: Record<string, [digit: RegExp, name: (isNew: boolean) => string]> = {
  b: [/^[01]$/, () => 'a binary'],
  o: [/^[0-7]$/, () => 'an octal'],
  x: [/^[0-9a-fA-F]$/, (isNew) => (isNew ? 'a hexadecimal' : 'a hexidecimal')],
}

class Mistake {
  readonly item: TomlItem
  constructor(item: TomlItem) {
    this.item = item
  }
}

/** `isNew`: TOML 1.1, which 1.6 of the library reads; 1.4 reads 1.0. */
export class TomlLexer {
  private readonly source: string
  private readonly isNew: boolean
  private at = 0
  private start = 0
  private isAtEnd = false
  private state: State = () => this.top()
  private readonly items: TomlItem[] = []
  private readonly after: State[] = []

  constructor(source: string, isNew: boolean) {
    this.source = source
    this.isNew = isNew
  }

  next(): TomlItem {
    for (;;) {
      const item = this.items.shift()
      if (item) return item
      try {
        this.state = this.state()
      } catch (error) {
        if (!(error instanceof Mistake)) throw error
        this.items.push(error.item)
      }
    }
  }

  /** Which line a place is in; the first is 1. */
  lineAt(at: number): number {
    let line = 1
    for (let end = this.source.indexOf('\n'); end >= 0 && end < at; end = this.source.indexOf('\n', end + 1))
      line++
    return line
  }

  /** The next character, empty at the end. */
  private read(): string {
    this.isAtEnd = this.at >= this.source.length
    if (this.isAtEnd) return ''
    const character = String.fromCodePoint(this.source.codePointAt(this.at)!)
    if (isStrayByte(character)) throw this.mistake(`invalid UTF-8 byte: 0x${hex(bytesOf(character)[0]!)}`)
    const isControl = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(character)
    if (isControl || (character === '\r' && this.source[this.at + 1] !== '\n'))
      throw this.mistake(`TOML files cannot contain control characters: '0x${hex(character.charCodeAt(0))}'`)
    this.at += character.length
    return character
  }

  private peek(): string {
    const from = this.at
    const character = this.read()
    this.back(from)
    return character
  }

  private accept(wanted: string): boolean {
    const from = this.at
    if (this.read() === wanted) return true
    this.back(from)
    return false
  }

  private back(to: number): void {
    this.at = to
    this.isAtEnd = false
  }

  private skip(isSkipped: (character: string) => boolean): void {
    for (;;) {
      const from = this.at
      if (isSkipped(this.read())) continue
      this.back(from)
      this.start = from
      return
    }
  }

  private current(): string {
    return this.source.slice(this.start, this.at)
  }

  private emit(kind: TomlKind, text = this.current()): void {
    this.items.push({ kind, text, at: this.at })
    this.start = this.at
  }

  /** A text that ends too early is wrong on its last line: before 1.5 on the one before its last. */
  private mistake(text: string): Mistake {
    const isLineBefore = this.isAtEnd && (!this.isNew || this.source[this.at - 1] === '\n')
    return new Mistake({ kind: 'error', text, at: this.at, isLineBefore })
  }

  private mistakeBefore(text: string): Mistake {
    return new Mistake({ kind: 'error', text, at: this.at, isLineBefore: true })
  }

  private done(): State {
    return this.after.pop()!
  }

  private top(): State {
    const from = this.at
    const character = this.read()
    if (isSpace(character) || isLineEnd(character)) return () => this.top()
    if (character === '#') return this.comment(() => this.top())
    if (character === '[') return this.tableStart()
    if (character === '') {
      this.emit('end')
      return () => this.top()
    }
    this.back(from)
    this.after.push(() => this.topEnd())
    return () => this.keyStart()
  }

  private topEnd(): State {
    const character = this.read()
    if (character === '#') return this.comment(() => this.top())
    if (isSpace(character)) return () => this.topEnd()
    if (isLineEnd(character)) return () => this.top()
    if (character !== '')
      throw this.mistake(
        `expected a top-level item to end with a newline, comment, or EOF, but got ${quoted(character)} instead`,
      )
    this.emit('end')
    return () => this.topEnd()
  }

  private comment(then: State): State {
    this.emit('comment')
    return () => {
      let from: number
      let character: string
      do {
        from = this.at
        character = this.read()
      } while (character !== '' && !isLineEnd(character))
      this.back(from)
      this.emit('text')
      return then
    }
  }

  private tableStart(): State {
    const isMany = this.accept('[')
    this.emit(isMany ? 'tables' : 'table')
    this.after.push(() => {
      const last = isMany ? this.read() : ']'
      if (last !== ']')
        throw this.mistake(`expected end of table array name delimiter ']', but got ${quoted(last)} instead`)
      this.emit(isMany ? 'tables end' : 'table end')
      return () => this.topEnd()
    })
    return () => this.tableName()
  }

  private tableName(): State {
    this.skip(isSpace)
    const first = this.peek()
    if (first === ']' || first === '')
      throw this.mistake('unexpected end of table name (table names cannot be empty)')
    if (first === '.') throw this.mistake('unexpected table separator (table names cannot be empty)')
    this.after.push(() => this.tableNameEnd())
    return first === '"' || first === "'" ? this.quotedName() : this.bareName()
  }

  private tableNameEnd(): State {
    this.skip(isSpace)
    const character = this.read()
    if (character === '.') return () => this.tableName()
    if (character === ']') return this.done()
    throw this.mistake(`expected '.' or ']' to end table name, but got ${quoted(character)} instead`)
  }

  private bareName(): State {
    this.skipInto(isBare)
    this.emit('text')
    return this.done()
  }

  /** Reads on without dropping what it reads. */
  private skipInto(isRead: (character: string) => boolean): void {
    let from = this.at
    while (isRead(this.read())) from = this.at
    this.back(from)
  }

  private quotedName(): State {
    const mark = this.read()
    this.start = this.at
    return mark === '"' ? () => this.string() : () => this.rawString()
  }

  private keyStart(): State {
    this.skip(isSpace)
    const first = this.peek()
    if (first === '=' || first === '') throw this.mistake("unexpected '=': key name appears blank")
    if (first === '.') throw this.mistake("unexpected '.': keys cannot start with a '.'")
    this.emit('key')
    return () => this.keyName()
  }

  private keyName(): State {
    this.skip(isSpace)
    const first = this.peek()
    if (first === '=' || first === '') throw this.mistake("unexpected '='")
    if (first === '.') throw this.mistake("unexpected '.'")
    this.after.push(() => this.keyEnd())
    return first === '"' || first === "'" ? this.quotedName() : this.bareName()
  }

  private keyEnd(): State {
    this.skip(isSpace)
    const character = this.read()
    if (character === '') throw this.mistake("unexpected EOF; expected key separator '='")
    if (character === '.') return () => this.keyName()
    const text = `expected '.' or '=', but got ${quoted(character)} instead`
    if (character !== '=') throw this.mistakeAtLineEnd(character, text)
    this.emit('key end')
    return () => this.value()
  }

  /** A line that ends too early, which 1.4 took for the line below. */
  private mistakeAtLineEnd(character: string, text: string): Mistake {
    return character === '\n' && this.isNew ? this.mistakeBefore(text) : this.mistake(text)
  }

  private value(): State {
    this.skip(isSpace)
    const from = this.at
    const first = this.read()
    if (isDigit(first)) {
      this.back(from)
      return this.numberOrDate()
    }
    if (first === '[' || first === '{') {
      this.start = this.at
      this.emit(first === '[' ? 'array' : 'inline')
      return first === '[' ? () => this.arrayValue() : () => this.inlineValue()
    }
    if (first === '"' || first === "'") {
      const isLong = this.source.startsWith(first + first, this.at)
      if (isLong) this.at += 2
      this.start = this.at
      if (isLong) return () => this.longString(first)
      return first === '"' ? () => this.string() : () => this.rawString()
    }
    if (first === '.') throw this.mistake("floats must start with a digit, not '.'")
    if (first === '-' || first === '+') return this.signedNumber()
    if (first === 'i' || first === 'n') {
      // As the library looks for them: "inan" and "nnf" are numbers to it, and refused as such.
      if ((this.accept('n') && this.accept('f')) || (this.accept('a') && this.accept('n'))) {
        this.emit('float')
        return this.done()
      }
    }
    if (first !== '' && isLetter(first)) {
      // One character back, wherever looking for "inf" and "nan" has led.
      this.back(this.at - first.length)
      return this.word()
    }
    if (first === '') throw this.mistake('unexpected EOF; expected value')
    throw this.mistakeAtLineEnd(first, `expected value but found ${quoted(first)} instead`)
  }

  private word(): State {
    const from = this.at
    this.skipInto((character) => character !== '' && isLetter(character))
    const word = this.source.slice(from, this.at)
    if (word !== 'true' && word !== 'false')
      throw this.mistake(`expected value but found ${quote(word)} instead`)
    this.emit('bool')
    return this.done()
  }

  private arrayValue(): State {
    const from = this.at
    const character = this.read()
    if (isSpace(character) || isLineEnd(character)) return () => this.arrayValue()
    if (character === '#') return this.commentIn(() => this.arrayValue())
    if (character === ',') throw this.mistake('unexpected comma')
    if (character === ']') return this.close('array end')
    this.back(from)
    this.after.push(() => this.arrayValueEnd())
    return () => this.value()
  }

  private arrayValueEnd(): State {
    const character = this.read()
    if (isSpace(character) || isLineEnd(character)) return () => this.arrayValueEnd()
    if (character === '#') return this.commentIn(() => this.arrayValueEnd())
    if (character === ',') return () => this.arrayValue()
    if (character === ']') return this.close('array end')
    throw this.mistake(`expected a comma (',') or array terminator (']'), but got ${orEnd(character)}`)
  }

  private commentIn(then: State): State {
    this.start = this.at
    return this.comment(then)
  }

  private close(kind: TomlKind): State {
    this.start = this.at
    this.emit(kind)
    return this.done()
  }

  private inlineValue(): State {
    const from = this.at
    const character = this.read()
    if (isSpace(character)) return () => this.inlineValue()
    if (isLineEnd(character)) return this.lineEndInside(() => this.inlineValue())
    if (character === '#') return this.commentIn(() => this.inlineValue())
    if (character === ',') throw this.mistake('unexpected comma')
    if (character === '}') return this.close('inline end')
    this.back(from)
    this.after.push(() => this.inlineValueEnd())
    return () => this.keyStart()
  }

  private lineEndInside(then: State): State {
    if (!this.isNew) throw this.mistakeBefore('newlines not allowed within inline tables')
    return then
  }

  private inlineValueEnd(): State {
    const character = this.read()
    if (isSpace(character)) return () => this.inlineValueEnd()
    if (isLineEnd(character)) return this.lineEndInside(() => this.inlineValueEnd())
    if (character === '#') return this.commentIn(() => this.inlineValueEnd())
    if (character === '}') return this.close('inline end')
    if (character !== ',')
      throw this.mistake(
        `expected a comma or an inline table terminator '}', but got ${orEnd(character)} instead`,
      )
    this.skip(isSpace)
    if (this.peek() !== '}') return () => this.inlineValue()
    if (!this.isNew) throw this.mistake('trailing comma not allowed in inline tables')
    return () => this.inlineValueEnd()
  }

  private string(): State {
    let isEscaped = false
    for (;;) {
      const from = this.at
      const character = this.read()
      if (character === '') throw this.mistake(`unexpected EOF; expected '"'`)
      if (isLineEnd(character)) throw this.mistakeBefore('strings cannot contain newlines')
      if (character === '"') return this.closeString(from, 1, isEscaped ? 'escaped' : 'string')
      if (character !== '\\') continue
      this.escape()
      isEscaped = true
    }
  }

  private rawString(): State {
    for (;;) {
      const from = this.at
      const character = this.read()
      if (character === '') throw this.mistake(`unexpected EOF; expected "'"`)
      if (isLineEnd(character)) throw this.mistakeBefore('strings cannot contain newlines')
      if (character === "'") return this.closeString(from, 1, 'raw')
    }
  }

  private longString(mark: string): State {
    const five = mark.repeat(5)
    for (;;) {
      const from = this.at
      const character = this.read()
      if (character === '') throw this.mistake(`unexpected EOF; expected ${mark === '"' ? `'"""'` : `"'''"`}`)
      if (character === '\\' && mark === '"') {
        const escaped = this.at
        if (isLineEnd(this.read())) continue
        this.back(escaped)
        this.escape()
      }
      if (character !== mark || !this.source.startsWith(mark + mark, this.at)) continue
      // Up to two more marks belong to the text.
      if (this.source[this.at + 2] !== mark)
        return this.closeString(from, 3, mark === '"' ? 'long' : 'long raw')
      const until = this.source.slice(this.start, this.at + 2)
      if (!until.endsWith(five) || (mark === '"' && until.endsWith(`\\${five}`))) continue
      this.at += 2
      throw this.mistake(mark === '"' ? `unexpected '""""""'` : `unexpected "''''''"`)
    }
  }

  private closeString(end: number, marks: number, kind: TomlKind): State {
    this.at = end
    this.emit(kind)
    this.at = end + marks
    this.start = this.at
    return this.done()
  }

  private escape(): void {
    const character = this.read()
    if (/^[btnfr" \t\\]$/.test(character) || (character === 'e' && this.isNew)) return
    const digits: [number, string] | undefined =
      character === 'u'
        ? [4, 'four']
        : character === 'U'
          ? [8, 'eight']
          : character === 'x' && this.isNew
            ? [2, 'two']
            : undefined
    if (!digits) {
      const text = `invalid escape in string '\\${shown(character)}'`
      throw this.isAtEnd ? this.mistakeBefore(text) : this.mistake(text)
    }
    for (let left = digits[0]; left > 0; left--)
      if (!isHex(this.read()))
        throw this.mistake(
          `expected ${digits[1]} hexadecimal digits after '\\${character}', but got ${quote(this.current())} instead`,
        )
  }

  private signedNumber(): State {
    const character = this.read()
    if (character === 'i' || character === 'n') {
      const [second, third] = character === 'i' ? ['n', 'f'] : ['a', 'n']
      if (!this.accept(second!) || !this.accept(third!))
        throw this.mistake(`invalid float: '${this.current()}'`)
      this.emit('float')
      return this.done()
    }
    if (character === '0' && /^[box]$/.test(this.peek()))
      throw this.mistake(`cannot use sign with non-decimal numbers: '${this.current()}${this.peek()}'`)
    if (character === '.') throw this.mistake("floats must start with a digit, not '.'")
    if (!isDigit(character)) throw this.mistake(`expected a digit but got ${quoted(character)}`)
    return this.decimal()
  }

  /** What begins with a digit: a number, or a date to a first approximation. */
  private numberOrDate(): State {
    if (this.read() === '0') {
      const from = this.at
      const base = this.read()
      const digits = bases[base]
      if (digits) {
        const first = this.peek()
        if (!digits[0].test(first))
          throw this.mistake(`not ${digits[1](this.isNew)} number: '${this.current()}${shown(first)}'`)
        this.skipInto((character) => character === '_' || digits[0].test(character))
        this.emit('integer')
        return this.done()
      }
      this.back(from)
      if (base === '-' || base === ':') {
        this.emit('integer')
        return this.done()
      }
    }
    this.skipInto(isDigit)
    const from = this.at
    const next = this.read()
    if (next === '-' || next === ':') {
      this.skipInto((character) => /^[-0-9:Tt .Zz+]$/.test(character))
      this.emit('date', this.current().replace(/[ \t]+$/, ''))
      return this.done()
    }
    this.back(from)
    return this.decimal()
  }

  private decimal(): State {
    this.skipInto((character) => isDigit(character) || character === '_')
    const isFloat = /^[.eE]$/.test(this.peek())
    if (isFloat) this.skipInto((character) => /^[-0-9_.+eE]$/.test(character))
    this.emit(isFloat ? 'float' : 'integer')
    return this.done()
  }
}

function hex(code: number): string {
  return code.toString(16).padStart(2, '0')
}
