import { byteLength, bytesOf, isAscii, isStrayByte, scrubbed, sliceBytes, stringOf } from '../../go/bytes.ts'
import {
  isDigit,
  isLetter,
  isLower,
  isSpace,
  isTitle,
  isUpper,
  toLower,
  toTitle,
  toUpper,
} from '../../go/unicode.ts'
import { newTypedMap, sliceOf, type GoMap, type GoValue } from '../../go/values.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'
import { elements } from './elements.ts'
import { quote as quoteText } from '../../go/quote.ts'
import { toText } from './text.ts'
import { printValue } from '../../go/print.ts'

/** Text. Lengths and positions count bytes, as in Go; only case conversion looks at characters. */
export const strings: FunctionFamily = {
  name: 'strings',
  pure: {
    quote: define(['...any'], 'string', quote),
    squote: define(['...any'], 'string', squote),
    indent: define(['int', 'string'], 'string', indent),
    nindent: define(
      ['int', 'string'],
      'string',
      (spaces: number, text: string) => '\n' + indent(spaces, text),
    ),
    trunc: define(['int', 'string'], 'string', trunc),
    substr: define(['int', 'int', 'string'], 'string', substr),
    trim: define(['string'], 'string', trimSpace),
    trimAll: define(['string', 'string'], 'string', trimAll),
    trimall: define(['string', 'string'], 'string', trimAll),
    trimSuffix: define(['string', 'string'], 'string', (suffix: string, text: string) =>
      text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
    ),
    trimPrefix: define(['string', 'string'], 'string', (prefix: string, text: string) =>
      text.startsWith(prefix) ? text.slice(prefix.length) : text,
    ),
    contains: define(['string', 'string'], 'bool', (part: string, text: string) => text.includes(part)),
    hasPrefix: define(['string', 'string'], 'bool', (part: string, text: string) => text.startsWith(part)),
    hasSuffix: define(['string', 'string'], 'bool', (part: string, text: string) => text.endsWith(part)),
    replace: define(['string', 'string', 'string'], 'string', replace),
    upper: define(['string'], 'string', upper),
    lower: define(['string'], 'string', lower),
    title: define(['string'], 'string', title),
    untitle: define(['string'], 'string', untitle),
    swapcase: define(['string'], 'string', swapCase),
    repeat: define(['int', 'string'], 'string', repeat),
    nospace: define(['string'], 'string', withoutSpace),
    initials: define(['string'], 'string', initials),
    cat: define(['...any'], 'string', cat),
    plural: define(['string', 'string', 'int'], 'string', (one: string, many: string, count: number) =>
      count === 1 ? one : many,
    ),
    abbrev: define(['int', 'string'], 'string', (width: number, text: string) => abbreviate(text, 0, width)),
    abbrevboth: define(['int', 'int', 'string'], 'string', (left: number, right: number, text: string) =>
      right < 4 || (left > 0 && right < 7) ? text : abbreviate(text, left, right),
    ),
    wrap: define(['int', 'string'], 'string', (width: number, text: string) =>
      wrap(text, width, '\n', false),
    ),
    wrapWith: define(['int', 'string', 'string'], 'string', (width: number, newline: string, text: string) =>
      wrap(text, width, newline === '' ? '\n' : newline, true),
    ),
    join: define(['string', 'any'], 'string', join),
    split: define(['string', 'string'], 'map[string]string', (separator: string, text: string) =>
      numbered(splitText(separator, text)),
    ),
    splitn: define(['string', 'int', 'string'], 'map[string]string', splitN),
    splitList: define(['string', 'string'], '[]string', (separator: string, text: string) =>
      sliceOf('string', splitText(separator, text)),
    ),
    toString: define(['any'], 'string', toText),
    toStrings: define(['any'], '[]string', (value: GoValue) => sliceOf('string', texts(value))),
    hello: define([], 'string', () => 'Hello!'),
  },
}

// `nindent` and `indent` go through here tens of thousands of times a chart.
const pads = Array.from({ length: 33 }, (_, width) => ' '.repeat(width))

function indent(spaces: number, text: string): string {
  const pad = pads[spaces] ?? repeat(spaces, ' ')
  let end = text.indexOf('\n')
  if (end < 0) return pad + text
  // Slices cost less than replaceAll or split and join, for the few lines that texts have.
  let padded = pad
  let start = 0
  for (; end >= 0; end = text.indexOf('\n', start)) {
    padded += text.slice(start, end + 1) + pad
    start = end + 1
  }
  return padded + text.slice(start)
}

