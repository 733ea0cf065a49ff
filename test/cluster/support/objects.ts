import { kubectl } from './commands.ts'

/** As much of a Kubernetes object as the tests look at. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    uid?: string
    generation?: number
    labels?: Record<string, string>
    annotations?: Record<string, string>
    deletionTimestamp?: string
  }
  data?: Record<string, string>
  spec?: {
    replicas?: number
    restartPolicy?: string
    template?: unknown
    scaleTargetRef?: { kind: string; name: string }
  }
  status?: {
    phase?: string
    replicas?: number
    readyReplicas?: number
    conditions?: { type: string; status: string }[]
  }
}

export async function objects(kind: string, namespace: string): Promise<KubeObject[]> {
  const text = await kubectl([
    'get',
    kind,
    '--namespace',
    namespace,
    '--output',
    'json',
    '--ignore-not-found',
  ])
  return text ? (JSON.parse(text) as { items: KubeObject[] }).items : []
}

let kinds: Promise<string> | undefined

/** Everything in a namespace that can be deleted, without what Kubernetes itself puts and records there. */
export async function everythingIn(namespace: string): Promise<KubeObject[]> {
  kinds ??= kubectl(['api-resources', '--namespaced', '--verbs=list,delete', '--output', 'name']).then(
    (text) =>
      text
        .split('\n')
        .filter(
          (name) =>
            name &&
            !/^(events|leases|endpoints|endpointslices|controllerrevisions|replicasets|pods)\b/.test(name),
        )
        .join(','),
  )
  const all = await objects(await kinds, namespace)
  return all.filter((object) => !madeByKubernetes(object))
}

const madeByKubernetes = ({ kind, metadata }: KubeObject) =>
  (kind === 'ServiceAccount' && metadata.name === 'default') ||
  (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt')

export const nameOf = (object: KubeObject) => `${object.kind}/${object.metadata.name}`

/** The pods that do not become ready: an autoscaler may add some after Helm has looked. */
export async function podsThatStayUnready(namespace: string): Promise<string[]> {
  for (let left = 60; left > 0; left--) {
    if ((await podsNotReady(namespace)).length === 0) return []
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return podsNotReady(namespace)
}

/** Pods that serve and are not ready. Those that run to an end (jobs, tests) are ready when they succeeded. */
export async function podsNotReady(namespace: string): Promise<string[]> {
  const pods = await objects('pods', namespace)
  return pods.filter((pod) => !pod.metadata.deletionTimestamp && !isReady(pod)).map(nameOf)
}

function isReady(pod: KubeObject): boolean {
  if (pod.status?.phase === 'Succeeded') return true
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}
