/** Thrown by the quick reader to give up; no error, so it carries no stack. */
export const Unread = { name: 'Unread' } as const

/** Characters no plain scalar starts with: , [ ] { } # & * ! | > ' " % @ ` and blanks. */
const startsNone = new Uint8Array(128)
for (const code of [9, 10, 32, 33, 34, 35, 37, 38, 39, 42, 44, 62, 64, 91, 93, 96, 123, 124, 125])
  startsNone[code] = 1

/** Lines and scalars of the quick reader. Anything it does not know throws Unread. */
export class BlockLines {
  protected readonly text: string
  protected pos = 0
  /** Of the content that pos stands at, as far in as its line's blanks and dashes say. -1: end of the text. */
  protected column = 0
  /** Where the plain scalar that was just passed ends, without the blanks behind it. */
  protected end = 0

  constructor(text: string) {
    this.text = text
  }

  /** From the start of a line to the next line's first character that is neither blank nor comment. */
  protected toContent(): void {
    const { text } = this
    const { length } = text
    let pos = this.pos
    for (;;) {
      const start = pos
      while (pos < length && text.charCodeAt(pos) === 32) pos++
      if (pos >= length) {
        this.pos = length
        this.column = -1
        return
      }
      const code = text.charCodeAt(pos)
      if (code === 35) pos = this.commentEnd(pos)
      else if (code !== 10) {
        if (pos === start && (code === 45 || code === 46) && text.charCodeAt(pos + 1) === code) throw Unread
        this.pos = pos
        this.column = pos - start
        return
      }
      pos++
    }
  }

  /** Nothing but blanks and a comment may follow on the line. */
  protected endLine(): void {
    const { text } = this
    const { length } = text
    let pos = this.pos
    let code = pos < length ? text.charCodeAt(pos) : 10
    while (code === 32) code = ++pos < length ? text.charCodeAt(pos) : 10
    if (code !== 10) {
      if (code !== 35 || text.charCodeAt(pos - 1) !== 32) throw Unread
      pos = this.commentEnd(pos)
    }
    this.pos = pos + 1
    this.toContent()
  }

  private commentEnd(from: number): number {
    const { text } = this
    const { length } = text
    let pos = from
    for (; pos < length; pos++) {
      const code = text.charCodeAt(pos)
      if (code >= 32 && code < 127) continue
      if (code === 10) break
      if (code !== 9) pos = this.wide(pos, code)
    }
    return pos
  }

  /** The last unit of a character beyond ASCII, if YAML takes it for an ordinary one. */
  protected wide(pos: number, code: number): number {
    if (code >= 0xa0) {
      if (code < 0xd800) {
        if (code !== 0x2028 && code !== 0x2029) return pos
      } else if (code >= 0xe000) {
        if (code < 0xfffe && code !== 0xfeff) return pos
      } else if (code < 0xdc00 && (this.text.charCodeAt(pos + 1) & 0xfc00) === 0xdc00) return pos + 1
    }
    throw Unread
  }

  /** Whether a list's dash stands here. */
  protected isEntry(): boolean {
    const { text, pos } = this
    if (text.charCodeAt(pos) !== 45) return false
    if (pos + 1 >= text.length) return true
    const next = text.charCodeAt(pos + 1)
    return next === 32 || next === 10
  }

  /** A plain scalar up to the colon of a key, a comment or the end of its line. */
  protected plain(): void {
    const { text, pos: start } = this
    const { length } = text
    const first = text.charCodeAt(start)
    if (first < 128 && startsNone[first] === 1) throw Unread
    if (first === 63 && (start + 1 >= length || isBlank(text.charCodeAt(start + 1)))) throw Unread
    let pos = start
    for (; pos < length; pos++) {
      const code = text.charCodeAt(pos)
      if (code > 58 && code < 127) continue
      if (code === 58) {
        if (pos + 1 >= length || isBlank(text.charCodeAt(pos + 1))) break
      } else if (code === 35) {
        if (text.charCodeAt(pos - 1) === 32) break
      } else if (code < 32) {
        if (code === 10) break
        throw Unread
      } else if (code > 126) pos = this.wide(pos, code)
    }
    this.pos = pos
    while (pos > start && text.charCodeAt(pos - 1) === 32) pos--
    if (pos === start) throw Unread
    this.end = pos
  }

