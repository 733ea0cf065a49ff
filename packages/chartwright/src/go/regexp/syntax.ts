import { GoError } from '../error.ts'
import { classText, rangeText } from './class-text.ts'
import { foldedRange } from './fold.ts'
import { perlClasses, posixClasses, unicodeClass } from './classes.ts'

/** A set of characters: what stands between the brackets of a JavaScript class with flag u. */
export interface CharacterSet {
  readonly source: string
  readonly negated: boolean
}

export type Assertion = 'lineStart' | 'lineEnd' | 'textStart' | 'textEnd' | 'word' | 'notWord'

export type Node =
  | { readonly op: 'empty' }
  | { readonly op: 'character'; readonly code: number }
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'assert'; readonly kind: Assertion }
  | { readonly op: 'group'; readonly index: number; readonly sub: Node }
  | {
      readonly op: 'repeat'
      readonly sub: Node
      readonly min: number
      readonly max: number
      readonly greedy: boolean
    }
  | { readonly op: 'concat'; readonly subs: readonly Node[] }
  | { readonly op: 'choice'; readonly subs: readonly Node[] }

export interface Syntax {
  readonly root: Node
  /** Names of the groups, "" where there is none; the first is the whole match. */
  readonly names: readonly string[]
}

/** Parses a pattern as Go's regexp.Compile does. Throws GoError with Go's message. */
export function parseRegexp(pattern: string): Syntax {
  return new Parser(pattern).parse()
}

interface Flags {
  fold: boolean
  multiline: boolean
  dotAll: boolean
  ungreedy: boolean
}

/** An open group: the alternatives before, and what is being put together. */
interface Frame {
  readonly choices: Node[]
  items: Node[]
  readonly flags: Flags
  /** 0 for a group that captures nothing. */
  readonly index: number
}

const anyCharacter: Node = { op: 'set', set: { source: '', negated: true } }
const notNewline: Node = { op: 'set', set: { source: '\\n', negated: true } }

class Parser {
  private readonly pattern: string
  private readonly names = ['']
  private readonly open: Frame[] = []
  private rest: string
  private flags: Flags = { fold: false, multiline: false, dotAll: false, ungreedy: false }
  private frame: Frame = { choices: [], items: [], flags: this.flags, index: 0 }
  /** The text from the last repetition on, if nothing has followed it. */
  private lastRepeat = ''

  constructor(pattern: string) {
    this.pattern = pattern
    this.rest = pattern
  }

  parse(): Syntax {
    while (this.rest !== '') {
      const repeated = this.step()
      this.lastRepeat = repeated
    }
    if (this.open.length > 0) throw fault('missing closing )', this.pattern)
    return { root: this.closed(this.frame), names: this.names }
  }

  /** Takes one piece; returns the text from it on if it was a repetition. */
  private step(): string {
    const before = this.rest
    switch (before[0]) {
      case '(':
        if (before[1] === '?') this.perlGroup()
        else {
          this.begin(this.names.push('') - 1)
          this.rest = before.slice(1)
        }
        return ''
      case ')':
        this.rest = before.slice(1)
        this.end()
        return ''
      case '|':
        this.rest = before.slice(1)
        this.frame.choices.push(sequence(this.frame.items))
        this.frame.items = []
        return ''
      case '^':
        return this.take(1, { op: 'assert', kind: this.flags.multiline ? 'lineStart' : 'textStart' })
      case '$':
        return this.take(1, { op: 'assert', kind: this.flags.multiline ? 'lineEnd' : 'textEnd' })
      case '.':
        return this.take(1, this.flags.dotAll ? anyCharacter : notNewline)
      case '[':
        this.bracket()
        return ''
      case '*':
        return this.repeat(before, 1, 0, -1)
      case '+':
        return this.repeat(before, 1, 1, -1)
      case '?':
        return this.repeat(before, 1, 0, 1)
      case '{':
        return this.counted(before)
      case '\\':
        return this.escape(before)
      default: {
        const character = characterAt(before, 0)
        return this.take(character.length, this.literal(character.codePointAt(0)!))
      }
    }
  }

  private take(length: number, node: Node): '' {
    this.rest = this.rest.slice(length)
    this.frame.items.push(node)
    return ''
  }

  private literal(code: number): Node {
    if (!this.flags.fold) return { op: 'character', code }
    const source = foldedRange(code, code)
    return source === classText(code)
      ? { op: 'character', code }
      : { op: 'set', set: { source, negated: false } }
  }

  private begin(index: number): void {
    if (this.open.length >= 1000) throw fault('expression nests too deeply', this.pattern)
    this.open.push(this.frame)
    this.frame = { choices: [], items: [], flags: this.flags, index }
  }

  private end(): void {
    const outer = this.open.pop()
    if (!outer) throw fault('unexpected )', this.pattern)
    const sub = this.closed(this.frame)
    const { index, flags } = this.frame
    this.frame = outer
    this.flags = flags
    this.frame.items.push(index > 0 ? { op: 'group', index, sub } : sub)
  }

