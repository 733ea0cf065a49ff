import { expect, test } from 'vitest'
import {
  autoscaling,
  bool,
  image,
  patch,
  rawTemplate,
  removed,
  replicas,
  service,
  string,
  when,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const web = ($: { image: never }) =>
  service('web', { image: $.image, ports: { http: 80 }, env: { A: '1', B: '2' }, serviceType: 'ClusterIP' })

test('a patch merges maps, merges lists by name, adds, replaces and leaves out', () => {
  const { files } = compiled({ ...img, debug: bool(false), zone: string('a') }, ($) => [
    web($ as never),
    patch('Deployment', 'web', {
      spec: {
        minReadySeconds: 5,
        template: {
          spec: {
            enableServiceLinks: removed,
            shareProcessNamespace: true,
            hostname: $.zone,
            containers: [
              {
                name: 'web',
                tty: when($.debug, true),
                env: [
                  { name: 'B', value: 'two' },
                  { name: 'C', value: '3' },
                ],
              },
              { name: 'beside', image: 'busybox' },
            ],
          },
        },
      },
    }),
    patch('Service', 'web', { spec: { type: 'LoadBalancer', sessionAffinity: 'ClientIP' } }),
  ])
  const deployment = files.get('templates/web-deployment.yaml')!
  expect(deployment).toMatch(/\n {2}minReadySeconds: 5\n/)
  expect(deployment).toContain('      shareProcessNamespace: true\n')
  expect(deployment).toContain('      hostname: {{ .Values.zone | quote }}\n')
  expect(deployment).not.toContain('enableServiceLinks')
  expect(deployment).toContain(`            - name: A
              value: "1"
            - name: B
              value: two
`)
  expect(deployment).toContain(`            - name: C
              value: "3"
`)
  expect(deployment).toContain(`          {{- if .Values.debug }}
          tty: true
          {{- end }}
        - name: beside
          image: busybox
`)
  const serviceText = files.get('templates/web-service.yaml')!
  expect(serviceText).toContain('  type: LoadBalancer\n')
  expect(serviceText).toContain('  sessionAffinity: ClientIP\n')
  expect(serviceText).not.toContain('ClusterIP')
})

test('a patch under a condition leaves what was there otherwise', () => {
  const { files } = compiled({ ...img, open: bool(false) }, ($) => [
    web($ as never),
    patch('Service', 'web', { spec: { type: when($.open, 'NodePort') } }),
  ])
  expect(files.get('templates/web-service.yaml')).toContain(`  {{- if .Values.open }}
  type: NodePort
  {{- else }}
  type: ClusterIP
  {{- end }}
`)
})

test('a patch reaches the object under a switch, and each of a pool', () => {
  const { files } = compiled(
    { ...img, web: workload('', { replicas: replicas(1), scale: autoscaling({ min: 1, max: 3 }) }, small) },
    ($) => [
      worker('web', { image: $.image, values: $.web, replicas: $.web.replicas, autoscale: $.web.scale }),
      patch('HorizontalPodAutoscaler', 'web', {
        spec: { behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } },
      }),
    ],
  )
  expect(files.get('templates/web-horizontalpodautoscaler.yaml')).toContain(`  behavior:
    scaleUp:
      stabilizationWindowSeconds: 60
`)
})

const small = { resources: { requests: { cpu: '1' } } }

test('lines of a patch know the line that they came from', () => {
  const chart = compiled(img, ($) => [
    web($ as never),
    patch('Service', 'web', { spec: { sessionAffinity: 'ClientIP' } }),
  ])
  const lines = chart.files.get('templates/web-service.yaml')!.split('\n')
  const at = chart.sources.get('templates/web-service.yaml')![lines.indexOf('  sessionAffinity: ClientIP')]
  const other = chart.sources.get('templates/web-service.yaml')![0]
  expect(at!.file).toContain('escape-hatches.test.ts')
  expect(at!.line).not.toBe(other!.line)
})

test('patches of nothing, of selectors and of what operators own come in one run', () => {
  const problems = reported({ ...img, web: workload('', {}) }, ($) => [
    worker('web', { image: $.image, values: $.web }),
    patch('Deployment', 'wep', { spec: { paused: true } }),
    patch('Service', 'web', { spec: { type: 'NodePort' } }),
    patch('Deployment', 'web', { spec: { selector: { matchLabels: { a: 'b' } } } }),
    patch('Deployment', 'web', { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } }),
    patch('Deployment', 'web', { metadata: { name: 'other' } }),
    patch('Deployment', 'web', {
      spec: { template: { metadata: { labels: { 'app.kubernetes.io/component': 'other' } } } },
    }),
  ])
  expect(problems.map(({ code }) => code)).toEqual([
    'patch-target-unknown',
    'patch-target-unknown',
    'patch-refused',
    'patch-refused',
    'patch-refused',
    'patch-refused',
  ])
  expect(problems[0]).toMatchObject({ hint: 'did you mean "web"?' })
})

test('a patch of replicas that an autoscaler or a singleton owns is a second owner', () => {
  const problems = reported(
    { ...img, web: workload('', { scale: autoscaling({ min: 1, max: 3 }) }, small) },
    ($) => [
      worker('web', { image: $.image, values: $.web, autoscale: $.web.scale }),
      worker('mail', { image: $.image, singleton: true }),
      patch('Deployment', 'web', { spec: { replicas: 3 } }),
      patch('Deployment', 'mail', { spec: { replicas: 2 } }),
    ],
  )
  expect(problems.map(({ code }) => code)).toEqual([
    'replicas-owned-twice',
    'replicas-owned-twice',
    'container-without-requests',
  ])
})

const raw = `{{- if .Values.quota }}
apiVersion: v1
kind: ResourceQuota
metadata:
  name: {{ include "shop.fullname" . }}-quota
  labels:
    {{- include "shop.labels" . | nindent 4 }}
{{- end }}
`

test('a raw template is written as it is, reads values, and is reported as not proven', () => {
  const { files } = compiled({ quota: bool(true) }, () => [rawTemplate('quota.yaml', raw)])
  expect(files.get('templates/quota.yaml')).toBe(raw)
  expect(files.get('templates/_helpers.tpl')).toContain('define "shop.labels"')
  expect(JSON.parse(files.get('intents.json')!)).toMatchObject({
    notProven: [{ template: 'templates/quota.yaml' }],
  })
  expect(reported({ quota: bool(true) }, () => [rawTemplate('quota.yaml', raw)])).toMatchObject([
    { code: 'template-not-proven', severity: 'info' },
  ])
})

test('a raw template that cannot be read, or reads what is not declared, is a mistake', () => {
  const problems = reported({ quota: bool(true) }, () => [
    rawTemplate('a.yaml', '{{ .Values.quota }'),
    rawTemplate('b.yaml', '{{ .Values.quoat }}{{ .Values.quota }}'),
    rawTemplate('../c.yaml', ''),
  ])
  expect(problems.map(({ code }) => code)).toEqual([
    'raw-template-invalid',
    'value-undeclared',
    'raw-template-invalid',
  ])
})
