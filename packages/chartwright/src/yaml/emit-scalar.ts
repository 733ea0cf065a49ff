import { isBreak } from './characters.ts'
import { byteLength } from './bytes.ts'
import { plainValue, resolve } from './resolve.ts'

/** How goyaml's emitter writes strings: which style, where it folds, what it escapes. */

const width = 80

/** Thrown for characters that do not survive the JSON that sigs.k8s.io/yaml writes first: see round-trip.ts. */
export const notThroughJson = Symbol('not through JSON')

/** Which goyaml writes: v2 for `toYaml`, v3 for `toYamlPretty`, which keeps tabs in literals and has seen no JSON. */
export type Dialect = 'v2' | 'v3'

interface Shape {
  plain: boolean
  single: boolean
  block: boolean
  multiline: boolean
}

/**
 * A string as a value or a `?` key, without a line end. `column` is where it starts (-Infinity: it never folds),
 * `indent` what continued lines are indented by.
 */
export function stringValue(text: string, column: number, indent: number, dialect: Dialect = 'v2'): string {
  if (isPlain(text)) return text.length + column <= width ? text : foldPlain(text, column, indent)
  if (text === '') return '""'
  const shape = analyze(text, dialect)
  if (text.includes('\n')) return shape.block ? literal(text, indent) : doubleQuoted(text, column, indent)
  if (!resolvesToString(text)) return doubleQuoted(text, column, indent)
  if (shape.plain) return text.length + column <= width ? text : foldPlain(text, column, indent)
  return shape.single ? singleQuoted(text, column, indent) : doubleQuoted(text, column, indent)
}

/** A key that fits before a `:`, or undefined if it needs a `?`. */
export function simpleKey(text: string, dialect: Dialect = 'v2'): string | undefined {
  if (text.length < 128 && isPlain(text)) return text
  if (text === '') return '""'
  const shape = analyze(text, dialect)
  if (shape.multiline || byteLength(text) > 128) return undefined
  if (!resolvesToString(text)) return doubleQuoted(text, 0, -1)
  if (shape.plain) return text
  return shape.single ? singleQuoted(text, 0, -1) : doubleQuoted(text, 0, -1)
}

/**
 * Whether a string of printable ASCII stands as it is: the quick answer for most. A no means only that a closer
 * look is needed.
 */
function isPlain(text: string): boolean {
  const { length } = text
  const start = plainStart[text.charCodeAt(0)]
  if (!start) return false
  for (let i = 1; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 58) {
      if (code > 126) return false
    } else if (code < 36) {
      if (code < 32) return false
      if (code === 35) {
        if (text.charCodeAt(i - 1) === 32) return false
      } else if (code === 32 && i === length - 1) return false
    } else if (code === 58 && (i === length - 1 || text.charCodeAt(i + 1) === 32)) return false
  }
  if (start === anything) return true
  if (start === word) return length > 5 || plainValue(text) === text
  // A dash, and no number behind it.
  return (
    (length > 1 && text.charCodeAt(1) !== 32 && text.charCodeAt(1) > 57) ||
    (text.startsWith('--') && text.charCodeAt(2) > 57)
  )
}

const anything = 1
const word = 2
const dash = 3
const plainStart = new Uint8Array(128)
for (const character of 'abcdeghijklmpqrsuvwxzABCDEGHIJKLMPQRSUVWXZ/_$()^;<=\\')
  plainStart[character.charCodeAt(0)] = anything
for (const character of 'yYnNtTfFoO~') plainStart[character.charCodeAt(0)] = word
plainStart[45] = dash

function analyze(text: string, dialect: Dialect): Shape {
  const { length } = text
  let indicators = text.startsWith('---') || text.startsWith('...')
  let breaks = false
  let special = false
  let tabs = false
  let breakSpace = false
  let spaceBreak = false
  let afterSpace = false
  let afterBreak = false
  let afterWhite = true
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const next = i + 1 < length ? text.charCodeAt(i + 1) : 32
    if (i === 0) {
      if (isIndicator(code)) indicators = true
      else if ((code === 63 || code === 58 || code === 45) && (next === 32 || next === 9)) indicators = true
    } else if (code === 58) {
      if (next === 32 || next === 9) indicators = true
    } else if (code === 35 && afterWhite) indicators = true
    if (!isPrintable(code)) {
      if (dialect === 'v2' && !survivesJson(text, i)) throw notThroughJson
      if (code === 9 && dialect === 'v3') tabs = true
      else special = true
    }
    if (code === 32) {
      if (afterBreak) breakSpace = true
      afterSpace = true
      afterBreak = false
    } else if (isBreak(code)) {
      breaks = true
      if (afterSpace) spaceBreak = true
      afterSpace = false
      afterBreak = true
    } else {
      afterSpace = false
      afterBreak = false
    }
    afterWhite = code === 32 || code === 9 || isBreak(code)
  }
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(length - 1)
  const edges = first === 32 || last === 32 || isBreak(first) || isBreak(last)
  return {
    plain: !edges && !breakSpace && !spaceBreak && !special && !tabs && !breaks && !indicators,
    single: !breakSpace && !spaceBreak && !special && !tabs,
    block: last !== 32 && !spaceBreak && !special,
    multiline: breaks,
  }
}

