import { toNode, whenOf } from '../../author/index.ts'
import type { Helper } from '../ir.ts'
import { emitBody } from './emit-yaml.ts'
import { linesToText } from './line.ts'
import { printExpression, type Scope } from './print-expression.ts'
import { wrap } from './emit-values.ts'

/** `_helpers.tpl`: the named templates that something includes, in the order of the plan. */
export function emitHelpers(helpers: readonly Helper[], chart: string, used: Set<string>): string {
  const texts = new Map<Helper, string>()
  // A helper may include others, which are then used too.
  for (let grown = true; grown;) {
    grown = false
    for (const helper of helpers) {
      if (texts.has(helper) || !used.has(helper.name)) continue
      texts.set(helper, define(helper, chart, used))
      grown = true
    }
  }
  return helpers
    .filter((helper) => texts.has(helper))
    .map((helper) => texts.get(helper)!)
    .join('\n')
}

function define(helper: Helper, chart: string, used: Set<string>): string {
  const doc = wrap(helper.doc, 100).join('\n')
  return `{{/*\n${doc}\n*/}}\n{{- define "${chart}.${helper.name}" -}}\n${bodyOf(helper, chart, used)}\n{{- end }}\n`
}

function bodyOf({ body }: Helper, chart: string, used: Set<string>): string {
  const scope: Scope = { chart, root: '.', used }
  if ('yaml' in body) return linesToText(emitBody(body.yaml, 0, scope)).trimEnd()
  if ('text' in body) {
    const text = body.text.replaceAll('"CHART.', `"${chart}.`)
    for (const [, name] of text.matchAll(/include "[^".]+\.([A-Za-z]+)"/g)) used.add(name!)
    return text
  }
  if ('choice' in body) return choice(body.choice, 'if', scope)
  used.add('fullname')
  const own = `printf "%s-${body.nameOrOwn.own}" (include "${chart}.fullname" .)`
  return `{{- default (${own}) ${printExpression(body.nameOrOwn.given, scope)} }}`
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
