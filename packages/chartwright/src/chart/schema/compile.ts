import { quote } from '../../go/quote.ts'
import { draftOf, schemaUrl } from './addresses.ts'
import { formatOf } from './formats.ts'
import { goUrl } from './go-url.ts'
import { metaschemaOf } from './metaschemas.ts'
import { encodeFragment, type Json, Node, types, type TypeName } from './node.ts'
import { compilePattern } from './pattern.ts'
import { SchemaError } from './schema-error.ts'

type JsonObject = { [key: string]: Json }

/** A part of a document with an id of its own: references inside it start from there. */
interface Resource {
  pointer: string
  id: string
  draft: number
  anchors: Map<string, string>
  dynamicAnchors: Set<string>
}

/** A document that schemas come from: the chart's own, or one of the metaschemas. */
interface Document {
  url: string
  json: Json
  resources: Map<string, Resource>
  /**
   * Which resource each place known to hold a schema is in; a reference may lead to others. Only filled when
   * the document has ids or such references: most have neither, and are one resource.
   */
  owners: Map<string, Resource> | undefined
  nodes: Map<string, Node>
}

export interface CompileOptions {
  /** Formats are checked from 2019-09 on too: for metaschemas. */
  assertFormats?: boolean
  /** Holds a part of the schema against its metaschema; throws SchemaError. */
  check?: (part: Json, pointer: string, draft: number) => void
  /** Told of `urn:` references, which mean anything. */
  onUrn?: (urn: string) => void
}

/**
 * Compiles a schema as santhosh-tekuri/jsonschema does: every reachable subschema once, references resolved
 * inside the document and into the metaschemas, nothing fetched. Throws SchemaError.
 */
export function compileSchema(json: Json, url = schemaUrl, options: CompileOptions = {}): Node {
  return new Compiler(options).compile(url, json)
}

class Compiler {
  private readonly documents = new Map<string, Document>()
  private readonly queue: { node: Node; document: Document; pointer: string; json: Json }[] = []
  private readonly options: CompileOptions

  constructor(options: CompileOptions) {
    this.options = options
  }

  compile(url: string, json: Json): Node {
    const document = this.add(url, json)
    this.options.check?.(json, '', resourceAt(document, '').draft)
    const root = this.node(document, '', json)
    for (let i = 0; i < this.queue.length; i++) this.fill(this.queue[i]!)
    return root
  }

  private add(url: string, json: Json): Document {
    const document: Document = { url, json, resources: new Map(), owners: undefined, nodes: new Map() }
    this.documents.set(url, document)
    if (hasIds(json, true)) this.owners(document)
    else {
      const named = isObject(json) ? json.$schema : undefined
      document.resources.set(
        '',
        newResource('', url, typeof named === 'string' ? this.draftFor(named, document) : 2020),
      )
    }
    return document
  }

  private owners(document: Document): Map<string, Resource> {
    if (!document.owners) {
      document.owners = new Map()
      document.resources.clear()
      this.collect(document, document.owners, document.json, document.url, '', 2020, undefined)
    }
    return document.owners
  }

