/**
 * Facts about Kubernetes that need no cluster: kinds and their order so far.
 */
export { installOrder, installRank, webhookKinds } from './install-order.ts'
