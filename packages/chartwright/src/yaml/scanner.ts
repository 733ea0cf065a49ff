import { hexValue, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isWord } from './characters.ts'
import { YamlError } from './error.ts'
import { simpleEscapes } from './escapes.ts'
import type { Mark } from './mark.ts'
import { findForbidden, Windows } from './reader.ts'

export const T = {
  streamStart: 0,
  streamEnd: 1,
  versionDirective: 2,
  tagDirective: 3,
  documentStart: 4,
  documentEnd: 5,
  blockSequenceStart: 6,
  blockMappingStart: 7,
  blockEnd: 8,
  flowSequenceStart: 9,
  flowSequenceEnd: 10,
  flowMappingStart: 11,
  flowMappingEnd: 12,
  blockEntry: 13,
  flowEntry: 14,
  key: 15,
  value: 16,
  alias: 17,
  anchor: 18,
  tag: 19,
  scalar: 20,
} as const

export interface Token {
  readonly type: number
  readonly start: Mark
  readonly end: Mark
  /** A scalar's text, an anchor's or alias's name, a tag's handle, a version as `1.1`. */
  readonly value: string
  /** A tag's suffix, a tag directive's prefix. */
  readonly suffix: string
  readonly plain: boolean
}

interface SimpleKey {
  possible: boolean
  required: boolean
  token: number
  mark: Mark
}

/** Go's limits on nesting. */
const maxDepth = 10000

/**
 * Cuts a text into tokens as libyaml does: look-ahead, simple keys and limits included, because which of two
 * mistakes is reported hangs on them. Complete, and slower than read-block.ts, which takes the plain documents.
 */
export class Scanner {
  private readonly text: string
  private readonly windows: Windows | undefined
  private readonly astral: boolean
  /** libyaml skips a byte order mark that starts a line only while it is also the first thing in its buffer. */
  private readonly doubleMark: boolean

  private pos = 0
  private line = 0
  private column = 0
  private index = 0
  private lineStart = 0

  private tokens: Token[] = []
  private head = 0
  private parsed = 0
  private available = false
  private started = false

  private indent = -1
  private readonly indents: number[] = []
  private flowLevel = 0
  private simpleKeyAllowed = true
  private readonly simpleKeys: SimpleKey[] = []
  private readonly keyOfToken = new Map<number, number>()

  constructor(text: string) {
    const forbiddenAt = findForbidden(text)
    this.text = `${text === '' ? '\n' : text}\0`
    this.windows = forbiddenAt >= 0 ? new Windows(text, forbiddenAt) : undefined
    this.astral = /[\ud800-\udbff]/.test(text)
    if (text.charCodeAt(0) === 0xfeff) this.pos = this.lineStart = 1
    this.doubleMark = text.charCodeAt(1) === 0xfeff && this.pos === 1
  }

  /** The next token, which stays next. */
  peek(): Token {
    if (!this.available) this.fetchMore()
    return this.tokens[this.head]!
  }

  /** Takes the token that was peeked. */
  skip(): void {
    this.available = false
    this.parsed++
    this.head++
  }

  mark(): Mark {
    const { line, column, index, pos, lineStart } = this
    return { line, column, index, offset: pos, lineStart }
  }

  /** An error at the current place. Go counts lines from 0 here, adds one, and then hides line 1. */
  private fail(context: Mark, problem: string): YamlError {
    const line = this.line !== 0 ? this.line + 1 : context.line
    return new YamlError(
      `yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`,
      this.line + 1,
      this.pos - this.lineStart + 1,
    )
  }

  // ---- the text

  /** The next `count` characters are about to be looked at. */
  private need(count: number): void {
    if (this.windows) this.windows.reach(this.pos + count)
  }

  private code(): number {
    return this.text.charCodeAt(this.pos)
  }

  private codeAt(ahead: number): number {
    return this.text.charCodeAt(this.pos + ahead)
  }

  /** Steps over one UTF-16 unit that is no line break. */
  private step(): void {
    const code = this.text.charCodeAt(this.pos++)
    if (code >= 0xdc00 && code <= 0xdfff) return
    this.index++
    this.column++
  }

