// COA-01, 10 to 19 and 22: what runs, how it is reached, and what it may do.
import { expect, test } from 'vitest'
import {
  api,
  at,
  audio,
  callers,
  calls,
  collab,
  courier,
  development,
  example,
  key,
  kratos,
  notes,
  pages,
  plain,
  refusal,
  render,
  secretOf,
} from './render.ts'

const defaults = render()
const stores = ['coalesce-minio', 'coalesce-postgres-coalesce', 'coalesce-postgres-kratos', 'coalesce-redis']

test('COA-01 Postgres, Redis, MinIO, Kratos with its pages and courier, API, Collab and Audio', () => {
  expect(defaults.names('Deployment').sort()).toEqual([api, audio, collab, kratos, courier, pages].sort())
  expect(defaults.names('StatefulSet').sort()).toEqual(stores)
  const images = [...defaults.names('Deployment'), ...stores].map((name) => [
    name.replace('coalesce-', ''),
    defaults.pod(name, 'containers.0.image'),
  ])
  expect(Object.fromEntries(images)).toEqual({
    'api-server': 'coalesce-project-server:0.0.1',
    'collab-server': 'coalesce-project-server:0.0.1',
    'audio-processor': 'coalesce-audio-processor:0.0.1',
    kratos: 'oryd/kratos:v1.0.0',
    'kratos-courier': 'oryd/kratos:v1.0.0',
    'kratos-ui': 'oryd/kratos-selfservice-ui-node:v1.0.0',
    minio: 'quay.io/minio/minio:RELEASE.2023-11-20T22-40-07Z',
    'postgres-coalesce': 'postgres:15',
    'postgres-kratos': 'postgres:15',
    redis: 'redis:7.2-alpine',
  })
  // CPUs by default.
  expect(JSON.stringify(defaults.pod(audio))).not.toContain('nvidia')
})

