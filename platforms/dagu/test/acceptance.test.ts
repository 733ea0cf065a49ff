// Each sentence of the document as a test, by its number; ../README.md lists them.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { at, chart, container, env, helm, notes, plain, refusal, render } from './render.ts'

const defaults = render()
const workloads = ['dagu-coordinator', 'dagu-scheduler', 'dagu-ui', 'dagu-worker-general']
const chartFile = (file: string) => fs.readFileSync(path.join(chart, file), 'utf8')
const probes = (name: string) =>
  ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
    plain(at(container(defaults, name), `${probe}.httpGet`)),
  )

test('DAG-01 asks for Kubernetes 1.19, a Helm, and a class that supports ReadWriteMany', () => {
  expect(chartFile('Chart.yaml')).toContain('kubeVersion: ">=1.19.0-0"')
  expect(refusal('--kube-version', '1.18.0')).toContain('kubeVersion: >=1.19.0-0')
  expect(render('--kube-version', '1.19.0').documents.length).toBeGreaterThan(5)
  const readme = chartFile('README.md')
  for (const word of [
    'Kubernetes 1.19',
    'Helm 3',
    'ReadWriteMany',
    'NFS',
    'EFS',
    'CephFS',
    'Azure Files',
    'GlusterFS',
  ])
    expect(readme.split('## Install')[0]).toContain(word)
})

test('DAG-01 uses only API versions that Kubernetes 1.19 has', () => {
  expect([...new Set(defaults.documents.map(({ apiVersion }) => apiVersion))].sort()).toEqual([
    'apps/v1',
    'v1',
  ])
})

test('DAG-02 installs with default values', () => {
  expect(defaults.all('Deployment').map((one) => at(one, 'metadata.name'))).toEqual(workloads)
})

test('DAG-03 takes a storage class', () => {
  const claim = render('--set', 'persistence.storageClass=nfs-client').one(
    'PersistentVolumeClaim',
    'dagu-data',
  )
  expect(at(claim, 'spec.storageClassName')).toBe('nfs-client')
})

test('DAG-04 takes an image tag, for every workload', () => {
  const rendered = render('--set', 'image.tag=v1.12.0')
  for (const name of workloads) expect(container(rendered, name).image).toBe('ghcr.io/dagu-org/dagu:v1.12.0')
})

test('DAG-05 the coordinator serves gRPC on 50055 to other pods, and says where it is reached', () => {
  expect(plain(at(defaults.one('Service', 'dagu-coordinator'), 'spec.ports'))).toEqual([
    { name: 'grpc', port: 50055, targetPort: 'grpc', protocol: 'TCP' },
  ])
  expect(plain(container(defaults, 'dagu-coordinator').ports)).toEqual([
    { name: 'grpc', containerPort: 50055 },
    { name: 'health', containerPort: 8091 },
  ])
  expect(env(defaults, 'dagu-coordinator')).toMatchObject({
    DAGU_COORDINATOR_HOST: '0.0.0.0',
    DAGU_COORDINATOR_PORT: '50055',
    DAGU_COORDINATOR_HEALTH_PORT: '8091',
    DAGU_COORDINATOR_ADVERTISE: 'dagu-coordinator',
  })
  expect(at(container(defaults, 'dagu-coordinator'), 'command.1')).toBe('coordinator')
  // Learned in production: a TCP probe on the gRPC port says nothing; health has a port of its own.
  expect(probes('dagu-coordinator')).toEqual(Array(3).fill({ path: '/health', port: 'health' }))
})

