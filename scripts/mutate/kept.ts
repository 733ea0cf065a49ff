import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../../test/support/repository.ts'
import type { Verdict } from './judge-chart.ts'
import type { ChartText } from './mutation.ts'

/** Which damages of a chart were caught or change nothing, kept between runs while the chart stays as it is. */
export class Kept {
  readonly #file: string
  readonly #verdicts = new Map<string, Verdict>()

  constructor(chart: ChartText, fresh: boolean) {
    const hash = createHash('sha256')
    for (const [file, text] of chart.files) hash.update(`${file}\0${text}\0`)
    const folder = path.join(root, 'node_modules/.cache/chartwright/mutate')
    fs.mkdirSync(folder, { recursive: true })
    this.#file = path.join(folder, `${chart.name}-${hash.digest('hex').slice(0, 12)}.jsonl`)
    if (fresh) fs.rmSync(this.#file, { force: true })
    if (!fs.existsSync(this.#file)) return
    for (const line of fs.readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)) {
      const { id, verdict } = JSON.parse(line) as { id: string; verdict: Verdict }
      this.#verdicts.set(id, verdict)
    }
  }

  get(id: string): Verdict | undefined {
    return this.#verdicts.get(id)
  }

  /** Survivors are not kept: the next test may catch them. */
  add(id: string, verdict: Verdict): void {
    if (verdict.outcome !== 'survived') fs.appendFileSync(this.#file, `${JSON.stringify({ id, verdict })}\n`)
  }
}
