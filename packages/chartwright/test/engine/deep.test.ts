import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { builtPackage } from '../../../../test/support/built-package.ts'
import { runHelm } from '../../../../test/support/oracles.ts'
import { StackExhausted } from '../../src/engine/index.ts'
import { helms, withChart } from './support.ts'

const { command, engine } = builtPackage()

const cases = {
  'an endless include': '{{ define "r" }}{{ include "r" . }}{{ end }}a: {{ include "r" . }}',
  'two that include each other':
    '{{ define "r" }}{{ if . }}{{ with . }}{{ include "s" . | indent 2 }}{{ end }}{{ end }}{{ end }}' +
    '{{ define "s" }}{{ range list 1 }}{{ include "r" $ }}{{ end }}{{ end }}a: {{ include "r" . }}',
  '1,000 includes, which Helm allows':
    '{{ define "r" }}{{ if lt . 1000 }}{{ include "r" (add1 . | int) }}{{ else }}end{{ end }}{{ end }}a: {{ include "r" 0 }}',
  'an endless template': '{{ define "r" }}{{ template "r" . }}{{ end }}a: {{ template "r" . }}',
  'an endless include by way of tpl':
    '{{ define "r" }}{{ tpl "{{ include \\"r\\" . }}" . }}{{ end }}a: {{ include "r" . }}',
}

function ours(folder: string, version: string, ...flags: string[]) {
  const args = [command, 'template', 'web', folder, '--helm-version', version, ...flags]
  return spawnSync(process.execPath, args, { encoding: 'utf8', input: 'given: 1\n', maxBuffer: 1e8 })
}

const firstLines = (text: string) => text.slice(Math.max(0, text.indexOf('Error: '))).split('\n\n')[0]

describe.each(helms)('Helm $name', ({ name, binary }) => {
  test.each(Object.entries(cases))(
    '%s ends as in Helm',
    (_, text) => {
      withChart({ 'templates/a.yaml': text }, (folder) => {
        const helm = runHelm(binary, ['template', 'web', folder])
        const found = ours(folder, name)
        expect(found.stdout).toBe(helm.stdout)
        expect(found.status).toBe(helm.exitCode)
        expect(firstLines(found.stderr)).toBe(firstLines(helm.stderr))
      })
    },
    180_000,
  )
})

test('what was read and written before is neither read nor written twice', () => {
  const files = {
    'values.yaml': 'map: 1\n',
    'templates/a.yaml':
      '{{ define "r" }}{{ if lt . 900 }}{{ include "r" (add1 . | int) }}{{ end }}{{ end }}given: {{ .Values.given }}{{ include "r" 0 }}\n',
  }
  withChart(files, (folder) => {
    const { stdout, stderr, status } = ours(folder, '3.22.0', '-f', '-', '--set', 'map.a=1')
    expect(status).toBe(0)
    expect(stdout).toContain('given: 1\n')
    expect(stderr.match(/warning: /g)).toHaveLength(1)
  })
}, 180_000)

test('a tpl of itself, which ends Helm as the stack of Go ends, is a diagnostic', () => {
  const files = {
    'values.yaml': 'text: "{{ tpl .Values.text . }}"\n',
    'templates/a.yaml': '{{ tpl .Values.text . }}',
  }
  withChart(files, (folder) => {
    const { stderr, status } = ours(folder, '4.3.1')
    expect(status).toBe(1)
    expect(stderr).toContain('error template-too-deep: ')
  })
}, 180_000)

test('in a program of another, the end of the stack is a diagnostic', () => {
  const program = `
    const { fixedHost, loadChart, memoryFileSystem, mergeValueOptions, renderChart } = await import(process.argv[1])
    const fileSystem = memoryFileSystem(JSON.parse(process.argv[2]))
    const chart = loadChart(fileSystem, 'web')
    const values = mergeValueOptions({}, { fileSystem })
    try {
      renderChart(chart, values, { host: fixedHost(), release: { name: 'web', namespace: 'default' } })
    } catch ({ message, diagnostics }) {
      console.log(JSON.stringify({ message, codes: diagnostics.map(({ code }) => code) }))
    }`
  const files = {
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'web/templates/a.yaml': cases['an endless template'],
  }
  const args = ['--input-type=module', '-e', program, engine, JSON.stringify(files)]
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual({
    message: new StackExhausted('web/templates/a.yaml').message,
    codes: ['template-too-deep'],
  })
})
