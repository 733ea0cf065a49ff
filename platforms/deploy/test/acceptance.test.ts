// Each sentence of the document as a test, by its number; ../README.md lists them.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  at,
  autoscaler,
  chart,
  container,
  deployment,
  keyOf,
  notes,
  plain,
  refusal,
  render,
  scaled,
  services,
} from './deploy.ts'

const defaults = render()
const chartFile = (file: string) => fs.readFileSync(path.join(chart, file), 'utf8')
const readme = chartFile('README.md')
const intents = JSON.parse(chartFile('intents.json')) as {
  immutable: unknown
  workloads: Record<string, { connectsTo: Record<string, unknown>[] }>
  requirements: { about: string; look: Record<string, unknown> }[]
}
const port = (name: string) => plain(at(defaults.one('Service', `deploy-${name}`), 'spec.ports'))
const bounds = (name: string) => [
  at(autoscaler(defaults, name), 'spec.minReplicas'),
  at(autoscaler(defaults, name), 'spec.maxReplicas'),
]
const tcp = (name: string, number: number) => ({ name, port: number, targetPort: name, protocol: 'TCP' })

test('DEP-01 app serves 3000, two to ten', () => {
  expect(port('app')).toEqual([tcp('http', 3000)])
  expect(plain(container(defaults, 'app').ports)).toEqual([{ name: 'http', containerPort: 3000 }])
  expect(bounds('app')).toEqual([2, 10])
  const fixed = render('--set', 'services.app.autoscaling.enabled=false')
  expect(at(deployment(fixed, 'app'), 'spec.replicas')).toBe(2)
})

test('DEP-02 gitserver serves HTTP on 8021 and SSH on 2222, one to five', () => {
  expect(port('gitserver')).toEqual([tcp('http', 8021), tcp('ssh', 2222)])
  expect(bounds('gitserver')).toEqual([1, 5])
})

test('DEP-02 SSH is reached from outside by a Service of its own', () => {
  expect(defaults.all('Service').some((one) => at(one, 'spec.type') !== 'ClusterIP')).toBe(false)
  const ssh = (...more: string[]) =>
    render('--set', ['services.gitserver.ssh.enabled=true', ...more].join(',')).one(
      'Service',
      'deploy-gitserver-ssh',
    )
  expect(plain(at(ssh(), 'spec'))).toEqual({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Cluster',
    ports: [tcp('ssh', 2222)],
    selector: {
      'app.kubernetes.io/name': 'deploy',
      'app.kubernetes.io/instance': 'deploy',
      'app.kubernetes.io/component': 'gitserver',
    },
  })
  const node = ssh('services.gitserver.ssh.type=NodePort', 'services.gitserver.ssh.nodePort=32222')
  expect(at(node, 'spec.ports.0.nodePort')).toBe(32222)
  expect(notes('--set', 'services.gitserver.ssh.enabled=true')).toContain('deploy-gitserver-ssh')
})

test('DEP-02 a push under way may end before its pod does', () => {
  const pod = at(deployment(defaults, 'gitserver'), 'spec.template.spec')
  expect(at(pod, 'terminationGracePeriodSeconds')).toBe(130)
  expect(plain(at(pod, 'containers.0.lifecycle.preStop.exec.command'))).toEqual(['sleep', '5'])
  expect(plain(at(autoscaler(defaults, 'gitserver'), 'spec.behavior.scaleDown.policies'))).toEqual([
    { type: 'Pods', value: 1, periodSeconds: 130 },
  ])
  expect(refusal('--set', 'services.gitserver.drain.seconds=200')).toContain(
    'raise services.gitserver.drain.terminationGracePeriodSeconds to 205 or more',
  )
})

test('DEP-03 git-hook serves 8083, one to five', () => {
  expect(port('git-hook')).toEqual([tcp('http', 8083)])
  expect(bounds('git-hook')).toEqual([1, 5])
})

test('DEP-04 metrics-aggregator serves 9090, is scraped and pushes to Loki, one to five', () => {
  expect(port('metrics-aggregator')).toEqual([tcp('http', 9090)])
  expect(bounds('metrics-aggregator')).toEqual([1, 5])
  expect(plain(at(defaults.one('Service', 'deploy-metrics-aggregator'), 'metadata.annotations'))).toEqual({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9090',
  })
  const loki = intents.workloads['metrics-aggregator']!.connectsTo.find(({ external }) => external === 'loki')
  expect(loki).toMatchObject({ keys: ['LOKI_URL'], ports: [3100] })
})

