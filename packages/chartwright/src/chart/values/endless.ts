import { refusal } from '../helm-error.ts'

/**
 * Runs what walks through values. Helm shares tables between a chart and its subcharts, so that `global` may come
 * to hold itself (a `global` below `global` is enough): Go dies of it, we refuse.
 */
export function unlessEndless<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refusal('values-endless', 'values hold themselves without end', {
      message: 'merging the values has no end: a table holds itself, or nests too deep',
      hint: 'look for a "global" below "global", and give it another name',
    })
  }
}
