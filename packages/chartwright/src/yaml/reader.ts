import { bytesOf, byteLength } from './bytes.ts'
import { YamlError } from './error.ts'
import { isUtf16CutOff, utf16Faults } from './utf16.ts'

/**
 * Characters YAML does not allow, bytes that are not UTF-8, and the order in which Go finds them: libyaml
 * decodes 512 bytes ahead of its scanner, so a control character hides a syntax error that stands up to 512
 * bytes before it.
 */

/** Everything outside #x9 | #xA | #xD | #x20-#x7E | #x85 | #xA0-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF. */

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]/u

/** Where the first character stands that YAML does not allow, or -1. */
export function findForbidden(text: string): number {
  return text.search(forbidden)
}

const window = 512

/** How far libyaml has decoded when the scanner looks at a place. */
export class Windows {
  /** The scanner may look at offsets below this one without another window being decoded. */
  loaded = 0
  private readonly text: string
  private readonly at: number
  private bytes = 0
  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  /** Decodes windows until `end` is decoded. Throws where libyaml meets the forbidden character. */
  reach(end: number): void {
    while (this.loaded < end) {
      if (this.loaded >= this.text.length) {
        // The end is noticed only now: a sequence cut off by it waits until here.
        if (this.at >= 0) throw readerError(this.text, this.at)
        this.loaded = Infinity
        return
      }
      this.next()
    }
  }

  private next(): void {
    const { text } = this
    const limit = this.bytes + window
    let { bytes, loaded } = this
    while (loaded < text.length) {
      if (loaded === this.at) {
        const width = widthOf(bytesOf(text.slice(loaded, loaded + 1))[0]!)
        if (bytes + width > limit || isCutOff(text, loaded, width)) break
        throw readerError(text, loaded)
      }
      const code = text.codePointAt(loaded)!
      const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      if (bytes + width > limit) break
      bytes += width
      loaded += code > 0xffff ? 2 : 1
    }
    if (loaded === this.loaded && this.at >= 0) throw readerError(text, this.at)
    this.bytes = bytes
    this.loaded = loaded
  }
}

/** Whether the text ends within the sequence that the byte at `at` opens. */
function isCutOff(text: string, at: number, width: number): boolean {
  const code = text.charCodeAt(at)
  if (utf16Faults[code] !== undefined) return isUtf16CutOff(code)
  return (code & 0xf800) === 0xd800 && byteLength(text.slice(at)) < width
}

function widthOf(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 1
}

/** libyaml names no line for these. */
export function readerError(text: string, at: number): YamlError {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1
  const line = text.slice(0, lineStart).split(/\r\n|[\n\r]/).length
  return new YamlError(`yaml: ${problemAt(text, at)}`, line, at - lineStart + 1)
}

function problemAt(text: string, at: number): string {
  const code = text.charCodeAt(at)
  if (code < 0xd800 || code > 0xdfff) return 'control characters are not allowed'
  const utf16 = utf16Faults[code]
  if (utf16 !== undefined) return utf16
  const bytes = bytesOf(text.slice(at, at + 4))
  const lead = bytes[0]!
  const width = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0
  if (width === 0) return 'invalid leading UTF-8 octet'
  if (byteLength(text.slice(at)) < width) return 'incomplete UTF-8 octet sequence'
  let value = lead & (0xff >> (width + 1))
  for (let k = 1; k < width; k++) {
    const octet = bytes[k]!
    if ((octet & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet'
    value = (value << 6) | (octet & 63)
  }
  if (value < (width === 2 ? 0x80 : width === 3 ? 0x800 : 0x10000))
    return 'invalid length of a UTF-8 sequence'
  return 'invalid Unicode character'
}
