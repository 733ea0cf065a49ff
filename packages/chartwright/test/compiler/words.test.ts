// What the words for rings, rights, metrics, dependencies and ports become.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { redisScripts } from '../../src/author/services/redis-scripts.ts'
import {
  autoscaling,
  dependency,
  dependencyValues,
  externalMetric,
  generated,
  image,
  metrics,
  metricsValues,
  onCalls,
  onHost,
  onRedisList,
  podMetric,
  redis,
  redisValues,
  secret,
  service,
  string,
  udp,
  urlOf,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }

test('a ring: addresses for its pods, the right to watch who is there, and a token for it alone', () => {
  const { files } = compiled(img, ($) => [
    service('collab', {
      image: $.image,
      replicas: 3,
      ports: { http: 80, gossip: 7946 },
      expose: { http: 80, gossip: 7946 },
      ring: { port: 'gossip' },
    }),
    service('web', { image: $.image, ports: { http: 80 } }),
  ])
  const role = files.get('templates/collab-role.yaml')!
  expect(role).toContain(`rules:
  - apiGroups:
      - discovery.k8s.io
    resources:
      - endpointslices
    verbs:
      - get
      - list
      - watch
`)
  expect(files.get('templates/collab-rolebinding.yaml')).toContain(
    'name: {{ include "shop.serviceAccountName" . | quote }}',
  )
  const headless = files.get('templates/collab-headless-service.yaml')!
  expect(headless).toContain('clusterIP: None')
  const pods = files.get('templates/collab-deployment.yaml')!
  expect(pods).toContain('automountServiceAccountToken: true')
  expect(pods).toContain('maxSurge: 1\n      maxUnavailable: 0')
  for (const variable of ['POD_NAME', 'POD_NAMESPACE', 'POD_IP', 'RING_SERVICE'])
    expect(pods).toContain(`- name: ${variable}\n`)
  expect(pods).toContain('value: {{ include "shop.fullname" . }}-collab-headless')
  expect(files.get('templates/web-deployment.yaml')).toContain(
    'automountServiceAccountToken: {{ .Values.serviceAccount.automount }}',
  )
  expect([...files.keys()].filter((file) => file.includes('role'))).toHaveLength(2)
})

test('rights name their objects', () => {
  const { files } = compiled(img, ($) => [
    worker('leader', {
      image: $.image,
      may: [
        {
          apiGroup: 'coordination.k8s.io',
          resources: ['leases'],
          verbs: ['get', 'update'],
          names: ['leader'],
        },
      ],
    }),
  ])
  expect(files.get('templates/leader-role.yaml')).toContain('    resourceNames:\n      - leader\n')
})

test('an autoscaler looks at metrics of pods and from outside', () => {
  const resources = { requests: { cpu: '1' } }
  const web = workload('', { scale: autoscaling({ min: 2, max: 9, cpu: 70 }) }, { resources })
  const { files } = compiled({ ...img, web }, ($) => [
    service('web', {
      image: $.image,
      values: $.web,
      ports: { http: 80 },
      autoscale: $.web.scale,
      scaleOn: [podMetric('live_calls', 30), externalMetric('depth', '100', { queue: 'mail' })],
    }),
  ])
  expect(files.get('templates/web-horizontalpodautoscaler.yaml')).toContain(`    - type: Pods
      pods:
        metric:
          name: live_calls
        target:
          type: AverageValue
          averageValue: "30"
    - type: External
      external:
        metric:
          name: depth
          selector:
            matchLabels:
              queue: mail
        target:
          type: AverageValue
          averageValue: "100"
`)
})

test('KEDA scales by live calls and by the length of a queue', () => {
  const web = workload(
    '',
    { scale: autoscaling({ min: 2, max: 9, cpu: 70 }) },
    {
      resources: { requests: { cpu: '1' } },
    },
  )
  const { files } = compiled({ ...img, web }, ($) => [
    service('web', {
      image: $.image,
      values: $.web,
      ports: { http: 80 },
      env: { PASSWORD: 'x' },
      autoscale: $.web.scale,
      keda: {
        triggers: [
          onCalls({ server: 'http://p:9090', metric: 'calls', component: 'web', perPod: 30 }),
          onRedisList({ address: 'redis:6379', list: 'arq:queue', perPod: 10, passwordFromEnv: 'PASSWORD' }),
        ],
      },
    }),
  ])
  expect(files.has('templates/web-horizontalpodautoscaler.yaml')).toBe(false)
  const scaled = files.get('templates/web-scaledobject.yaml')!
  expect(scaled).toContain('{{- if .Values.web.scale.enabled }}')
  expect(scaled).toContain('sum(calls{namespace=\\"%s\\",pod=~\\"%s-web-.+\\"})')
  expect(scaled).toContain(`    - type: redis
      metadata:
        address: redis:6379
        listName: arq:queue
        listLength: "10"
        passwordFromEnv: PASSWORD
`)
})

