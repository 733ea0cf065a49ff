import { bool, group, int, type FaceOf } from '../values/declaration.ts'
import { podName, podNamespace, type Env } from './env.ts'
import { str, when } from '../values/functions.ts'
import type { Permission } from './permission.ts'
import { componentName } from './component-name.ts'
import type { ServiceSpec } from './workload.ts'

/**
 * The values of a singleton whose pods can elect a leader by a Lease.
 *
 * @example campaign: workload('Campaigns', { highAvailability: election() })
 */
export function election() {
  return group('A second pod that stands by; its image must take part in the election of a leader', {
    enabled: bool(false).doc('Two pods, of which the holder of a Lease works'),
    leaseSeconds: int(15).min(5).max(300).doc('How long a leader that is silent stays leader'),
    renewSeconds: int(5)
      .min(1)
      .max(100)
      .doc('How often it says that it is there: at most a third of leaseSeconds'),
  })
}

/** What election() gives in `$`. */
export type ElectionValues = FaceOf<ReturnType<typeof election>>

/** The lease of a component: `<fullname>-<component>`. */
const leaseOf = (name: string) => componentName(name)

/** What an election adds to the description of its workload: who it is, which Lease, and the right to hold it. */
export function withElection<Knobs>(name: string, spec: ServiceSpec<Knobs>): ServiceSpec<Knobs> {
  const { election: values } = spec
  if (!values) return spec
  const { enabled } = values
  const contract: Env = {
    POD_NAME: when(enabled, podName),
    POD_NAMESPACE: when(enabled, podNamespace),
    LEADER_ELECTION_LEASE: when(enabled, leaseOf(name)),
    LEADER_ELECTION_LEASE_SECONDS: when(enabled, str`${values.leaseSeconds}`),
    LEADER_ELECTION_RENEW_SECONDS: when(enabled, str`${values.renewSeconds}`),
  }
  const leases = { apiGroup: 'coordination.k8s.io', resources: ['leases'], when: enabled }
  const rights: Permission[] = [
    // A name cannot restrict what does not exist yet.
    { ...leases, verbs: ['create'] },
    { ...leases, verbs: ['get', 'update', 'patch'], names: [leaseOf(name)] },
  ]
  return { ...spec, env: { ...contract, ...spec.env }, may: [...(spec.may ?? []), ...rights] }
}
