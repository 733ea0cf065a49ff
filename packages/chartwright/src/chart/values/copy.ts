import { type GoMap, type GoValue, isMap, newMap } from '../../go/index.ts'

/** A deep copy: maps and lists anew, scalars shared. */
export function copyValue<T extends GoValue>(value: T): T {
  if (isMap(value)) return copyMap(value) as T
  if (Array.isArray(value)) return value.map(copyValue) as T
  return value
}

export function copyMap(map: GoMap): GoMap {
  const copy = newMap()
  for (const key in map) {
    const value = map[key]!
    copy[key] = typeof value === 'object' && value !== null ? copyValue(value) : value
  }
  return copy
}

/** Go's `copyMap` of coalesce.go: one level. */
export function shallowCopy(map: GoMap): GoMap {
  const copy = newMap()
  for (const key in map) copy[key] = map[key]!
  return copy
}
