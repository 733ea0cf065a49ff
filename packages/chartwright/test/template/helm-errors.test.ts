import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { parseTemplate } from '../../src/template/index.ts'

const broken = [
  '{{ .Values.a',
  '{{ if .Values.a }}x',
  'a\n{{- range .Values.a }}\n  b\n{{- if . }}\n{{- end }}\n',
  '{{ end }}',
  'x{{ else }}',
  '{{ if }}{{ end }}',
  '{{ with }}{{ end }}',
  'a\n\n{{ frob .Values.a }}',
  '{{ $x }}',
  '{{ if .Values.a }}{{ $x := 1 }}{{ end }}{{ $x }}',
  '{{ "abc }}',
  '{{ "a\nb" }}',
  '{{ `abc }}',
  "{{ 'ab' }}",
  '{{ "\\z" }}',
  '\n{{ include "a" .\n  | nindent 4\n\n',
  '{{/* never closed',
  '{{/* a */ }}',
  '{{ .Values.a | | quote }}',
  '{{ | quote }}',
  '{{ (.Values.a }}',
  '{{ .Values.a) }}',
  '{{ .Values.a-b }}',
  '{{ .Values.a | 1 }}',
  '{{ 1.a }}',
  '{{ nil.a }}',
  '{{ define foo }}{{ end }}',
  '{{ if .Values.a }}{{ define "a" }}{{ end }}{{ end }}',
  '{{ template foo }}',
  '{{ break }}',
  '{{ range .Values.a, .Values.b }}{{ end }}',
  '{{ $a, $b := .Values.a }}',
  '{{ if .Values.a }}{{ else }}{{ else }}{{ end }}',
  '{{ .Values.a & 1 }}',
  '{{ 089 }}',
  '{{ $x = }}',
  '{{ }}',
  '{{ é\u00a0 }}',
  '{{ define "a" }}x{{ end }}{{ define "a" }}y{{ end }}',
]

const known = new Set(['include', 'nindent', 'quote'])
const file = 'web/templates/a.yaml'
let folder: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-template-'))
  fs.mkdirSync(path.join(folder, 'templates'))
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 0.1.0\n')
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Helm keeps the place and the last part of Go's message: `parse error at (PLACE): LAST`. */
function asHelmPrints(text: string): string {
  try {
    parseTemplate(file, text, { functions: known })
  } catch (error) {
    const parts = (error as Error).message.split(': ')
    return `Error: parse error at (${parts[1]}): ${parts.at(-1)}`
  }
  throw new Error('parsed')
}

describe.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary]))('Helm %s', (_, binary) => {
  test.each(broken)('%j', (text) => {
    fs.writeFileSync(path.join(folder, 'templates/a.yaml'), text)
    const printed = runHelm(binary, ['template', 'web', folder]).stderr
    expect(printed.split('\n\nUse --debug')[0].trim()).toBe(asHelmPrints(text))
  })
})
