// VOX-14 to VOX-18: state, metrics, traces, certificates, Ingress.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { apis, at, chart, example, notes, plain, refusal, render } from './render.ts'

const defaults = render()
const four = ['media-gateway', 'speech-gateway', 'runtime', 'integration']
const redis = 'voice-gateway-redis'

test('VOX-14 Redis is replicated: three pods, each with a claim of 1Gi, and Sentinel beside each', () => {
  const set = defaults.one('StatefulSet', redis)
  expect(at(set, 'spec.replicas')).toBe(3)
  expect(plain(at(set, 'spec.volumeClaimTemplates.0.spec'))).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  })
  const containers = defaults.pod(redis, 'containers') as { name: string; image: string }[]
  expect(containers.map(({ name, image }) => [name, image.split(':')[0]])).toEqual([
    ['redis', 'redis'],
    ['sentinel', 'redis'],
  ])
  expect(plain(at(defaults.one('Service', redis), 'spec.ports'))).toEqual([
    { name: 'sentinel', port: 26379, targetPort: 'sentinel', protocol: 'TCP' },
  ])
  expect(plain(at(defaults.one('Service', `${redis}-headless`), 'spec'))).toMatchObject({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
  })
  expect(plain(at(defaults.one('PodDisruptionBudget', redis), 'spec.maxUnavailable'))).toBe(1)
  const five = render('--set', 'redis.replica.replicaCount=5,redis.replica.persistence.size=4Gi')
  expect(at(five.one('StatefulSet', redis), 'spec.replicas')).toBe(5)
  expect(five.env(redis).REPLICAS).toBe('5')
  expect(
    at(five.one('StatefulSet', redis), 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
  ).toBe('4Gi')
})

test('VOX-14 the password is in the documented Secret, which is made when it is absent', () => {
  const secret = defaults.one('Secret', redis)
  expect(at(secret, 'stringData.redis-password')).toMatch(/^[A-Za-z0-9]{32}$/)
  expect(plain(at(secret, 'metadata.annotations'))).toEqual({ 'helm.sh/resource-policy': 'keep' })
  const key = { secretKeyRef: { name: redis, key: 'redis-password' } }
  expect(defaults.env(redis).REDISCLI_AUTH).toEqual(key)
  expect(defaults.env('voice-gateway-runtime').VG_REDIS_PASSWORD).toEqual(key)
  expect(notes()).toContain('The Secret voice-gateway-redis is made by the chart')
})

test('VOX-14 four ways to the password: a Secret, a value, a seed, or made once', () => {
  const password = (...args: string[]) =>
    at(render(...args).one('Secret', redis), 'stringData.redis-password') as string
  expect(password('--set-string', 'redis.auth.password=a"b\\\\c')).toBe('a"b\\c')
  const seeded = password('--set-string', 'secretSeed=seed')
  expect(seeded).toMatch(/^[0-9a-f]{32}$/)
  expect(password('--set-string', 'secretSeed=seed')).toBe(seeded)
  expect(password('--set-string', 'secretSeed=other')).not.toBe(seeded)
  expect(password()).not.toBe(password())
  expect(notes('--set-string', 'secretSeed=seed')).not.toContain('is made by the chart')
  const brought = render('--set', 'redis.auth.existingSecret=mine')
  expect(brought.names('Secret').filter((name) => name.includes('redis'))).toEqual([])
  expect(brought.env(redis).REDISCLI_AUTH).toEqual({
    secretKeyRef: { name: 'mine', key: 'redis-password' },
  })
  const off = render('--set', 'redis.auth.enabled=false')
  expect(off.names('Secret').filter((name) => name.includes('redis'))).toEqual([])
  expect(off.env(redis)).not.toHaveProperty('REDISCLI_AUTH')
  expect(off.env('voice-gateway-runtime')).not.toHaveProperty('VG_REDIS_PASSWORD')
})

