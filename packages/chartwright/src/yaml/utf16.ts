import { bytesOf } from '../go/bytes.ts'

/** High halves of pairs, which no text of ours holds alone, and what the reader says of each. */
export const utf16Faults: Readonly<Record<number, string>> = {
  0xd800: 'incomplete UTF-16 character',
  0xd801: 'incomplete UTF-16 surrogate pair',
  0xd802: 'expected low surrogate area',
  0xd803: 'unexpected low surrogate area',
}

/** Noticed at the end of the text only. */
export function isUtf16CutOff(code: number): boolean {
  return code === 0xd800 || code === 0xd801
}

function faultOf(fault: string): string {
  const [code] = Object.entries(utf16Faults).find(([, text]) => text === fault)!
  return String.fromCharCode(Number(code))
}

/**
 * A text that opens with the byte order mark of UTF-16, as goyaml reads it; any other text as it is. The mark is
 * two bytes that are no UTF-8, so two lone surrogates here (go/bytes.ts). Where the decoding ends early stands a
 * character of `utf16Faults`, which the reader refuses when it comes there.
 */
export function fromUtf16(text: string): string {
  const first = text.charCodeAt(0)
  if (first !== 0xdcff && first !== 0xdcfe) return text
  const isLittle = first === 0xdcff
  if (text.charCodeAt(1) !== (isLittle ? 0xdcfe : 0xdcff)) return text
  const bytes = bytesOf(text)
  const unitAt = (at: number) =>
    isLittle ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!
  const units: string[] = []
  for (let at = 2; at < bytes.length; at += 2) {
    if (at + 1 >= bytes.length) return units.join('') + faultOf('incomplete UTF-16 character')
    const unit = unitAt(at)
    if ((unit & 0xfc00) === 0xdc00) return units.join('') + faultOf('unexpected low surrogate area')
    if ((unit & 0xfc00) !== 0xd800) {
      units.push(String.fromCharCode(unit))
      continue
    }
    at += 2
    if (at + 1 >= bytes.length) return units.join('') + faultOf('incomplete UTF-16 surrogate pair')
    const low = unitAt(at)
    if ((low & 0xfc00) !== 0xdc00) return units.join('') + faultOf('expected low surrogate area')
    units.push(String.fromCharCode(unit, low))
  }
  return units.join('')
}