test('COA-01 what keeps data has a claim, and runs with the password of its Secret', () => {
  const kept = (name: string, volume: string) => {
    expect(defaults.pod(name, 'containers.0.volumeMounts')).toContainEqual({
      name: `${volume}-data`,
      mountPath: volume.startsWith('postgres') ? '/var/lib/postgresql/data' : '/data',
      subPath: 'data',
    })
    return plain(
      at(defaults.one('StatefulSet', name), 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    )
  }
  expect(stores.map((name) => kept(name, name.replace('coalesce-', '')))).toEqual([
    '20Gi',
    '8Gi',
    '8Gi',
    '1Gi',
  ])
  for (const name of ['kratos', 'coalesce']) {
    const server = `coalesce-postgres-${name}`
    expect(defaults.env(server)).toMatchObject({
      // Postgres wants a folder of its own: that of the claim belongs to another user.
      PGDATA: '/var/lib/postgresql/data/pgdata',
      POSTGRES_USER: 'postgres',
      POSTGRES_DB: name,
      POSTGRES_PASSWORD: key(`${server}-auth`, 'password'),
    })
    expect(defaults.pod(server, 'volumes')).toContainEqual({ name: 'var-run-postgresql', emptyDir: {} })
  }
  expect(defaults.pod('coalesce-redis', 'containers.0.args')).toEqual([
    '--requirepass',
    '$(REDIS_PASSWORD)',
    '--appendonly',
    'yes',
  ])
  expect(defaults.env('coalesce-redis').REDIS_PASSWORD).toEqual(key('coalesce-redis-auth', 'password'))
  expect(defaults.env('coalesce-minio')).toMatchObject({
    HOME: '/tmp',
    MINIO_ROOT_USER: 'root',
    MINIO_ROOT_PASSWORD: key('coalesce-minio-auth', 'rootPassword'),
  })
  expect(defaults.pod('coalesce-minio', 'containers.0.args')).toEqual(['server', '/data'])
  expect(
    at(
      render('--set', 'minio.storage.size=1Ti,minio.storage.storageClass=fast').one(
        'StatefulSet',
        'coalesce-minio',
      ),
      'spec.volumeClaimTemplates.0.spec.storageClassName',
    ),
  ).toBe('fast')
})

test('COA-01 Kratos migrates its database before it serves, and one courier sends mail', () => {
  const migrate = defaults.pod(kratos, 'initContainers.0') as Record<string, unknown>
  expect(migrate.args).toEqual(['migrate', 'sql', '-e', '--yes', '--config', '/etc/kratos/kratos.yaml'])
  expect(migrate.env).toEqual([{ name: 'DSN', valueFrom: key('coalesce-postgres-kratos-auth', 'dsn') }])
  expect(defaults.pod(kratos, 'containers.0.args')).toEqual([
    'serve',
    'all',
    '--config',
    '/etc/kratos/kratos.yaml',
    '--dev',
  ])
  expect(defaults.pod(courier, 'containers.0.args')).toEqual([
    'courier',
    'watch',
    '--config',
    '/etc/kratos/kratos.yaml',
  ])
  expect(plain(at(defaults.one('Deployment', courier), 'spec.strategy.type'))).toBe('Recreate')
  expect(plain(at(render(...example('production')).one('Deployment', courier), 'spec.replicas'))).toBe(1)
  for (const name of [kratos, courier]) {
    expect(defaults.env(name)).toEqual({
      DSN: key('coalesce-postgres-kratos-auth', 'dsn'),
      SECRETS_DEFAULT: key('coalesce-kratos-secrets', 'secretsDefault'),
      SECRETS_COOKIE: key('coalesce-kratos-secrets', 'secretsCookie'),
      SECRETS_CIPHER: key('coalesce-kratos-secrets', 'secretsCipher'),
      COURIER_SMTP_CONNECTION_URI: key('coalesce-kratos-secrets', 'smtpConnectionURI'),
    })
    expect(defaults.pod(name, 'containers.0.volumeMounts')).toContainEqual({
      name: 'kratos-config',
      mountPath: '/etc/kratos',
      readOnly: true,
    })
    for (const [change, what] of [
      ['kratos.sessionLifespan=1h', 'checksum/kratos-config'],
      ['kratos.smtp.connectionURI=smtp://b', 'checksum/kratos-secrets'],
      ['kratos.postgres.password=b', 'checksum/postgres-kratos-auth'],
    ]) {
      const sum = (rendered: typeof defaults) =>
        (
          plain(at(rendered.one('Deployment', name), 'spec.template.metadata.annotations')) as Record<
            string,
            string
          >
        )[what!]
      expect(sum(render('--set', change!))).not.toBe(sum(defaults))
    }
  }
})

test('COA-10 the API is stateless: any number of replicas behind a ClusterIP', () => {
  for (const count of [1, 2, 7, 500]) {
    const rendered = render('--set', `coalesce.api.replicaCount=${count}`)
    expect(at(rendered.one('Deployment', api), 'spec.replicas')).toBe(count)
  }
  expect(plain(at(defaults.one('Service', api), 'spec'))).toMatchObject({
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  })
  expect(defaults.pod(api, 'volumes')).toBeNull()
  expect(plain(at(defaults.one('PodDisruptionBudget', api), 'spec.maxUnavailable'))).toBe(1)
  expect(JSON.stringify(defaults.pod(api, 'topologySpreadConstraints'))).toContain('kubernetes.io/hostname')
})

test('COA-11 no address leads to any collab server, and the API names none but the ring', () => {
  const services = defaults.all('Service').filter((one) => {
    const selector = (plain(at(one, 'spec.selector')) ?? {}) as Record<string, string>
    return selector['app.kubernetes.io/component'] === 'collab-server'
  })
  expect(services.map((one) => at(one, 'metadata.name'))).toEqual([collab])
  expect(plain(at(services[0], 'spec.clusterIP'))).toBe('None')
  expect(defaults.env(api).COLLAB_ENDPOINT).toBe(`http://${collab}:3002`)
  expect(JSON.stringify(plain(defaults.one('Pod', 'coalesce-test')))).not.toContain(collab)
})

test('COA-12 collab is reached by the API alone: no route leads there, and its policy admits no other', () => {
  expect(callers(defaults, collab)).toEqual(['3002 api-server', '9090 the cluster'])
  const exposed = render(...development)
  const routes = exposed.all('HTTPRoute')
  expect(routes.length).toBe(1)
  expect(JSON.stringify(plain(routes))).not.toContain('collab')
  expect(callers(exposed, collab)).toEqual(['3002 api-server', '9090 the cluster'])
  const off = render('--set', 'networkPolicy.enabled=false')
  expect(off.names('NetworkPolicy')).toEqual([])
})

test('COA-12 each component is reached by those who call it, and calls no other', () => {
  const dns = ['53 anybody', '53 anybody']
  const kube = ['443 anybody', '6443 anybody']
  const data = ['6379 redis', '5432 postgres-coalesce', '9000 minio']
  const mail = [25, 465, 587, 1025].map((port) => `${port} anybody`)
  expect(calls(defaults, api)).toEqual([
    ...dns,
    ...kube,
    ...data,
    '3002 collab-server',
    '3030 audio-processor',
    '4433 kratos',
    '4434 kratos',
  ])
  expect(calls(defaults, collab)).toEqual([...dns, ...kube, ...data])
  expect(calls(defaults, audio)).toEqual([...dns, '9000 minio', '3001 api-server'])
  expect(calls(defaults, kratos)).toEqual([...dns, '5432 postgres-kratos', ...mail])
  expect(calls(defaults, courier)).toEqual([...dns, '5432 postgres-kratos', ...mail])
  expect(calls(defaults, pages)).toEqual([...dns, '4433 kratos'])
  expect(callers(defaults, 'coalesce-postgres-kratos')).toEqual([
    '5432 kratos',
    '5432 kratos-courier',
    '5432 test',
  ])
  expect(callers(defaults, 'coalesce-postgres-coalesce')).toEqual([
    '5432 collab-server',
    '5432 api-server',
    '5432 test',
  ])
  expect(callers(defaults, kratos)).toEqual([
    '4433 kratos-ui',
    '4433 api-server',
    '4433 test',
    '4434 api-server',
    '4434 test',
  ])
  // The outside comes in where routes lead, and to nothing else.
  const exposed = render(...development)
  expect(callers(exposed, kratos)).toContain('4433 anybody')
  expect(callers(exposed, kratos)).not.toContain('4434 anybody')
  expect(callers(exposed, pages)).toContain('3000 anybody')
  expect(callers(exposed, api)).toContain('3001 anybody')
})

test('COA-13 the ring is found by its headless Service, and those who call it may watch it', () => {
  const service = plain(at(defaults.one('Service', collab), 'spec')) as Record<string, unknown>
  expect(service).toMatchObject({
    clusterIP: 'None',
    ports: [{ name: 'http', port: 3002, targetPort: 'http' }],
  })
  // Only members that are ready.
  expect(service).not.toHaveProperty('publishNotReadyAddresses')
  const watch = {
    apiGroups: ['discovery.k8s.io'],
    resources: ['endpointslices'],
    verbs: ['get', 'list', 'watch'],
  }
  for (const name of [api, collab]) {
    expect(plain(at(defaults.one('Role', name), 'rules'))).toEqual([watch])
    expect(defaults.pod(name, 'automountServiceAccountToken')).toBe(true)
  }
  expect(defaults.names('Role').sort()).toEqual([api, collab])
  for (const name of [audio, kratos, pages, courier, ...stores])
    expect(defaults.pod(name, 'automountServiceAccountToken')).toBe(false)
  expect(defaults.env(collab).RING_SERVICE).toBe(collab)
})

test('COA-14 a member leaves before it stops, a new one comes first, and NOTES says how long a split lasts', () => {
  expect(plain(at(defaults.one('Deployment', collab), 'spec.strategy'))).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  })
  expect(plain(at(defaults.one('PodDisruptionBudget', collab), 'spec.maxUnavailable'))).toBe(1)
  const stop = (rendered: typeof defaults) => [
    rendered.pod(collab, 'containers.0.lifecycle.preStop.exec.command'),
    rendered.pod(collab, 'terminationGracePeriodSeconds'),
  ]
  expect(stop(defaults)).toEqual([['sleep', '35'], 70])
  expect(stop(render(...development))).toEqual([['sleep', '5'], 70])
  expect(notes()).toContain('API servers see it after at most 32 seconds')
  expect(notes(...development)).toContain('API servers see it after at most 4 seconds')
  const early = ['--set', 'coalesce.collab.drain.delaySeconds=5']
  expect(refusal(...early)).toContain('coalesce.collab.drain.delaySeconds must be 32 or more')
  expect(render(...early, '--set', 'coalesce.collab.discovery.dnsTTLSeconds=3').pod(collab)).toBeDefined()
  const slow = ['--set', 'coalesce.collab.discovery.pollSeconds=4']
  expect(refusal(...slow, '--set', 'coalesce.collab.discovery.dnsTTLSeconds=32')).toContain(
    'must be 36 or more',
  )
  expect(refusal('--set', 'coalesce.collab.drain.seconds=60')).toContain('seconds to drain')
})

