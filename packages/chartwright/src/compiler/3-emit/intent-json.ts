import { nodeOf, toNode, type App, type Json } from '../../author/index.ts'
import { printExpression, type Scope } from './print-expression.ts'

export type JsonObject = { [key: string]: Json }

/** A plain value as it is, an expression as the template that gives it. */
export function template(value: unknown, app: App): Json {
  if (!nodeOf(value) && !(typeof value === 'object' && value !== null && 'e' in value)) return value as Json
  const scope: Scope = { chart: app.meta.name, root: '.', used: new Set() }
  return `{{ ${printExpression(nodeOf(value) ? toNode(value) : (value as never), scope)} }}`
}

/** Without what is left out or empty. */
export function object(fields: { [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => {
      const [, value] = entry
      return (
        value !== undefined &&
        !(typeof value === 'object' && value !== null && Object.keys(value).length === 0)
      )
    }),
  )
}
