/**
 * Facts about Kubernetes that need no cluster: kinds, their order, and what their objects are made of.
 * `types/` is generated from Kubernetes' own schemas (scripts/kubernetes-types).
 */
export { installOrder, installRank, webhookKinds } from './install-order.ts'
export type * from './field.ts'
export { apiVersions, type KindName, type KindPatches, type Kinds } from './types/kinds.ts'