test('DEP-05 static-server serves 8081, one to five', () => {
  expect(port('static-server')).toEqual([tcp('http', 8081)])
  expect(bounds('static-server')).toEqual([1, 5])
})

describe('DEP-06 email-worker is one, and stays one', () => {
  test('DEP-06 it serves 8084, has one replica, is recreated and has no autoscaler', () => {
    expect(port('email-worker')).toEqual([tcp('http', 8084)])
    const spec = at(deployment(defaults, 'email-worker'), 'spec')
    expect(at(spec, 'replicas')).toBe(1)
    expect(plain(at(spec, 'strategy'))).toEqual({ type: 'Recreate' })
    expect(defaults.all('HorizontalPodAutoscaler').map((one) => at(one, 'spec.scaleTargetRef.name'))).toEqual(
      scaled.toSorted().map((name) => `deploy-${name}`),
    )
  })

  test.each(['replicas=2', 'replicas=1', 'autoscaling.enabled=true', 'autoscaling.maxReplicas=2'])(
    'DEP-06 services.email_worker.%s is refused',
    (value) => {
      expect(refusal('--set', `services.email_worker.${value}`)).toMatch(/additional properties|not allowed/i)
    },
  )
})

test('DEP-07 values have underscores, objects hyphens', () => {
  const names = defaults.documents.map((one) => at(one, 'metadata.name') as string)
  expect(names.filter((name) => name.includes('_'))).toEqual([])
  expect(defaults.all('Deployment').map((one) => at(one, 'metadata.name'))).toEqual(
    services.toSorted().map((name) => `deploy-${name}`),
  )
  for (const name of services) {
    const other = render('--set', `services.${keyOf(name)}.podAnnotations.a=b`)
    expect(at(deployment(other, name), 'spec.template.metadata.annotations.a')).toBe('b')
  }
})

describe('DEP-08 and DEP-21 what must be there first is never touched', () => {
  test.each([
    [],
    ['-f', path.join(chart, 'examples/production.yaml')],
    ['-f', path.join(chart, 'examples/gateway.yaml')],
    ['--set', 'maintenance.fixOwnership=true'],
  ])('DEP-08 DEP-21 nothing of its kinds is rendered with %s %s', (...args) => {
    const kinds = new Set(render(...args).documents.map(({ kind }) => kind))
    for (const kind of ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'ConfigMap', 'Secret'])
      expect(kinds).not.toContain(kind)
  })

  test('DEP-08 all objects are of the namespace that the release is in', () => {
    expect(defaults.documents.some((one) => at(one, 'metadata.namespace') !== undefined)).toBe(false)
    expect(intents.requirements).toContainEqual({
      about: 'A namespace of its own, `app` in the commands below',
      look: { object: 'Namespace', name: '{{ .Release.Namespace }}' },
    })
  })
})

test('DEP-09 the claim is shared-data: no value changes its name, and preflight knows what it must be', () => {
  const names = defaults
    .all('Deployment')
    .flatMap((one) => at(one, 'spec.template.spec.volumes') ?? [])
    .map((volume) => at(volume, 'persistentVolumeClaim.claimName'))
  expect(new Set(names)).toEqual(new Set(['shared-data']))
  const other = render('--set', 'nameOverride=x,fullnameOverride=y')
  expect(at(other.one('Deployment', 'y-app'), 'spec.template.spec.volumes.0')).toMatchObject({
    persistentVolumeClaim: { claimName: 'shared-data' },
  })
  for (const key of ['pvcName', 'persistence.existingClaim', 'services.app.claimName'])
    expect(refusal('--set', `${key}=other`)).toMatch(/additional properties|not allowed/i)
  expect(intents.immutable).toEqual([{ kind: 'PersistentVolumeClaim', name: 'shared-data' }])
  expect(intents.requirements.map(({ look }) => look)).toContainEqual({
    object: 'PersistentVolumeClaim',
    name: 'shared-data',
    spec: {
      accessModes: ['ReadWriteMany'],
      resources: { requests: { storage: '200Ti' } },
      storageClassName: 'aliyun-nfs-app',
    },
  })
})

