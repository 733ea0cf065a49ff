import type { KeyRead } from '../engine/index.ts'
import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { differs, keyPath, printKey, valueAtKey } from '../objects/index.ts'
import { equalValues } from '../objects/key.ts'
import type { Cause } from './types.ts'

/** A map with more entries that differ is told as one. */
const mostEntries = 8

interface Candidate {
  path: (string | number)[]
  /** Read as part of a whole map, of which other entries may be what matters. */
  isPart: boolean
}

/**
 * The values keys among those that were read whose values differ, each as low as it can be named.
 *
 * @param field the field that changed, by which one entry of a map that was read whole is told from another
 */
export function changedKeys(
  reads: Iterable<KeyRead>,
  one: GoMap,
  other: GoMap,
  field?: { name: string; from: GoValue | undefined; to: GoValue | undefined },
): Cause[] {
  const found = new Map<string, Candidate>()
  for (const read of reads) {
    if (!differs(read, one, other)) continue
    const top = keyPath(read.key)
    const below = read.of === 'names' ? changedNames(top, one, other) : changedBelow(top, one, other)
    for (const path of below.length > mostEntries ? [top] : below) {
      const key = printKey(path)
      const isPart = path.length > top.length && (found.get(key)?.isPart ?? true)
      found.set(key, { path, isPart })
    }
  }
  return narrowed([...found.values()], one, other, field).map((path) => ({
    type: 'value',
    key: printKey(path),
    from: valueAtKey(one, path),
    to: valueAtKey(other, path),
  }))
}

function narrowed(
  candidates: readonly Candidate[],
  one: GoMap,
  other: GoMap,
  field: { name: string; from: GoValue | undefined; to: GoValue | undefined } | undefined,
): (string | number)[][] {
  const direct = candidates.filter(({ isPart }) => !isPart)
  const parts = candidates.filter(({ isPart }) => isPart)
  const exact = parts.filter(({ path }) => {
    if (!field) return false
    const values = [valueAtKey(one, path), valueAtKey(other, path)] as const
    return equalValues(values[0], field.from) && equalValues(values[1], field.to)
  })
  const named = exact.filter(({ path }) => String(path.at(-1)) === field?.name)
  const telling = named.length > 0 ? named : exact.length > 0 ? exact : parts
  const paths = [...direct, ...telling].map(({ path }) => path)
  // A map whose names differ says less than the entry itself.
  return paths.filter(
    (path) =>
      !paths.some((longer) => longer.length > path.length && path.every((step, at) => step === longer[at])),
  )
}

/** The entries that only one of two maps has, or the key itself. */
function changedNames(path: (string | number)[], one: GoMap, other: GoMap): (string | number)[][] {
  const [a, b] = [valueAtKey(one, path), valueAtKey(other, path)]
  if (!isMap(a) || !isMap(b)) return [path]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => Object.hasOwn(a, name) !== Object.hasOwn(b, name))
    .map((name) => [...path, name])
}

/** The lowest keys below one at which two values differ; a list is one. */
function changedBelow(path: (string | number)[], one: GoMap, other: GoMap): (string | number)[][] {
  const [a, b] = [valueAtKey(one, path), valueAtKey(other, path)]
  const only = a === undefined ? b : b === undefined ? a : undefined
  if (isMap(only) && Object.keys(only).length === 1)
    return changedBelow([...path, Object.keys(only)[0]!], one, other)
  if (!isMap(a) || !isMap(b)) return [path]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => !equalValues(a[name], b[name]))
    .flatMap((name) => changedBelow([...path, name], one, other))
}
