import { newMap, type GoMap, type GoValue } from '../go/values.ts'
import { BlockText, unread } from './block-text.ts'
import { plainValue, resolve } from './resolve.ts'
import { keyText } from './scalar.ts'

/** What readBlock gives for a text it leaves to the complete reader. */
export { unread }

/**
 * Reads the first document of a text as long as it is what manifests and values files are made of: block
 * mappings and lists, scalars of every style, flow collections, comments. Whatever else there is (anchors, tags,
 * directives, complex keys, tabs, every mistake) is left to the complete reader, which is several times slower
 * and says what is wrong. There is one rule: never a value that the complete reader would not give.
 */
export function readBlock(text: string): GoValue | typeof unread {
  // Nearly all texts are printable ASCII; the second look is for the others.
  if (/[^\n -~]/.test(text) && maybeStrange.test(text) && strange.test(text)) return unread
  try {
    return new BlockReader(text).document()
  } catch (error) {
    if (error === unread) return unread
    throw error
  }
}

// Control characters, line breaks other than a newline, byte order marks, and what no YAML may hold.
const strange = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u
// Both halves of a pair are among these: V8 compiles it in a third of the time, and most texts have neither.
const maybeStrange = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/

/** Deeper documents are left to the complete reader, which keeps no stack. */
const maxDepth = 200

class BlockReader extends BlockText {
  private depth = 0

  document(): GoValue {
    this.nextLine()
    if (this.column < 0 && this.atMarker === '---') {
      this.pos += 3
      this.endLine()
    }
    // `...` or a second `---` at once: an empty document.
    if (this.column < 0) {
      if (this.atMarker === '...') throw unread
      return null
    }
    const value = this.node(this.column, -1)
    if (this.column >= 0) throw unread
    return value
  }

  /** A node that starts at `pos`, in `column`, inside a collection in column `parent`. */
  private node(column: number, parent: number): GoValue {
    if (++this.depth > maxDepth) throw unread
    const value = this.nodeOfKind(column, parent)
    this.depth--
    return value
  }

  private nodeOfKind(column: number, parent: number): GoValue {
    const { text, pos } = this
    switch (text.charCodeAt(pos)) {
      case 45: // -
        if (this.isBlankAt(pos + 1)) return this.sequence(column)
        break
      case 34: // "
      case 39: {
        const value = this.quoted()
        if (text.charCodeAt(this.pos) !== 58) {
          this.endLine()
          return value
        }
        if (this.spansLines || this.pos - pos > 1000) throw unread
        return this.mapping(column, value)
      }
      case 91: // [
      case 123: {
        const value = this.flow()
        this.endLine()
        return value
      }
      default:
        if (!this.startsPlain(pos)) throw unread
    }
    if (this.plain() === 58) return this.mapping(column, this.key(pos))
    return this.plainScalar(pos, parent)
  }

  /** The mapping whose first key has been read; `pos` is at its colon. */
  private mapping(column: number, firstKey: string): GoMap {
    const map = newMap()
    let key = firstKey
    for (;;) {
      map[key] = this.entry(column)
      if (this.column !== column) {
        if (this.column > column) throw unread
        return map
      }
      key = this.nextKey()
    }
  }

  private nextKey(): string {
    const { text, pos } = this
    const code = text.charCodeAt(pos)
    if (code === 34 || code === 39) {
      const key = this.quoted()
      if (text.charCodeAt(this.pos) !== 58 || this.spansLines || this.pos - pos > 1000) throw unread
      return key
    }
    if (!this.startsPlain(pos) || this.plain() !== 58) throw unread
    return this.key(pos)
  }

  /** The key between `from` and the colon at `pos`, as JSON has it. */
  private key(from: number): string {
    const { text } = this
    if (this.pos - from > 1000) throw unread
    const name = text.slice(from, this.plainEnd)
    if (text.charCodeAt(from) > 60) {
      const value = plainValue(name)
      if (value === name) return name
      if (value === null) throw unread
      return String(value)
    }
    // A merge key, or one that Go refuses.
    const key = name === '<<' ? undefined : keyText(resolve(name))
    if (key === undefined) throw unread
    return key
  }

  /** What stands behind the colon at `pos`, for a mapping in `column`. */
  private entry(column: number): GoValue {
    const { text } = this
    let at = this.pos + 1
    let code = text.charCodeAt(at)
    while (code === 32) code = text.charCodeAt(++at)
    this.pos = at
    switch (code) {
      case 34: // "
      case 39: {
        if (text.charCodeAt(at - 1) !== 32) throw unread
        const value = this.quoted()
        this.endLine()
        return value
      }
      case 91: // [
      case 123: {
        if (text.charCodeAt(at - 1) !== 32) throw unread
        const value = this.flow()
        this.endLine()
        return value
      }
      case 124: // |
      case 62:
        if (text.charCodeAt(at - 1) !== 32) throw unread
        return this.blockScalar(column)
      case 45: // -
        if (this.isBlankAt(at + 1)) throw unread
        break
      case 10:
      case 35:
        return this.below(column)
      default:
        if (code !== code) return this.below(column)
        if (!this.startsPlain(at)) throw unread
    }
    if (text.charCodeAt(at - 1) !== 32 || this.plain() === 58) throw unread
    return this.plainScalar(at, column)
  }

