import type { Site } from '../../author/index.ts'

/** A line of a generated file, with the author's line that it came from. */
export interface Line {
  indent: number
  text: string
  at?: Site
}

export function linesToText(lines: readonly Line[]): string {
  return lines.map(({ indent, text }) => (text === '' ? '\n' : `${' '.repeat(indent)}${text}\n`)).join('')
}

export function textToLines(text: string, indent: number): Line[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ indent: line === '' ? 0 : indent, text: line }))
}
