// KEDA 2: https://keda.sh/docs/latest/reference
import { any, bool, crd, intOrString, list, mapOf, oneOf, required, text, whole } from './notation.ts'

const scaling = {
  policies: list({ periodSeconds: required(whole), type: required(text), value: required(whole) }),
  selectPolicy: text,
  stabilizationWindowSeconds: whole,
  tolerance: intOrString,
}
const triggers = list({
  authenticationRef: {
    kind: oneOf('TriggerAuthentication', 'ClusterTriggerAuthentication'),
    name: required(text),
  },
  metadata: required(mapOf(text)),
  metricType: text,
  name: text,
  type: required(text),
  useCachedMetrics: bool,
})
const scaledObject = {
  advanced: {
    horizontalPodAutoscalerConfig: { behavior: { scaleDown: scaling, scaleUp: scaling }, name: text },
    restoreToOriginalReplicaCount: bool,
    scalingModifiers: {
      activationTarget: text,
      formula: text,
      metricType: oneOf('AverageValue', 'Value'),
      target: text,
    },
  },
  cooldownPeriod: whole,
  fallback: {
    behavior: oneOf(
      'static',
      'currentReplicas',
      'currentReplicasIfHigher',
      'currentReplicasIfLower',
      'scalingModifiers',
    ),
    failureThreshold: required(whole),
    replicas: required(whole),
  },
  idleReplicaCount: whole,
  initialCooldownPeriod: whole,
  maxReplicaCount: whole,
  minReplicaCount: whole,
  pollingInterval: whole,
  scaleTargetRef: required({
    apiVersion: text,
    envSourceContainerName: text,
    kind: text,
    name: required(text),
  }),
  triggers: required(triggers),
}
const target = list({ key: required(text), name: required(text), parameter: required(text) })
const authentication = {
  awsSecretManager: any,
  azureKeyVault: any,
  boundServiceAccountToken: list({ parameter: required(text), serviceAccountName: required(text) }),
  configMapTargetRef: target,
  env: list({ containerName: text, name: required(text), parameter: required(text) }),
  filePath: text,
  gcpSecretManager: any,
  hashiCorpVault: any,
  oauth2: any,
  podIdentity: {
    externalID: text,
    identityAuthorityHost: text,
    identityId: text,
    identityOwner: oneOf('keda', 'workload'),
    identityTenantId: text,
    provider: required(oneOf('azure-workload', 'gcp', 'aws', 'aws-eks', 'none')),
    roleArn: text,
  },
  secretTargetRef: target,
}

const group = 'keda.sh'
const versions = ['v1alpha1']
export const keda = [
  crd(group, { kind: 'ScaledObject', plural: 'scaledobjects', versions, spec: scaledObject }),
  crd(group, {
    kind: 'TriggerAuthentication',
    plural: 'triggerauthentications',
    versions,
    spec: authentication,
  }),
  crd(group, {
    kind: 'ClusterTriggerAuthentication',
    plural: 'clustertriggerauthentications',
    versions,
    cluster: true,
    spec: authentication,
  }),
]
