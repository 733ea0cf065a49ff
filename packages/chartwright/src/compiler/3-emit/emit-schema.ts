import { envSchema, isUserShape, labelsSchema, type Field, type Json, type Type } from '../../author/index.ts'

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
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title, ...root }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function groupSchema(
  fields: Record<string, Field>,
  path: string,
  reserved: Reserved,
  complete: boolean,
): Schema {
  const entries = Object.entries(fields)
  const required = entries.filter(([, field]) => complete && isRequired(field.type)).map(([key]) => key)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([key, field]) => {
        const schema = typeSchema(field.type, path === '' ? key : `${path}.${key}`, reserved, complete)
        return [key, field.doc ? { ...schema, description: field.doc } : schema]
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
    case 'number':
      return {
        type: type.t === 'int' ? 'integer' : 'number',
        ...(type.min !== undefined && { minimum: type.min }),
        ...(type.max !== undefined && { maximum: type.max }),
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
      return { ...own, type: [own.type as string, 'null'] }
    }
  }
}

function userSchema(type: Type & { t: 'user' }, path: string, reserved: Reserved): Schema {
  if (isUserShape(type, 'env')) return envSchema([...(reserved.env.get(path) ?? [])])
  if (isUserShape(type, 'labels')) return labelsSchema(reserved.labels)
  return type.what.schema
}

function keySchema(keys: Type & { t: 'string' }): Schema {
  return {
    ...(keys.pattern !== undefined && { pattern: keys.pattern }),
    ...(keys.maxLength !== undefined && { maxLength: keys.maxLength }),
  }
}
