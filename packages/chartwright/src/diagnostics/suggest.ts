/**
 * The candidate nearest to a mistyped name, or undefined if none is near enough to be what was meant.
 *
 * @example suggest('htp', ['http', 'metrics']) // 'http'
 */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate === name) continue
    const distance =
      candidate.toLowerCase() === name.toLowerCase() ? 0.5 : editDistance(name, candidate, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? abbreviated(name, candidates)
}

/** `vals` for `values`: letters left out, the first one and half of them kept. */
function abbreviated(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length < 3) return undefined
  for (const candidate of candidates) {
    if (candidate[0] !== name[0] || candidate.length > name.length * 2 || candidate === name) continue
    let at = 0
    for (const letter of candidate) if (letter === name[at]) at++
    if (at === name.length) return candidate
  }
  return undefined
}

/** Damerau's distance with adjacent swaps, given up as soon as it must reach `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(row[j - 1] + 1, last[j] + 1, substitution)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2] + 1)
      row.push(cost)
    }
    if (Math.min(...row) >= limit) return limit
    beforeLast = last
    last = row
  }
  return last[b.length]
}
