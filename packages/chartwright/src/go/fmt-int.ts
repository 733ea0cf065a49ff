import { pad, type Flags } from './fmt-flags.ts'
import { isPrintable, quoteRune } from './quote.ts'
import type { GoInt } from './values.ts'

const bases: Record<string, number> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 }

/** An integer by a verb; undefined for one that integers do not have. */
export function formatIntVerb(value: GoInt, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'c':
      return pad(runeOf(value), flags)
    case 'q':
      return pad(quoteRune(runeOf(value), flags.plus), flags)
    case 'U':
      return pad(codePoint(value, flags), { ...flags, zero: false })
  }
  const base = bases[verb]
  if (base === undefined) return undefined
  const isUnsigned = value.kind.startsWith('uint')
  if (verb === 'v' && flags.sharpV && isUnsigned) return digits(value, 16, verb, { ...flags, sharp: true })
  return digits(value, base, verb, flags)
}

function digits(value: GoInt, base: number, verb: string, flags: Flags): string {
  const big = value.toBigInt()
  const sign = big < 0n ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  let text = (big < 0n ? -big : big).toString(base)
  if (verb === 'X') text = text.toUpperCase()
  if (flags.precision !== undefined) {
    if (flags.precision === 0 && big === 0n) return ' '.repeat(flags.width ?? 0)
    text = text.padStart(flags.precision, '0')
  } else if (flags.zero && !flags.minus && flags.width !== undefined)
    text = text.padStart(flags.width - sign.length, '0')
  if (flags.sharp) text = prefixOf(verb, base, text) + text
  if (verb === 'O') text = `0o${text}`
  return pad(sign + text, { ...flags, zero: false })
}

function prefixOf(verb: string, base: number, digits: string): string {
  if (base === 16) return verb === 'X' ? '0X' : '0x'
  if (base === 2) return '0b'
  return base === 8 && !digits.startsWith('0') ? '0' : ''
}

function codePoint(value: GoInt, { precision = 0, sharp }: Flags): string {
  const big = BigInt.asUintN(64, value.toBigInt())
  const code = `U+${big.toString(16).toUpperCase().padStart(Math.max(4, precision), '0')}`
  if (!sharp || big > 0x10ffffn || (big >= 0xd800n && big < 0xe000n)) return code
  const character = String.fromCodePoint(Number(big))
  return isPrintable(character) ? `${code} '${character}'` : code
}

function runeOf({ n }: GoInt): string {
  return n >= 0 && n <= 0x10ffff && (n < 0xd800 || n > 0xdfff) ? String.fromCodePoint(n) : '\ufffd'
}
