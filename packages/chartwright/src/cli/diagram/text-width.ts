/**
 * About how wide a text is in the sans-serif fonts that browsers have, rather more than less: a picture has no
 * way to ask, and what is too narrow for its text is worse than what is too wide.
 */
export function textWidth(text: string, size: number, isBold = false): number {
  let units = 0
  for (const character of text) units += widthOf(character)
  return Math.ceil(units * size * (isBold ? 1.08 : 1))
}

function widthOf(character: string): number {
  if (/[iIjl.,:;'|!()[\]]/.test(character)) return 0.34
  if (/[ftr/ -]/.test(character)) return 0.42
  if (/[mwMW@%–—→]/.test(character)) return 0.92
  if (/[A-Z]/.test(character)) return 0.72
  return character.codePointAt(0)! > 0x2e80 ? 1.05 : 0.632
}

/** A text in lines of at most a width, parted at spaces that may break; what does not fit into the last one is cut. */
export function wrapText(text: string, size: number, width: number, mostLines: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const cut = (line: string) => {
    let shown = line
    while (shown.length > 1 && textWidth(`${shown}…`, size) > width) shown = shown.slice(0, -1)
    return `${shown}…`
  }
  const kept = lines.slice(0, mostLines)
  return kept.map((line, at) =>
    textWidth(line, size) > width || (at === mostLines - 1 && lines.length > mostLines) ? cut(line) : line,
  )
}
