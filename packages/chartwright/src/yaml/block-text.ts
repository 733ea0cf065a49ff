import { hexValue, isDigit } from './characters.ts'
import { simpleEscapes } from './escapes.ts'

/** Thrown at whatever is left to the complete reader. */
export const unread = Symbol('unread')

/** The text under readBlock: lines, comments and scalars. Throws `unread` at whatever is not plain sailing. */
export class BlockText {
  protected readonly text: string
  protected pos = 0
  /** The column of the next line with content, at which `pos` stands; -1 at the end of the document. */
  protected column = -1
  /** What ended the document: `---`, `...` or the end of the text. */
  protected atMarker = ''
  /** How many empty lines, and whether any comment, stood before the line at `pos`. */
  protected blankLines = 0
  protected commented = false
  /** The end of the plain scalar that was read, without the blanks behind it. */
  protected plainEnd = 0
  /** Whether the quoted scalar that was read goes over several lines. */
  protected spansLines = false

  constructor(text: string) {
    this.text = text
  }

  protected isBlankAt(at: number): boolean {
    const code = this.text.charCodeAt(at)
    return code === 32 || code === 10 || code === 9 || code !== code
  }

  /** From the start of a line to the next content. */
  protected nextLine(): void {
    const { text } = this
    let at = this.pos
    let start = at
    this.blankLines = 0
    this.commented = false
    for (;;) {
      let code = text.charCodeAt(at)
      while (code === 32) code = text.charCodeAt(++at)
      if (code === 10) {
        this.blankLines++
        start = ++at
        continue
      }
      if (code === 35) {
        this.commented = true
        at = text.indexOf('\n', at) + 1
        if (at === 0) at = text.length
        start = at
        continue
      }
      this.pos = at
      this.column = at - start
      if (code !== code) {
        this.column = -1
        this.atMarker = ''
        return
      }
      if (code === 9) throw unread
      if (at === start) this.checkMarker(code)
      return
    }
  }

  /** Document markers and directives, which stand in the first column only. */
  private checkMarker(code: number): void {
    if (code === 37) throw unread
    if (code !== 45 && code !== 46) return
    const marker = code === 45 ? '---' : '...'
    if (!this.text.startsWith(marker, this.pos) || !this.isBlankAt(this.pos + 3)) return
    this.column = -1
    this.atMarker = marker
  }

  /** From behind a value over blanks and a comment to the next line with content. Says if there was a comment. */
  protected endLine(): boolean {
    const { text } = this
    let at = this.pos
    let code = text.charCodeAt(at)
    while (code === 32) code = text.charCodeAt(++at)
    let commented = false
    if (code === 35) {
      if (at === this.pos && text.charCodeAt(at - 1) !== 32) throw unread
      commented = true
      at = text.indexOf('\n', at)
      if (at < 0) at = text.length
    } else if (code !== 10 && code === code) throw unread
    this.pos = at < text.length ? at + 1 : at
    this.nextLine()
    return commented
  }

  /** Whether a plain scalar may start at `at`: `-` has been looked at before, other indicators are unread. */
  protected startsPlain(at: number): boolean {
    const code = this.text.charCodeAt(at)
    if (code > 127 || code !== code) return code === code
    return plainStart[code] === 1 || (code === 45 && !this.isBlankAt(at + 1))
  }

  /**
   * Reads a line of a plain scalar and leaves `pos` behind it: at the colon of a key, the blank before a comment
   * or the end of the line. Returns the code there.
   */
  protected plain(): number {
    const { text } = this
    let at = this.pos
    let code: number
    for (;;) {
      code = text.charCodeAt(at)
      if (code > 58) {
        at++
        continue
      }
      if (code === 58) {
        const next = text.charCodeAt(at + 1)
        if (next === 32 || next === 10 || next !== next) break
        if (next === 9) throw unread
      } else if (code === 35) {
        if (text.charCodeAt(at - 1) === 32) break
      } else if (code === 10 || code !== code) break
      else if (code === 9) throw unread
      at++
    }
    let end = at
    while (text.charCodeAt(end - 1) === 32) end--
    this.plainEnd = end
    // A comment needs the blank before it.
    this.pos = code === 35 ? end : at
    return code
  }

