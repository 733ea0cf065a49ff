const codes = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

export type Paint = (style: keyof typeof codes, text: string) => string

/** Puts text into colours, or leaves it as it is. */
export function painter(isColored: boolean): Paint {
  return (style, text) => (isColored && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text)
}
