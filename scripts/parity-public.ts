// npm run parity -- --public <folder>… [--helm <binary>]… [--seed s] [--damaged n] [--broken n] [--most n] [--kinds a,b] [--limit charts-per-folder] [--part 1/4]
//   [--jobs n] [--cache folder] [--examples n] [--json file]
//
// Finds the charts below each folder, makes cases for each (see public-cases.ts), runs them with real Helms and
// with ours, and prints what differs, grouped by what it looks like. Helm's answers are kept in the cache.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { helmBinaries, helmVersionOf } from '../test/support/oracles.ts'
import { findCharts } from '../test/support/parity/find-charts.ts'
import { casesOf, type PublicCase } from '../test/support/parity/public-cases.ts'
import { seededRandom, type Random } from '../test/support/parity/random.ts'
import { sweep, type SweepResult } from '../test/support/parity/public-sweep.ts'
import { reportClasses } from '../test/support/parity/report-classes.ts'

export async function sweepPublicCharts(argv: readonly string[]): Promise<void> {
  const { values: options, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      public: { type: 'boolean' },
      helm: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      damaged: { type: 'string', default: '2' },
      broken: { type: 'string', default: '2' },
      most: { type: 'string', default: 'Infinity' },
      kinds: {
        type: 'string',
        default: 'defaults,bundled,switches,flags,set,damaged,names,lint,subchart,broken,wrong flags',
      },
      limit: { type: 'string', default: 'Infinity' },
      part: { type: 'string', default: '1/1' },
      jobs: { type: 'string', default: '2' },
      cache: { type: 'string', default: path.join(os.tmpdir(), 'chartwright-parity') },
      examples: { type: 'string', default: '2' },
      json: { type: 'string' },
    },
  })
  const helms = (options.helm ?? helmBinaries()).map((binary) => ({ binary, version: helmVersionOf(binary) }))
  const scratch = path.join(options.cache, 'values')
  fs.mkdirSync(scratch, { recursive: true })
  const [part, parts] = options.part.split('/').map(Number)
  const charts = positionals
    .flatMap((folder) => sampleOf(findCharts(folder), Number(options.limit)))
    .filter((_, at) => at % parts === part - 1)
  const kinds = options.kinds.split(',')

  const differing: SweepResult[] = []
  const counts = new Map<string, number>()
  const started = performance.now()
  let done = 0
  await sweep(eachCase(), helms, { cache: options.cache, jobs: Number(options.jobs) }, (result) => {
    const name = `helm ${result.helm}: ${result.verdict}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
    if (result.verdict === 'different') differing.push(result)
    if (options.json) fs.appendFileSync(options.json, `${JSON.stringify(lineOf(result))}\n`)
    if (++done % 200 === 0) console.error(`${done} runs, ${differing.length} differ`)
  })
  console.log(reportClasses(differing, Number(options.examples)))
  for (const name of [...counts.keys()].sort()) console.log(`${name} ${counts.get(name)}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${charts.length} charts, ${done} runs in ${seconds} s`)
  process.exitCode = differing.length > 0 ? 1 : 0

  function* eachCase(): Generator<PublicCase> {
    for (const chart of charts) {
      const { seed, damaged, broken, most } = options
      const all = casesOf(chart, { seed, damaged: Number(damaged), broken: Number(broken), scratch })
      yield* pickSome(
        all.filter(({ kind }) => kinds.includes(kind)),
        Number(most),
        seededRandom(`${seed} some of ${chart}`),
      )
    }
  }
}

/** At most so many of a list, spread evenly over it. */
function sampleOf(list: readonly string[], limit: number): readonly string[] {
  if (list.length <= limit) return list
  return Array.from({ length: limit }, (_, at) => list[Math.floor((at * list.length) / limit)])
}

/** At most so many, picked at random, in their order. */
function pickSome<Item>(list: readonly Item[], most: number, random: Random): Item[] {
  const left = [...list]
  while (left.length > most) left.splice(random.below(left.length), 1)
  return left
}

/** What docs/parity.md is counted from. */
function lineOf({ case: one, helm, verdict, args, reason, difference }: SweepResult) {
  return {
    chart: one.copyOf ?? one.chart,
    kind: one.kind,
    slip: one.slip,
    helm,
    verdict,
    args,
    reason,
    context: difference?.context,
  }
}
