import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../../test/support/repository.ts'
import { damaged, type ChartText, type Mutation } from './mutation.ts'
import { platformTests } from './platform-tests.ts'
import { sameness } from './same-chart.ts'
import type { Failure } from './test-bench.ts'

/** What became of a damage: a test failed, nothing that the chart answers changed, or nobody noticed. */
export type Verdict = { outcome: 'caught'; by: Failure } | { outcome: 'equivalent' } | { outcome: 'survived' }

export function chartText(name: string): ChartText {
  const folder = path.join(root, 'charts', name)
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return {
    name,
    files: new Map(files.sort().map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')])),
  }
}

/** Judges damages of one chart, in a copy of it. Throws when the tests fail without any. */
export async function chartJudge(chart: ChartText) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `mutate-${chart.name}-`))
  const copy = path.join(folder, chart.name)
  fs.cpSync(path.join(root, 'charts', chart.name), copy, { recursive: true })
  const tests = await platformTests(chart.name)
  const undamaged = await tests.judge(copy)
  if (undamaged)
    throw new Error(`undamaged, ${undamaged.file} fails: ${undamaged.test}: ${undamaged.message}`)
  const isSame = sameness(chart)
  return {
    async judge(mutation: Mutation, kind: string): Promise<Verdict> {
      const file = path.join(copy, mutation.file)
      const text = chart.files.get(mutation.file)!
      fs.writeFileSync(file, damaged(text, mutation))
      try {
        const by = await tests.judge(copy, kind)
        if (by) return { outcome: 'caught', by }
        return { outcome: isSame(mutation) ? 'equivalent' : 'survived' }
      } finally {
        fs.writeFileSync(file, text)
      }
    },
    close: () => fs.rmSync(folder, { recursive: true }),
  }
}
