import type { Code } from './codes.ts'

/** A place in a file. Lines and columns count from 1; columns count UTF-16 units. */
export interface Span {
  file: string
  line: number
  column: number
  endLine?: number
  endColumn?: number
  /** The line itself, where `file` is no path to read it from: a template by its name, a text given to `tpl`. */
  excerpt?: string
}

export type Severity = 'error' | 'warning' | 'info'

/** A second place, or a fact, that explains the message. */
export interface Note {
  message: string
  span?: Span
}

/** What a user did that cannot work, said so that they can mend it. */
export interface Diagnostic {
  code: Code
  severity: Severity
  message: string
  span?: Span
  /** From the innermost step outward: "rendering templates/web.yaml", "included from …". */
  while?: string[]
  notes?: Note[]
  hint?: string
}

export type Result<T> =
  { ok: true; value: T; diagnostics: Diagnostic[] } | { ok: false; diagnostics: Diagnostic[] }

export function succeeded<T>(value: T, diagnostics: Diagnostic[] = []): Result<T> {
  return { ok: true, value, diagnostics }
}

export function failed(diagnostics: Diagnostic[]): { ok: false; diagnostics: Diagnostic[] } {
  return { ok: false, diagnostics }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}

/** Carries diagnostics through code that cannot return a Result. The entry point that catches it reports them. */
export class DiagnosticError extends Error {
  readonly diagnostics: Diagnostic[]
  constructor(diagnostics: Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'))
    this.name = 'DiagnosticError'
    this.diagnostics = diagnostics
  }
}
