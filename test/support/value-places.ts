import fs from 'node:fs'
import path from 'node:path'
import { defaultsOf } from './scenarios.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema | boolean>
  additionalProperties?: boolean | Schema
  definitions?: Record<string, Schema>
}

/** A group of a chart's values, and the keys that its schema says it may have. */
export interface Group {
  path: string[]
  keys: string[]
}

/** Every group of a chart's values; those of maps, as pools are, by the keys that the defaults have. */
export function valueGroups(chart: string): Group[] {
  const whole = JSON.parse(fs.readFileSync(path.join(chart, 'values.schema.json'), 'utf8')) as Schema
  const visit = (given: Schema, at: string[], value: unknown, depth: number): Group[] => {
    const schema = given.$ref ? whole.definitions![given.$ref.replace('#/definitions/', '')]! : given
    if (depth > 8) return []
    const own = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
    const properties = Object.entries(schema.properties ?? {}).filter(([, below]) => below !== false)
    const { additionalProperties: more } = schema
    return [
      ...(properties.length > 0 ? [{ path: at, keys: properties.map(([key]) => key) }] : []),
      ...properties.flatMap(([key, below]) =>
        typeof below === 'object' ? visit(below, [...at, key], own[key], depth + 1) : [],
      ),
      ...(typeof more === 'object'
        ? Object.keys(own)
            .filter((key) => !schema.properties?.[key])
            .flatMap((key) => visit(more, [...at, key], own[key], depth + 1))
        : []),
    ]
  }
  return visit(whole, [], defaultsOf(chart), 0)
}

/** The groups that have all of some keys: `podAnnotations` is in every workload's, `repository` in every image's. */
export const groupsWith = (chart: string, ...keys: string[]) =>
  valueGroups(chart).filter((group) => keys.every((key) => group.keys.includes(key)))
