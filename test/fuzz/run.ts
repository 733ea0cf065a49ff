import fc from 'fast-check'
import { resolveHelmVersion } from '../../packages/chartwright/src/chart/index.ts'
import { compare, confirm, isFailure, type Comparison, type Verdict } from './compare.ts'
import type { Grammar } from './grammar.ts'
import type { Oracle } from './oracle.ts'
import type { Request } from './request.ts'

export interface Found {
  request: Request
  comparison: Comparison
  /** What `--seed` and `--cases` must be for the same case. */
  batch: number
  index: number
}

export interface Report {
  grammar: string
  version: string
  cases: number
  verdicts: Record<Verdict, number>
  found: Found[]
  seconds: number
}

const batchSize = 250

/**
 * Compares so many cases of a grammar with one Helm. The same seed gives the same cases, whatever their number:
 * batch b has its own seed. The first `keep` failures are made as small as they get.
 */
export async function fuzz(
  grammar: Grammar,
  oracle: Oracle,
  { cases, seed, keep, until = Infinity }: { cases: number; seed: number; keep: number; until?: number },
): Promise<Report> {
  const started = performance.now()
  const version = resolveHelmVersion(oracle.version)!
  const report: Report = {
    grammar: grammar.name,
    version: oracle.version,
    cases,
    verdicts: { equal: 0, refused: 0, message: 0, different: 0, skipped: 0 },
    found: [],
    seconds: 0,
  }
  const batches = Math.ceil(cases / batchSize)
  const make = (batch: number): Request[] => {
    const numRuns = Math.min(batchSize, cases - batch * batchSize)
    return fc.sample(grammar.arbitrary, { numRuns, seed: batchSeed(seed, grammar, batch) })
  }
  // Helm works on the next batch while ours works on this one.
  let requests = make(0)
  let asked = oracle.ask(requests)
  // `until` ends a run early on a slow machine; what was compared is counted.
  report.cases = 0
  for (let batch = 0; batch < batches && performance.now() < until; batch++) {
    const current = requests
    report.cases += current.length
    const answers = await asked
    if (batch + 1 < batches) {
      requests = make(batch + 1)
      asked = oracle.ask(requests)
    }
    const pending: Found[] = []
    for (const [index, request] of current.entries()) {
      const comparison = compare(request, answers[index], version)
      if (isFailure(comparison.verdict)) pending.push({ request, comparison, batch, index })
      else report.verdicts[comparison.verdict]++
    }
    for (const one of pending) {
      const comparison = await confirm(one.request, one.comparison, oracle)
      report.verdicts[comparison.verdict]++
      if (!isFailure(comparison.verdict) || report.found.length >= keep) continue
      const small = await shrink(grammar, oracle, seed, one)
      const isNew = !report.found.some(
        ({ request }) => JSON.stringify(request) === JSON.stringify(small.request),
      )
      if (isNew) report.found.push(small)
    }
  }
  report.seconds = (performance.now() - started) / 1000
  return report
}

function batchSeed(seed: number, { name }: Grammar, batch: number): number {
  let hash = seed | 0
  for (const character of `${name} ${batch}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash | 0
}

/** fast-check makes the case again by its place in the batch and walks down its shrinks. */
async function shrink(grammar: Grammar, oracle: Oracle, seed: number, found: Found): Promise<Found> {
  const version = resolveHelmVersion(oracle.version)!
  let smallest = found
  const holds = async (request: Request): Promise<boolean> => {
    const [helm] = await oracle.ask([request])
    const comparison = await confirm(request, compare(request, helm, version), oracle)
    // A refusal with another text may not become a case of other output, nor the other way round.
    if (comparison.verdict !== found.comparison.verdict) return true
    smallest = { ...found, request, comparison }
    return false
  }
  await fc.check(fc.asyncProperty(grammar.arbitrary, holds), {
    seed: batchSeed(seed, grammar, found.batch),
    path: String(found.index),
    numRuns: 1,
    interruptAfterTimeLimit: 20_000,
  })
  return smallest
}
