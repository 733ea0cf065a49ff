// DOG-12, DOG-14, DOG-21, DOG-39 to DOG-50: dependencies, layout, examples, knobs, sizes, settings and secrets.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../../test/support/repository.ts'
import { at, chart, example, notes, plain, refusal, render, set, settings, variable } from './render.ts'

const defaults = render()
const file = (name: string) => fs.readFileSync(path.join(chart, name), 'utf8')
const backend = ['web', 'arq-worker', 'ari-manager', 'campaign-orchestrator']
const external = [
  'database.mode=external',
  'redis.mode=external',
  'secrets.databaseUrl=postgresql+asyncpg://u:p@db:5432/d',
  'secrets.redisUrl=redis://r',
]

test('DOG-12 PostgreSQL, Redis and MinIO are in the chart, and nothing is fetched for it', () => {
  expect(file('Chart.yaml')).not.toContain('dependencies')
  expect(fs.existsSync(path.join(chart, 'charts'))).toBe(false)
  expect(defaults.names('StatefulSet').sort()).toEqual(['dograh-minio', 'dograh-postgres', 'dograh-redis'])
  expect(variable(defaults, 'dograh-web', 'DATABASE_URL')).toBe('dograh-postgres-auth/url')
  expect(variable(defaults, 'dograh-web', 'REDIS_URL')).toBe('dograh-redis-auth/url')
  expect(variable(defaults, 'dograh-web', 'MINIO_SECRET_KEY')).toBe('dograh-minio-auth/secret-key')
  const seeded = render(...set('secretSeed=0123456789abcdef0123456789abcdef'))
  const data = (name: string) => plain(seeded.one('Secret', name).stringData) as Record<string, string>
  const { password, url } = data('dograh-postgres-auth')
  expect(url).toBe(`postgresql+asyncpg://dograh:${password}@dograh-postgres:5432/dograh`)
  expect(data('dograh-redis-auth').url).toBe(
    `redis://:${data('dograh-redis-auth').password}@dograh-redis:6379/0`,
  )
  expect(defaults.env('dograh-postgres')).toMatchObject({
    POSTGRES_USER: 'dograh',
    POSTGRES_DB: 'dograh',
    PGPORT: '5432',
    PGDATA: '/var/lib/postgresql/data/pgdata',
  })
  expect(variable(defaults, 'dograh-postgres', 'POSTGRES_PASSWORD')).toBe('dograh-postgres-auth/password')
  expect(defaults.pod('dograh-postgres', 'containers.0.volumeMounts')).toContainEqual({
    name: 'postgres-data',
    mountPath: '/var/lib/postgresql/data',
    subPath: 'data',
  })
  expect(defaults.pod('dograh-postgres', 'containers.0.volumeMounts')).toContainEqual({
    name: 'var-run-postgresql',
    mountPath: '/var/run/postgresql',
  })
  expect(defaults.pod('dograh-redis', 'containers.0.args')).toEqual([
    ...['redis-server', '--appendonly', 'yes', '--port', '6379', '--requirepass', '$(REDIS_PASSWORD)'],
  ])
  expect(variable(defaults, 'dograh-redis', 'REDIS_PASSWORD')).toBe('dograh-redis-auth/password')
  expect(defaults.pod('dograh-redis', 'containers.0.volumeMounts')).toContainEqual({
    name: 'redis-data',
    mountPath: '/data',
    subPath: 'data',
  })
  expect(defaults.pod('dograh-minio', 'containers.0.args')).toEqual(['server', '/data', '--address', ':9000'])
  const bucket = defaults.one('Job', 'dograh-minio-bucket')
  expect(plain(at(bucket, 'spec.template.spec.containers.0.command'))).toEqual([
    ...['sh', '-c', expect.stringContaining('mc mb --ignore-existing "store/$1"') as unknown],
    ...['http://dograh-minio:9000', 'voice-audio'],
  ])
  const elsewhere = render(...set(...external, 'storage.mode=s3'))
  expect(elsewhere.all('StatefulSet')).toEqual([])
  expect(elsewhere.names('Secret')).toEqual(['dograh-secrets'])
  expect(elsewhere.names('Job')).toEqual(['dograh-migrate'])
})