// No chart needs more, and a chart must not be able to take the machine's memory.
const longestText = 512 * 1024 * 1024

function repeat(count: number, text: string): string {
  if (count < 0) throw new GoError('strings: negative Repeat count')
  if (count * text.length > longestText) throw new GoError('strings: Repeat output length overflow')
  return text.repeat(count)
}

function quote(...values: GoValue[]): string {
  if (values.length === 1) {
    const value = values[0]!
    return value === null ? '' : quoteText(typeof value === 'string' ? value : toText(value))
  }
  const quoted: string[] = []
  for (const value of values) if (value !== null) quoted.push(quoteText(toText(value)))
  return quoted.join(' ')
}

function squote(...values: GoValue[]): string {
  const quoted: string[] = []
  for (const value of values) if (value !== null) quoted.push(`'${printValue(value)}'`)
  return quoted.join(' ')
}

function cat(...values: GoValue[]): string {
  const shown: string[] = []
  for (const value of values) if (value !== null) shown.push(printValue(value))
  return shown.join(' ')
}

function trunc(count: number, text: string): string {
  if (count >= 0) {
    // A UTF-16 unit is at most three bytes.
    if (text.length * 3 <= count) return text
    if (isAscii(text)) return text.length > count ? text.slice(0, count) : text
    return byteLength(text) > count ? sliceBytes(text, 0, count) : text
  }
  const length = byteLength(text)
  return length + count > 0 ? sliceBytes(text, length + count, length) : text
}

function substr(start: number, end: number, text: string): string {
  const length = byteLength(text)
  if (start < 0) return checkedSlice(text, 0, end, length)
  if (end < 0 || end > length) return checkedSlice(text, start, length, length, true)
  return checkedSlice(text, start, end, length)
}

/** Go's text[start:end] with its panics; `open` when the end was left out. */
function checkedSlice(text: string, start: number, end: number, length: number, open = false): string {
  if (end < 0) throw new GoError(`runtime error: slice bounds out of range [:${end}]`)
  if (end > length)
    throw new GoError(`runtime error: slice bounds out of range [:${end}] with length ${length}`)
  if (start > end)
    throw new GoError(`runtime error: slice bounds out of range [${start}:${open ? length : end}]`)
  return sliceBytes(text, start, end)
}

function replace(old: string, replacement: string, text: string): string {
  if (old !== '') return text.includes(old) ? text.split(old).join(replacement) : text
  // An empty `old` stands before every character and at the end.
  return replacement + Array.from(text, (character) => character + replacement).join('')
}

/** strings.TrimSpace. */
export function trimSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function trimAll(cutset: string, text: string): string {
  const cut = new Set(cutset)
  // Go reads a stray byte in the set as U+FFFD, which every stray byte of the text matches.
  const stray = cut.has('\ufffd') || Array.from(cutset).some(isStrayByte)
  const characters = Array.from(text)
  const isCut = (character: string) => cut.has(character) || (stray && isStrayByte(character))
  let start = 0
  let end = characters.length
  while (start < end && isCut(characters[start]!)) start++
  while (end > start && isCut(characters[end - 1]!)) end--
  return characters.slice(start, end).join('')
}

function join(separator: string, value: GoValue): string {
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') return value[0]
  return texts(value).join(separator)
}

/** sprig's strslice: a list as texts, without its nils; anything else as a list of one. */
export function texts(value: GoValue): string[] {
  const items = elements(value)
  if (!items) return value === null ? [] : [toText(value)]
  const shown: string[] = []
  for (const item of items) if (item !== null) shown.push(toText(item))
  return shown
}

/** strings.Split. */
function splitText(separator: string, text: string): string[] {
  return separator === '' ? Array.from(text) : text.split(separator)
}

/** strings.SplitN: at most `count` parts, the last one holding the rest; all of them if it is negative. */
function splitN(separator: string, count: number, text: string): GoMap {
  if (count === 0) return newTypedMap('map[string]string')
  const parts = splitText(separator, text)
  if (count > 0 && parts.length > count)
    parts.splice(count - 1, parts.length, parts.slice(count - 1).join(separator))
  return numbered(parts)
}

function numbered(parts: string[]): GoMap {
  const map = newTypedMap('map[string]string')
  for (let i = 0; i < parts.length; i++) map[`_${i}`] = parts[i]!
  return map
}

