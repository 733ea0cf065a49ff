import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { keyPath, valueAtKey } from '../objects/index.ts'
import type { Path, Positions } from '../yaml/index.ts'

/** One place that gives values: a flag, a values file, a chart's values.yaml. */
export interface ValueLayer {
  /** `--set`, or a file's path. */
  name: string
  kind: 'flag' | 'file' | 'default'
  values: GoMap
  /** Where a subchart's values stand in those of the whole: `['db']`. */
  prefix: Path
  positions?: Positions
}

/** Where a value comes from. */
export interface ValueOrigin {
  kind: ValueLayer['kind']
  name: string
  line?: number
  column?: number
  /** It takes a default away (`null`). */
  isRemoval: boolean
}

export interface ExplainedKey {
  key: string
  /** As the templates see it; undefined where there is none. */
  value: GoValue | undefined
  /** The strongest first; several for a map that several places give parts of; none for what nobody sets. */
  origins: ValueOrigin[]
}

/**
 * A key's value, and what set it.
 *
 * @param layers the strongest first
 */
export function explainKey(key: string, values: GoMap, layers: readonly ValueLayer[]): ExplainedKey {
  const path = keyPath(key)
  const value = key === '' ? values : valueAtKey(values, path)
  const origins: ValueOrigin[] = []
  for (const layer of layers) {
    const found = originIn(layer, path)
    if (!found) continue
    if (origins.length > 0 && !found.isMap) break
    origins.push(found.origin)
    // A scalar or a list hides all below it, a null too; maps are merged.
    if (!found.isMap) break
  }
  return { key, value, origins }
}

function originIn(
  layer: ValueLayer,
  path: readonly (string | number)[],
): { origin: ValueOrigin; isMap: boolean } | undefined {
  const inside = layer.prefix.every((step, at) => path[at] === step)
  if (!inside) return undefined
  const own = path.slice(layer.prefix.length)
  let at: GoValue = layer.values
  for (const [index, step] of own.entries()) {
    const next: GoValue | undefined = isMap(at)
      ? Object.hasOwn(at, step)
        ? at[step]
        : undefined
      : Array.isArray(at)
        ? at[Number(step)]
        : undefined
    // Nothing of it here; a null or a list in its place takes it away from the layers below.
    if (next === undefined) {
      const hides = index > 0 && !isMap(at)
      return hides ? { origin: originOf(layer, own.slice(0, index), true), isMap: false } : undefined
    }
    at = next
  }
  return { origin: originOf(layer, own, at === null), isMap: isMap(at) }
}

function originOf({ kind, name, positions }: ValueLayer, path: Path, isRemoval: boolean): ValueOrigin {
  const position = positions?.key(path)
  return { kind, name, ...(position && { line: position.line, column: position.column }), isRemoval }
}
