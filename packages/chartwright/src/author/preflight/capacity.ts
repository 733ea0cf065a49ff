import { siteField, type Site } from '../site.ts'
import type { Service, WorkloadPart } from '../workload/workload.ts'

export interface CapacityPart {
  part: 'capacity'
  /** What grows, as "Concurrent calls". */
  of: string
  columns: { title: string; workload: WorkloadPart }[]
  rows: { load: number; pods: number[] }[]
  at?: Site
}

/** A capacity table as a platform holds it. */
export interface Capacity<Column extends string> {
  readonly part: CapacityPart
  /** How many pods of each a load needs: those of the first row that carries it, undefined beyond the last. */
  podsFor(load: number): Record<Column, number> | undefined
}

/**
 * How many pods carry how much, as measured: the README's table, data for planners, and a promise that the
 * build checks: every row fits what the autoscalers may start.
 *
 * @example capacity('Concurrent calls', { 'Runtime Pods': runtime }, { 10: [2], 50: [4] })
 */
export function capacity<const Column extends string>(
  of: string,
  columns: Record<Column, Service>,
  rows: Readonly<Record<number, readonly number[]>>,
): Capacity<Column> {
  const titles = Object.keys(columns) as Column[]
  const part: CapacityPart = {
    part: 'capacity',
    of,
    columns: titles.map((title) => ({ title, workload: columns[title].part })),
    rows: Object.entries(rows).map(([load, pods]) => ({ load: Number(load), pods: [...pods] })),
    ...siteField(),
  }
  return {
    part,
    podsFor(load) {
      const row = part.rows.find((one) => one.load >= load)
      return (
        row && (Object.fromEntries(titles.map((title, i) => [title, row.pods[i]!])) as Record<Column, number>)
      )
    },
  }
}
