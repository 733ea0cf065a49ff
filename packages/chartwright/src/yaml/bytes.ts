/**
 * The bytes behind a text in which a byte outside valid UTF-8 is the lone surrogate U+DC00 + byte
 * (go/values.ts).
 */
export function bytesOf(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
  }
  return bytes
}

/** How many bytes of UTF-8 the text is, without building them. */
export function byteLength(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    if (code < 0x800) length += 1
    else if (code >= 0xd800 && code <= 0xdfff) length += code >= 0xdc80 && isLone(text, i) ? 0 : 1
    else length += 2
  }
  return length
}

/** Whether the low surrogate at `i` has no high one before it, that is, stands for a byte. */
function isLone(text: string, i: number): boolean {
  const before = i > 0 ? text.charCodeAt(i - 1) : 0
  return !(before >= 0xd800 && before <= 0xdbff)
}
