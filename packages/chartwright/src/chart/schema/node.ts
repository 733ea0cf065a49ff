import type { Pattern } from './pattern.ts'

/** JSON as JSON.parse gives it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Types as bits, in the order messages name them. */
export const types = {
  null: 1,
  boolean: 2,
  number: 4,
  integer: 8,
  string: 16,
  array: 32,
  object: 64,
} as const
export type TypeName = keyof typeof types

export function typeNames(mask: number): TypeName[] {
  return (Object.keys(types) as TypeName[]).filter((name) => mask & types[name])
}

export interface Format {
  name: string
  /** What is wrong with the value, or undefined. */
  check: (value: unknown, isOld?: boolean) => string | undefined
}

/** One schema, compiled: every keyword in its own field, references resolved. */
export class Node {
  readonly url: string
  readonly pointer: string
  readonly draft: number
  resource: Node = this
  bool: boolean | undefined = undefined
  ref: Node | undefined = undefined
  recursiveRef: Node | undefined = undefined
  recursiveAnchor = false
  dynamicRef: { node: Node; anchor: string } | undefined = undefined
  dynamicAnchor = ''
  dynamicAnchors: Map<string, Node> | undefined = undefined

  types = 0
  hasConst = false
  const: Json = null
  enum: { values: Json[]; types: number } | undefined = undefined
  format: Format | undefined = undefined
  not: Node | undefined = undefined
  allOf: Node[] | undefined = undefined
  anyOf: Node[] | undefined = undefined
  oneOf: Node[] | undefined = undefined
  if: Node | undefined = undefined
  then: Node | undefined = undefined
  else: Node | undefined = undefined

  minProperties: number | undefined = undefined
  maxProperties: number | undefined = undefined
  required: string[] | undefined = undefined
  properties: Map<string, Node> | undefined = undefined
  patternProperties: { pattern: Pattern; node: Node }[] | undefined = undefined
  additionalProperties: Node | boolean | undefined = undefined
  propertyNames: Node | undefined = undefined
  dependencies: [string, string[] | Node][] | undefined = undefined
  dependentRequired: [string, string[]][] | undefined = undefined
  dependentSchemas: Map<string, Node> | undefined = undefined
  unevaluatedProperties: Node | undefined = undefined

  minItems: number | undefined = undefined
  maxItems: number | undefined = undefined
  uniqueItems = false
  contains: Node | undefined = undefined
  minContains: number | undefined = undefined
  maxContains: number | undefined = undefined
  /** Before 2020: one schema for all, or one each. */
  items: Node | Node[] | undefined = undefined
  additionalItems: Node | boolean | undefined = undefined
  prefixItems: Node[] | undefined = undefined
  items2020: Node | undefined = undefined
  unevaluatedItems: Node | undefined = undefined

  minLength: number | undefined = undefined
  maxLength: number | undefined = undefined
  pattern: Pattern | undefined = undefined

  minimum: number | undefined = undefined
  maximum: number | undefined = undefined
  exclusiveMinimum: number | undefined = undefined
  exclusiveMaximum: number | undefined = undefined
  multipleOf: number | undefined = undefined

  /** What this schema looks at by itself, for unevaluatedProperties and unevaluatedItems. */
  allPropsEvaluated = false
  allItemsEvaluated = false
  itemsEvaluated = 0

  constructor(url: string, pointer: string, draft: number) {
    this.url = url
    this.pointer = pointer
    this.draft = draft
  }

  /** `file:///values.schema.json#/properties/a` */
  get location(): string {
    return `${this.url}#${encodeFragment(this.pointer)}`
  }
}

/** Go's url.PathEscape of every part of a pointer. */
export function encodeFragment(pointer: string): string {
  if (/^[\w$&+:=@~./-]*$/.test(pointer)) return pointer
  return pointer
    .split('/')
    .map((part) =>
      encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'))
        .replace(/%(24|26|2B|3A|3D|40)/g, decodeURIComponent)
        .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/')
}