test('DAG-06 the scheduler has its health on 8090, and a standby that waits for the lock is not killed', () => {
  expect(plain(at(defaults.one('Service', 'dagu-scheduler'), 'spec.ports'))).toEqual([
    { name: 'health', port: 8090, targetPort: 'health', protocol: 'TCP' },
  ])
  expect(plain(container(defaults, 'dagu-scheduler').ports)).toEqual([
    { name: 'health', containerPort: 8090 },
  ])
  expect(env(defaults, 'dagu-scheduler')).toMatchObject({
    DAGU_SCHEDULER_PORT: '8090',
    DAGU_COORDINATOR_PORT: '50055',
  })
  expect(at(container(defaults, 'dagu-scheduler'), 'command.1')).toBe('scheduler')
  expect(probes('dagu-scheduler')).toEqual(Array(3).fill({ path: '/health', port: 'health' }))
  // A lock is stale after 30 seconds, and whoever waits for one is not killed meanwhile.
  for (const name of ['dagu-scheduler', 'dagu-coordinator', 'dagu-worker-general']) {
    const startup = at(container(defaults, name), 'startupProbe')
    expect(
      Number(at(startup, 'periodSeconds')) * Number(at(startup, 'failureThreshold')),
      name,
    ).toBeGreaterThan(30)
    // And soon after it is there it is asked again.
    expect(Number(at(startup, 'periodSeconds')), name).toBeLessThan(10)
  }
  const live = at(container(defaults, 'dagu-scheduler'), 'livenessProbe')
  expect(Number(at(live, 'periodSeconds')) * Number(at(live, 'failureThreshold'))).toBeGreaterThan(30)
  expect(at(container(defaults, 'dagu-scheduler'), 'readinessProbe.periodSeconds')).toBe(5)
  expect(at(defaults.one('Deployment', 'dagu-scheduler'), 'spec.strategy.type')).toBe('Recreate')
})

test('DAG-07 workers run in pools of their own replicas, find the coordinator and have names of their own', () => {
  expect(env(defaults, 'dagu-worker-general')).toMatchObject({
    DAGU_WORKER_ID: { fieldRef: { fieldPath: 'metadata.name' } },
    DAGU_WORKER_COORDINATORS: 'dagu-coordinator:50055',
    DAGU_WORKER_HEALTH_PORT: '8092',
    DAGU_WORKER_MAX_ACTIVE_RUNS: '100',
  })
  expect(plain(container(defaults, 'dagu-worker-general').ports)).toEqual([
    { name: 'health', containerPort: 8092 },
  ])
  expect(at(container(defaults, 'dagu-worker-general'), 'command.1')).toBe('worker')
  expect(probes('dagu-worker-general')).toEqual(Array(3).fill({ path: '/health', port: 'health' }))
  const slower = render('--set', 'worker.maxActiveRuns=3,worker.terminationGracePeriodSeconds=90')
  expect(env(slower, 'dagu-worker-general').DAGU_WORKER_MAX_ACTIVE_RUNS).toBe('3')
  expect(
    at(slower.one('Deployment', 'dagu-worker-general'), 'spec.template.spec.terminationGracePeriodSeconds'),
  ).toBe(90)
})

test('DAG-08 the web page is on 8080; one replica each, and general has two', () => {
  expect(plain(at(defaults.one('Service', 'dagu-ui'), 'spec'))).toMatchObject({
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' }],
  })
  expect(plain(container(defaults, 'dagu-ui').ports)).toEqual([{ name: 'http', containerPort: 8080 }])
  expect(env(defaults, 'dagu-ui')).toMatchObject({
    DAGU_HOST: '0.0.0.0',
    DAGU_PORT: '8080',
    DAGU_COORDINATOR_PORT: '50055',
    DAGU_SCHEDULER_PORT: '8090',
  })
  expect(at(container(defaults, 'dagu-ui'), 'command.1')).toBe('server')
  expect(probes('dagu-ui')).toEqual(Array(3).fill({ path: '/api/v1/health', port: 'http' }))
  expect(workloads.map((name) => at(defaults.one('Deployment', name), 'spec.replicas'))).toEqual([1, 1, 1, 2])
  const other = render(
    '--set',
    'ui.service.type=NodePort,ui.service.port=80,ui.replicas=3,coordinator.replicas=0,scheduler.replicas=2',
  )
  expect(plain(at(other.one('Service', 'dagu-ui'), 'spec'))).toMatchObject({
    type: 'NodePort',
    ports: [{ port: 80 }],
  })
  expect(at(other.one('Deployment', 'dagu-ui'), 'spec.replicas')).toBe(3)
  expect(at(other.one('Deployment', 'dagu-coordinator'), 'spec.replicas')).toBe(0)
  expect(at(other.one('Deployment', 'dagu-scheduler'), 'spec.replicas')).toBe(2)
})

