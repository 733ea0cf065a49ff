// DOG-14, DOG-21, DOG-39, DOG-41 and DOG-50: what the chart says of itself, to readers, to Helm and to preflight.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { chart, render, set, settings } from './render.ts'

const file = (name: string) => fs.readFileSync(path.join(chart, name), 'utf8')
const readme = file('README.md')
const section = (title: string) => readme.split(`## ${title}\n\n`)[1]!.split('\n\n## ')[0]!
interface Requirement {
  about: string
  look: Record<string, string>
  when?: string
  optional?: string
}
const intents = JSON.parse(file('intents.json')) as {
  requirements: Requirement[]
  workloads: Record<string, { connectsTo?: { external?: string; about?: string; last?: unknown }[] }>
}

test('DOG-39 Chart.yaml says what it is, where it comes from and which Kubernetes it needs', () => {
  expect(file('Chart.yaml')).toBe(`apiVersion: v2
name: dograh
description: "Dograh answers calls with voice agents: API, workers, telephony, campaigns, user interface and TURN."
type: application
version: "1.0.0"
appVersion: "latest"
kubeVersion: ">=1.26.0-0"
home: https://github.com/dograh-hq/dograh
keywords:
  - voice
  - webrtc
  - telephony
  - agents
`)
})

test('DOG-39 every autoscaler is in a file that is called hpa', () => {
  const names = fs.readdirSync(path.join(chart, 'templates'))
  expect(names.filter((name) => /-(hpa|horizontalpodautoscaler)/.test(name)).sort()).toEqual([
    'arq-worker-hpa.yaml',
    'ui-hpa.yaml',
    'web-hpa.yaml',
  ])
})

test('DOG-14 preflight asks for what the values need, and the README names all of it', () => {
  expect(section('Before you install').split('\n')).toEqual([
    '- Kubernetes 1.26 or newer',
    '- Helm 3.14 or newer, or Helm 4',
    '- cert-manager, for the certificate of TURN',
    '- The Gateway API, with a controller for the GatewayClass',
    '- cert-manager, for the certificate of the Gateway',
    '- The GatewayClass, and a controller for it',
    '- A provisioner of PersistentVolumes, for PostgreSQL, Redis and MinIO',
    '- KEDA (optional: without it CPU and memory decide)',
    '- The metrics API (metrics-server) (optional: without it the number of pods stays)',
    '- The Prometheus Operator (optional: without it there is no ServiceMonitor)',
    '- An image that takes part in the election of a leader, for ariManager.highAvailability (optional: without it there is one pod)',
    '- An image that takes part in the election of a leader, for campaignOrchestrator.highAvailability (optional: without it there is one pod)',
    '- An image that serves metrics, for metrics.enabled (optional: without it there are no metrics)',
  ])
  const looked = intents.requirements.map(({ look, when }) => [JSON.stringify(look), when])
  const image = '"image":"{{ printf \\"%s:%s\\" .Values.image.repository .Values.image.tag }}"'
  const election = `{${image},"label":"dev.chartwright.leader-election"}`
  expect(looked.slice(4)).toEqual([
    [
      '{"storageClass":"{{ .Values.database.storage.storageClass }}","accessMode":"ReadWriteOnce"}',
      '{{ or (eq .Values.database.mode "internal") (eq .Values.redis.mode "internal") (eq .Values.storage.mode "internalMinio") }}',
    ],
    [
      '{"api":"keda.sh/v1alpha1"}',
      '{{ or .Values.autoscaling.web.keda.enabled .Values.autoscaling.workers.keda.enabled }}',
    ],
    [
      '{"api":"metrics.k8s.io/v1beta1"}',
      '{{ or .Values.autoscaling.web.enabled .Values.autoscaling.workers.enabled .Values.autoscaling.ui.enabled }}',
    ],
    [
      '{"api":"monitoring.coreos.com/v1"}',
      '{{ and .Values.metrics.enabled .Values.metrics.serviceMonitor.enabled }}',
    ],
    [election, '{{ .Values.ariManager.highAvailability.enabled }}'],
    [election, '{{ .Values.campaignOrchestrator.highAvailability.enabled }}'],
    [`{${image},"label":"dev.chartwright.metrics"}`, '{{ .Values.metrics.enabled }}'],
  ])
})

test('DOG-01 the README says what each component does', () => {
  const rows = section('What it runs')
  for (const what of [
    '| `postgres` | PostgreSQL with pgvector | StatefulSet, Service |',
    '| `redis` | Redis | StatefulSet, Service |',
    '| `web` | The API, and the WebSockets of calls | Deployment, Service |',
    '| `arq-worker` | Background jobs (ARQ): what follows a call, knowledge, webhooks | Deployment |',
    '| `ari-manager` | Telephony: receives the events of Asterisk, alone | Deployment |',
    '| `campaign-orchestrator` | Campaigns: decides whom to call next, alone | Deployment |',
    '| `ui` | The user interface (Next.js) | Deployment, Service |',
    '| `migrate` | Migrations of the database | Job, a hook |',
  ])
    expect(rows).toContain(what)
})

test('DOG-25 the intents say in words who is outside, for the prover and the picture', () => {
  const outside = Object.values(intents.workloads).flatMap(({ connectsTo = [] }) => connectsTo)
  const about = Object.fromEntries(
    outside.flatMap((one) => (one.external ? [[one.external, one.about]] : [])),
  )
  expect(about).toMatchObject({
    postgres: 'PostgreSQL with pgvector',
    redis: 'Redis',
    providers: 'Providers of models, speech and telephony',
    media: 'Callers and TURN, for media',
    asterisk: 'Asterisk, by ARI',
  })
})

test.each([
  ['Quick start', '--set secrets.ossJwtSecret="$(openssl rand -hex 32)"'],
  ['TURN', 'helm upgrade dograh . --reuse-values --set coturn.externalIp=<address>'],
  ['Calls that last', 'A count of calls that cannot be read is taken for calls.'],
  ['Singletons', '`highAvailability.enabled` adds a pod that stands by.'],
  ['Between web and workers', 'No file passes from one pod to another'],
  ['Validation', 'helm template test-release . -f examples/values-managed.yaml'],
])('DOG-41 the README has a section on: %s', (title, sentence) => {
  expect(section(title)).toContain(sentence)
})

test('DOG-50 every word of the documents for logs and for the scheme is taken', () => {
  for (const level of ['INFO', 'DEBUG', 'WARNING', 'ERROR'])
    expect(settings(render(...set(`config.logLevel=${level}`))).LOG_LEVEL).toBe(level)
  for (const scheme of ['https', 'http'])
    expect(settings(render(...set('public.host=d.example', `public.scheme=${scheme}`))).UI_APP_URL).toBe(
      `${scheme}://d.example`,
    )
})

test('DOG-47 what leads to a store elsewhere is given once, in config and secrets', () => {
  const schema = JSON.parse(file('values.schema.json')) as {
    properties: { storage: { properties: Record<string, unknown> } }
  }
  const own = Object.keys(schema.properties.storage.properties)
  for (const key of [
    'bucket',
    'endpoint',
    'publicEndpoint',
    'secure',
    'accessKey',
    'secretKey',
    'existingSecret',
  ])
    expect(own).not.toContain(key)
})
