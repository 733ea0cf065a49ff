import { kindOf } from '../../go/kind.ts'
import { isMap, newMap, nilMap, type GoMap, type GoValue } from '../../go/values.ts'
import { isEmpty } from './defaults.ts'

/**
 * mergo.Merge and MergeWithOverwrite as sprig's `merge` and `mergeOverwrite` call them. Maps are merged in
 * place, also those inside; what is taken over is shared with its source, not copied. Without `overwrite` a
 * value gives way only if it is empty, and an empty one gives way even to another empty one: 0 and false are
 * never kept against the source's value.
 */
export function merge(target: GoMap, sources: readonly GoMap[], overwrite: boolean): GoMap {
  let merged = target
  for (const source of sources) {
    if (merged === nilMap && source !== nilMap) merged = newMap()
    mergeInto(merged, source, overwrite)
  }
  return merged
}

function mergeInto(target: GoMap, source: GoMap, overwrite: boolean): void {
  for (const key of Object.keys(source)) {
    const value = source[key]!
    if (value === null) {
      if (overwrite) target[key] = null
      continue
    }
    const old = target[key]
    if (old === undefined) {
      target[key] = value
      continue
    }
    if (isMap(old) && isMap(value)) {
      if (old !== nilMap) mergeInto(old, value, overwrite)
      if (isEmpty(old)) target[key] = value
    } else if (overwrite || isEmptyValue(old)) target[key] = value
  }
}

// mergo's own notion: as sprig's, but a struct is never empty and neither is a pointer to one.
function isEmptyValue(value: GoValue): boolean {
  const kind = kindOf(value)
  return kind !== 'struct' && kind !== 'ptr' && isEmpty(value)
}
