import { type GoMap, type GoValue, isMap } from '../../go/index.ts'

/** The table at a dotted path, or the name in it that is no table. */
export function tableAt(values: GoMap, path: string): { table: GoMap } | { missing: string } {
  let table = values
  for (const name of path.split('.')) {
    const next = Object.hasOwn(table, name) ? table[name] : undefined
    if (!isMap(next)) return { missing: name }
    table = next
  }
  return { table }
}

/** The value at a dotted path; undefined when there is none or it is a table. */
export function valueAt(values: GoMap, path: string): GoValue | undefined {
  const dot = path.lastIndexOf('.')
  let table = values
  if (dot >= 0) {
    const found = tableAt(values, path.slice(0, dot))
    if (!('table' in found)) return undefined
    table = found.table
  }
  const key = path.slice(dot + 1)
  const value = Object.hasOwn(table, key) ? table[key] : undefined
  return isMap(value) ? undefined : value
}