  private closed(frame: Frame): Node {
    const last = sequence(frame.items)
    return frame.choices.length === 0 ? last : { op: 'choice', subs: [...frame.choices, last] }
  }

  private perlGroup(): void {
    const start = this.rest
    const named = /^\(\?P?</.exec(start)
    if (named && start.length > named[0].length) {
      const close = start.indexOf('>')
      if (close < 0) {
        refuseStrayBytes(start)
        throw fault('invalid named capture', start)
      }
      const name = start.slice(named[0].length, close)
      refuseStrayBytes(name)
      if (!/^\w+$/.test(name)) throw fault('invalid named capture', start.slice(0, close + 1))
      this.begin(this.names.push(name) - 1)
      this.rest = start.slice(close + 1)
      return
    }
    const flags = { ...this.flags }
    let on = true
    let seen = false
    let at = 2
    while (at < start.length) {
      const character = characterAt(start, at)
      at += character.length
      if (character === 'i') flags.fold = on
      else if (character === 'm') flags.multiline = on
      else if (character === 's') flags.dotAll = on
      else if (character === 'U') flags.ungreedy = on
      else if (character === '-') {
        if (!on) break
        on = false
        seen = false
        continue
      } else if (character === ':' || character === ')') {
        if (!on && !seen) break
        this.rest = start.slice(at)
        if (character === ':') this.begin(0)
        this.flags = flags
        return
      } else break
      seen = true
    }
    throw fault('invalid or unsupported Perl syntax', start.slice(0, at))
  }

  private repeat(before: string, length: number, min: number, max: number): string {
    let after = before.slice(length)
    let greedy = !this.flags.ungreedy
    if (after[0] === '?') {
      after = after.slice(1)
      greedy = !greedy
    }
    const { lastRepeat } = this
    if (lastRepeat !== '')
      throw fault('invalid nested repetition operator', lastRepeat.slice(0, lastRepeat.length - after.length))
    const shown = before.slice(0, before.length - after.length)
    const sub = this.frame.items.pop()
    if (!sub) throw fault('missing argument to repetition operator', shown)
    const node: Node = { op: 'repeat', sub, min, max, greedy }
    if ((min >= 2 || max >= 2) && !repeatFits(node, 1000)) throw fault('invalid repeat count', shown)
    this.frame.items.push(node)
    this.rest = after
    return before
  }

  private counted(before: string): string {
    const match = /^\{(\d+)(,(\d*))?\}/.exec(before)
    if (!match || /^0\d/.test(match[1]!) || /^0\d/.test(match[3] ?? ''))
      return this.take(1, this.literal(0x7b))
    const min = Number(match[1])
    const max = match[2] === undefined ? min : match[3] === '' ? -1 : Number(match[3])
    if (min > 1000 || max > 1000 || (max >= 0 && min > max)) throw fault('invalid repeat count', match[0])
    return this.repeat(before, match[0].length, min, max)
  }

  private escape(before: string): string {
    switch (before[1]) {
      case 'A':
        return this.take(2, { op: 'assert', kind: 'textStart' })
      case 'z':
        return this.take(2, { op: 'assert', kind: 'textEnd' })
      case 'b':
        return this.take(2, { op: 'assert', kind: 'word' })
      case 'B':
        return this.take(2, { op: 'assert', kind: 'notWord' })
      case 'C':
        throw fault('invalid escape sequence', '\\C')
      case 'Q': {
        const close = before.indexOf('\\E', 2)
        const text = close < 0 ? before.slice(2) : before.slice(2, close)
        refuseStrayBytes(text)
        for (const character of text) this.frame.items.push(this.literal(character.codePointAt(0)!))
        this.rest = close < 0 ? '' : before.slice(close + 2)
        return ''
      }
    }
    const named = this.namedClass(before)
    if (named) return this.take(named.length, { op: 'set', set: { source: named.source, negated: false } })
    const { code, length } = characterEscape(before)
    return this.take(length, this.literal(code))
  }

  /** \d, \pL and their like, inside or outside of brackets. */
  private namedClass(text: string): { source: string; length: number } | undefined {
    if (text[0] !== '\\') return undefined
    const letter = text[1] ?? ''
    const perl = perlClasses[letter]
    if (perl !== undefined) return { source: perl, length: 2 }
    if (letter !== 'p' && letter !== 'P') return undefined
    if (text.length === 2) throw fault('invalid character class range', text)
    const braced = text[2] === '{'
    const close = text.indexOf('}')
    if (braced && close < 0) {
      refuseStrayBytes(text)
      throw fault('invalid character class range', text)
    }
    const one = characterAt(text, 2)
    const whole = braced ? text.slice(0, close + 1) : text.slice(0, 2 + one.length)
    const name = braced ? text.slice(3, close) : one
    refuseStrayBytes(name)
    const source = unicodeClass(
      name.replace(/^\^/, ''),
      (letter === 'P') !== name.startsWith('^'),
      this.flags.fold,
    )
    if (source === undefined) throw fault('invalid character class range', whole)
    return { source, length: whole.length }
  }

  private bracket(): void {
    const start = this.rest
    let rest = start.slice(1)
    const negated = rest[0] === '^'
    if (negated) rest = rest.slice(1)
    let source = ''
    for (let first = true; rest === '' || rest[0] !== ']' || first; first = false) {
      const posix = rest.startsWith('[:') && /^\[:[^]*?:\]/.exec(rest)
      if (posix) {
        const posixSource = posixClasses(posix[0], this.flags.fold)
        if (posixSource === undefined) throw fault('invalid character class range', posix[0])
        source += posixSource
        rest = rest.slice(posix[0].length)
        continue
      }
      const named = this.namedClass(rest)
      if (named) {
        source += named.source
        rest = rest.slice(named.length)
        continue
      }
      const range = rest
      const low = classCharacter(rest, start)
      rest = rest.slice(low.length)
      let high = low.code
      if (rest.length >= 2 && rest[0] === '-' && rest[1] !== ']') {
        const end = classCharacter(rest.slice(1), start)
        rest = rest.slice(1 + end.length)
        high = end.code
        if (high < low.code)
          throw fault('invalid character class range', range.slice(0, range.length - rest.length))
      }
      source += this.flags.fold ? foldedRange(low.code, high) : rangeText(low.code, high)
    }
    this.rest = rest.slice(1)
    this.frame.items.push({ op: 'set', set: { source, negated } })
  }
}

function sequence(items: Node[]): Node {
  return items.length === 0 ? { op: 'empty' } : items.length === 1 ? items[0]! : { op: 'concat', subs: items }
}

/** Repetitions inside repetitions may not multiply beyond a limit. */
function repeatFits(node: Node, limit: number): boolean {
  switch (node.op) {
    case 'repeat': {
      const times = node.max < 0 ? node.min : node.max
      const counted = !(node.min <= 1 && (node.max < 0 || node.max === 1))
      if (!counted) return repeatFits(node.sub, limit)
      if (node.max === 0) return true
      return times <= limit && repeatFits(node.sub, times > 0 ? Math.floor(limit / times) : limit)
    }
    case 'group':
      return repeatFits(node.sub, limit)
    case 'concat':
    case 'choice':
      return node.subs.every((sub) => repeatFits(sub, limit))
    default:
      return true
  }
}

function fault(code: string, expression: string): GoError {
  return new GoError(`error parsing regexp: ${code}: \`${expression}\``)
}

const strayByte = /[\ud800-\udfff]/u

/** The character at an index; a byte that is none, as Go's nextRune has it, ends the reading there. */
function characterAt(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at)!)
  if (strayByte.test(character)) throw fault('invalid UTF-8', text.slice(at))
  return character
}

