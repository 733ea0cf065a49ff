/** The condition of an `if` or `with` of a template's text: where it stands and what it says. */
export interface Condition {
  word: 'if' | 'with'
  start: number
  text: string
}

export function conditionsOf(text: string): Condition[] {
  return [...text.matchAll(/\{\{-?\s*(?:else )?(if|with) ((?:"(?:[^"\\]|\\.)*"|[^"])*?)\s*-?\}\}/g)].map(
    (found) => ({
      word: found[1] as 'if' | 'with',
      start: found.index + found[0].indexOf(`${found[1]} `) + found[1]!.length + 1,
      text: found[2]!,
    }),
  )
}

/** The terms of a pipeline's text, with their places: `and (eq .a "b") .c` has three. */
export function termsOf(text: string): { start: number; text: string }[] {
  const terms: { start: number; text: string }[] = []
  let depth = 0
  let start = -1
  for (let at = 0; at <= text.length; at++) {
    const char = text[at]
    if (char === '"') {
      if (start < 0) start = at
      at++
      while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    } else if (at === text.length || (depth === 0 && /\s/.test(char!))) {
      if (start >= 0) terms.push({ start, text: text.slice(start, at) })
      start = -1
    } else {
      if (start < 0) start = at
      if (char === '(') depth++
      if (char === ')') depth--
    }
  }
  return terms
}
