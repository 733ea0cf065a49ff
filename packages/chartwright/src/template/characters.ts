/** Classes of characters as Go's lexer has them. Codes are UTF-16 units or code points; -1 is the end. */

/** Go's `" \t\r\n"`: what separates operands and what trim markers take. */
export function isSpaceCode(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

/** A letter, a digit or an underscore. */
export function isWordCode(code: number): boolean {
  if (code < 0x80) {
    const lower = code | 32
    return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95
  }
  return /^[\p{L}\p{Nd}]/u.test(String.fromCodePoint(code))
}

/** Go's `%#U`: `U+0040 '@'`. A unit that stands for a byte (go/bytes.ts) reads as the replacement character. */
export function formatCharacter(code: number): string {
  const rune = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
  const hex = `U+${rune.toString(16).toUpperCase().padStart(4, '0')}`
  const character = String.fromCodePoint(rune)
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character) ? `${hex} '${character}'` : hex
}