  /** Finds ids and anchors below a schema. */
  private collect(
    document: Document,
    owners: Map<string, Resource>,
    json: Json,
    base: string,
    pointer: string,
    fallback: number,
    owner: Resource | undefined,
  ): void {
    if (owners.has(pointer)) return
    if (!isObject(json)) {
      const resource = owner ?? newResource('', base, fallback)
      if (pointer === '') document.resources.set('', resource)
      owners.set(pointer, resource)
      return
    }
    const named = json.$schema
    let draft = typeof named === 'string' ? this.draftFor(named, document) : fallback
    let id = idOf(json, draft)
    if (id === '' && pointer !== '') {
      draft = fallback
      id = idOf(json, draft)
    }
    let resource: Resource | undefined
    if (id !== '') {
      base = join(
        base,
        id,
        () => new SchemaError(`error in parsing id at ${quote(`${document.url}#${pointer}`)}`, pointer),
      )
      resource = newResource(pointer, base, draft)
    } else if (pointer === '') resource = newResource('', base, draft)
    if (resource) {
      for (const other of document.resources.values()) {
        if (other.id === base && other.pointer !== pointer) {
          throw new SchemaError(
            `duplicate id ${quote(base)} in ${quote(document.url)} at ${quote(pointer)} and ${quote(other.pointer)}`,
            pointer,
          )
        }
      }
      document.resources.set(pointer, resource)
    } else resource = owner!
    owners.set(pointer, resource)
    collectAnchors(document, resource, json, pointer)
    for (const [below, child] of subschemas(json, pointer, draft))
      this.collect(document, owners, child, base, below, resource.draft, resource)
  }

  private draftFor(url: string, document: Document): number {
    const draft = draftOf(url)
    if (draft !== undefined) return draft
    const bare = url.split('#', 1)[0]!
    if (bare === document.url) throw new SchemaError(`draft ${quote(bare)} is not supported`, '/$schema')
    const meta = this.load(bare)
    const named = isObject(meta.json) ? meta.json.$schema : undefined
    return typeof named === 'string' ? this.draftFor(named, meta) : 2020
  }

  private load(url: string): Document {
    const known = this.documents.get(url)
    if (known) return known
    const meta = metaschemaOf(url)
    if (meta !== undefined) return this.add(url, meta)
    if (url.startsWith('urn:')) {
      this.options.onUrn?.(url)
      return this.add(url, true)
    }
    throw new SchemaError(`failing loading ${quote(url)}: ${whyNotLoaded(url)}`)
  }

  node(document: Document, pointer: string, json: Json): Node {
    let node = document.nodes.get(pointer)
    if (!node) {
      node = new Node(document.url, pointer, resourceAt(document, pointer).draft)
      document.nodes.set(pointer, node)
      this.queue.push({ node, document, pointer, json })
    }
    return node
  }

  /** The node at a place that a reference names, which may be no place where schemas usually stand. */
  private nodeAt(document: Document, pointer: string): Node {
    const known = document.nodes.get(pointer)
    if (known) return known
    const json = lookup(document, pointer)
    const usual =
      resourceAt(document, '').draft >= 2019 ? /^\/(\$defs|definitions)\/[^/]*$/ : /^\/definitions\/[^/]*$/
    if (pointer !== '' && !usual.test(pointer)) {
      const owners = this.owners(document)
      if (!owners.has(pointer)) {
        const owner = resourceAt(document, pointer)
        this.collect(document, owners, json, owner.id, pointer, owner.draft, owner)
        this.options.check?.(json, pointer, owner.draft)
      }
    }
    return this.node(document, pointer, json)
  }

  private fill({
    node,
    document,
    pointer,
    json,
  }: {
    node: Node
    document: Document
    pointer: string
    json: Json
  }): void {
    const resource = resourceAt(document, pointer)
    node.resource = this.nodeAt(document, resource.pointer)
    if (node.draft >= 2020 && node.resource === node) {
      for (const name of resource.dynamicAnchors) {
        node.dynamicAnchors ??= new Map()
        node.dynamicAnchors.set(name, this.nodeAt(document, resource.anchors.get(name)!))
      }
    }
    if (typeof json === 'boolean') node.bool = json
    else if (isObject(json)) {
      if (Object.keys(json).length === 0) node.bool = true
      else new Keywords(this, document, node, json, pointer, resource).read()
    }
    node.allPropsEvaluated = node.additionalProperties !== undefined
    if (node.draft < 2020) {
      node.allItemsEvaluated = node.additionalItems !== undefined || node.items instanceof Node
      if (Array.isArray(node.items)) node.itemsEvaluated = node.items.length
    } else {
      node.allItemsEvaluated = node.items2020 !== undefined
      node.itemsEvaluated = node.prefixItems?.length ?? 0
    }
  }

  get assertsFormats(): boolean {
    return this.options.assertFormats ?? false
  }

  reference(text: string, document: Document, resource: Resource, pointer: string): Node {
    const hash = text.indexOf('#')
    const fragment = decodeFragment(hash < 0 ? '' : text.slice(hash + 1), text)
    const bare = hash < 0 ? text : text.slice(0, hash)
    const url = join(resource.id, bare, () => new SchemaError(`error in parsing ${quote(bare)}`, pointer))
    let target = document
    let inside: Resource | undefined = url === document.url ? document.resources.get('') : undefined
    if (!inside)
      for (const candidate of document.resources.values()) if (candidate.id === url) inside ??= candidate
    if (!inside) {
      target = this.load(url)
      inside = target.resources.get('')!
    }
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchored = inside.anchors.get(fragment)
      if (anchored === undefined) {
        throw new SchemaError(
          `anchor in ${quote(`${inside.id}#${encodeFragment(fragment)}`)} not found in schema ${quote(target.url)}`,
          `${pointer}/$ref`,
        )
      }
      return this.nodeAt(target, anchored)
    }
    return this.nodeAt(target, inside.pointer + fragment)
  }
}