test('DOG-14 each topology has an example of its own', () => {
  const single = render(...example('single-node'))
  expect(single.names('Ingress')).toEqual(['dograh-public'])
  expect(single.all('PodDisruptionBudget')).toEqual([])
  expect(plain(at(single.one('Service', 'dograh-coturn'), 'spec.type'))).toBe('NodePort')
  expect(single.all('StatefulSet')).toHaveLength(3)
  const managed = render(...example('managed'), '--kube-version', '1.30.0')
  expect(managed.all('StatefulSet')).toEqual([])
  expect(managed.names('Gateway')).toEqual(['dograh-gateway'])
  expect(managed.names('HorizontalPodAutoscaler').sort()).toEqual([
    'dograh-arq-worker',
    'dograh-ui',
    'dograh-web',
  ])
  expect(managed.names('NetworkPolicy')).toContain('dograh-default-deny')
  const aws = render(...example('aws'))
  expect(plain(at(aws.one('Gateway', 'dograh-gateway'), 'spec.gatewayClassName'))).toBe('aws-alb')
  // With TCP and UDP of 3478 no more than the 50 listeners of a Network Load Balancer.
  expect(plain(at(aws.one('Service', 'dograh-coturn'), 'spec.ports'))).toHaveLength(42)
  expect(notes(...example('aws'))).not.toContain('50 listeners')
  expect(plain(at(aws.one('ServiceAccount', 'dograh'), 'metadata.annotations'))).toEqual({
    'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/dograh',
  })
  const production = render(...example('production'), '--kube-version', '1.30.0')
  expect(production.names('ScaledObject').sort()).toEqual(['dograh-arq-worker', 'dograh-web'])
  expect(production.names('Role').sort()).toEqual(['dograh-ari-manager', 'dograh-campaign-orchestrator'])
  expect(production.pod('dograh-web', 'terminationGracePeriodSeconds')).toBe(1260)
})

test('DOG-21 every choice of the decision log is a value', () => {
  const schema = JSON.parse(file('values.schema.json')) as object
  const has = (dotted: string) =>
    dotted.split('.').reduce<unknown>((here, key) => {
      const properties = (here as { properties?: Record<string, unknown> } | undefined)?.properties
      return properties?.[key]
    }, schema) !== undefined
  for (const key of [
    'web.terminationGracePeriodSeconds',
    'web.preStopSleepSeconds',
    'web.drainMaxWaitSeconds',
    'autoscaling.web.enabled',
    'exposure.mode',
    'storageHost',
    'networkPolicy.enabled',
    'metrics.serviceMonitor.enabled',
    'coturn.tls.enabled',
    'singletonGuard.enabled',
    'ariManager.highAvailability.enabled',
    'web.forwardedAllowIps',
  ])
    expect(has(key), key).toBe(true)
})

