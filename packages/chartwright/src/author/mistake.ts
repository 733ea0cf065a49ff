import { DiagnosticError, type Code, type Diagnostic } from '../diagnostics/index.ts'
import { captureSite, type Site } from './site.ts'

/** A span of one character or of `length` characters at a site. */
export function spanOf(site: Site | undefined, length = 1) {
  return site && { ...site, endLine: site.line, endColumn: site.column + length }
}

/** The hint where types would have said it, for builds that do not check them. */
export const typesSayMore = 'chartwright build --check says more: it runs the type checker'

/** Stops the description at the line that cannot be read further, as when a name does not exist. */
export function mistake(code: Code, message: string, more: Partial<Diagnostic> = {}): DiagnosticError {
  const span = spanOf(captureSite())
  return new DiagnosticError([{ code, severity: 'error', message, ...(span && { span }), ...more }])
}