const applicator = 1
const assertion = 2
const bound = 4
const added6 = 8
const added2019 = 16
const added2020 = 32

/** Which of the methods of Keywords read a keyword. */
const groupOf: Readonly<Record<string, number>> = Object.assign(
  Object.create(null) as Record<string, number>,
  {
    allOf: applicator,
    anyOf: applicator,
    oneOf: applicator,
    not: applicator,
    items: applicator | added2020,
    additionalItems: applicator,
    properties: applicator,
    patternProperties: applicator,
    additionalProperties: applicator,
    dependencies: applicator,
    type: assertion,
    enum: assertion,
    pattern: assertion,
    uniqueItems: assertion,
    required: assertion,
    format: assertion,
    multipleOf: bound,
    maximum: bound,
    exclusiveMaximum: bound,
    minimum: bound,
    exclusiveMinimum: bound,
    minLength: bound,
    maxLength: bound,
    minItems: bound,
    maxItems: bound,
    minProperties: bound,
    maxProperties: bound,
    contains: added6 | added2019,
    propertyNames: added6,
    const: added6,
    if: added6,
    then: added6,
    else: added6,
    $recursiveRef: added2019,
    $recursiveAnchor: added2019,
    minContains: added2019,
    maxContains: added2019,
    dependentRequired: added2019,
    dependentSchemas: added2019,
    unevaluatedItems: added2019,
    unevaluatedProperties: added2019,
    $dynamicRef: added2020,
    $dynamicAnchor: added2020,
    prefixItems: added2020,
  },
)

/** Reads the keywords of one schema object. Malformed ones are passed over: the metaschema reports them. */
class Keywords {
  private readonly compiler: Compiler
  private readonly document: Document
  private readonly node: Node
  private readonly json: JsonObject
  private readonly pointer: string
  private readonly resource: Resource

  constructor(
    compiler: Compiler,
    document: Document,
    node: Node,
    json: JsonObject,
    pointer: string,
    resource: Resource,
  ) {
    this.compiler = compiler
    this.document = document
    this.node = node
    this.json = json
    this.pointer = pointer
    this.resource = resource
  }

  read(): void {
    const { node, json } = this
    if (typeof json.$ref === 'string') {
      node.ref = this.reference(json.$ref)
      // Before 2019-09 a reference stands alone; the library still reads what came with drafts 6 and 7.
      if (node.draft < 2019) {
        this.since6()
        return
      }
    }
    // Most schemas hold two or three keywords: asking each of them for all fifty would take most of the time.
    let groups = 0
    for (const key in json) groups |= groupOf[key] ?? 0
    if (groups & applicator) this.applicators()
    if (groups & assertion) this.assertions()
    if (groups & bound) this.bounds()
    if (groups & added6) this.since6()
    if (groups & added2019 && node.draft >= 2019) this.since2019()
    if (groups & added2020 && node.draft >= 2020) this.since2020()
  }

