import { base64Decode, base64EncodeBytes } from './base64.ts'

/** ASN.1's distinguished encoding (X.690), as far as keys and certificates need it. */

/** A value with its tag and length in front. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = joined(contents)
  const { length } = body
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  if (length > 0xffff) head.splice(0, 3, 0x83, length >> 16, (length >> 8) & 255, length & 255)
  return joined([Uint8Array.from([tag, ...head]), body])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export const sequence = (...items: readonly Uint8Array[]) => der(0x30, ...items)
export const set = (...items: readonly Uint8Array[]) => der(0x31, ...items)
export const octets = (bytes: Uint8Array) => der(0x04, bytes)
export const bits = (bytes: Uint8Array, unused = 0) => der(0x03, Uint8Array.of(unused), bytes)
export const boolean = (value: boolean) => der(0x01, Uint8Array.of(value ? 255 : 0))

/** A number that is not negative, from its bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const shortest = bytes.subarray(start)
  return shortest[0]! & 0x80 ? der(0x02, Uint8Array.of(0), shortest) : der(0x02, shortest)
}

export function objectId(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]]
  const bytes = [first * 40 + second]
  for (const part of rest) {
    const groups = [part & 127]
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 127) | 128)
    bytes.push(...groups)
  }
  return der(0x06, Uint8Array.from(bytes))
}

/** One value read: its tag, what is in it, and all of it. */
export interface DerValue {
  tag: number
  body: Uint8Array
  whole: Uint8Array
}

/** The values that stand one after another. Throws RangeError where they break off. */
export function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = []
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!
    let length = bytes[at + 1] ?? 0
    let start = at + 2
    if (length >= 0x80) {
      const size = length & 0x7f
      length = 0
      for (let i = 0; i < size; i++) length = length * 256 + (bytes[start++] ?? 0)
    }
    if (start + length > bytes.length) throw new RangeError('truncated')
    values.push({
      tag,
      body: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    })
    at = start + length
  }
  return values
}

export interface PemBlock {
  type: string
  bytes: Uint8Array
}

/** pem.Decode: the first block in a text, or undefined. */
export function decodePem(text: string): PemBlock | undefined {
  const pattern = /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n([^-]*?)-----END ([^\n]*?)-----/g
  for (const [, type, body, end] of text.matchAll(pattern)) {
    if (type !== end) continue
    // Headers, as encrypted keys have them, end with an empty line.
    const content = /^(?:[^\n:]+:[^\n]*\n)+\r?\n([^]*)$/.exec(body!)?.[1] ?? body!
    const bytes = base64Decode(content.replace(/[\t \r\n]/g, ''))
    if (typeof bytes !== 'string') return { type: type!, bytes }
  }
  return undefined
}

/** pem.Encode. */
export function encodePem(type: string, bytes: Uint8Array): string {
  const lines = base64EncodeBytes(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${type}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${type}-----\n`
}
