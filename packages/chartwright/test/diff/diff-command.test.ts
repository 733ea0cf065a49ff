import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith } from '../cli/chart-folders.ts'

const chart = (version: string, more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({
      'Chart.yaml': `apiVersion: v2\nname: web\nversion: ${version}\n`,
      'values.yaml': 'replicas: 1\nmode: a\nport: 80\nextra: false\nsecret: {user: u, pin: "123456"}\n',
      'templates/_helpers.tpl': '{{ define "web.labels" }}app: web\nmode: {{ .Values.mode }}{{ end }}',
      'templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {{ include "web.labels" . | fromYaml | toJson }}}
spec:
  replicas: {{ .Values.replicas }}
---
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  ports:
    - {name: http, port: {{ .Values.port }}}
{{- if .Values.extra }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: extra
  labels:
    {{- include "web.labels" . | nindent 4 }}
{{- end }}
`,
      // Drawn before the Secret is, which then draws something else.
      'templates/zz.yaml': '{{ if .Values.extra }}{{ $_ := randAlphaNum 30 }}{{ end }}',
      'templates/secret.yaml': `apiVersion: v1
kind: Secret
metadata: {name: web}
data:
  pin: {{ .Values.secret.pin | b64enc }}
stringData:
  drawn: {{ randAlphaNum 12 }}
  made: {{ now | date "2006-01-02T15" }}
`,
      ...more,
    }).map(([name, text]) => [`${version}/${name}`, text]),
  )

const folder = folderWith({
  ...chart('1.0.0'),
  ...chart('1.1.0', {
    'templates/_helpers.tpl': '{{ define "web.labels" }}app: web\nmode: {{ .Values.mode }}\nteam: a{{ end }}',
    'values.yaml': 'replicas: 2\nmode: a\nport: 80\nextra: false\nsecret: {user: u, pin: "123456"}\n',
  }),
  'more.yaml': 'replicas: 3\n',
})
const old = path.join(folder, '1.0.0')

async function diff(...args: string[]) {
  return runOurs(['diff', ...args])
}

/** The JSON of a diff, each cause as one word. */
async function told(...args: string[]) {
  const { stdout } = await diff(...args, '--output', 'json')
  const { causes, objects, random, summary } = JSON.parse(stdout) as {
    summary: Record<string, number>
    causes: { type: string; key?: string; name?: string; field?: string; from?: unknown; to?: unknown }[]
    objects: {
      change: string
      kind: string
      name: string
      causes?: number[]
      fields: { path: string; causes: number[] }[]
    }[]
    random: { path: string }[]
  }
  const word = (at: number) => causes[at]!.key ?? causes[at]!.name ?? causes[at]!.field ?? causes[at]!.type
  return {
    summary,
    causes,
    random: random.map((one) => one.path),
    lines: objects.flatMap(({ change, kind, name, causes: whole = [], fields }) => [
      ...(change === 'changed' ? [] : [`${change} ${kind}/${name} < ${whole.map(word).join()}`]),
      ...fields.map((field) => `${kind}/${name} ${field.path} < ${field.causes.map(word).join()}`),
    ]),
  }
}

test('each field is told with the key that moved it, an object that came with the key that let it in', async () => {
  const { lines } = await told(old, '--set', 'port=81,mode=b,extra=true')
  expect(lines.sort()).toEqual([
    'Deployment/web metadata.labels.mode < mode',
    'Service/web metadata.labels.mode < mode',
    'Service/web spec.ports[name=http].port < port',
    'added ConfigMap/extra < extra',
  ])
})

test('two versions of a chart differ by a helper, and by the default of a key', async () => {
  const { lines } = await told(old, path.join(folder, '1.1.0'))
  expect(lines.sort()).toEqual([
    'Deployment/web metadata.labels.team < web.labels',
    'Deployment/web spec.replicas < replicas',
    'Service/web metadata.labels.team < web.labels',
  ])
})

test('with two charts the values go to both, and --from values to the first alone', async () => {
  const next = path.join(folder, '1.1.0')
  expect((await told(old, next, '--set', 'replicas=5')).lines.join()).not.toContain('spec.replicas')
  const { causes } = await told(old, '--from-values', path.join(folder, 'more.yaml'), '--set', 'replicas=9')
  expect(causes).toEqual([{ type: 'value', key: 'replicas', from: 3, to: 9 }])
})

test('what is drawn is not compared, and said', async () => {
  expect((await told(old, '--set', 'replicas=2')).random).toEqual([])
  const { random, summary } = await told(old, '--set', 'extra=true')
  expect(summary).toEqual({ changed: 0, renamed: 0, added: 1, removed: 0, unchanged: 3, random: 1 })
  expect(random).toEqual(['stringData.drawn'])
  const { stdout } = await diff(old, '--set', 'extra=true')
  expect(stdout).toContain('1 field is made anew by every render and not compared:')
})

describe('secrets', () => {
  const change = [old, '--set-string', 'secret.pin=99887766']
  const encoded = [Buffer.from('99887766').toString('base64'), Buffer.from('123456').toString('base64')]

  test.each([['text'], ['json']])('are not printed as %s, their change is', async (format) => {
    const { stdout } = await diff(...change, '--output', format)
    expect(stdout).toContain('data.pin')
    expect(stdout).toContain('secret.pin')
    for (const word of ['99887766', '123456', ...encoded]) expect(stdout).not.toContain(word)
  })

  test('are printed when that is asked for', async () => {
    const { stdout } = await diff(...change, '--show-secrets')
    expect(stdout).toContain('"123456" → "99887766"')
    expect(stdout).toContain(`${encoded[1]!} → ${encoded[0]!}`)
  })

  test('stay hidden in objects that are printed whole', async () => {
    const empty = folderWith({ 'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n' })
    const { stdout } = await diff(path.join(empty, 'web'), old, '--full')
    expect(stdout).toContain('+ Secret/web')
    expect(stdout).toContain('replicas: 1')
    expect(stdout).not.toContain(encoded[1])
  })
})

describe('exit codes', () => {
  test.each([
    [0, [old, '--set', 'replicas=2']],
    [0, [old, '--exit-code']],
    [1, [old, '--set', 'replicas=2', '--exit-code']],
    [1, [path.join(folder, 'none')]],
    [2, [path.join(folder, 'none'), '--exit-code']],
    [2, [old, '--nonsense', '--exit-code']],
  ])('%i for %j', async (code, args) => {
    expect((await diff(...args)).exitCode).toBe(code)
  })
})

test('a label that a helper writes into several objects is told once, with their names', async () => {
  const { stdout } = await diff(old, '--from-set', 'extra=true', '--set', 'extra=true,mode=b')
  expect(stdout).toBe(`3 changed, 1 unchanged

mode: a → b
  ~ in 3 objects
      ConfigMap/extra, Service/web, Deployment/web
    metadata.labels.mode: a → b
`)
})

test('by object, every change says its cause below it', async () => {
  const { stdout } = await diff(old, '--set', 'replicas=2', '--by', 'object')
  expect(stdout).toBe(`1 changed, 2 unchanged

~ Deployment/web
  spec.replicas: 1 → 2
      ↳ replicas: 1 → 2
`)
})

test('colour is for terminals, and for who asks', async () => {
  const { stdout } = await diff(old, '--set', 'replicas=2')
  expect(stdout).not.toContain('\u001b[')
  expect((await diff(old, '--set', 'replicas=2', '--color', 'always')).stdout).toContain(
    '\u001b[32m2\u001b[0m',
  )
})
