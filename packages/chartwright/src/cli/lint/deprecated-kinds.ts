/**
 * Kinds of Kubernetes' own that are deprecated: the minor that deprecated them, the minor that removed them
 * (0: not planned), and what replaces them. From the lifecycle notes in k8s.io/api v0.32 and v0.37, the
 * libraries of the oldest and the newest Helm we know; `only` marks what one of the two does not say.
 */
export interface DeprecatedKinds {
  kinds: string
  deprecated: number
  removed: number
  /** `policy/v1 PodDisruptionBudget`; "" when nothing does; a `*` stands for the kind's own name. */
  use: string
  only?: 'before 36' | 'since 33'
}

export const deprecatedKinds: Readonly<Record<string, readonly DeprecatedKinds[]>> = {
  v1: [
    { kinds: 'ComponentStatus', deprecated: 19, removed: 0, use: '' },
    {
      kinds: 'Endpoints',
      deprecated: 33,
      removed: 0,
      use: 'discovery.k8s.io/v1 EndpointSlice',
      only: 'since 33',
    },
  ],
  'admission.k8s.io/v1beta1': [
    { kinds: 'AdmissionReview', deprecated: 19, removed: 22, use: 'admission.k8s.io/v1 *' },
  ],
  'admissionregistration.k8s.io/v1alpha1': [
    { kinds: 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', deprecated: 35, removed: 38, use: '' },
    {
      kinds: 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
      deprecated: 29,
      removed: 32,
      use: '',
    },
  ],
  'admissionregistration.k8s.io/v1beta1': [
    {
      kinds: 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
      deprecated: 37,
      removed: 40,
      use: 'admissionregistration.k8s.io/v1 *',
      only: 'since 33',
    },
    {
      kinds: 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
      deprecated: 16,
      removed: 22,
      use: 'admissionregistration.k8s.io/v1 *',
    },
    {
      kinds: 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
      deprecated: 31,
      removed: 34,
      use: '',
    },
  ],
  'apidiscovery.k8s.io/v2beta1': [{ kinds: 'APIGroupDiscovery', deprecated: 32, removed: 35, use: '' }],
  'apps/v1beta1': [
    {
      kinds: 'ControllerRevision Deployment DeploymentRollback StatefulSet',
      deprecated: 8,
      removed: 16,
      use: 'apps/v1 *',
    },
    { kinds: 'Scale', deprecated: 8, removed: 16, use: 'autoscaling/v1 *' },
  ],
  'apps/v1beta2': [
    {
      kinds: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
      deprecated: 9,
      removed: 16,
      use: 'apps/v1 *',
    },
    { kinds: 'Scale', deprecated: 9, removed: 16, use: 'autoscaling/v1 *' },
  ],
  'authentication.k8s.io/v1alpha1': [{ kinds: 'SelfSubjectReview', deprecated: 29, removed: 32, use: '' }],
  'authentication.k8s.io/v1beta1': [
    { kinds: 'SelfSubjectReview', deprecated: 30, removed: 33, use: '' },
    { kinds: 'TokenReview', deprecated: 19, removed: 22, use: 'authentication.k8s.io/v1 *' },
  ],
  'authorization.k8s.io/v1beta1': [
    {
      kinds: 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
      deprecated: 19,
      removed: 22,
      use: 'authorization.k8s.io/v1 *',
    },
  ],
  'autoscaling/v2beta1': [
    {
      kinds: 'HorizontalPodAutoscaler',
      deprecated: 22,
      removed: 25,
      use: 'autoscaling/v2 *',
      only: 'before 36',
    },
  ],
  'autoscaling/v2beta2': [
    {
      kinds: 'HorizontalPodAutoscaler',
      deprecated: 23,
      removed: 26,
      use: 'autoscaling/v2 *',
      only: 'before 36',
    },
  ],
  'batch/v1beta1': [{ kinds: 'CronJob', deprecated: 21, removed: 25, use: 'batch/v1 *' }],
  'certificates.k8s.io/v1alpha1': [{ kinds: 'ClusterTrustBundle', deprecated: 34, removed: 37, use: '' }],
  'certificates.k8s.io/v1beta1': [
    { kinds: 'CertificateSigningRequest', deprecated: 19, removed: 22, use: 'certificates.k8s.io/v1 *' },
    {
      kinds: 'ClusterTrustBundle PodCertificateRequest',
      deprecated: 37,
      removed: 40,
      use: 'certificates.k8s.io/v1 *',
      only: 'since 33',
    },
  ],
  'coordination.k8s.io/v1alpha2': [{ kinds: 'LeaseCandidate', deprecated: 35, removed: 38, use: '' }],
  'coordination.k8s.io/v1beta1': [
    { kinds: 'Lease', deprecated: 19, removed: 22, use: 'coordination.k8s.io/v1 *' },
    { kinds: 'LeaseCandidate', deprecated: 36, removed: 39, use: '', only: 'since 33' },
  ],
  'discovery.k8s.io/v1beta1': [
    { kinds: 'EndpointSlice', deprecated: 21, removed: 25, use: 'discovery.k8s.io/v1 *' },
  ],
  'events.k8s.io/v1beta1': [{ kinds: 'Event', deprecated: 22, removed: 25, use: '' }],
  'extensions/v1beta1': [
    { kinds: 'DaemonSet Deployment ReplicaSet', deprecated: 8, removed: 16, use: 'apps/v1 *' },
    { kinds: 'DeploymentRollback', deprecated: 8, removed: 16, use: '' },
    { kinds: 'Ingress', deprecated: 14, removed: 22, use: 'networking.k8s.io/v1 *' },
    { kinds: 'NetworkPolicy', deprecated: 9, removed: 16, use: 'networking.k8s.io/v1 *' },
    { kinds: 'Scale', deprecated: 2, removed: 16, use: '' },
  ],
  'flowcontrol.apiserver.k8s.io/v1beta1': [
    {
      kinds: 'FlowSchema PriorityLevelConfiguration',
      deprecated: 23,
      removed: 26,
      use: 'flowcontrol.apiserver.k8s.io/v1beta3 *',
    },
  ],
  'flowcontrol.apiserver.k8s.io/v1beta2': [
    {
      kinds: 'FlowSchema PriorityLevelConfiguration',
      deprecated: 26,
      removed: 29,
      use: 'flowcontrol.apiserver.k8s.io/v1beta3 *',
    },
  ],
  'flowcontrol.apiserver.k8s.io/v1beta3': [
    {
      kinds: 'FlowSchema PriorityLevelConfiguration',
      deprecated: 29,
      removed: 32,
      use: 'flowcontrol.apiserver.k8s.io/v1 *',
    },
  ],
  'lifecycle.k8s.io/v1alpha1': [
    { kinds: 'Eviction EvictionRequest', deprecated: 40, removed: 43, use: '', only: 'since 33' },
  ],
  'networking.k8s.io/v1alpha1': [
    { kinds: 'IPAddress ServiceCIDR', deprecated: 30, removed: 33, use: '', only: 'before 36' },
  ],
  'networking.k8s.io/v1beta1': [
    { kinds: 'IPAddress ServiceCIDR', deprecated: 34, removed: 37, use: '' },
    { kinds: 'Ingress', deprecated: 19, removed: 22, use: 'networking.k8s.io/v1 *' },
    { kinds: 'IngressClass', deprecated: 19, removed: 22, use: 'networking.k8s.io/v1 IngressClassList' },
  ],
  'node.k8s.io/v1beta1': [{ kinds: 'RuntimeClass', deprecated: 22, removed: 25, use: '' }],
  'policy/v1beta1': [
    { kinds: 'Eviction', deprecated: 22, removed: 25, use: '' },
    { kinds: 'PodDisruptionBudget', deprecated: 21, removed: 25, use: 'policy/v1 *' },
  ],
  'rbac.authorization.k8s.io/v1beta1': [
    {
      kinds: 'ClusterRole ClusterRoleBinding Role RoleBinding',
      deprecated: 17,
      removed: 22,
      use: 'rbac.authorization.k8s.io/v1 *',
    },
  ],
  'resource.k8s.io/v1alpha3': [
    {
      kinds: 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
      deprecated: 34,
      removed: 37,
      use: 'resource.k8s.io/v1beta1 *',
      only: 'before 36',
    },
    { kinds: 'DeviceTaintRule', deprecated: 36, removed: 39, use: '', only: 'since 33' },
    { kinds: 'ResourcePoolStatusRequest', deprecated: 39, removed: 42, use: '', only: 'since 33' },
  ],
  'resource.k8s.io/v1beta1': [
    {
      kinds: 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
      deprecated: 35,
      removed: 38,
      use: '',
    },
  ],
  'resource.k8s.io/v1beta2': [
    {
      kinds: 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
      deprecated: 36,
      removed: 39,
      use: '',
      only: 'since 33',
    },
    { kinds: 'DeviceTaintRule', deprecated: 39, removed: 42, use: '', only: 'since 33' },
  ],
  'scheduling.k8s.io/v1beta1': [
    { kinds: 'PodGroup Workload', deprecated: 40, removed: 43, use: '', only: 'since 33' },
    { kinds: 'PriorityClass', deprecated: 14, removed: 22, use: 'scheduling.k8s.io/v1 *' },
  ],
  'storage.k8s.io/v1alpha1': [
    { kinds: 'CSIStorageCapacity', deprecated: 21, removed: 24, use: 'storage.k8s.io/v1beta1 *' },
    { kinds: 'VolumeAttachment', deprecated: 21, removed: 24, use: 'storage.k8s.io/v1 *' },
    { kinds: 'VolumeAttributesClass', deprecated: 32, removed: 35, use: 'storage.k8s.io/v1 *' },
  ],
  'storage.k8s.io/v1beta1': [
    {
      kinds: 'CSIDriver StorageClass VolumeAttachment',
      deprecated: 19,
      removed: 22,
      use: 'storage.k8s.io/v1 *',
    },
    { kinds: 'CSINode', deprecated: 17, removed: 22, use: 'storage.k8s.io/v1 *' },
    { kinds: 'CSIStorageCapacity', deprecated: 24, removed: 27, use: 'storage.k8s.io/v1 *' },
    { kinds: 'VolumeAttributesClass', deprecated: 34, removed: 37, use: 'storage.k8s.io/v1 *' },
  ],
  'storagemigration.k8s.io/v1alpha1': [
    { kinds: 'StorageVersionMigration', deprecated: 33, removed: 36, use: '', only: 'before 36' },
  ],
  'storagemigration.k8s.io/v1beta1': [
    {
      kinds: 'StorageVersionMigration',
      deprecated: 37,
      removed: 40,
      use: 'storagemigration.k8s.io/v1 *',
      only: 'since 33',
    },
  ],
}