const layout = [
  ...['Chart.yaml', 'values.yaml', 'values.schema.json', 'README.md'],
  ...['single-node', 'managed', 'aws'].map((name) => `examples/values-${name}.yaml`),
  ...['_helpers.tpl', 'NOTES.txt', 'serviceaccount.yaml', 'configmap.yaml', 'secret.yaml', 'migrate-job.yaml']
    .concat(['deployment', 'service', 'hpa', 'pdb'].map((kind) => `web-${kind}.yaml`))
    .concat(['arq-worker', 'ari-manager', 'campaign-orchestrator'].map((name) => `${name}-deployment.yaml`))
    .concat(['deployment', 'service', 'pdb'].map((kind) => `ui-${kind}.yaml`))
    .concat(['deployment', 'service', 'configmap'].map((kind) => `coturn-${kind}.yaml`))
    .concat([
      'gateway.yaml',
      'httproute-api.yaml',
      'httproute-ui.yaml',
      'httproute-minio.yaml',
      'ingress.yaml',
    ])
    .map((name) => `templates/${name}`),
]
test('DOG-39 the files have the names of the layout, each with what it is called after', () => {
  expect(layout).toHaveLength(31)
  for (const name of layout) expect(fs.existsSync(path.join(chart, name)), name).toBe(true)
  const kindOf = (name: string) => /^kind: (\w+)$/m.exec(file(`templates/${name}`))?.[1]
  expect(
    [
      'configmap',
      'secret',
      'web-hpa',
      'web-pdb',
      'ui-pdb',
      'coturn-configmap',
      'gateway',
      'httproute-api',
      'ingress',
    ].map((name) => kindOf(`${name}.yaml`)),
  ).toEqual([
    ...['ConfigMap', 'Secret', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'PodDisruptionBudget'],
    ...['ConfigMap', 'Gateway', 'HTTPRoute', 'Ingress'],
  ])
})

