import type { Diagnostic, Span } from './diagnostic.ts'

export interface PrintOptions {
  /** The text of a file named by a span, or undefined when it cannot be shown. */
  source?: (file: string) => string | undefined
  color?: boolean
}

const paint = { red: 31, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

/**
 * Prints a diagnostic for a person: position, severity, code and message, the line with the place
 * underlined, then what was going on, the notes and the hint.
 */
export function printDiagnostic(diagnostic: Diagnostic, options: PrintOptions = {}): string {
  const style = (name: keyof typeof paint, text: string) =>
    options.color ? `\u001b[${paint[name]}m${text}\u001b[0m` : text
  const hue = diagnostic.severity === 'error' ? 'red' : diagnostic.severity === 'warning' ? 'yellow' : 'cyan'
  const at = diagnostic.span ? `${style('bold', place(diagnostic.span))}: ` : ''
  const lines = [`${at}${style(hue, `${diagnostic.severity} ${diagnostic.code}`)}: ${diagnostic.message}`]
  if (diagnostic.span) lines.push(...frame(diagnostic.span, options, (text) => style(hue, text)))
  for (const step of diagnostic.while ?? []) lines.push(`  while ${step}`)
  for (const note of diagnostic.notes ?? []) {
    const where = note.span ? `${place(note.span)}: ` : ''
    lines.push(`  ${style('cyan', 'note')}: ${where}${indentRest(note.message)}`)
  }
  if (diagnostic.hint) lines.push(`  ${style('cyan', 'help')}: ${indentRest(diagnostic.hint)}`)
  return lines.join('\n')
}

/** Prints several, errors and warnings in the order given, with an empty line between. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: PrintOptions = {}): string {
  return diagnostics.map((diagnostic) => printDiagnostic(diagnostic, options)).join('\n\n')
}

function place(span: Span): string {
  return `${span.file}:${span.line}:${span.column}`
}

function indentRest(text: string): string {
  return text.replaceAll('\n', '\n        ')
}

function frame(span: Span, options: PrintOptions, hue: (text: string) => string): string[] {
  const line = (span.excerpt ?? options.source?.(span.file)?.split('\n')[span.line - 1])?.replace(/\r$/, '')
  if (line === undefined) return []
  const number = String(span.line)
  const start = Math.min(span.column - 1, line.length)
  const end =
    span.endColumn !== undefined && (span.endLine ?? span.line) === span.line ? span.endColumn - 1 : start + 1
  // Long lines (minified values, certificates) are shown around the place only.
  const from = start > 100 ? start - 60 : 0
  const shown = line.slice(from, from + 160)
  const lead = line.slice(from, start).replace(/[^\t]/g, ' ')
  const length = Math.max(1, Math.min(end, from + 160) - start)
  return [
    `  ${number} | ${from > 0 ? '…' : ''}${shown}`,
    `  ${' '.repeat(number.length)} | ${from > 0 ? ' ' : ''}${lead}${hue('^'.repeat(length))}`,
  ]
}
