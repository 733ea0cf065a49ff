// npm run bench -- [--quick] [--write] [--only start,build,platforms,watch,warm,yaml,memory]
//
// Ratios measured in one run, because a machine's mood changes between runs. --write puts the table into
// docs/performance.md. Exits 1 when a bar is missed, unless --quick. CHARTWRIGHT_BENCH_CHARTS names a folder of
// public charts to measure beside those that are generated.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { helmBinary, helmVersionOf, newestHelmBinary } from '../test/support/oracles.ts'
import { root } from '../test/support/repository.ts'
import { buildRows } from './build-rows.ts'
import { platformChart } from './chart-platform.ts'
import { writeChart } from './write-chart.ts'
import { inProcessRows, yamlRows } from './in-process.ts'
import { platformRows } from './platform-rows.ts'
import { helmSide, ourSide } from './side.ts'
import { Table, writeTable } from './table.ts'
import { watchRows } from './watch-rows.ts'
import { batchAgainstBinary, memoryRows, wholeProcessRows, type Whole } from './whole-process.ts'

const quick = process.argv.includes('--quick')
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',') ?? []
const wants = (part: string) => !process.argv.includes('--only') || only.includes(part)
const helm = newestHelmBinary('4') ?? helmBinary('4')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-bench-'))
const table = new Table()
const whole: Whole = { table, helm, temporary, quick }

try {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'inherit' })
  if (wants('start')) wholeProcessRows(whole)
  if (wants('build')) buildRows(whole)
  if (wants('platforms')) platformRows(whole)
  if (wants('watch')) await watchRows(whole)
  await comparisons()
  if (wants('memory')) await memoryRows(whole)
} finally {
  fs.rmSync(temporary, { recursive: true, force: true })
}

const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${os.type()} ${os.arch()}, Node ${process.versions.node}, helm ${helmVersionOf(helm)}. The best run and, in brackets, the median one.`
console.log(`\n${table.text}\n\n${machine}`)
if (process.argv.includes('--write')) writeTable(`${table.text}\n\n${machine}`)
if (table.missed.length > 0) {
  console.error(`\nmissed: ${table.missed.join('; ')}`)
  // A quick run, as CI's, shows that the benchmark works: machines that others share decide no bar.
  if (!quick) process.exitCode = 1
}

async function comparisons(): Promise<void> {
  const sides = { ours: ourSide(temporary), helm: helmSide() }
  try {
    if (wants('warm')) {
      await inProcessRows(table, sides, temporary, { quick })
      await batchAgainstBinary(whole, sides.ours)
    }
    if (wants('yaml')) await yamlRows(table, sides, yamlFiles(), quick)
  } finally {
    sides.ours.close()
    sides.helm?.close()
  }
}

/** What the engine reads and writes most: values, and manifests. */
function yamlFiles(): [string, string][] {
  const chart = writeChart(path.join(temporary, 'yaml'), platformChart('yaml', quick ? 100 : 1000))
  const manifests = path.join(temporary, 'manifests.yaml')
  fs.writeFileSync(manifests, execFileSync(helm, ['template', 'rel', chart], { maxBuffer: 1 << 30 }))
  return [
    ['manifests', manifests],
    ["`charts/dagu`'s values", path.join(root, 'charts/dagu/values.yaml')],
  ]
}
