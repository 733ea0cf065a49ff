import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scope-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
fs.mkdirSync(path.join(folder, 'templates'))
fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n')
fs.writeFileSync(path.join(folder, 'values.yaml'), 'map: {a: 1, b: 2}\ntext: "{{ .x }}"\n')
fs.writeFileSync(
  path.join(folder, 'templates/a.yaml'),
  `{{- define "leaf" }}{{ . }}{{ end }}
{{- $outer := "o" }}
{{- range $key, $value := .Values.map }}
{{ $key }}: {{ include "leaf" $key }}-{{ include "leaf" (printf "%s%v" $outer $value) }}-{{ tpl $.Values.text (dict "x" $key) }}
{{- with $value }}
{{ $key }}w: {{ include "leaf" . }}-{{ $key | include "leaf" }}-{{ required "x" $value }}
{{- end }}
{{- end }}
`,
)
fs.writeFileSync(
  path.join(folder, 'templates/b.yaml'),
  `{{- define "own" }}{{ $.n }}{{ if .root }}{{ $ := .root }}{{ $.n }}{{ if $.n }}{{ tpl "{{ $.n }}" $ }}{{ end }}{{ end }}{{ $.n }}
{{- range $k, $ := .list }}{{ if $.n }}{{ $.n }}{{ end }}{{ end }}{{ with $ := .root }}{{ $.n }}{{ end }}{{ end }}
{{- $outer := dict "n" "o" }}
own: {{ include "own" (dict "n" "i" "root" $outer "list" (list (dict "n" "e") $outer)) }}
`,
)

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'variables reach include, tpl and required from where they are called, and $ may be declared anew: Helm %s',
  async (version, binary) => {
    const theirs = runHelm(binary, ['template', 'r', folder])
    const ours = await runOurs(['template', 'r', folder, '--helm-version', version])
    expect(theirs.stdout).toContain('a: a-o1-a')
    expect(theirs.stdout).toContain('own: iooieoo')
    expect(ours.stdout).toBe(theirs.stdout)
  },
)
