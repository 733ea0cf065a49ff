import { bytesOf, stringOf } from '../go/bytes.ts'
import { GoError } from '../go/error.ts'
import { quote } from '../go/quote.ts'
import { parseFloat64, parseInteger, parseUnsigned } from '../go/strconv.ts'
import type { NumberNode } from './node.ts'
import { unquoteCharacter } from './unquote.ts'

const twoTo63 = 2 ** 63
const twoTo64 = 2 ** 64
const plainInteger = /^(?:0|[1-9]\d{0,14})$/

/** A number as Go's parser reads it: under every kind that can hold it. Throws a GoError with Go's text. */
export function readNumber(pos: number, text: string): NumberNode {
  const node: NumberNode = { type: 'number', pos, text }
  if (plainInteger.test(text)) {
    node.float = Number(text)
    node.int = node.uint = BigInt(node.float)
    return node
  }
  if (text.endsWith('i')) {
    const imaginary = parseFloat64(text.slice(0, -1))
    if (imaginary && !imaginary.range) return withComplex(node, 0, imaginary.value)
  }
  // Integers first, so that 0x123 is one; -0 counts as unsigned.
  node.uint = parseUnsigned(text, 0)
  node.int = parseInteger(text, 0)
  if (node.int === 0n) node.uint = 0n
  if (node.int !== undefined) node.float = Number(node.int)
  else if (node.uint !== undefined) node.float = Number(node.uint)
  else {
    const read = parseFloat64(text)
    if (!read || read.range) throw new GoError(`illegal number syntax: ${quote(text)}`)
    if (!/[.eEpP]/.test(text)) throw new GoError(`integer overflow: ${quote(text)}`)
    setFloat(node, read.value)
  }
  if (node.int === undefined) delete node.int
  if (node.uint === undefined) delete node.uint
  return node
}

// The float that fmt.Sscan takes from the front of a text. Its letter i would begin "inf".
const float =
  /[+-]?i?(?:0[xX][\da-fA-F_]*\.?[\da-fA-F_]*(?:[pP][+-]?[\d_]*)?|[\d_]*\.?[\d_]*(?:[eEpP][+-]?[\d_]*)?)/y

/** `1+2i`. Go hands these to fmt.Sscan, whose grammar is wider than the lexer's and whose errors show. */
export function readComplex(pos: number, text: string): NumberNode {
  const realEnd = floatEnd(text, 0)
  const sign = text[realEnd]
  const imaginaryEnd = floatEnd(text, realEnd + 1)
  if ((sign !== '+' && sign !== '-') || text[imaginaryEnd] !== 'i') {
    throw new GoError('syntax error scanning complex number')
  }
  const re = readPart(text.slice(0, realEnd))
  return withComplex({ type: 'number', pos, text }, re, readPart(text.slice(realEnd, imaginaryEnd)))
}

function floatEnd(text: string, start: number): number {
  float.lastIndex = start
  float.exec(text)
  return float.lastIndex
}

function readPart(text: string): number {
  const read = parseFloat64(text)
  if (read && !read.range) return read.value
  const reason = read ? 'value out of range' : 'invalid syntax'
  throw new GoError(`strconv.ParseFloat: parsing ${quote(text)}: ${reason}`)
}

/** `'a'`: the character's number. */
export function readCharacter(pos: number, text: string): NumberNode {
  const { value, end } = unquoteCharacter(text, 1, "'")
  if (end !== text.length - 1) throw new GoError(`malformed character constant: ${text}`)
  const big = BigInt(value)
  return { type: 'number', pos, text, int: big, uint: big, float: value }
}

function withComplex(node: NumberNode, re: number, im: number): NumberNode {
  node.complex = { re, im }
  if (im === 0) setFloat(node, re)
  return node
}

function setFloat(node: NumberNode, value: number): void {
  node.float = value
  if (!Number.isInteger(value)) return
  if (value >= -twoTo63 && value < twoTo63) node.int = BigInt(value)
  if (value >= 0 && value < twoTo64) node.uint = BigInt(value)
}

/** strconv.Unquote of a string or raw string token. Throws a GoError "invalid syntax". */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1)
  if (quoted.charCodeAt(0) === 96) return inner.includes('\r') ? inner.replaceAll('\r', '') : inner
  if (!inner.includes('\\')) return replaceStray(inner)
  let text = ''
  let hasBytes = false
  for (let at = 1; at < quoted.length - 1;) {
    const { value, end, isByte } = unquoteCharacter(quoted, at, '"')
    // Bytes beyond ASCII may make up characters with their neighbours: put together below.
    if (isByte && value >= 0x80) {
      hasBytes = true
      text += String.fromCharCode(0xdc00 + value)
    } else text += String.fromCodePoint(value)
    at = end
  }
  return hasBytes ? stringOf(bytesOf(text)) : text
}

/** Bytes that are not UTF-8, raw in the file, become U+FFFD in a quoted string, not in a raw one. */
function replaceStray(text: string): string {
  return /[\ud800-\udfff]/u.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text
}