test('COA-16 ports 3001, 3002, 3030 and 9090, a Service on 80, and probes of /health at the port that listens', () => {
  const ports = (name: string) => defaults.pod(name, 'containers.0.ports')
  const metrics = { name: 'metrics', containerPort: 9090 }
  expect(ports(api)).toEqual([{ name: 'http', containerPort: 3001 }, metrics])
  expect(ports(collab)).toEqual([{ name: 'http', containerPort: 3002 }, metrics])
  expect(ports(audio)).toEqual([{ name: 'http', containerPort: 3030 }])
  expect(defaults.env(api)).toMatchObject({ PROJECT_SERVER_PORT: '3001', METRICS_SERVER_PORT: '9090' })
  expect(defaults.env(collab)).toMatchObject({ COLLAB_SERVER_PORT: '3002', METRICS_SERVER_PORT: '9090' })
  expect(defaults.env(audio).WORKER_PORT).toBe('3030')
  for (const name of [api, audio]) expect(at(defaults.one('Service', name), 'spec.ports.0.port')).toBe(80)
  for (const name of [api, collab, audio])
    for (const probe of ['livenessProbe', 'readinessProbe'])
      expect(defaults.pod(name, `containers.0.${probe}.httpGet`)).toEqual({ path: '/health', port: 'http' })
  // The model is loaded first: ten minutes, before anybody asks whether it lives.
  expect(defaults.pod(audio, 'containers.0.startupProbe')).toEqual({
    httpGet: { path: '/health', port: 'http' },
    periodSeconds: 5,
    failureThreshold: 120,
  })
  for (const [probe, path] of Object.entries({
    startupProbe: '/admin/health/alive',
    livenessProbe: '/admin/health/alive',
    readinessProbe: '/admin/health/ready',
  }))
    expect(defaults.pod(kratos, `containers.0.${probe}.httpGet`)).toEqual({ path, port: 'admin' })
  expect(defaults.pod(pages, 'containers.0.livenessProbe.httpGet')).toEqual({
    path: '/health/alive',
    port: 'http',
  })
  expect(defaults.pod(pages, 'containers.0.readinessProbe.httpGet')).toEqual({
    path: '/health/ready',
    port: 'http',
  })
  expect(defaults.pod('coalesce-minio', 'containers.0.livenessProbe.httpGet.path')).toBe('/minio/health/live')
  expect(defaults.pod('coalesce-minio', 'containers.0.readinessProbe.httpGet.path')).toBe(
    '/minio/health/ready',
  )
})

