import { commonItems } from '../../objects/index.ts'

/** Lines with their ends; only the last may have none. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
// Fewer than diff's three: what stands around a line of a manifest changes more often than around code.
const context = 2
const noEnd = '\\ No newline at end of file\n'

/** One place where a text was changed: lines that stay, go (`-`) and come (`+`). */
export interface Hunk {
  /** Where its first line stands in the old text, from 0. */
  start: number
  lines: { sign: ' ' | '-' | '+'; text: string }[]
  /** Where it stands in the patch, from 1. */
  at: number
}

/** The difference of two texts in the form of `diff -u`, which `git apply` and `patch` read too. */
export function unifiedDiff(file: string, from: string, to: string): string {
  const [before, after] = [linesOf(from), linesOf(to)]
  const all: { sign: ' ' | '-' | '+'; text: string; old: number; fresh: number }[] = []
  let [i, j] = [0, 0]
  const add = (sign: ' ' | '-' | '+', text: string) => all.push({ sign, text, old: i, fresh: j })
  for (const [x, y] of [...commonItems(before, after), [before.length, after.length] as const]) {
    for (; i < x; i++) add('-', before[i]!)
    for (; j < y; j++) add('+', after[j]!)
    if (x < before.length) add(' ', before[x]!)
    ;[i, j] = [x + 1, y + 1]
  }
  const isNear = (at: number) =>
    all.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' ')
  let text = `--- a/${file}\n+++ b/${file}\n`
  for (let at = 0; at < all.length; at++) {
    if (!isNear(at)) continue
    let end = at
    while (end < all.length && isNear(end)) end++
    const part = all.slice(at, end)
    const count = (but: string) => part.filter(({ sign }) => sign !== but).length
    text += `@@ -${part[0]!.old + 1},${count('+')} +${part[0]!.fresh + 1},${count('-')} @@\n`
    for (const { sign, text: line } of part)
      text += `${sign}${line}${line.endsWith('\n') ? '' : `\n${noEnd}`}`
    at = end
  }
  return text
}

/** The hunks of one file's patch; undefined when this is none. */
export function readHunks(patch: string): Hunk[] | undefined {
  const hunks: Hunk[] = []
  for (const [index, line] of linesOf(patch).entries()) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(line)
    const current = hunks.at(-1)
    if (head) hunks.push({ start: Math.max(0, Number(head[1]) - 1), lines: [], at: index + 1 })
    else if (line === noEnd && current) {
      const last = current.lines.at(-1)
      if (last) last.text = last.text.replace(/\n$/, '')
    } else if (current && /^[-+ ]/.test(line))
      current.lines.push({ sign: line[0] as ' ' | '-' | '+', text: line.slice(1) })
    else if (current || !/^(---|\+\+\+|diff |index )/.test(line)) return undefined
  }
  return hunks.length > 0 ? hunks : undefined
}

/** The text with the hunks in it; or the first one whose lines are nowhere in the text. */
export function applyHunks(text: string, hunks: readonly Hunk[]): { text: string } | { failed: Hunk } {
  let lines = linesOf(text)
  // Hunks stand in the order of the text: none begins before the last one ended.
  let [least, moved] = [0, 0]
  for (const hunk of hunks) {
    const old = hunk.lines.filter(({ sign }) => sign !== '+').map(({ text: line }) => line)
    const fresh = hunk.lines.filter(({ sign }) => sign !== '-').map(({ text: line }) => line)
    const at = nearest(lines, old, hunk.start + moved, least)
    if (at === undefined) return { failed: hunk }
    lines = [...lines.slice(0, at), ...fresh, ...lines.slice(at + old.length)]
    moved = at - hunk.start + fresh.length - old.length
    least = at + fresh.length
  }
  return { text: lines.join('') }
}

/** Where lines stand in a text, as near as can be to where they stood. */
function nearest(lines: string[], wanted: string[], start: number, least: number): number | undefined {
  const isThere = (at: number) =>
    at >= least && at + wanted.length <= lines.length && wanted.every((line, i) => lines[at + i] === line)
  for (let away = 0; away <= lines.length; away++) {
    if (isThere(start - away)) return start - away
    if (isThere(start + away)) return start + away
  }
  return undefined
}
