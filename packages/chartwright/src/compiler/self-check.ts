import { parseTemplate } from '../template/index.ts'
import type { EmittedChart } from './3-emit/emit.ts'

// What was read back already, by file: `build --watch` compiles one chart again and again.
const known = new Map<string, string>()

/**
 * Reads back what was written. A template that does not parse is a fault of the emitter, never of the author,
 * so it throws.
 */
export function selfCheck(chart: EmittedChart): void {
  for (const [file, text] of chart.files) {
    if (!file.startsWith('templates/') || known.get(file) === text) continue
    try {
      parseTemplate(file, text, { functions: undefined })
      known.set(file, text)
    } catch (error) {
      throw new Error(`the emitter wrote ${file}, which does not parse: ${String(error)}`)
    }
  }
}