  private applicators(): void {
    const { node, json } = this
    node.allOf = this.list('allOf')
    node.anyOf = this.list('anyOf')
    node.oneOf = this.list('oneOf')
    node.not = this.schema('not')
    if (node.draft < 2020 && json.items !== undefined) {
      if (Array.isArray(json.items)) {
        node.items = this.list('items')
        node.additionalItems = this.schemaOrBoolean('additionalItems')
      } else node.items = this.schema('items')
    }
    node.properties = this.map('properties')
    const patterns = this.map('patternProperties')
    if (patterns) {
      node.patternProperties = [...patterns].map(([source, schema]) => ({
        pattern: this.compiled(source, 'patternProperties'),
        node: schema,
      }))
    }
    node.additionalProperties = this.schemaOrBoolean('additionalProperties')
    const { dependencies } = json
    if (isObject(dependencies)) {
      node.dependencies = Object.entries(dependencies).map(([name, value]) => [
        name,
        Array.isArray(value) ? strings(value) : this.below('dependencies', name, value),
      ])
    }
  }

  private since6(): void {
    const { node, json } = this
    if (node.draft < 6) return
    node.contains = this.schema('contains')
    node.propertyNames = this.schema('propertyNames')
    if (json.const !== undefined) {
      node.hasConst = true
      node.const = json.const
    }
    if (node.draft >= 7 && json.if !== undefined) {
      node.if = this.schema('if')
      if (json.if !== false) node.then = this.schema('then')
      if (json.if !== true) node.else = this.schema('else')
    }
  }

  private assertions(): void {
    const { node, json } = this
    if (typeof json.type === 'string') node.types = typeBit(json.type)
    else if (Array.isArray(json.type)) for (const name of json.type) node.types |= typeBit(name)
    if (Array.isArray(json.enum)) {
      node.enum = {
        values: json.enum,
        types: json.enum.reduce<number>((mask, item) => mask | typeOf(item), 0),
      }
    }
    if (typeof json.pattern === 'string') node.pattern = this.compiled(json.pattern, 'pattern')
    node.uniqueItems = json.uniqueItems === true
    if (Array.isArray(json.required)) {
      const required = strings(json.required)
      if (required.length > 0) node.required = required
    }
    if (typeof json.format === 'string' && (node.draft < 2019 || this.compiler.assertsFormats))
      node.format = formatOf(json.format)
  }

  private bounds(): void {
    const { node, json } = this
    node.multipleOf = this.number('multipleOf')
    node.maximum = this.number('maximum')
    if (json.exclusiveMaximum === true) {
      node.exclusiveMaximum = node.maximum
      node.maximum = undefined
    } else node.exclusiveMaximum = this.number('exclusiveMaximum')
    node.minimum = this.number('minimum')
    if (json.exclusiveMinimum === true) {
      node.exclusiveMinimum = node.minimum
      node.minimum = undefined
    } else node.exclusiveMinimum = this.number('exclusiveMinimum')
    for (const key of [
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
      'minProperties',
      'maxProperties',
    ] as const)
      node[key] = this.integer(key)
  }

  private since2019(): void {
    const { node, json } = this
    if (typeof json.$recursiveRef === 'string') node.recursiveRef = this.reference(json.$recursiveRef)
    node.recursiveAnchor = json.$recursiveAnchor === true
    if (node.contains) {
      node.minContains = this.integer('minContains')
      node.maxContains = this.integer('maxContains')
    }
    if (isObject(json.dependentRequired)) {
      node.dependentRequired = Object.entries(json.dependentRequired).flatMap(([name, value]) =>
        Array.isArray(value) ? [[name, strings(value)] as [string, string[]]] : [],
      )
    }
    node.dependentSchemas = this.map('dependentSchemas')
    node.unevaluatedItems = this.schema('unevaluatedItems')
    node.unevaluatedProperties = this.schema('unevaluatedProperties')
  }

  private since2020(): void {
    const { node, json } = this
    if (typeof json.$dynamicRef === 'string') {
      const fragment = json.$dynamicRef.split('#')[1] ?? ''
      const anchor = fragment.startsWith('/') ? '' : fragment
      node.dynamicRef = { node: this.reference(json.$dynamicRef), anchor }
    }
    if (typeof json.$dynamicAnchor === 'string') node.dynamicAnchor = json.$dynamicAnchor
    node.prefixItems = this.list('prefixItems')
    node.items2020 = this.schema('items')
  }

