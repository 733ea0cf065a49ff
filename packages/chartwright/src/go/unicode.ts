/**
 * Go's unicode package: classes of characters, and case mapping one character to one (JavaScript's own maps
 * "ß" to "SS" and looks at the end of words). Arguments are single characters.
 */

/** unicode.IsSpace. JavaScript's `\s` also counts U+FEFF and leaves out U+0085. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13)
  if (code < 0x1680) return code === 0x85 || code === 0xa0
  if (code < 0x2000) return code === 0x1680
  return (
    code <= 0x200a ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

export const isLetter = (character: string) => /^\p{L}/u.test(character)
export const isUpper = (character: string) => /^\p{Lu}/u.test(character)
export const isLower = (character: string) => /^\p{Ll}/u.test(character)
export const isTitle = (character: string) => /^\p{Lt}/u.test(character)
export const isDigit = (character: string) => /^\p{Nd}/u.test(character)
export const isNumber = (character: string) => /^\p{N}/u.test(character)
export const isPunct = (character: string) => /^\p{P}/u.test(character)

/** unicode.ToUpper. */
export function toUpper(character: string): string {
  const mapped = character.toUpperCase()
  if (isOne(mapped)) return mapped
  // Greek with iota below: JavaScript writes two letters, the simple mapping is the title form.
  const code = character.codePointAt(0)!
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8)
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9)
  return character
}

/** unicode.ToLower. */
export function toLower(character: string): string {
  if (character === '\u0130') return 'i'
  const mapped = character.toLowerCase()
  return isOne(mapped) ? mapped : character
}

/** unicode.ToTitle. */
export function toTitle(character: string): string {
  const code = character.codePointAt(0)!
  // Letters of two: DŽ, LJ, NJ, DZ have a form of their own at the start of a word.
  if (code >= 0x1c4 && code <= 0x1cc)
    return String.fromCodePoint(code <= 0x1c6 ? 0x1c5 : code <= 0x1c9 ? 0x1c8 : 0x1cb)
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2'
  // Georgian has capitals, but not at the start of a word.
  if ((code >= 0x10d0 && code <= 0x10fa) || (code >= 0x10fd && code <= 0x10ff)) return character
  return toUpper(character)
}

function isOne(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff)
}