  /** A plain scalar inside brackets, up to what ends it. */
  protected flowPlain(): void {
    const { text, pos: start } = this
    const { length } = text
    const first = text.charCodeAt(start)
    if ((first < 128 && startsNone[first] === 1) || first === 58) throw Unread
    if (first === 45 && isFlowEnd(text.charCodeAt(start + 1))) throw Unread
    let pos = start
    for (; ; pos++) {
      if (pos >= length) throw Unread
      const code = text.charCodeAt(pos)
      if (code === 44 || code === 93 || code === 125) break
      if (code === 58) {
        const next = text.charCodeAt(pos + 1)
        if (next === 32) break
        if (isFlowEnd(next)) throw Unread
      } else if (code < 32 || code === 91 || code === 123 || code === 63) throw Unread
      else if (code === 35) {
        if (text.charCodeAt(pos - 1) === 32) throw Unread
      } else if (code > 126) pos = this.wide(pos, code)
    }
    this.pos = pos
    while (pos > start && text.charCodeAt(pos - 1) === 32) pos--
    this.end = pos
  }

  /** Steps over blanks inside brackets and gives the character behind them. */
  protected afterBlanks(): number {
    const { text } = this
    let { pos } = this
    while (text.charCodeAt(pos) === 32) pos++
    this.pos = pos
    return text.charCodeAt(pos)
  }

  /** A quoted scalar of one line; pos ends behind the quote. */
  protected quoted(quote: number): string {
    const { text } = this
    const { length } = text
    const start = this.pos + 1
    let pos = start
    let doubled = false
    for (; ; pos++) {
      if (pos >= length) throw Unread
      const code = text.charCodeAt(pos)
      if (code === quote) {
        if (quote === 34 || text.charCodeAt(pos + 1) !== 39) break
        doubled = true
        pos++
      } else if (code === 92 && quote === 34) return this.escaped(start, pos)
      else if (code < 32) {
        if (code !== 9) throw Unread
      } else if (code > 126) pos = this.wide(pos, code)
    }
    this.pos = pos + 1
    const value = text.slice(start, pos)
    return doubled ? value.replaceAll("''", "'") : value
  }

  /** A double-quoted scalar from its first backslash on. */
  private escaped(start: number, first: number): string {
    const { text } = this
    const { length } = text
    let value = ''
    let from = start
    for (let pos = first; ; pos++) {
      if (pos >= length) throw Unread
      const code = text.charCodeAt(pos)
      if (code === 34) {
        this.pos = pos + 1
        return value + text.slice(from, pos)
      }
      if (code === 92) {
        value += text.slice(from, pos) + escapeOf(text.charCodeAt(++pos))
        from = pos + 1
      } else if (code < 32) {
        if (code !== 9) throw Unread
      } else if (code > 126) pos = this.wide(pos, code)
    }
  }

  /** `|` and its lines; ends before the next content. */
  protected literal(outer: number): string {
    const { text } = this
    const { length } = text
    const header = text.charCodeAt(++this.pos)
    const strip = header === 45
    const keep = header === 43
    if (strip || keep) this.pos++
    let start = this.literalStart()
    let value = ''
    let deepest = 0
    let pos = start
    for (; ; start = ++pos) {
      while (pos < length && text.charCodeAt(pos) === 32) pos++
      if (pos >= length || text.charCodeAt(pos) !== 10) break
      if (pos - start > deepest) deepest = pos - start
      value += '\n'
    }
    const indent = pos - start
    if (pos >= length || indent <= outer || indent === 0) {
      if (keep) throw Unread
      this.pos = start
      this.toContent()
      return ''
    }
    if (indent < deepest || text.charCodeAt(pos) === 9) throw Unread
    let breaks = ''
    for (;;) {
      pos = this.commentEnd(start + indent)
      value += breaks + text.slice(start + indent, pos)
      breaks = ''
      if (pos >= length) break
      do {
        breaks += '\n'
        start = ++pos
        while (pos < length && pos - start < indent && text.charCodeAt(pos) === 32) pos++
      } while (pos < length && text.charCodeAt(pos) === 10)
      if (pos >= length) break
      if (pos - start < indent) {
        if (text.charCodeAt(pos) === 9) throw Unread
        break
      }
    }
    this.pos = start < length ? start : length
    if (pos >= length) this.pos = length
    this.toContent()
    if (strip) return value
    return keep ? value + breaks : breaks === '' ? value : value + '\n'
  }

  private literalStart(): number {
    const { text } = this
    let { pos } = this
    while (text.charCodeAt(pos) === 32) pos++
    if (text.charCodeAt(pos) === 35 && text.charCodeAt(pos - 1) === 32) pos = this.commentEnd(pos)
    if (pos >= text.length || text.charCodeAt(pos) !== 10) throw Unread
    return pos + 1
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9
}

/** Whether what stands behind a dash or a colon makes it more than a character; NaN at the end of the text. */
function isFlowEnd(code: number): boolean {
  return !(code > 32 && code !== 44 && code !== 91 && code !== 93 && code !== 123 && code !== 125)
}

function escapeOf(code: number): string {
  switch (code) {
    case 34:
      return '"'
    case 92:
      return '\\'
    case 110:
      return '\n'
    case 116:
      return '\t'
    case 114:
      return '\r'
  }
  throw Unread
}
