import type { KeyRead } from '../engine/index.ts'
import { GoInt, isMap, type GoMap, type GoValue } from '../go/index.ts'

/**
 * The names in a values key as `--set` writes it.
 *
 * @example keyPath('hosts[0].annotations.example\\.com/team') // ['hosts', 0, 'annotations', 'example.com/team']
 */
export function keyPath(key: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const [, name, index] of key.matchAll(/((?:\\.|[^.[\\])+)|\[(\d+)\]/gs)) {
    steps.push(index !== undefined ? Number(index) : name!.replace(/\\(.)/gs, '$1'))
  }
  return steps
}

/** A values key as `--set` writes it; what `keyPath` reads. */
export function printKey(path: readonly (string | number)[]): string {
  return path
    .map((step, at) =>
      typeof step === 'number'
        ? `[${step}]`
        : `${at === 0 ? '' : '.'}${step.replace(/[.,=[\]\\{}]/g, '\\$&')}`,
    )
    .join('')
}

/** The value of a key, undefined where there is none. */
export function valueAtKey(values: GoMap, path: readonly (string | number)[]): GoValue | undefined {
  let at: GoValue | undefined = values
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined
    if (at === undefined) return undefined
  }
  return at
}

/** Whether a read of a key saw something else in other values. */
export function differs(read: KeyRead, one: GoMap, other: GoMap): boolean {
  const path = keyPath(read.key)
  const [a, b] = [valueAtKey(one, path), valueAtKey(other, path)]
  return read.of === 'value' ? !equalValues(a, b) : shapeOf(a) !== shapeOf(b)
}

/** Equal as YAML would write them: an int of `--set` and the float64 of a values file are the same number. */
export function equalValues(a: GoValue | undefined, b: GoValue | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => equalValues(item, b[at]))
  if (isMap(a)) {
    if (!isMap(b)) return false
    const names = Object.keys(a)
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && equalValues(a[name], b[name]))
    )
  }
  const numbers = [a, b].map((value) => (value instanceof GoInt ? value.n : value))
  return typeof numbers[0] === 'number' && numbers[0] === numbers[1]
}

/** What can be seen of a value by its being there, being empty and its names. */
function shapeOf(value: GoValue | undefined): string {
  if (value === undefined) return 'absent'
  if (Array.isArray(value)) return `list of ${value.length}`
  if (isMap(value)) return `map of ${Object.keys(value).sort().join()}`
  return value instanceof GoInt ? value.toString() : JSON.stringify(value)
}
