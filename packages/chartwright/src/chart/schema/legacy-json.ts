import { type GoValue, isMap, mapOf } from '../../go/index.ts'
import { toJson } from '../../go/json.ts'
import type { Json } from './node.ts'

/** A value as encoding/json writes it, which is how gojsonschema compares constants and shows them. */
export function marshal(value: unknown): string {
  return toJson(asGo(value))
}

function asGo(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(asGo)
  if (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !isMap(value)
  )
    return mapOf(
      Object.entries(value as Record<string, Json>).map(([key, item]) => [key, asGo(item)] as const),
    )
  return value as GoValue
}