test('DOG-39 the schema knows the words of each mode, and values.yaml says what each value is for', () => {
  const schema = JSON.parse(file('values.schema.json')) as {
    properties: Record<string, { properties: { mode: { enum: string[] } } }>
  }
  const words = (name: string) => schema.properties[name]!.properties.mode.enum
  expect(words('database')).toEqual(['internal', 'external'])
  expect(words('redis')).toEqual(['internal', 'external'])
  expect(words('storage')).toEqual(['internalMinio', 'externalMinio', 's3'])
  expect(words('exposure')).toEqual(['gatewayApi', 'ingress'])
  for (const name of ['database', 'redis', 'storage', 'exposure'])
    expect(refusal(...set(`${name}.mode=other`))).toContain(`/${name}/mode`)
  const lines = file('values.yaml').split('\n')
  const keys = lines.filter((line) => /^\s*[A-Za-z]\w*:/.test(line)).length
  expect(lines.filter((line) => /^\s*#/.test(line)).length).toBeGreaterThan(keys * 0.6)
})

test('DOG-40 web and ui keep one pod while nodes are emptied, above one replica and unless switched off', () => {
  expect(defaults.names('PodDisruptionBudget').sort()).toEqual(['dograh-ui', 'dograh-web'])
  for (const name of ['web', 'ui']) {
    expect(plain(defaults.one('PodDisruptionBudget', `dograh-${name}`).spec)).toMatchObject({
      minAvailable: 1,
    })
    for (const off of [`${name}.pdb.enabled=false`, `${name}.replicaCount=1`])
      expect(render(...set(off)).names('PodDisruptionBudget')).not.toContain(`dograh-${name}`)
  }
})

test('DOG-41 NOTES say what comes next', () => {
  const host = set('public.host=dograh.example.com')
  expect(notes(...host)).toContain('Dograh dograh answers at https://dograh.example.com/')
  expect(notes()).not.toContain('answers at')
  expect(notes()).toContain('kubectl port-forward --namespace default service/dograh-ui 3010:3010')
  expect(notes()).toContain('kubectl get service --namespace default dograh-coturn')
  expect(notes()).toContain('upgrade with coturn.externalIp set to it')
  expect(notes(...set('coturn.externalIp=203.0.113.1'))).not.toContain('TURN does not know')
  expect(notes()).toContain('quota of a Network Load Balancer of AWS')
  expect(notes(...set('coturn.relayPorts=49152-49199'))).not.toContain('quota of a Network Load Balancer')
  expect(
    notes(...set('coturn.relayPorts=49152-49198', 'coturn.tls.enabled=true', 'coturn.tls.secretName=t')),
  ).toContain('quota of a Network Load Balancer')
  expect(notes()).toContain('kubectl logs --namespace default job/dograh-migrate')
  expect(notes()).toContain('must stay at one pod')
  expect(notes()).not.toContain('secrets.ossJwtSecret is the one of the documents')
  for (const word of ['ChangeMeInProduction', 'change-me-in-production'])
    expect(notes(...set(`secrets.ossJwtSecret=${word}`))).toContain(
      'secrets.ossJwtSecret is the one of the documents',
    )
})

test('DOG-42 a cluster takes the defaults and every example: the suite knows what each needs', () => {
  const cluster = JSON.parse(fs.readFileSync(path.join(root, 'platforms/dograh/cluster.json'), 'utf8')) as {
    survives: string[]
    examples: Record<string, { skip?: string }>
  }
  expect(cluster.survives).toContain('Secret/RELEASE-dograh-secrets')
  for (const name of fs.readdirSync(path.join(chart, 'examples')))
    expect(cluster.examples[name], name).toEqual(
      expect.not.objectContaining({ skip: expect.anything() as unknown }),
    )
})

test('DOG-43 names, pull secrets, the account, and the knobs of every workload', () => {
  expect(render(...set('nameOverride=calls')).names('Deployment')).toContain('dograh-calls-web')
  expect(render(...set('fullnameOverride=voice')).names('Deployment')).toContain('voice-web')
  const more = render(...set('imagePullSecrets[0].name=registry', 'serviceAccount.name=robot'))
  for (const name of backend) {
    expect(more.pod(`dograh-${name}`, 'imagePullSecrets')).toEqual([{ name: 'registry' }])
    expect(more.pod(`dograh-${name}`, 'serviceAccountName')).toBe('robot')
  }
  expect(render(...set('serviceAccount.create=false')).all('ServiceAccount')).toEqual([])
  const groups = [
    'web',
    'workers',
    'ariManager',
    'campaignOrchestrator',
    'ui',
    'coturn',
    'database',
    'redis',
    'storage',
  ]
  const knobs = groups.flatMap((group) => [
    ...['--set-string', `${group}.podAnnotations.note=${group}`],
    ...['--set-string', `${group}.nodeSelector.pool=${group}`],
    ...['--set', `${group}.tolerations[0].key=${group},${group}.resources.limits.cpu=3`],
    ...['--set-json', `${group}.affinity={"nodeAffinity":{}}`],
  ])
  const turned = render(...knobs, ...set('web.topologySpreadConstraints[0].topologyKey=rack'))
  const seen = [...turned.all('Deployment'), ...turned.all('StatefulSet')].map((one) =>
    plain(at(one, 'spec.template')),
  ) as {
    metadata: { annotations: Record<string, string> }
    spec: { nodeSelector: object; tolerations: object[]; affinity: object; containers: object[] }
  }[]
  expect(seen.map(({ metadata }) => metadata.annotations.note).sort()).toEqual([...groups].sort())
  for (const { metadata, spec } of seen)
    expect(spec).toMatchObject({
      nodeSelector: { pool: metadata.annotations.note },
      tolerations: [{ key: metadata.annotations.note }],
      affinity: { nodeAffinity: {} },
      containers: [{ resources: { limits: { cpu: 3 } } }],
    })
  expect(turned.pod('dograh-web', 'topologySpreadConstraints')).toEqual([{ topologyKey: 'rack' }])
})

test('DOG-44 requests and limits', () => {
  const size = (name: string) => {
    const { requests, limits } = defaults.pod(name, 'containers.0.resources') as Record<
      string,
      Record<string, string>
    >
    return `${requests!.cpu}/${requests!.memory} ${limits!.cpu}/${limits!.memory}`
  }
  expect(size('dograh-web')).toBe('200m/512Mi 2/2Gi')
  expect(size('dograh-arq-worker')).toBe('100m/256Mi 1/1Gi')
  for (const name of ['ari-manager', 'campaign-orchestrator', 'ui'])
    expect(size(`dograh-${name}`)).toBe('100m/256Mi 500m/512Mi')
  expect(size('dograh-coturn')).toBe('200m/256Mi 2/1Gi')
  expect(size('dograh-postgres')).toBe('100m/256Mi 1/1Gi')
  expect(size('dograh-redis')).toBe('50m/64Mi 500m/256Mi')
  expect(size('dograh-minio')).toBe('100m/256Mi 1/1Gi')
  expect(
    plain(at(defaults.one('Job', 'dograh-migrate'), 'spec.template.spec.containers.0.resources')),
  ).toEqual({
    requests: { cpu: '100m', memory: '256Mi' },
    limits: { cpu: '500m', memory: '512Mi' },
  })
})

test('DOG-45 probes of web and ui', () => {
  const probes = (name: string) => [
    defaults.pod(name, 'containers.0.livenessProbe'),
    defaults.pod(name, 'containers.0.readinessProbe'),
  ]
  const health = { path: '/api/v1/health', port: 'http' }
  expect(probes('dograh-web')).toEqual([
    { httpGet: health, initialDelaySeconds: 30, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 6 },
    { httpGet: health, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
  ])
  const page = { path: '/', port: 'http' }
  expect(probes('dograh-ui')).toEqual([
    { httpGet: page, initialDelaySeconds: 30, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 3 },
    { httpGet: page, initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 2 },
  ])
})

test('DOG-46 the autoscaler of web: 2 to 10, 70 per cent of CPU, 80 of memory', () => {
  const spec = (...more: string[]) =>
    plain(
      at(
        render(...set('autoscaling.web.enabled=true', ...more)).one('HorizontalPodAutoscaler', 'dograh-web'),
        'spec',
      ),
    )
  const target = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  })
  expect(spec()).toMatchObject({
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [target('cpu', 70), target('memory', 80)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
  })
  expect(spec('autoscaling.web.targetMemoryUtilization=0')).toMatchObject({ metrics: [target('cpu', 70)] })
  expect(spec('web.replicaCount=4', 'autoscaling.web.maxReplicas=20')).toMatchObject({
    minReplicas: 4,
    maxReplicas: 20,
  })
  expect(refusal(...set('autoscaling.web.enabled=true', 'autoscaling.web.maxReplicas=1'))).toContain(
    'is 1, below the 2',
  )
})

test('DOG-47 images, and the sizes and classes of claims', () => {
  const image = (name: string, rendered = defaults) => rendered.pod(`dograh-${name}`, 'containers.0.image')
  for (const name of backend) expect(image(name)).toBe('dograhai/dograh-api:latest')
  expect(image('ui')).toBe('dograhai/dograh-ui:latest')
  expect(image('coturn')).toBe('coturn/coturn:4.8.0')
  expect(image('postgres')).toBe('pgvector/pgvector:pg17')
  expect(image('redis')).toBe('redis:7.4-alpine')
  expect(image('minio')).toBe('minio/minio:RELEASE.2025-04-22T22-12-26Z')
  const claim = (name: string, rendered = defaults) =>
    plain(at(rendered.one('StatefulSet', `dograh-${name}`), 'spec.volumeClaimTemplates.0.spec')) as {
      storageClassName?: string
      resources: { requests: { storage: string } }
    }
  expect(['postgres', 'redis', 'minio'].map((name) => claim(name).resources.requests.storage)).toEqual([
    ...['8Gi', '8Gi', '20Gi'],
  ])
  const other = render(
    ...['database', 'redis', 'storage'].flatMap((group) =>
      set(`${group}.storage.size=3Gi`, `${group}.storage.storageClass=fast`, `${group}.image.tag=t-${group}`),
    ),
  )
  for (const name of ['postgres', 'redis', 'minio'])
    expect(claim(name, other)).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '3Gi' } },
    })
  expect(['postgres', 'redis', 'minio'].map((name) => image(name, other))).toEqual([
    ...['pgvector/pgvector:t-database', 'redis:t-redis', 'minio/minio:t-storage'],
  ])
  const pinned = render(...set('image.tag=v1', 'ui.image.tag=v2', 'coturn.image.tag=v3'))
  expect([image('web', pinned), image('ui', pinned), image('coturn', pinned)]).toEqual([
    ...['dograhai/dograh-api:v1', 'dograhai/dograh-ui:v2', 'coturn/coturn:v3'],
  ])
})