test('DEP-10 the ConfigMap is app-env, or the one that configMapName names; a Secret may follow it', () => {
  const sources = (name: string, ...args: string[]) => plain(container(render(...args), name).envFrom)
  for (const name of services) {
    expect(sources(name)).toEqual([{ configMapRef: { name: 'app-env' } }])
    expect(sources(name, '--set', 'configMapName=your-cm-name,secretName=app-secrets')).toEqual([
      { configMapRef: { name: 'your-cm-name' } },
      { secretRef: { name: 'app-secrets' } },
    ])
  }
  expect(refusal('--set', 'configMapName=')).toContain('configMapName')
  expect(notes()).toContain('move them to a Secret and set secretName')
  expect(notes('--set', 'secretName=app-secrets')).not.toContain('secretName')
  expect(readme).toContain('`--set configMapName=your-cm-name`')
})

describe('DEP-11 preflight knows the keys', () => {
  const configuration = intents.requirements.find(({ look }) => 'keys' in look)!.look as {
    keys: Record<string, Record<string, unknown>>
    from: unknown
  }
  const needed = [
    'APP_REPOS_ROOT',
    'APP_AVATAR_PATH',
    'STORAGE_PATH',
    'STATIC_ROOT',
    'APP_DOMAIN_URL',
    'APP_DATABASE_URL',
    'APP_REDIS_URL',
    'APP_AI_BASIC_URL',
    'APP_AI_API_KEY',
    'APP_SMTP_PASSWORD',
    'APP_SESSION_SECRET',
    'APP_SSH_SERVER_PRIVATE_KEY',
    'APP_SSH_PORT',
  ]

  test.each(needed)('DEP-11 %s is required', (key) => {
    expect(configuration.keys[key]).toMatchObject({ required: true })
    expect(readme).toMatch(new RegExp(`\\| \`${key}\` \\|.*\\| Yes \\|`))
  })

  test.each([
    ['APP_LOG_LEVEL', 'info'],
    ['APP_COOKIE_SECURE', 'false'],
  ])('DEP-11 %s is optional, %s in the example', (key, example) => {
    expect(configuration.keys[key]).toEqual({ required: false, example })
  })

  test('DEP-11 the examples are those of the document, and rules stand beside them', () => {
    const examples = Object.fromEntries(
      Object.entries(configuration.keys).map(([key, { example }]) => [key, example]),
    )
    expect(examples).toMatchObject({
      APP_REPOS_ROOT: '/data/repos',
      APP_AVATAR_PATH: '/data/avatars',
      STORAGE_PATH: '/data/files',
      STATIC_ROOT: '/data',
      APP_DOMAIN_URL: 'https://your-domain.com',
      APP_DATABASE_URL: 'postgres://user:pass@postgres:5432/app',
      APP_REDIS_URL: 'redis://redis:6379',
      APP_AI_BASIC_URL: 'https://api.openai.com/v1',
      APP_AI_API_KEY: 'sk-...',
      APP_SMTP_PASSWORD: '...',
      APP_SSH_SERVER_PRIVATE_KEY: '<hex-encoded-private-key>',
      APP_SSH_PORT: '2222',
    })
    expect(configuration.keys.APP_SESSION_SECRET).toMatchObject({ minBytes: 32 })
    const hex = new RegExp(configuration.keys.APP_SSH_SERVER_PRIVATE_KEY!.pattern as string)
    const pem = Buffer.from('-----BEGIN OPENSSH PRIVATE KEY-----\n').toString('hex')
    expect([hex.test(pem), hex.test('-----BEGIN'), hex.test(`${pem}0`)]).toEqual([true, false, false])
    const ssh = new RegExp(configuration.keys.APP_SSH_PORT!.pattern as string)
    expect([ssh.test('2222'), ssh.test('22')]).toEqual([true, false])
  })

  test('DEP-10 DEP-11 they are looked for in the ConfigMap, and in the Secret when there is one', () => {
    expect(configuration.from).toEqual([
      { object: 'ConfigMap', name: '{{ .Values.configMapName }}' },
      { object: 'Secret', name: '{{ .Values.secretName }}', when: '{{ .Values.secretName }}' },
    ])
  })

  test.each(['APP_QDRANT_URL', 'APP_SMTP_*', 'APP_EMBED_MODEL_*'])(
    'DEP-19 %s, which the example of the document lacks, is required',
    (key) => {
      expect(configuration.keys[key]).toMatchObject({ required: true })
    },
  )

  test.each(['NATS_URL', 'NATS_TOKEN', 'LOKI_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT'])(
    'DEP-20 %s is optional',
    (key) => {
      expect(configuration.keys[key]).toMatchObject({ required: false })
    },
  )
})

