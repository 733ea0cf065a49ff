import { isDigitCode, isWordCode } from './characters.ts'

export interface ScannedNumber {
  end: number
  complex: boolean
  ok: boolean
}

/**
 * Finds where a number ends. Go's scanner takes wrong ones too (`089`, `0x0.2`, `.`); reading the number
 * (literals.ts) refuses them.
 */
export function scanNumber(text: string, start: number): ScannedNumber {
  let end = scanReal(text, start)
  if (end < 0) return { end: -end, complex: false, ok: false }
  const sign = text.charCodeAt(end)
  if (sign !== 43 && sign !== 45) return { end, complex: false, ok: true }
  end = scanReal(text, end)
  if (end < 0) return { end: -end, complex: true, ok: false }
  return { end, complex: true, ok: text.charCodeAt(end - 1) === 105 }
}

/** The end of a number, or minus the end of what a letter or digit right behind it spoils. */
function scanReal(text: string, start: number): number {
  let at = start
  let base = 10
  if (isSign(text.charCodeAt(at))) at++
  if (text.charCodeAt(at) === 48) {
    at++
    const letter = text.charCodeAt(at) | 32
    if (letter === 120) base = 16
    else if (letter === 111) base = 8
    else if (letter === 98) base = 2
    if (base !== 10) at++
  }
  at = afterDigits(text, at, base)
  if (text.charCodeAt(at) === 46) at = afterDigits(text, at + 1, base)
  const exponent = text.charCodeAt(at) | 32
  if ((base === 10 && exponent === 101) || (base === 16 && exponent === 112)) {
    at++
    if (isSign(text.charCodeAt(at))) at++
    at = afterDigits(text, at, 10)
  }
  if (text.charCodeAt(at) === 105) at++
  if (at >= text.length) return at
  const code = text.codePointAt(at)!
  return isWordCode(code) ? -(at + (code > 0xffff ? 2 : 1)) : at
}

function isSign(code: number): boolean {
  return code === 43 || code === 45
}

function afterDigits(text: string, start: number, base: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    const lower = code | 32
    const digit = isDigitCode(code) ? code - 48 < base : base === 16 && lower >= 97 && lower <= 102
    if (!digit && code !== 95) return at
    at++
  }
}
