import { quote } from '../go/quote.ts'
import { GoInt, isMap, type GoValue } from '../go/values.ts'
import type { Scene } from './failure-scene.ts'

/** Stands in a path for whatever a `range` goes over. */
export const each = null

/** A key, or each element. */
export type Step = string | null

/** What a path of a template leads to below `.Values`, or undefined when it does not begin there. */
export function keysOf(path: string, dots: Scene['dots']): Step[] | undefined {
  const absolute = /^\$?\.Values(?:\.(.+))?$/.exec(path)
  if (absolute && (path.startsWith('$') || dots.length === 0 || path.startsWith('.Values')))
    return absolute[1]?.split('.') ?? []
  if (!path.startsWith('.')) return undefined
  const around = dots.at(-1)
  if (!around || around.subject === '') return undefined
  const outer = keysOf(around.subject, dots.slice(0, -1))
  if (!outer) return undefined
  const own = path === '.' ? [] : path.slice(1).split('.')
  return [...outer, ...(around.keyword === 'range' ? [each] : []), ...own]
}

/** A path as a person would write it: `.Values.ports, element 1, .port`. */
export function pathOf(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`),
    '.Values',
  )
}

/** Every place that a path with ranges in it leads to, with what stands there; nil where nothing does. */
export function placesOf(
  values: GoValue,
  keys: readonly Step[],
): { keys: (string | number)[]; value: GoValue }[] {
  let places: { keys: (string | number)[]; value: GoValue }[] = [{ keys: [], value: values }]
  for (const key of keys) {
    places = places.flatMap((place) => {
      if (key !== each)
        return [{ keys: [...place.keys, key], value: isMap(place.value) ? (place.value[key] ?? null) : null }]
      const parts = Array.isArray(place.value)
        ? place.value.map((value, index) => [index, value] as const)
        : isMap(place.value)
          ? Object.entries(place.value)
          : []
      return parts.slice(0, 1000).map(([index, value]) => ({ keys: [...place.keys, index], value }))
    })
  }
  return places
}

/** A value in a few words: `the text "nginx"`, `the number 5`, `a list of 2`. */
export function inWords(value: GoValue): string {
  if (value === null) return 'nil'
  if (typeof value === 'string')
    return `the text ${quote(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
  if (typeof value === 'number' || value instanceof GoInt) return `the number ${String(value)}`
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (!isMap(value)) return 'an object of Helm’s own'
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an empty map'
  return `a map with ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ` and ${keys.length - 8} more` : ''}`
}
