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
  used.add('fullname')
  const own = `printf "%s-${body.nameOrOwn.own}" (include "${chart}.fullname" .)`
  return `{{- default (${own}) ${printExpression(body.nameOrOwn.given, scope)} }}`
}