test('DAG-09 all components share one claim that many nodes write to, at the same paths', () => {
  expect(defaults.all('PersistentVolumeClaim')).toHaveLength(1)
  const claim = defaults.one('PersistentVolumeClaim', 'dagu-data')
  expect(plain(at(claim, 'spec.accessModes'))).toEqual(['ReadWriteMany'])
  expect(at(claim, 'spec.resources.requests.storage')).toBe('10Gi')
  for (const name of workloads) {
    const pod = at(defaults.one('Deployment', name), 'spec.template.spec')
    expect(plain(at(pod, 'volumes'))).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'dagu-data' } },
      { name: 'config', configMap: { name: 'dagu-config' } },
      { name: 'tmp', emptyDir: {} },
    ])
    expect(plain(container(defaults, name).volumeMounts)).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'config', mountPath: '/etc/dagu', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ])
  }
  expect(
    at(
      render('--set', 'persistence.size=1Ti').one('PersistentVolumeClaim', 'dagu-data'),
      'spec.resources.requests.storage',
    ),
  ).toBe('1Ti')
})

test('DAG-09 state has one place in every pod: in variables, and in the file they all read', () => {
  const home = {
    HOME: '/data',
    DAGU_HOME: '/data',
    DAGU_DATA_DIR: '/data',
    DAGU_DAGS_DIR: '/data/dags',
    DAGU_LOG_DIR: '/data/logs',
    DAGU_ADMIN_LOG_DIR: '/data/admin/logs',
    DAGU_SUSPEND_FLAGS_DIR: '/data/suspend',
    DAGU_BASE_CONFIG: '/data/base.yaml',
    DAGU_DAG_RUNS_DIR: '/data/dag-runs',
    DAGU_QUEUE_DIR: '/data/queue',
    DAGU_PROC_DIR: '/data/proc',
    DAGU_SERVICE_REGISTRY_DIR: '/data/services',
    DAGU_USERS_DIR: '/data/users',
    DAGU_PEER_INSECURE: 'true',
    DAGU_TZ: 'Etc/UTC',
  }
  for (const name of workloads) {
    expect(env(defaults, name)).toMatchObject(home)
    expect(plain(at(container(defaults, name), 'command'))).toEqual([
      'dagu',
      expect.any(String),
      '--config',
      '/etc/dagu/dagu.yaml',
    ])
  }
  expect(at(defaults.one('ConfigMap', 'dagu-config'), 'data')).toHaveProperty(
    ['dagu.yaml'],
    `api_base_path: /api/v1
default_execution_mode: distributed
paths:
  dags_dir: /data/dags
  data_dir: /data
  log_dir: /data/logs
  admin_logs_dir: /data/admin/logs
  suspend_flags_dir: /data/suspend
  base_config: /data/base.yaml
  dag_runs_dir: /data/dag-runs
  queue_dir: /data/queue
  proc_dir: /data/proc
  service_registry_dir: /data/services
  users_dir: /data/users
  api_keys_dir: /data/api-keys
  webhooks_dir: /data/webhooks
`,
  )
})

test('DAG-09 pods roll when the configuration changes, and not when only the chart does', () => {
  const changed = render('--set', 'config.envPassthrough={TOKEN},config.envPassthroughPrefixes={AWS_}')
  const file = String(at(changed.one('ConfigMap', 'dagu-config'), 'data')?.['dagu.yaml' as never])
  expect(file).toContain('env_passthrough:\n  - TOKEN\n')
  expect(file).toContain('env_passthrough_prefixes:\n  - AWS_\n')
  const checksum = (rendered: typeof defaults, name: string) =>
    (at(rendered.one('Deployment', name), 'spec.template.metadata.annotations') as Record<string, string>)[
      'checksum/config'
    ]
  for (const name of workloads) expect(checksum(changed, name)).not.toBe(checksum(defaults, name))
  expect(env(render('--set', 'config.timeZone=Asia/Tokyo'), 'dagu-ui').DAGU_TZ).toBe('Asia/Tokyo')
})

