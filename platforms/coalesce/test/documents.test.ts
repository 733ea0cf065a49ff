// COA-01, COA-02, COA-16 and COA-17: what the chart says of itself, what its pods ask for, and how often they are asked.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { api, at, audio, chart, collab, courier, kratos, notes, pages, plain, render } from './render.ts'

const defaults = render()
const file = (name: string) => fs.readFileSync(path.join(chart, name), 'utf8')
const readme = file('README.md')
const section = (title: string) => readme.split(`## ${title}\n\n`)[1]!.split('\n\n## ')[0]!

test('COA-01 Chart.yaml says what it is, where it comes from and which Kubernetes it needs', () => {
  expect(file('Chart.yaml')).toBe(`apiVersion: v2
name: coalesce
description: "Coalesce edits audio as text, together: an API, a ring of collab servers, audio processors, and what they need."
type: application
version: "1.0.0"
appVersion: "0.0.1"
kubeVersion: ">=1.25.0-0"
home: https://github.com/chromakode/coalesce
keywords:
  - audio
  - transcription
  - collaboration
`)
})

test('COA-02 the README names all that is needed first, and what for', () => {
  expect(section('Before you install').split('\n')).toEqual([
    '- Kubernetes 1.25 or newer',
    '- Helm 3.14 or newer, or Helm 4',
    '- The Gateway API, with a controller for the GatewayClass',
    '- cert-manager, for the certificate of the Gateway',
    '- kind, for a cluster on this machine (optional: any cluster does)',
    '- kubectl',
    '- helm',
    '- helmfile, for the set-up of development (optional: helm install does what it does)',
    '- A DNS that keeps answers no longer than coalesce.collab.discovery.dnsTTLSeconds (optional: API servers see another ring of collab servers later)',
    '- The Gateway API and its controller, first (optional: route.enabled=false: nothing outside the cluster reaches the API)',
    '- GPUs that nodes offer (optional: coalesce.audio.gpu.enabled=false computes on CPUs)',
  ])
})

test('COA-01 the README says what each component does', () => {
  const rows = section('What it runs')
  for (const what of [
    '| `postgres-kratos` | PostgreSQL | StatefulSet, Service |',
    '| `postgres-coalesce` | PostgreSQL | StatefulSet, Service |',
    '| `redis` | Redis | StatefulSet, Service |',
    '| `minio` | Object storage: tracks and documents | StatefulSet, Service |',
    '| `kratos` | Users and sessions | Deployment, Service |',
    '| `kratos-ui` | The pages of logging in | Deployment, Service | http 3000 |',
    '| `kratos-courier` | Sends the mail of Kratos: one, or each mail would go out twice | Deployment |',
    '| `kratos-ui` | The pages of logging in | Deployment, Service |',
    '| `collab-server` | Edits documents: all that concerns a project runs on one instance | Deployment, Service |',
    '| `audio-processor` | Transcribes and splits audio, on CPUs or GPUs | Deployment, Service |',
    '| `api-server` | The API: knows which collab server has a project, and hands audio to the processors | Deployment, Service |',
  ])
    expect(rows).toContain(what)
  expect(section('The ring of collab servers')).toContain(
    'API servers resolve the headless Service and choose by consistent hashing',
  )
})

test('COA-12 the intents say in words who is outside, for the prover and the picture', () => {
  const { workloads } = JSON.parse(file('intents.json')) as {
    workloads: Record<string, { connectsTo?: { external?: string; about?: string }[] }>
  }
  const outside = Object.values(workloads).flatMap(({ connectsTo = [] }) => connectsTo)
  expect(
    Object.fromEntries(outside.flatMap((one) => (one.external ? [[one.external, one.about]] : []))),
  ).toEqual({
    'postgres-kratos': 'PostgreSQL',
    'postgres-coalesce': 'PostgreSQL',
    redis: 'Redis',
    smtp: 'A server that sends mail',
    s3: 'Object storage elsewhere',
    endpoints: 'What coalesce.endpoints names',
  })
})

test('COA-16 how often each is asked, and how long it may not answer', () => {
  const probes = (name: string) =>
    ['startup', 'liveness', 'readiness'].map((kind) => {
      const probe = defaults.pod(name, `containers.0.${kind}Probe`) as Record<string, number> | null
      const { periodSeconds, timeoutSeconds, failureThreshold } = probe ?? {}
      return [periodSeconds, timeoutSeconds, failureThreshold].map((one) => one ?? '-').join(' ')
    })
  const every10 = ['- - -', '10 - 6', '5 - -']
  for (const name of [api, collab, pages, 'coalesce-minio'])
    expect([name, probes(name)]).toEqual([name, every10])
  // A migration of the database may take its time; a model is loaded from a disk.
  expect(probes(kratos)).toEqual(['2 - 60', '10 - 6', '5 - -'])
  expect(probes(audio)).toEqual(['5 - 120', '20 10 6', '10 10 -'])
})

test('COA-17 what each pod requests', () => {
  const requests = (name: string) => {
    const { cpu, memory } = defaults.pod(name, 'containers.0.resources.requests') as Record<string, string>
    return `${cpu} ${memory}`
  }
  expect(
    Object.fromEntries(
      [api, collab, audio, kratos, courier, pages, 'coalesce-minio'].map((name) => [name, requests(name)]),
    ),
  ).toEqual({
    [api]: '250m 256Mi',
    [collab]: '250m 512Mi',
    [audio]: '4 8Gi',
    [kratos]: '100m 128Mi',
    [courier]: '20m 64Mi',
    [pages]: '50m 128Mi',
    'coalesce-minio': '100m 256Mi',
  })
})

test('COA-18 every pod that reads a Secret of the chart is rolled when it changes', () => {
  const sums = (kind: string, name: string) =>
    Object.keys(
      plain(at(defaults.one(kind, name), 'spec.template.metadata.annotations')) as Record<string, string>,
    )
  for (const name of [api, collab])
    expect(sums('Deployment', name)).toEqual(
      expect.arrayContaining(
        ['worker', 'minio-auth', 'redis-auth', 'postgres-coalesce-auth'].map((one) => `checksum/${one}`),
      ),
    )
  expect(sums('Deployment', pages)).toContain('checksum/kratos-ui-keys')
  expect(sums('StatefulSet', 'coalesce-minio')).toContain('checksum/minio-auth')
})

test('COA-14 NOTES say how to see that it runs', () => {
  expect(notes()).toContain('Coalesce is installed as coalesce in namespace default.')
  expect(notes()).toContain('kubectl --namespace default rollout status deployment/coalesce-api-server')
  expect(notes()).toContain("no edit is lost, but they do not see each other's")
})
