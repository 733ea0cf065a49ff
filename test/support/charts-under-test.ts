import fs from 'node:fs'
import path from 'node:path'
import { chartVariable } from './rendered-chart.ts'
import { root } from './repository.ts'

export interface ChartUnderTest {
  name: string
  /** The chart's folder: `charts/<name>`, or another build of it that `<NAME>_CHART` names. */
  chart: string
  /** Its examples' names, without `.yaml`. */
  examples: readonly string[]
}

/** Every chart of the repository; with `CHARTWRIGHT_TEST_ONLY`, as damaged charts are judged, one of them. */
export function chartsUnderTest(): ChartUnderTest[] {
  const only = process.env.CHARTWRIGHT_TEST_ONLY
  return fs
    .readdirSync(path.join(root, 'charts'))
    .filter((name) => !only || name === only)
    .map((name) => ({
      name,
      chart: process.env[chartVariable(name)] ?? path.join(root, 'charts', name),
      examples: fs
        .readdirSync(path.join(root, 'platforms', name, 'examples'))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => file.replace(/\.yaml$/, '')),
    }))
}
