import fs from 'node:fs'
import { cachedHelm, stateOf } from './cached-helm.ts'
import { compareRuns, type Comparison } from './compare-with-helm.ts'
import { commandOf, type PublicCase } from './public-cases.ts'
import { runOurs } from './render-ours.ts'

export interface Helm {
  binary: string
  version: string
}

export interface SweepResult extends Comparison {
  case: PublicCase
  helm: string
  /** The command line, to run it again by hand. */
  args: readonly string[]
}

/** Runs each case with each Helm, a few Helms at a time, and hands over each comparison as it is made. */
export async function sweep(
  cases: Iterable<PublicCase>,
  helms: readonly Helm[],
  options: { cache: string; jobs: number },
  found: (result: SweepResult) => void,
): Promise<void> {
  const work = eachRun(cases, helms)
  await Promise.all(
    Array.from({ length: options.jobs }, async () => {
      for (const [one, helm] of work) found(await compareCase(one, helm, options.cache))
    }),
  )
}

function* eachRun(cases: Iterable<PublicCase>, helms: readonly Helm[]): Generator<[PublicCase, Helm]> {
  for (const one of cases) for (const helm of helms) yield [one, helm]
}

async function compareCase(one: PublicCase, helm: Helm, cache: string): Promise<SweepResult> {
  const args = commandOf(one)
  const files = one.args.filter((word, at) => one.args[at - 1] === '-f' && fs.existsSync(word))
  const ask = { cache, state: stateOf(one.chart, ...files) }
  const first = await cachedHelm(helm, args, ask)
  // Ours has findings of its own below Helm's.
  const own = one.kind === 'lint' ? ['--helm-only'] : []
  const ours = await runOurs(['--helm-version', helm.version, ...args, ...own])
  let runs = 0
  const comparison = await compareRuns(first, ours, () =>
    cachedHelm(helm, args, { ...ask, state: `${ask.state} ${runs++}`, again: true }),
  )
  return { ...comparison, case: one, helm: helm.version, args }
}
