import { GoInt } from '../../go/index.ts'
import { draftOf } from './addresses.ts'
import type { Json, TypeName } from './node.ts'
import { equal, isInteger } from './numbers.ts'
import { compilePattern } from './pattern.ts'
import { isPlainSchema } from './plain-schema.ts'
import { runeCount, typeOf } from './value-type.ts'

type JsonObject = { [key: string]: Json }

/**
 * Whether values surely meet a schema that is surely well formed: most do, and need neither a compiled schema
 * nor, of a large one, the parts that their values do not touch. `false` says nothing: the compiled schema
 * decides then, and says what is wrong.
 *
 * @param json the schema, read
 * @param text the same as text
 */
export function isPlainlyValid(json: Json, text: string, values: unknown): boolean {
  if (!isObject(json) || unplain.test(text)) return false
  const draft = json.$schema === undefined ? 2020 : draftOf(String(json.$schema))
  if (draft === undefined || draft < 6) return false
  for (const [, reference] of text.matchAll(/"\$ref"\s*:\s*"([^"]*)"/g))
    if (target(json, reference!, draft) === undefined) return false
  try {
    return isPlainSchema(json, draft) && new Walk(json, draft).surelyMeets(values)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

// Names of schemas and references that depend on the way to them, as keys or not.
const unplain =
  /"(?:id|\$id|\$anchor|\$dynamicAnchor|\$dynamicRef|\$recursiveAnchor|\$recursiveRef|\$vocabulary)"/

/** Where references lead; definitions only, the usual place. */
function target(root: JsonObject, reference: string, draft: number): Json | undefined {
  const found = /^#\/(definitions|\$defs)\/([\w.-]+)$/.exec(reference)
  if (found?.[1] === '$defs' && draft < 2019) return undefined
  const all = found && root[found[1]!]
  return all && isObject(all) && Object.hasOwn(all, found[2]!) ? all[found[2]!] : undefined
}

// A schema that leads back to itself is not plain.
const mostSteps = 60

class Walk {
  private readonly root: JsonObject
  private readonly draft: number
  /** Something was met that is not for us to judge. */
  private unsure = false

  constructor(root: JsonObject, draft: number) {
    this.root = root
    this.draft = draft
  }

  surelyMeets(values: unknown): boolean {
    return this.meets(this.root, values, 0) && !this.unsure
  }

  private meets(schema: Json, value: unknown, depth: number): boolean {
    if (typeof schema === 'boolean') return schema
    if (!isObject(schema) || depth > mostSteps) return this.cannotTell()
    if (schema.$ref !== undefined) {
      if (!this.meets(target(this.root, String(schema.$ref), this.draft)!, value, depth + 1)) return false
      // Before 2019-09 what stands beside a reference counts for nothing, or nearly: not for us to say.
      if (this.draft < 2019)
        return Object.keys(schema).every((key) => key === '$ref' || key === 'description')
    }
    const type = typeOf(value)
    for (const key in schema) if (!this.keyword(key, schema[key]!, schema, value, type, depth)) return false
    return true
  }

  private keyword(
    key: string,
    wanted: Json,
    schema: JsonObject,
    value: unknown,
    type: TypeName,
    depth: number,
  ): boolean {
    switch (key) {
      case '$ref':
      case '$schema':
      case '$comment':
      case 'title':
      case 'description':
      case 'default':
      case 'examples':
      case 'deprecated':
      case 'definitions':
      case '$defs':
        return true
      case 'type':
        return Array.isArray(wanted)
          ? wanted.some((name) => isOf(name, type, value))
          : isOf(wanted, type, value)
      case 'enum':
        return (wanted as Json[]).some((item) => equal(value, item))
      case 'const':
        return equal(value, wanted)
      case 'pattern':
        return type !== 'string' || matches(wanted as string, value as string)
      case 'minLength':
        return type !== 'string' || runeCount(value as string) >= (wanted as number)
      case 'maxLength':
        return type !== 'string' || runeCount(value as string) <= (wanted as number)
      case 'minimum':
        return type !== 'number' || plainNumber(value) >= (wanted as number)
      case 'maximum':
        return type !== 'number' || plainNumber(value) <= (wanted as number)
      case 'exclusiveMinimum':
        return type !== 'number' || plainNumber(value) > (wanted as number)
      case 'exclusiveMaximum':
        return type !== 'number' || plainNumber(value) < (wanted as number)
      case 'minItems':
        return type !== 'array' || (value as unknown[]).length >= (wanted as number)
      case 'maxItems':
        return type !== 'array' || (value as unknown[]).length <= (wanted as number)
      case 'items':
        return (
          type !== 'array' ||
          (!Array.isArray(wanted) &&
            (value as unknown[]).every((item) => this.meets(wanted, item, depth + 1)))
        )
      case 'required':
        return type !== 'object' || (wanted as string[]).every((name) => Object.hasOwn(value as object, name))
      case 'properties':
      case 'additionalProperties':
        // Whichever comes first speaks for both.
        if (type !== 'object' || (key === 'additionalProperties' && schema.properties !== undefined))
          return true
        return this.members(schema, value as Record<string, unknown>, depth)
      case 'allOf':
        return (wanted as Json[]).every((part) => this.meets(part, value, depth + 1))
      case 'anyOf':
        return (wanted as Json[]).some((part) => this.meets(part, value, depth + 1))
      case 'oneOf':
        return (wanted as Json[]).filter((part) => this.meets(part, value, depth + 1)).length === 1
      case 'not':
        return !this.meets(wanted, value, depth + 1)
      case 'propertyNames':
        return (
          type !== 'object' ||
          Object.keys(value as object).every((name) => this.meets(wanted, name, depth + 1))
        )
      default:
        return !(key in others) || this.cannotTell()
    }
  }

  private cannotTell(): true {
    return (this.unsure = true)
  }

  private members(schema: JsonObject, object: Record<string, unknown>, depth: number): boolean {
    const { properties, additionalProperties = true } = schema
    for (const name in object) {
      const own =
        isObject(properties) && Object.hasOwn(properties, name) ? properties[name]! : additionalProperties
      if (own !== true && !this.meets(own, object[name], depth + 1)) return false
    }
    return true
  }
}

/** Keywords that are left to the compiled schema. Those that no draft knows say nothing. */
const others: Record<string, true> = Object.assign(Object.create(null) as Record<string, true>, {
  if: true,
  then: true,
  else: true,
  format: true,
  contains: true,
  minContains: true,
  maxContains: true,
  multipleOf: true,
  uniqueItems: true,
  minProperties: true,
  maxProperties: true,
  patternProperties: true,
  dependencies: true,
  dependentRequired: true,
  dependentSchemas: true,
  additionalItems: true,
  prefixItems: true,
  unevaluatedItems: true,
  unevaluatedProperties: true,
})

function isOf(name: Json, type: TypeName, value: unknown): boolean {
  return name === type || (name === 'integer' && type === 'number' && isInteger(value))
}

function plainNumber(value: unknown): number {
  return value instanceof GoInt ? value.n : (value as number)
}

function matches(source: string, text: string): boolean {
  const pattern = compilePattern(source)
  return 'test' in pattern && pattern.test(text)
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
