/**
 * Every code a Diagnostic may carry, sorted. Each has a page `docs/errors/<code>.md` with the cause, an
 * example and the repair; a test holds this list, the pages and the uses in the code to each other.
 */
export const codes = [
  'argument-count',
  'command-unknown',
  'file-missing',
  'flag-invalid',
  'flag-refused',
  'flag-unknown',
  'helm-version-unknown',
  'show-only-missing',
  'type-check',
] as const

export type Code = (typeof codes)[number]
