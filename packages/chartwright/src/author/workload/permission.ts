import type { Arg } from '../values/expression.ts'
import type { Condition } from '../values/functions.ts'

/** What a workload's pods may do with the cluster's API: a Role is made of it, and only they mount a token. */
export interface Permission {
  /** The group of the API; empty is Kubernetes' core. */
  apiGroup?: string
  resources: readonly string[]
  verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete')[]
  /** Only objects of these names. */
  names?: readonly Arg<string>[]
  /** Only then. */
  when?: Condition
}
