import {
  copyPlaces,
  expression,
  nodeOf,
  siteOfProperty,
  toNode,
  whenOf,
  type Expr,
  type ExprNode,
  type Site,
  type Type,
} from '../../author/index.ts'
import type { Entry, Flow, Item, Yaml } from '../ir.ts'

/**
 * Kubernetes objects are written in the planner as plain JavaScript literals; this turns them into trees.
 * `undefined` drops an entry, `when(…)` makes it conditional, an expression becomes a scalar (or the
 * operator's fragment), and the marks below stand for what JSON cannot say.
 */
export class Mark {
  readonly flow: Flow<Entry & Item>
  constructor(flow: Flow<never>) {
    this.flow = flow as Flow<Entry & Item>
  }
  /** It never comes out empty, so that the key around needs no guard. */
  always(): Mark {
    return new Mark({ ...this.flow, always: true } as Flow<never>)
  }
}

/** The operator's map or list merged into the one around. */
export const splice = (expr: unknown, at?: Site) =>
  new Mark({ f: 'splice', expr: toNode(expr), ...(at && { at }) } as Flow<never>)
/** The lines of a named template, among the entries of the map around. */
export const include = (helper: string) => new Mark({ f: 'include', helper } as Flow<never>)
/** One item for each of a list of values. */
export function eachOf(over: unknown, hint: string, type: Type, make: (item: Expr) => unknown): Mark {
  const variable = (name: string): ExprNode => ({ e: 'var', id: 0, hint: name, type })
  const item = variable(hint)
  const body = listItems(make(expression(item)))
  return new Mark({ f: 'each', over: toNode(over), key: variable('_'), item, body } as Flow<never>)
}
/** Items or entries that exist only under a condition. */
export const onlyIf = (condition: ExprNode | undefined, value: unknown, otherwise?: unknown) =>
  condition ? new Conditional(condition, value, otherwise) : value

class Conditional {
  readonly condition: ExprNode
  readonly value: unknown
  readonly otherwise: unknown
  constructor(condition: ExprNode, value: unknown, otherwise: unknown) {
    this.condition = condition
    this.value = value
    this.otherwise = otherwise
  }
}

/** A map whose parts are objects, marks and conditionals, one after the other. */
export class Merged {
  readonly parts: readonly unknown[]
  constructor(parts: readonly unknown[]) {
    this.parts = parts
  }
}
export const merged = (...parts: unknown[]) => new Merged(parts)

/** A tree that is there already, as a file's text or an include. */
export class Ready {
  readonly yaml: Yaml
  constructor(yaml: Yaml) {
    this.yaml = yaml
  }
}

function conditionalOf(value: unknown) {
  if (value instanceof Conditional)
    return { condition: value.condition, then: value.value, otherwise: value.otherwise }
  return whenOf(value)
}

/** The tree of a literal. */
export function tree(value: unknown): Yaml {
  if (value instanceof Ready) return value.yaml
  if (value instanceof Merged) return { y: 'map', entries: value.parts.flatMap(mapParts) }
  const node = nodeOf(value)
  if (node) return treeOfNode(node)
  if (Array.isArray(value)) return { y: 'list', items: value.flatMap(listItems) }
  if (typeof value === 'object' && value !== null) return { y: 'map', entries: mapParts(value) }
  return { y: 'scalar', parts: [{ e: 'lit', value: value as string | number | boolean }] }
}

function treeOfNode(node: ExprNode): Yaml {
  if (node.e === 'call' && node.fn === 'pods') return { y: 'map', entries: mapParts(podLabelsOf(node)) }
  if (node.e === 'call' && node.fn === 'concat') return { y: 'scalar', parts: textParts(node.args) }
  if (node.e !== 'lit' && ['user', 'map', 'list', 'group'].includes(node.type.t))
    return { y: 'user', expr: node }
  return { y: 'scalar', parts: [node] }
}

/** podsOf(): the labels of the release, the component and perhaps more. */
function podLabelsOf({ args }: { args: readonly ExprNode[] }): Merged {
  const [component, ...more] = args.map((arg) => (arg.e === 'lit' ? arg.value : expression(arg)))
  const pairs = more.flatMap((key, at) => (at % 2 === 0 ? [[key as string, more[at + 1]]] : []))
  return merged(
    include('selectorLabels'),
    { 'app.kubernetes.io/component': component },
    Object.fromEntries(pairs),
  )
}

/** The parts of a text. An empty literal in front keeps a lone number a text. */
function textParts(args: readonly ExprNode[]): ExprNode[] {
  return args.length === 1 ? [{ e: 'lit', value: '' }, ...args] : [...args]
}

function mapParts(value: unknown): Flow<Entry>[] {
  if (value === undefined) return []
  if (value instanceof Mark) return [value.flow]
  if (value instanceof Merged) return value.parts.flatMap(mapParts)
  const conditional = conditionalOf(value)
  if (conditional)
    return [
      {
        f: 'if',
        condition: conditional.condition,
        then: mapParts(conditional.then),
        ...(conditional.otherwise !== undefined && { otherwise: mapParts(conditional.otherwise) }),
      },
    ]
  return Object.entries(value as object).flatMap(([key, entry]) =>
    entryParts(key, entry, siteOfProperty(value, key)),
  )
}

function entryParts(key: string, value: unknown, at: Site | undefined): Flow<Entry>[] {
  if (value === undefined) return []
  const conditional = conditionalOf(value)
  if (!conditional) {
    const yaml = tree(value)
    // An expression knows where it was named.
    return [{ key, value: yaml, ...(at && isWritten(yaml) && { at }) }]
  }
  return [
    {
      f: 'if',
      condition: conditional.condition,
      then: entryParts(key, conditional.then, at),
      ...(conditional.otherwise !== undefined && { otherwise: entryParts(key, conditional.otherwise, at) }),
    },
  ]
}

/** Whether an author wrote it out, as a text, a number or something around others. */
function isWritten(yaml: Yaml): boolean {
  return yaml.y === 'scalar' ? yaml.parts.every(({ e }) => e === 'lit') : yaml.y !== 'user'
}

function listItems(value: unknown): Flow<Item>[] {
  if (value === undefined) return []
  if (value instanceof Mark) return [value.flow]
  const conditional = conditionalOf(value)
  if (!conditional) return [{ item: tree(value) }]
  const items = (part: unknown) => (Array.isArray(part) ? part.flatMap(listItems) : listItems(part))
  return [
    {
      f: 'if',
      condition: conditional.condition,
      then: items(conditional.then),
      ...(conditional.otherwise !== undefined && { otherwise: items(conditional.otherwise) }),
    },
  ]
}

/** What an author wrote as empty stays: `selfSigned: {}` says something. */
export function withEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || nodeOf(value)) return value
  const conditional = whenOf(value)
  if (conditional) {
    const { condition, then, otherwise } = conditional
    return onlyIf(condition, withEmpty(then), withEmpty(otherwise))
  }
  if (Array.isArray(value))
    return value.length === 0 ? new Ready({ y: 'empty', list: true }) : value.map(withEmpty)
  const fields = Object.entries(value)
  if (fields.length === 0) return new Ready({ y: 'empty' })
  return copyPlaces(Object.fromEntries(fields.map(([key, inner]) => [key, withEmpty(inner)])), value)
}
