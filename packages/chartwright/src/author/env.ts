import type { Arg } from './expression.ts'
import type { SecretKey } from './secret.ts'

/** A field of the pod itself, for an environment variable. */
export interface PodField {
  readonly podField: string
}

/** The name of the pod that runs. */
export const podName: PodField = { podField: 'metadata.name' }
/** The namespace it runs in. */
export const podNamespace: PodField = { podField: 'metadata.namespace' }

export type EnvValue = Arg<string> | Arg<number> | Arg<boolean> | SecretKey | PodField
