// Claims that one node mounts at a time, below pods that run on several nodes.
import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  autoscaling,
  bool,
  cron,
  dnsLabel,
  group,
  image,
  int,
  mapOf,
  oneOf,
  pool,
  replicas,
  service,
  volume,
  worker,
  workload,
  type ClaimSpec,
  type Declarations,
  type Described,
  type Faces,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const declared = { image: image({ repository: 'shop', tag: '1' }) }
const ports = { http: 80 }
const said = <const D extends Declarations>(
  more: D,
  describe: ($: Faces<typeof declared & D>) => readonly Described[],
): [string, string][] =>
  reported({ ...declared, ...more }, describe as never).map(({ code, message }) => [code, message])
const claim = (more: Partial<ClaimSpec> = {}) =>
  volume('data', { claim: { size: '1Gi', accessMode: 'ReadWriteOnce', ...more } })
const waits = 'pods on a second node would wait for ever'

test('several pods do not share a claim of one node', () => {
  const scale = {
    web: workload(
      'Web',
      { autoscaling: autoscaling({ enabled: false, min: 1, max: 5 }) },
      { resources: { requests: { cpu: '1' } } },
    ),
  }
  const count = { web: workload('Web', { replicas: replicas(1) }) }
  const pools = { pools: mapOf(group('', { replicas: int(1) }), { key: dnsLabel('', 12) }).default({}) }
  const data = () => claim()
  const told = (what: string) => [
    ['claim-for-one-node', `"web" ${what}, but mounts "data", which is ReadWriteOnce: ${waits}`],
  ]
  expect(
    said({}, ($) => {
      const one = data()
      return [one, service('web', { image: $.image, ports, replicas: 2, mounts: [one.at('/data')] })]
    }),
  ).toEqual(told('has 2 replicas'))
  expect(
    said(count, ($) => {
      const one = data()
      return [
        one,
        service('web', {
          image: $.image,
          ports,
          values: $.web,
          replicas: $.web.replicas,
          mounts: [one.at('/data')],
        }),
      ]
    }),
  ).toEqual(told('may get more replicas'))
  expect(
    said(scale, ($) => {
      const one = data()
      return [
        one,
        service('web', {
          image: $.image,
          ports,
          values: $.web,
          autoscale: $.web.autoscaling,
          mounts: [one.at('/data')],
        }),
      ]
    }),
  ).toEqual(told('is scaled by an autoscaler'))
  expect(
    said(pools, ($) => {
      const one = data()
      return [
        one,
        pool('web', $.pools, { label: 'a/b' }, (_, { replicas }) => ({
          image: $.image,
          replicas,
          sidecars: { beside: { image: $.image, mounts: [one.at('/data')] } },
        })),
      ]
    }),
  ).toEqual(told('is a pool of Deployments'))
})

test('two workloads do not share one either; jobs and singletons may', () => {
  const problems = said({}, ($) => {
    const one = claim({ accessMode: 'ReadWriteOncePod' })
    return [
      one,
      worker('a', { image: $.image, singleton: true, mounts: [one.at('/data')] }),
      cron('clean', { image: $.image, schedule: '0 3 * * *', mounts: [one.at('/data')] }),
      worker('b', { image: $.image, mounts: [one.at('/data')] }),
    ]
  })
  expect(problems).toEqual([
    ['claim-for-one-node', `"b" and "a" both mount "data", which is ReadWriteOncePod: ${waits}`],
  ])
})

test('an access mode that is a value has to do for the defaults, and no more', () => {
  const described = (modes: readonly [string, ...string[]], count: number) =>
    said({ mode: oneOf(modes), web: workload('Web', { replicas: replicas(count) }) }, ($) => {
      const one = claim({ accessMode: $.mode })
      return [
        one,
        service('web', {
          image: $.image,
          ports,
          values: $.web,
          replicas: $.web.replicas,
          mounts: [one.at('/data')],
        }),
      ]
    }).map(([code]) => code)
  expect(described(['ReadWriteOnce', 'ReadWriteMany'], 2)).toEqual(['claim-for-one-node'])
  expect(described(['ReadWriteOnce', 'ReadWriteMany'], 1)).toEqual([])
  expect(described(['ReadWriteMany', 'ReadWriteOnce'], 2)).toEqual([])
})

test('one pod with a claim of one node is stopped before the next starts', () => {
  const strategyOf = (objects: readonly { kind: string; spec?: unknown }[]) =>
    (objects.find(({ kind }) => kind === 'Deployment')!.spec as { strategy?: unknown }).strategy
  const fixed = onHelm(
    compiled(declared, ($) => {
      const one = claim()
      return [one, worker('web', { image: $.image, mounts: [one.at('/data')] })]
    }),
  )
  expect(strategyOf(fixed.objects())).toEqual({ type: 'Recreate' })
  const more = { on: bool(true), mode: oneOf(['ReadWriteOnce', 'ReadWriteMany']) }
  const chosen = onHelm(
    compiled({ ...declared, ...more }, ($) => {
      const one = claim({ enabled: $.on, accessMode: $.mode })
      return [one, worker('web', { image: $.image, mounts: [one.at('/data')] })]
    }),
  )
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }
  expect(strategyOf(chosen.objects())).toEqual({ type: 'Recreate' })
  expect(strategyOf(chosen.objects({ values: { mode: 'ReadWriteMany' } }))).toEqual(rolling)
  expect(strategyOf(chosen.objects({ values: { on: false } }))).toEqual(rolling)
})