test('COA-16 metrics of API and Collab are scraped where the Prometheus Operator is', () => {
  const rendered = render('--api-versions', 'monitoring.coreos.com/v1', '--set', 'metrics.port=9191')
  expect(plain(at(rendered.one('ServiceMonitor', 'coalesce-metrics'), 'spec.endpoints'))).toEqual([
    { port: 'metrics', path: '/metrics', interval: '30s' },
  ])
  for (const name of [api, collab]) {
    expect(rendered.env(name).METRICS_SERVER_PORT).toBe('9191')
    expect(rendered.pod(name, 'containers.0.ports')).toContainEqual({ name: 'metrics', containerPort: 9191 })
    expect(callers(rendered, name)).toContain('9191 the cluster')
  }
})

test('COA-17 three API and collab servers and one processor; autoscalers of 1 to 8 at 80 per cent, off', () => {
  const parts = { api: [api, 3], collab: [collab, 3], audio: [audio, 1] } as const
  expect(defaults.names('HorizontalPodAutoscaler')).toEqual([])
  for (const [part, [name, count]] of Object.entries(parts)) {
    expect(at(defaults.one('Deployment', name), 'spec.replicas')).toBe(count)
    const values = `coalesce.${part}.replicaCount=1,coalesce.${part}.autoscaling.enabled=true`
    const rendered = render('--set', values)
    expect(at(rendered.one('Deployment', name), 'spec.replicas')).toBeUndefined()
    expect(plain(at(rendered.one('HorizontalPodAutoscaler', name), 'spec'))).toMatchObject({
      minReplicas: 1,
      maxReplicas: 8,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    })
  }
})

