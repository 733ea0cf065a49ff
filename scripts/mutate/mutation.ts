import { parseTemplate } from '../../packages/chartwright/src/template/index.ts'

/** A chart as text: what a damage is done to. */
export interface ChartText {
  name: string
  /** By path below the chart's folder. */
  files: ReadonlyMap<string, string>
}

/** One damage: a range of a file that is replaced. */
export interface Mutation {
  file: string
  start: number
  end: number
  text: string
}

/** A way to damage charts, in a file of its own below classes/. */
export interface MutationClass {
  /** As the table prints it: `port swapped`. */
  name: string
  mutations(chart: ChartText): Mutation[]
}

/** A line of a file, with its place. */
export interface Line {
  text: string
  start: number
  indent: number
}

export function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const here = { text: line, start, indent: line.search(/\S|$/) }
    start += line.length + 1
    return here
  })
}

/** The templates that make manifests; helpers and notes too when they are asked for. */
export function templates(chart: ChartText, helpers = false): [string, string][] {
  return [...chart.files].filter(
    ([file]) => file.startsWith('templates/') && (file.endsWith('.yaml') || helpers),
  )
}

/** The end of the block that begins on a line: all that is indented further belongs to it. */
export function blockEnd(lines: readonly Line[], first: number): number {
  const { indent } = lines[first]!
  let after = first + 1
  while (after < lines.length && (lines[after]!.text.trim() === '' || lines[after]!.indent > indent)) after++
  while (lines[after - 1]!.text.trim() === '') after--
  return after
}

/** Lines taken out. */
export function without(file: string, lines: readonly Line[], first: number, after: number): Mutation {
  const start = lines[first]!.start
  const end = after < lines.length ? lines[after]!.start : lines.at(-1)!.start + lines.at(-1)!.text.length
  return { file, start, end, text: '' }
}

/** A part of a line replaced; `at` counts from the line's beginning. */
export function replaced(file: string, line: Line, at: number, length: number, text: string): Mutation {
  return { file, start: line.start + at, end: line.start + at + length, text }
}

export function damaged(text: string, { start, end, text: instead }: Mutation): string {
  return text.slice(0, start) + instead + text.slice(end)
}

/** Whether a damaged file is still a template: a damage is no typing mistake. */
export function isWhole(chart: ChartText, mutation: Mutation): boolean {
  const text = damaged(chart.files.get(mutation.file)!, mutation)
  if (text === chart.files.get(mutation.file)) return false
  if (!mutation.file.startsWith('templates/')) return true
  try {
    parseTemplate(mutation.file, text, { functions: undefined })
    return true
  } catch {
    return false
  }
}