  private reference(text: string): Node {
    return this.compiler.reference(text, this.document, this.resource, this.pointer)
  }

  private below(key: string, name: string, json: Json): Node {
    return this.compiler.node(this.document, `${this.pointer}/${key}/${escapeToken(name)}`, json)
  }

  private schema(key: string): Node | undefined {
    const json = this.json[key]
    return json === undefined ? undefined : this.compiler.node(this.document, `${this.pointer}/${key}`, json)
  }

  private schemaOrBoolean(key: string): Node | boolean | undefined {
    const value = this.json[key]
    return typeof value === 'boolean' ? value : this.schema(key)
  }

  private list(key: string): Node[] | undefined {
    const value = this.json[key]
    if (!Array.isArray(value) || value.length === 0) return undefined
    return value.map((item, index) => this.below(key, String(index), item))
  }

  private map(key: string): Map<string, Node> | undefined {
    const value = this.json[key]
    if (!isObject(value)) return undefined
    const nodes = new Map<string, Node>()
    for (const name of Object.keys(value)) nodes.set(name, this.below(key, name, value[name]!))
    return nodes
  }

  private number(key: string): number | undefined {
    const value = this.json[key]
    return typeof value === 'number' ? value : undefined
  }

  private integer(key: string): number | undefined {
    const value = this.number(key)
    return Number.isInteger(value) ? value : undefined
  }

  private compiled(source: string, keyword: string) {
    const pattern = compilePattern(source)
    if ('error' in pattern) {
      const text = `invalid regex ${quote(source)} at ${quote(`${this.node.location}/${keyword}`)}: ${pattern.error}`
      throw new SchemaError(text, `${this.pointer}/${keyword}`)
    }
    return pattern
  }
}

/** Where schemas stand in a schema, by the draft that brought them; an id elsewhere is none. */
const below: readonly (readonly [since: number, keys: readonly string[]])[] = [
  [4, ['not', 'additionalProperties', 'items', 'additionalItems']],
  [6, ['propertyNames', 'contains']],
  [7, ['if', 'then', 'else']],
  [2019, ['unevaluatedProperties', 'unevaluatedItems', 'contentSchema']],
]
const maps = ['definitions', 'properties', 'patternProperties', 'dependencies']
const mapsSince2019 = [...maps, '$defs', 'dependentSchemas']
const lists = ['allOf', 'anyOf', 'oneOf', 'items']
const listsSince2020 = [...lists, 'prefixItems']

/** The places of a schema object where schemas stand. */
function* subschemas(json: JsonObject, pointer: string, draft: number): Generator<[string, Json]> {
  for (const [since, keys] of below)
    if (draft >= since)
      for (const key of keys) if (json[key] !== undefined) yield [`${pointer}/${key}`, json[key]]
  for (const key of draft >= 2019 ? mapsSince2019 : maps) {
    const map = json[key]
    if (isObject(map))
      for (const name of Object.keys(map)) yield [`${pointer}/${key}/${escapeToken(name)}`, map[name]!]
  }
  for (const key of draft >= 2020 ? listsSince2020 : lists) {
    const list = json[key]
    if (Array.isArray(list)) for (const [i, item] of list.entries()) yield [`${pointer}/${key}/${i}`, item]
  }
}

/** Whether anything in a document may give a schema a name of its own. */
function hasIds(json: Json, isRoot = false): boolean {
  if (Array.isArray(json)) return json.some((item) => hasIds(item))
  if (!isObject(json)) return false
  for (const key in json) {
    const value = json[key]!
    if (typeof value === 'object') {
      if (hasIds(value)) return true
    } else if (typeof value === 'string' && (names.has(key) || (key === '$schema' && !isRoot))) return true
  }
  return false
}

const names = new Set(['$id', 'id', '$anchor', '$dynamicAnchor'])

