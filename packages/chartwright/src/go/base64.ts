import { bytesOf, isAscii } from './bytes.ts'

/** base64.StdEncoding.EncodeToString of a text's bytes. */
export function base64Encode(text: string): string {
  return btoa(isAscii(text) ? text : binary(bytesOf(text)))
}

/** base64.StdEncoding.EncodeToString. */
export function base64EncodeBytes(bytes: Uint8Array): string {
  return btoa(binary(bytes))
}

/** Bytes as a string of units up to 255. */
function binary(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** base64.StdEncoding.DecodeString: the bytes, or Go's error. */
export function base64Decode(text: string): Uint8Array | string {
  const compact = /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, '') : text
  if (compact.length % 4 !== 0 || !base64Text.test(compact)) return corrupt(64, base64FaultAt(bytesOf(text)))
  const units = atob(compact)
  const bytes = new Uint8Array(units.length)
  for (let i = 0; i < units.length; i++) bytes[i] = units.charCodeAt(i)
  return bytes
}

function corrupt(base: 32 | 64, at: number): string {
  return `illegal base${base} data at input byte ${at}`
}

const equals = 61
const isNewline = (byte: number | undefined) => byte === 10 || byte === 13

function isBase64(byte: number): boolean {
  return (
    (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || (byte >= 47 && byte <= 57) || byte === 43
  )
}

/** Where Go's decoder gives up: at the byte that does not fit, or where the unfinished group began. */
function base64FaultAt(bytes: Uint8Array): number {
  let at = 0
  for (;;) {
    for (let position = 0; position < 4; position++) {
      if (at === bytes.length) return at - position
      const byte = bytes[at++]!
      if (isNewline(byte)) position--
      else if (byte === equals) {
        if (position < 2) return at - 1
        if (position === 2) {
          while (isNewline(bytes[at])) at++
          if (at === bytes.length) return at
          if (bytes[at] !== equals) return at - 1
          at++
        }
        while (isNewline(bytes[at])) at++
        return at
      } else if (!isBase64(byte)) return at - 1
    }
  }
}

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** base32.StdEncoding.EncodeToString. */
export function base32Encode(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) text += base32Digits[(buffer >> (bits -= 5)) & 31]
  }
  if (bits > 0) text += base32Digits[(buffer << (5 - bits)) & 31]
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=')
}

/** base32.StdEncoding.DecodeString: the bytes, or Go's error. */
export function base32Decode(text: string): Uint8Array | string {
  const source = bytesOf(text).filter((byte) => !isNewline(byte))
  const bytes: number[] = []
  for (let start = 0; start < source.length; start += 8) {
    const group: number[] = []
    for (let at = start; group.length < 8; at++) {
      const position = group.length
      const left = source.length - at - 1
      if (at >= source.length) return corrupt(32, at - position)
      if (source[at] === equals && position >= 2 && left < 8) {
        if (left + position < 7) return corrupt(32, source.length)
        for (let k = 0; k < 7 - position; k++)
          if (k < left && source[at + 1 + k] !== equals) return corrupt(32, at + k)
        if (position === 3 || position === 6) return corrupt(32, at)
        return Uint8Array.from([...bytes, ...unpacked(group)])
      }
      const digit = base32Digits.indexOf(String.fromCharCode(source[at]!))
      if (digit < 0) return corrupt(32, at)
      group.push(digit)
    }
    bytes.push(...unpacked(group))
  }
  return Uint8Array.from(bytes)
}

/** The whole bytes in a group of five-bit digits. */
function unpacked(digits: readonly number[]): number[] {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const digit of digits) {
    buffer = ((buffer << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) bytes.push((buffer >> (bits -= 8)) & 255)
  }
  return bytes
}
