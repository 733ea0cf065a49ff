import { bytesOf } from './bytes.ts'
import type { GoMap } from './values.ts'

// Without these JavaScript's order by UTF-16 units is Go's order by bytes.
const surrogate = /[\ud800-\udfff]/

/** Orders strings as Go's `<` does: by their bytes. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  if (surrogate.test(a) || surrogate.test(b)) return compareBytes(bytesOf(a), bytesOf(b))
  return a < b ? -1 : 1
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** Sorts in place by bytes. */
export function sortStrings(texts: string[]): string[] {
  if (texts.length < 2) return texts
  return texts.some((text) => surrogate.test(text)) ? texts.sort(compareStrings) : texts.sort()
}

/** The keys of a map in the order in which Go's templates, fmt and JSON visit them. */
export function sortedKeys(map: GoMap): string[] {
  return sortStrings(Object.keys(map))
}