/** # , [ ] { } & * ! | > ' " % @ ` */
function isIndicator(code: number): boolean {
  switch (code) {
    case 35:
    case 44:
    case 91:
    case 93:
    case 123:
    case 125:
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
      return true
  }
  return false
}

function isPrintable(code: number): boolean {
  if (code < 127) return code >= 32 || code === 10
  return code >= 0xa0 && code !== 0xfeff && (code < 0xd800 || code > 0xdfff) && code < 0xfffe
}

/** JSON puts most of these as they are, and the YAML reader that comes next refuses or folds them. */
function survivesJson(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  if (code >= 0xd800 && code <= 0xdbff) {
    const low = text.charCodeAt(i + 1)
    return low >= 0xdc00 && low <= 0xdfff
  }
  if (code >= 0xdc00 && code <= 0xdfff) {
    const high = i > 0 ? text.charCodeAt(i - 1) : 0
    return high >= 0xd800 && high <= 0xdbff
  }
  return code < 127 || code === 0xfeff
}

function foldPlain(text: string, column: number, indent: number): string {
  let folded = ''
  let from = 0
  // Where the current output line begins, as an index into `text`; moved back for two-unit characters.
  let origin = -column
  for (let space = text.indexOf(' '); space >= 0;) {
    let next = space + 1
    if (text.charCodeAt(next) === 32) {
      // Of several spaces none folds.
      while (text.charCodeAt(next) === 32) next++
    } else if (columnAt(text, from, space, origin) > width) {
      folded += `${text.slice(from, space)}\n${spaces(indent)}`
      from = next
      origin = next - indent
    }
    space = text.indexOf(' ', next)
  }
  return folded + text.slice(from)
}

/** The column of `at`, in code points. */
function columnAt(text: string, from: number, at: number, origin: number): number {
  let column = at - origin
  if (column > width) for (let i = from; i < at; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) column--
  return column
}

/** `indent` below 0: a simple key, which never folds. */
function singleQuoted(text: string, column: number, indent: number): string {
  let quoted = "'"
  let at = column + 1
  let afterSpace = false
  let afterBreak = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 32) {
      const folds =
        indent >= 0 &&
        !afterSpace &&
        at > width &&
        i > 0 &&
        i < text.length - 1 &&
        text.charCodeAt(i + 1) !== 32
      quoted += folds ? `\n${spaces(indent)}` : ' '
      at = folds ? indent : at + 1
      afterSpace = true
    } else if (isBreak(code)) {
      quoted += text[i]
      at = 0
      afterBreak = true
    } else {
      if (afterBreak) {
        quoted += spaces(indent)
        at = Math.max(indent, 0)
      }
      quoted += code === 39 ? "''" : text[i]
      at += code === 39 ? 2 : (code & 0xfc00) === 0xdc00 ? 0 : 1
      afterSpace = false
      afterBreak = false
    }
  }
  return `${quoted}'`
}

function doubleQuoted(text: string, column: number, indent: number): string {
  let quoted = '"'
  let at = column + 1
  let afterSpace = false
  // goyaml looks for the byte order mark at the start of the string whichever character it is at.
  const escapesAll = text.charCodeAt(0) === 0xfeff
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (escapesAll || !isPrintable(code) || isBreak(code) || code === 34 || code === 92) {
      const point = text.codePointAt(i)!
      if (point > 0xffff) i++
      const escaped = escape(point)
      quoted += escaped
      at += escaped.length
      afterSpace = false
    } else if (code === 32) {
      if (indent >= 0 && !afterSpace && at > width && i > 0 && i < text.length - 1) {
        const more = text.charCodeAt(i + 1) === 32
        quoted += more ? `\n${spaces(indent)}\\` : `\n${spaces(indent)}`
        at = more ? indent + 1 : indent
      } else {
        quoted += ' '
        at++
      }
      afterSpace = true
    } else {
      quoted += text[i]
      at++
      afterSpace = false
    }
  }
  return `${quoted}"`
}

function escape(point: number): string {
  const named = escapes[point]
  if (named !== undefined) return named
  const digits = point.toString(16).toUpperCase()
  if (point <= 0xff) return `\\x${digits.padStart(2, '0')}`
  return point <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}

const escapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\e',
  34: '\\"',
  92: '\\\\',
  0x85: '\\N',
  0xa0: '\\_',
  0x2028: '\\L',
  0x2029: '\\P',
}

function literal(text: string, indent: number): string {
  const pad = spaces(indent)
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  let header = first === 32 || isBreak(first) ? '|2' : '|'
  if (!isBreak(last)) header += '-'
  else if (text.length === 1 || isBreak(text.charCodeAt(text.length - 2))) header += '+'
  let body = ''
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isBreak(text.charCodeAt(i))) continue
    const line = text.slice(from, i)
    const end = i < text.length ? text[i]! : ''
    body += line === '' ? end : pad + line + end
    from = i + 1
  }
  return `${header}\n${body}`
}

/** Whether a plain scalar of this text is read as a string, by goyaml and by parsers that know base 60. */
function resolvesToString(text: string): boolean {
  return resolve(text).type === 'str' && !(text.includes(':') && base60.test(text))
}

const base60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/

const pads: string[] = []

export function spaces(count: number): string {
  if (count <= 0) return ''
  return (pads[count] ??= ' '.repeat(count))
}
