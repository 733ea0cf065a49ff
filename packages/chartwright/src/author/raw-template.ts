import type { Part } from './part.ts'
import { siteField, type Site } from './site.ts'

export interface RawTemplatePart {
  part: 'raw-template'
  file: string
  text: string
  at?: Site
}

/**
 * A template as it is, for what nothing else can say. Its syntax and the values that it names are checked, what
 * it renders is not: it is reported as not proven, in the build and in `intents.json`.
 *
 * @param file below `templates/`
 * @example rawTemplate('quota.yaml', String.raw`{{- if .Values.quota }} … {{- end }}`)
 */
export function rawTemplate(file: string, text: string): Part {
  return { part: 'raw-template', file, text: text.endsWith('\n') ? text : `${text}\n`, ...siteField() }
}
