import type { Schema } from '../../test/support/kubernetes-schemas.ts'
import { describe } from '../../packages/chartwright/src/cli/import-crd/describe.ts'
import type { Words } from './words.ts'
import { isObject, referenced, references, type Selected } from './select.ts'

/** What is being printed: all definitions, their names, and which have fields that must be given. */
export interface Printing {
  definitions: Readonly<Record<string, Schema>>
  selected: ReadonlyMap<string, Selected>
  names: ReadonlyMap<string, string>
  /** Definitions with required fields, in themselves or below: those have a patch beside them. */
  demanding: ReadonlySet<string>
  /** Definition → the field that tells items of a list apart (`name` of a container). */
  mergeKeys: ReadonlyMap<string, string>
  /** Definition and field → the words it takes, where Kubernetes has a list of them. */
  words: Words
}

export function demandingOf(selected: ReadonlyMap<string, Selected>): Set<string> {
  const demanding = new Set<string>()
  for (const one of selected.values()) if (required(one).length > 0) demanding.add(one.name)
  // Definitions refer to each other in circles (JSONSchemaProps), so this goes on until nothing is added.
  for (let before = -1; before !== demanding.size;) {
    before = demanding.size
    for (const one of selected.values())
      if (
        Object.values(one.schema.properties ?? {}).some((field) =>
          references(field).some((name) => demanding.has(name)),
        )
      )
        demanding.add(one.name)
  }
  return demanding
}

export function mergeKeysOf(selected: ReadonlyMap<string, Selected>): Map<string, string> {
  const keys = new Map<string, string>()
  for (const one of selected.values())
    for (const field of Object.values(one.schema.properties ?? {})) {
      const key = field['x-kubernetes-patch-merge-key']
      const item = field.items?.$ref
      if (key && item && required(selected.get(referenced(item))).includes(key))
        keys.set(referenced(item), key)
    }
  return keys
}

const required = (one: Selected | undefined) => one?.schema.required ?? []

/** The interfaces of one definition. */
export function printDefinition(one: Selected, printing: Printing): string {
  const name = printing.names.get(one.name)!
  const doc = describe(one.schema.description, '')
  const fields = Object.entries(one.schema.properties ?? {}).filter(
    ([field]) => !(one.kind && (field === 'apiVersion' || field === 'kind')),
  )
  if (!printing.demanding.has(one.name))
    return `${doc}export interface ${name} {\n${fields.map(([field, schema]) => line(one, field, schema, printing, { optional: true, doc: true })).join('')}}\n`
  const mergeKey = printing.mergeKeys.get(one.name)
  const patch = fields.map(([field, schema]) =>
    line(one, field, schema, printing, { optional: field !== mergeKey, doc: true, patch: true }),
  )
  const whole = fields
    .filter(
      ([field, schema]) =>
        (required(one).includes(field) && field !== mergeKey) ||
        references(schema).some((name) => printing.demanding.has(name)),
    )
    .map(([field, schema]) =>
      line(one, field, schema, printing, { optional: !required(one).includes(field) }),
    )
  const extended =
    whole.length > 0
      ? `export interface ${name} extends ${name}Patch {\n${whole.join('')}}\n`
      : `export type ${name} = ${name}Patch\n`
  const part = `/** Any part of ${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}. */\n`
  return `${part}export interface ${name}Patch {\n${patch.join('')}}\n${doc}${extended}`
}

interface LineOptions {
  optional: boolean
  doc?: boolean
  patch?: boolean
}

function line(
  one: Selected,
  field: string,
  schema: Schema,
  printing: Printing,
  options: LineOptions,
): string {
  const listed = printing.words[`${one.name}.${field}`]
  const word = listed && `EnumField<${listed.map((each) => JSON.stringify(each)).join(' | ')}>`
  const type = word
    ? schema.items
      ? `ListField<${word}>`
      : word
    : fieldType(schema, printing, options.patch ?? false)
  const key = /^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field)
  const doc = options.doc ? describe(schema.description, '  ') : ''
  return `${doc}  readonly ${key}${options.optional ? '?' : ''}: ${type}\n`
}

const anything = 'AnyField'

function fieldType(schema: Schema, printing: Printing, patch: boolean): string {
  if (schema.$ref) return referenceType(referenced(schema.$ref), printing, patch)
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (schema.oneOf) return 'IntOrStringField'
  switch (type) {
    case 'string':
      return schema.enum
        ? `EnumField<${schema.enum.map((word) => JSON.stringify(word)).join(' | ')}>`
        : 'StringField'
    case 'integer':
    case 'number':
      return 'NumberField'
    case 'boolean':
      return 'BooleanField'
    case 'array':
      return `ListField<${schema.items ? fieldType(schema.items, printing, patch) : anything}>`
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `MapField<${fieldType(schema.additionalProperties, printing, patch)}>`
        : 'MapField<AnyField>'
    default:
      return anything
  }
}

function referenceType(name: string, printing: Printing, patch: boolean): string {
  const schema = printing.definitions[name]!
  if (name.endsWith('.IntOrString')) return 'IntOrStringField'
  if (name.endsWith('.Quantity')) return 'QuantityField'
  if (isObject(schema)) {
    const typed = printing.names.get(name)!
    return `ObjectField<${patch && printing.demanding.has(name) ? `${typed}Patch` : typed}>`
  }
  // Only these have neither properties nor a type of their own, or stand for any JSON there is.
  if (/\.(JSON|RawExtension|JSONSchemaPropsOr(Array|Bool|StringArray))$/.test(name)) return anything
  return fieldType(schema, printing, patch)
}
