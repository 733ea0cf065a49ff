import { and, or, toNode, type Condition, type WorkloadPart, type WorkloadSpec } from '../../author/index.ts'
import { addResource, header, helperText, type Planning } from './context.ts'
import { onlyIf, tree } from './tree.ts'
import { workloadResource } from './workload-object.ts'

/** The Role of what a workload may do, bound to the account that its pods run as. */
export function planRole(part: WorkloadPart, planning: Planning): void {
  const { may } = part.spec
  if (!may || may.length === 0) return
  const rbac = 'rbac.authorization.k8s.io'
  const { metadata } = header(rbac, 'Role', part.name)
  const role = tree({
    apiVersion: `${rbac}/v1`,
    kind: 'Role',
    metadata,
    rules: may.map(({ apiGroup = '', resources, verbs, names, when }) =>
      onlyIf(when && toNode(when), {
        apiGroups: [apiGroup],
        resources: [...resources],
        resourceNames: names && [...names],
        verbs: [...verbs],
      }),
    ),
  })
  const binding = tree({
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: rbac, kind: 'Role', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: helperText('serviceAccountName') }],
  })
  // All pools of a workload may do the same: one Role is enough.
  const whole: WorkloadPart = { ...part }
  delete whole.pool
  const used = usesApi(whole.spec)
  if (typeof used !== 'boolean')
    whole.spec = { ...whole.spec, when: whole.spec.when ? and(whole.spec.when, used) : used }
  addResource(planning, workloadResource(whole, 'Role', role))
  addResource(planning, workloadResource(whole, 'RoleBinding', binding))
}

/** Whether pods use the cluster's API: always, never, or only then. */
export function usesApi({ may = [] }: WorkloadSpec): Condition | boolean {
  if (may.length === 0) return false
  const known = may.flatMap(({ when }) => (when ? [when] : []))
  return known.length < may.length || or(...known)
}
