import { type Code, type Diagnostic, DiagnosticError, type Span } from '../diagnostics/index.ts'

/**
 * A refusal: `message` is, to the byte, what the chosen Helm prints after `Error: `; the diagnostics say the
 * same with its place, its cause and what to do. The commands catch it; nothing below them prints.
 */
export class HelmError extends DiagnosticError {
  constructor(message: string, diagnostics: Diagnostic[]) {
    super(diagnostics)
    this.name = 'HelmError'
    this.message = message
  }

  /** The same refusal seen from further out: Helm puts `prefix` before its text. */
  within(prefix: string, step?: string): HelmError {
    const diagnostics = step
      ? this.diagnostics.map((diagnostic) => ({ ...diagnostic, while: [...(diagnostic.while ?? []), step] }))
      : this.diagnostics
    return new HelmError(`${prefix}${this.message}`, diagnostics)
  }
}

export interface RefusalDetails {
  /** Our own wording; Helm's text by default. */
  message?: string
  span?: Span
  notes?: Diagnostic['notes']
  hint?: string
}

/** A HelmError with one diagnostic. */
export function refusal(code: Code, helm: string, details: RefusalDetails = {}): HelmError {
  const { message = helm, ...rest } = details
  return new HelmError(helm, [{ code, severity: 'error', message, ...rest }])
}