  /**
   * The same inside a flow collection, where brackets and commas end it too. One line only: the caller refuses
   * what may continue it.
   */
  protected flowPlain(): number {
    const { text } = this
    let at = this.pos
    let code: number
    for (;;) {
      code = text.charCodeAt(at)
      if (code === 44 || code === 93 || code === 125 || code === 10) break
      if (code === 58) {
        if (this.isBlankAt(at + 1)) break
      } else if (code === 9 || code === 63 || code === 91 || code === 123 || code !== code) throw unread
      else if (code === 35 && text.charCodeAt(at - 1) === 32) throw unread
      at++
    }
    let end = at
    while (text.charCodeAt(end - 1) === 32) end--
    this.plainEnd = end
    this.pos = at
    return code
  }

  /** Blanks and line ends inside a flow collection. Comments there are left to the complete reader. */
  protected skipFlowBlanks(): void {
    const { text } = this
    let at = this.pos
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 10) {
        const next = text.charCodeAt(at + 1)
        // Perhaps a document marker, or a directive.
        if (next === 45 || next === 46 || next === 37) throw unread
      } else if (code !== 32) break
      at++
    }
    this.pos = at
  }

  /** Reads the quoted scalar at `pos`. */
  protected quoted(): string {
    const { text, pos } = this
    const quote = text.charCodeAt(pos)
    const from = pos + 1
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) {
        if (quote === 39 && text.charCodeAt(at + 1) === 39) break
        this.spansLines = false
        this.pos = at + 1
        return text.slice(from, at)
      }
      if (code === 10 || (code === 92 && quote === 34)) break
      if (code !== code) throw unread
    }
    return this.foldQuoted(from, quote)
  }

  /** A quoted scalar with escapes or of several lines. */
  private foldQuoted(from: number, quote: number): string {
    const { text } = this
    let value = ''
    let at = from
    this.spansLines = false
    for (;;) {
      const start = at
      let code = text.charCodeAt(at)
      while (code !== quote && code !== 10 && code !== 92 && code === code) code = text.charCodeAt(++at)
      value += text.slice(start, at)
      if (code === quote) {
        if (quote !== 39 || text.charCodeAt(at + 1) !== 39) {
          this.pos = at + 1
          return value
        }
        value += "'"
        at += 2
      } else if (code === 92) {
        if (quote === 39) {
          value += '\\'
          at++
          continue
        }
        const letter = text.charCodeAt(at + 1)
        const simple = simpleEscapes[letter]
        const length =
          simple === undefined ? (letter === 117 ? 4 : letter === 120 ? 2 : letter === 85 ? 8 : -1) : 0
        if (length < 0) throw unread
        value += simple ?? hexadecimal(text, at + 2, length)
        at += length + 2
      } else if (code === 10) {
        this.spansLines = true
        // Blanks on either side of a line end go, but not those that an escape has written.
        let end = value.length
        const kept = end - (at - start)
        while (end > kept && (value.charCodeAt(end - 1) === 32 || value.charCodeAt(end - 1) === 9)) end--
        value = value.slice(0, end)
        let lines = 0
        for (;;) {
          const next = text.charCodeAt(at)
          if (next === 10) {
            lines++
            const first = text.charCodeAt(at + 1)
            if (first === 45 || first === 46) throw unread
          } else if (next !== 32 && next !== 9) break
          at++
        }
        value += lines === 1 ? ' ' : '\n'.repeat(lines - 1)
      } else throw unread
    }
  }

  /** Reads the literal or folded scalar at `pos`, for a collection in column `parent`. */
  protected blockScalar(parent: number): string {
    const { text } = this
    const literal = text.charCodeAt(this.pos) === 124
    let at = this.pos + 1
    let chomp = 0
    let code = text.charCodeAt(at)
    if (code === 45 || code === 43) {
      chomp = code === 43 ? 1 : -1
      code = text.charCodeAt(++at)
    }
    if (isDigit(code)) throw unread
    while (code === 32) code = text.charCodeAt(++at)
    if (code !== 10) throw unread
    at++

    // The first line with content sets the indentation; emptier lines before it may not be longer.
    let start = at
    let longest = 0
    let leading = 0
    for (;;) {
      code = text.charCodeAt(at)
      while (code === 32) code = text.charCodeAt(++at)
      if (code === 9) throw unread
      if (at - start > longest) longest = at - start
      if (code !== 10) break
      leading++
      start = ++at
    }
    const indent = at - start
    if (longest > indent || code !== code) throw unread
    if (indent <= parent) {
      // Nothing belongs to it but empty lines.
      this.pos = start
      this.nextLine()
      return chomp === 1 ? '\n'.repeat(leading) : ''
    }
    const value = literal ? this.literal(start, indent) : this.folded(start, indent)
    const trailing = this.trailingBreaks
    const tail = chomp === -1 ? '' : chomp === 1 ? '\n'.repeat(trailing) : trailing > 0 ? '\n' : ''
    this.nextLine()
    return (leading > 0 ? '\n'.repeat(leading) : '') + value + tail
  }

  private trailingBreaks = 0

  /** Lines from `start` on that are indented by `indent`, without the breaks that end the last of them. */
  private literal(start: number, indent: number): string {
    const { text } = this
    let value = ''
    let breaks = 0
    let line = start
    for (;;) {
      const content = this.lineContent(line, indent)
      if (content < 0) break
      let end = text.indexOf('\n', content)
      if (end < 0) end = text.length
      if (content === end) {
        if (end === text.length) break
        breaks++
      } else {
        value += breaks === 0 ? text.slice(content, end) : `${'\n'.repeat(breaks)}${text.slice(content, end)}`
        breaks = end < text.length ? 1 : 0
      }
      line = end + 1
      if (line >= text.length) break
    }
    this.pos = Math.min(line, text.length)
    this.trailingBreaks = breaks
    return value
  }

  private folded(start: number, indent: number): string {
    const { text } = this
    let value = ''
    let breaks = 0
    let afterBlank = true
    let line = start
    for (;;) {
      const content = this.lineContent(line, indent)
      if (content < 0) break
      let end = text.indexOf('\n', content)
      if (end < 0) end = text.length
      if (content === end) {
        if (end === text.length) break
        breaks++
      } else {
        const code = text.charCodeAt(content)
        const blank = code === 32 || code === 9
        // A line end between two lines that start with text folds into a blank, or goes if empty lines follow.
        if (breaks > 0)
          value += afterBlank || blank ? '\n'.repeat(breaks) : breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
        value += text.slice(content, end)
        afterBlank = blank
        breaks = end < text.length ? 1 : 0
      }
      line = end + 1
      if (line >= text.length) break
    }
    this.pos = Math.min(line, text.length)
    this.trailingBreaks = breaks
    return value
  }

  /** Where the content of a line of a block scalar starts; -1 if the line is not part of it. */
  private lineContent(line: number, indent: number): number {
    const { text } = this
    let at = line
    while (at - line < indent && text.charCodeAt(at) === 32) at++
    if (at - line === indent) return at
    const code = text.charCodeAt(at)
    if (code === 10 || code !== code) return at
    if (code === 9) throw unread
    return -1
  }
}

const plainStart = new Uint8Array(128)
// Printable characters without the indicators - ? : , [ ] { } # & * ! | > ' " % @ `
for (let code = 33; code < 127; code++)
  plainStart[code] = '-?:,[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code)) ? 0 : 1

/** The character that `length` hexadecimal digits name. */
function hexadecimal(text: string, from: number, length: number): string {
  let point = 0
  for (let at = from; at < from + length; at++) {
    const digit = at < text.length ? hexValue(text.charCodeAt(at)) : -1
    if (digit < 0) throw unread
    point = point * 16 + digit
  }
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) throw unread
  return String.fromCodePoint(point)
}