test('DAG-10 the storage class is asked for; empty means the default class, and NOTES says what it must do', () => {
  expect(at(defaults.one('PersistentVolumeClaim', 'dagu-data'), 'spec')).not.toHaveProperty(
    'storageClassName',
  )
  expect(notes()).toContain('It must support ReadWriteMany')
  expect(notes('--set', 'persistence.storageClass=efs')).not.toContain('must support ReadWriteMany')
  expect(chartFile('values.yaml')).toMatch(/# REQUIRED[^]*storageClass: ""/)
  expect(refusal('--set-string', 'persistence.storageClass=a b')).toContain('storageClass')
})

test('DAG-11 ReadWriteOnce is refused with the way out, and taken on one node', () => {
  const said = refusal('--set', 'persistence.accessMode=ReadWriteOnce')
  expect(said).toContain('Set persistence.accessMode=ReadWriteMany')
  expect(said).toContain('persistence.skipValidation=true')
  const local = [
    '--set',
    'persistence.accessMode=ReadWriteOnce',
    '--set',
    'persistence.skipValidation=true',
    '--set',
    'workerPools.general.replicas=1',
  ]
  const rendered = render(...local)
  expect(plain(at(rendered.one('PersistentVolumeClaim', 'dagu-data'), 'spec.accessModes'))).toEqual([
    'ReadWriteOnce',
  ])
  expect(at(rendered.one('Deployment', 'dagu-worker-general'), 'spec.replicas')).toBe(1)
  expect(notes(...local)).toContain('all pods must run on one node')
  const brought = render('--set', 'persistence.accessMode=ReadWriteOnce,persistence.existingClaim=mine')
  expect(brought.all('PersistentVolumeClaim')).toEqual([])
  for (const name of workloads)
    expect(
      at(brought.one('Deployment', name), 'spec.template.spec.volumes.0.persistentVolumeClaim.claimName'),
    ).toBe('mine')
})

test('DAG-12 each pool is a Deployment with its own replicas, labels, resources and scheduling', () => {
  const rendered = render('-f', path.join(chart, 'examples/gpu.yaml'), '--set', 'workerPools.cpu.replicas=0')
  expect(rendered.all('Deployment').map((one) => at(one, 'metadata.name'))).toEqual([
    'dagu-coordinator',
    'dagu-scheduler',
    'dagu-ui',
    'dagu-worker-cpu',
    'dagu-worker-general',
    'dagu-worker-gpu',
  ])
  expect(at(rendered.one('Deployment', 'dagu-worker-cpu'), 'spec.replicas')).toBe(0)
  const selectors = rendered
    .all('Deployment')
    .map((one) => JSON.stringify(plain(at(one, 'spec.selector.matchLabels'))))
  expect(new Set(selectors).size).toBe(selectors.length)
})

test('DAG-12 selectors are minimal and frozen', () => {
  const selector = (name: string) => plain(at(defaults.one('Deployment', name), 'spec.selector.matchLabels'))
  const own = { 'app.kubernetes.io/name': 'dagu', 'app.kubernetes.io/instance': 'dagu' }
  expect(selector('dagu-ui')).toEqual({ ...own, 'app.kubernetes.io/component': 'ui' })
  expect(selector('dagu-worker-general')).toEqual({
    ...own,
    'app.kubernetes.io/component': 'worker',
    'dagu.dev/pool': 'general',
  })
  expect(refusal('--set-json', 'ui.podLabels={"app.kubernetes.io/name":"x"}')).toContain('podLabels')
})

test('DAG-13 every component has the documented resources', () => {
  const resources = (name: string) => plain(container(defaults, name).resources)
  expect(resources('dagu-worker-general')).toEqual({
    requests: { memory: '128Mi', cpu: '100m' },
    limits: { memory: '256Mi', cpu: '200m' },
  })
  expect(resources('dagu-coordinator')).toEqual({ requests: { memory: '128Mi', cpu: '100m' } })
  expect(resources('dagu-scheduler')).toEqual({ requests: { memory: '256Mi', cpu: '250m' } })
  expect(resources('dagu-ui')).toEqual({ requests: { memory: '256Mi', cpu: '250m' } })
})

test('DAG-14 the documented GPU pool renders as written', () => {
  const rendered = render('-f', path.join(chart, 'examples/gpu.yaml'))
  const pod = at(rendered.one('Deployment', 'dagu-worker-gpu'), 'spec.template.spec')
  expect(plain(at(pod, 'nodeSelector'))).toEqual({ 'nvidia.com/gpu.present': 'true' })
  expect(plain(at(pod, 'tolerations'))).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ])
  expect(at(pod, 'affinity')).toBeUndefined()
  expect(plain(container(rendered, 'dagu-worker-gpu').resources)).toEqual({
    requests: { memory: '512Mi', cpu: '500m', 'nvidia.com/gpu': '1' },
    limits: { memory: '1Gi', cpu: '1000m', 'nvidia.com/gpu': '1' },
  })
  expect(env(rendered, 'dagu-worker-gpu').DAGU_WORKER_LABELS).toBe('gpu=true')
})

