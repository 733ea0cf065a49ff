import type { ChartText } from './mutation.ts'

export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, Schema | boolean>
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  definitions?: Record<string, Schema>
}

const parsed = new WeakMap<ChartText, Schema>()

export function schemaOf(chart: ChartText): Schema {
  const schema = parsed.get(chart) ?? (JSON.parse(chart.files.get('values.schema.json') ?? '{}') as Schema)
  parsed.set(chart, schema)
  return schema
}

/** What the chart's schema says of a key of its values; empty where it says nothing. */
export function schemaAt(chart: ChartText, path: readonly string[]): Schema {
  const whole = schemaOf(chart)
  return path.reduce((schema, key) => {
    const inner = schema.properties?.[key] ?? schema.additionalProperties
    return typeof inner === 'object' ? followed(whole, inner) : {}
  }, whole)
}

export function followed(whole: Schema, schema: Schema): Schema {
  return schema.$ref
    ? followed(whole, whole.definitions![schema.$ref.replace('#/definitions/', '')]!)
    : schema
}
