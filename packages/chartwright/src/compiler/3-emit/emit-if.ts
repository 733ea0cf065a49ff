import type { ExprNode } from '../../author/index.ts'
import { keyOf } from '../conditions.ts'
import { isControl, type Control, type Entry, type Flow, type Item } from '../ir.ts'
import type { Line } from './line.ts'
import { inner, printExpression, type Scope, type Watched } from './print-expression.ts'

/** `with`: the body needs nothing but its subject. */
export function withLines(
  expr: ExprNode,
  indent: number,
  scope: Scope,
  body: (subject: string) => Line[],
): Line[] {
  return [
    { indent, text: `{{- with ${printExpression(expr, scope)} }}` },
    ...body('.'),
    { indent, text: '{{- end }}' },
  ]
}

/** An `if`, or the `with` that reads better. */
export function emitIf(
  condition: ExprNode,
  indent: number,
  scope: Scope,
  then: (scope: Scope) => Line[],
  otherwise?: (scope: Scope) => Line[],
  chained?: boolean,
): Line[] {
  const watched: Watched = { key: keyOf(condition), isSeen: false, around: scope.watched }
  const isSubject = isPath(condition) && !otherwise
  const plain = then(isSubject ? { ...scope, watched } : scope)
  // `with` reads better when the body is about its subject and nothing else. Few bodies name it: writing them all
  // both ways would double with each level.
  if (watched.isSeen) {
    const inside = then(inner(scope, watched.key))
    const others = inside.some((line) => /\$[.A-Za-z]/.test(line.text) || / \$[ )]/.test(line.text))
    if (!others)
      return [
        { indent, text: `{{- with ${printExpression(condition, scope)} }}` },
        ...inside,
        { indent, text: '{{- end }}' },
      ]
  }
  const own = otherwise && !chained ? withElse(condition, indent, scope, plain) : undefined
  if (own) return [...own, ...otherwiseLines(otherwise!(scope), indent), { indent, text: '{{- end }}' }]
  return [
    { indent, text: `{{- if ${printExpression(condition, scope)} }}` },
    ...plain,
    ...(otherwise ? otherwiseLines(otherwise(scope), indent, chained) : []),
    { indent, text: '{{- end }}' },
  ]
}

/** `with X`, for `if X` around nothing but `with X`. */
function withElse(condition: ExprNode, indent: number, scope: Scope, lines: Line[]): Line[] | undefined {
  const first = { indent, text: `{{- with ${printExpression(condition, scope)} }}` }
  if (lines[0]?.text !== first.text || lines.at(-1)?.text !== '{{- end }}') return undefined
  return isPath(condition) ? [first, ...lines.slice(1, -1)] : undefined
}

/** What else: `else if` when it is one question more, whose own `end` then serves both. */
function otherwiseLines(lines: Line[], indent: number, chained = false): Line[] {
  if (!chained) return [{ indent, text: '{{- else }}' }, ...lines]
  const [first, ...rest] = lines
  return [{ ...first!, text: first!.text.replace('{{- if ', '{{- else if ') }, ...rest.slice(0, -1)]
}

/** One more condition, and nothing else. It has an else of its own, so it is never written as `with`. */
export function isQuestion(flows: readonly Flow<object>[] | undefined): boolean {
  const [only, ...more] = flows ?? []
  if (only === undefined || more.length > 0 || !isControl(only)) return false
  const question = only as unknown as Control<Entry>
  return question.f === 'if' && (question.otherwise !== undefined || !isPath(question.condition))
}

function isPath(node: ExprNode): boolean {
  return (
    node.e === 'value' || (node.e === 'field' && !['string', 'int', 'number', 'bool'].includes(node.type.t))
  )
}

/** When a part is there; undefined when it always is. */
export function conditionOf(flow: Flow<Entry | Item>): ExprNode | undefined {
  if (!isControl(flow)) return 'value' in flow && flow.value.y === 'user' ? flow.value.expr : undefined
  if (flow.f === 'splice') return flow.expr
  if (flow.f === 'each') return flow.always ? undefined : flow.over
  if (flow.f === 'if' && !flow.otherwise) return flow.condition
  return undefined
}

/** The same, for a part that is there and says nothing while all below it is left out. */
export function deepCondition(flow: Flow<Entry | Item>): ExprNode | undefined {
  if (isControl(flow)) return conditionOf(flow)
  const yaml = 'value' in flow ? flow.value : flow.item
  if (yaml.y !== 'map' && yaml.y !== 'list') return conditionOf(flow)
  const below = ((yaml.y === 'map' ? yaml.entries : yaml.items) as Flow<Entry | Item>[]).map(deepCondition)
  return below.length === 0 || below.includes(undefined) ? undefined : anyOf(below as ExprNode[])
}

/** One of several conditions. */
export function anyOf(conditions: ExprNode[]): ExprNode {
  const [only] = conditions
  return conditions.length === 1
    ? only!
    : { e: 'call', fn: 'or', args: unique(conditions), type: { t: 'bool' } }
}

function unique(nodes: ExprNode[]): ExprNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()]
}
