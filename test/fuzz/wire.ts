import { GoInt, GoSlice, GoStruct, isMap } from '../../packages/chartwright/src/go/index.ts'

/** Our values in the shape that test/oracle/wire.go gives Go's. */
export function onWire(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof GoInt) return { go: value.kind, text: value.toString() }
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { go: 'float64', text: '-0' }
    if (Number.isFinite(value)) return value
    return { go: 'float64', text: Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf' }
  }
  if (value instanceof GoSlice && value.isNil && value.length === 0) return []
  if (Array.isArray(value)) return value.map(onWire)
  if (value instanceof Map) return Object.fromEntries(entries([...value] as [string, unknown][]))
  if (value instanceof GoStruct) return { go: 'struct', text: value.type }
  if (isMap(value) || typeof value === 'object') return Object.fromEntries(entries(Object.entries(value)))
  return value
}

function entries(pairs: [string, unknown][]): [string, unknown][] {
  return pairs.map(([key, inner]) => [key, onWire(inner)])
}

/** JSON with the keys of every object in one order, for comparing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`
}