test('DOG-48 the migration runs after an install and before an upgrade, once, and waits for PostgreSQL', () => {
  const job = defaults.one('Job', 'dograh-migrate')
  expect(plain(at(job, 'metadata.annotations'))).toEqual({
    'helm.sh/hook': 'post-install,pre-upgrade',
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
  })
  expect(plain(job.spec)).toMatchObject({
    backoffLimit: 0,
    activeDeadlineSeconds: 600,
    template: {
      spec: {
        initContainers: [{ name: 'wait-for-postgres' }],
        containers: [{ command: ['alembic', '-c', 'api/alembic.ini', 'upgrade', 'head'] }],
      },
    },
  })
  expect(plain(at(job, 'spec.template.spec.initContainers.0.command'))).toEqual([
    ...['sh', '-c', expect.stringContaining('until nc -z') as unknown, 'dograh-postgres:5432'],
  ])
  const later = render(...set('migrate.activeDeadlineSeconds=900', ...external))
  expect(plain(later.one('Job', 'dograh-migrate').spec)).toMatchObject({ activeDeadlineSeconds: 900 })
  expect(at(later.one('Job', 'dograh-migrate'), 'spec.template.spec')).not.toHaveProperty('initContainers')
})

test('DOG-49 one Secret of the chart, or one that is there; the URLs are required', () => {
  const [database, redis] = [set('database.mode=external'), set('redis.mode=external')]
  expect(refusal(...database)).toContain(
    'database.mode is external, which needs secrets.databaseUrl: the URL that leads to it, or secrets.existingSecret: a Secret with the key DATABASE_URL',
  )
  expect(refusal(...redis)).toContain('redis.mode is external, which needs secrets.redisUrl')
  const given = {
    DATABASE_URL: 'databaseUrl',
    REDIS_URL: 'redisUrl',
    MINIO_ACCESS_KEY: 'minioAccessKey',
    MINIO_SECRET_KEY: 'minioSecretKey',
    OSS_JWT_SECRET: 'ossJwtSecret',
    TURN_SECRET: 'turnSecret',
    DOGRAH_DEVOPS_SECRET: 'devopsSecret',
    TELEPHONY_WS_TOKEN_SECRET: 'telephonyWsTokenSecret',
    LANGFUSE_PUBLIC_KEY: 'langfusePublicKey',
    LANGFUSE_SECRET_KEY: 'langfuseSecretKey',
  }
  const modes = [
    'database.mode=external',
    'redis.mode=external',
    'storage.mode=externalMinio',
    'config.minioEndpoint=m:9000',
  ]
  const all = Object.values(given).map((key) => `secrets.${key}=${key}`)
  const own = render(...set(...modes, ...all, 'secrets.langfuseHost=https://l'))
  expect(plain(own.one('Secret', 'dograh-secrets').stringData)).toMatchObject(given)
  for (const name of backend)
    for (const key of Object.keys(given))
      expect(variable(own, `dograh-${name}`, key)).toBe(`dograh-secrets/${key}`)
  expect(variable(own, 'dograh-coturn', 'TURN_SECRET')).toBe('dograh-secrets/TURN_SECRET')
  const brought = render(...set(...modes, 'secrets.existingSecret=mine'))
  expect(brought.names('Secret')).toEqual([])
  for (const key of Object.keys(given)) expect(variable(brought, 'dograh-web', key)).toBe(`mine/${key}`)
  const s3 = ['storage.mode=s3', 'secrets.awsAccessKeyId=a']
  expect(refusal(...set(...s3))).toContain('go together')
  const keyed = render(...set(...s3, 'secrets.awsSecretAccessKey=s'))
  expect(plain(keyed.one('Secret', 'dograh-secrets').stringData)).toMatchObject({
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
  })
  expect(variable(keyed, 'dograh-web', 'AWS_ACCESS_KEY_ID')).toBe('dograh-secrets/AWS_ACCESS_KEY_ID')
  expect(variable(keyed, 'dograh-web', 'AWS_SECRET_ACCESS_KEY')).toBe('dograh-secrets/AWS_SECRET_ACCESS_KEY')
  expect(variable(render(...set('storage.mode=s3')), 'dograh-web', 'AWS_ACCESS_KEY_ID')).toBeUndefined()
  expect(refusal(...set('storage.mode=externalMinio'))).toContain('config.minioEndpoint')
  expect(refusal(...set('storage.mode=externalMinio', 'config.minioEndpoint=m:1'))).toContain(
    'which needs secrets.minioAccessKey and secrets.minioSecretKey, or secrets.existingSecret',
  )
})

