import fs from 'node:fs'
import path from 'node:path'
import { root } from '../test/support/repository.ts'
import type { Times } from './measure.ts'

/** What is measured, beside what and how far it may go. */
export interface Row {
  what: string
  ours: Times
  theirs?: Times | undefined
  /** As a ratio to theirs or, without them, in the unit. A row without one is only told. */
  bar?: number
  unit?: 'ms' | 'MB' | '×'
}

/** The table that docs/performance.md shows, and what of it was missed. A row is met by its best run. */
export class Table {
  readonly #rows: string[] = []
  readonly missed: string[] = []

  add({ what, ours, theirs, bar, unit = 'ms' }: Row): void {
    const show = (times: Times) => `${digits(times.min)} (${digits(times.median)}) ${unit}`
    const ratio = theirs && ours.min / theirs.min
    const isMet = bar === undefined || (ratio ?? ours.min) <= bar
    const cells = [
      what,
      show(ours),
      theirs ? show(theirs) : '–',
      ratio === undefined ? '–' : `${ratio.toFixed(2)} (${(ours.median / theirs!.median).toFixed(2)}) ×`,
      bar === undefined ? '–' : theirs ? `${bar} ×` : `${bar} ${unit}`,
      bar === undefined ? '' : isMet ? 'met' : '**missed**',
    ]
    this.#rows.push(`| ${cells.join(' | ')} |`)
    if (!isMet) this.missed.push(what)
    console.log(cells.join('  '))
  }

  get text(): string {
    const head = ['| what | ours | helm 4 | ratio | at most | |', '|---|---|---|---|---|---|']
    return [...head, ...this.#rows].join('\n')
  }
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Puts text between the marks in docs/performance.md. */
export function writeTable(block: string): void {
  const file = path.join(root, 'docs/performance.md')
  const text = fs.readFileSync(file, 'utf8')
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']
  const at = text.indexOf(begin) + begin.length
  fs.writeFileSync(file, `${text.slice(0, at)}\n${block}\n${text.slice(text.indexOf(end))}`)
}
