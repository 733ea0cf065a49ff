import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../../test/support/repository.ts'
import { filesOf } from './chart-files.ts'
import { damaged, type ChartText, type Mutation } from './mutation.ts'
import { platformTests } from './platform-tests.ts'
import { sameness } from './same-chart.ts'
import type { Failure } from './test-bench.ts'

/** What became of a damage: a test failed, nothing that the chart answers changed, or nobody noticed. */
export type Verdict = { outcome: 'caught'; by: Failure } | { outcome: 'equivalent' } | { outcome: 'survived' }

export function chartText(name: string): ChartText {
  return { name, files: filesOf(path.join(root, 'charts', name)) }
}

/** Judges damages of one chart, in a copy of it. Throws when the tests fail without any. */
export async function chartJudge(chart: ChartText) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `mutate-${chart.name}-`))
  const copy = path.join(folder, chart.name)
  fs.cpSync(path.join(root, 'charts', chart.name), copy, { recursive: true })
  const tests = await platformTests(chart.name, copy)
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
    close() {
      tests.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}
