import { GoError } from '../go/error.ts'

export interface UnquotedCharacter {
  value: number
  /** Where it ends in the text. */
  end: number
  /** It came from `\x` or `\` and three octal digits: one byte, not a character. */
  isByte: boolean
}

const simple: Record<string, number> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 }
const hexDigits: Record<string, number> = { x: 2, u: 4, U: 8 }

/** strconv.UnquoteChar: one character of a quoted text. Throws a GoError "invalid syntax". */
export function unquoteCharacter(text: string, at: number, quote: string): UnquotedCharacter {
  if (at >= text.length || text[at] === quote) throw invalid()
  if (text[at] !== '\\') {
    const code = text.codePointAt(at)!
    const stray = code >= 0xd800 && code <= 0xdfff
    return { value: stray ? 0xfffd : code, end: at + (code > 0xffff ? 2 : 1), isByte: false }
  }
  const letter = text[at + 1]
  if (letter === undefined) throw invalid()
  if (letter === quote) return { value: letter.charCodeAt(0), end: at + 2, isByte: false }
  const value = simple[letter]
  if (value !== undefined) return { value, end: at + 2, isByte: false }
  const count = hexDigits[letter]
  if (count !== undefined) return hexadecimal(text, at + 2, count)
  return octal(text, at + 1)
}

function hexadecimal(text: string, at: number, count: number): UnquotedCharacter {
  const digits = text.slice(at, at + count)
  if (digits.length < count || !/^[\da-fA-F]+$/.test(digits)) throw invalid()
  const value = Number.parseInt(digits, 16)
  if (count > 2 && (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))) throw invalid()
  return { value, end: at + count, isByte: count === 2 }
}

function octal(text: string, at: number): UnquotedCharacter {
  const digits = text.slice(at, at + 3)
  if (!/^[0-7]{3}$/.test(digits)) throw invalid()
  const value = Number.parseInt(digits, 8)
  if (value > 255) throw invalid()
  return { value, end: at + 3, isByte: true }
}

function invalid(): GoError {
  return new GoError('invalid syntax')
}
