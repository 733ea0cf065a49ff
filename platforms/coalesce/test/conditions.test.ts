// COA-09, COA-15, COA-19, COA-20 and COA-23: refusals and warnings come when they are due, and not otherwise.
import { expect, test } from 'vitest'
import {
  at,
  audio,
  calls,
  collab,
  courier,
  api,
  example,
  kratos,
  notes,
  plain,
  refusal,
  render,
} from './render.ts'

const set = (values: readonly string[]) => values.flatMap((one) => ['--set', one])
const databases = [
  ['kratos.postgres', 'kratos.postgres.dsn=postgres://a@b/c'],
  ['coalesce.postgres', 'coalesce.postgres.dsn=postgres://a@b/c'],
  ['redis', 'coalesce.redisURL=redis://a'],
] as const

test.each(databases)('COA-20 %s elsewhere needs to be found: by host, Secret or URL', (key, url) => {
  const external = [`${key}.mode=external`]
  const managed = [`${key}.mode=managed`]
  expect(refusal(...set(external))).toContain(`${key}.mode is external, which needs ${key}.host`)
  expect(refusal(...set(managed))).toContain(`${key}.mode is managed, which needs ${key}.existingSecret`)
  for (const found of [
    [...external, `${key}.host=db`],
    [...managed, `${key}.existingSecret=mine`],
  ]) {
    const names = render(...set(found)).names('StatefulSet')
    expect(names).toHaveLength(3)
  }
  for (const mode of [external, managed]) {
    expect(render(...set([...mode, url])).names('StatefulSet')).toHaveLength(3)
    expect(render(...set([...mode, `${key}.existingSecret=mine`])).names('StatefulSet')).toHaveLength(3)
  }
  expect(render(...set([url])).names('StatefulSet')).toHaveLength(3)
})

const gateway = ['gateway.enabled=true', 'gateway.className=envoy']
test('COA-15 a Gateway with HTTPS needs a certificate, and cert-manager its names', () => {
  const https = [...gateway, 'gateway.https.enabled=true']
  expect(refusal(...set(https))).toContain('there is no certificate')
  expect(refusal(...set([...https, 'gateway.https.issuer.name=le']))).toContain('gateway.hosts is empty')
  const whole = render(...set([...https, 'gateway.https.issuer.name=le', 'gateway.hosts[0]=a.example']))
  expect(plain(at(whole.one('Certificate', 'coalesce-gateway'), 'spec.dnsNames'))).toEqual(['a.example'])
  expect(render(...set([...https, 'gateway.https.secretName=t'])).names('Certificate')).toEqual([])
})

test.each([
  ['gateway.https.enabled=true'],
  ['gateway.https.enabled=true', 'gateway.https.issuer.name=le'],
  [...gateway, 'gateway.https.issuer.name=le'],
  [...gateway, 'route.enabled=true'],
  ['route.enabled=true', 'route.parentRefs[0].name=shared'],
])('COA-15 what is switched off asks for nothing: %s %s %s', (...values) => {
  expect(render(...set(values.filter(Boolean))).documents.length).toBeGreaterThan(10)
})

const placeholders = (said: string) =>
  [...said.matchAll(/WARNING: (\S+) is a placeholder/g)].map(([, key]) => key)
test('COA-23 in development exactly the placeholders that stand there are told', () => {
  const mail = 'kratos.smtp.connectionURI'
  expect(placeholders(notes())).toEqual([mail])
  for (const [key, value] of [
    ['coalesce.workerKey', 'change-me'],
    ['coalesce.redisURL', 'redis://:change-me@a'],
    ['coalesce.postgres.password', 'change-me'],
    ['coalesce.postgres.dsn', 'postgres://postgres:change-me@a/b'],
    ['kratos.postgres.password', 'change-me'],
    ['kratos.postgres.dsn', 'postgres://postgres:change-me@a/b'],
    ['kratos.secrets.default', '{change-me!change-me!}'],
    ['kratos.secrets.cookie', '{change-me!change-me!}'],
    ['kratos.secrets.cipher', '{change-me!change-me!change-me!ch}'],
    ['minio.rootPassword', 'change-me'],
    ['minio.endpoint', 'minio://root:change-me@minio:9000/coalesce'],
    ['redis.password', 'change-me'],
  ])
    expect(placeholders(notes(...set([`${key}=${value}`]))).sort()).toEqual([key, mail].sort())
  expect(placeholders(notes(...set(['kratos.existingSecret=mine'])))).toEqual([])
  expect(placeholders(notes(...set([`${mail}=smtps://mail:465`])))).toEqual([])
  expect(notes(...example('production'))).not.toContain('environment is dev')
})