test('a PodMonitor needs no Service', () => {
  const { files } = compiled({ ...img, metrics: metricsValues({ port: 9100 }) }, ($) => {
    const scraped = metrics($.metrics, { monitor: 'PodMonitor', path: '/m' })
    return [scraped, service('web', { image: $.image, ports: { http: 80, metrics: scraped.port } })]
  })
  expect([...files.keys()].filter((file) => file.includes('metrics'))).toEqual([
    'templates/metrics-podmonitor.yaml',
  ])
  expect(files.get('templates/metrics-podmonitor.yaml')).toContain(
    'podMetricsEndpoints:\n    - port: metrics\n      path: /m\n',
  )
})

describe('a dependency', () => {
  const values = dependencyValues('PostgreSQL', {
    modes: ['internal', 'external', 'managed', 'off'],
    port: 5432,
    user: 'shop',
    database: 'shop',
    image: { repository: 'postgres', tag: '17' },
    size: '5Gi',
  })
  const { files } = compiled({ ...img, postgres: values }, ($) => {
    const db = dependency('postgres', $.postgres, {
      scheme: 'postgresql',
      internal: {
        data: '/var/lib/postgresql/data',
        env: (password) => ({ POSTGRES_USER: $.postgres.user, POSTGRES_PASSWORD: password }),
        writes: ['/var/run/postgresql'],
      },
    })
    const env = { DATABASE_URL: db.url }
    return [db, service('web', { image: $.image, ports: { http: 80 }, env, connectsTo: [...db.connections] })]
  })

  test('runs in the chart with a claim and a password of its own', () => {
    const set = files.get('templates/postgres-statefulset.yaml')!
    expect(set).toMatch(/^\{\{- if eq .Values.postgres.mode "internal" \}\}/)
    expect(set).toContain('storage: {{ .Values.postgres.storage.size | quote }}')
    expect(set).toContain('subPath: data')
    expect(set).toContain('- name: POSTGRES_PASSWORD\n              valueFrom:')
    expect(set).toContain('mountPath: /var/run/postgresql')
    const own = files.get('templates/postgres-auth-secret.yaml')!
    expect(own).toContain('($password | urlquery | replace "+" "%20")')
    expect(own).toContain('helm.sh/resource-policy: keep')
  })

  test('or elsewhere, by the same variable', () => {
    const web = files.get('templates/web-deployment.yaml')!
    expect(web).toContain(`            {{- if eq .Values.postgres.mode "internal" }}
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: {{ include "shop.postgresAuthSecretName" . | quote }}
                  key: url
            {{- else if or (eq .Values.postgres.mode "external") (eq .Values.postgres.mode "managed") }}
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: {{ include "shop.postgresUrlSecretName" . | quote }}
                  key: url
            {{- end }}
`)
  })
})

test('a URL holds the very password that the same Secret makes', () => {
  const { files } = compiled({ ...img, password: string('') }, ($) => {
    const auth = secret('auth', {
      keys: {
        password: generated({ value: $.password, length: 40 }),
        url: urlOf({ scheme: 'redis', password: 'password', host: 'h', port: 6379 }),
      },
    })
    return [auth, service('web', { image: $.image, ports: { http: 80 }, env: { URL: auth.key('url') } })]
  })
  expect(files.get('templates/auth-secret.yaml')).toContain(`stringData:
  password: {{ $password | quote }}
  url: {{ printf "redis://:%s@h:6379/" ($password | urlquery | replace "+" "%20") | quote }}
`)
  expect(files.get('templates/auth-secret.yaml')).toContain('"key" "password" "length" 40')
  expect(files.get('values.yaml')).toContain('secretSeed: ""')
})

test('a port of the node is one, and open to the outside', () => {
  const { files } = compiled(img, ($) => [
    worker('turn', { image: $.image, ports: { turn: onHost(udp(3478)) } }),
  ])
  expect(files.get('templates/turn-deployment.yaml')).toContain(`            - name: turn
              containerPort: 3478
              hostPort: 3478
              protocol: UDP
`)
})

test('the scripts of Redis are shell that a shell can read', () => {
  for (const [name, script] of Object.entries(redisScripts)) {
    const read = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' })
    expect([name, read.status, read.stderr]).toEqual([name, 0, ''])
  }
})

test('Redis keeps its scripts in the chart as they are written', () => {
  const { files } = compiled({ ...img, redis: redisValues() }, ($) => {
    const store = redis('redis', $.redis)
    return [store, service('web', { image: $.image, ports: { http: 80 }, env: store.env('REDIS_') })]
  })
  const map = files.get('templates/_helpers.tpl')!
  for (const script of Object.values(redisScripts))
    for (const line of script.trimEnd().split('\n')) expect(map).toContain(line === '' ? '\n' : `  ${line}\n`)
})
