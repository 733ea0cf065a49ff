import { GoError } from '../../go/error.ts'
import { fromJson, kindError, toJson, type JsonStyle } from '../../go/json.ts'
import { isMap, newMap, nilMap, nilSlice, type GoMap, type GoValue } from '../../go/values.ts'
import { define, type FunctionFamily } from './definition.ts'

const pretty: JsonStyle = { indent: 2 }
const raw: JsonStyle = { raw: true }

const toRawJson = define(['any'], 'string', (value: GoValue) => toJson(value, raw))

/** JSON, as Go writes and reads it: keys sorted, `<`, `>` and `&` escaped, numbers read as float64. */
export const json: FunctionFamily = {
  name: 'json',
  pure: {
    toJson: define(['any'], 'string', (value: GoValue) => orEmpty(value)),
    mustToJson: define(['any'], 'string', (value: GoValue) => toJson(value)),
    toPrettyJson: define(['any'], 'string', (value: GoValue) => orEmpty(value, pretty)),
    mustToPrettyJson: define(['any'], 'string', (value: GoValue) => toJson(value, pretty)),
    toRawJson,
    mustToRawJson: toRawJson,
    fromJson: define(['string'], 'map', fromJsonObject),
    fromJsonArray: define(['string'], '[]any', fromJsonArray),
    mustFromJson: define(['string'], 'any', (text: string) => {
      const { value, error } = fromJson(text)
      if (error !== undefined) throw new GoError(error)
      return value
    }),
  },
}

function orEmpty(value: GoValue, style?: JsonStyle): string {
  try {
    return toJson(value, style)
  } catch (error) {
    if (error instanceof GoError) return ''
    throw error
  }
}

/** Helm's fromJson: a mistake becomes the value of the key "Error". */
function fromJsonObject(text: string): GoMap {
  const decoded = decode(text)
  if (decoded.value === null && decoded.error === undefined) return nilMap
  const isObject = isMap(decoded.value)
  const map = isObject ? (decoded.value as GoMap) : newMap()
  const error =
    wholeNumber(decoded, text, 'map[string]interface {}') ??
    decoded.error ??
    (isObject ? undefined : kindError(decoded.value, 'map[string]interface {}'))
  if (error !== undefined) map.Error = error
  return map
}

function fromJsonArray(text: string): GoValue[] {
  const decoded = decode(text)
  const { value } = decoded
  const error = wholeNumber(decoded, text, '[]interface {}') ?? decoded.error
  if (error !== undefined) return [error]
  if (value === null) return nilSlice()
  return Array.isArray(value) ? value : [kindError(value, '[]interface {}')]
}

/** A document that is one number beyond float64 is of the wrong kind first. */
function wholeNumber({ error }: { error?: string }, text: string, target: string): string | undefined {
  if (!error?.startsWith('json: cannot unmarshal number') || !/^\s*[-\d]/.test(text)) return undefined
  return kindError(0, target)
}

function decode(text: string): { value: GoValue; error?: string } {
  try {
    return fromJson(text)
  } catch (error) {
    if (error instanceof GoError) return { value: null, error: error.message }
    throw error
  }
}
