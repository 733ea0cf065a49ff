import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

/** A platform that was built to a chart, for questions of where its fields were described. */
export interface DescribedPlatform {
  /** The text of chart.ts at the place that a field is led to. */
  describedAt(object: string, field: string, ...flags: string[]): Promise<string>
  remove(): void
}

export async function describedPlatform(source: string): Promise<DescribedPlatform> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-described-'))
  const chart = path.join(work, 'charts/shop')
  const file = path.join(work, 'platforms/shop/chart.ts')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, source)
  const built = await runOurs(['build', path.dirname(file), '--out', chart])
  expect(built).toMatchObject({ exitCode: 0, stderr: '' })
  return {
    async describedAt(object, field, ...flags) {
      const { stdout } = await runOurs(['explain', chart, object, field, ...flags, '--output', 'json'])
      const { lines } = JSON.parse(stdout) as {
        lines: { place: { platform: { file: string; line: number; column: number } } }[]
      }
      const { line, column } = lines[0]!.place.platform
      return source
        .split('\n')
        [line - 1]!.slice(column - 1)
        .trim()
    },
    remove: () => fs.rmSync(work, { recursive: true, force: true }),
  }
}
