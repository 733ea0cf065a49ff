import type { Code, Diagnostic, Span } from '../../diagnostics/index.ts'
import type { Site } from '../../author/index.ts'

/** An error at an author's line. */
export function problem(
  code: Code,
  at: Site | undefined,
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return { code, severity: 'error', message, ...(at && { span: spanAt(at) }), ...more }
}

export function spanAt(at: Site): Span {
  return { file: at.file, line: at.line, column: at.column }
}

/** A note that points at another place, or none when the place is unknown. */
export function noteAt(at: Site | undefined, message: string) {
  return { message, ...(at && { span: spanAt(at) }) }
}
