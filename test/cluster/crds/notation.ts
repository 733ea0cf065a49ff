/**
 * A short notation for the schemas of custom resources. The stand-ins in this folder say which fields a kind
 * has, of which type, which are required and which words they take, as the projects document them; what else
 * their own CRDs hold (descriptions, patterns, lengths, CEL rules) is left out.
 */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema
  enum?: (string | number)[]
  format?: string
  minimum?: number
  maximum?: number
  'x-kubernetes-int-or-string'?: true
  'x-kubernetes-preserve-unknown-fields'?: true
  'x-kubernetes-list-type'?: 'map'
  'x-kubernetes-list-map-keys'?: string[]
}

/** A field, or an object as its fields. */
export type Field = Schema | Required | { [name: string]: Field }

export class Required {
  readonly field: Field
  constructor(field: Field) {
    this.field = field
  }
}

export const required = (field: Field) => new Required(field)
export const text: Schema = { type: 'string' }
export const bool: Schema = { type: 'boolean' }
export const whole: Schema = { type: 'integer' }
export const intOrString: Schema = { 'x-kubernetes-int-or-string': true }
export const any: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
export const between = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })
export const oneOf = (...words: string[]): Schema => ({ type: 'string', enum: words })
export const oneOfNumbers = (...numbers: number[]): Schema => ({ type: 'integer', enum: numbers })
export const list = (item: Field): Schema => ({ type: 'array', items: schemaOf(item) })
export const mapOf = (entry: Field): Schema => ({ type: 'object', additionalProperties: schemaOf(entry) })
/** A list whose items are told apart by a field, which server-side apply merges one by one. */
export const listBy = (key: string, item: Field): Schema => ({
  ...list(item),
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': [key],
})
export const port = between(1, 65535)

const isSchema = (field: Field): field is Schema =>
  typeof (field as Schema).type === 'string' || 'x-kubernetes-int-or-string' in field

export function schemaOf(field: Field): Schema {
  if (field instanceof Required) return schemaOf(field.field)
  if (isSchema(field)) return field
  const fields = Object.entries(field)
  const needed = fields.filter(([, value]) => value instanceof Required).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, value]) => [name, schemaOf(value)])),
    ...(needed.length > 0 && { required: needed }),
  }
}

export interface Kind {
  kind: string
  plural: string
  /** The first is the one that is stored. */
  versions: string[]
  cluster?: true
  spec: Field
  /** False when there is none, as of a ReferenceGrant. */
  status?: false
}

/** The CustomResourceDefinition of a kind. */
export function crd(group: string, { kind, plural, versions, cluster, spec, status }: Kind): object {
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        apiVersion: text,
        kind: text,
        metadata: { type: 'object' },
        spec: schemaOf(spec),
        ...(status !== false && { status: any }),
      },
      required: ['spec'],
    },
  }
  const version = (name: string, index: number) => ({
    name,
    served: true,
    storage: index === 0,
    schema,
    ...(status !== false && { subresources: { status: {} } }),
  })
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Groups below k8s.io are guarded (KEP 1111).
      annotations: { 'api-approved.kubernetes.io': 'unapproved, a stand-in for tests' },
    },
    spec: {
      group,
      scope: cluster ? 'Cluster' : 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: versions.map(version),
    },
  }
}
