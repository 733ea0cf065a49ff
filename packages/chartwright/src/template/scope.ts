import { byteLength } from '../go/bytes.ts'
import { quote } from '../go/quote.ts'
import { lineOf, TemplateSyntaxError } from './errors.ts'
import { Lexer } from './lex.ts'
import { COMMENT, EOF, ERROR, KEYWORD, SPACE, type Token } from './token.ts'

/** What every scope of a file shares. */
export interface Source {
  name: string
  text: string
  lexer: Lexer
  isFunction: (name: string) => boolean
  uncountedComments: boolean
}

/**
 * The parser's state within one template: the file itself, a `define` or a `block`. Go starts a new tree for
 * each, with its own look-ahead, so that errors name the line of the last token that this scope has read.
 */
export class Scope {
  readonly source: Source
  /** Declared so far and not yet gone. */
  variables = ['$']
  rangeDepth = 0
  parenDepth = 0
  /** The start of the action being read, -1 outside. */
  actionPos = -1
  private tokens: [Token, Token, Token]
  private waiting = 0

  constructor(source: Source) {
    this.source = source
    const none = { type: EOF, pos: 0, text: '' }
    this.tokens = [none, none, none]
  }

  /** Whether no token is waiting that was looked at or put back. */
  get isIdle(): boolean {
    return this.waiting === 0
  }

  next(): Token {
    if (this.waiting > 0) return this.tokens[--this.waiting]!
    return (this.tokens[0] = this.source.lexer.next())
  }

  peek(): Token {
    if (this.waiting > 0) return this.tokens[this.waiting - 1]!
    this.waiting = 1
    return (this.tokens[0] = this.source.lexer.next())
  }

  nextNonSpace(): Token {
    let token = this.next()
    while (token.type === SPACE) token = this.next()
    return token
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace()
    this.waiting++
    return token
  }

  /** Puts the last token back. */
  backup(): void {
    this.waiting++
  }

  /** Puts back the last token and the one before it. */
  backup2(first: Token): void {
    this.tokens[1] = first
    this.waiting = 2
  }

  backup3(first: Token, second: Token): void {
    this.tokens[2] = first
    this.tokens[1] = second
    this.waiting = 3
  }

  expect(type: number, context: string, otherType = type): Token {
    const token = this.nextNonSpace()
    if (token.type !== type && token.type !== otherType) this.unexpected(token, context)
    return token
  }

  unexpected(token: Token, context: string): never {
    if (token.type !== ERROR) this.fail(`unexpected ${describe(token)} in ${context}`, token.pos)
    const { name } = this.source
    if (this.actionPos < 0) this.fail(token.text, token.pos)
    const line = goLine(this.source, this.actionPos)
    if (line === goLine(this.source, token.pos)) this.fail(token.text, token.pos)
    const place = token.text.endsWith(' action') ? 'started at' : 'in action started at'
    this.fail(`${token.text} ${place} ${name}:${line}`, token.pos)
  }

  /** Refuses the file: `detail` is Go's text, `pos` where we would point. */
  fail(detail: string, pos = this.tokens[0].pos, unclosed?: { keyword: string; pos: number }): never {
    const { name, text } = this.source
    throw new TemplateSyntaxError(name, goLine(this.source, this.tokens[0].pos), detail, text, pos, unclosed)
  }
}

/** The line that Go's messages name for a place. */
function goLine({ text, uncountedComments }: Source, pos: number): number {
  const line = lineOf(text, pos)
  return uncountedComments ? line - linesInComments(text, pos) : line
}

function linesInComments(text: string, end: number): number {
  const lexer = new Lexer(text, { comments: true, breakIsKeyword: true, continueIsKeyword: true })
  let lines = 0
  for (;;) {
    const token = lexer.next()
    if (token.type === EOF || token.type === ERROR || token.pos >= end) return lines
    if (token.type === COMMENT) lines += token.text.split('\n').length - 1
  }
}

/** A token as Go's messages print it. */
function describe(token: Token): string {
  if (token.type === EOF) return 'EOF'
  if (token.type > KEYWORD) return `<${token.text}>`
  if (byteLength(token.text) <= 10) return quote(token.text)
  return `${quote(Array.from(token.text).slice(0, 10).join(''))}...`
}
