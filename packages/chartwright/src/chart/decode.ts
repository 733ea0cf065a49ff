import { type GoMap, type GoValue, GoError, GoInt, isMap, newMap } from '../go/index.ts'
import { jsonString } from '../go/json.ts'
import { parseTime } from '../go/parse-time.ts'
import { sortedKeys } from '../go/sort.ts'
import { formatFloat, formatFloatG } from '../go/strconv.ts'
import { YamlError } from '../yaml/index.ts'

/**
 * A Go type that YAML is decoded into. `struct` names the Go type for messages; its fields map the YAML name to
 * the property here and the field's type.
 */
export type Shape =
  | { kind: 'string' }
  | { kind: 'bool' }
  | { kind: 'time' }
  | { kind: 'any' }
  | { kind: 'map'; go: string; element: Shape }
  | { kind: 'list'; go: string; element: Shape }
  | { kind: 'struct'; name: string; go: string; fields: Readonly<Record<string, readonly [string, Shape]>> }

export const string: Shape = { kind: 'string' }
export const bool: Shape = { kind: 'bool' }
export const time: Shape = { kind: 'time' }
export const any: Shape = { kind: 'any' }

/** The first value that did not fit, in encoding/json's words. */
export class DecodeError extends Error {
  readonly path: string[]
  constructor(message: string, path: string[]) {
    super(message)
    this.path = path
  }
}

interface Context {
  error: DecodeError | undefined
  path: string[]
  struct: string
  fields: string[]
  onlyStrings: boolean
  exactNumbers: boolean
  /** A number became a text without it. */
  wroteNumber: boolean
}

type Target = Record<string, unknown>

/**
 * Decodes a YAML value into a struct the way sigs.k8s.io/yaml and encoding/json do together: numbers and
 * booleans become strings where a string is wanted, names match in any case, null leaves things as they are,
 * and the first mismatch is reported after all else is decoded. With `onlyStrings` as encoding/json alone does:
 * a number is no string. With `exactNumbers` the value was read so, too.
 *
 * @returns whether a number became a string that may be another one with `exactNumbers`
 */
export function decodeInto(
  value: GoValue,
  shape: Shape & { kind: 'struct' },
  target: Target,
  { onlyStrings = false, exactNumbers = false }: { onlyStrings?: boolean; exactNumbers?: boolean } = {},
): boolean {
  const context: Context = {
    error: undefined,
    path: [],
    struct: '',
    fields: [],
    onlyStrings,
    exactNumbers,
    wroteNumber: false,
  }
  if (value === null) return false
  if (exactNumbers) refuseInfinite(value, shape)
  if (!isMap(value)) {
    throw new DecodeError(`json: cannot unmarshal ${jsonKind(value)} into Go value of type ${shape.go}`, [])
  }
  decodeStruct(value, shape, target, context)
  if (context.error) throw context.error
  return context.wroteNumber
}

function decodeStruct(value: GoMap, shape: Shape & { kind: 'struct' }, target: Target, context: Context) {
  const { struct, fields } = context
  for (const key of sortedKeys(value)) {
    const field = fieldOf(shape, key)
    if (!field) continue
    const [property, fieldShape] = field
    context.struct = shape.name
    context.fields = [...fields, jsonName(shape.fields, field)]
    context.path.push(key)
    target[property] = decode(value[key]!, fieldShape, target[property], context)
    context.path.pop()
  }
  context.struct = struct
  context.fields = fields
}

function decode(value: GoValue, shape: Shape, current: unknown, context: Context): unknown {
  switch (shape.kind) {
    case 'any':
      return context.exactNumbers ? plainNumbers(value) : value
    case 'string':
      if (value === null) return current ?? ''
      if (typeof value === 'string') return value
      if (context.onlyStrings) return mismatch(value, 'string', current ?? '', context)
      if (typeof value === 'number') return numberText(value, context)
      if (typeof value === 'boolean' || value instanceof GoInt) return String(value)
      return mismatch(value, 'string', current ?? '', context)
    case 'bool':
      if (value === null) return current ?? false
      if (typeof value === 'boolean') return value
      return mismatch(value, 'bool', current ?? false, context)
    case 'time':
      // Its own mistake ends the decoding, and comes before those that were met.
      return value === null ? (current ?? '') : timeText(value, context)
    case 'map': {
      if (value === null) return null
      if (!isMap(value)) return mismatch(value, shape.go, current ?? null, context)
      const map = Object.assign(Object.create(null) as Target, current)
      for (const key of sortedKeys(value)) {
        context.path.push(key)
        map[key] = decode(value[key]!, shape.element, undefined, context)
        context.path.pop()
      }
      return map
    }
    case 'list': {
      if (value === null) return null
      if (!Array.isArray(value)) return mismatch(value, shape.go, current ?? null, context)
      return value.map((item, index) => {
        context.path.push(String(index))
        // encoding/json reuses the slice that is there: an entry of requirements.yaml lands on Chart.yaml's.
        const before = Array.isArray(current) ? (current[index] as unknown) : undefined
        const decoded = decode(item, shape.element, before, context)
        context.path.pop()
        return decoded
      })
    }
    case 'struct': {
      if (value === null) return null
      const target = (current as Target | undefined) ?? zero(shape)
      if (!isMap(value)) return mismatch(value, shape.go, target, context)
      decodeStruct(value, shape, target, context)
      return target
    }
  }
}