test('a pool may have a name that YAML takes for something else', () => {
  const workers = render('--set', 'workerPools.true.replicas=1', '--set', 'workerPools.1e3.replicas=1')
    .all('Deployment')
    .filter((one) => /-worker-(true|1e3)$/.test(String(at(one, 'metadata.name'))))
  expect(workers).toHaveLength(2)
  for (const worker of workers)
    for (const place of ['spec.selector.matchLabels', 'spec.template.metadata.labels'])
      expect(['true', '1e3']).toContain((at(worker, place) as Record<string, unknown>)['dagu.dev/pool'])
})

test('DAG-15 a pool without labels registers none, and work without a selector goes to the pools', () => {
  expect(env(defaults, 'dagu-worker-general')).not.toHaveProperty('DAGU_WORKER_LABELS')
  for (const name of workloads) expect(env(defaults, name).DAGU_DEFAULT_EXECUTION_MODE).toBe('distributed')
  expect(chartFile('README.md')).toContain('A DAG that chooses nothing may run in any pool')
})

test('DAG-16 labels of a pool reach its workers as text, and the README shows both spellings', () => {
  const many = render(
    '--set-string',
    'workerPools.general.labels.region=eu,workerPools.general.labels.arch=1.10',
  )
  expect(env(many, 'dagu-worker-general').DAGU_WORKER_LABELS).toBe('arch=1.10,region=eu')
  const yes = render('--set', 'workerPools.general.labels.gpu=true')
  expect(env(yes, 'dagu-worker-general').DAGU_WORKER_LABELS).toBe('gpu=true')
  expect(refusal('--set-string', 'workerPools.general.labels.region=eu\\,us')).toContain('labels')
  expect(chartFile('README.md')).toContain('worker_selector:')
  expect(chartFile('README.md')).toContain('workerSelector')
})

test('DAG-17 authentication is none, basic or builtin, and builtin by default', () => {
  const mode = (...args: string[]) => env(render(...args), 'dagu-ui').DAGU_AUTH_MODE
  expect(mode()).toBe('builtin')
  expect(mode('--set', 'auth.mode=none')).toBe('none')
  const basic = ['--set', 'auth.mode=basic,auth.basic.username=op,auth.basic.password=secret']
  expect(mode(...basic)).toBe('basic')
  expect(refusal('--set', 'auth.mode=oidc')).toContain('auth')
  expect(refusal('--set', 'auth.mode=basic')).toContain('auth.basic.username and auth.basic.password')
  const rendered = render(...basic)
  expect(env(rendered, 'dagu-ui')).toMatchObject({
    DAGU_AUTH_BASIC_USERNAME: 'op',
    DAGU_AUTH_BASIC_PASSWORD: { secretKeyRef: { name: 'dagu-auth', key: 'basic-password' } },
  })
  expect(env(rendered, 'dagu-ui')).not.toHaveProperty('DAGU_AUTH_TOKEN_TTL')
  expect(plain(at(rendered.one('Secret', 'dagu-auth'), 'stringData'))).toEqual({ 'basic-password': 'secret' })
  // Dagu refuses to start with a basic password in another mode.
  expect(env(render('--set', 'auth.basic.password=secret'), 'dagu-ui')).not.toHaveProperty(
    'DAGU_AUTH_BASIC_PASSWORD',
  )
})

test('DAG-18 the first administrator and the token come from a Secret, or are left to Dagu', () => {
  expect(defaults.all('Secret')).toEqual([])
  const unset = env(defaults, 'dagu-ui')
  expect(unset).not.toHaveProperty('DAGU_AUTH_BUILTIN_INITIAL_ADMIN_USERNAME')
  expect(unset).not.toHaveProperty('DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD')
  expect(unset).not.toHaveProperty('DAGU_AUTH_TOKEN_SECRET')
  expect(unset.DAGU_AUTH_TOKEN_TTL).toBe('24h')
  const given = render(
    '--set',
    'auth.builtin.admin.password=correct-horse,auth.builtin.token.secret=s3cr3t,auth.builtin.token.ttl=1h',
  )
  expect(env(given, 'dagu-ui')).toMatchObject({
    DAGU_AUTH_BUILTIN_INITIAL_ADMIN_USERNAME: 'admin',
    DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD: { secretKeyRef: { name: 'dagu-auth', key: 'admin-password' } },
    DAGU_AUTH_TOKEN_SECRET: { secretKeyRef: { name: 'dagu-auth', key: 'token-secret', optional: true } },
    DAGU_AUTH_TOKEN_TTL: '1h',
  })
  expect(plain(at(given.one('Secret', 'dagu-auth'), 'stringData'))).toEqual({
    'admin-password': 'correct-horse',
    'token-secret': 's3cr3t',
  })
  const checksum = (rendered: typeof defaults) =>
    (
      at(rendered.one('Deployment', 'dagu-ui'), 'spec.template.metadata.annotations') as Record<
        string,
        string
      >
    )['checksum/auth']
  expect(checksum(given)).not.toBe(checksum(defaults))
  expect(refusal('--set', 'auth.builtin.admin.password=short')).toContain('fewer than 8 characters')
  expect(refusal('--set', 'auth.builtin.admin.username=')).toContain('username')
  expect(notes('--set', 'auth.builtin.admin.password=correct-horse')).toContain('Log in as admin')
})

