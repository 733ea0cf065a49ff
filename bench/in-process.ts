// Rows that compare two engines in processes that stay.
import path from 'node:path'
import { batchCases, measuredCharts } from './charts.ts'
import { writeChart } from './write-chart.ts'
import { platformChart } from './chart-platform.ts'
import { summarize, type Times } from './measure.ts'
import type { Request } from './protocol.ts'
import type { Side } from './side.ts'
import type { Table } from './table.ts'

export interface Sides {
  ours: Side
  helm: Side | undefined
}

type Wanted = Omit<Request, 'runs' | 'warm'>

/** Both sides in turn, so that a busy moment of the machine falls on each. `budget` is in milliseconds a side. */
async function compare({ ours, helm }: Sides, wanted: Wanted, budget: number): Promise<[Times, Times?]> {
  const sides = helm ? [ours, helm] : [ours]
  const runsOf: number[] = []
  for (const side of sides) {
    const { times } = await side.ask({ ...wanted, warm: 1, runs: 1 })
    const runs = Math.max(1, Math.min(200, Math.round(budget / 4 / times[0])))
    // Compiled code comes with use: ours gets its time before it counts, and Go's the same.
    await side.ask({ ...wanted, warm: 0, runs })
    runsOf.push(runs)
  }
  const all = sides.map(() => [] as number[])
  for (let round = 0; round < 4; round++)
    for (const [index, side] of sides.entries())
      all[index].push(...(await side.ask({ ...wanted, warm: 0, runs: runsOf[index] })).times)
  const [first, second] = all.map(summarize)
  return [first, second]
}

export async function inProcessRows(
  table: Table,
  sides: Sides,
  temporary: string,
  { quick }: { quick: boolean },
): Promise<void> {
  const budget = quick ? 150 : 4000
  for (const { name, path: chart } of measuredCharts(temporary, quick ? 100 : 1000)) {
    const [warm, helmWarm] = await compare(sides, { op: 'render', path: chart, cores: 1 }, budget)
    table.add({ what: `warm render of ${name}`, ours: warm, theirs: helmWarm, bar: 0.15 })
    const [cold, helmCold] = await compare(sides, { op: 'install', path: chart, cores: 1 }, budget)
    table.add({ what: `load, render, sort of ${name}`, ours: cold, theirs: helmCold, bar: 0.35 })
  }
  await batchRow(table, sides, temporary, quick)
  await growthRow(table, sides.ours, temporary, quick)
}

async function batchRow(table: Table, sides: Sides, temporary: string, quick: boolean): Promise<void> {
  const all = batchCases(temporary, quick ? 3 : 40, 6)
  const cases = await renderable(all, sides)
  const [ours, theirs] = await compare(sides, { op: 'batch', cases, cores: 2 }, quick ? 150 : 20_000)
  table.add({ what: `a batch of ${cases.length} cases, two cores`, ours, theirs, bar: 0.25 })
}

/** Library charts and charts that want values are left out, as both engines refuse them. */
async function renderable(cases: Request['cases'] & object, { ours, helm }: Sides) {
  const kept = []
  for (const one of cases) {
    const asked: Request = { op: 'batch', cases: [one], cores: 1, warm: 0, runs: 1 }
    try {
      await ours.ask(asked)
      await helm?.ask(asked)
      kept.push(one)
    } catch (error) {
      console.error(`left out: ${(error as Error).message.split('\n', 1)[0]}`)
    }
  }
  return kept
}

/** Time per byte of output for charts of growing size, against the smallest. */
async function growthRow(table: Table, ours: Side, temporary: string, quick: boolean): Promise<void> {
  const counts = quick ? [10, 200] : [10, 100, 500, 2000]
  const largest = counts.at(-1)!
  const charts = counts.map((count) => ({
    path: writeChart(path.join(temporary, `growth-${count}`), platformChart('growth', count)),
    // A render of ten templates fits between two collections of V8: its best run would be one that paid for none.
    // So one time is that of as many templates for each size.
    renders: Math.ceil(largest / count),
    perByte: [] as number[],
  }))
  // In turns: what else the machine does would make one size look slower than another.
  for (let turn = -1; turn < (quick ? 1 : 20); turn++)
    for (const { path, renders, perByte } of charts) {
      const samples = turn < 0 ? 10 : 4
      const { times, bytes } = await ours.ask({ op: 'render', path, warm: 0, runs: samples * renders })
      for (let i = 0; turn >= 0 && i < times.length; i += renders)
        perByte.push(times.slice(i, i + renders).reduce((sum, time) => sum + time, 0) / renders / bytes)
    }
  const [smallest, ...others] = charts.map(({ perByte }) => summarize(perByte))
  const worst = (pick: (times: Times) => number) => Math.max(...others.map(pick)) / pick(smallest)
  table.add({
    what: `time per byte, ${counts.join(', ')} templates: the worst beside the smallest`,
    ours: { min: worst(({ min }) => min), median: worst(({ median }) => median) },
    bar: 1.3,
    unit: '×',
  })
}

/** Reading and writing YAML, a document at a time: a file of manifests and a file of values. */
export async function yamlRows(table: Table, sides: Sides, files: [string, string][], quick: boolean) {
  for (const [name, file] of files) {
    for (const [what, op] of [
      ['reading', 'read-yaml'],
      ['writing', 'write-yaml'],
    ] as const) {
      const [ours, theirs] = await compare(sides, { op, path: file }, quick ? 150 : 3000)
      table.add({ what: `${what} YAML: ${name}`, ours, theirs, bar: 1 })
    }
  }
}
