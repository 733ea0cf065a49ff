import { formatCharacter, isSpaceCode, isWordCode } from './characters.ts'
import { scanNumber } from './scan-number.ts'
import * as t from './token.ts'
import type { Token } from './token.ts'
import { quote } from '../go/quote.ts'

/** Which words a lexer takes for keywords, and whether comments are tokens. */
export interface LexOptions {
  comments: boolean
  breakIsKeyword: boolean
  continueIsKeyword: boolean
}

// V8's own matcher: most templates are read once, before any loop of ours would be compiled.
const asciiWord = /[A-Za-z0-9_]*/y

/** Splits a template into tokens, one a call, as text/template/parse/lex.go does. */
export class Lexer {
  private text: string
  private pos = 0
  private insideAction = false
  private parenDepth = 0
  private readonly options: LexOptions

  constructor(text: string, options: LexOptions) {
    this.text = text
    this.options = options
  }

  /** Where the next token is looked for. */
  get position(): number {
    return this.pos
  }

  /** Leaves the action whose right delimiter, or the space before it, stands here: what is in it was read already. */
  leaveAction(at: number): void {
    this.pos = this.afterRightDelim(at)
    this.insideAction = false
  }

  next(): Token {
    return this.insideAction ? this.inAction() : this.inText()
  }

  private inText(): Token {
    const text = this.text
    for (;;) {
      const start = this.pos
      const open = text.indexOf('{{', start)
      if (open < 0) {
        this.pos = text.length
        if (start < text.length) return { type: t.TEXT, pos: start, text: text.slice(start) }
        return { type: t.EOF, pos: start, text: '' }
      }
      const trims = text.charCodeAt(open + 2) === 45 && isSpaceCode(text.charCodeAt(open + 3))
      if (open > start) {
        this.pos = open
        let end = open
        if (trims) while (end > start && isSpaceCode(text.charCodeAt(end - 1))) end--
        if (end > start) return { type: t.TEXT, pos: start, text: text.slice(start, end) }
      }
      const inner = open + (trims ? 4 : 2)
      if (text.charCodeAt(inner) === 47 && text.charCodeAt(inner + 1) === 42) {
        const comment = this.comment(inner)
        if (comment) return comment
        continue
      }
      this.insideAction = true
      this.parenDepth = 0
      this.pos = inner
      return { type: t.LEFT_DELIM, pos: open, text: '{{' }
    }
  }

  private comment(start: number): Token | undefined {
    const text = this.text
    const close = text.indexOf('*/', start + 2)
    if (close < 0) return this.error(start, 'unclosed comment')
    const end = close + 2
    if (!this.atRightDelim(end)) return this.error(start, 'comment ends before closing delimiter')
    this.pos = this.afterRightDelim(end)
    if (!this.options.comments) return undefined
    return { type: t.COMMENT, pos: start, text: text.slice(start, end) }
  }

  /** Whether `}}` stands here, or ` -}}`. */
  private atRightDelim(at: number): boolean {
    const text = this.text
    const code = text.charCodeAt(at)
    if (code === 125) return text.charCodeAt(at + 1) === 125
    return isSpaceCode(code) && text.charCodeAt(at + 1) === 45 && text.startsWith('}}', at + 2)
  }

  private afterRightDelim(at: number): number {
    const text = this.text
    if (text.charCodeAt(at) === 125) return at + 2
    let end = at + 4
    while (isSpaceCode(text.charCodeAt(end))) end++
    return end
  }

  private rightDelim(at: number): Token {
    this.leaveAction(at)
    return { type: t.RIGHT_DELIM, pos: this.text.charCodeAt(at) === 125 ? at : at + 2, text: '}}' }
  }

  private inAction(): Token {
    const text = this.text
    const start = this.pos
    const code = text.charCodeAt(start)
    if (code === 125 || isSpaceCode(code)) {
      if (this.atRightDelim(start)) {
        if (this.parenDepth === 0) return this.rightDelim(start)
        return this.error(start, 'unclosed left paren')
      }
      if (code !== 125) return this.space(start)
    }
    switch (code) {
      case 61: // =
        return this.emit(t.ASSIGN, 1)
      case 58: // :
        if (text.charCodeAt(start + 1) !== 61) return this.error(start, 'expected :=')
        return this.emit(t.DECLARE, 2)
      case 124: // |
        return this.emit(t.PIPE, 1)
      case 34: // "
        return this.quoted(34, t.STRING, 'unterminated quoted string')
      case 39: // '
        return this.quoted(39, t.CHAR_CONSTANT, 'unterminated character constant')
      case 96: // `
        return this.rawString()
      case 36: // $
        return this.fieldOrVariable(t.VARIABLE)
      case 40: // (
        this.parenDepth++
        return this.emit(t.LEFT_PAREN, 1)
      case 41: // )
        if (--this.parenDepth < 0) return this.error(start, 'unexpected right paren')
        return this.emit(t.RIGHT_PAREN, 1)
      case 46: {
        // A dot starts a number before a digit, and at the very end, where nothing tells.
        const following = text.charCodeAt(start + 1)
        if (start + 1 < text.length && !(following >= 48 && following <= 57)) {
          return this.fieldOrVariable(t.FIELD)
        }
        return this.number()
      }
      case 43:
      case 45:
        return this.number()
    }
    if (code >= 48 && code <= 57) return this.number()
    return this.wordOrOther(start)
  }

