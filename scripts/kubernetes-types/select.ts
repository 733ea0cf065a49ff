import type { Schema } from '../../test/support/kubernetes-schemas.ts'

export interface Kind {
  apiVersion: string
  kind: string
  definition: string
}

/** A definition as charts write it, and what the printer has to know of it. */
export interface Selected {
  name: string
  /** The file it stands in: `apps-v1`. */
  file: string
  schema: Schema
  kind?: Kind
}

// Kinds of stable groups that a chart has no business with: the server's own answers and what only
// controllers and kubelets write.
const notDeclared = new Set([
  'Binding',
  'CertificateSigningRequest',
  'ComponentStatus',
  'ControllerRevision',
  'CSINode',
  'CSIStorageCapacity',
  'Event',
  'Eviction',
  'IPAddress',
  'Node',
  'PodCertificateRequest',
  'ResourceSlice',
  'Scale',
  'StorageVersionMigration',
  'VolumeAttachment',
])
const notDeclaredGroups = new Set([
  'authentication.k8s.io',
  'authorization.k8s.io',
  'internal.apiserver.k8s.io',
])

// Fields of ObjectMeta that the server writes (API conventions: "populated by the system"), and owners, who are
// named by an id that no chart can know.
const writtenByServer = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
])

/** The kinds that charts declare, each in its newest stable version, and all that they are made of. */
export function select(definitions: Record<string, Schema>): Map<string, Selected> {
  const kinds = new Map<string, Kind>()
  for (const [definition, schema] of Object.entries(definitions)) {
    const found = kindOf(definition, schema)
    if (!found) continue
    const key = `${found.apiVersion.replace(/[^/]*$/, '')}${found.kind}`
    const known = kinds.get(key)
    if (!known || known.apiVersion < found.apiVersion) kinds.set(key, found)
  }
  const selected = new Map<string, Selected>()
  // A kind may also be part of another (a StatefulSet's claims), so each is known to be one from the start.
  const kindOfDefinition = new Map([...kinds.values()].map((kind) => [kind.definition, kind]))
  for (const definition of kindOfDefinition.keys()) add(definition, definitions, kindOfDefinition, selected)
  return new Map([...selected].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function kindOf(definition: string, schema: Schema): Kind | undefined {
  const [gvk, ...others] = schema['x-kubernetes-group-version-kind'] ?? []
  if (!gvk || others.length > 0 || !/^v\d+$/.test(gvk.version)) return undefined
  if (notDeclared.has(gvk.kind) || notDeclaredGroups.has(gvk.group)) return undefined
  if (!schema.properties?.metadata?.$ref?.endsWith('.ObjectMeta')) return undefined
  return { apiVersion: gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version, kind: gvk.kind, definition }
}

function add(
  name: string,
  definitions: Record<string, Schema>,
  kinds: ReadonlyMap<string, Kind>,
  selected: Map<string, Selected>,
): void {
  const kind = kinds.get(name)
  const schema = definitions[name]
  if (!schema) throw new Error(`no definition ${name}`)
  if (selected.has(name) || !isObject(schema)) return
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([field]) =>
      !(name.endsWith('.ObjectMeta') && writtenByServer.has(field)) && !(kind && field === 'status'),
  )
  const kept: Schema = { ...schema, properties: Object.fromEntries(properties) }
  selected.set(name, { name, file: fileOf(name), schema: kept, ...(kind && { kind }) })
  for (const [, property] of properties)
    for (const reference of references(property)) add(reference, definitions, kinds, selected)
}

/** Whether a definition becomes an interface; the rest (Quantity, Time, JSON) become what their fields say. */
export function isObject(schema: Schema): boolean {
  return schema.properties !== undefined
}

/** `io.k8s.api.apps.v1.Deployment` → `apps-v1`. */
function fileOf(name: string): string {
  const [version, group] = name.split('.').reverse().slice(1)
  return `${group!.replace(/^apiextensions-apiserver$/, 'apiextensions')}-${version!}`
}

export function references(schema: Schema): string[] {
  const nested = [
    schema.items,
    typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined,
  ]
  return [
    ...(schema.$ref ? [referenced(schema.$ref)] : []),
    ...nested.flatMap((one) => (one ? references(one) : [])),
  ]
}

/** `#/$defs/io.k8s.api.core.v1.PodSpec` → the name at its end. */
export const referenced = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1)