test('DEP-12 the README has the commands that make the keys', () => {
  expect(readme).toContain(`ssh-keygen -t ed25519 -f /tmp/ssh_host_key -N ""
hexdump -v -e '/1 "%02x"' < /tmp/ssh_host_key
`)
  expect(readme).toContain('\nopenssl rand -base64 48\n')
})

test('DEP-13 the README has the three checks, and NOTES those of this release', () => {
  expect(readme).toContain(`kubectl get namespace app
kubectl get pvc -n app shared-data
kubectl get configmap -n app app-env
`)
  expect(notes('--set', 'configMapName=mine')).toContain(`kubectl get pvc -n app shared-data
  kubectl get configmap -n app mine
`)
})

test('DEP-14 one registry and one tag serve all images', () => {
  const images = (...args: string[]) => {
    const rendered = render(...args)
    return services.map((name) => container(rendered, name).image)
  }
  expect(images('--set', 'imageRegistry=ghcr.io/your-org,imageTag=v1.2.3')).toEqual(
    services.map((name) => `ghcr.io/your-org/${name}:v1.2.3`),
  )
  expect(images()).toEqual(services.map((name) => `${name}:v0.2.9`))
  expect(images('--set', 'imageRegistry=a.io,global.imageRegistry=b.io/x')[0]).toBe('b.io/x/app:v0.2.9')
  expect(images('--set', 'services.app.image=c.io/fix@sha256:00')[0]).toBe('c.io/fix@sha256:00')
  expect(container(defaults, 'app').imagePullPolicy).toBe('IfNotPresent')
  for (const policy of ['Always', 'Never'])
    expect(container(render('--set', `imagePullPolicy=${policy}`), 'app').imagePullPolicy).toBe(policy)
  expect(refusal('--set', 'imageTag=20240101')).toMatch(/got number, want string/)
  expect(notes()).toContain('Set imageRegistry=ghcr.io/your-org')
  expect(readme).toContain(
    'helm template deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org',
  )
})

test('DEP-15 each service mounts its folders of the one claim', () => {
  const mounts = (name: string) =>
    ((container(defaults, name).volumeMounts ?? []) as { [key: string]: unknown }[]).map(
      ({ subPath, mountPath, readOnly }) =>
        `${String(subPath)}→${String(mountPath)}${readOnly ? ' (read)' : ''}`,
    )
  expect(Object.fromEntries(services.map((name) => [name, mounts(name)]))).toEqual({
    app: ['repos→/data/repos', 'avatars→/data/avatars', 'files→/data/files'],
    gitserver: ['repos→/data/repos'],
    'git-hook': ['repos→/data/repos'],
    'static-server': ['static→/data', 'avatars→/data/avatars (read)', 'files→/data/files (read)'],
    'metrics-aggregator': [],
    'email-worker': [],
  })
  for (const folder of ['repos', 'avatars', 'files', 'static']) expect(readme).toContain(`| \`${folder}\` |`)
})

describe('DEP-16 pods run as user 1000', () => {
  test.each(services)('DEP-16 %s runs as 1000 with fsGroup 1000', (name) => {
    expect(at(deployment(defaults, name), 'spec.template.spec.securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
    })
  })

  test('DEP-16 ownership is fixed once by a pod that the operator asks for', () => {
    expect(defaults.all('Job')).toEqual([])
    const job = render('--set', 'maintenance.fixOwnership=true').one('Job', 'deploy-fix-ownership')
    expect(at(job, 'metadata.annotations')).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    })
    const pod = at(job, 'spec.template.spec')
    expect(plain(at(pod, 'containers.0.command'))).toEqual([
      'sh',
      '-c',
      'chown -R 1000:1000 /data/repos && chmod -R u+rwX,g+rwX /data/repos',
    ])
    expect(plain(at(pod, 'containers.0.volumeMounts'))).toEqual([
      { name: 'shared-data', mountPath: '/data/repos', subPath: 'repos' },
    ])
    expect(at(pod, 'securityContext.runAsUser')).toBe(0)
    expect(plain(at(pod, 'containers.0.securityContext'))).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['CHOWN', 'FOWNER', 'DAC_OVERRIDE'] },
    })
    expect(at(pod, 'containers.0.image')).toBe('busybox:1.37')
    expect(notes('--set', 'maintenance.fixOwnership=true')).toContain('Switch it off once it has run')
    expect(readme).toContain('chown -R 1000:1000 /data/repos\nchmod -R u+rwX,g+rwX /data/repos\n')
  })
})

