import { describe, expect, test } from 'vitest'
import { executionCases, values } from './execution-cases.ts'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

const shared = `{{ define "leaf" }}<{{ . }}>{{ end }}
{{- define "recursive" }}{{ . }}{{ if gt (int .) 0 }}{{ include "recursive" (sub . 1) }}{{ end }}{{ end }}
`

const names = executionCases.map((_, i) => `case-${String(i).padStart(3, '0')}`)

/** One chart for all: what each case renders as JSON, then once more as it is, where YAML allows it. */
const files = {
  'values.yaml': values,
  'a.txt': 'first\nsecond\n',
  'd/b.txt': 'b',
  'd/a-b.txt': 'ab',
  'd/c.txt': 'c: 1\n',
  'templates/_shared.tpl':
    shared + executionCases.map((text, i) => `{{ define "${names[i]}" }}${text}{{ end }}`).join('\n'),
  'templates/json.yaml': names.map((name) => `${name}: {{ include "${name}" $ | toJson }}`).join('\n'),
  'templates/plain.yaml': names
    .map((name) => `${name}: |\n  {{- include "${name}" $ | nindent 2 }}`)
    .join('\n'),
}

function byCase(printed: string): Map<string, string> {
  const [, json = '', plain = ''] = printed.split(/^# Source: .*$/m)
  const found = new Map<string, string>()
  for (const text of [json, plain]) {
    for (const part of text.split(/^(?=case-)/m).slice(1)) {
      const name = `${part.slice(0, 8)} ${text === json ? 'json' : 'plain'}`
      found.set(name, part)
    }
  }
  return found
}

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test('every case renders the same text', () => {
    withChart(files, (folder) => {
      const helm = printedByHelm(binary, folder)
      const ours = printedByUs(version, folder)
      expect(helm.error).toBe('')
      expect(ours.error).toBe('')
      const expected = byCase(helm.stdout)
      expect(expected.size).toBe(2 * executionCases.length)
      const found = byCase(ours.stdout)
      const different = [...expected]
        .filter(([name, text]) => found.get(name) !== text)
        .map(([name, helm]) => ({
          template: executionCases[Number(name.slice(5, 8))],
          helm,
          ours: found.get(name),
        }))
      expect(different).toEqual([])
      expect(ours.stdout).toBe(helm.stdout)
    })
  })
})
