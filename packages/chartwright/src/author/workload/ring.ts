import { connectionsOf, type Connection } from '../network/connection.ts'
import { podIp, podName, podNamespace, type Env } from './env.ts'
import { componentName } from './component-name.ts'
import { str } from '../values/functions.ts'
import type { Permission } from './permission.ts'
import type { ServiceSpec } from './workload.ts'

/**
 * Pods that share work by a ring: a headless Service with an address for each that is ready, the right to watch
 * who is there, for them and for whoever connects to them, variables that tell a pod who it is, and a rollout
 * that adds before it takes away.
 */
export interface RingSpec {
  /** The port by which they talk to each other, where they do. */
  port?: string
}

const watchMembers: Permission = {
  apiGroup: 'discovery.k8s.io',
  resources: ['endpointslices'],
  verbs: ['get', 'list', 'watch'],
}

/** What a ring adds to the description of its workload. */
export function withRing<Knobs>(name: string, spec: ServiceSpec<Knobs>): ServiceSpec<Knobs> {
  if (!spec.ring) return spec
  const identity: Env = {
    POD_NAME: podName,
    POD_NAMESPACE: podNamespace,
    POD_IP: podIp,
    RING_SERVICE: spec.headless ? componentName(name) : str`${componentName(name)}-headless`,
  }
  return {
    strategy: { maxSurge: 1, maxUnavailable: 0 },
    ...spec,
    env: { ...identity, ...spec.env },
    may: [...(spec.may ?? []), watchMembers],
  }
}

/** Whoever connects to a ring chooses a member, and so has to see who is in it. */
export function withRingCalls<Knobs>(spec: ServiceSpec<Knobs>): ServiceSpec<Knobs> {
  const calls = connectionsOf(spec.connectsTo).some(({ to }) => 'workload' in to && to.workload.spec.ring)
  return calls ? { ...spec, may: [...(spec.may ?? []), watchMembers] } : spec
}

/** The members' own connection, known once the workload is. */
export function ringConnection(spec: ServiceSpec, port: (name: string) => Connection): readonly Connection[] {
  return spec.ring?.port === undefined ? [] : [port(spec.ring.port)]
}