describe('DEP-17 autoscalers are on for all but email-worker', () => {
  test.each(scaled)('DEP-17 services.%s.autoscaling sets its bounds and its aim', (name) => {
    const key = `services.${keyOf(name)}.autoscaling`
    const set = render(
      '--set',
      `${key}.maxReplicas=20,${key}.targetCPUUtilization=70,${key}.targetMemoryUtilization=90`,
    )
    const spec = at(autoscaler(set, name), 'spec')
    expect(at(spec, 'maxReplicas')).toBe(20)
    expect(plain(at(spec, 'metrics'))).toEqual(
      [
        ['cpu', 70],
        ['memory', 90],
      ].map(([resource, averageUtilization]) => ({
        type: 'Resource',
        resource: { name: resource, target: { type: 'Utilization', averageUtilization } },
      })),
    )
    expect(at(autoscaler(defaults, name), 'spec.metrics.0.resource.target.averageUtilization')).toBe(80)
    expect(at(autoscaler(defaults, name), 'spec.metrics.1')).toBeUndefined()
    expect(at(container(defaults, name), 'resources.requests.cpu')).toBe('100m')
  })

  test.each(scaled)('DEP-17 %s has its replicas either from the autoscaler or from the chart', (name) => {
    expect(at(deployment(defaults, name), 'spec.replicas')).toBeUndefined()
    const off = render('--set', `services.${keyOf(name)}.autoscaling.enabled=false`)
    expect(at(deployment(off, name), 'spec.replicas')).toBe(name === 'app' ? 2 : 1)
    expect(off.all('HorizontalPodAutoscaler').map((one) => at(one, 'metadata.name'))).not.toContain(
      `deploy-${name}`,
    )
  })

  test('DEP-17 the README shows the three settings, and that the metrics API is needed', () => {
    for (const line of [
      '--set services.app.autoscaling.maxReplicas=20',
      '--set services.app.autoscaling.targetCPUUtilization=70',
      '--set services.git_hook.autoscaling.enabled=false',
      'metrics-server',
    ])
      expect(readme).toContain(line)
    expect(intents.requirements).toContainEqual(
      expect.objectContaining({ look: { api: 'metrics.k8s.io/v1beta1' } }),
    )
  })
})

describe('DEP-18 an Ingress without paths serves /', () => {
  const ingress = (...sets: string[]) =>
    render('--set', ['ingress.enabled=true', 'ingress.hosts[0].host=your-domain.com', ...sets].join(',')).one(
      'Ingress',
      'deploy-public',
    )
  const toApp = { service: { name: 'deploy-app', port: { name: 'http' } } }

  test('DEP-18 class and host as documented, and all paths to the API', () => {
    expect(defaults.all('Ingress')).toEqual([])
    expect(plain(at(ingress('ingress.className=nginx'), 'spec'))).toEqual({
      ingressClassName: 'nginx',
      rules: [
        { host: 'your-domain.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: toApp }] } },
      ],
    })
  })

  test('DEP-18 paths, certificates and annotations are the operator’s when given', () => {
    const own = ingress(
      'ingress.hosts[0].paths[0].path=/api',
      'ingress.hosts[0].paths[0].pathType=Exact',
      'ingress.tls[0].secretName=cert',
      'ingress.annotations.a=b',
    )
    expect(plain(at(own, 'spec.rules.0.http.paths'))).toEqual([
      { path: '/api', pathType: 'Exact', backend: toApp },
    ])
    expect(plain(at(own, 'spec.tls'))).toEqual([{ secretName: 'cert' }])
    expect(at(own, 'metadata.annotations.a')).toBe('b')
  })

  test('DEP-18 an Ingress without a host is refused, with the key to set', () => {
    expect(refusal('--set', 'ingress.enabled=true')).toContain('set ingress.hosts[0].host')
    expect(notes()).toContain('Set ingress.enabled=true and ingress.hosts[0].host')
  })

  test('DEP-18 the same by a route of the Gateway API', () => {
    const routed = render('--set', 'gateway.enabled=true,gateway.parentRefs[0].name=public')
    expect(plain(at(routed.one('HTTPRoute', 'deploy-public'), 'spec'))).toEqual({
      parentRefs: [{ name: 'public' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'deploy-app', port: 3000 }],
        },
      ],
    })
  })
})

