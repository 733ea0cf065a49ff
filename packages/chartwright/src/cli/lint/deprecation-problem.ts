import { deprecatedKinds } from './deprecated-kinds.ts'

/**
 * The warning of Kubernetes' API server about a kind that is deprecated at a minor version, with the knowledge
 * of the Kubernetes libraries that a Helm was built with; undefined when there is none.
 *
 * @example deprecationProblem('policy/v1beta1', 'PodDisruptionBudget', 35, 35) // 'policy/v1beta1 PodDisruptionBudget is deprecated …'
 */
export function deprecationProblem(
  apiVersion: string,
  kind: string,
  minor: number,
  libraryMinor: number,
): string | undefined {
  // A list of a kind has the kind's own fate.
  const single = kind.replace(/List$/, '')
  const rows = Object.hasOwn(deprecatedKinds, apiVersion) ? deprecatedKinds[apiVersion] : []
  const row = rows.find(
    ({ kinds, only }) =>
      (kinds.split(' ').includes(kind) || kinds.split(' ').includes(single)) &&
      (only !== 'before 36' || libraryMinor < 36) &&
      (only !== 'since 33' || libraryMinor >= 33),
  )
  if (!row || row.deprecated > minor) return undefined
  const unavailable = row.removed > 0 ? `, unavailable in v1.${row.removed}+` : ''
  const use = row.use === '' ? '' : `; use ${row.use.replace('*', kind)}`
  return `${apiVersion} ${kind} is deprecated in v1.${row.deprecated}+${unavailable}${use}`
}