test('a region stays a text, whatever it looks like', () => {
  const s3 = render(...set('storage.mode=s3'), '--set-string', 'storage.region=123')
  expect(plain(s3.one('ConfigMap', 'dograh-settings').data)).toMatchObject({ S3_REGION: '123' })
})

test('pods of the API start with a Secret that lacks what is optional, and anew when a secret changes', () => {
  const brought = render(...set('storage.mode=s3', 'secrets.existingSecret=mine'))
  const own = [render(...set('secrets.turnSecret=one')), render(...set('secrets.turnSecret=two'))]
  for (const name of backend) {
    const env = plain(brought.env(`dograh-${name}`)) as Record<string, unknown>
    for (const key of [
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'LANGFUSE_PUBLIC_KEY',
      'LANGFUSE_SECRET_KEY',
    ])
      expect([name, env[key]]).toEqual([name, { secretKeyRef: { name: 'mine', key, optional: true } }])
    expect([name, env.OSS_JWT_SECRET]).toEqual([
      name,
      { secretKeyRef: { name: 'mine', key: 'OSS_JWT_SECRET' } },
    ])
    const annotations = own.map((one) =>
      at(one.one('Deployment', `dograh-${name}`), 'spec.template.metadata.annotations'),
    )
    expect(plain(annotations[0]), name).not.toEqual(plain(annotations[1]))
  }
})

