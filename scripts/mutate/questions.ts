import type { ChartText } from './mutation.ts'
import { valueSets, type Values } from './value-sets.ts'

/** What a chart is asked to render. */
export interface Question {
  values: Values
  release: string
  apiVersions: readonly string[]
  /** The one key that differs from the defaults, or from all switches on; undefined where more does. */
  changes?: readonly string[]
}

/** APIs of clusters that charts look for. */
const apis = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'keda.sh/v1alpha1',
  'monitoring.coreos.com/v1',
]

/** Names of releases of every kind, and every set of values, on clusters that have the APIs and on bare ones. */
export function questionsOf(chart: ChartText): Question[] {
  const named = ['rel', `${chart.name}-long`.padEnd(53, 'x'), 'a']
  return [
    ...named.map((release) => ({ values: {}, release, apiVersions: [] })),
    ...valueSets(chart).flatMap((set) => {
      const bare = { ...set, release: chart.name, apiVersions: [] }
      return set.changes === undefined || set.base === 'defaults'
        ? [bare, { ...bare, apiVersions: apis }]
        : [bare]
    }),
  ]
}
