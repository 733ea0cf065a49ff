import type { ExprNode, Site } from '../../author/index.ts'
import { keyOf } from '../conditions.ts'
import { isControl, type Control, type Entry, type Flow, type Item, type Yaml } from '../ir.ts'
import { firstSite, siteOf, textToLines, type Line } from './line.ts'
import { include, inner, printExpression, printOperand, type Scope } from './print-expression.ts'
import { escapeActions, literalScalar, printLine, printScalar } from './scalar.ts'

/**
 * Writes trees as a careful human would: control lines stand at the indent of what they guard and trim to
 * the left only; what may be empty is left out whole; only what the operator supplies goes through toYaml.
 */
export function emitDocument(yaml: Yaml, scope: Scope, at?: Site): Line[] {
  return withSite(emitBody(yaml, 0, scope), at)
}

/** A tree at an indent, without a key in front. */
export function emitBody(yaml: Yaml, indent: number, scope: Scope): Line[] {
  switch (yaml.y) {
    case 'map':
      return yaml.entries.flatMap((entry) => emitFlow(entry, indent, scope, emitEntry))
    case 'list':
      return yaml.items.flatMap((item) => emitFlow(item, indent, scope, emitItem))
    case 'scalar':
      return [{ indent, text: printScalar(yaml.parts, scope) }]
    case 'user':
      return [{ indent, text: `{{- toYaml ${printOperand(yaml.expr, scope)} | nindent ${indent} }}` }]
    case 'include':
      return [{ indent, text: `{{- ${include(yaml.helper, scope.root, scope)} | nindent ${indent} }}` }]
    case 'empty':
      return [{ indent, text: yaml.list ? '[]' : '{}' }]
    case 'lines':
      return yaml.lines.flatMap((line) =>
        emitFlow(line, indent, scope, ({ line: parts }, at, within) => [
          { indent: at, text: printLine(parts, within) },
        ]),
      )
    case 'text':
      throw new Error('a block of text needs a key')
  }
}

/** The control forms, for entries, items and documents alike. */
export function emitFlow<T extends object>(
  flow: Flow<T>,
  indent: number,
  scope: Scope,
  emit: (part: T, indent: number, scope: Scope) => Line[],
): Line[] {
  if (!isControl(flow)) return emit(flow as T, indent, scope)
  const all = (parts: Flow<T>[], within: Scope) =>
    parts.flatMap((part) => emitFlow(part, indent, within, emit))
  switch (flow.f) {
    case 'if':
      return withSite(
        emitIf(
          flow.condition,
          indent,
          scope,
          (within) => all(flow.then, within),
          flow.otherwise && ((within) => all(flow.otherwise!, within)),
          isQuestion(flow.otherwise),
        ),
        flow.at,
      )
    case 'each': {
      const over = printExpression(flow.over, scope)
      const variable = (node: ExprNode) => printExpression(node, { ...scope, root: '$' })
      const key = flow.key.e === 'var' && flow.key.hint === '_' ? '' : `${variable(flow.key)}, `
      return [
        { indent, text: `{{- range ${key}${variable(flow.item)} := ${over} }}` },
        ...all(flow.body, inner(scope)),
        { indent, text: '{{- end }}' },
      ]
    }
    case 'splice':
      return withLines(flow.expr, indent, scope, (text) => [
        { indent, text: `{{- toYaml ${text} | nindent ${indent} }}` },
      ])
    case 'include':
      return [{ indent, text: `{{- ${include(flow.helper, scope.root, scope)} | nindent ${indent} }}` }]
    case 'set':
      return [
        ...(flow.doc === undefined ? [] : [{ indent, text: `{{- /* ${flow.doc} */}}` }]),
        {
          indent,
          text: `{{- $${flow.variable} ${flow.again ? '=' : ':='} ${printExpression(flow.value, scope)} }}`,
        },
      ]
  }
}

/** `with`: the body needs nothing but its subject. */
function withLines(expr: ExprNode, indent: number, scope: Scope, body: (subject: string) => Line[]): Line[] {
  return [
    { indent, text: `{{- with ${printExpression(expr, scope)} }}` },
    ...body('.'),
    { indent, text: '{{- end }}' },
  ]
}