test('COA-18 credentials are in Secrets, under the documented keys, and in no other object', () => {
  const rendered = render(
    '--set',
    'coalesce.workerKey=worker-key,coalesce.postgres.password=project-key,redis.password=queue-key,minio.rootPassword=object-key',
  )
  expect(secretOf(rendered, 'coalesce-redis-auth').redisURL).toBe('redis://:queue-key@coalesce-redis:6379/')
  expect(secretOf(rendered, 'coalesce-postgres-coalesce-auth').postgresURL).toBe(
    'postgres://postgres:project-key@coalesce-postgres-coalesce:5432/coalesce',
  )
  expect(secretOf(rendered, 'coalesce-minio-auth').minioEndpoint).toBe(
    'minio://root:object-key@coalesce-minio:9000/coalesce',
  )
  expect(secretOf(rendered, 'coalesce-worker').workerKey).toBe('worker-key')
  for (const document of rendered.documents)
    if (document.kind !== 'Secret')
      for (const credential of ['worker-key', 'project-key', 'queue-key', 'object-key'])
        expect(JSON.stringify(plain(document))).not.toContain(credential)
  for (const name of [api, collab])
    expect(rendered.env(name)).toMatchObject({
      REDIS_URL: key('coalesce-redis-auth', 'redisURL'),
      POSTGRES_URL: key('coalesce-postgres-coalesce-auth', 'postgresURL'),
      MINIO_ENDPOINT: key('coalesce-minio-auth', 'minioEndpoint'),
    })
  for (const name of [api, audio])
    expect(rendered.env(name).WORKER_KEY).toEqual(key('coalesce-worker', 'workerKey'))
  expect(secretOf(defaults, 'coalesce-worker').workerKey).toMatch(/^[A-Za-z0-9]{32}$/)
  const brought = render('--set', 'coalesce.existingSecret=mine')
  expect(brought.names('Secret')).not.toContain('coalesce-worker')
  expect(brought.env(audio).WORKER_KEY).toEqual(key('mine', 'workerKey'))
})

test('COA-18 a changed credential rolls the pods that read it', () => {
  const sums = (rendered: typeof defaults, name: string) =>
    plain(at(rendered.one('Deployment', name), 'spec.template.metadata.annotations'))
  for (const change of [
    'coalesce.workerKey=b',
    'redis.password=b',
    'coalesce.postgres.password=b',
    'minio.rootPassword=b',
    'minio.endpoint=https://a:b@c/d',
  ])
    expect(sums(render('--set', change), api)).not.toEqual(sums(defaults, api))
  expect(sums(render('--set', 'coalesce.workerKey=b'), audio)).not.toEqual(sums(defaults, audio))
  expect(sums(render('--set', 'kratos.ui.replicaCount=2'), pages)).toEqual(sums(defaults, pages))
})

