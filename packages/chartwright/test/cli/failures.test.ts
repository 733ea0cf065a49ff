import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith, type Files } from './chart-folders.ts'

const chartYaml = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`

/** What is told below Helm's own text. */
async function account(files: Files): Promise<string> {
  const folder = folderWith({ 'web/Chart.yaml': chartYaml('web'), ...files })
  const { stderr, exitCode } = await runOurs(['template', 'rel', `${folder}/web`])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^Error: /)
  const [, told] = stderr.split('Use --debug flag to render out invalid YAML\n\n')
  return told!.trimEnd()
}

test('a nil value is named with its values file, its key and the key that may be meant', async () => {
  const told = await account({
    'web/values.yaml': 'image:\n  repositry: nginx\n',
    'web/templates/a.yaml': 'a: {{ .Values.image.repository.name }}\n',
  })
  expect(told).toContain('web/templates/a.yaml:1:')
  expect(told).toContain('error template-nil-pointer: nil pointer evaluating interface {}.name')
  expect(told).toContain(
    'note: .Values.image.repository is nil: values.yaml does not set image.repository, nor did a values file or --set image.repository=…',
  )
  expect(told).toContain('note: there is .Values.image.repositry: is that meant?')
  expect(told).toContain('help: set it, or guard with {{- with .Values.image.repository }} … {{- end }}')
})

test('in a subchart the key is told as the user of the whole would give it', async () => {
  const told = await account({
    'web/charts/db/Chart.yaml': chartYaml('db'),
    'web/charts/db/values.yaml': 'host: null\nport: 1\n',
    'web/charts/db/templates/a.yaml': 'a: {{ .Values.auth.user }}\n',
  })
  expect(told).toContain('charts/db/values.yaml does not set auth, nor did a values file or --set db.auth=…')
  expect(told).toMatch(/note: \.Values has (\w+, )*port/)
})

test('the way through includes is told from the inside out', async () => {
  const told = await account({
    'web/templates/_a.tpl':
      '{{ define "outer" }}{{ include "inner" . }}{{ end }}{{ define "inner" }}{{ .Values.x.y }}{{ end }}',
    'web/templates/a.yaml': 'a: {{ include "outer" . }}\n',
  })
  const steps = told.split('\n').filter((line) => line.startsWith('  while '))
  expect(steps[0]).toContain('executing "inner"')
  expect(steps[1]).toContain('included from web/templates/_a.tpl:1:')
  expect(steps[2]).toContain('included from web/templates/a.yaml:1:')
})
