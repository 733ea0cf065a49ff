import type { WorkloadSpec } from '../../author/index.ts'

/** The security settings of a pod that runs as another user than the chart's others. */
export function podSecurityAs({ runAs }: WorkloadSpec): unknown {
  if (!runAs) return undefined
  return {
    runAsNonRoot: runAs.user !== 0,
    runAsUser: runAs.user,
    runAsGroup: runAs.user,
    seccompProfile: { type: 'RuntimeDefault' },
  }
}

/** Those of its container: no more capabilities than its work needs. */
export function containerSecurityAs({ runAs }: WorkloadSpec): unknown {
  if (!runAs) return undefined
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: runAs.capabilities },
  }
}