  /** A value on the lines below its key. A list may stand in the key's own column. */
  private below(column: number): GoValue {
    this.endLine()
    if (this.column > column) return this.node(this.column, column)
    if (this.column === column && this.text.charCodeAt(this.pos) === 45 && this.isBlankAt(this.pos + 1)) {
      if (++this.depth > maxDepth) throw unread
      const list = this.sequence(column)
      this.depth--
      return list
    }
    return null
  }

  private sequence(column: number): GoValue[] {
    const { text } = this
    const items: GoValue[] = []
    do {
      let at = this.pos + 1
      let code = text.charCodeAt(at)
      while (code === 32) code = text.charCodeAt(++at)
      const itemColumn = column + at - this.pos
      this.pos = at
      if (code === 124 || code === 62) items.push(this.blockScalar(column))
      else if (code !== 10 && code !== 35 && code === code) items.push(this.node(itemColumn, column))
      else {
        this.endLine()
        items.push(this.column > column ? this.node(this.column, column) : null)
      }
      if (this.column > column) throw unread
    } while (this.column === column && text.charCodeAt(this.pos) === 45 && this.isBlankAt(this.pos + 1))
    return items
  }

  /** The plain scalar from `from`, whose first line `plain` has read, with the lines that continue it. */
  private plainScalar(from: number, parent: number): GoValue {
    let value = this.text.slice(from, this.plainEnd)
    let commented = this.endLine()
    while (this.column > parent && this.column >= 0) {
      // A comment ends a scalar, so that what follows it here is a mistake.
      if (commented || this.commented) throw unread
      value += this.blankLines === 0 ? ' ' : '\n'.repeat(this.blankLines)
      const start = this.pos
      // On a further line any character goes on with the scalar but these.
      if (this.text.charCodeAt(start) === 35 || this.plain() === 58) throw unread
      value += this.text.slice(start, this.plainEnd)
      commented = this.endLine()
    }
    return this.typed(value)
  }

  private typed(text: string): GoValue {
    const value = plainValue(text)
    // Infinities and NaN are mistakes once they reach JSON.
    if (typeof value === 'number' && !Number.isFinite(value)) throw unread
    return value
  }

  // ---- flow collections

  private flow(): GoValue {
    if (++this.depth > maxDepth) throw unread
    const value = this.text.charCodeAt(this.pos) === 91 ? this.flowSequence() : this.flowMapping()
    this.depth--
    return value
  }

  private flowSequence(): GoValue[] {
    const items: GoValue[] = []
    this.pos++
    for (;;) {
      this.skipFlowBlanks()
      if (this.text.charCodeAt(this.pos) === 93) break
      items.push(this.flowValue())
      this.skipFlowBlanks()
      const code = this.text.charCodeAt(this.pos)
      if (code === 93) break
      if (code !== 44) throw unread
      this.pos++
    }
    this.pos++
    return items
  }

  private flowMapping(): GoMap {
    const map = newMap()
    const { text } = this
    this.pos++
    for (;;) {
      this.skipFlowBlanks()
      const from = this.pos
      const first = text.charCodeAt(from)
      if (first === 125) break
      let key: string
      if (first === 34 || first === 39) {
        key = this.quoted()
        if (this.spansLines || this.pos - from > 1000) throw unread
      } else {
        if (!this.startsPlain(from) || this.flowPlain() !== 58) throw unread
        key = this.key(from)
      }
      if (text.charCodeAt(this.pos) !== 58) throw unread
      this.pos++
      this.skipFlowBlanks()
      map[key] = this.flowValue()
      this.skipFlowBlanks()
      const code = text.charCodeAt(this.pos)
      if (code === 125) break
      if (code !== 44) throw unread
      this.pos++
    }
    this.pos++
    return map
  }

  private flowValue(): GoValue {
    const from = this.pos
    switch (this.text.charCodeAt(from)) {
      case 91:
      case 123:
        return this.flow()
      case 34:
      case 39:
        return this.quoted()
      case 45:
        if (this.isBlankAt(from + 1)) throw unread
        break
      default:
        if (!this.startsPlain(from)) throw unread
    }
    if (this.flowPlain() === 58) throw unread
    return this.typed(this.text.slice(from, this.plainEnd))
  }
}