function newResource(pointer: string, id: string, draft: number): Resource {
  return { pointer, id, draft, anchors: new Map(), dynamicAnchors: new Set() }
}

function resourceAt(document: Document, pointer: string): Resource {
  if (!document.owners) return document.resources.get('')!
  const known = document.owners.get(pointer)
  if (known) return known
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.resources.get(at)
    if (found) return found
    if (at === '') throw new Error(`no root resource in ${document.url}`)
  }
}

function collectAnchors(document: Document, resource: Resource, json: JsonObject, pointer: string): void {
  const add = (anchor: string) => {
    const before = resource.anchors.get(anchor)
    if (before !== undefined && before !== pointer) {
      throw new SchemaError(
        `duplicate anchor ${quote(anchor)} in ${quote(document.url)} at ${quote(before)} and ${quote(pointer)}`,
        pointer,
      )
    }
    resource.anchors.set(anchor, pointer)
  }
  if (resource.draft < 2019) {
    const id = json[resource.draft === 4 ? 'id' : '$id']
    const fragment = json.$ref === undefined && typeof id === 'string' ? (id.split('#')[1] ?? '') : ''
    if (fragment !== '' && !fragment.startsWith('/')) add(decodeFragment(fragment, fragment))
    return
  }
  if (typeof json.$anchor === 'string') add(json.$anchor)
  if (resource.draft >= 2020 && typeof json.$dynamicAnchor === 'string') {
    add(json.$dynamicAnchor)
    resource.dynamicAnchors.add(json.$dynamicAnchor)
  }
}

function idOf(json: JsonObject, draft: number): string {
  if (draft < 2019 && json.$ref !== undefined) return ''
  const id = json[draft === 4 ? 'id' : '$id']
  return typeof id === 'string' ? id.split('#', 1)[0]! : ''
}

function lookup(document: Document, pointer: string): Json {
  let at: Json | undefined = document.json
  const name = () => quote(`${document.url}#${encodeFragment(pointer)}`)
  for (const token of pointer.split('/').slice(1)) {
    if (/~(?![01])/.test(token)) throw new SchemaError(`invalid json-pointer ${name()}`)
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isObject(at)) at = Object.hasOwn(at, key) ? at[key] : undefined
    else if (Array.isArray(at)) at = /^\+?\d+$/.test(key) ? at[Number(key)] : undefined
    else at = undefined
    if (at === undefined) throw new SchemaError(`json-pointer in ${name()} not found`)
  }
  return at
}

function join(base: string, reference: string, error: () => SchemaError): string {
  if (reference === '') return base
  // Go refuses what a browser takes for a path, such as ":".
  if ('error' in goUrl(reference)) throw error()
  // What has no path, such as a urn:, stays as it is whatever relative address is below it.
  if (/^[a-z][a-z0-9+.-]*:(?!\/)/i.test(base) && !/^[a-z][a-z0-9+.-]*:/i.test(reference)) return base
  try {
    return new URL(reference, base).href
  } catch {
    throw error()
  }
}

function whyNotLoaded(url: string): string {
  const file = /^file:\/\/(\/.*)$/.exec(url)?.[1]
  if (file) return `open ${decodeURI(file)}: no such file or directory`
  // Helm goes on with what its resolver or the server says.
  if (/^https?:/.test(url)) return `HTTP request failed for ${url}: Get ${quote(url)}: nothing is fetched`
  return `no URLLoader registered for ${quote(url)}`
}

function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token
}

function decodeFragment(fragment: string, whole: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    const bad = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(fragment)?.[0] ?? fragment
    throw new SchemaError(`error in parsing ${quote(whole)}: invalid URL escape ${quote(bad)}`)
  }
}

function typeBit(name: Json): number {
  return typeof name === 'string' && Object.hasOwn(types, name) ? types[name as TypeName] : 0
}

function typeOf(value: Json): number {
  if (value === null) return types.null
  if (Array.isArray(value)) return types.array
  return types[typeof value as 'boolean' | 'number' | 'string' | 'object']
}

function strings(items: Json[]): string[] {
  return items.filter((item) => typeof item === 'string')
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
