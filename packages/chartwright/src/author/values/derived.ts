import type { MaybeNested } from '../workload/env.ts'
import { expression, type Arg, type Expr } from './expression.ts'
import { siteField, type Site } from '../site.ts'

export interface DerivedPart {
  part: 'derived'
  helper: string
  doc: string
  value: MaybeNested<Arg<string>>
  at?: Site
}

let derivedParts: DerivedPart[] = []

/**
 * A text that follows from values, worked out in a named template of its own and used wherever it is named.
 *
 * @param name the name of the template, as `apiBase`
 * @param doc the comment above it
 * @param value what it is, perhaps under conditions
 * @example const apiBase = derived('apiBase', 'Where browsers reach the API.', when($.urls.apiBase, $.urls.apiBase, str`https://${$.public.host}/api`))
 */
export function derived(name: string, doc: string, value: MaybeNested<Arg<string>>): Expr<string> {
  derivedParts.push({ part: 'derived', helper: name, doc, value, ...siteField() })
  return expression({ e: 'include', helper: name, type: { t: 'string' } })
}

/** What derived() was asked for while something ran: its expressions lead to templates that must be there. */
export function withDerived<T>(run: () => T): { result: T; parts: DerivedPart[] } {
  const outer = derivedParts
  derivedParts = []
  try {
    return { result: run(), parts: derivedParts }
  } finally {
    derivedParts = outer
  }
}
