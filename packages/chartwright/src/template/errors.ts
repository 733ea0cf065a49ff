import type { Diagnostic } from '../diagnostics/index.ts'

export interface UnclosedBlock {
  /** `if`, `define` … */
  keyword: string
  line: number
  column: number
}

/** A template that Go's parser refuses. `message` is Go's text; the other fields are ours. */
export class TemplateSyntaxError extends Error {
  /** The file's name. */
  readonly file: string
  /** Go's text after `template: NAME:LINE: `. */
  readonly detail: string
  /** Where the parser stood, in UTF-16 units. */
  readonly pos: number
  /** Counted from 1. `message` may name a later line: Go names that of the last token it read. */
  readonly line: number
  readonly column: number
  /** For an unexpected EOF: the innermost block that has no `{{end}}`. */
  readonly unclosed: UnclosedBlock | undefined
  /** The line that the parser stood in. */
  readonly excerpt: string

  constructor(
    file: string,
    goLine: number,
    detail: string,
    text: string,
    pos: number,
    unclosed?: { keyword: string; pos: number },
  ) {
    super(`template: ${file}:${goLine}: ${detail}`)
    this.name = 'TemplateSyntaxError'
    this.file = file
    this.detail = detail
    this.pos = pos
    const place = lineAndColumn(text, pos)
    this.line = place.line
    this.column = place.column
    this.excerpt = text.split('\n')[place.line - 1]!
    this.unclosed = unclosed && { keyword: unclosed.keyword, ...lineAndColumn(text, unclosed.pos) }
  }
}

/**
 * The line and column of an offset, both from 1, in UTF-16 units.
 *
 * @example lineAndColumn('a\nbc', 3) // { line: 2, column: 2 }
 */
export function lineAndColumn(text: string, pos: number): { line: number; column: number } {
  const lineStart = pos === 0 ? 0 : text.lastIndexOf('\n', pos - 1) + 1
  return { line: lineOf(text, pos), column: pos - lineStart + 1 }
}

/** The line of an offset, from 1. */
export function lineOf(text: string, pos: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < pos; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The diagnostic for a template that cannot be parsed. */
export function templateSyntaxDiagnostic(error: TemplateSyntaxError): Diagnostic {
  const { file, line, column, excerpt, unclosed } = error
  const diagnostic: Diagnostic = {
    code: 'template-syntax',
    severity: 'error',
    message: error.detail,
    span: { file, line, column, excerpt },
  }
  if (unclosed) {
    const span = { file, line: unclosed.line, column: unclosed.column }
    diagnostic.notes = [{ message: `this {{${unclosed.keyword}}} has no {{end}}`, span }]
  }
  return diagnostic
}
