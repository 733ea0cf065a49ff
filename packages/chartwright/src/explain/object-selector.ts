import { suggest } from '../diagnostics/index.ts'
import { nameOf, type RenderedObject } from '../objects/index.ts'

/** What kubectl calls the kinds for short. */
const shortNames: Readonly<Record<string, string>> = {
  cj: 'cronjob',
  cm: 'configmap',
  crd: 'customresourcedefinition',
  deploy: 'deployment',
  ds: 'daemonset',
  hpa: 'horizontalpodautoscaler',
  ing: 'ingress',
  netpol: 'networkpolicy',
  ns: 'namespace',
  pc: 'priorityclass',
  pdb: 'poddisruptionbudget',
  po: 'pod',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  quota: 'resourcequota',
  rs: 'replicaset',
  sa: 'serviceaccount',
  sc: 'storageclass',
  sts: 'statefulset',
  svc: 'service',
}

export interface ObjectName {
  /** In lower case, short names written out. */
  kind: string
  namespace: string | undefined
  name: string
}

/**
 * An object's name as people write it: `Deployment/web`, `deploy/web`, `deployments/web`, `Role/infra/reader`.
 *
 * @example readObjectName('svc/web') // { kind: 'service', namespace: undefined, name: 'web' }
 */
export function readObjectName(text: string): ObjectName | undefined {
  const parts = text.split('/')
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part === '')) return undefined
  const word = parts[0]!.toLowerCase()
  const kind = shortNames[word] ?? word
  return { kind, namespace: parts.length === 3 ? parts[1] : undefined, name: parts.at(-1)! }
}

/** The objects that a name means. */
export function findObjects(objects: readonly RenderedObject[], wanted: ObjectName): RenderedObject[] {
  return objects.filter(
    ({ kind, namespace, name }) =>
      isKind(wanted.kind, kind) &&
      name === wanted.name &&
      (wanted.namespace === undefined || wanted.namespace === namespace),
  )
}

/** Whether a word names a kind: itself or its plural, in any case. */
export function isKind(word: string, kind: string): boolean {
  const one = kind.toLowerCase()
  return word === one || word === `${one}s` || word === `${one}es` || word === one.replace(/y$/, 'ies')
}

/** The names of objects that may have been meant: a near name of the kind, the only one of it, or the name's other kinds. */
export function meantObjects(objects: readonly RenderedObject[], wanted: ObjectName): string[] {
  const ofKind = objects.filter(({ kind }) => isKind(wanted.kind, kind))
  const near = suggest(
    wanted.name,
    ofKind.map(({ name }) => name),
  )
  if (near !== undefined) return ofKind.filter(({ name }) => name === near).map(nameOf)
  const ending = ofKind.filter(
    ({ name }) => name.endsWith(`-${wanted.name}`) || wanted.name.endsWith(`-${name}`),
  )
  if (ending.length > 0) return ending.map(nameOf)
  const sameName = objects.filter(({ name }) => name === wanted.name)
  if (sameName.length > 0) return sameName.map(nameOf)
  const kind = suggest(
    wanted.kind,
    objects.map((object) => object.kind.toLowerCase()),
  )
  const nearKind = objects.filter((object) => object.kind.toLowerCase() === kind)
  return (ofKind.length > 0 ? ofKind : nearKind).map(nameOf).slice(0, 5)
}
