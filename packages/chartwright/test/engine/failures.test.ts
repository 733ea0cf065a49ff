import { describe, expect, test } from 'vitest'
import { values } from './execution-cases.ts'
import { failureCases } from './failure-cases.ts'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

const shared = `{{ define "leaf" }}{{ . }}{{ end }}
{{ define "bad" }}
  {{ .Values.gone.more }}
{{ end }}
{{ define "outer" }}{{ include "bad" . | upper }}{{ end }}
`

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test.each(failureCases)('%s', (text) => {
    const files = {
      'values.yaml': values,
      'templates/_shared.tpl': shared,
      'templates/a.yaml': `kind: A\n{{- if true }}\na: ${text}\n{{- end }}\n`,
    }
    withChart(files, (folder) => {
      const helm = printedByHelm(binary, folder)
      expect(helm.error).not.toBe('')
      expect(printedByUs(version, folder).error).toBe(helm.error)
    })
  })
})