test("COA-18 a collab server's instance is its pod, and threads of audio are the CPUs that it asks for", () => {
  expect(defaults.env(collab).COLLAB_INSTANCE_ID).toEqual({ fieldRef: { fieldPath: 'metadata.name' } })
  expect(defaults.env(audio).OMP_NUM_THREADS).toEqual({ resourceFieldRef: { resource: 'requests.cpu' } })
  expect(defaults.pod(audio, 'containers.0.resources.requests.cpu')).toBe('4')
})

test('COA-19 audio on GPUs', () => {
  const rendered = render(...example('gpu'))
  expect(rendered.pod(audio, 'containers.0.resources.limits')).toEqual({ 'nvidia.com/gpu': 1 })
  expect(rendered.pod(audio, 'nodeSelector')).toEqual({ 'nvidia.com/gpu.present': 'true' })
  expect(rendered.pod(audio, 'tolerations')).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ])
  expect(at(rendered.one('Deployment', audio), 'spec.replicas')).toBe(2)
})

test('COA-19 audio at RunPod: no processor here, and its workers reach the API by its public address', () => {
  const rendered = render(...example('runpod'))
  expect([...rendered.names('Deployment'), ...rendered.names('Service')]).not.toContain(audio)
  expect(rendered.env(api)).toMatchObject({
    WORKER_ENDPOINT: 'runpod:https://api.runpod.ai/v2/ENDPOINT/run',
    WORKER_PROXY_ORIGIN: 'https://coalesce.example.com/api',
  })
  expect(calls(rendered, api)).toEqual(expect.arrayContaining(['443 anybody', '80 anybody']))
  expect(defaults.env(api)).toMatchObject({
    WORKER_ENDPOINT: `http://${audio}:80`,
    WORKER_PROXY_ORIGIN: `http://${api}`,
  })
  const given = ['--set', 'coalesce.endpoints.worker.proxyOrigin=https://jobs.example.com']
  expect(render(...example('runpod'), ...given).env(api).WORKER_PROXY_ORIGIN).toBe('https://jobs.example.com')
  const runpod = ['--set', 'coalesce.endpoints.worker.job=runpod:https://a']
  expect(notes(...runpod)).toContain('cannot reach the MinIO of this release')
  expect(notes(...runpod)).toContain('RunPod reaches the API over plain HTTP')
  expect(notes(...example('runpod'))).not.toContain('RunPod')
})

test('COA-22 API and Collab run as user 1000 with a read-only root and no capability', () => {
  for (const name of [api, collab]) {
    expect(defaults.pod(name, 'securityContext')).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
    expect(defaults.pod(name, 'containers.0.securityContext')).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    })
    // A task of deno's would keep SIGTERM from the server.
    expect(defaults.pod(name, 'containers.0.command')).toEqual([
      'deno',
      'run',
      '--allow-net',
      '--allow-env',
      '--allow-read=/app/project-server/,/usr/bin/deno',
      name === api ? 'api/main.ts' : 'collab/main.ts',
    ])
  }
})

test('COA-22 audio has no capability and writes to /tmp', () => {
  expect(defaults.pod(audio, 'containers.0.securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  })
  expect(defaults.pod(audio, 'securityContext')).toMatchObject({ runAsUser: 0 })
  expect(defaults.pod(audio, 'volumes')).toEqual([{ name: 'tmp', emptyDir: {} }])
  expect(defaults.pod(audio, 'containers.0.volumeMounts')).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
  expect(defaults.env(audio).HF_HUB_OFFLINE).toBe('1')
  expect(defaults.pod(pages, 'securityContext')).toMatchObject({ runAsNonRoot: true, runAsUser: 10000 })
  for (const name of [kratos, courier, 'coalesce-minio', 'coalesce-redis', 'coalesce-postgres-kratos'])
    expect(defaults.pod(name, 'volumes')).toContainEqual({ name: 'tmp', emptyDir: {} })
})
