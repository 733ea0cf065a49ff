import type { Connection } from './connection.ts'
import { podIp, podName, podNamespace, type Env } from './env.ts'
import type { Arg } from './expression.ts'
import { str } from './functions.ts'
import { componentName, type ServiceSpec } from './workload.ts'

/** What a workload's pods may do with the cluster's API: a Role is made of it, and only they mount a token. */
export interface Permission {
  /** The group of the API; empty is Kubernetes' core. */
  apiGroup?: string
  resources: readonly string[]
  verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete')[]
  /** Only objects of these names. */
  names?: readonly Arg<string>[]
}

/**
 * Pods that find each other and share work by a ring: a headless Service with an address for each, the right
 * to watch who is there, variables that tell a pod who it is, and a rollout that adds before it takes away.
 */
export interface RingSpec {
  /** The port by which they talk to each other. */
  port: string
}

/** What a ring adds to the description of its workload. */
export function withRing<Knobs>(name: string, spec: ServiceSpec<Knobs>): ServiceSpec<Knobs> {
  if (!spec.ring) return spec
  const identity: Env = {
    POD_NAME: podName,
    POD_NAMESPACE: podNamespace,
    POD_IP: podIp,
    RING_SERVICE: str`${componentName(name)}-headless`,
  }
  return {
    strategy: { maxSurge: 1, maxUnavailable: 0 },
    ...spec,
    env: { ...identity, ...spec.env },
    may: [
      ...(spec.may ?? []),
      {
        apiGroup: 'discovery.k8s.io',
        resources: ['endpointslices'],
        verbs: ['get', 'list', 'watch'],
      },
    ],
  }
}

/** The members' own connection, known once the workload is. */
export function ringConnection(spec: ServiceSpec, port: (name: string) => Connection): readonly Connection[] {
  return spec.ring ? [port(spec.ring.port)] : []
}
