import { describe, expect, test } from 'vitest'
import { chartFile, kindCases } from './kind-cases.ts'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

const names = kindCases.map((_, i) => `case-${String(i).padStart(3, '0')}`)

const files = {
  'Chart.yaml': chartFile,
  'values.yaml': 'list: [a, 1, null]\nmap: {a: 1}\nsub: {map: {a: 2}}\n',
  'a.txt': 'first\n',
  'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.2.0\n',
  'charts/sub/values.yaml': 'own: true\n',
  'charts/sub/templates/a.yaml':
    'types: {{ typeOf . }} {{ typeOf .Values }} {{ .Values.own }} {{ dig "a" "no" .Values.map }} {{ toJson .Values.global }}\n',
  'templates/_shared.tpl':
    '{{ define "typed" }}{{ typeOf . }}{{ end }}\n' +
    kindCases.map((text, i) => `{{ define "${names[i]}" }}${text}{{ end }}`).join('\n'),
  'templates/json.yaml': names.map((name) => `${name}: {{ include "${name}" $ | toJson }}`).join('\n'),
}

function byCase(printed: string): Map<string, string> {
  return new Map(printed.split(/^(?=case-)/m).map((part) => [part.slice(0, 8), part]))
}

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test("Go's types of what Helm puts into a template, and their texts", () => {
    withChart(files, (folder) => {
      const helm = printedByHelm(binary, folder)
      const ours = printedByUs(version, folder)
      expect(helm.error).toBe('')
      expect(ours.error).toBe('')
      const expected = byCase(helm.stdout)
      expect(expected.size).toBe(kindCases.length + 1)
      const found = byCase(ours.stdout)
      const different = [...expected]
        .filter(([name, text]) => found.get(name) !== text)
        .map(([name, text]) => ({
          template: kindCases[Number(name.slice(5))],
          helm: text,
          ours: found.get(name),
        }))
      expect(different).toEqual([])
      expect(ours.stdout).toBe(helm.stdout)
    })
  })
})
