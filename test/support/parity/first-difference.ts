import type { StableOutput } from './mask-random-lines.ts'

export interface Difference {
  /** Counted from 1. */
  line: number
  /** In UTF-8 bytes from the beginning of Helm's output. */
  byte: number
  /** The lines around the place, Helm's marked `-` and ours `+`, as `diff -u` does. */
  context: string
}

/** The first place where our output is not Helm's, leaving out its random lines; undefined when there is none. */
export function firstDifference(helm: StableOutput, ours: string): Difference | undefined {
  const lines = ours.split('\n')
  const length = Math.max(lines.length, helm.lines.length)
  for (let at = 0; at < length; at++) {
    const prefix = helm.random.get(at)
    const same =
      prefix === undefined
        ? lines[at] === helm.lines[at]
        : lines[at] !== undefined && lines[at].startsWith(prefix)
    if (!same) return describe(helm.lines, lines, at)
  }
  return undefined
}

function describe(helm: string[], ours: string[], at: number): Difference {
  const before = helm.slice(0, at).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  const column = commonLength(helm[at] ?? '', ours[at] ?? '')
  const context = [
    ...helm.slice(Math.max(0, at - 3), at).map((line) => `    ${line}`),
    ...helm.slice(at, at + 3).map((line) => `  - ${visible(line)}`),
    ...ours.slice(at, at + 3).map((line) => `  + ${visible(line)}`),
  ]
  return {
    line: at + 1,
    byte: before + Buffer.byteLength((helm[at] ?? '').slice(0, column)),
    context: context.join('\n'),
  }
}

function commonLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

/** Shows what a terminal would hide: white space at the end, control characters. */
function visible(line: string): string {
  const shown = JSON.stringify(line).slice(1, -1).replaceAll('\\"', '"')
  return /\s$/.test(line) ? `${shown}⏎` : shown
}
