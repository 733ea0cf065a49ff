// Pools with GPUs and queues, as somebody wrote them by hand who had read nothing but the cookbook.
import { describe, expect, test } from 'vitest'
import { onHelm, type Rendered } from '../../../../test/support/emitted-chart.ts'
import {
  autoscaling,
  dnsLabel,
  gpu,
  group,
  image,
  mapOf,
  networkPolicies,
  networkPolicy,
  nodeSelector,
  onRedisList,
  pool,
  replicas,
  service,
  str,
  string,
  when,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const key = dnsLabel('', 12)

describe('a pool with GPUs', () => {
  const item = workload('A pool', { replicas: replicas(1), gpu: gpu({ enabled: false }) })
  const shop = onHelm(
    compiled({ ...img, pools: mapOf(item, { key }).default({ cpu: {} }) }, ($) => [
      pool('worker', $.pools, { label: 'a/b' }, (_, p) => ({
        image: $.image,
        values: p,
        replicas: p.replicas,
        gpu: p.gpu,
      })),
    ]),
  )
  const podOf = (own: object) => {
    const objects = shop.objects({ values: { pools: { cpu: null, own } } })
    const deployment = objects.find(({ kind }) => kind === 'Deployment')!.spec as { template: Rendered }
    return deployment.template.spec as { nodeSelector?: object; tolerations?: object[]; containers: object[] }
  }
  const tolerated = (key: string) => ({ key, operator: 'Exists', effect: 'NoSchedule' })

  test('of NVIDIA runs on their nodes, though an entry that an operator adds has no defaults', () => {
    const pod = podOf({ gpu: { enabled: true, count: 2 } })
    expect(pod.nodeSelector).toEqual({ 'nvidia.com/gpu.present': 'true' })
    expect(pod.tolerations).toEqual([tolerated('nvidia.com/gpu')])
    expect(pod.containers).toMatchObject([{ resources: { limits: { 'nvidia.com/gpu': 2 } } }])
  })

  test('of AMD runs on theirs, with what the operator adds', () => {
    const pod = podOf({
      gpu: { enabled: true, type: 'amd', nodeSelector: { zone: 'a' } },
      tolerations: [tolerated('own')],
    })
    expect(pod.nodeSelector).toEqual({ 'feature.node.kubernetes.io/amd-gpu': 'true', zone: 'a' })
    expect(pod.tolerations).toEqual([tolerated('own'), tolerated('amd.com/gpu')])
  })

  test('that are off asks for nothing of the kind', () => {
    const pod = podOf({})
    expect(pod).not.toHaveProperty('nodeSelector')
    expect(pod).not.toHaveProperty('tolerations')
  })
})

test('a default that entries of a map would lose is told, however deep it is', () => {
  const item = workload('A pool', { more: group('', { nodes: nodeSelector().default({ a: 'b' }) }) })
  const problems = reported({ ...img, pools: mapOf(item, { key }) }, ($) => [
    pool('worker', $.pools, { label: 'a/b' }, (_, p) => ({ image: $.image, values: p })),
  ])
  expect(problems.map(({ message }) => message)).toEqual([
    '"pools.<name>.more.nodes" has a default that entries added by an operator would not get; give it to an entry of the map\'s default',
  ])
})

describe('KEDA, which runs in a namespace of its own', () => {
  const declared = {
    ...img,
    elsewhere: string(''),
    policies: networkPolicy({ enabled: true }),
    mail: workload(
      'Mail',
      { scale: autoscaling({ enabled: false, min: 1, max: 3 }) },
      { resources: { requests: { cpu: '1' } } },
    ),
  }
  const shop = onHelm(
    compiled(declared, ($) => {
      const redis = service('redis', { image: $.image, ports: { redis: 6379, other: 16379 } })
      const list = { list: 'jobs', perPod: 5 }
      return [
        redis,
        worker('mail', {
          image: $.image,
          values: $.mail,
          autoscale: $.mail.scale,
          connectsTo: [redis.port('redis')],
          keda: {
            triggers: [
              onRedisList({ ...list, address: when($.elsewhere, $.elsewhere, redis.address('redis')) }),
              onRedisList({ ...list, address: str`${redis.host}.other.svc:6379` }),
              {
                type: 'prometheus',
                metadata: { serverAddress: str`http://${redis.host}/x`, query: str`up{pod="${redis.host}"}` },
              },
            ],
          },
        }),
        networkPolicies($.policies),
      ]
    }),
  )
  const on = { mail: { scale: { enabled: true } } }
  const triggers = (values: object) => {
    const scaled = shop.objects({ values }).find(({ kind }) => kind === 'ScaledObject')!
    return (scaled.spec as { triggers: { metadata: Record<string, string> }[] }).triggers.map(
      ({ metadata }) => metadata,
    )
  }

  test('asks Services by their whole names, and nothing else is made longer', () => {
    expect(triggers(on)).toMatchObject([
      { address: 'rel-shop-redis.default.svc:6379' },
      { address: 'rel-shop-redis.other.svc:6379' },
      { serverAddress: 'http://rel-shop-redis.default.svc/x', query: 'up{pod="rel-shop-redis"}' },
      { value: '80' },
    ])
    expect(triggers({ ...on, elsewhere: 'db:6379' })[0]!.address).toBe('db:6379')
  })

  test('comes in at the port that it asks while it scales, and at no other', () => {
    const opened = (values: object) => {
      const policy = shop
        .objects({ values })
        .find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata!.name === 'rel-shop-redis')
      const { ingress } = policy!.spec as { ingress: { ports: { port: number }[]; from?: object[] }[] }
      const anywhere = ingress.filter(({ from }) => from?.some((one) => 'namespaceSelector' in one))
      return anywhere.map(({ ports }) => ports.map(({ port }) => port))
    }
    expect(opened(on)).toEqual([[6379]])
    expect(opened({})).toEqual([])
  })
})