function upper(text: string): string {
  return isAscii(text) ? text.toUpperCase() : mapped(text, toUpper)
}

function lower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : mapped(text, toLower)
}

function mapped(text: string, map: (character: string) => string): string {
  let result = ''
  for (const character of scrubbed(text)) result += map(character)
  return result
}

/** strings.Title: a capital after everything that is no letter, digit or underscore. */
function title(text: string): string {
  let result = ''
  let starts = true
  for (const character of scrubbed(text)) {
    result += starts ? toTitle(character) : character
    starts = isSeparator(character)
  }
  return result
}

function isSeparator(character: string): boolean {
  const code = character.codePointAt(0)!
  if (code < 0x80) return !/\w/.test(character)
  return !isLetter(character) && !isDigit(character) && isSpace(code)
}

function untitle(text: string): string {
  let result = ''
  let starts = true
  for (const character of scrubbed(text)) {
    if (isSpace(character.codePointAt(0)!)) {
      result += character
      starts = true
    } else {
      result += starts ? toLower(character) : character
      starts = false
    }
  }
  return result
}

function swapCase(text: string): string {
  let result = ''
  let starts = true
  for (const character of scrubbed(text)) {
    if (isUpper(character) || isTitle(character)) {
      result += toLower(character)
      starts = false
    } else if (isLower(character)) {
      result += starts ? toTitle(character) : toUpper(character)
      starts = false
    } else {
      result += character
      starts = isSpace(character.codePointAt(0)!)
    }
  }
  return result
}

// goutils takes each byte for a character, so text beyond ASCII comes out as Latin-1 would read it.
function withoutSpace(text: string): string {
  if (isAscii(text)) return text.replace(/[\t-\r ]+/g, '')
  const bytes = bytesOf(text)
  let result = ''
  for (const byte of bytes) if (!isSpace(byte)) result += String.fromCharCode(byte)
  return result.length === bytes.length ? text : result
}

function initials(text: string): string {
  let result = ''
  let starts = true
  for (const byte of bytesOf(text)) {
    if (isSpace(byte)) starts = true
    else if (starts) {
      result += String.fromCharCode(byte)
      starts = false
    }
  }
  return result
}

function abbreviate(text: string, left: number, width: number): string {
  if (width < 4) return left === 0 ? text : ''
  const length = byteLength(text)
  if (length <= width) return text
  let offset = Math.min(left, length)
  if (length - offset < width - 3) offset = length - (width - 3)
  if (offset <= 4) return sliceBytes(text, 0, width - 3) + '...'
  if (width < 7) return ''
  if (offset + width - 3 < length) return '...' + abbreviateRest(sliceBytes(text, offset, length), width - 3)
  return '...' + sliceBytes(text, length - (width - 3), length)
}

function abbreviateRest(text: string, width: number): string {
  return width < 4 ? '' : abbreviate(text, 0, width)
}

/** goutils.WrapCustom: breaks at spaces, and inside long words only if `breakWords`. Columns count bytes. */
function wrap(text: string, columns: number, newline: string, breakWords: boolean): string {
  const width = Math.max(columns, 1)
  const bytes = isAscii(text) ? undefined : bytesOf(text)
  // Beyond ASCII the text is wrapped as its bytes, one unit each.
  const units = bytes ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') : text
  const lineEnd = bytes ? Array.from(bytesOf(newline), (byte) => String.fromCharCode(byte)).join('') : newline
  let offset = 0
  let wrapped = ''
  while (units.length - offset > width) {
    if (units[offset] === ' ') {
      offset++
      continue
    }
    const space = units.slice(offset, offset + width + 1).lastIndexOf(' ') + offset
    if (space >= offset) {
      wrapped += units.slice(offset, space) + lineEnd
      offset = space + 1
    } else if (breakWords) {
      wrapped += units.slice(offset, offset + width) + lineEnd
      offset += width
    } else {
      const next = units.indexOf(' ', offset + width)
      if (next < 0) {
        wrapped += units.slice(offset)
        offset = units.length
      } else {
        wrapped += units.slice(offset, next) + lineEnd
        offset = next + 1
      }
    }
  }
  wrapped += units.slice(offset)
  return bytes ? stringOf(Uint8Array.from(wrapped, (unit) => unit.charCodeAt(0))) : wrapped
}
