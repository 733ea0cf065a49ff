import { GoError } from '../go/error.ts'
import { isMap, mapType, method, newMap, newTypedMap, type GoMap, type GoMethod } from '../go/values.ts'
import { toYaml } from '../yaml/index.ts'

/** The methods of Helm's Values: a key of the same name is out of reach behind a dot. */
export const valuesMethodNames: ReadonlySet<string> = new Set([
  'AsMap',
  'Encode',
  'PathValue',
  'Table',
  'YAML',
])

/** A method of Helm's named map (`.`, `.Values` and `.Template`); undefined for other maps and names. */
export function valuesMethod(map: GoMap, name: string): GoMethod | undefined {
  const type = mapType(map)
  if (!type.endsWith('.Values')) return undefined
  switch (name) {
    case 'AsMap':
      return () => asMap(map)
    case 'Encode':
      return method(['io.Writer'], () => null)
    case 'PathValue':
      return method(['string'], (path) => pathValue(map, String(path)))
    case 'Table':
      return method(['string'], (path) => named(tableAt(map, String(path).split('.')), type))
    case 'YAML':
      return () => toYaml(map)
  }
  return undefined
}

function asMap(map: GoMap): GoMap {
  return Object.keys(map).length === 0 ? newMap() : Object.assign(newMap(), map)
}

/** Its entries under a name of its own; what is set in it stays there. */
function named(map: GoMap, type: string): GoMap {
  return mapType(map) === type ? map : Object.assign(newTypedMap(type), map)
}

function tableAt(map: GoMap, path: readonly string[]): GoMap {
  let table = map
  for (const name of path) {
    const next = table[name]
    if (!isMap(next)) throw new GoError(`"${name}" is not a table`)
    table = next
  }
  return table
}

function pathValue(map: GoMap, path: string) {
  if (path === '') throw new GoError('YAML path cannot be empty')
  const names = path.split('.')
  const last = names.pop()!
  let table: GoMap | undefined
  try {
    table = tableAt(map, names)
  } catch (error) {
    if (!(error instanceof GoError)) throw error
  }
  const value = table?.[last]
  if (value === undefined || isMap(value)) throw new GoError(`"${last}" is not a value`)
  return value
}