/** What time.Time reads of JSON, as text. */
function timeText(value: GoValue, { path }: Context): string {
  if (typeof value !== 'string')
    throw new DecodeError('Time.UnmarshalJSON: input is not a JSON string', [...path])
  try {
    parseTime('2006-01-02T15:04:05Z07:00', jsonString(value).slice(1, -1), 'UTC', () => undefined)
  } catch (error) {
    throw error instanceof GoError ? new DecodeError(error.message, [...path]) : error
  }
  return value
}

/** A struct with every field at Go's zero value. */
export function zero(shape: Shape & { kind: 'struct' }): Target {
  const target: Target = {}
  for (const [property, field] of Object.values(shape.fields)) {
    target[property] =
      field.kind === 'string' || field.kind === 'time' ? '' : field.kind === 'bool' ? false : null
  }
  return target
}

function mismatch<T>(value: GoValue, go: string, fallback: T, context: Context): T {
  const field = `Go struct field ${context.struct}.${context.fields.join('.')} of type ${go}`
  context.error ??= new DecodeError(`json: cannot unmarshal ${jsonKind(value)} into ${field}`, [
    ...context.path,
  ])
  return fallback
}

function jsonKind(value: GoValue): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  return isMap(value) ? 'object' : 'number'
}

/** sigs.k8s.io/yaml writes a float that becomes a string with the precision of a float32. */
function numberText(value: number, context: Context): string {
  if (context.exactNumbers) return formatFloat(value, 'g', -1, 32)
  context.wroteNumber = true
  // Go reads 20240101 as an int and prints its digits; only what YAML wrote as a float gets an exponent.
  return Number.isSafeInteger(value) ? String(value) : formatFloat(value, 'g', -1, 32)
}

/** Infinities and NaN become strings where one is wanted; elsewhere JSON has none, and names the first it would write. */
function refuseInfinite(value: GoValue, shape: Shape | undefined): void {
  if (typeof value === 'number' && !Number.isFinite(value) && shape?.kind !== 'string')
    throw new YamlError(`error converting YAML to JSON: json: unsupported value: ${formatFloatG(value)}`)
  if (Array.isArray(value))
    for (const item of value) refuseInfinite(item, shape?.kind === 'list' ? shape.element : undefined)
  else if (isMap(value))
    for (const key of sortedKeys(value)) refuseInfinite(value[key]!, shape && shapeBelow(shape, key))
}

function shapeBelow(shape: Shape, key: string): Shape | undefined {
  return shape.kind === 'map' ? shape.element : shape.kind === 'struct' ? fieldOf(shape, key)?.[1] : undefined
}

/** In an interface{} every number is a float64. */
function plainNumbers(value: GoValue): GoValue {
  if (value instanceof GoInt) return value.n
  if (Array.isArray(value)) return value.map(plainNumbers)
  if (!isMap(value)) return value
  const map = newMap()
  for (const key of Object.keys(value)) map[key] = plainNumbers(value[key]!)
  return map
}

function fieldOf({ fields }: Shape & { kind: 'struct' }, key: string) {
  if (Object.hasOwn(fields, key)) return fields[key]
  const folded = key.toLowerCase()
  for (const name in fields) if (name.toLowerCase() === folded) return fields[name]
  return undefined
}

function jsonName(fields: (Shape & { kind: 'struct' })['fields'], field: readonly [string, Shape]): string {
  for (const name in fields) if (fields[name] === field) return name
  return ''
}
