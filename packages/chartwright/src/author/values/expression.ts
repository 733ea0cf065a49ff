import { suggest } from '../../diagnostics/index.ts'
import type { Expr } from '../../kubernetes/index.ts'
import { mistake, typesSayMore } from '../mistake.ts'
import { captureSite, type Site } from '../site.ts'
import type { Field, GroupType, Json, Type } from './type.ts'

export type { Expr }

/** A plain value now, or one that the operator gives later. */
export type Arg<T> = T | Expr<T>

export type FunctionName =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'and'
  | 'or'
  | 'not'
  | 'concat'
  | 'join'
  | 'pairs'
  | 'image'
  | 'sharedImage'
  | 'hasPrefix'
  | 'contains'
  | 'sha256'
  | 'count'
  | 'add'
  | 'max'
  | 'min'
  | 'firstPort'
  | 'lastPort'
  | 'member'
  | 'omit'
  | 'merge'
  | 'hasApi'
  | 'since'
  | 'default'
  | 'range'
  | 'urlEscape'
  | 'b64enc'
  | 'buildCustomCert'
  | 'list'
  | 'pods'

export type ExprNode =
  | {
      e: 'value'
      path: readonly string[]
      type: Type
      /** Its default depends on a profile. */
      byProfile?: NonNullable<Field['byProfile']>
      at?: Site
    }
  | { e: 'var'; id: number; hint: string; type: Type }
  | { e: 'field'; of: ExprNode; key: string; type: Type; default: Json; required?: true; at?: Site }
  | { e: 'builtin'; path: string; type: Type }
  | { e: 'lit'; value: string | number | boolean }
  | { e: 'call'; fn: FunctionName; args: readonly ExprNode[]; type: Type; at?: Site }
  | { e: 'include'; helper: string; type: Type }
  /** The planner's own piece of template; `@` stands for the root and "CHART. for the chart's name. */
  | { e: 'template'; text: string; type: Type }
  /** A secret that is given, derived, found again or made; the Secret's name is in the variable `$name`. */
  | { e: 'generated'; given: ExprNode | undefined; key: string; length: number; type: Type }

const nodeKey = Symbol('chartwright.expression')

/** Wraps a node for authors: groups give their fields, everything else refuses to be a JavaScript value. */
export function expression<T>(node: ExprNode): T {
  return new Proxy(target, handlerFor(node)) as T
}

const target = Object.freeze(Object.create(null) as object)

/** The node behind an expression, or undefined for anything else. */
export function nodeOf(value: unknown): ExprNode | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as { [nodeKey]?: ExprNode })[nodeKey]
}

/** The node of an expression or of a plain value. */
export function toNode(value: unknown): ExprNode {
  const node = nodeOf(value)
  if (node) return node
  // A property that is misspelt gives this, and types are not checked at every build.
  if (value === undefined || value === null)
    throw mistake('part-incomplete', `${value} stands where a value should`, {
      hint: typesSayMore,
    })
  return { e: 'lit', value: value as string | number | boolean }
}

/** The type of what a node gives. */
export function typeOfNode(node: ExprNode): Type {
  if (node.e !== 'lit') return node.type
  if (typeof node.value === 'string') return { t: 'string' }
  return typeof node.value === 'boolean' ? { t: 'bool' } : { t: 'int' }
}

/** How an author would name a node: `$.web.replicas`. */
export function nameOfNode(node: ExprNode): string {
  if (node.e === 'value') return ['$', ...node.path].join('.')
  if (node.e === 'field') return `${nameOfNode(node.of)}.${node.key}`
  if (node.e === 'var') return node.hint
  if (node.e === 'builtin') return node.path
  return 'an expression'
}

/** The field of a group, as a node of its own. */
function fieldNode(of: ExprNode, key: string, field: Field, at: Site | undefined): ExprNode {
  const { byProfile } = field
  if (of.e === 'value')
    return {
      e: 'value',
      path: [...of.path, key],
      type: field.type,
      ...(byProfile && { byProfile }),
      ...(at && { at }),
    }
  const required = field.required && { required: field.required }
  return { e: 'field', of, key, type: field.type, default: field.default, ...required, ...(at && { at }) }
}

function handlerFor(node: ExprNode): ProxyHandler<object> {
  const type = typeOfNode(node)
  const group: GroupType | undefined = type.t === 'group' ? type : undefined
  return {
    get(_, key) {
      if (key === nodeKey) return node
      if (typeof key === 'symbol') throw usedAsValue(node, 'a JavaScript value', key === Symbol.iterator)
      if (group && Object.hasOwn(group.fields, key)) {
        return expression(fieldNode(node, key, group.fields[key]!, captureSite()))
      }
      if (key === 'toJSON' || key === 'toString' || key === 'valueOf' || key === 'then')
        throw usedAsValue(node, key === 'then' ? 'a promise' : 'a JavaScript value')
      if (group) throw undeclared(node, group, key)
      throw mistake('expression-member', `${nameOfNode(node)} is ${describeType(type)} and has no "${key}"`, {
        hint: 'an expression has no methods; use functions such as join(), pairs(), eq() or str`…`',
      })
    },
    set() {
      throw mistake('expression-assigned', `${nameOfNode(node)} cannot be assigned: the operator sets it`)
    },
    ownKeys() {
      throw usedAsValue(node, 'an object whose keys are known', true)
    },
    has() {
      throw usedAsValue(node, 'an object whose keys are known')
    },
  }
}

function undeclared(node: ExprNode, group: GroupType, key: string) {
  const nearest = suggest(key, Object.keys(group.fields))
  const fields = Object.keys(group.fields).join(', ')
  return mistake('value-undeclared', `${nameOfNode(node)} has no value "${key}"`, {
    notes: [{ message: `it declares ${fields}` }],
    hint: nearest ? `did you mean "${nearest}"?` : 'declare it in values({ … })',
  })
}

function usedAsValue(node: ExprNode, as: string, keys = false) {
  const loop = keys ? 'pool() and each() go over a map when the chart is rendered' : ''
  return mistake(
    'expression-as-value',
    `${nameOfNode(node)} is known only when the chart is rendered; it cannot be used as ${as}`,
    { hint: loop || 'use str`…` to join text, eq() and when() to decide, and() and or() to combine' },
  )
}

/**
 * What the loader puts around every test position (`if`, `&&`, `?:`, `===`, …), where no proxy can be
 * noticed: passes plain values on and refuses expressions.
 */
export function testPosition<T>(value: T, operator: string): T {
  const node = nodeOf(value)
  if (!node) return value
  const instead: Record<string, string> = {
    '===': 'eq(a, b)',
    '!==': 'ne(a, b)',
    '==': 'eq(a, b)',
    '!=': 'ne(a, b)',
    '&&': 'and(a, b), or when(a, b)',
    '||': 'or(a, b)',
    '??': 'a default in values({ … })',
    '!': 'not(a)',
    '?:': 'when(condition, then, otherwise)',
    if: 'when(condition, …)',
  }
  throw mistake(
    'expression-as-value',
    `${nameOfNode(node)} is known only when the chart is rendered; "${operator}" would decide now, and always the same`,
    { hint: `use ${instead[operator] ?? 'when(condition, …)'}` },
  )
}

export function describeType(type: Type): string {
  if (type.t === 'int') return 'a whole number'
  if (type.t === 'bool') return 'true or false'
  if (type.t === 'string') return type.enum ? `one of ${type.enum.join(', ')}` : 'a text'
  if (type.t === 'user') return `the operator's ${type.what.name}`
  return `a ${type.t}`
}
