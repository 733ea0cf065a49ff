import { goPrint } from '../dependencies/go-print.ts'
import { goUrl } from './go-url.ts'
import { marshal } from './legacy-json.ts'
import { type Json } from './node.ts'
import { type Pattern, compilePattern } from './pattern.ts'
import { SchemaError } from './schema-error.ts'

type JsonObject = { [key: string]: Json }

/** Draft 4 to 7, or the mixture gojsonschema reads when `$schema` names none of them. */
export const hybrid = 99

/** One schema as xeipuuv/gojsonschema holds it. */
export class LegacyNode {
  property: string
  draft: number
  pass: boolean | undefined = undefined
  ref: LegacyNode | undefined = undefined
  types: string[] = []
  properties: LegacyNode[] = []
  additionalProperties: LegacyNode | boolean | undefined = undefined
  patternProperties: { pattern: Pattern; node: LegacyNode }[] = []
  propertyNames: LegacyNode | undefined = undefined
  dependencies: Map<string, string[] | LegacyNode> = new Map()
  items: LegacyNode[] | undefined = undefined
  itemsAreOne = false
  additionalItems: LegacyNode | boolean | undefined = undefined
  contains: LegacyNode | undefined = undefined
  multipleOf: number | undefined = undefined
  minimum: number | undefined = undefined
  maximum: number | undefined = undefined
  exclusiveMinimum: number | undefined = undefined
  exclusiveMaximum: number | undefined = undefined
  minLength: number | undefined = undefined
  maxLength: number | undefined = undefined
  pattern: Pattern | undefined = undefined
  format = ''
  minProperties: number | undefined = undefined
  maxProperties: number | undefined = undefined
  required: string[] = []
  minItems: number | undefined = undefined
  maxItems: number | undefined = undefined
  uniqueItems = false
  /** Constants and enumerations are compared as JSON text. */
  const: string | undefined = undefined
  enum: string[] = []
  oneOf: LegacyNode[] = []
  anyOf: LegacyNode[] = []
  allOf: LegacyNode[] = []
  not: LegacyNode | undefined = undefined
  if: LegacyNode | undefined = undefined
  then: LegacyNode | undefined = undefined
  else: LegacyNode | undefined = undefined

  constructor(property: string, draft: number) {
    this.property = property
    this.draft = draft
  }
}

const drafts: Record<string, number> = {
  'http://json-schema.org/draft-04/schema': 4,
  'http://json-schema.org/draft-06/schema': 6,
  'http://json-schema.org/draft-07/schema': 7,
}

const allTypes = ['array', 'boolean', 'integer', 'number', 'null', 'object', 'string']

/** Compiles a schema as gojsonschema 1.2.0 does, which Helm up to 3.18.4 uses. Throws SchemaError with its text. */
export function compileLegacy(json: Json): LegacyNode {
  return new LegacyCompiler(json).compile()
}

class LegacyCompiler {
  private readonly root: Json
  /** Schemas with an id, by it. References may also name them. */
  private readonly ids = new Map<string, Json>()
  /** Where the reference of a schema leads, whichever of `id` and `$id` its draft knows. */
  private readonly leads = new Map<Json, string>()
  private readonly references = new Map<string, LegacyNode>()

  constructor(root: Json) {
    this.root = root
  }

