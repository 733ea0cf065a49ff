// Rows that compare whole processes: `chartwright template` and the helm binary.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../test/support/repository.ts'
import { batchCases } from './charts.ts'
import { writeChart } from './write-chart.ts'
import { platformChart } from './chart-platform.ts'
import { monitoringChart } from './chart-monitoring.ts'
import { summarize, timeProcesses } from './measure.ts'
import { helmSide, type Side } from './side.ts'
import type { Table } from './table.ts'

export const cli = path.join(root, 'packages/chartwright/bin/chartwright.cjs')

export interface Whole {
  table: Table
  helm: string
  temporary: string
  quick: boolean
}

/** Charts by the size of what they print. */
function largeCharts({ temporary, quick }: Whole): [string, string][] {
  const platform = (name: string, count: number) =>
    writeChart(path.join(temporary, name), platformChart(name, count))
  const charts: [string, string][] = [
    ['0.7 MB', writeChart(path.join(temporary, 'stack'), monitoringChart())],
    ['2 MB', platform('two', 2000)],
    ['5 MB', platform('five', 5000)],
  ]
  return quick ? charts.slice(0, 1) : charts
}

export function wholeProcessRows(whole: Whole): void {
  const { table, helm, temporary, quick } = whole
  execFileSync(helm, ['create', path.join(temporary, 'scaffold')], { stdio: 'ignore' })
  const many = quick ? 7 : 61
  const charts: [string, string, number][] = [
    ['a `helm create` scaffold', path.join(temporary, 'scaffold'), many],
    ...fs
      .readdirSync(path.join(root, 'charts'))
      .map((name): [string, string, number] => [`\`charts/${name}\``, path.join(root, 'charts', name), many]),
    ...largeCharts(whole).map(([size, chart], index): [string, string, number] => [
      `${size} of output`,
      chart,
      quick ? 2 : index === 0 ? 31 : 11,
    ]),
  ]
  for (const [name, chart, runs] of charts) {
    const commands = [
      [process.execPath, cli, 'template', 'rel', chart],
      [helm, 'template', 'rel', chart],
    ]
    const [ours, theirs] = timeProcesses(commands, runs)
    table.add({ what: `\`template\` of ${name}, whole process`, ours, theirs, bar: 0.8 })
  }
}

/** One process of ours renders a batch; helm runs once a case. */
export async function batchAgainstBinary(
  { table, helm, temporary, quick }: Whole,
  ours: Side,
): Promise<void> {
  const cases = batchCases(path.join(temporary, 'binary'), quick ? 2 : 40, 6).filter(({ values }) => values)
  const asked = { op: 'batch', cases, cores: 2, warm: 1, runs: quick ? 2 : 5 } as const
  const { times } = await ours.ask(asked)
  // Helm's time is the sum of its processes, two at a time as ours has two cores.
  const started = performance.now()
  const script = 'xargs -P 2 -n 2 sh -c \'"$HELM" template rel "$0" -f "$1" >/dev/null\''
  const input = cases.map(({ chart, values }) => `${chart}\n${values}`).join('\n')
  const run = spawnSync('sh', ['-c', script], { input, env: { ...process.env, HELM: helm } })
  if (run.status !== 0) throw new Error(String(run.stderr))
  const elapsed = performance.now() - started
  table.add({
    what: `the batch of ${cases.length}, against the helm binary once a case`,
    ours: summarize(times),
    theirs: { min: elapsed, median: elapsed },
    bar: 0.05,
  })
}

/**
 * Peak memory: Go's process can ask what a child used, Node's cannot. A new one, because Linux counts what the parent
 * held when it made the child: after other rows that is more than a child takes.
 */
export async function memoryRows(whole: Whole): Promise<void> {
  const { table, helm, quick } = whole
  const yardstick = helmSide()
  if (!yardstick) return
  const peak = async (argv: string[]) => {
    const peaks: number[] = []
    for (let run = 0; run < (quick ? 1 : 5); run++) {
      const answer = await yardstick.ask({ op: 'program', argv, warm: 0, runs: 1 })
      peaks.push(answer.peak! / 1024)
    }
    return summarize(peaks)
  }
  for (const [size, chart] of largeCharts(whole)) {
    const ours = await peak([process.execPath, cli, 'template', 'rel', chart])
    const theirs = await peak([helm, 'template', 'rel', chart])
    table.add({ what: `peak memory, ${size} of output`, ours, theirs, bar: 1, unit: 'MB' })
  }
  yardstick.close()
}
