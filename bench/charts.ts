// The charts that are measured. Public charts are not committed: a folder of them may be named with
// CHARTWRIGHT_BENCH_CHARTS (each folder below it with a Chart.yaml is one, with its dependencies in charts/).
import fs from 'node:fs'
import path from 'node:path'
import type { Case } from './protocol.ts'
import { platformChart } from './chart-platform.ts'
import { monitoringChart } from './chart-monitoring.ts'
import { writeChart } from './write-chart.ts'

export interface BenchChart {
  name: string
  path: string
}

/** The charts of the in-process rows: of public shape, generated or as given, and a large synthetic one. */
export function measuredCharts(temporary: string, largest: number): BenchChart[] {
  const generated = [
    ['an application of 30 templates', 'app', platformChart('app', 30)],
    ['a monitoring stack', 'monitoring', monitoringChart()],
    [`a platform of ${largest} templates`, 'platform', platformChart('platform', largest)],
  ] as const
  return [
    ...publicCharts().map((folder) => ({ name: path.basename(folder), path: folder })),
    ...generated.map(([name, folder, files]) => ({
      name,
      path: writeChart(path.join(temporary, folder), files),
    })),
  ]
}

export function publicCharts(): string[] {
  const folder = process.env.CHARTWRIGHT_BENCH_CHARTS
  if (!folder) return []
  const below = fs.readdirSync(folder).map((name) => path.join(folder, name))
  return below.filter((chart) => fs.existsSync(path.join(chart, 'Chart.yaml')))
}

/** A folder of charts with values files, as a team's repository holds them: every chart with each of its files. */
export function batchCases(temporary: string, charts: number, valuesEach: number): Case[] {
  const cases: Case[] = []
  for (const chart of publicCharts()) {
    const folder = path.join(chart, 'ci')
    const values = fs.existsSync(folder)
      ? fs.readdirSync(folder).filter((name) => /values.*\.ya?ml$/.test(name))
      : []
    cases.push({ chart }, ...values.map((name) => ({ chart, values: path.join(folder, name) })))
  }
  for (let i = 0; i < charts; i++) {
    const name = `team-${i}`
    const chart = writeChart(path.join(temporary, 'batch', name), platformChart(name, 10 + (i % 20)))
    for (let n = 0; n < valuesEach; n++) {
      const values = path.join(chart, 'ci', `${n}-values.yaml`)
      writeChart(chart, { [`ci/${n}-values.yaml`]: valuesOf(n) })
      cases.push({ chart, values })
    }
  }
  return cases
}

function valuesOf(n: number): string {
  return `global:
  domain: site-${n}.example.test
  tracing: {enabled: ${n % 2 === 0}}
defaults: {replicas: ${n + 1}}
services:
  orders: {enabled: ${n % 3 !== 0}, image: {tag: "2.${n}"}}
`
}
