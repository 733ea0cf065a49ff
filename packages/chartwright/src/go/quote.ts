const plain = /^[ !#-[\]-~]*$/
// What has a short form, among characters that stand for themselves: JSON in quotes, and lines.
const escaped = /[\n\t"\\]/g
const nearlyPlain = /^[\n\t -~]*$/

/** strconv.Quote, as `%q` writes text. */
export function quote(text: string): string {
  if (plain.test(text)) return `"${text}"`
  return nearlyPlain.test(text)
    ? `"${text.replace(escaped, (character) => shorthand[character]!)}"`
    : quoteOdd(text)
}

const shorthand: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

/** strconv.QuoteToASCII, as `%+q` writes text. */
export function quoteToAscii(text: string): string {
  return plain.test(text) ? `"${text}"` : quoteOdd(text, true)
}

/** strconv.QuoteRune and QuoteRuneToASCII, as `%q` writes a number. */
export function quoteRune(character: string, isAscii: boolean): string {
  if (character === "'") return "'\\''"
  return character === '"' ? "'\"'" : `'${quoteOdd(character, isAscii).slice(1, -1)}'`
}

/** strconv.IsPrint. */
export function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)
}

function quoteOdd(text: string, isAscii = false): string {
  let quoted = '"'
  for (const character of text) {
    const short = shorthand[character]
    const code = character.codePointAt(0)!
    if (short !== undefined) quoted += short
    else if ((code < 0x7f || !isAscii) && isPrintable(character)) quoted += character
    else if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\x${(code - 0xdc00).toString(16)}`
    else if (code > 0xffff) quoted += `\\U${code.toString(16).padStart(8, '0')}`
    else quoted += `\\u${code.toString(16).padStart(4, '0')}`
  }
  return quoted + '"'
}
