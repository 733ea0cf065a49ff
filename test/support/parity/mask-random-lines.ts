/** What two runs of Helm agree on. */
export interface StableOutput {
  lines: string[]
  /** Line number (from 0) → what both runs begin that line with. */
  random: Map<number, string>
}

/**
 * Finds the lines that differ between two runs of the same command: passwords, certificates, times, and
 * checksums over them. Undefined when the runs do not even have the same number of lines.
 */
export function maskRandomLines(first: string, second: string): StableOutput | undefined {
  const lines = first.split('\n')
  const others = second.split('\n')
  if (lines.length !== others.length) return undefined
  const random = new Map<number, string>()
  lines.forEach((line, at) => {
    if (line !== others[at]) random.set(at, stablePrefix(line, others[at]))
  })
  for (const [from, to] of pemBlocks(lines)) {
    // A serial number of one byte less shifts all that follows: where a line is random, the block is.
    const isRandom = Array.from({ length: to - from }, (_, at) => from + at).some((at) => random.has(at))
    for (let at = from; isRandom && at < to; at++) random.set(at, /^\s*/.exec(lines[at])![0])
  }
  return { lines, random }
}

/** The lines between BEGIN and END of keys and certificates: from, and up to but not. */
function pemBlocks(lines: readonly string[]): [number, number][] {
  const blocks: [number, number][] = []
  let from = -1
  lines.forEach((line, at) => {
    if (line.includes('-----BEGIN ')) from = at + 1
    else if (line.includes('-----END ') && from >= 0) {
      blocks.push([from, at])
      from = -1
    }
  })
  return blocks
}

/** What both begin with, cut back to the last mark: random text may share its first letters by chance. */
function stablePrefix(one: string, other: string): string {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  while (length > 0 && !/[\s:"'=]/.test(one[length - 1])) length--
  return one.slice(0, length)
}
