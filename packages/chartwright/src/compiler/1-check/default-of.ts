import { nodeOf, whenOf, type App, type ExprNode, type Json, type Type } from '../../author/index.ts'

/** What a plain value or an expression gives with the chart's default values; undefined when that is not known. */
export function defaultOf(value: unknown, app: App): Json | undefined {
  if (value === undefined || whenOf(value)) return undefined
  const node = nodeOf(value)
  return node ? defaultOfNode(node, app) : (value as Json)
}

/** The same, where only a number is of use. */
export function defaultNumber(value: unknown, app: App): number | undefined {
  const known = defaultOf(value, app)
  return typeof known === 'number' ? known : undefined
}

function defaultOfNode(node: ExprNode, app: App): Json | undefined {
  if (node.e === 'lit') return node.value
  if (node.e === 'field') return node.default
  if (node.e !== 'value') return undefined
  let type: Type = app.values
  let found: Json | undefined
  for (const key of node.path) {
    const field: { type: Type; default: Json } | undefined = type.t === 'group' ? type.fields[key] : undefined
    if (!field) return undefined
    found = field.default
    type = field.type
  }
  return found
}
