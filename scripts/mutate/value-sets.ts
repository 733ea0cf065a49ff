import { parseYaml } from '../../packages/chartwright/src/yaml/index.ts'
import type { ChartText } from './mutation.ts'
import { followed, schemaOf, type Schema } from './schema-at.ts'

export type Values = { [key: string]: unknown }

export interface ValueSet {
  values: Values
  base?: 'defaults' | 'everything'
  /** The one key that differs from the base. */
  changes?: readonly string[]
}

/**
 * The values under which a damaged chart is compared with the undamaged one: the defaults and each example; each
 * key of the values changed alone, to every kind of value that its schema takes, over the defaults and over all
 * switches on. Values that the chart refuses are compared by what it says.
 */
export function valueSets(chart: ChartText): ValueSet[] {
  const defaults = yaml(chart.files.get('values.yaml')!)
  const examples = [...chart.files]
    .filter(([file]) => file.startsWith('examples/') && file.endsWith('.yaml'))
    .map(([, text]) => yaml(text))
  const switches = placesOf(chart, defaults).filter(
    ({ path, schema }) => path.at(-1) === 'enabled' && types(schema).includes('boolean'),
  )
  const everything = switches.reduce((values, { path }) => put(values, path, true), {} as Values)
  const changes = placesOf(chart, defaults).flatMap(({ path, schema, value }) =>
    samples(schemaOf(chart), schema, value).map((sample) => ({ path, sample })),
  )
  const changed = (base: 'defaults' | 'everything', values: Values) =>
    changes.map(({ path, sample }) => ({ values: put(values, path, sample), base, changes: path }))
  return [
    ...[{}, ...examples, everything].map((values) => ({ values })),
    ...changed('defaults', {}),
    ...changed('everything', everything),
  ]
}

const yaml = (text: string) => JSON.parse(JSON.stringify(parseYaml(text).value ?? {})) as Values
const types = (schema: Schema) => [schema.type ?? []].flat()

interface Place {
  path: string[]
  schema: Schema
  value: unknown
}

/** Every key of the values that the schema describes, those of maps as the defaults have them. */
function placesOf(chart: ChartText, defaults: Values): Place[] {
  const whole = schemaOf(chart)
  const visit = (given: Schema, path: string[], value: unknown): Place[] => {
    const schema = followed(whole, given)
    const own = isValues(value) ? value : {}
    const inner = Object.entries(schema.properties ?? {}).flatMap(([key, below]) =>
      typeof below === 'object' ? visit(below, [...path, key], own[key]) : [],
    )
    const { additionalProperties } = schema
    const more =
      typeof additionalProperties === 'object'
        ? Object.keys(own)
            .filter((key) => !schema.properties?.[key])
            .flatMap((key) => visit(additionalProperties, [...path, key], own[key]))
        : []
    return [...(path.length > 0 ? [{ path, schema, value }] : []), ...inner, ...more]
  }
  return visit(whole, [], defaults)
}

/** Values of every kind that a schema takes, other than the default. */
function samples(whole: Schema, given: Schema, value?: unknown): unknown[] {
  const schema = followed(whole, given)
  if (schema.enum) return schema.enum.filter((choice) => choice !== value)
  const found = (schema.anyOf ?? []).flatMap((choice) => samples(whole, choice, value))
  for (const type of types(schema)) {
    if (type === 'boolean') found.push(value !== true)
    if (type === 'integer' || type === 'number')
      found.push(Number(value ?? schema.minimum ?? 1) + 1, schema.minimum ?? 0)
    if (type === 'string') found.push('marker', 'true', '1e3', 'a: b # c', '40s', '5Gi', '/marker')
    if (type === 'array') {
      const items = schema.items ? samples(whole, schema.items) : ['marker']
      found.push(...items.map((item) => [item]), [])
    }
    if (type === 'object') found.push(...objects(whole, schema))
    if (type === 'null') found.push(null)
  }
  return found
}

function objects(whole: Schema, schema: Schema): unknown[] {
  const properties = Object.entries(schema.properties ?? {}).flatMap(([key, below]) =>
    typeof below === 'object' ? [[key, samples(whole, below)[0]] as const] : [],
  )
  if (properties.length > 0) return [Object.fromEntries(properties)]
  const { additionalProperties } = schema
  const inner = typeof additionalProperties === 'object' ? samples(whole, additionalProperties) : ['marker']
  return [...inner.map((sample) => ({ marker: sample })), {}]
}

function put(values: Values, [key, ...rest]: readonly string[], sample: unknown): Values {
  const below = isValues(values[key!]) ? (values[key!] as Values) : {}
  return { ...values, [key!]: rest.length === 0 ? sample : put(below, rest, sample) }
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