  /** Steps to an offset on the same line. */
  private stepTo(end: number): void {
    let count = end - this.pos
    if (this.astral)
      for (let i = this.pos; i < end; i++) if ((this.text.charCodeAt(i) & 0xfc00) === 0xdc00) count--
    this.pos = end
    this.index += count
    this.column += count
  }

  /** Steps over a line break and gives what it stands for. */
  private breakLine(): string {
    const code = this.code()
    if (code === 13 && this.codeAt(1) === 10) {
      this.pos++
      this.index++
    }
    this.pos++
    this.index++
    this.column = 0
    this.line++
    this.lineStart = this.pos
    return code === 0x2028 ? '\u2028' : code === 0x2029 ? '\u2029' : '\n'
  }

  private skipBlanks(): void {
    this.need(1)
    while (isBlank(this.code())) {
      this.step()
      this.need(1)
    }
  }

  private skipComment(): void {
    if (this.code() !== 35) return
    let end = this.pos
    while (!isBreakOrEnd(this.text.charCodeAt(end))) end++
    this.need(end - this.pos + 1)
    this.stepTo(end)
  }

  // ---- the queue of tokens

  private fetchMore(): void {
    for (;;) {
      if (this.head !== this.tokens.length) {
        const at = this.keyOfToken.get(this.parsed)
        if (at === undefined || !this.isValid(this.simpleKeys[at]!)) break
      }
      if (this.head > 64 && this.head * 2 > this.tokens.length) {
        this.tokens = this.tokens.slice(this.head)
        this.head = 0
      }
      this.fetchNext()
    }
    this.available = true
  }

  private push(type: number, start: Mark, end: Mark, value = '', suffix = '', plain = false): void {
    this.tokens.push({ type, start, end, value, suffix, plain })
  }

  /** Puts a token before the one numbered `number`; last if that one was taken long ago, as libyaml does. */
  private insert(number: number, type: number, mark: Mark): void {
    const token: Token = { type, start: mark, end: mark, value: '', suffix: '', plain: false }
    const at = number - this.parsed
    if (at < 0) this.tokens.push(token)
    else this.tokens.splice(this.head + at, 0, token)
  }

  /** Takes an indicator of `length` characters as a token. */
  private indicator(type: number, length = 1): void {
    const start = this.mark()
    this.stepTo(this.pos + length)
    this.push(type, start, this.mark())
  }

  private fetchNext(): void {
    this.need(1)
    if (!this.started) {
      this.started = true
      this.simpleKeys.push({ possible: false, required: false, token: 0, mark: this.mark() })
      const mark = this.mark()
      this.push(T.streamStart, mark, mark)
      return
    }
    this.toNextToken()
    this.unroll(this.column)
    this.need(4)
    const code = this.code()
    if (code === 0) return this.fetchStreamEnd()
    if (this.column === 0) {
      if (code === 37) return this.fetchDirective()
      if (this.atDocumentIndicator()) {
        this.unroll(-1)
        this.removeSimpleKey()
        this.simpleKeyAllowed = false
        return this.indicator(code === 45 ? T.documentStart : T.documentEnd, 3)
      }
    }
    const inFlow = this.flowLevel > 0
    switch (code) {
      case 91:
        return this.fetchFlowStart(T.flowSequenceStart)
      case 123:
        return this.fetchFlowStart(T.flowMappingStart)
      case 93:
        return this.fetchFlowEnd(T.flowSequenceEnd)
      case 125:
        return this.fetchFlowEnd(T.flowMappingEnd)
      case 44:
        this.removeSimpleKey()
        this.simpleKeyAllowed = true
        return this.indicator(T.flowEntry)
      case 45:
        if (isBlankOrEnd(this.codeAt(1))) return this.fetchBlockEntry()
        break
      case 63:
        if (inFlow || isBlankOrEnd(this.codeAt(1))) return this.fetchKey()
        break
      case 58:
        if (inFlow || isBlankOrEnd(this.codeAt(1))) return this.fetchValue()
        break
      case 42:
        return this.fetchAnchor(T.alias)
      case 38:
        return this.fetchAnchor(T.anchor)
      case 33:
        return this.fetchTag()
      case 124:
      case 62:
        if (!inFlow) return this.fetchBlockScalar(code === 124)
        break
      case 39:
      case 34:
        this.saveSimpleKey()
        this.simpleKeyAllowed = false
        return this.scanQuoted(code)
    }
    if (this.startsPlain(code, inFlow)) {
      this.saveSimpleKey()
      this.simpleKeyAllowed = false
      return this.scanPlain()
    }
    throw this.fail(this.mark(), 'found character that cannot start any token')
  }