test('VOX-14 the runtime asks Sentinel for the master, or a Redis elsewhere', () => {
  expect(defaults.env('voice-gateway-runtime')).toMatchObject({
    VG_REDIS_MODE: 'sentinel',
    VG_REDIS_ADDRESS: 'voice-gateway-redis:26379',
    VG_REDIS_MASTER_NAME: 'main',
  })
  const alone = render(...example('cpu'))
  expect(alone.env('voice-gateway-runtime')).toMatchObject({
    VG_REDIS_MODE: 'standalone',
    VG_REDIS_ADDRESS: 'voice-gateway-redis:6379',
  })
  expect(at(alone.one('StatefulSet', redis), 'spec.replicas')).toBe(1)
  expect((alone.pod(redis, 'containers') as unknown[]).length).toBe(1)
  const managed = render(...example('managed'))
  expect(managed.names('StatefulSet')).toEqual(['voice-gateway-speech-gateway'])
  expect(managed.env('voice-gateway-runtime')).toMatchObject({
    VG_REDIS_MODE: 'standalone',
    VG_REDIS_ADDRESS: 'voice.cache.example.com:6379',
    VG_REDIS_TLS: 'true',
    VG_REDIS_PASSWORD: { secretKeyRef: { name: 'voice-redis', key: 'redis-password' } },
    DATABASE_URL: { secretKeyRef: { name: 'voice-postgres', key: 'url' } },
  })
  expect(refusal('--set', 'redis.enabled=false')).toContain('redis.external.host is empty')
  expect(
    render('--set', 'redis.enabled=false,runtime.config.stateStore=memory').names('StatefulSet'),
  ).toEqual(['voice-gateway-speech-gateway'])
})

test('VOX-14 Postgres and NATS are used when they are named, their URLs escaped', () => {
  for (const name of four) {
    expect(defaults.env(`voice-gateway-${name}`)).not.toHaveProperty('DATABASE_URL')
    expect(defaults.env(`voice-gateway-${name}`)).not.toHaveProperty('NATS_URL')
  }
  const given = render(
    '--set',
    'postgres.mode=external,postgres.host=db,nats.mode=external,nats.host=nats',
    '--set-string',
    'postgres.password=p@ss/w rd+%',
  )
  expect(at(given.one('Secret', 'voice-gateway-postgres-url'), 'stringData.url')).toBe(
    'postgresql://voicetyped:p%40ss%2Fw%20rd%2B%25@db:5432/voicetyped',
  )
  expect(at(given.one('Secret', 'voice-gateway-nats-url'), 'stringData.url')).toBe('nats://nats:4222/')
  for (const name of four)
    expect(given.env(`voice-gateway-${name}`)).toMatchObject({
      DATABASE_URL: { secretKeyRef: { name: 'voice-gateway-postgres-url', key: 'url' } },
      NATS_URL: { secretKeyRef: { name: 'voice-gateway-nats-url', key: 'url' } },
    })
  expect(refusal('--set', 'postgres.mode=managed')).toContain('needs postgres.existingSecret')
  expect(refusal('--set', 'nats.mode=external')).toContain('needs nats.host')
})

test('VOX-15 all four serve metrics on 9100, and Prometheus looks every 15 seconds', () => {
  const rendered = render(...apis('monitoring.coreos.com/v1'))
  expect(plain(at(rendered.one('ServiceMonitor', 'voice-gateway-metrics'), 'spec.endpoints'))).toEqual([
    { port: 'metrics', path: '/metrics', interval: '15s' },
  ])
  expect(plain(at(rendered.one('Service', 'voice-gateway-metrics'), 'spec'))).toMatchObject({
    clusterIP: 'None',
    ports: [{ name: 'metrics', port: 9100, targetPort: 'metrics' }],
    selector: { 'app.kubernetes.io/name': 'voice-gateway', 'app.kubernetes.io/instance': 'voice-gateway' },
  })
  for (const name of four) {
    expect(rendered.pod(`voice-gateway-${name}`, 'containers.0.ports')).toContainEqual({
      name: 'metrics',
      containerPort: 9100,
    })
    expect(rendered.env(`voice-gateway-${name}`).VG_METRICS_PORT).toBe('9100')
  }
})

