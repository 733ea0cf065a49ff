import type { GoMap, GoValue } from '../../../packages/chartwright/src/go/index.ts'
import { at, plain, platformUnderTest, type Rendered } from '../../../test/support/rendered-chart.ts'

export { at, plain }
export const { chart, helm, render, refusal, notes } = platformUnderTest('dagu')

/** A workload's container. */
export function container(rendered: Rendered, name: string): GoMap {
  return at(rendered.one('Deployment', name), 'spec.template.spec.containers.0') as GoMap
}

/** Its environment by name: the value, or what stands in `valueFrom`. */
export function env(rendered: Rendered, name: string): Record<string, GoValue> {
  const entries = (container(rendered, name).env ?? []) as GoMap[]
  return Object.fromEntries(entries.map((entry) => [entry.name as string, entry.value ?? entry.valueFrom!]))
}
