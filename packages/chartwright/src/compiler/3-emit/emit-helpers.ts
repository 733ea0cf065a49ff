import { toNode, whenOf } from '../../author/index.ts'
import type { Helper } from '../ir.ts'
import { emitBody, withSite } from './emit-yaml.ts'
import type { Line } from './line.ts'
import { printExpression, type Scope } from './print-expression.ts'
import { wrap } from './emit-values.ts'

/** `_helpers.tpl`: the named templates that something includes, in the order of the plan. */
export function emitHelpers(helpers: readonly Helper[], chart: string, used: Set<string>): Line[] {
  const written = new Map<Helper, Line[]>()
  // A helper may include others, which are then used too.
  for (let grown = true; grown;) {
    grown = false
    for (const helper of helpers) {
      if (written.has(helper) || !used.has(helper.name)) continue
      written.set(helper, define(helper, chart, used))
      grown = true
    }
  }
  const inOrder = helpers.flatMap((helper) => written.get(helper) ?? [])
  // A blank line stands between two, and none behind the last.
  return inOrder.slice(0, -1)
}

function define(helper: Helper, chart: string, used: Set<string>): Line[] {
  const lines: Line[] = [
    ...plainLines(['{{/*', ...wrap(helper.doc, 100), '*/}}', `{{- define "${chart}.${helper.name}" -}}`]),
    ...bodyOf(helper, chart, used),
    ...plainLines(['{{- end }}', '']),
  ]
  return withSite(lines, helper.at)
}

function plainLines(texts: readonly string[]): Line[] {
  return texts.map((text) => ({ indent: 0, text }))
}

function bodyOf({ body }: Helper, chart: string, used: Set<string>): Line[] {
  const scope: Scope = { chart, root: '.', used }
  if ('yaml' in body) {
    const lines = emitBody(body.yaml, 0, scope)
    return lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1)
  }
  if ('text' in body) {
    const text = body.text.replaceAll('"CHART.', `"${chart}.`)
    for (const [, name] of text.matchAll(/include "[^".]+\.([A-Za-z]+)"/g)) used.add(name!)
    return plainLines(text.split('\n'))
  }
  if ('choice' in body) return plainLines(choice(body.choice, 'if', scope).split('\n'))
  used.add('fullname')
  const own = `printf "%s-${body.nameOrOwn.own}" (include "${chart}.fullname" .)`
  return plainLines([`{{- default (${own}) ${printExpression(body.nameOrOwn.given, scope)} }}`])
}

/** One text, or a chain of conditions with a text for each. */
function choice(value: unknown, word: 'if' | 'else if' | 'else', scope: Scope): string {
  const conditional = whenOf(value)
  if (!conditional) {
    const text = `{{- ${printExpression(toNode(value), scope)} }}`
    return word === 'else' ? `{{- else }}\n${text}\n{{- end }}` : text
  }
  const { condition, then, otherwise } = conditional
  const open = `{{- ${word === 'if' ? 'if' : 'else if'} ${printExpression(condition, scope)} }}`
  const rest =
    otherwise === undefined ? '{{- end }}' : choice(otherwise, whenOf(otherwise) ? 'else if' : 'else', scope)
  return [open, choice(then, 'if', scope), rest].join('\n')
}
