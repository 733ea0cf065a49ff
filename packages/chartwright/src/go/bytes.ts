/**
 * Go's strings are bytes. A JavaScript string stands for its UTF-8 bytes; a byte that is not part of valid
 * UTF-8 (the half of a character that `trunc` leaves, binary data from `b64dec`) is the lone surrogate
 * U+DC00 + byte, U+DC80 to U+DCFF. Most text is ASCII, where bytes and units agree.
 */

const beyondAscii = /[^\x00-\x7f]/

export function isAscii(text: string): boolean {
  return !beyondAscii.test(text)
}

/** Whether a character, as iterating a string gives it, stands for a byte that is not valid UTF-8. */
export function isStrayByte(character: string): boolean {
  if (character.length !== 1) return false
  const code = character.charCodeAt(0)
  return code >= 0xdc80 && code <= 0xdcff
}

/** len(text). */
export function byteLength(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    if (code < 0x800) length += 1
    else if (code < 0xd800 || code > 0xdfff) length += 2
    else if (isPair(text, i)) {
      length += 2
      i++
    } else if (code < 0xdc80 || code > 0xdcff) length += 2
  }
  return length
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
}

// With the flag u, halves of pairs do not match.
const loneSurrogate = /[\ud800-\udfff]/u

const encoder = new TextEncoder()

/** []byte(text). */
export function bytesOf(text: string): Uint8Array {
  if (!loneSurrogate.test(text)) return encoder.encode(text)
  const bytes = new Uint8Array(byteLength(text))
  let at = 0
  for (const character of text) {
    if (isStrayByte(character)) bytes[at++] = character.charCodeAt(0) - 0xdc00
    else at += encoder.encodeInto(character, bytes.subarray(at)).written
  }
  return bytes
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** string(bytes). */
export function stringOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return decodeStray(bytes)
  }
}

function decodeStray(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const size = characterSize(bytes, i)
    text += size === 0 ? String.fromCharCode(0xdc00 + bytes[i]!) : decoder.decode(bytes.subarray(i, i + size))
    i += size || 1
  }
  return text
}

/** The length of the character at a place, 0 if what stands there is not valid UTF-8. */
function characterSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  const second = bytes[at + 1] ?? 0
  if (second < least || second > most) return 0
  for (let i = at + 2; i < at + size; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return 0
  return size
}

/** text[start:end], counted in bytes; a character cut in two leaves stray bytes. */
export function sliceBytes(text: string, start: number, end: number): string {
  if (isAscii(text)) return text.slice(start, end)
  return stringOf(bytesOf(text).subarray(start, end))
}

/** The text with U+FFFD in the place of every stray byte, as Go's functions on runes leave it. */
export function scrubbed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd')
}
