/** Kubernetes' objects as far as rules over charts read them. What is not here is read with `at`. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: { name: string; labels?: Labels; annotations?: Record<string, string> }
  spec?: Record<string, unknown>
  [field: string]: unknown
}

export type Labels = Record<string, string>

export interface Pod {
  /** As messages name it: `Deployment web`. */
  name: string
  owner: KubeObject
  labels: Labels
  annotations: Record<string, string>
  spec: PodSpec
}

export interface PodSpec {
  containers: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  serviceAccountName?: string
  automountServiceAccountToken?: boolean
  hostNetwork?: boolean
  imagePullSecrets?: { name: string }[]
  securityContext?: Record<string, unknown>
  [field: string]: unknown
}

export interface Container {
  name: string
  image: string
  command?: string[]
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: Record<string, Reference> }[]
  envFrom?: { configMapRef?: Reference; secretRef?: Reference }[]
  ports?: { name?: string; containerPort: number; protocol?: string }[]
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean; subPath?: string }[]
  [field: string]: unknown
}

export interface Reference {
  name: string
  key?: string
  optional?: boolean
}

export interface Volume {
  name: string
  configMap?: { name: string; optional?: boolean }
  secret?: { secretName: string; optional?: boolean }
  persistentVolumeClaim?: { claimName: string }
  [source: string]: unknown
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job']

/** Every pod that objects make: those of workloads and of jobs, and bare ones. */
export function podsOf(objects: readonly KubeObject[]): Pod[] {
  return objects.flatMap((owner) => {
    const template =
      owner.kind === 'Pod'
        ? owner
        : workloads.includes(owner.kind)
          ? owner.spec!.template
          : owner.kind === 'CronJob'
            ? at(owner, 'spec.jobTemplate.spec.template')
            : undefined
    if (template === undefined) return []
    const { metadata, spec } = template as { metadata?: KubeObject['metadata']; spec: PodSpec }
    const { labels = {}, annotations = {} } = metadata ?? {}
    return [{ name: `${owner.kind} ${owner.metadata.name}`, owner, labels, annotations, spec }]
  })
}

/** The pods that run as long as the release does, and not once. */
export const longRunning = (pods: readonly Pod[]) =>
  pods.filter(({ owner }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(owner.kind))

export const containersOf = ({ initContainers = [], containers }: PodSpec): Container[] => [
  ...initContainers,
  ...containers,
]

/** Whether a selector of labels takes a pod. No labels take every pod. */
export const selects = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value)

/** A value below an object: `at(service, 'spec.ports.0.port')`. */
export function at(value: unknown, dotted: string): unknown {
  return dotted
    .split('.')
    .reduce(
      (here, key) =>
        typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined,
      value,
    )
}

/** Every map below a value, with its place: what rules look through for references. */
export function mapsBelow(value: unknown, place = ''): { place: string; map: Record<string, unknown> }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, below]) => mapsBelow(below, `${place}.${key}`))
  return Array.isArray(value) ? inner : [{ place, map: value as Record<string, unknown> }, ...inner]
}
