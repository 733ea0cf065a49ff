import { parseTemplate } from '../template/index.ts'
import type { EmittedChart } from './3-emit/emit.ts'

/**
 * Reads back what was written. A template that does not parse is a fault of the emitter, never of the author,
 * so it throws.
 */
export function selfCheck(chart: EmittedChart): void {
  for (const [file, text] of chart.files) {
    if (!file.startsWith('templates/')) continue
    try {
      parseTemplate(file, text, { functions: undefined })
    } catch (error) {
      throw new Error(`the emitter wrote ${file}, which does not parse: ${String(error)}`)
    }
  }
}