  private startsPlain(code: number, inFlow: boolean): boolean {
    switch (code) {
      case 45: // -
        return !isBlank(this.codeAt(1))
      case 63: // ?
      case 58: // :
        return !inFlow && !isBlankOrEnd(this.codeAt(1))
      // , [ ] { } # & * ! | > ' " % @ ` and tab
      case 44:
      case 91:
      case 93:
      case 123:
      case 125:
      case 35:
      case 38:
      case 42:
      case 33:
      case 124:
      case 62:
      case 39:
      case 34:
      case 37:
      case 64:
      case 96:
      case 9:
        return false
    }
    return true
  }

  private atDocumentIndicator(): boolean {
    const code = this.code()
    return (
      (code === 45 || code === 46) &&
      this.codeAt(1) === code &&
      this.codeAt(2) === code &&
      isBlankOrEnd(this.codeAt(3))
    )
  }

  private toNextToken(): void {
    for (;;) {
      this.need(1)
      if (this.column === 0 && this.doubleMark && this.pos + 1 < Math.min(this.text.length, 512)) this.step()
      this.need(1)
      let code = this.code()
      while (code === 32 || (code === 9 && (this.flowLevel > 0 || !this.simpleKeyAllowed))) {
        this.step()
        this.need(1)
        code = this.code()
      }
      this.skipComment()
      if (!isBreak(this.code())) return
      this.need(2)
      this.breakLine()
      if (this.flowLevel === 0) this.simpleKeyAllowed = true
    }
  }

  // ---- simple keys and indentation