test('DOG-50 settings reach the ConfigMap that every pod of the API reads', () => {
  expect(settings(defaults)).toEqual({
    BACKEND_API_ENDPOINT: undefined,
    ENABLE_AWS_S3: 'false',
    ENABLE_COTURN: 'true',
    ENABLE_SIGNUP: 'true',
    ENABLE_TELEMETRY: 'true',
    ENVIRONMENT: 'production',
    FASTAPI_WORKERS: '1',
    FORCE_TURN_RELAY: 'false',
    HOME: '/tmp',
    LOG_LEVEL: 'INFO',
    LOG_TO_FILE: 'false',
    MINIO_BUCKET: 'voice-audio',
    MINIO_ENDPOINT: 'dograh-minio:9000',
    POSTHOG_HOST: 'https://us.i.posthog.com',
    TELEPHONY_WS_TOKEN_ENFORCE: 'false',
    TURN_PORT: '3478',
  })
  const turned = {
    environment: ['ENVIRONMENT', 'staging'],
    logLevel: ['LOG_LEVEL', 'DEBUG'],
    backendApiEndpoint: ['BACKEND_API_ENDPOINT', 'https://api.example.com'],
    minioBucket: ['MINIO_BUCKET', 'calls'],
    minioEndpoint: ['MINIO_ENDPOINT', 'm:9000'],
    minioPublicEndpoint: ['MINIO_PUBLIC_ENDPOINT', 'https://m.example.com'],
    minioSecure: ['MINIO_SECURE', 'true'],
    enableTelemetry: ['ENABLE_TELEMETRY', 'false'],
    posthogHost: ['POSTHOG_HOST', 'https://p.example.com'],
    posthogApiKey: ['POSTHOG_API_KEY', 'key'],
    forceTurnRelay: ['FORCE_TURN_RELAY', 'true'],
    turnHost: ['TURN_HOST', 'turn.example.com'],
    fastapiWorkers: ['FASTAPI_WORKERS', '2'],
    enableSignup: ['ENABLE_SIGNUP', 'false'],
    telephonyWsTokenEnforce: ['TELEPHONY_WS_TOKEN_ENFORCE', 'true'],
  }
  const args = set(
    ...['storage.mode=externalMinio', 'secrets.minioAccessKey=a', 'secrets.minioSecretKey=s'],
    ...Object.entries(turned).map(([key, [, value]]) => `config.${key}=${value}`),
  )
  expect(settings(render(...args))).toMatchObject(Object.fromEntries(Object.values(turned)))
  expect(notes(...args)).toContain('config.fastapiWorkers is above 1')
  expect(notes()).not.toContain('config.fastapiWorkers')
  for (const name of backend)
    expect(defaults.pod(`dograh-${name}`, 'containers.0.envFrom')).toEqual([
      { configMapRef: { name: 'dograh-settings' } },
    ])
  const ui = render(...set('config.enableTelemetry=false', 'config.posthogApiKey=k')).env('dograh-ui')
  expect(ui).toMatchObject({
    ENABLE_TELEMETRY: 'false',
    POSTHOG_KEY: 'k',
    POSTHOG_HOST: 'https://us.i.posthog.com',
  })
})