  compile(): LegacyNode {
    const { root } = this
    if (typeof root !== 'boolean' && !isObject(root)) throw new SchemaError('schema is invalid')
    let draft = hybrid
    if (isObject(root) && root.$schema !== undefined) {
      if (typeof root.$schema !== 'string') throw new SchemaError('$schema must be of type string')
      draft = drafts[root.$schema.replace(/#$/, '')] ?? hybrid
    }
    this.collectIds(root, '')
    const node = new LegacyNode('(root)', draft)
    this.parse(root, node)
    return node
  }

  /** Notes what has an id, and where references lead from there: gojsonschema writes that into the schema first. */
  private collectIds(json: Json, base: string): void {
    if (Array.isArray(json)) for (const item of json) this.collectIds(item, base)
    if (!isObject(json)) return
    const id = json.id !== undefined ? json.id : json.$id
    let inner = base
    if (typeof id === 'string' && !('error' in goUrl(id, 'any'))) {
      inner = resolve(base, id)
      if (this.ids.has(inner)) return
      this.ids.set(inner, json)
    }
    if (typeof json.$ref === 'string' && !('error' in goUrl(json.$ref, 'any')))
      this.leads.set(json, resolve(inner, json.$ref))
    for (const [key, value] of Object.entries(json)) {
      if (key === 'const' || key === 'enum') continue
      if (['properties', 'dependencies', 'patternProperties'].includes(key) && isObject(value)) {
        for (const child of Object.values(value)) this.collectIds(child, inner)
      } else this.collectIds(value, inner)
    }
  }

  private parse(json: Json, node: LegacyNode): void {
    if (node.draft >= 6 && typeof json === 'boolean') {
      node.pass = json
      return
    }
    if (!isObject(json)) throw new SchemaError('Expected: valid schema, given: Invalid JSON')
    const idKey = node.draft === 4 || (node.draft === hybrid && json.id !== undefined) ? 'id' : '$id'
    const id = json[idKey]
    if (id !== undefined && typeof id !== 'string') throw wrongType('string', idKey)
    if (id !== undefined) requireUrl(id)
    if (json.definitions !== undefined) this.definitions(json.definitions, node)
    for (const key of ['title', 'description', '$ref'])
      if (json[key] !== undefined && typeof json[key] !== 'string') throw wrongType('string', key)
    if (typeof json.$ref === 'string') {
      requireUrl(json.$ref)
      const reference = this.leads.get(json) ?? json.$ref
      const known = this.references.get(reference)
      node.ref = known ?? this.reference(reference, node)
      if (!known) return
    }
    this.types(json, node)
    this.applicators(json, node)
    this.numbers(json, node)
    this.counts(json, node)
    this.combinations(json, node)
  }

  private definitions(json: Json, node: LegacyNode): void {
    if (!isObject(json)) throw wrongType('array of schemas', 'definitions')
    for (const definition of Object.values(json)) {
      if (!isObject(definition) && typeof definition !== 'boolean')
        throw wrongType('array of schemas', 'definitions')
      this.child(definition, 'definitions', node)
    }
  }

  private reference(reference: string, node: LegacyNode): LegacyNode {
    const target = new LegacyNode('$ref', node.draft)
    this.references.set(reference, target)
    const json = this.find(reference)
    if (!isObject(json) && typeof json !== 'boolean')
      throw new SchemaError('valid schema must be of type object')
    this.parse(json, target)
    return target
  }

  private find(reference: string): Json {
    const exact = this.ids.get(reference)
    if (exact !== undefined) return exact
    const [bare, fragment = ''] = reference.split('#') as [string, string?]
    const document = bare === '' ? this.root : this.ids.get(bare)
    if (document === undefined) {
      if (!/^(?:[a-z][a-z0-9+.-]*:\/\/[^/]|file:\/\/.)/i.test(reference))
        throw new SchemaError(`Reference ${reference} must be canonical`)
      const file = /^file:\/\/(\/[^#]*)/.exec(reference)?.[1]
      throw new SchemaError(
        file ? `open ${file}: no such file or directory` : `Get "${bare}": nothing is fetched`,
      )
    }
    return pointed(document, decode(fragment))
  }

  private child(json: Json, property: string, parent: LegacyNode): LegacyNode {
    const node = new LegacyNode(property, parent.draft)
    this.parse(json, node)
    return node
  }

  private types(json: JsonObject, node: LegacyNode): void {
    const { type } = json
    if (type === undefined) return
    const names = typeof type === 'string' ? [type] : type
    if (!Array.isArray(names)) throw wrongType('string/array of strings', 'type')
    for (const name of names) {
      // The library holds numbers as strings, takes them for such, and panics.
      if (typeof name === 'number' || typeof name === 'bigint')
        throw new SchemaError(
          'unable to validate schema: interface conversion: interface {} is json.Number, not string',
        )
      if (typeof name !== 'string') throw wrongType('string/array of strings', 'type')
      if (!allTypes.includes(name)) {
        throw new SchemaError(
          `has a primitive type that is NOT VALID -- given: /${name}/ Expected valid values are:[${allTypes.join(' ')}]`,
        )
      }
      if (node.types.includes(name)) throw new SchemaError(`${name} type is duplicated`)
      node.types.push(name)
    }
  }

  private applicators(json: JsonObject, node: LegacyNode): void {
    const { properties, patternProperties, dependencies, items, propertyNames } = json
    if (properties !== undefined) {
      if (!isObject(properties)) throw new SchemaError('properties must be of type object')
      node.properties = Object.entries(properties).map(([name, value]) => this.child(value, name, node))
    }
    node.additionalProperties = this.schemaOrBoolean(json, 'additionalProperties', node)
    if (patternProperties !== undefined) {
      if (!isObject(patternProperties)) throw wrongType('valid schema', 'patternProperties')
      node.patternProperties = Object.entries(patternProperties).map(([source, value]) => {
        const pattern = compilePattern(source)
        if ('error' in pattern) throw new SchemaError(`Invalid regex pattern '${source}'`)
        return { pattern, node: this.child(value, source, node) }
      })
    }
    if (propertyNames !== undefined && node.draft >= 6) {
      if (!isObject(propertyNames) && typeof propertyNames !== 'boolean')
        throw wrongType('valid schema', 'patternProperties')
      node.propertyNames = this.child(propertyNames, 'propertyNames', node)
    }
    if (dependencies !== undefined) this.dependencies(dependencies, node)
    if (items !== undefined) {
      const list = Array.isArray(items) ? items : [items]
      if (!list.every((item) => isObject(item) || typeof item === 'boolean'))
        throw wrongType('valid schema/array of schemas', 'items')
      node.items = list.map((item) => this.child(item, 'items', node))
      node.itemsAreOne = !Array.isArray(items)
    }
    node.additionalItems = this.schemaOrBoolean(json, 'additionalItems', node)
  }

  private schemaOrBoolean(json: JsonObject, key: string, node: LegacyNode) {
    const value = json[key]
    if (value === undefined || typeof value === 'boolean') return value
    if (!isObject(value)) throw wrongType('boolean/valid schema', key)
    return this.child(value, key, node)
  }

  private dependencies(json: Json, node: LegacyNode): void {
    if (!isObject(json)) throw new SchemaError('dependencies must be of type object')
    for (const [name, value] of Object.entries(json)) {
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
        if (value.length > 0) node.dependencies.set(name, value)
      } else if (isObject(value) || typeof value === 'boolean')
        node.dependencies.set(name, this.child(value, name, node))
      else throw new SchemaError('dependency must be of type schema or array of strings')
    }
  }

  private numbers(json: JsonObject, node: LegacyNode): void {
    const { multipleOf } = json
    if (multipleOf !== undefined) {
      if (typeof multipleOf !== 'number') throw wrongType('number', 'multipleOf')
      if (multipleOf <= 0) throw new SchemaError('multipleOf must be strictly greater than 0')
      node.multipleOf = multipleOf
    }
    this.bound(json, node, 'minimum', 'exclusiveMinimum')
    this.bound(json, node, 'maximum', 'exclusiveMaximum')
  }

  private bound(
    json: JsonObject,
    node: LegacyNode,
    key: 'minimum' | 'maximum',
    exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
  ): void {
    const limit = json[key]
    if (limit !== undefined) {
      if (typeof limit !== 'number') throw new SchemaError(`${key} must be of a number`)
      node[key] = limit
    }
    const value = json[exclusive]
    if (value === undefined) return
    if (typeof value === 'boolean' && (node.draft === 4 || node.draft === hybrid)) {
      if (node[key] === undefined) throw new SchemaError(`${exclusive} cannot be used without ${key}`)
      if (value) {
        node[exclusive] = node[key]
        node[key] = undefined
      }
    } else if (typeof value === 'number' && node.draft !== 4) node[exclusive] = value
    else
      throw wrongType(
        node.draft === 4 ? 'boolean' : node.draft === hybrid ? 'boolean/number' : 'number',
        exclusive,
      )
  }

  private counts(json: JsonObject, node: LegacyNode): void {
    const count = (
      key: 'minLength' | 'maxLength' | 'minProperties' | 'maxProperties' | 'minItems' | 'maxItems',
    ) => {
      const value = json[key]
      if (value === undefined) return
      if (!Number.isInteger(value)) throw new SchemaError(`${key} must be of an integer`)
      if ((value as number) < 0) throw new SchemaError(`${key} must be greater than or equal to 0`)
      node[key] = value as number
    }
    count('minLength')
    count('maxLength')
    if (node.minLength !== undefined && node.maxLength !== undefined && node.minLength > node.maxLength)
      throw new SchemaError('minLength cannot be greater than maxLength')
    if (json.pattern !== undefined) {
      if (typeof json.pattern !== 'string') throw new SchemaError('pattern must be of a string')
      const pattern = compilePattern(json.pattern)
      if ('error' in pattern) throw new SchemaError('pattern must be a valid regex')
      node.pattern = pattern
    }
    if (json.format !== undefined) {
      if (typeof json.format !== 'string') throw new SchemaError('format must be of type string')
      node.format = json.format
    }
    count('minProperties')
    count('maxProperties')
    if (
      node.minProperties !== undefined &&
      node.maxProperties !== undefined &&
      node.minProperties > node.maxProperties
    )
      throw new SchemaError('minProperties cannot be greater than maxProperties')
    this.required(json, node)
    count('minItems')
    count('maxItems')
    if (json.uniqueItems !== undefined) {
      if (typeof json.uniqueItems !== 'boolean') throw new SchemaError('uniqueItems must be of a boolean')
      node.uniqueItems = json.uniqueItems
    }
  }

  private required({ required }: JsonObject, node: LegacyNode): void {
    if (required === undefined) return
    if (!Array.isArray(required)) throw new SchemaError('required must be of an array')
    for (const name of required) {
      if (typeof name !== 'string') throw new SchemaError('required items must be string')
      if (node.required.includes(name)) throw new SchemaError('required items must be unique')
      node.required.push(name)
    }
  }

  private combinations(json: JsonObject, node: LegacyNode): void {
    if (json.contains !== undefined && node.draft >= 6)
      node.contains = this.child(json.contains, 'contains', node)
    if (json.const !== undefined && node.draft >= 6) node.const = marshal(json.const)
    if (json.enum !== undefined) {
      if (!Array.isArray(json.enum)) throw new SchemaError('enum must be of an array')
      for (const item of json.enum) {
        const text = marshal(item)
        if (node.enum.includes(text)) throw new SchemaError('enum items must be unique')
        node.enum.push(text)
      }
    }
    for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
      const list = json[key]
      if (list === undefined) continue
      if (!Array.isArray(list))
        throw new SchemaError(`${key === 'oneOf' ? 'oneOf' : 'anyOf'} must be of an array`)
      node[key] = list.map((item) => this.child(item, key, node))
    }
    for (const key of ['not', 'if', 'then', 'else'] as const) {
      const value = json[key]
      if (value === undefined || (key !== 'not' && node.draft < 7)) continue
      if (!isObject(value) && typeof value !== 'boolean') throw new SchemaError(`${key} must be of an object`)
      node[key] = this.child(value, key, node)
    }
  }
}

function wrongType(expected: string, given: string): SchemaError {
  return new SchemaError(`Invalid type. Expected: ${expected}, given: ${given}`)
}

function requireUrl(text: string): void {
  const url = goUrl(text, 'any')
  if ('error' in url) throw new SchemaError(url.error)
}

/** Go's URL resolution, with an empty base for a schema that has no id. */
function resolve(base: string, reference: string): string {
  const clean = reference.replace(/#$/, '')
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(clean)
  if (base.startsWith('#') && clean !== '') base = ''
  // Go forgets what a base without a path says.
  const opaque = /^([a-z][a-z0-9+.-]*:)(?!\/)/i.exec(base)?.[1]
  if (opaque !== undefined && !isAbsolute && clean !== '' && !clean.startsWith('#'))
    return `${opaque}//${clean.startsWith('/') ? clean : `/${clean}`}`
  if (base.startsWith('/')) {
    // A path without a scheme is a base to Go.
    const scheme = 'file://'
    return isAbsolute ? clean : new URL(clean, scheme + base).href.slice(scheme.length)
  }
  if (base !== '') {
    try {
      return new URL(clean, base).href
    } catch {
      return clean
    }
  }
  if (clean === '' || clean.startsWith('#') || clean.startsWith('/') || isAbsolute) return clean
  return `/${clean}`
}

function pointed(document: Json, fragment: string): Json {
  // What is no pointer is passed over, and the whole document meant.
  if (!fragment.startsWith('/')) return document
  let at = document
  for (const token of fragment.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isObject(at)) {
      if (!Object.hasOwn(at, key)) throw new SchemaError(`Object has no key '${key}'`)
      at = at[key]!
    } else if (Array.isArray(at)) {
      if (!/^[+-]?\d+$/.test(token)) throw new SchemaError(`Invalid array index '${token}'`)
      const index = Number(token)
      if (index < 0 || index >= at.length)
        throw new SchemaError(`Out of bound array[0,${at.length}] index '${goPrint(token)}'`)
      at = at[index]!
    } else throw new SchemaError(`Invalid token reference '${token}'`)
  }
  return at
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
