import type { Note } from '../../diagnostics/index.ts'
import type { DecodeError } from '../decode.ts'
import { type HelmError, refusal } from '../helm-error.ts'
import type { YamlError } from '../read-yaml.ts'

/** A rendered document that is not YAML: Helm's words, and the lines in question. */
export function notYaml(error: YamlError, path: string, file: string, offset: number): HelmError {
  const start = lineOf(file, offset)
  const at = error.line === undefined ? undefined : start + error.line - 1
  const why = error.message.replace(/^error converting YAML to JSON: (yaml: )?(line \d+: )?/, '')
  return refusal('manifest-invalid', `YAML parse error on ${path}: ${error.message}`, {
    message: `what ${path} renders is not YAML: ${why}`,
    notes: at === undefined ? [] : [shown(file, at)],
    hint: hintFor(why),
  })
}

/** A rendered document that is YAML, but no Kubernetes object. */
export function notObject(error: DecodeError, path: string, file: string, offset: number): HelmError {
  const text = `error unmarshaling JSON: while decoding JSON: ${error.message}`
  const [, kind, field = ''] =
    /cannot unmarshal (\S+) into Go (?:struct field \w*\.(\S+)|value)/.exec(error.message) ?? []
  const got = kind === 'array' ? 'a list' : kind === 'object' ? 'a map' : `a ${kind}`
  const message =
    kind === undefined
      ? text
      : error.message.endsWith('of type string') && field.endsWith('annotations')
        ? `an entry of ${field} must be a text and is ${got}`
        : `${field || 'a document'} must be a ${error.message.endsWith('of type string') ? 'text' : 'map'} and is ${got}`
  return refusal('manifest-invalid', `YAML parse error on ${path}: ${text}`, {
    message: `what ${path} renders is not a Kubernetes object: ${message}`,
    notes: [shown(file, lineOf(file, offset))],
    hint: 'an object has apiVersion, kind and metadata; labels and annotations hold texts, so quote numbers and booleans',
  })
}

function hintFor(why: string): string {
  if (why.startsWith('mapping values are not allowed'))
    return 'quote a value that has ": " in it; or the line is indented deeper than the one above allows (nindent N)'
  if (why.includes('cannot start any token'))
    return 'YAML indents with spaces only, and a text that begins with @, ` or % needs quotes'
  return 'often an indent (nindent N) or a dash of "{{-" is off; --debug shows the whole text'
}

function lineOf(file: string, offset: number): number {
  return file.slice(0, offset).split('\n').length
}

/** Lines of the rendered file around one of them. */
function shown(file: string, line: number): Note {
  const lines = file.trimEnd().split('\n')
  const from = Math.max(1, line - 2)
  const to = Math.min(lines.length, line + 1)
  const width = String(to).length
  const rows = lines.slice(from - 1, to).map((text, index) => {
    const mark = from + index === line ? '>' : ' '
    return `${mark} ${String(from + index).padStart(width)} | ${text.slice(0, 120)}`.trimEnd()
  })
  return { message: `it renders\n${rows.join('\n')}` }
}
