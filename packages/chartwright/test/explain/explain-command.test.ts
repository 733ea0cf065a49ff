import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { root } from '../../../../test/support/repository.ts'
import { folderWith } from '../cli/chart-folders.ts'

const folder = folderWith({
  'web/Chart.yaml':
    'apiVersion: v2\nname: web\nversion: 0.1.0\ndependencies:\n- {name: db, version: 0.1.0, condition: db.enabled}\n',
  'web/values.yaml':
    'image:\n  name: nginx\n  tag: "1.2"\nscale: false\nreplicas: 2\nnodes: {}\ndb:\n  enabled: false\npassword: hunter22\n',
  'web/templates/_helpers.tpl':
    '{{- define "web.image" -}}\n{{ .Values.image.name }}:{{ .Values.image.tag }}\n{{- end }}\n',
  'web/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    app.kubernetes.io/name: web
spec:
  {{- if not .Values.scale }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  template:
    spec:
      containers:
        - name: web
          image: {{ include "web.image" . }}
          env:
            - name: LEVEL
              value: info
      {{- with .Values.nodes }}
      nodeSelector: {{ toYaml . | nindent 8 }}
      {{- end }}
`,
  'web/templates/scaler.yaml':
    '{{ if .Values.scale }}\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n{{ end }}\n',
  'web/templates/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ndata:\n  password: {{ .Values.password | b64enc }}\n',
  'web/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'web/charts/db/values.yaml': 'size: 1\n',
  'web/charts/db/templates/db.yaml':
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  replicas: {{ .Values.size }}\n',
  'prod.yaml': '# production\nimage:\n  tag: "1.3"\n',
})
const web = path.join(folder, 'web')

async function explain(...args: string[]) {
  return runOurs(['explain', web, ...args])
}

interface Line {
  file: string
  line: number
  column: number
  define?: string
}

interface Explained {
  value: unknown
  lines: { place: Line; also: Line[]; stack: Line[] }[]
  content: { key: string; value: unknown; origins: { kind: string; name: string; line?: number }[] }[]
  decisions: { question: string; place: { line: number }; keys: { key: string }[] }[]
}

async function explained(...args: string[]): Promise<Explained> {
  return JSON.parse((await explain(...args, '--output', 'json')).stdout) as Explained
}

describe('a field', () => {
  test('leads to its line, the helper behind it and the keys it is made of, each with what set it', async () => {
    const { value, lines, content } = await explained(
      'deploy/web',
      'spec.template.spec.containers.web.image',
      '-f',
      path.join(folder, 'prod.yaml'),
      '--set',
      'image.name=caddy',
    )
    expect(value).toBe('caddy:1.3')
    expect(lines).toHaveLength(1)
    expect(lines[0]!.place).toMatchObject({ file: `${web}/templates/web.yaml`, line: 15 })
    expect(lines[0]!.also).toMatchObject([
      { file: `${web}/templates/_helpers.tpl`, line: 2, define: 'web.image' },
    ])
    expect(content).toEqual([
      {
        key: 'image.name',
        of: 'value',
        value: 'caddy',
        origins: [{ kind: 'flag', name: '--set', isRemoval: false }],
      },
      {
        key: 'image.tag',
        of: 'value',
        value: '1.3',
        origins: [
          { kind: 'file', name: path.join(folder, 'prod.yaml'), line: 3, column: 3, isRemoval: false },
        ],
      },
    ])
  })

  test('tells the branches that it stands in', async () => {
    const { decisions, content } = await explained('deploy/web', 'spec.replicas')
    expect(decisions.map(({ question, place }) => [question, place.line])).toEqual([
      ['if not .Values.scale', 8],
    ])
    expect(decisions[0]!.keys.map(({ key }) => key)).toEqual(['scale'])
    expect(content[0]!.origins[0]).toMatchObject({ kind: 'default', name: `${web}/values.yaml`, line: 5 })
  })

  test.each([
    'spec.template.spec.containers[0].image',
    'spec.template.spec.containers[name=web].image',
    'spec.template.spec.containers[name="web"]["image"]',
    '.spec.template.spec.containers.0.image',
  ])('is found as %s', async (field) => {
    expect((await explained('Deployment/web', field)).value).toBe('nginx:1.2')
  })

  test.each([
    'metadata.labels.app.kubernetes.io/name',
    'metadata.labels.app\\.kubernetes\\.io/name',
    'metadata.labels["app.kubernetes.io/name"]',
    "metadata.labels['app.kubernetes.io/name']",
  ])('with dots in its name is found as %s', async (field) => {
    expect((await explained('deployments/web', field)).value).toBe('web')
  })
})

describe('what is not there', () => {
  test('a field: the branch that was skipped, with its question and its key', async () => {
    const { stdout, exitCode } = await explain('deploy/web', 'spec.replicas', '--set', 'scale=true')
    expect(exitCode).toBe(0)
    expect(stdout).toBe(`Deployment/web has no spec.replicas
  spec is there; replicas below it would be written if not for
    if not .Values.scale  ${web}/templates/web.yaml:8
      scale = true  --set
      skipped: ${web}/templates/web.yaml:9  replicas: {{ .Values.replicas }}
`)
  })

  test('an object: the branch around its template', async () => {
    const { stdout } = await explain('hpa/web')
    expect(stdout).toContain('if .Values.scale')
    expect(stdout).toContain(`scale = false  ${web}/values.yaml:4 (default)`)
    expect(stdout).toContain(`${web}/templates/scaler.yaml:3  kind: HorizontalPodAutoscaler`)
  })

  test('an object of a subchart that is turned off: its condition', async () => {
    const { stdout } = await explain('sts/db')
    expect(stdout).toContain('subchart db is turned off')
    expect(stdout).toContain(`db.enabled = false  ${web}/values.yaml:8 (default)`)
  })

  test.each([
    [['deploy/wbe'], 'object-unknown', 'did you mean Deployment/web?'],
    [['deploy/web', 'spec.replica'], 'field-unknown', 'did you mean spec.replicas?'],
    [['deploy/web', 'image'], 'field-unknown', 'did you mean spec.template.spec.containers[name=web].image?'],
    [
      ['deploy/web', 'spec.template.spec.containers[name=wbe].image'],
      'field-unknown',
      'did you mean spec.template.spec.containers[name=web].image?',
    ],
    [['--value', 'image.tga'], 'key-unknown', 'did you mean image.tag?'],
    [['nonsense'], 'object-unknown', 'write KIND/NAME'],
  ])('%j: %s, %s', async (args, code, hint) => {
    const { stderr, exitCode } = await explain(...args)
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`error ${code}: `)
    expect(stderr).toContain(hint)
  })
})

describe('--value', () => {
  test('leads to every field and branch that the key moves', async () => {
    expect((await explain('--value', 'scale')).stdout).toBe(`scale = false  ${web}/values.yaml:4 (default)

It moves 1 field of 1 object:
  Deployment/web
    spec.replicas is there because of it  ${web}/templates/web.yaml:9

It decides 2 branches:
  if not .Values.scale  ${web}/templates/web.yaml:8  printed 1×
  if .Values.scale  ${web}/templates/scaler.yaml:1  printed nothing 1×
`)
  })

  test('of a map leads to what any of its entries moves', async () => {
    const { stdout } = await explain('--value', 'image')
    expect(stdout).toContain('spec.template.spec.containers[name=web].image: nginx:1.2')
  })

  test('says that nothing reads a key', async () => {
    const { stdout } = await explain('--value', 'unused', '--set', 'unused=1')
    expect(stdout).toBe('unused = 1  --set\n\nNothing in the chart reads it.\n')
  })
})

test('a field at the very end of its document is found, whatever ends it', async () => {
  const ends = [
    'kind: A\nmetadata: {name: a}\ndata:\n  x:\n    - one\n    - two',
    'kind: B\nmetadata: {name: b}\ndata:\n  x: [one,\n    two]\n\n',
  ]
  const chart = folderWith({
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/templates/a.yaml': ends[0]!,
    'c/templates/b.yaml': `${ends[0]!.replaceAll(/A|a$/gm, 'C')}\n---\n${ends[1]!}`,
  })
  for (const [object, lines] of [
    ['A/a', [4, 5, 6]],
    ['B/b', [11, 12]],
  ] as const) {
    const { stdout, stderr } = await runOurs([
      'explain',
      path.join(chart, 'c'),
      object,
      'data.x',
      '--output',
      'json',
    ])
    expect(stderr).toBe('')
    const { lines: made } = JSON.parse(stdout) as Explained
    expect(made.map(({ place }) => place.line)).toEqual(lines)
  }
})

test('an object without a field is shown whole, its lines with their templates and keys', async () => {
  const { stdout } = await explain('deploy/web')
  expect(stdout).toMatch(/^ {2}replicas: 2 +# web\.yaml:9 {2}replicas$/m)
  expect((await explain()).stdout).toContain(`Deployment/web  ${web}/templates/web.yaml`)
})

test('secrets are hidden, and shown when that is asked for', async () => {
  const asked = [['secret/web', 'data.password'], ['secret/web'], ['--value', 'password']]
  const words = ['hunter22', Buffer.from('hunter22').toString('base64')]
  for (const args of asked)
    for (const format of ['text', 'json']) {
      const { stdout } = await explain(...args, '--output', format)
      expect(stdout).toContain('password')
      for (const word of words) expect(stdout, `${args.join(' ')} as ${format}`).not.toContain(word)
      expect((await explain(...args, '--show-secrets', '--output', format)).stdout).toContain(words[1])
    }
})

describe('a chart that was built', () => {
  const dagu = path.join(root, 'charts/dagu')
  const source = fs.readFileSync(path.join(root, 'platforms/dagu/chart.ts'), 'utf8').split('\n')
  const described = async (field: string) => {
    const { stdout } = await runOurs(['explain', dagu, 'Deployment/dagu-ui', field, '--output', 'json'])
    const { lines } = JSON.parse(stdout) as {
      lines: { place: { platform?: { file: string; line: number; column: number } } }[]
    }
    return lines[0]!.place.platform!
  }

  test('leads to the line of chart.ts that names the value', async () => {
    const { file, line } = await described('spec.replicas')
    expect(path.resolve(file)).toBe(path.join(root, 'platforms/dagu/chart.ts'))
    expect(source[line - 1]).toContain('replicas: $.ui.replicas')
  })

  test('else to the component that it belongs to', async () => {
    const { line } = await described('spec.selector.matchLabels')
    expect(source[line - 1]).toContain("service('ui'")
  })
})

test('a line of toYaml names its own entry, and --value of a nested key lists its lines alone', async () => {
  const tuned = folderWith({
    'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
    'app/crds/a.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
`,
    'app/values.yaml': `resources:
  limits: {cpu: 1, memory: 1Gi}
  requests: {cpu: 100m}
tolerations:
  - {key: a, operator: Exists}
  - key: "yes"
    value: "line one\\nline two"
empty: {}
`,
    'app/templates/app.yaml': `apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  resources: {{- toYaml .Values.resources | nindent 4 }}
  tolerations:
  {{- with .Values.tolerations }}
    {{- toYaml . | nindent 4 }}
  {{- end }}
  affinity: {{ toYaml .Values.empty }}
`,
  })
  const app = path.join(tuned, 'app')
  const keys = async (field: string) => {
    const { stdout } = await runOurs(['explain', app, 'Pod/app', field, '--output', 'json'])
    return (JSON.parse(stdout) as { content: { key: string }[] }).content.map(({ key }) => key)
  }
  expect(await keys('spec.resources.limits.cpu')).toEqual(['resources.limits.cpu'])
  expect(await keys('spec.tolerations[0].operator')).toEqual(['tolerations[0].operator'])
  expect(await keys('spec.tolerations[1].value')).toEqual(['tolerations[1].value'])
  expect(await keys('spec.affinity')).toEqual(['empty'])
  const limits = await runOurs(['explain', app, '--value', 'resources.limits'])
  expect(limits.stdout).toContain('It moves 2 fields of 1 object')
  expect(limits.stdout).not.toContain('requests')
  const objects = await runOurs(['explain', app])
  expect(objects.stdout).toContain(`${app}/crds/a.yaml`)
})
