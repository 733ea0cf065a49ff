import { compilePattern } from './pattern.ts'
import { type Json, types } from './node.ts'

/**
 * Whether a schema is plainly well formed: every keyword in it has the shape its draft wants. Nearly all are,
 * and need not be held against their metaschema, which costs more than the validation itself. `false` only
 * says that the metaschema must decide.
 */
export function isPlainSchema(json: Json, draft: number): boolean {
  if (typeof json === 'boolean') return draft >= 6
  if (!isObject(json)) return false
  for (const key in json) {
    const value = json[key]!
    const plain = checks[key]
    if (plain && Object.hasOwn(checks, key) && !plain(value, draft)) return false
  }
  // Draft 4 ties the exclusive bounds to the bounds.
  if (draft === 4 && (json.exclusiveMinimum !== undefined || json.exclusiveMaximum !== undefined))
    return false
  return true
}

type Check = (value: Json, draft: number) => boolean

const isString: Check = (value) => typeof value === 'string'
const isBoolean: Check = (value) => typeof value === 'boolean'
const isNumber: Check = (value) => typeof value === 'number'
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0
const isNames: Check = (value, draft) =>
  Array.isArray(value) &&
  (value.length > 0 || draft >= 6) &&
  value.every((item) => typeof item === 'string') &&
  new Set(value).size === value.length
const isSchemas: Check = (value, draft) =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isPlainSchema(item, draft))
const isSchemaMap: Check = (value, draft) =>
  isObject(value) && Object.values(value).every((item) => isPlainSchema(item, draft))
const isSchemaOrBoolean: Check = (value, draft) => typeof value === 'boolean' || isPlainSchema(value, draft)
const isReference: Check = (value) => typeof value === 'string' && /^[\w#/.$-]*$/.test(value)
const isAddress: Check = (value) =>
  typeof value === 'string' && /^https?:\/\/[\w.-]+(\/[\w./#-]*)?$/.test(value)
const isAnchor: Check = (value) => typeof value === 'string' && /^[A-Za-z_][-A-Za-z0-9._]*$/.test(value)
const isPattern: Check = (value) => typeof value === 'string' && !('error' in compilePattern(value))

const checks: Record<string, Check> = {
  $schema: isAddress,
  $id: (value) => isAddress(value, 7) && !(value as string).includes('#'),
  id: (value, draft) => draft !== 4 || isAddress(value, 4),
  $ref: isReference,
  $anchor: isAnchor,
  $dynamicRef: isReference,
  $dynamicAnchor: isAnchor,
  $recursiveRef: isReference,
  $recursiveAnchor: isBoolean,
  $vocabulary: () => false,
  $comment: isString,
  $defs: (value, draft) => draft < 2019 || isSchemaMap(value, draft),
  definitions: isSchemaMap,
  title: isString,
  description: isString,
  deprecated: (value, draft) => draft < 2019 || isBoolean(value, draft),
  readOnly: isBoolean,
  writeOnly: (value, draft) => draft < 2019 || isBoolean(value, draft),
  examples: (value, draft) => draft < 6 || Array.isArray(value),
  type: (value) =>
    typeof value === 'string'
      ? isType(value)
      : Array.isArray(value) &&
        value.length > 0 &&
        value.every(isType) &&
        new Set(value).size === value.length,
  enum: (value, draft) =>
    Array.isArray(value) &&
    (draft >= 2019 ||
      (value.length > 0 &&
        value.every((item) => typeof item === 'string') &&
        new Set(value).size === value.length)),
  const: () => true,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  maximum: isNumber,
  exclusiveMaximum: isNumber,
  minimum: isNumber,
  exclusiveMinimum: isNumber,
  maxLength: isCount,
  minLength: isCount,
  pattern: isPattern,
  maxItems: isCount,
  minItems: isCount,
  uniqueItems: isBoolean,
  maxContains: isCount,
  minContains: isCount,
  maxProperties: isCount,
  minProperties: isCount,
  required: isNames,
  dependentRequired: (value, draft) =>
    draft < 2019 || (isObject(value) && Object.values(value).every((item) => isNames(item, draft))),
  format: isString,
  contentEncoding: isString,
  contentMediaType: isString,
  contentSchema: isPlainSchema,
  properties: isSchemaMap,
  patternProperties: (value, draft) =>
    isSchemaMap(value, draft) && Object.keys(value as object).every((key) => isPattern(key, draft)),
  additionalProperties: isSchemaOrBoolean,
  propertyNames: isPlainSchema,
  dependencies: (value, draft) =>
    isObject(value) &&
    Object.values(value).every((item) =>
      Array.isArray(item) ? isNames(item, draft) : isPlainSchema(item, draft),
    ),
  dependentSchemas: isSchemaMap,
  unevaluatedProperties: isPlainSchema,
  unevaluatedItems: isPlainSchema,
  items: (value, draft) =>
    Array.isArray(value) ? draft < 2020 && isSchemas(value, draft) : isPlainSchema(value, draft),
  prefixItems: isSchemas,
  additionalItems: isSchemaOrBoolean,
  contains: isPlainSchema,
  if: isPlainSchema,
  then: isPlainSchema,
  else: isPlainSchema,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  not: isPlainSchema,
}

function isType(value: Json): boolean {
  return typeof value === 'string' && Object.hasOwn(types, value)
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