test('DOG-50 one host gives every public URL that is not given', () => {
  const hosted = settings(render(...set('public.host=dograh.example.com')))
  for (const key of ['PUBLIC_BASE_URL', 'UI_APP_URL', 'BACKEND_API_ENDPOINT', 'MINIO_PUBLIC_ENDPOINT'])
    expect(hosted[key], key).toBe('https://dograh.example.com')
  expect(hosted).toMatchObject({ PUBLIC_HOST: 'dograh.example.com', TURN_HOST: 'dograh.example.com' })
  const plainHttp = settings(render(...set('public.host=dograh.local', 'public.scheme=http')))
  expect(plainHttp.PUBLIC_BASE_URL).toBe('http://dograh.local')
  const relayed = settings(render(...set('public.host=dograh.local', 'coturn.externalIp=203.0.113.1')))
  expect(relayed.TURN_HOST).toBe('203.0.113.1')
  const s3 = settings(
    render(...set('storage.mode=s3', 'storage.region=eu-west-1', 'config.minioBucket=calls')),
  )
  expect(s3).toMatchObject({ ENABLE_AWS_S3: 'true', S3_BUCKET: 'calls', S3_REGION: 'eu-west-1' })
  expect(s3).not.toHaveProperty('MINIO_ENDPOINT')
  expect(settings(render(...set('coturn.enabled=false'))).ENABLE_COTURN).toBe('false')
  const traced = set(
    'secrets.langfuseHost=https://l',
    'secrets.langfusePublicKey=p',
    'secrets.langfuseSecretKey=s',
  )
  expect(settings(render(...traced, ...set('secrets.langfuseProjectId=id')))).toMatchObject({
    LANGFUSE_HOST: 'https://l',
    LANGFUSE_PROJECT_ID: 'id',
  })
})

test('the workers are started by the Python of their image, with their log settings', () => {
  expect(defaults.pod('dograh-arq-worker', 'containers.0.command')).toEqual([
    ...['python', '-m', 'arq', 'api.tasks.arq.WorkerSettings'],
    ...['--custom-log-dict', 'api.tasks.arq.LOG_CONFIG'],
  ])
})

test('the Service of the API has its port alone, with metrics as well', () => {
  const on = render(...set('metrics.enabled=true'))
  expect(plain(at(on.one('Service', 'dograh-web'), 'spec.ports'))).toEqual([
    { name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP' },
  ])
})
