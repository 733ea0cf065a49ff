import type { ExprNode, Site } from '../../author/index.ts'
import { isControl, type Entry, type Flow, type Item, type Yaml } from '../ir.ts'
import { anyOf, conditionOf, deepCondition, emitIf, isQuestion, withLines } from './emit-if.ts'
import { firstSite, linesOf, siteOf, textToLines, type Line } from './line.ts'
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
      return linesOf(yaml.entries, (entry) => emitFlow(entry, indent, scope, emitEntry))
    case 'list':
      return linesOf(yaml.items, (item) => emitFlow(item, indent, scope, emitItem))
    case 'scalar':
      return [{ indent, text: printScalar(yaml.parts, scope) }]
    case 'user':
      return [{ indent, text: `{{- toYaml ${printOperand(yaml.expr, scope)} | nindent ${indent} }}` }]
    case 'include':
      return [{ indent, text: `{{- ${include(yaml.helper, scope.root, scope)} | nindent ${indent} }}` }]
    case 'empty':
      return [{ indent, text: yaml.list ? '[]' : '{}' }]
    case 'lines':
      return linesOf(yaml.lines, (line) =>
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
    linesOf(parts, (part) => emitFlow(part, indent, within, emit))
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

function emitEntry({ key, value, at }: Entry, indent: number, scope: Scope): Line[] {
  const lines = emitKeyed(literalScalar(key), value, indent, scope)
  return withSite(lines, at ?? siteOfYaml(value))
}

/** Lines that know no place of their own stand where what they belong to stands. They were made just now. */
export function withSite(lines: Line[], at: Site | undefined): Line[] {
  if (at) for (const line of lines) line.at ??= at
  return lines
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
  if (value.sure || conditions.some((condition) => condition === undefined)) return body(scope)
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
  return [
    { indent, text: `{{- if ${printExpression(anyOf(conditions as ExprNode[]), scope)} }}` },
    ...body(scope),
    { indent, text: '{{- end }}' },
  ]
}

function emitItem({ item, at }: Item, indent: number, scope: Scope): Line[] {
  return withSite(emitItemBody(item, indent, scope), at ?? siteOfYaml(item))
}

function emitItemBody(item: Yaml, indent: number, scope: Scope): Line[] {
  switch (item.y) {
    case 'scalar':
      return [{ indent, text: `- ${printScalar(item.parts, scope)}` }]
    case 'empty':
      return [{ indent, text: item.list ? '- []' : '- {}' }]
    case 'user':
      return withLines(item.expr, indent, scope, (text) => [
        { indent, text: '-' },
        { indent: indent + 2, text: `{{- toYaml ${text} | nindent ${indent + 2} }}` },
      ])
    case 'map':
    case 'list':
      return emitItemCollection(item, indent, scope)
    default:
      throw new Error(`a list of ${item.y} is not written`)
  }
}

/** The dash stands before what is always there, else on a line of its own. */
function emitItemCollection(item: Yaml & { y: 'map' | 'list' }, indent: number, scope: Scope): Line[] {
  const parts = (item.y === 'map' ? item.entries : item.items) as Flow<Entry | Item>[]
  const emit = (part: Entry | Item, at: number, within: Scope) =>
    'key' in part ? emitEntry(part, at, within) : emitItem(part, at, within)
  const written = (within: Scope) => parts.map((part) => emitFlow(part, indent + 2, within, emit))
  const all = written(scope)
  const sure = all.findIndex(([line]) => line !== undefined && !line.text.startsWith('{{-'))
  // The order of a map's entries says nothing.
  if (sure === 0 || (sure > 0 && item.y === 'map')) {
    const [head, ...tail] = all[sure]!
    const rest = all.filter((_, index) => index !== sure).flat()
    return [{ ...head!, indent, text: `- ${head!.text}` }, ...tail, ...rest]
  }
  if (all.flat().length === 0) return [{ indent, text: item.y === 'list' ? '- []' : '- {}' }]
  const lines = (within: Scope) => [{ indent, text: '-' }, ...written(within).flat()]
  const conditions = parts.map(deepCondition)
  return conditions.some((condition) => condition === undefined)
    ? lines(scope)
    : emitIf(anyOf(conditions as ExprNode[]), indent, scope, lines)
}
