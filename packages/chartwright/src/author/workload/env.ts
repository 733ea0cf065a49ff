import type { Arg } from '../values/expression.ts'
import type { When } from '../values/functions.ts'
import type { SecretKey } from '../storage/secret.ts'

/** A field of the pod itself, for an environment variable. */
export interface PodField {
  readonly podField: string
}

/** The name of the pod that runs. @example env: { POD_NAME: podName } */
export const podName: PodField = { podField: 'metadata.name' }
/** The namespace it runs in. @example env: { POD_NAMESPACE: podNamespace } */
export const podNamespace: PodField = { podField: 'metadata.namespace' }

/** The address of the pod. @example env: { POD_IP: podIp } */
export const podIp: PodField = { podField: 'status.podIP' }

/** An amount of the container's own resources, for an environment variable. */
export interface ResourceField {
  readonly resourceField: string
}

/** The CPUs that the container asks for, rounded up. @example env: { OMP_NUM_THREADS: requestedCpus } */
export const requestedCpus: ResourceField = { resourceField: 'requests.cpu' }

/** Variables of a container by name. */
export type Env = Record<string, MaybeNested<EnvValue>>

/** Under a condition, and something else otherwise, perhaps under another one. */
export type MaybeNested<T> = T | When<T | When<T | When<T>>>

/** What a variable may hold: text, a number, a boolean, a key of a Secret, a field of the pod, an amount of its resources. */
export type EnvValue = Arg<string> | Arg<number> | Arg<boolean> | SecretKey | PodField | ResourceField