test('DEP-19 all services reach what they need: databases, AI, vectors, mail, embeddings', () => {
  for (const name of services) {
    const needed = intents.workloads[name]!.connectsTo.filter(({ fallback }) => fallback === undefined)
    expect(needed.map(({ about, keys }) => [about, keys])).toEqual([
      ['PostgreSQL', ['APP_DATABASE_URL']],
      ['Redis', ['APP_REDIS_URL']],
      ['OpenAI-compatible API', ['APP_AI_BASIC_URL', 'APP_AI_API_KEY']],
      ['Qdrant vector DB', ['APP_QDRANT_URL']],
      ['SMTP server', ['APP_SMTP_*']],
      ['Embedding model', ['APP_EMBED_MODEL_*']],
    ])
    expect(needed.map(({ ports }) => ports)).toEqual([
      [5432],
      [6379],
      [443],
      [6333, 6334],
      [25, 465, 587],
      [443],
    ])
  }
  expect(readme).toContain('| Qdrant vector DB | `APP_QDRANT_URL` | none: it is needed |')
})

test('DEP-20 three dependencies are optional, and what happens without them is said', () => {
  const optional = intents.workloads.app!.connectsTo.filter(({ fallback }) => fallback !== undefined)
  expect(optional.map(({ external, ports, fallback }) => [external, ports, fallback])).toEqual([
    ['nats', [4222], 'Redis queue'],
    ['loki', [3100], 'Logs discarded'],
    ['otel', [4317, 4318], 'Tracing disabled'],
  ])
  expect(readme).toContain('| NATS JetStream | `NATS_URL` + `NATS_TOKEN` | Redis queue |')
  expect(readme).toContain('| Loki | `LOKI_URL` | Logs discarded |')
  expect(readme).toContain('| OTEL Collector | `OTEL_EXPORTER_OTLP_ENDPOINT` | Tracing disabled |')
})

describe('DEP-22 the production example', () => {
  const production = render('-f', path.join(chart, 'examples/production.yaml'))

  test('DEP-22 replicas raise the floor of the autoscaler', () => {
    expect(at(autoscaler(production, 'app'), 'spec.minReplicas')).toBe(3)
    expect(at(autoscaler(production, 'app'), 'spec.maxReplicas')).toBe(20)
    expect(refusal('--set', 'services.app.replicas=30')).toContain(
      'services.app.autoscaling.maxReplicas is 10, below the 30',
    )
  })

  test('DEP-22 services of which more than one is sure keep one while nodes are emptied, and keep apart', () => {
    const budgets = (rendered: typeof production) =>
      rendered.all('PodDisruptionBudget').map((one) => at(one, 'metadata.name'))
    expect(budgets(production)).toEqual(['deploy-app'])
    expect(budgets(render('--set', 'services.git_hook.replicas=2'))).toEqual([
      'deploy-app',
      'deploy-git-hook',
    ])
    expect(
      budgets(render('--set', 'services.app.replicas=1,services.app.autoscaling.minReplicas=1')),
    ).toEqual([])
    const spread = at(deployment(production, 'app'), 'spec.template.spec.topologySpreadConstraints')
    expect((spread as { topologyKey: string }[]).map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ])
    expect(plain(at(deployment(production, 'app'), 'spec.strategy'))).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    })
  })
})

test('the README says what each service is for, as the document does', () => {
  for (const row of [
    '| `app` | Main API server | Deployment, Service | http 3000 |',
    '| `gitserver` | Git HTTP + SSH server | Deployment, Service | http 8021, ssh 2222 |',
    '| `email-worker` | Email queue consumer (single instance only) | Deployment, Service | http 8084 |',
    '| `git-hook` | Git hook worker pool | Deployment, Service | http 8083 |',
    '| `metrics-aggregator` | Prometheus scrape + Loki push | Deployment, Service | http 9090 |',
    '| `static-server` | Static file server (avatars, blobs, media) | Deployment, Service | http 8081 |',
    '| `fix-ownership` | Gives the repositories to user 1000, once | Job, a hook |  |',
  ])
    expect(readme).toContain(row)
  for (const file of ['production', 'gateway'])
    expect(readme).toContain(`charts/deploy/examples/${file}.yaml`)
  expect(readme).toContain('Its name is immutable')
})

