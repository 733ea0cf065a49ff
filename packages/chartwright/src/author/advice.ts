import { toNode, type Arg } from './values/expression.ts'
import { whenOf, type Condition, type Maybe } from './values/functions.ts'
import type { Part } from './part.ts'
import { siteField } from './site.ts'

/**
 * Values that must not be rendered: the operator reads the message, which says how to settle it.
 *
 * @example refuse(ne($.mode, 'rwx'), 'mode must be rwx: …')
 */
export function refuse(condition: Condition, message: Arg<string>): Part {
  return { part: 'refusal', condition: toNode(condition), message: toNode(message), ...siteField() }
}

/** What an operator must know after installing with such values: printed in NOTES. @example warn(eq($.persistence.accessMode, 'ReadWriteOnce'), 'All pods must run on one node') */
export function warn(condition: Condition, message: Arg<string>): Part {
  return { part: 'warning', condition: toNode(condition), message: toNode(message), ...siteField() }
}

/** A paragraph of NOTES. @example note(when($.ingress.enabled, str`Open https://${$.ingress.host}/`)) */
export function note(text: Maybe<Arg<string>>): Part {
  const conditional = whenOf(text)
  if (!conditional) return { part: 'note', message: toNode(text), ...siteField() }
  return { part: 'note', condition: conditional.condition, message: toNode(conditional.then), ...siteField() }
}
