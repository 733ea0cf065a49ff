import {
  envSchema,
  isList,
  isUserShape,
  labelsSchema,
  type Field,
  type Json,
  type Type,
} from '../../author/index.ts'

type Schema = { [key: string]: Json }

/** Names that the chart sets itself, which the operator's own lists may not hold. */
export interface Reserved {
  /** Environment variables, by the values path of the operator's list. */
  env: ReadonlyMap<string, ReadonlySet<string>>
  labels: readonly string[]
}

/**
 * values.schema.json, draft 7, which every Helm 3 and 4 reads. It carries the safety that lets templates stay
 * plain: groups and scalars are required, so no template meets a missing one; unknown keys are refused.
 */
export function emitSchema(fields: Record<string, Field>, title: string, reserved: Reserved): string {
  const root = groupSchema(fields, '', reserved, true)
  const properties = root.properties as Record<string, Schema>
  // A chart around this one puts its own shared values below `global`, and `enabled` beside ours when it
  // switches this chart with a condition.
  properties.global!.additionalProperties = true
  properties.enabled = { type: 'boolean', description: 'Set by a chart that includes this one' }
  const definitions = shareFragments(root)
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title, ...root, ...definitions }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function groupSchema(
  fields: Record<string, Field>,
  path: string,
  reserved: Reserved,
  complete: boolean,
): Schema {
  const entries = Object.entries(fields)
  const required = entries
    .filter(([, field]) => (complete ? isRequired(field.type) && !field.byProfile : field.required))
    .map(([key]) => key)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([key, field]) => {
        const schema = typeSchema(field.type, path === '' ? key : `${path}.${key}`, reserved, complete)
        // Helm drops a null only where values.yaml has the key: whether it says "none" would be up to the version.
        if (field.byProfile && isList(field.type)) schema.type = 'array'
        if (field.doc) schema.description = field.doc
        return [key, schema]
      }),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** What templates read without asking whether it is there. Lists, maps and fragments may be null or absent. */
function isRequired(type: Type): boolean {
  return type.t !== 'user' && type.t !== 'list' && type.t !== 'map'
}

function typeSchema(type: Type, path: string, reserved: Reserved, complete: boolean): Schema {
  switch (type.t) {
    case 'string': {
      const { pattern, minLength, maxLength } = type
      if (type.enum) return { type: 'string', enum: [...type.enum] }
      return {
        type: type.orBoolean ? ['string', 'boolean'] : 'string',
        ...(pattern !== undefined && { pattern }),
        ...(minLength !== undefined && { minLength }),
        ...(maxLength !== undefined && { maxLength }),
      }
    }
    case 'int':
    case 'number': {
      const range = {
        ...(type.min !== undefined && { minimum: type.min }),
        ...(type.max !== undefined && { maximum: type.max }),
      }
      if (type.t === 'int' && type.orZero) return { type: 'integer', anyOf: [{ const: 0 }, range] }
      return { type: type.t === 'int' ? 'integer' : 'number', ...range }
    }
    case 'bool':
      return { type: 'boolean' }
    case 'list':
      return { type: ['array', 'null'], items: typeSchema(type.of, `${path}.*`, reserved, false) }
    case 'map':
      return {
        type: ['object', 'null'],
        ...(type.keys && { propertyNames: keySchema(type.keys) }),
        additionalProperties: typeSchema(type.of, `${path}.*`, reserved, false),
      }
    case 'group':
      return groupSchema(type.fields, path, reserved, complete)
    case 'user': {
      const own = userSchema(type, path, reserved)
      const schema: Schema = { ...own, type: [own.type as string, 'null'] }
      fragments.set(schema, type.what.name)
      return schema
    }
  }
}

function userSchema(type: Type & { t: 'user' }, path: string, reserved: Reserved): Schema {
  if (isUserShape(type, 'env')) return envSchema([...(reserved.env.get(path) ?? [])])
  if (isUserShape(type, 'labels')) return labelsSchema(reserved.labels)
  return type.what.schema
}

/**
 * Kubernetes fragments that stand in several places move to `definitions`: a reader sees them once, and Helm
 * compiles them once.
 */
function shareFragments(root: Schema): { definitions?: Schema } {
  const uses = new Map<string, { name: string; places: Schema[] }>()
  const visit = (schema: Schema) => {
    const { description: _, ...own } = schema
    const name = fragments.get(schema)
    if (name !== undefined) {
      const text = JSON.stringify(own)
      const known = uses.get(text) ?? { name, places: [] }
      known.places.push(schema)
      uses.set(text, known)
    } else {
      for (const inner of Object.values((schema.properties ?? {}) as Record<string, Schema | boolean>))
        if (typeof inner === 'object') visit(inner)
      if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties as Schema)
    }
  }
  visit(root)
  const definitions: Schema = {}
  for (const [text, { name, places }] of uses) {
    if (places.length < 2) continue
    let free = name
    for (let i = 2; free in definitions; i++) free = `${name}${i}`
    definitions[free] = JSON.parse(text) as Schema
    for (const place of places) {
      const { description } = place
      for (const key of Object.keys(place)) delete place[key]
      Object.assign(place, {
        $ref: `#/definitions/${free}`,
        ...(description !== undefined && { description }),
      })
    }
  }
  return Object.keys(definitions).length > 0 ? { definitions } : {}
}

/** Schemas of Kubernetes fragments, by what they are called. */
const fragments = new WeakMap<Schema, string>()

function keySchema(keys: Type & { t: 'string' }): Schema {
  return {
    ...(keys.pattern !== undefined && { pattern: keys.pattern }),
    ...(keys.maxLength !== undefined && { maxLength: keys.maxLength }),
  }
}