/** Go's checkUTF8; the message shows `all` from the first bad byte on. */
function refuseStrayBytes(text: string, all = text): void {
  const at = text.search(strayByte)
  if (at >= 0) throw fault('invalid UTF-8', all.slice(at))
}

function classCharacter(text: string, wholeClass: string): { code: number; length: number } {
  if (text === '') throw fault('missing closing ]', wholeClass)
  if (text[0] === '\\') return characterEscape(text)
  const character = characterAt(text, 0)
  return { code: character.codePointAt(0)!, length: character.length }
}

const letters: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

/** An escape that stands for one character. */
function characterEscape(text: string): { code: number; length: number } {
  if (text.length === 1) throw fault('trailing backslash at end of expression', '')
  const octal = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(text)
  if (octal) return { code: parseInt(octal[0].slice(1), 8), length: octal[0].length }
  const hex = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(text)
  if (hex) {
    const code = parseInt((hex[1] ?? hex[2])!, 16)
    if (code <= 0x10ffff) return { code, length: hex[0].length }
  }
  const character = characterAt(text, 1)
  const next = character.codePointAt(0)!
  const code = Object.hasOwn(letters, character) ? letters[character] : undefined
  if (code !== undefined) return { code, length: 2 }
  if (next < 0x80 && !/[0-9A-Za-z]/.test(character)) return { code: next, length: 2 }
  throw fault('invalid escape sequence', text.slice(0, escapeLength(text, character)))
}

/** How far Go reads into an escape before it gives up. */
function escapeLength(text: string, character: string): number {
  if (character !== 'x') return 1 + character.length
  if (text[2] !== '{') {
    const read = text.slice(2).match(/^[^]{0,2}/u)![0]
    refuseStrayBytes(read, text.slice(2))
    return 2 + read.length
  }
  let value = 0
  for (let at = 3; at < text.length; at++) {
    const next = characterAt(text, at)
    const digit = parseInt(next, 16)
    value = value * 16 + digit
    if (Number.isNaN(digit) || value > 0x10ffff) return at + next.length
  }
  return text.length
}