function emitIf(
  condition: ExprNode,
  indent: number,
  scope: Scope,
  then: (scope: Scope) => Line[],
  otherwise?: (scope: Scope) => Line[],
  chained?: boolean,
): Line[] {
  const subject = isPath(condition) && !otherwise ? condition : undefined
  if (subject) {
    // `with` reads better when the body is about its subject and nothing else.
    const inside = then(inner(scope, subject))
    const plain = then(scope)
    const about = inside.some((line, index) => line.text !== plain[index]?.text)
    const others = inside.some((line) => /\$[.A-Za-z]/.test(line.text) || / \$[ )]/.test(line.text))
    if (about && !others)
      return [
        { indent, text: `{{- with ${printExpression(subject, scope)} }}` },
        ...inside,
        { indent, text: '{{- end }}' },
      ]
  }
  const own =
    subject === undefined && otherwise && !chained
      ? withElse(condition, indent, scope, then(scope))
      : undefined
  if (own) return [...own, ...otherwiseLines(otherwise!(scope), indent), { indent, text: '{{- end }}' }]
  return [
    { indent, text: `{{- if ${printExpression(condition, scope)} }}` },
    ...then(scope),
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
function isQuestion(flows: readonly Flow<object>[] | undefined): boolean {
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

function emitEntry({ key, value, at }: Entry, indent: number, scope: Scope): Line[] {
  const lines = emitKeyed(literalScalar(key), value, indent, scope)
  return withSite(lines, at ?? siteOfYaml(value))
}

/** Lines that know no place of their own stand where what they belong to stands. */
function withSite(lines: Line[], at: Site | undefined): Line[] {
  return at ? lines.map((line) => (line.at ? line : { ...line, at })) : lines
}

function siteOfYaml(value: Yaml): Site | undefined {
  if (value.y === 'scalar') return firstSite(value.parts)
  return value.y === 'user' ? siteOf(value.expr) : undefined
}

function emitKeyed(name: string, value: Yaml, indent: number, scope: Scope): Line[] {
  switch (value.y) {
    case 'scalar':
      return [{ indent, text: `${name}: ${printScalar(value.parts, scope)}` }]
    case 'user':
      return withLines(value.expr, indent, scope, (text) => [
        { indent, text: `${name}:` },
        { indent: indent + 2, text: `{{- toYaml ${text} | nindent ${indent + 2} }}` },
      ])
    case 'empty':
      return [{ indent, text: `${name}: ${value.list ? '[]' : '{}'}` }]
    case 'include':
      return [{ indent, text: `${name}:` }, ...emitBody(value, indent + 2, scope)]
    case 'text':
      return [{ indent, text: `${name}: |` }, ...emitTextBlock(value.body, indent + 2, scope)]
    case 'lines':
      throw new Error('lines stand in a block of text')
    case 'map':
    case 'list':
      return emitCollection(name, value, indent, scope)
  }
}

function emitTextBlock(body: Yaml | string, indent: number, scope: Scope): Line[] {
  if (typeof body !== 'string') return emitBody(body, indent, scope)
  return textToLines(escapeActions(body), indent)
}

/** A key whose map or list may come out empty is guarded by the `or` of its parts' conditions. */
function emitCollection(
  name: string,
  value: Yaml & { y: 'map' | 'list' },
  indent: number,
  scope: Scope,
): Line[] {
  const parts = (value.y === 'map' ? value.entries : value.items) as Flow<Entry | Item>[]
  if (parts.length === 0) return []
  const conditions = parts.map(conditionOf)
  const body = (within: Scope) => [{ indent, text: `${name}:` }, ...emitBody(value, indent + 2, within)]
  if (conditions.some((condition) => condition === undefined)) return body(scope)
  const [first] = parts
  if (parts.length === 1 && first && isControl(first) && first.f === 'splice')
    return emitKeyed(name, { y: 'user', expr: first.expr }, indent, scope)
  if (parts.length === 1 && first && isControl(first) && first.f === 'if' && !first.otherwise) {
    const inside = {
      ...value,
      ...(value.y === 'map' ? { entries: first.then } : { items: first.then }),
    } as Yaml
    return emitIf(first.condition, indent, scope, (within) => emitKeyed(name, inside, indent, within))
  }
  const known = conditions as ExprNode[]
  const condition: ExprNode =
    known.length === 1 ? known[0]! : { e: 'call', fn: 'or', args: unique(known), type: { t: 'bool' } }
  return [
    { indent, text: `{{- if ${printExpression(condition, scope)} }}` },
    ...body(scope),
    { indent, text: '{{- end }}' },
  ]
}

/** When a part is there; undefined when it always is. */
function conditionOf(flow: Flow<Entry | Item>): ExprNode | undefined {
  if (!isControl(flow)) return 'value' in flow && flow.value.y === 'user' ? flow.value.expr : undefined
  if (flow.f === 'splice') return flow.expr
  if (flow.f === 'each') return flow.always ? undefined : flow.over
  if (flow.f === 'if' && !flow.otherwise) return flow.condition
  return undefined
}

function unique(nodes: ExprNode[]): ExprNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()]
}

function emitItem({ item, at }: Item, indent: number, scope: Scope): Line[] {
  return withSite(emitItemBody(item, indent, scope), at ?? siteOfYaml(item))
}

function emitItemBody(item: Yaml, indent: number, scope: Scope): Line[] {
  if (item.y === 'scalar') return [{ indent, text: `- ${printScalar(item.parts, scope)}` }]
  if (item.y !== 'map') throw new Error(`a list of ${item.y} is not written`)
  const [first, ...rest] = item.entries
  if (!first || isControl(first)) throw new Error('the first entry of a map in a list is always there')
  const [head, ...tail] = emitEntry(first, indent + 2, scope)
  return [
    { ...head!, indent, text: `- ${head!.text}` },
    ...tail,
    ...rest.flatMap((entry) => emitFlow(entry, indent + 2, scope, emitEntry)),
  ]
}