test('VOX-15 without the Prometheus Operator only the ServiceMonitor is missing, and NOTES says so', () => {
  expect(defaults.names('ServiceMonitor')).toEqual([])
  expect(defaults.names('Service')).toContain('voice-gateway-metrics')
  expect(notes()).toContain('This cluster has no ServiceMonitor')
  const unwanted = ['--set', 'observability.metrics.serviceMonitor.enabled=false']
  expect(notes(...unwanted)).not.toContain('no ServiceMonitor')
  expect(render(...unwanted, ...apis('monitoring.coreos.com/v1')).names('ServiceMonitor')).toEqual([])
  const off = render('--set', 'observability.metrics.enabled=false', ...apis('monitoring.coreos.com/v1'))
  expect([...off.names('ServiceMonitor'), ...off.names('Service')]).not.toContain('voice-gateway-metrics')
  expect(JSON.stringify(off.pod('voice-gateway-runtime', 'containers.0.ports'))).not.toContain('metrics')
  const other = render(
    '--set',
    'observability.metrics.port=9464,observability.metrics.serviceMonitor.interval=30s',
    ...apis('monitoring.coreos.com/v1'),
  )
  expect(at(other.one('ServiceMonitor', 'voice-gateway-metrics'), 'spec.endpoints.0.interval')).toBe('30s')
  expect(other.env('voice-gateway-runtime').VG_METRICS_PORT).toBe('9464')
})

test('VOX-16 traces go nowhere, or to the collector that is named', () => {
  for (const name of four)
    expect(
      Object.keys(defaults.env(`voice-gateway-${name}`)).filter((key) => key.startsWith('OTEL')),
    ).toEqual([])
  const on = render(
    '--set',
    'observability.tracing.enabled=true,observability.tracing.otlpEndpoint=http://collector:4317',
  )
  for (const name of four)
    expect(on.env(`voice-gateway-${name}`)).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317',
      OTEL_SERVICE_NAME: name,
    })
  expect(refusal('--set', 'observability.tracing.enabled=true')).toContain('otlpEndpoint')
  expect(
    JSON.stringify(plain(at(on.one('NetworkPolicy', 'voice-gateway-runtime'), 'spec.egress'))),
  ).toContain('4317')
})

