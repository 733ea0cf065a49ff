import type { Diagnostic } from './diagnostic.ts'

/**
 * Diagnostics for a machine: one line of JSON. Keys are those of Diagnostic; what is absent is left out.
 *
 * @param error Helm's own line, where there is one
 * @example diagnosticsToJson([{ code: 'flag-unknown', severity: 'error', message: 'no flag --x' }])
 * // '{"diagnostics":[{"code":"flag-unknown","severity":"error","message":"no flag --x"}]}'
 */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[], error?: string): string {
  return JSON.stringify({ ...(error !== undefined && { error }), diagnostics })
}
