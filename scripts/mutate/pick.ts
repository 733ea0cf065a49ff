import { isWhole, type ChartText, type Mutation, type MutationClass } from './mutation.ts'

/** The damages of a class that leave a template whole, each once; at most `most`, chosen by the seed. */
export function pick(kind: MutationClass, chart: ChartText, seed: number, most: number): Mutation[] {
  const seen = new Set<string>()
  const all = kind.mutations(chart).filter((mutation) => {
    const id = idOf(mutation)
    return !seen.has(id) && seen.add(id) && isWhole(chart, mutation)
  })
  const random = randomFrom(`${seed} ${kind.name} ${chart.name}`)
  const ranked = all.map((mutation) => ({ mutation, rank: random() }))
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ mutation }) => mutation)
}

export const idOf = ({ file, start, end, text }: Mutation) => `${file}:${start}-${end}:${text}`

/** Numbers from 0 to 1 that a text decides (xmur3 and mulberry32, both in the public domain). */
function randomFrom(text: string): () => number {
  let state = 1779033703 ^ text.length
  for (let at = 0; at < text.length; at++) {
    state = Math.imul(state ^ text.charCodeAt(at), 3432918353)
    state = (state << 13) | (state >>> 19)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
