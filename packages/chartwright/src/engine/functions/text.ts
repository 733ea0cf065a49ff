import { formatFloatG } from '../../go/strconv.ts'
import { sortedKeys } from '../../go/sort.ts'
import { GoInt, GoSlice, GoStruct, isMap, type GoMap, type GoValue } from '../../go/values.ts'
import { stringOf } from '../../go/bytes.ts'

/** sprig's strval: a value as `toString`, `quote`, `join` and map keys made by `dict` show it. */
export function toText(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloatG(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value instanceof GoInt) return value.toString()
  if (value instanceof GoSlice && value.element === 'uint8')
    return stringOf(Uint8Array.from(value, (item) => (item as GoInt).n))
  return sprint(value)
}

/** fmt's `%v`. */
export function sprint(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloatG(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(sprint).join(' ')}]`
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${sprint((value as GoMap)[key]!)}`)
      .join(' ')}]`
  if (value instanceof GoInt) return value.toString()
  const struct = value as GoStruct
  if (struct.methods.Error) return struct.methods.Error() as string
  if (struct.methods.String) return struct.methods.String() as string
  return `{${Object.values(struct.fields).map(sprint).join(' ')}}`
}
