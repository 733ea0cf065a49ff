import { GoInt, type GoValue, isMap } from '../../go/index.ts'
import { formatFloatG } from '../../go/strconv.ts'

/** Go's `%v`, for the few values that may stand where a name is wanted. */
export function goPrint(value: GoValue): string {
  if (value === null) return '<nil>'
  if (typeof value === 'number') return formatFloatG(value)
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  if (isMap(value)) {
    const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
    return `map[${keys.map((key) => `${key}:${goPrint(value[key]!)}`).join(' ')}]`
  }
  return value instanceof GoInt ? value.toString() : String(value as string | boolean)
}
