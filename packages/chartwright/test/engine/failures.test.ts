import { describe, expect, test } from 'vitest'
import type { HelmVersion } from '../../src/chart/index.ts'
import { values } from './execution-cases.ts'
import { failureCases } from './failure-cases.ts'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

const shared = `{{ define "leaf" }}{{ . }}{{ end }}
{{ define "bad" }}
  {{ .Values.gone.more }}
{{ end }}
{{ define "outer" }}{{ include "bad" . | upper }}{{ end }}
`

function errorsOf(binary: string, version: HelmVersion, text: string): { helm: string; ours: string } {
  const files = {
    'values.yaml': values,
    'templates/_shared.tpl': shared,
    'templates/a.yaml': `kind: A\n{{- if true }}\na: ${text}\n{{- end }}\n`,
  }
  return withChart(files, (folder) => {
    const helm = printedByHelm(binary, folder).error
    if (helm === '') throw new Error(`Helm renders ${text}`)
    return { helm, ours: printedByUs(version, folder).error }
  })
}

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test.each(failureCases)('%s', (text) => {
    const { helm, ours } = errorsOf(binary, version, text)
    expect(ours).toBe(helm)
  })
})