const job = 'coalesce.endpoints.worker.job'
test.each([
  [
    'one pod of MinIO',
    [...example('production'), ...set(['minio.existingSecret='])],
    [
      set([]),
      [...example('production'), ...set(['minio.existingSecret=', 'minio.endpoint=https://a:b@c/d'])],
    ],
  ],
  [
    'cannot reach the MinIO',
    set([`${job}=runpod:https://a`]),
    [
      set([`${job}=https://a`]),
      set([`${job}=runpod:https://a`, 'minio.endpoint=https://a:b@c/d']),
      set([`${job}=runpod:https://a`, 'minio.existingSecret=mine']),
    ],
  ],
  [
    'over plain HTTP',
    set([`${job}=runpod:https://a`]),
    [set([`${job}=http://a`]), set([`${job}=runpod:https://a`, 'urls.apiBase=https://a'])],
  ],
  ['CoreDNS keeps answers', set([]), [set(['coalesce.collab.discovery.dnsTTLSeconds=2'])]],
  ['Nothing outside', set([]), [set([...gateway, 'route.enabled=true'])]],
  ['The API is at', set([...gateway, 'route.enabled=true']), [set([])]],
])('NOTES say “%s” when it is so, and only then', (text, due, not) => {
  expect(notes(...due)).toContain(text)
  for (const args of not) expect(notes(...args)).not.toContain(text)
})

test('COA-12 the way to a store outside is open as long as the store is outside, whoever says so', () => {
  for (const [values, isOutside] of [
    [[], false],
    [['minio.endpoint=https://a:b@c/d'], true],
    [['minio.existingSecret=mine'], true],
    [['minio.endpoint=https://a:b@c/d', 'minio.existingSecret=mine'], true],
  ] as const) {
    const rendered = render(...set(values))
    for (const name of [api, collab, audio]) {
      const open = calls(rendered, name)
      expect([name, values, open.includes('9000 anybody')]).toEqual([name, values, isOutside])
      expect([name, values, open.includes('9000 minio')]).toEqual([name, values, !isOutside])
    }
  }
})

test('COA-18 and COA-20 the servers have the same variables of what they need, wherever it is', () => {
  const needs = ['REDIS_URL', 'POSTGRES_URL', 'MINIO_ENDPOINT', 'METRICS_SERVER_PORT']
  for (const values of [
    [],
    ['redis.mode=external', 'redis.host=cache'],
    ['redis.mode=external', 'redis.host=cache', 'redis.password=p'],
    ['redis.mode=managed', 'redis.existingSecret=mine'],
    ['coalesce.postgres.mode=external', 'coalesce.postgres.host=db', 'coalesce.postgres.password=p'],
    ['coalesce.postgres.existingSecret=mine'],
    ['minio.endpoint=https://a:b@c/d'],
    ['minio.existingSecret=mine'],
    ['metrics.enabled=false'],
  ]) {
    const rendered = render(...set(values))
    const of = (name: string) => needs.map((key) => rendered.env(name)[key])
    expect([values, of(collab)]).toEqual([values, of(api)])
    expect(of(api).slice(0, 3)).not.toContain(undefined)
  }
})

test('COA-18 a database outside is reached by who uses it, and the test of the release asks for none inside', () => {
  for (const [group, users] of [
    ['kratos.postgres', [kratos, courier]],
    ['coalesce.postgres', [api, collab]],
  ] as const) {
    const outside = [`${group}.mode=external`, `${group}.host=db.example`, `${group}.password=p`]
    const rendered = render(...set(outside))
    for (const name of users)
      expect([name, calls(rendered, name)]).toEqual([name, expect.arrayContaining(['5432 anybody'])])
    const services = rendered.names('Service')
    const asked = rendered.documents
      .filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes('"helm.sh/hook":"test"'))
      .flatMap((pod) => plain(at(pod, 'spec.containers')) as { command?: string[] }[])
      .map(({ command = [] }) => /^https?:\/\/([^:/]+)/.exec(command.at(-1)!)?.[1] ?? command.at(-2)!)
    expect(asked.length).toBeGreaterThan(3)
    for (const host of asked) expect([group, services]).toEqual([group, expect.arrayContaining([host])])
  }
})

test('each member of the ring knows itself: its name, its namespace and its address', () => {
  const fields = { POD_NAME: 'metadata.name', POD_NAMESPACE: 'metadata.namespace', POD_IP: 'status.podIP' }
  for (const [name, fieldPath] of Object.entries(fields))
    expect(render().env(collab)[name]).toEqual({ fieldRef: { fieldPath } })
})

test('a server that loses members watches for minutes before it does, and loses one at a time', () => {
  const rendered = render(...set(['coalesce.collab.autoscaling.enabled=true']))
  expect(plain(at(rendered.one('HorizontalPodAutoscaler', collab), 'spec.behavior.scaleDown'))).toMatchObject(
    {
      stabilizationWindowSeconds: 300,
      policies: [{ type: 'Pods', value: 1 }],
    },
  )
})