test('VOX-17 cert-manager makes a certificate for each of the four, signed by the ClusterIssuer', () => {
  const rendered = render(...apis('cert-manager.io/v1'))
  const certificates = rendered.all('Certificate')
  expect(rendered.names('Certificate').sort()).toEqual(four.map((name) => `voice-gateway-${name}-tls`).sort())
  for (const certificate of certificates) {
    const host = String(at(certificate, 'metadata.name')).replace(/-tls$/, '')
    expect(plain(at(certificate, 'spec'))).toMatchObject({
      secretName: `${host}-tls`,
      usages: ['digital signature', 'server auth', 'client auth'],
      issuerRef: { name: 'voice-gateway-ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    })
    expect(plain(at(certificate, 'spec.dnsNames'))).toContain(`${host}.default.svc`)
  }
  expect(rendered.names('Secret').filter((name) => name.includes('tls') || name.includes('-ca'))).toEqual([])
  const issuer = render(
    '--set',
    'security.mtls.certManager.issuerRef.name=mine,security.mtls.certManager.issuerRef.kind=Issuer',
    ...apis('cert-manager.io/v1'),
  )
  expect(plain(at(issuer.all('Certificate')[0], 'spec.issuerRef'))).toMatchObject({
    name: 'mine',
    kind: 'Issuer',
  })
})

test('VOX-17 without cert-manager security stays: the chart makes a CA, keeps it, and says so', () => {
  const made = ['voice-gateway-ca', ...four.map((name) => `voice-gateway-${name}-tls`)]
  expect(defaults.names('Secret')).toEqual(expect.arrayContaining(made))
  expect(defaults.names('Certificate')).toEqual([])
  for (const name of made)
    expect(plain(at(defaults.one('Secret', name), 'metadata.annotations'))).toMatchObject({
      'helm.sh/resource-policy': 'keep',
    })
  expect(notes()).toContain('This cluster has no cert-manager')
  const unused = ['--set', 'security.mtls.certManager.enabled=false']
  expect(notes(...unused)).not.toContain('This cluster has no cert-manager')
  expect(render(...unused, ...apis('cert-manager.io/v1')).names('Secret')).toContain('voice-gateway-ca')
})

test('VOX-17 all four mount their certificate and are told where', () => {
  for (const name of four) {
    const pod = `voice-gateway-${name}`
    expect(defaults.pod(pod, 'volumes')).toContainEqual({
      name: 'tls',
      secret: { secretName: `${pod}-tls` },
    })
    expect(defaults.pod(pod, 'containers.0.volumeMounts')).toContainEqual({
      name: 'tls',
      mountPath: '/tls',
      readOnly: true,
    })
    expect(defaults.env(pod)).toMatchObject({
      VG_TLS_CERT: '/tls/tls.crt',
      VG_TLS_KEY: '/tls/tls.key',
      VG_TLS_CA: '/tls/ca.crt',
    })
  }
  const off = render('--set', 'security.mtls.enabled=false', ...apis('cert-manager.io/v1'))
  expect([...off.names('Certificate'), ...off.names('Secret')]).toEqual([redis])
  expect(off.env('voice-gateway-runtime')).not.toHaveProperty('VG_TLS_CERT')
})

test('VOX-18 the Ingress is off, and reaches the API of the documented host when it is on', () => {
  expect(defaults.names('Ingress')).toEqual([])
  const on = render('--set', 'ingress.enabled=true').one('Ingress', 'voice-gateway-api')
  expect(plain(at(on, 'spec'))).toEqual({
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'vg-api.internal',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'voice-gateway-integration', port: { name: 'api' } } },
            },
          ],
        },
      },
    ],
  })
  const other = render(
    '--set',
    'ingress.enabled=true,ingress.className=traefik',
    '--set-json',
    'ingress.tls=[{"secretName":"api-tls","hosts":["vg-api.internal"]}]',
  ).one('Ingress', 'voice-gateway-api')
  expect(at(other, 'spec.ingressClassName')).toBe('traefik')
  expect(plain(at(other, 'spec.tls'))).toEqual([{ secretName: 'api-tls', hosts: ['vg-api.internal'] }])
  const readme = fs.readFileSync(path.join(chart, 'README.md'), 'utf8')
  expect(readme).toContain('`ingress.enabled`')
})

test('VOX-14 every gateway may reach the database, the queue and the collector that are switched on', () => {
  const on = render(
    '--set',
    'postgres.mode=managed,postgres.existingSecret=p,nats.mode=managed,nats.existingSecret=n',
    '--set',
    'observability.tracing.enabled=true,observability.tracing.otlpEndpoint=http://collector:4317',
  )
  for (const name of four) {
    const open = (rendered: typeof on) =>
      (
        plain(at(rendered.one('NetworkPolicy', `voice-gateway-${name}`), 'spec.egress')) as {
          ports: { port: number }[]
          to?: unknown
        }[]
      )
        .filter(({ to }) => to === undefined)
        .flatMap(({ ports }) => ports.map(({ port }) => port))
    expect(open(on)).toEqual(expect.arrayContaining([5432, 4222, 4317, 4318]))
    expect(open(defaults)).not.toEqual(expect.arrayContaining([5432]))
    expect(on.env(`voice-gateway-${name}`)).toMatchObject({
      DATABASE_URL: { secretKeyRef: { name: 'p', key: 'url' } },
      NATS_URL: { secretKeyRef: { name: 'n', key: 'url' } },
    })
  }
  expect(on.names('Secret').filter((name) => name.endsWith('-url'))).toEqual([])
})

