import type { GoValue } from '../../go/index.ts'
import { child, fieldsOf, isOn, listOf, textOf, type Schema } from './crd.ts'
import { describe } from './describe.ts'

/** TypeScript interfaces for a schema's objects, each named after its path. Equal objects become one. */
export class TypePrinter {
  /** Names of interfaces by what they print, and their text by name. */
  readonly #known = new Map<string, string>()
  readonly #interfaces = new Map<string, string>()
  /** Names of Chartwright's own types that were used. */
  readonly used = new Set<string>()

  get interfaces(): string[] {
    return [...this.#interfaces.values()]
  }

  /** Prints the interface of an object and gives its name. */
  objectType(schema: Schema, path: string, more: readonly string[] = []): string {
    const required = new Set(listOf(schema, 'required'))
    // The name is taken before those of the fields, so that outer objects come first.
    const name = this.#freeName(path)
    this.#interfaces.set(name, '')
    const lines = fieldsOf(schema, 'properties').map(([field, inner]) => {
      const type = this.fieldType(inner, `${name}${pascal(field)}`)
      return `${describe(docOf(inner), '  ')}  readonly ${key(field)}${required.has(field) ? '' : '?'}: ${type}\n`
    })
    if (isOn(schema, preserve)) lines.push(`  readonly [field: string]: ${this.#use('AnyField')}\n`)
    const body = `{\n${[...more, ...lines].join('')}}\n`
    const same = this.#known.get(body)
    if (same !== undefined) {
      this.#interfaces.delete(name)
      return same
    }
    this.#known.set(body, name)
    this.#interfaces.set(
      name,
      `${describe(textOf(schema, 'description'), '')}export interface ${name} ${body}`,
    )
    return name
  }

  fieldType(schema: Schema, path: string): string {
    if (isOn(schema, 'x-kubernetes-int-or-string')) return this.#use('IntOrStringField')
    switch (textOf(schema, 'type')) {
      case 'string':
        return this.#stringType(listOf(schema, 'enum'))
      case 'integer':
      case 'number':
        return this.#use('NumberField')
      case 'boolean':
        return this.#use('BooleanField')
      case 'array': {
        const items = child(schema, 'items')
        const item = items ? this.fieldType(items, path) : this.#use('AnyField')
        return `${this.#use('ListField')}<${item}>`
      }
      case 'object':
        return this.#objectField(schema, path)
      default:
        return this.#use('AnyField')
    }
  }

  #objectField(schema: Schema, path: string): string {
    if (fieldsOf(schema, 'properties').length > 0)
      return `${this.#use('ObjectField')}<${this.objectType(schema, path)}>`
    const entry = child(schema, 'additionalProperties')
    const type = entry ? this.fieldType(entry, path) : this.#use('AnyField')
    return `${this.#use('MapField')}<${type}>`
  }

  #stringType(words: readonly GoValue[]): string {
    const texts = words.filter((word): word is string => typeof word === 'string')
    if (texts.length === 0) return this.#use('StringField')
    return `${this.#use('EnumField')}<${texts.map(quote).join(' | ')}>`
  }

  #use(name: string): string {
    this.used.add(name)
    return name
  }

  #freeName(path: string): string {
    let name = path
    for (let count = 2; this.#interfaces.has(name); count++) name = `${path}${count}`
    return name
  }
}

const preserve = 'x-kubernetes-preserve-unknown-fields'

/** The description, and what the API server takes when the field is left out. */
function docOf(schema: Schema): string {
  const { default: given } = schema
  const description = textOf(schema, 'description')
  if (given === undefined || typeof given === 'object') return description
  return `${describe(description, '').replace(/^\/\*\* | \*\/\n$/g, '')} Default: ${JSON.stringify(given)}.`.trim()
}

/** `x-forwarded-for` → `XForwardedFor`: a part of a name. */
export function pascal(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/)
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}

const key = (field: string) => (/^[A-Za-z_$][\w$]*$/.test(field) ? field : quote(field))

/** A literal of TypeScript, whatever the text holds. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}
