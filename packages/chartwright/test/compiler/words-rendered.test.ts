// Words that no platform of ours has needed yet: what real Helm makes of them, by Kubernetes' own schemas.
import { describe, expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import { schemasMissing } from '../../../../test/support/kubernetes-schemas.ts'
import { wrongIn } from '../../../../test/support/validate-custom.ts'
import {
  autoscaling,
  dependency,
  dependencyValues,
  externalMetric,
  image,
  metrics,
  metricsValues,
  networkPolicies,
  networkPolicy,
  onCalls,
  onRedisList,
  podMetric,
  service,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const scaled = (doc: string) =>
  workload(
    doc,
    { scale: autoscaling({ min: 2, max: 9, cpu: 70 }) },
    { resources: { requests: { cpu: '1' } } },
  )

const shop = onHelm(
  compiled(
    {
      ...img,
      web: scaled('The page'),
      queue: scaled('The queue'),
      metrics: metricsValues({ port: 9100 }),
      networkPolicy: networkPolicy(),
      postgres: dependencyValues('PostgreSQL', {
        modes: ['internal', 'external', 'managed', 'off'],
        port: 5432,
        user: 'shop',
        database: 'shop',
        image: { repository: 'postgres', tag: '17' },
        size: '5Gi',
      }),
    },
    ($) => {
      const db = dependency('postgres', $.postgres, {
        scheme: 'postgresql',
        internal: {
          data: '/var/lib/postgresql/data',
          env: (password) => ({ POSTGRES_USER: $.postgres.user, POSTGRES_PASSWORD: password }),
        },
      })
      const scraped = metrics($.metrics, { monitor: 'PodMonitor', path: '/m' })
      return [
        db,
        scraped,
        service('collab', {
          image: $.image,
          replicas: 3,
          ports: { http: 80, gossip: 7946 },
          ring: { port: 'gossip' },
        }),
        service('web', {
          image: $.image,
          values: $.web,
          ports: { http: 80, metrics: scraped.port },
          env: { DATABASE_URL: db.url },
          connectsTo: db.connections,
          autoscale: $.web.scale,
          scaleOn: [podMetric('live_calls', 30), externalMetric('depth', '100', { queue: 'mail' })],
        }),
        worker('queue', {
          image: $.image,
          values: $.queue,
          autoscale: $.queue.scale,
          keda: {
            triggers: [
              onCalls({ server: 'http://p:9090', metric: 'calls', component: 'web', perPod: 30 }),
              onRedisList({ address: 'redis:6379', list: 'arq:queue', perPod: 10 }),
            ],
          },
        }),
        worker('leader', {
          image: $.image,
          may: [
            { apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['get'], names: ['leader'] },
          ],
        }),
        networkPolicies($.networkPolicy),
      ]
    },
  ),
)
const apis = ['monitoring.coreos.com/v1', 'keda.sh/v1alpha1']
const switchedOn = { web: { scale: { enabled: true } }, queue: { scale: { enabled: true } } }
const render = (values: object = {}) => shop.objects({ values: { ...switchedOn, ...values }, apis })
const names = (objects: ReturnType<typeof render>) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata?.name}`)

// CI fetches the schemas first, so there these never go past.
describe.skipIf(schemasMissing())("every object is valid by Kubernetes' schemas and by the CRDs' own", () => {
  test.each(['3', '4'] as const)('with its defaults, by Helm %s', (line) => {
    const objects = shop.objects({ values: switchedOn, apis, line })
    expect(wrongIn(objects)).toEqual([])
    const made = names(objects)
    for (const name of [
      'Role/rel-shop-collab',
      'RoleBinding/rel-shop-collab',
      'Role/rel-shop-leader',
      'Service/rel-shop-collab-headless',
      'PodMonitor/rel-shop-metrics',
      'HorizontalPodAutoscaler/rel-shop-web',
      'ScaledObject/rel-shop-queue',
      'StatefulSet/rel-shop-postgres',
      'Secret/rel-shop-postgres-auth',
    ])
      expect(made).toContain(name)
  })

  test.each([
    ['external', { postgres: { mode: 'external', host: 'db.example.test', password: 'p@ss' } }],
    ['managed', { postgres: { mode: 'managed', existingSecret: 'db-url' } }],
    ['off', { postgres: { mode: 'off' } }],
  ])('with a database that is %s', (_, values) => {
    const objects = render(values)
    expect(wrongIn(objects)).toEqual([])
    expect(names(objects).filter((name) => name.includes('StatefulSet'))).toEqual([])
  })

  test('the validator refuses what the API server would', () => {
    const [monitor] = render().filter(({ kind }) => kind === 'PodMonitor')
    const wrong = { ...monitor!, spec: { ...(monitor!.spec as object), endpoint: [] } }
    expect(wrongIn([wrong])).toEqual([
      'PodMonitor/rel-shop-metrics: /spec must NOT have additional properties {"additionalProperty":"endpoint"}',
    ])
  })
})

test('a password that the operator gives stands escaped in the URL', () => {
  const objects = render({
    postgres: { mode: 'external', host: 'db.example.test', user: 'a b', password: 'p@s/s%' },
  }) as { kind: string; metadata?: { name?: string }; stringData?: Record<string, string> }[]
  const secret = objects.find(
    ({ kind, metadata }) => kind === 'Secret' && metadata?.name === 'rel-shop-postgres-url',
  )
  expect(secret?.stringData?.url).toBe('postgresql://a%20b:p%40s%2Fs%25@db.example.test:5432/shop')
})
