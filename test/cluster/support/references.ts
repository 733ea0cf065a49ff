import type { KubeObject } from './objects.ts'

/** A Secret, ConfigMap or claim that a pod names, and the key of it that it needs. */
interface Reference {
  kind: string
  name: string
  key?: string
}

/** Fields of a pod that name other objects: field → kind, and which of the field's own fields is the name. */
const naming: Record<string, [kind: string, name: string]> = {
  secretKeyRef: ['Secret', 'name'],
  configMapKeyRef: ['ConfigMap', 'name'],
  secretRef: ['Secret', 'name'],
  configMapRef: ['ConfigMap', 'name'],
  secret: ['Secret', 'secretName'],
  configMap: ['ConfigMap', 'name'],
  persistentVolumeClaim: ['PersistentVolumeClaim', 'claimName'],
}

/**
 * What pods name and the namespace does not have. A real kubelet would leave such a pod waiting for ever; a
 * fake node lets it run, so this looks in its place.
 */
export function danglingReferences(pods: readonly KubeObject[], present: readonly KubeObject[]): string[] {
  const known = new Map(present.map((object) => [`${object.kind}/${object.metadata.name}`, object]))
  const missing = new Set<string>()
  for (const pod of pods)
    for (const { kind, name, key } of referencesIn(pod.spec)) {
      const object = known.get(`${kind}/${name}`)
      const where = `Pod/${pod.metadata.name} needs ${kind}/${name}`
      if (!object) missing.add(where)
      else if (key && object.data?.[key] === undefined) missing.add(`${where} with the key ${key}`)
    }
  return [...missing]
}

function referencesIn(node: unknown): Reference[] {
  if (Array.isArray(node)) return node.flatMap(referencesIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([field, value]: [string, unknown]) => {
    const rule = naming[field]
    if (!rule || typeof value !== 'object' || value === null) return referencesIn(value)
    const given = value as Record<string, unknown>
    const [kind, at] = rule
    // A projected volume names a Secret by `name`.
    const name = given[at] ?? given.name
    if (typeof name !== 'string' || given.optional === true) return []
    if (typeof given.key === 'string') return [{ kind, name, key: given.key }]
    const items = Array.isArray(given.items) ? (given.items as { key: string }[]) : []
    return [{ kind, name }, ...items.map(({ key }) => ({ kind, name, key }))]
  })
}
