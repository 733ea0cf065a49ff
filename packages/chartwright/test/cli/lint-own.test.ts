import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith, type Files } from './chart-folders.ts'

const service = (fields: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${fields}`
const deployment = (labels: string, container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    ${labels}\nspec:\n  selector:\n    matchLabels:\n      a: b\n  template:\n    spec:\n      containers:\n        - name: web\n          image: x\n${container}`

async function lint(files: Files, ...flags: string[]) {
  const folder = folderWith({
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\nicon: https://a.b/c.png\n',
    ...files,
  })
  const { stdout, stderr, exitCode } = await runOurs(['lint', folder, ...flags])
  return { stdout, exitCode, told: stderr.replaceAll(`${folder}/`, '') }
}

const found: [string, Files, string][] = [
  [
    'a key that nothing reads',
    {
      'values.yaml': 'port: 80\nreplicas: 2\n',
      'templates/a.yaml': service('spec:\n  ports:\n    - port: {{ .Values.port }}\n'),
    },
    'values.yaml:2:1: warning lint-value-unread: no template reads replicas: setting it changes nothing',
  ],
  [
    'a key that is read under another name',
    {
      'values.yaml': 'image:\n  repositry: x\n',
      'templates/a.yaml': service('  annotations:\n    a: {{ .Values.image.repository | quote }}\n'),
    },
    'values.yaml:2:3: warning lint-value-misspelt: templates read .Values.image.repository, which values.yaml does not have; nothing reads its image.repositry',
  ],
  [
    'a key given twice',
    {
      'values.yaml': 'a: 1\nb: 2\na: 3\n',
      'templates/a.yaml': service('  annotations:\n    a: "{{ .Values.a }}{{ .Values.b }}"\n'),
    },
    'values.yaml:3:1: warning lint-key-twice: the key "a" is given twice in one map; what the first one says is lost',
  ],
  [
    'an object rendered twice',
    { 'values.yaml': '', 'templates/a.yaml': service(''), 'templates/b.yaml': service('') },
    'warning lint-object-twice: Service web is rendered by web/templates/a.yaml and web/templates/b.yaml',
  ],
  [
    'a label that YAML reads as a number',
    { 'values.yaml': 'tag: "1.10"\n', 'templates/a.yaml': deployment('version: {{ .Values.tag }}', '') },
    'warning lint-text-unquoted: metadata.labels.version of Deployment web is 1.1, which YAML reads as a number',
  ],
  [
    'a variable that YAML reads as a boolean',
    {
      'values.yaml': '',
      'templates/a.yaml': deployment(
        'a: b',
        '          env:\n            - name: DEBUG\n              value: true\n',
      ),
    },
    'spec.template.spec.containers[0].env[0].value of Deployment web is true',
  ],
  [
    'a port that is empty',
    {
      'values.yaml': 'port: null\n',
      'templates/a.yaml': service('spec:\n  ports:\n    - port: {{ .Values.port }}\n'),
    },
    'warning lint-number-missing: spec.ports[0].port of Service web is empty',
  ],
  [
    'a port in quotes',
    {
      'values.yaml': '',
      'templates/a.yaml': deployment('a: b', '          ports:\n            - containerPort: "80"\n'),
    },
    'spec.template.spec.containers[0].ports[0].containerPort of Deployment web is the text "80"',
  ],
]

test.each(found)('%s is told after what Helm finds', async (_, files, text) => {
  const { told, stdout, exitCode } = await lint(files)
  expect(told).toContain(text)
  expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed')
  expect(exitCode).toBe(0)
  expect((await lint(files, '--helm-only')).told).toBe('')
})

const quiet: [string, Files][] = [
  [
    '.Values handed on as a whole',
    { 'values.yaml': 'a: 1\n', 'templates/a.yaml': service('data: {{ toJson .Values }}\n') },
  ],
  [
    'a dependency that is not at hand',
    {
      'Chart.yaml':
        'apiVersion: v2\nname: web\nversion: 0.1.0\ndependencies:\n  - name: lib\n    version: 1.0.0\n',
      'values.yaml': 'a: 1\n',
      'templates/a.yaml': service(''),
    },
  ],
  [
    "a subchart's table, global and what only an anchor needs",
    {
      'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
      'values.yaml': 'db:\n  a: 1\nglobal: {}\nx: &x\n  a: b\nb: *x\n',
      'templates/a.yaml': service('  annotations: {{ toJson .Values.b }}\n'),
    },
  ],
  [
    'a key that a text in values.yaml reads through tpl',
    {
      'values.yaml': 'host: a\nurl: "https://{{ .Values.host }}"\n',
      'templates/a.yaml': service('  annotations:\n    u: {{ tpl .Values.url . }}\n'),
    },
  ],
  [
    'hooks of one name, and objects in two namespaces',
    {
      'values.yaml': '',
      'templates/a.yaml': `${service('  namespace: a\n')}---\n${service('  namespace: b\n')}---\n${service('  annotations:\n    helm.sh/hook: test\n')}---\n${service('  annotations:\n    helm.sh/hook: test\n')}`,
    },
  ],
  [
    'variables without a value and numbers where they belong',
    {
      'values.yaml': '',
      'templates/a.yaml': deployment(
        'a: b',
        '          env:\n            - name: A\n              value:\n          ports:\n            - containerPort: 80\n',
      ),
    },
  ],
]

test.each(quiet)('nothing is said about %s', async (_, files) => {
  expect((await lint(files)).told).not.toMatch(/lint-/)
})
