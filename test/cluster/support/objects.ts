import { must, pathOf, resources, type Resource } from './api.ts'

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

/** The objects of some kinds, by their plural names with a comma between, in a namespace. */
export async function objects(plurals: string, namespace: string): Promise<KubeObject[]> {
  const kinds = await (builtIn ??= resources())
  const wanted = plurals.split(',').map((plural) => kinds.find((one) => one.plural === plural)!)
  return listed(wanted, namespace)
}

let builtIn: Promise<Resource[]> | undefined

async function listed(kinds: readonly Resource[], namespace: string): Promise<KubeObject[]> {
  const lists = kinds.map(async (one) => {
    const { items } = (await must('GET', pathOf(one, namespace))) as { items: KubeObject[] }
    // Items of a list do not say what they are.
    return items.map((item) => ({ ...item, kind: one.kind }))
  })
  return (await Promise.all(lists)).flat()
}

const passing = /^(events|leases|endpoints|endpointslices|controllerrevisions|replicasets|pods)$/

/** Everything in a namespace that can be deleted, without what Kubernetes itself puts and records there. */
export async function everythingIn(namespace: string): Promise<KubeObject[]> {
  const seen = new Set<string>()
  const kinds = (await resources()).filter(({ plural, group, namespaced, verbs }) => {
    if (!namespaced || !verbs.includes('list') || !verbs.includes('delete') || passing.test(plural))
      return false
    // A kind in its preferred version alone, which comes first.
    return !seen.has(`${plural}.${group}`) && seen.add(`${plural}.${group}`)
  })
  return (await listed(kinds, namespace)).filter((object) => !madeByKubernetes(object))
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