test.each([
  ['security.mtls.enabled=true', 'VG_TLS_CERT'],
  ['observability.metrics.enabled=true', 'VG_METRICS_PORT'],
  [
    'observability.tracing.enabled=true,observability.tracing.otlpEndpoint=http://c:4317',
    'OTEL_SERVICE_NAME',
  ],
  ['postgres.mode=external,postgres.host=db', 'DATABASE_URL'],
  ['postgres.mode=managed,postgres.existingSecret=p', 'DATABASE_URL'],
  ['nats.mode=external,nats.host=n', 'NATS_URL'],
  ['nats.mode=managed,nats.existingSecret=n', 'NATS_URL'],
])('VOX-14 to VOX-17 %s alone gives all four its %s, and nothing else does', (values, variable) => {
  const nothing = ['-f', path.join(import.meta.dirname, 'nothing.yaml')]
  const [without, alone] = [render(...nothing), render(...nothing, '--set', values)]
  for (const name of four) {
    expect(without.env(`voice-gateway-${name}`)).not.toHaveProperty(variable)
    expect(alone.env(`voice-gateway-${name}`)).toHaveProperty(variable)
  }
})

test('VOX-14 a Redis elsewhere has a password when one is given, by a Secret or by a value', () => {
  const elsewhere = (...more: string[]) =>
    render('--set', ['redis.enabled=false,redis.external.host=cache', ...more].join(',')).env(
      'voice-gateway-runtime',
    ).VG_REDIS_PASSWORD
  expect(elsewhere()).toBeUndefined()
  expect(elsewhere('redis.external.existingSecret=mine')).toMatchObject({ secretKeyRef: { name: 'mine' } })
  expect(elsewhere('redis.external.password=x')).toMatchObject({
    secretKeyRef: { name: 'voice-gateway-redis-external' },
  })
})

test('what is off is neither reached nor told: no way to a queue, no certificates', () => {
  const off = render('--set', 'nats.mode=off,security.mtls.enabled=false')
  for (const policy of off.all('NetworkPolicy')) expect(JSON.stringify(policy)).not.toContain('4222')
  for (const name of off.names('Deployment'))
    expect([name, Object.keys(off.env(name)).filter((key) => key.startsWith('VG_TLS'))]).toEqual([name, []])
  expect(JSON.stringify(off.all('Deployment'))).not.toMatch(/tls|certificate/i)
  const external = 'voice-gateway-redis-external'
  expect(render('--set', 'redis.external.password=p').names('Secret')).not.toContain(external)
  const elsewhere = render('--set', 'redis.enabled=false,redis.external.host=r,redis.external.password=p')
  expect(elsewhere.names('Secret')).toContain(external)
  const on = render('--set', 'nats.mode=external,nats.host=nats,security.mtls.enabled=true')
  expect(JSON.stringify(on.all('NetworkPolicy'))).toContain('4222')
  expect(on.env('voice-gateway-media-gateway')).toMatchObject({ VG_TLS_CERT: '/tls/tls.crt' })
})

test('one claim for all models is there only while models are kept', () => {
  const shared = ['--set', 'speechGateway.modelStorage.accessMode=ReadWriteMany']
  const off = ['--set', 'speechGateway.modelStorage.enabled=false']
  expect(render(...shared).names('PersistentVolumeClaim')).toHaveLength(1)
  expect(render(...shared, ...off).names('PersistentVolumeClaim')).toEqual([])
})

test('Redis has five minutes to ask who leads and to read its data before it must answer', () => {
  const probe = plain(defaults.pod(redis, 'containers.0.startupProbe')) as Record<string, number>
  expect(probe.periodSeconds! * probe.failureThreshold!).toBe(300)
  expect(JSON.stringify(probe)).toContain('PONG')
})
