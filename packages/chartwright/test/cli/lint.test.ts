import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helmBinary, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

const chartFile = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

/** Each a chart's files; what it shows is in its name. */
const charts: Record<string, Record<string, string>> = {
  'a good chart': {
    'Chart.yaml': `${chartFile}icon: https://example.com/i.png\n`,
    'values.yaml': 'a: 1\n',
    'templates/a.yaml': configMap('a'),
  },
  'no values and no templates': { 'Chart.yaml': chartFile },
  'a Chart.yaml that is not YAML': { 'Chart.yaml': 'a: b: c\n', 'values.yaml': '' },
  'a Chart.yaml without a version': { 'Chart.yaml': 'apiVersion: v2\nname: c\n', 'values.yaml': '' },
  'a version that is a number': { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1\nappVersion: 1.10\n' },
  'a version with a v': {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: v1.2.3\n',
    'templates/a.yaml': configMap('a'),
  },
  'an unknown key': { 'Chart.yaml': `${chartFile}nmae: x\n`, 'templates/a.yaml': configMap('a') },
  'odd addresses': {
    'Chart.yaml': `${chartFile}icon: nowhere\nsources: [example.com]\nmaintainers:\n- name: x\n  email: not-an-address\n`,
  },
  'the older apiVersion with new keys': {
    'Chart.yaml': 'apiVersion: v1\nname: c\nversion: 0.1.0\ntype: application\n',
  },
  'a values.yaml that is not YAML': {
    'Chart.yaml': chartFile,
    'values.yaml': 'a: b: c\n',
    'templates/a.yaml': configMap('a'),
  },
  'values that the schema refuses': {
    'Chart.yaml': chartFile,
    'values.yaml': 'a: text\n',
    'values.schema.json': '{"properties": {"a": {"type": "integer"}}}',
    'templates/a.yaml': configMap('a'),
  },
  'a template that does not parse': { 'Chart.yaml': chartFile, 'templates/a.yaml': 'a: {{ .Values.x\n' },
  'a template that fails': { 'Chart.yaml': chartFile, 'templates/a.yaml': 'a: {{ .Values.x.y }}\n' },
  'required and fail': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': `${configMap('a')}data:\n  a: {{ required "give a" .Values.a }}\n  b: {{ fail "never" }}\n`,
  },
  'rendered text that is not YAML': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': 'a: b\n c: d\n',
    'templates/b.yaml': configMap('B'),
  },
  'names that Kubernetes refuses': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': `${configMap('A_b')}---\n${configMap('1a').replace('ConfigMap', 'Service')}---\n${configMap('a.b').replace('ConfigMap', 'Namespace')}`,
  },
  'names that are too long': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': ['ConfigMap', 'Service', 'Namespace']
      .map((kind) => configMap('a'.repeat(260)).replace('ConfigMap', kind))
      .join('---\n'),
  },
  'a Deployment without a selector': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': configMap('a').replace('ConfigMap', 'Deployment').replace('v1', 'apps/v1'),
  },
  'a kind of yesterday': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': configMap('a')
      .replace('ConfigMap', 'PodDisruptionBudget')
      .replace('v1', 'policy/v1beta1'),
    'templates/b.yaml': configMap('a').replace('ConfigMap', 'Ingress').replace('v1', 'extensions/v1beta1'),
    'templates/c.yaml': configMap('a')
      .replace('ConfigMap', 'HorizontalPodAutoscaler')
      .replace('v1', 'autoscaling/v2beta2'),
    'templates/d.yaml': configMap('a').replace('ConfigMap', 'Endpoints'),
  },
  'a List with kept items': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': `${configMap('a').replace('ConfigMap', 'List')}items:\n- metadata:\n    annotations: {helm.sh/resource-policy: keep}\n`,
  },
  'indent at the top and other endings': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': '  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: a\n',
    'templates/b.md': 'hello\n',
    'templates/c.yml': configMap('C'),
  },
  'what Helm 2 allowed': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': `${configMap('a')}  annotations:\n    "helm.sh/hook": crd-install\n# .Release.Time\n`,
  },
  'a dependency that is missing': {
    'Chart.yaml': `${chartFile}dependencies:\n- name: d\n  version: 1.0.0\n  repository: https://example.com\n`,
    'templates/a.yaml': configMap('a'),
  },
  'a subchart that is not declared': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': configMap('a'),
    'charts/d/Chart.yaml': 'apiVersion: v2\nname: d\nversion: 0.1.0\n',
    'charts/d/templates/a.yaml': configMap('d'),
  },
  'crds that are not': {
    'Chart.yaml': chartFile,
    'templates/a.yaml': configMap('a'),
    'crds/a.yaml': configMap('a'),
  },
}

let folder: string
let home: string

beforeAll(() => {
  home = process.cwd()
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lint-')))
  for (const [name, files] of Object.entries(charts)) {
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(folder, name, file)
      fs.mkdirSync(path.dirname(target), { recursive: true })
      fs.writeFileSync(target, text)
    }
  }
  process.chdir(folder)
})

afterAll(() => {
  process.chdir(home)
  fs.rmSync(folder, { recursive: true })
})

describe.each(['3', '4'] as const)('Helm %s', (line) => {
  test.each(
    Object.keys(charts).flatMap((name) => [
      [name, ''],
      [name, '--strict'],
    ]),
  )('%s %s gets its verdict', async (name, flag) => {
    const args = ['lint', name, ...(flag === '' ? [] : [flag])]
    const theirs = runHelm(helmBinary(line), args)
    const ours = await runOurs(['--helm-version', helmVersionOf(helmBinary(line)), ...args])
    expect(ours.stdout).toBe(theirs.stdout)
    expect(ours.exitCode).toBe(theirs.exitCode)
  })

  test.each([
    ['--quiet', '--with-subcharts', 'a good chart', 'a subchart that is not declared'],
    ['a good chart', './nowhere', 'nowhere/..//x/', './a good chart/Chart.yaml', ''],
  ])('several charts, subcharts and --quiet; places that are no chart', async (...words) => {
    const args = ['lint', ...words]
    const theirs = runHelm(helmBinary(line), args)
    const ours = await runOurs(['--helm-version', helmVersionOf(helmBinary(line)), ...args])
    expect(ours.stdout).toBe(theirs.stdout)
    expect(ours.exitCode).toBe(theirs.exitCode)
  })
})
