import type { ExprNode } from '../../author/index.ts'
import type { Plan, Validation, Warning } from '../ir.ts'
import type { Line } from './line.ts'
import { printExpression, printsBare, type Scope } from './print-expression.ts'
import { escapeActions } from './scalar.ts'

/** templates/validate.yaml: refuses values that the schema allows one by one but that cannot work together. */
export function emitValidation(plan: Plan, scope: Scope): Line[] {
  if (plan.validations.length === 0) return []
  return [
    { indent: 0, text: '{{- /* Values that cannot work. Each message says how to settle it. */}}' },
    ...plan.validations.flatMap((one) => {
      const { pool, at } = one
      if (!pool) return refusal(one, scope)
      const within: Scope = { ...scope, root: '$' }
      const [key, item] = [pool.key, pool.item].map((variable) => printExpression(variable, within))
      const over = printExpression(pool.over, scope)
      return [
        { indent: 0, text: `{{- range ${key}, ${item} := ${over} }}`, ...(at && { at }) },
        ...refusal(one, within),
        { indent: 0, text: '{{- end }}' },
      ]
    }),
  ]
}

function refusal({ condition, message, at }: Validation, scope: Scope): Line[] {
  return [
    { indent: 0, text: `{{- if ${printExpression(condition, scope)} }}`, ...(at && { at }) },
    { indent: 0, text: `{{- fail ${operand(message, scope)} }}`, ...(at && { at }) },
    { indent: 0, text: '{{- end }}' },
  ]
}

type Paragraph = Omit<Warning, 'condition' | 'at'> & { condition?: ExprNode }

/** NOTES.txt: paragraphs, then what the operator must know about the values in use. */
export function emitNotes(plan: Plan, scope: Scope): string {
  const paragraph = (prefix: string, { condition, message, items = [] }: Paragraph) => {
    const lines = items.map(
      (item) =>
        `\n{{- if ${printExpression(item.condition, scope)} }}\n  ${inlineText(item.text, scope)}\n{{- end }}`,
    )
    const text = `${prefix}${inlineText(message, scope)}${lines.join('')}`
    return condition
      ? `{{- if ${printExpression(condition, scope)} }}\n\n${text}\n{{- end }}\n`
      : `\n${text}\n`
  }
  const parts = [
    ...plan.notes.map((note) => paragraph('', note)),
    ...plan.warnings.map((warning) => paragraph('WARNING: ', warning)),
  ]
  return parts.join('').replace(/^\n/, '')
}

function operand(message: ExprNode, scope: Scope): string {
  const text = printExpression(message, scope)
  return message.e === 'lit' ? text : `(${text})`
}

/** Text in which the values stand as actions. */
function inlineText(message: ExprNode, scope: Scope): string {
  const parts = message.e === 'call' && message.fn === 'concat' ? message.args : [message]
  return parts
    .map((part) => {
      if (part.e === 'lit') return escapeActions(String(part.value))
      const text = printExpression(part, scope)
      return part.type.t === 'int' && !printsBare(part) ? `{{ ${text} | int64 }}` : `{{ ${text} }}`
    })
    .join('')
}