test('Chart.yaml says what it is and which Kubernetes it needs', () => {
  const text = chartFile('Chart.yaml')
  for (const line of [
    'description: "Monolithic Helm chart for all backend services."',
    'version: "1.0.0"',
    'appVersion: "v0.2.9"',
    'kubeVersion: ">=1.23.0-0"',
    '  - git\n  - backend',
  ])
    expect(text).toContain(line)
  expect(refusal('--kube-version', '1.22.0')).toContain('kubeVersion')
  // What the oldest Kubernetes of the chart serves.
  const apis = new Set(
    render('--set', 'maintenance.fixOwnership=true').documents.map((one) => one.apiVersion),
  )
  expect([...apis].toSorted()).toEqual(['apps/v1', 'autoscaling/v2', 'batch/v1', 'policy/v1', 'v1'])
})

test('every service asks for what it needs to be scheduled, and rules of keys can be read', () => {
  for (const name of services)
    expect(plain(container(defaults, name).resources)).toEqual({ requests: { cpu: '100m', memory: '128Mi' } })
  for (const text of [
    '| `APP_SESSION_SECRET` | `<openssl rand -base64 48>` | Yes | at least 32 bytes |',
    '| `APP_SSH_SERVER_PRIVATE_KEY` | `<hex-encoded-private-key>` | Yes | the bytes of an Ed25519 key in PEM, in hex |',
    '| `APP_SSH_PORT` | `2222` | Yes | the port of gitserver |',
  ])
    expect(readme).toContain(text)
  expect(chartFile('values.yaml')).toContain('# Git over SSH from outside\n')
})

test('a slow start has two minutes, and a hung service is replaced after one', () => {
  for (const name of services) {
    const probe = (which: string) => at(container(defaults, name), which)
    expect([
      at(probe('startupProbe'), 'periodSeconds'),
      at(probe('startupProbe'), 'failureThreshold'),
    ]).toEqual([2, 60])
    expect([
      at(probe('livenessProbe'), 'periodSeconds'),
      at(probe('livenessProbe'), 'failureThreshold'),
    ]).toEqual([10, 6])
    expect(at(probe('readinessProbe'), 'periodSeconds')).toBe(5)
  }
})

test('NOTES says what comes next', () => {
  const text = notes('--set', 'ingress.enabled=true,ingress.hosts[0].host=a.b')
  expect(text).toContain('Deploy is installed as deploy in namespace app')
  expect(text).toContain('kubectl rollout status -n app deployment/deploy-app')
  expect(text).toContain('kubectl rollout restart -n app deployment')
  expect(text).not.toContain('Nothing outside the cluster reaches the API')
  expect(text).not.toContain('Git over SSH')
  expect(text).not.toContain('fixOwnership')
  expect(notes('--set', 'imageRegistry=ghcr.io/x')).not.toContain('imageRegistry is not set')
  expect(notes()).toContain('kubectl port-forward -n app svc/deploy-app 3000:3000')
})

test('DEP-01 to DEP-06 containers listen where the document says', () => {
  const listens = (name: string) =>
    (container(defaults, name).ports as { name: string; containerPort: number }[]).map(
      ({ name, containerPort }) => `${name} ${containerPort}`,
    )
  expect(Object.fromEntries(services.map((name) => [name, listens(name)]))).toEqual({
    app: ['http 3000'],
    gitserver: ['http 8021', 'ssh 2222'],
    'git-hook': ['http 8083'],
    'metrics-aggregator': ['http 9090'],
    'static-server': ['http 8081'],
    'email-worker': ['http 8084'],
  })
})

test('every port that is offered is asked for: by probes and by the test pod', () => {
  for (const name of services)
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(plain(at(container(defaults, name), `${probe}.tcpSocket`))).toEqual({ port: 'http' })
  const asked = at(defaults.one('Pod', 'deploy-test'), 'spec.containers') as { name: string }[]
  expect(asked.map(({ name }) => name).toSorted()).toEqual(
    [...services.map((name) => `${name}-http`), 'gitserver-ssh'].toSorted(),
  )
})

test('chart.ts has at most a quarter of the lines that it makes', () => {
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '').length
  const source = fs.readFileSync(path.join(import.meta.dirname, '../chart.ts'), 'utf8')
  const templates = fs
    .readdirSync(path.join(chart, 'templates'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  const made = [...templates, chartFile('values.yaml')].reduce((sum, text) => sum + lines(text), 0)
  expect(lines(source) * 4).toBeLessThanOrEqual(made)
})
