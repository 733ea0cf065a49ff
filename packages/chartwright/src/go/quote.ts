const plain = /^[ !#-[\]-~]*$/

/** strconv.Quote, as `%q` writes text. */
export function quote(text: string): string {
  return plain.test(text) ? `"${text}"` : quoteOdd(text)
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

function quoteOdd(text: string): string {
  let quoted = '"'
  for (const character of text) {
    const short = shorthand[character]
    if (short !== undefined) quoted += short
    else if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) quoted += character
    else {
      const code = character.codePointAt(0)!
      if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, '0')}`
      else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\x${(code - 0xdc00).toString(16)}`
      else if (code > 0xffff) quoted += `\\U${code.toString(16).padStart(8, '0')}`
      else quoted += `\\u${code.toString(16).padStart(4, '0')}`
    }
  }
  return quoted + '"'
}
