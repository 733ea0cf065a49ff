import { type GoMap, isMap, newMap } from '../../go/index.ts'

/** Helm's MergeMaps, for values files in their order: `b` wins, maps merge, null is a value like any other. */
export function mergeMaps(a: GoMap, b: GoMap): GoMap {
  const merged = newMap()
  for (const key in a) merged[key] = a[key]!
  for (const key in b) {
    const value = b[key]!
    const before = merged[key]
    merged[key] = isMap(value) && isMap(before) ? mergeMaps(before, value) : value
  }
  return merged
}
