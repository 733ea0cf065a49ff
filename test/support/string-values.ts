import fs from 'node:fs'
import path from 'node:path'

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  definitions?: Record<string, Schema>
  anyOf?: Schema[]
  oneOf?: Schema[]
}

type Values = { [key: string]: unknown }

/** A place in a chart's values where the schema takes a string: keys, and `0` for the first item of a list. */
export type StringPlace = readonly string[]

/** Every place of a chart's values that its schema says holds a string; maps by the keys that `values` has, or `k`. */
export function stringPlaces(chart: string, values: Values): StringPlace[] {
  const root = JSON.parse(fs.readFileSync(path.join(chart, 'values.schema.json'), 'utf8')) as Schema
  const places: StringPlace[] = []
  const visit = (schema: Schema | undefined, at: StringPlace, value: unknown, depth: number): void => {
    if (!schema || depth > 12) return
    const followed = schema.$ref ? root.definitions?.[schema.$ref.replace('#/definitions/', '')] : schema
    if (!followed) throw new Error(`${schema.$ref} leads nowhere`)
    for (const choice of [...(followed.anyOf ?? []), ...(followed.oneOf ?? [])])
      visit(choice, at, value, depth + 1)
    const types = [followed.type ?? []].flat()
    if (types.includes('string')) places.push(at)
    const below = isValues(value) ? value : {}
    for (const [name, property] of Object.entries(followed.properties ?? {}))
      visit(property, [...at, name], below[name], depth + 1)
    if (typeof followed.additionalProperties === 'object') {
      const known = Object.keys(below).filter((name) => !followed.properties?.[name])
      for (const name of known.length > 0 ? known : ['k'])
        visit(followed.additionalProperties, [...at, name], below[name], depth + 1)
    }
    if (followed.items && types.includes('array'))
      visit(followed.items, [...at, '0'], Array.isArray(value) ? value[0] : undefined, depth + 1)
  }
  visit(root, [], values, 0)
  const seen = new Set<string>()
  return places.filter((place) => !seen.has(place.join('\0')) && seen.add(place.join('\0')))
}

/** Values with a text at one place; what lies on the way is made. */
export function withText(values: Values, place: StringPlace, text: string): Values {
  const put = (value: unknown, rest: StringPlace): unknown => {
    const [key, ...below] = rest
    if (key === undefined) return text
    if (key === '0' && !isValues(value)) return [put(Array.isArray(value) ? value[0] : undefined, below)]
    return { ...(isValues(value) ? value : {}), [key]: put(isValues(value) ? value[key] : undefined, below) }
  }
  return put(values, place) as Values
}

const refusedBefore = new Map<string, ReadonlySet<string>>()

/**
 * As many of the places as a chart takes a text in at once: all, or those that are left when halves, quarters and so
 * on that it refuses are left out. What was refused under a name is not asked again under the same.
 */
export function placesTaken(
  name: string | undefined,
  places: readonly StringPlace[],
  isTaken: (some: readonly StringPlace[]) => boolean,
): StringPlace[] {
  const add = (taken: StringPlace[], more: readonly StringPlace[]): StringPlace[] => {
    if (more.length === 0 || isTaken([...taken, ...more])) return [...taken, ...more]
    if (more.length === 1) return taken
    const half = more.length >> 1
    return add(add(taken, more.slice(0, half)), more.slice(half))
  }
  const refused = name === undefined ? undefined : refusedBefore.get(name)
  const asked = places.filter((place) => !refused?.has(place.join('.')))
  const taken = add([], asked)
  if (name !== undefined && !refused)
    refusedBefore.set(
      name,
      new Set(places.filter((place) => !taken.includes(place)).map((place) => place.join('.'))),
    )
  return taken
}

/** Values over others, as Helm lays them: maps key by key, anything else as a whole. */
export function merged(under: unknown, over: unknown): unknown {
  if (!isValues(under) || !isValues(over)) return over
  const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])]
  return Object.fromEntries(
    keys.map((key) => [key, key in over ? merged(under[key], over[key]) : under[key]]),
  )
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
