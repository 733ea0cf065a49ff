/**
 * Which values keys a piece of a render stems from. Joining happens at every step of a render and asking only at
 * its end, so a join is one small object and the keys are collected when somebody wants them.
 */
export type Taint = Read | Join | undefined

/** One key as a template read it. The same key is one object within a render. */
export class Read {
  /** Dotted, as `--set` writes it: `image.tag`, `hosts[0].name`, `annotations.example\.com/team`; "" for all values. */
  readonly key: string
  /** `value`: all below it. `names`: whether it is there, is empty, and which names it has. */
  readonly of: 'value' | 'names'
  /** Asked for, but not there. */
  readonly isAbsent: boolean
  constructor(key: string, of: 'value' | 'names', isAbsent: boolean) {
    this.key = key
    this.of = of
    this.isAbsent = isAbsent
  }
}

class Join {
  readonly parts: readonly (Read | Join)[]
  constructor(parts: readonly (Read | Join)[]) {
    this.parts = parts
  }
}

export function join(a: Taint, b: Taint): Taint {
  if (a === undefined || a === b) return b
  if (b === undefined) return a
  if (a instanceof Join && a.parts.includes(b)) return a
  if (b instanceof Join && b.parts.includes(a)) return b
  return new Join([a, b])
}

export function joinAll(taints: Iterable<Taint>): Taint {
  const parts = new Set<Read | Join>()
  for (const taint of taints) if (taint !== undefined) parts.add(taint)
  if (parts.size < 2) return parts.values().next().value
  return new Join([...parts])
}

/** Every read below the taints, each once. */
export function readsOf(taints: Iterable<Taint>): Set<Read> {
  const reads = new Set<Read>()
  const seen = new Set<Join>()
  const open: Taint[] = [...taints]
  while (open.length > 0) {
    const taint = open.pop()
    if (taint instanceof Read) reads.add(taint)
    else if (taint && !seen.has(taint)) {
      seen.add(taint)
      open.push(...taint.parts)
    }
  }
  return reads
}