  private wordOrOther(start: number): Token {
    const text = this.text
    if (start >= text.length) return this.error(start, 'unclosed action')
    const code = text.codePointAt(start)!
    if (!isWordCode(code)) {
      if (code > 32 && code < 127) return this.emit(t.CHAR, 1)
      return this.error(start, `unrecognized character in action: ${formatCharacter(code)}`)
    }
    const end = this.wordEnd(start)
    if (!this.atTerminator(end)) return this.badCharacter(start, end)
    const word = text.slice(start, end)
    let type = t.wordType(word)
    if (type === t.BREAK && !this.options.breakIsKeyword) type = t.IDENTIFIER
    if (type === t.CONTINUE && !this.options.continueIsKeyword) type = t.IDENTIFIER
    this.pos = end
    return { type, pos: start, text: word }
  }

  private wordEnd(at: number): number {
    const text = this.text
    asciiWord.lastIndex = at
    asciiWord.test(text)
    const end = asciiWord.lastIndex
    return text.charCodeAt(end) > 0x7f ? this.wordEndBeyondAscii(end) : end
  }

  private wordEndBeyondAscii(at: number): number {
    const text = this.text
    let end = at
    for (;;) {
      const code = text.codePointAt(end)
      if (code === undefined || !isWordCode(code)) return end
      end += code > 0xffff ? 2 : 1
    }
  }

  private fieldOrVariable(type: number): Token {
    const start = this.pos
    if (this.atTerminator(start + 1)) return this.emit(type === t.FIELD ? t.DOT : type, 1)
    const end = this.wordEnd(start + 1)
    if (!this.atTerminator(end)) return this.badCharacter(start, end)
    this.pos = end
    return { type, pos: start, text: this.text.slice(start, end) }
  }

  /** Whether what stands here may follow a name. */
  private atTerminator(at: number): boolean {
    const text = this.text
    if (at >= text.length) return true
    switch (text.charCodeAt(at)) {
      case 32:
      case 9:
      case 13:
      case 10:
      case 46: // .
      case 44: // ,
      case 124: // |
      case 58: // :
      case 41: // )
      case 40: // (
        return true
      case 125:
        return text.charCodeAt(at + 1) === 125
    }
    return false
  }

  private badCharacter(start: number, at: number): Token {
    return this.error(start, `bad character ${formatCharacter(this.text.codePointAt(at)!)}`)
  }

  private space(start: number): Token {
    const text = this.text
    let end = start + 1
    while (isSpaceCode(text.charCodeAt(end))) end++
    // The last space belongs to a trim marker that follows.
    if (text.charCodeAt(end) === 45 && text.startsWith('}}', end + 1)) end--
    this.pos = end
    return { type: t.SPACE, pos: start, text: ' ' }
  }

  private quoted(mark: number, type: number, unterminated: string): Token {
    const text = this.text
    const start = this.pos
    for (let end = start + 1; end < text.length; end++) {
      let code = text.charCodeAt(end)
      if (code === mark) return this.emit(type, end + 1 - start)
      if (code === 92) code = text.charCodeAt(++end)
      if (code === 10) break
    }
    return this.error(start, unterminated)
  }

  private rawString(): Token {
    const end = this.text.indexOf('`', this.pos + 1)
    if (end < 0) return this.error(this.pos, 'unterminated raw quoted string')
    return this.emit(t.RAW_STRING, end + 1 - this.pos)
  }

  private number(): Token {
    const start = this.pos
    const { end, complex, ok } = scanNumber(this.text, start)
    const text = this.text.slice(start, end)
    if (!ok) return this.error(start, `bad number syntax: ${quote(text)}`)
    this.pos = end
    return { type: complex ? t.COMPLEX : t.NUMBER, pos: start, text }
  }

  private emit(type: number, length: number): Token {
    const pos = this.pos
    this.pos = pos + length
    return { type, pos, text: this.text.slice(pos, this.pos) }
  }

  /** Nothing follows an error. */
  private error(pos: number, message: string): Token {
    this.text = ''
    this.pos = 0
    return { type: t.ERROR, pos, text: message }
  }
}
