/**
 * The kinds Helm knows, in the order it installs them (releaseutil's InstallOrder). The two webhook kinds have
 * a place only since Helm 4; for Helm 3 they are unknown.
 */
export const installOrder: readonly string[] = [
  'PriorityClass',
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
]

export const webhookKinds: readonly string[] = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]

const ranks = new Map<string, number>()

/** A kind's place in the install order; undefined for kinds that come last, by name. */
export function installRank(kind: string, ordersWebhooks: boolean): number | undefined {
  if (ranks.size === 0)
    for (const [rank, name] of [...installOrder, ...webhookKinds].entries()) ranks.set(name, rank)
  const rank = ranks.get(kind)
  return rank !== undefined && rank >= installOrder.length && !ordersWebhooks ? undefined : rank
}