test('DAG-18 a Secret of the operator takes the place of all of them', () => {
  const rendered = render('--set', 'auth.existingSecret=mine')
  expect(rendered.all('Secret')).toEqual([])
  expect(env(rendered, 'dagu-ui')).toMatchObject({
    DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD: { secretKeyRef: { name: 'mine', key: 'admin-password' } },
    DAGU_AUTH_TOKEN_SECRET: { secretKeyRef: { name: 'mine', key: 'token-secret', optional: true } },
  })
  const basic = render('--set', 'auth.existingSecret=mine,auth.mode=basic,auth.basic.username=op')
  expect(env(basic, 'dagu-ui')).toMatchObject({
    DAGU_AUTH_BASIC_PASSWORD: { secretKeyRef: { name: 'mine' } },
  })
})

test('DAG-18 credentials stand in the pod of the web page alone: DAGs see the variables of theirs', () => {
  const rendered = render('--set', 'auth.builtin.admin.password=correct-horse')
  for (const name of workloads.filter((one) => one !== 'dagu-ui'))
    expect(Object.keys(env(rendered, name)).filter((key) => key.includes('AUTH'))).toEqual([])
})

test('DAG-19 NOTES asks for other credentials in production', () => {
  expect(notes()).toContain('Change the credentials')
  expect(chartFile('README.md')).toContain('Change the credentials')
})

test('DAG-20 authentication can be switched off, with a warning', () => {
  expect(env(render('--set', 'auth.mode=none'), 'dagu-ui')).toMatchObject({ DAGU_AUTH_MODE: 'none' })
  expect(notes('--set', 'auth.mode=none')).toContain('everybody who reaches the page may run anything')
  expect(notes()).not.toContain('everybody who reaches')
})

test('DAG-21 NOTES and README say how the page is reached and where a password is found', () => {
  expect(notes()).toContain('port-forward svc/dagu-ui 8080:8080')
  expect(notes()).toContain('logs deploy/dagu-ui')
  expect(notes()).toContain('whoever opens the page first becomes the administrator')
  expect(chartFile('README.md')).toContain('kubectl port-forward svc/dagu-ui 8080:8080')
  expect(notes('--set', 'ui.service.port=9000')).toContain('8080:9000')
})