  /** Whether a key without `?` may still end at the current place: on its line, within 1024 characters. */
  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.mark.line < this.line || key.mark.index + 1024 < this.index) {
      if (key.required) throw this.fail(key.mark, "could not find expected ':'")
      key.possible = false
      return false
    }
    return true
  }

  private saveSimpleKey(): void {
    if (!this.simpleKeyAllowed) return
    const required = this.flowLevel === 0 && this.indent === this.column
    const token = this.parsed + this.tokens.length - this.head
    this.removeSimpleKey()
    const last = this.simpleKeys.length - 1
    this.simpleKeys[last] = { possible: true, required, token, mark: this.mark() }
    this.keyOfToken.set(token, last)
  }

  private removeSimpleKey(): void {
    const key = this.simpleKeys[this.simpleKeys.length - 1]!
    if (!key.possible) return
    if (key.required) throw this.fail(key.mark, "could not find expected ':'")
    key.possible = false
    this.keyOfToken.delete(key.token)
  }

  private roll(column: number, number: number, type: number, mark: Mark): void {
    if (this.flowLevel > 0 || this.indent >= column) return
    this.indents.push(this.indent)
    this.indent = column
    if (this.indents.length > maxDepth)
      throw this.fail(this.simpleKeys.at(-1)!.mark, `exceeded max depth of ${maxDepth}`)
    if (number < 0) this.push(type, mark, mark)
    else this.insert(number, type, mark)
  }

  private unroll(column: number): void {
    if (this.flowLevel > 0) return
    while (this.indent > column) {
      const mark = this.mark()
      this.push(T.blockEnd, mark, mark)
      this.indent = this.indents.pop()!
    }
  }

  // ---- tokens

  private fetchStreamEnd(): void {
    if (this.column !== 0) {
      this.column = 0
      this.line++
      this.lineStart = this.pos
    }
    this.unroll(-1)
    this.removeSimpleKey()
    this.simpleKeyAllowed = false
    const mark = this.mark()
    this.push(T.streamEnd, mark, mark)
  }

  private fetchFlowStart(type: number): void {
    this.saveSimpleKey()
    const mark = this.mark()
    const token = this.parsed + this.tokens.length - this.head
    this.simpleKeys.push({ possible: false, required: false, token, mark })
    if (++this.flowLevel > maxDepth) throw this.fail(mark, `exceeded max depth of ${maxDepth}`)
    this.simpleKeyAllowed = true
    this.indicator(type)
  }

  private fetchFlowEnd(type: number): void {
    this.removeSimpleKey()
    if (this.flowLevel > 0) {
      this.flowLevel--
      this.keyOfToken.delete(this.simpleKeys.pop()!.token)
    }
    this.simpleKeyAllowed = false
    this.indicator(type)
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      const mark = this.mark()
      if (!this.simpleKeyAllowed)
        throw this.fail(mark, 'block sequence entries are not allowed in this context')
      this.roll(this.column, -1, T.blockSequenceStart, mark)
    }
    this.removeSimpleKey()
    this.simpleKeyAllowed = true
    this.indicator(T.blockEntry)
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      const mark = this.mark()
      if (!this.simpleKeyAllowed) throw this.fail(mark, 'mapping keys are not allowed in this context')
      this.roll(this.column, -1, T.blockMappingStart, mark)
    }
    this.removeSimpleKey()
    this.simpleKeyAllowed = this.flowLevel === 0
    this.indicator(T.key)
  }

  private fetchValue(): void {
    const key = this.simpleKeys[this.simpleKeys.length - 1]!
    if (this.isValid(key)) {
      this.insert(key.token, T.key, key.mark)
      this.roll(key.mark.column, key.token, T.blockMappingStart, key.mark)
      key.possible = false
      this.keyOfToken.delete(key.token)
      this.simpleKeyAllowed = false
    } else {
      if (this.flowLevel === 0) {
        const mark = this.mark()
        if (!this.simpleKeyAllowed) throw this.fail(mark, 'mapping values are not allowed in this context')
        this.roll(this.column, -1, T.blockMappingStart, mark)
      }
      this.simpleKeyAllowed = this.flowLevel === 0
    }
    this.indicator(T.value)
  }

  private word(): string {
    this.need(1)
    const from = this.pos
    while (isWord(this.code())) {
      this.step()
      this.need(1)
    }
    return this.text.slice(from, this.pos)
  }

  private fetchAnchor(type: number): void {
    this.saveSimpleKey()
    this.simpleKeyAllowed = false
    const start = this.mark()
    this.step()
    const name = this.word()
    const code = this.code()
    // May follow: a blank, ? : , ] } % @ `
    const ends =
      isBlankOrEnd(code) ||
      code === 63 ||
      code === 58 ||
      code === 44 ||
      code === 93 ||
      code === 125 ||
      code === 37 ||
      code === 64 ||
      code === 96
    if (name === '' || !ends) throw this.fail(start, 'did not find expected alphabetic or numeric character')
    this.push(type, start, this.mark(), name)
  }

  // ---- directives and tags

  private fetchDirective(): void {
    this.unroll(-1)
    this.removeSimpleKey()
    this.simpleKeyAllowed = false
    const start = this.mark()
    this.step()
    const name = this.word()
    if (name === '') throw this.fail(start, 'could not find expected directive name')
    if (!isBlankOrEnd(this.code())) throw this.fail(start, 'found unexpected non-alphabetical character')
    if (name === 'YAML') {
      this.skipBlanks()
      const major = this.versionNumber(start)
      if (this.code() !== 46) throw this.fail(start, "did not find expected digit or '.' character")
      this.step()
      const minor = this.versionNumber(start)
      this.push(T.versionDirective, start, this.mark(), `${major}.${minor}`)
    } else if (name === 'TAG') {
      this.skipBlanks()
      const handle = this.tagHandle(true, start)
      this.need(1)
      if (!isBlank(this.code())) throw this.fail(start, 'did not find expected whitespace')
      this.skipBlanks()
      const prefix = this.tagUri('', start)
      this.need(1)
      if (!isBlankOrEnd(this.code())) throw this.fail(start, 'did not find expected whitespace or line break')
      this.push(T.tagDirective, start, this.mark(), handle, prefix)
    } else throw this.fail(start, 'found unknown directive name')
    this.endOfLine(start)
  }

  /** Blanks and a comment up to the end of the line, and the break. */
  private endOfLine(start: Mark): void {
    this.skipBlanks()
    this.skipComment()
    if (!isBreakOrEnd(this.code())) throw this.fail(start, 'did not find expected comment or line break')
    if (isBreak(this.code())) {
      this.need(2)
      this.breakLine()
    }
  }

  private versionNumber(start: Mark): number {
    this.need(1)
    let value = 0
    let length = 0
    while (isDigit(this.code())) {
      if (++length > 2) throw this.fail(start, 'found extremely long version number')
      value = value * 10 + this.code() - 48
      this.step()
      this.need(1)
    }
    if (length === 0) throw this.fail(start, 'did not find expected version number')
    return value
  }

  private fetchTag(): void {
    this.saveSimpleKey()
    this.simpleKeyAllowed = false
    const start = this.mark()
    this.need(2)
    let handle = ''
    let suffix: string
    if (this.codeAt(1) === 60) {
      this.stepTo(this.pos + 2)
      suffix = this.tagUri('', start)
      if (this.code() !== 62) throw this.fail(start, "did not find the expected '>'")
      this.step()
    } else {
      handle = this.tagHandle(false, start)
      if (handle.length > 1 && handle.endsWith('!')) suffix = this.tagUri('', start)
      else {
        suffix = this.tagUri(handle, start)
        handle = '!'
        if (suffix === '') {
          handle = ''
          suffix = '!'
        }
      }
    }
    this.need(1)
    if (!isBlankOrEnd(this.code())) throw this.fail(start, 'did not find expected whitespace or line break')
    this.push(T.tag, start, this.mark(), handle, suffix)
  }

  private tagHandle(directive: boolean, start: Mark): string {
    this.need(1)
    if (this.code() !== 33) throw this.fail(start, "did not find expected '!'")
    this.step()
    const name = this.word()
    if (this.code() === 33) {
      this.step()
      return `!${name}!`
    }
    if (directive && name !== '') throw this.fail(start, "did not find expected '!'")
    return `!${name}`
  }

  /** A tag's URI after `head`, of which the `!` is left out. */
  private tagUri(head: string, start: Mark): string {
    let uri = head.slice(1)
    let any = head !== ''
    this.need(1)
    for (;;) {
      const code = this.code()
      if (code === 37) uri += this.uriEscape(start)
      else if (
        isWord(code) ||
        (code > 32 && code < 127 && ";/?:@&=+$,.!~*'()[]".includes(this.text[this.pos]!))
      ) {
        uri += this.text[this.pos]
        this.step()
      } else break
      this.need(1)
      any = true
    }
    if (!any) throw this.fail(start, 'did not find expected tag URI')
    return uri
  }

  private uriEscape(start: Mark): string {
    const bytes: number[] = []
    let width = 1
    while (bytes.length < width) {
      this.need(3)
      const high = hexValue(this.codeAt(1))
      const low = hexValue(this.codeAt(2))
      if (this.code() !== 37 || high < 0 || low < 0) throw this.fail(start, 'did not find URI escaped octet')
      const octet = high * 16 + low
      if (bytes.length === 0) {
        width =
          octet < 0x80 ? 1 : octet < 0xc0 ? 0 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : octet < 0xf8 ? 4 : 0
        if (width === 0) throw this.fail(start, 'found an incorrect leading UTF-8 octet')
      } else if ((octet & 0xc0) !== 0x80) throw this.fail(start, 'found an incorrect trailing UTF-8 octet')
      bytes.push(octet)
      this.stepTo(this.pos + 3)
    }
    return new TextDecoder().decode(Uint8Array.from(bytes))
  }

  // ---- scalars

  private fetchBlockScalar(literal: boolean): void {
    this.removeSimpleKey()
    this.simpleKeyAllowed = true
    const start = this.mark()
    this.step()
    const { chomp, increment } = this.blockHeader(start)
    this.endOfLine(start)
    let end = this.mark()
    let indent = increment === 0 ? 0 : Math.max(this.indent, 0) + increment

    let value = ''
    let leadingBreak = ''
    let trailingBreaks = ''
    let leadingBlank = false
    const eatBreaks = () => {
      end = this.mark()
      let deepest = 0
      for (;;) {
        this.need(1)
        while ((indent === 0 || this.column < indent) && this.code() === 32) {
          this.step()
          this.need(1)
        }
        if (this.column > deepest) deepest = this.column
        if ((indent === 0 || this.column < indent) && this.code() === 9)
          throw this.fail(start, 'found a tab character where an indentation space is expected')
        if (!isBreak(this.code())) break
        this.need(2)
        trailingBreaks += this.breakLine()
        end = this.mark()
      }
      if (indent === 0) indent = Math.max(deepest, this.indent + 1, 1)
    }
    eatBreaks()
    this.need(1)
    while (this.column === indent && this.code() !== 0) {
      const blank = isBlank(this.code())
      if (!literal && !leadingBlank && !blank && leadingBreak === '\n') {
        if (trailingBreaks === '') value += ' '
      } else value += leadingBreak
      value += trailingBreaks
      trailingBreaks = ''
      leadingBlank = blank
      let to = this.pos
      while (!isBreakOrEnd(this.text.charCodeAt(to))) to++
      this.need(to - this.pos + 2)
      value += this.text.slice(this.pos, to)
      this.stepTo(to)
      leadingBreak = isBreak(this.code()) ? this.breakLine() : ''
      eatBreaks()
    }
    if (chomp !== -1) value += leadingBreak
    if (chomp === 1) value += trailingBreaks
    this.push(T.scalar, start, end, value)
  }

  private blockHeader(start: Mark): { chomp: number; increment: number } {
    let chomp = 0
    let increment = 0
    for (let part = 0; part < 2; part++) {
      this.need(1)
      const code = this.code()
      if (chomp === 0 && (code === 43 || code === 45)) chomp = code === 43 ? 1 : -1
      else if (increment === 0 && isDigit(code)) {
        if (code === 48) throw this.fail(start, 'found an indentation indicator equal to 0')
        increment = code - 48
      } else break
      this.step()
    }
    return { chomp, increment }
  }

  private scanQuoted(quote: number): void {
    const start = this.mark()
    this.step()
    const single = quote === 39
    let value = ''
    for (;;) {
      this.need(4)
      if (this.column === 0 && this.atDocumentIndicator())
        throw this.fail(start, 'found unexpected document indicator')
      if (this.code() === 0) throw this.fail(start, 'found unexpected end of stream')
      let leadingBlanks = false
      for (let code = this.code(); !isBlankOrEnd(code); code = this.code()) {
        if (code === quote) {
          if (!single || this.codeAt(1) !== 39) break
          value += "'"
          this.stepTo(this.pos + 2)
        } else if (code === 92 && !single) {
          if (isBreak(this.codeAt(1))) {
            this.need(3)
            this.step()
            this.breakLine()
            leadingBlanks = true
            break
          }
          value += this.escape(start)
        } else {
          let to = this.pos + 1
          for (;;) {
            const next = this.text.charCodeAt(to)
            if (next === quote || (next === 92 && !single) || isBlankOrEnd(next)) break
            to++
          }
          this.need(to - this.pos + 1)
          value += this.text.slice(this.pos, to)
          this.stepTo(to)
        }
        this.need(2)
      }
      this.need(1)
      if (this.code() === quote) break

      let whitespace = ''
      let leadingBreak = ''
      let trailingBreaks = ''
      for (let code = this.code(); isBlank(code) || isBreak(code); code = this.code()) {
        if (isBlank(code)) {
          if (!leadingBlanks) whitespace += this.text[this.pos]
          this.step()
        } else {
          this.need(2)
          if (!leadingBlanks) {
            whitespace = ''
            leadingBreak = this.breakLine()
            leadingBlanks = true
          } else trailingBreaks += this.breakLine()
        }
        this.need(1)
      }
      if (!leadingBlanks) value += whitespace
      else if (leadingBreak !== '\n') value += leadingBreak + trailingBreaks
      else value += trailingBreaks === '' ? ' ' : trailingBreaks
    }
    this.step()
    this.push(T.scalar, start, this.mark(), value)
  }

  private escape(start: Mark): string {
    const code = this.codeAt(1)
    const simple = simpleEscapes[code]
    if (simple !== undefined) {
      this.stepTo(this.pos + 2)
      return simple
    }
    const length = code === 120 ? 2 : code === 117 ? 4 : code === 85 ? 8 : 0
    if (length === 0) throw this.fail(start, 'found unknown escape character')
    this.stepTo(this.pos + 2)
    this.need(length)
    let value = 0
    for (let k = 0; k < length; k++) {
      const digit = hexValue(this.codeAt(k))
      if (digit < 0) throw this.fail(start, 'did not find expected hexdecimal number')
      value = value * 16 + digit
    }
    if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff)
      throw this.fail(start, 'found invalid Unicode character escape code')
    this.stepTo(this.pos + length)
    return String.fromCodePoint(value)
  }

  private scanPlain(): void {
    const start = this.mark()
    const indent = this.indent + 1
    const inFlow = this.flowLevel > 0
    let end = start
    let value = ''
    let whitespace = ''
    let leadingBreak = ''
    let trailingBreaks = ''
    let leadingBlanks = false
    for (;;) {
      this.need(4)
      if (this.column === 0 && this.atDocumentIndicator()) break
      if (this.code() === 35) break
      const to = this.plainEnd(inFlow)
      if (to > this.pos) {
        if (leadingBlanks) {
          if (leadingBreak !== '\n') value += leadingBreak + trailingBreaks
          else value += trailingBreaks === '' ? ' ' : trailingBreaks
          trailingBreaks = ''
          leadingBlanks = false
        } else value += whitespace
        whitespace = ''
        this.need(to - this.pos + 1)
        value += this.text.slice(this.pos, to)
        this.stepTo(to)
        end = this.mark()
        this.need(2)
      }
      if (!isBlank(this.code()) && !isBreak(this.code())) break
      this.need(1)
      for (let code = this.code(); isBlank(code) || isBreak(code); code = this.code()) {
        if (isBlank(code)) {
          if (leadingBlanks && this.column < indent && code === 9)
            throw this.fail(start, 'found a tab character that violates indentation')
          if (!leadingBlanks) whitespace += this.text[this.pos]
          this.step()
        } else {
          this.need(2)
          if (!leadingBlanks) {
            whitespace = ''
            leadingBreak = this.breakLine()
            leadingBlanks = true
          } else trailingBreaks += this.breakLine()
        }
        this.need(1)
      }
      if (!inFlow && this.column < indent) break
    }
    this.push(T.scalar, start, end, value, '', true)
    if (leadingBlanks) this.simpleKeyAllowed = true
  }

  /** Where the run of characters of a plain scalar that starts here ends. */
  private plainEnd(inFlow: boolean): number {
    let to = this.pos
    for (;;) {
      const code = this.text.charCodeAt(to)
      if (isBlankOrEnd(code)) return to
      if (code === 58 && isBlankOrEnd(this.text.charCodeAt(to + 1))) return to
      if (
        inFlow &&
        (code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125)
      )
        return to
      to++
    }
  }
}