test('DAG-05..08 the README says what each component does, and on which ports', () => {
  const rows = chartFile('README.md')
    .split('## What it runs')[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((row) => row.startsWith('| `'))
  expect(rows).toEqual([
    '| `coordinator` | gRPC server that hands tasks to the workers | Deployment, Service | grpc 50055, health 8091 |',
    '| `scheduler` | Starts DAGs when they are due | Deployment, Service | health 8090 |',
    '| `worker` | Runs the steps of DAGs | one Deployment for each pool | health 8092 |',
    '| `ui` | The web page and its API | Deployment, Service | http 8080 |',
  ])
})

test('DAG-21 who has a password, or needs none, is not told to find one', () => {
  const unset = "No administrator's password is set"
  expect(notes()).toContain(unset)
  for (const given of [
    'auth.builtin.admin.password=correct-horse',
    'auth.existingSecret=mine',
    'auth.mode=none',
  ])
    expect(notes('--set', given)).not.toContain(unset)
  expect(notes('--set', 'auth.existingSecret=mine')).toContain('with the password that you gave')
  for (const mode of ['none', 'basic,auth.basic.username=op,auth.basic.password=secret'])
    for (const words of ['with the password that you gave', 'Change the credentials'])
      expect(notes('--set', `auth.mode=${mode}`)).not.toContain(words)
})

test('DAG-22 the README states the constraints', () => {
  const constraints = chartFile('README.md').split('## Constraints')[1]!.split('\n## ')[0]!
  for (const fact of ['share one volume', 'files on that volume', 'no database'])
    expect(constraints).toContain(fact)
})

test('DAG-23 uninstalling deletes the data, is warned about, and can keep it', () => {
  expect(at(defaults.one('PersistentVolumeClaim', 'dagu-data'), 'metadata')).not.toHaveProperty('annotations')
  expect(notes()).toContain('Uninstalling deletes the claim')
  const kept = render('--set', 'persistence.retain=true')
  expect(plain(at(kept.one('PersistentVolumeClaim', 'dagu-data'), 'metadata.annotations'))).toEqual({
    'helm.sh/resource-policy': 'keep',
  })
  expect(notes('--set', 'persistence.retain=true')).not.toContain('Uninstalling deletes')
  const readme = chartFile('README.md').split('## Uninstall')[1]!.split('\n## ')[0]!
  expect(readme).toContain('deletes the claim')
  expect(readme).toContain('Back up first')
})

test('DAG-24 the default image is the documented one, and both homes work', () => {
  for (const name of workloads) expect(container(defaults, name).image).toBe('ghcr.io/dagu-org/dagu:latest')
  const moved = render('--set', 'image.repository=ghcr.io/dagucloud/dagu')
  for (const name of workloads) expect(container(moved, name).image).toBe('ghcr.io/dagucloud/dagu:latest')
  expect(notes('--set', 'image.tag=v2.4.1')).toContain('tagged without "v"')
})

test('more schedulers or coordinators than an image can bear are warned about', () => {
  expect(notes()).not.toContain('More than one')
  expect(notes('--set', 'coordinator.replicas=2')).toContain('More than one coordinator')
  expect(notes('--set', 'scheduler.replicas=2')).toContain('More than one scheduler')
})

test('Chart.yaml names the program, its version, its home and its sources', () => {
  for (const line of [
    'name: dagu',
    'version: "1.0.0"',
    'appVersion: "latest"',
    'home: https://dagu.sh',
    'sources:\n  - https://github.com/dagucloud/dagu',
    'keywords:\n  - dagu\n  - workflow\n  - scheduler',
  ])
    expect(chartFile('Chart.yaml')).toContain(line)
})

test('DAG-13 values.yaml shows the documented block of a pool whole', () => {
  expect(chartFile('values.yaml')).toContain(`workerPools:
  general:
    replicas: 2
    labels: {}
    resources:
      requests:
        cpu: 100m
        memory: 128Mi
      limits:
        cpu: 200m
        memory: 256Mi
    nodeSelector: {}
    tolerations: []
    affinity: {}
`)
})

test('the web page can be exposed by every type of Service', () => {
  for (const type of ['ClusterIP', 'NodePort', 'LoadBalancer'])
    expect(at(render('--set', `ui.service.type=${type}`).one('Service', 'dagu-ui'), 'spec.type')).toBe(type)
})

test('every pod runs without root and without the variables that Kubernetes makes of Services', () => {
  for (const name of workloads) {
    const pod = at(defaults.one('Deployment', name), 'spec.template.spec')
    expect(at(pod, 'enableServiceLinks')).toBe(false)
    expect(plain(at(pod, 'securityContext'))).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      fsGroup: 1000,
    })
    expect(plain(container(defaults, name).securityContext)).toMatchObject({
      allowPrivilegeEscalation: false,
    })
  }
})

test('helm test asks every Service', () => {
  const pod = defaults.one('Pod', 'dagu-test')
  expect(plain(at(pod, 'metadata.annotations'))).toMatchObject({ 'helm.sh/hook': 'test' })
  const targets = (plain(at(pod, 'spec.containers')) as { command: string[] }[]).map(({ command }) =>
    command.slice(3),
  )
  expect(targets).toEqual([
    ['dagu-coordinator', '50055'],
    ['http://dagu-scheduler:8090/health'],
    ['http://dagu-ui:8080/api/v1/health'],
  ])
})

test('helm lint --strict passes', () => {
  expect(helm(['lint', '--strict', chart]).exitCode).toBe(0)
})
