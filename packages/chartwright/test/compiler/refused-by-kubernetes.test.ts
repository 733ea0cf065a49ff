// Names and numbers that Kubernetes would refuse at the install, and variables that would be lost.
import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  bool,
  config,
  dnsLabel,
  group,
  image,
  int,
  mapOf,
  not,
  pool,
  quantity,
  secret,
  service,
  string,
  variables,
  volume,
  when,
  worker,
  type ServiceSpec,
} from '../../src/author/index.ts'
import { compiled, said } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }

test('keys of Secrets, files and variables, and the label of a pool', () => {
  const pools = mapOf(group('', { replicas: int(1) }), { key: dnsLabel('', 12) })
  const problems = said({ ...img, password: string(''), pools }, ($) => [
    secret('auth', { keys: { 'pass word': $.password, 'tls.crt': $.password } }),
    config('files', { 'dir/a.yaml': 'x', '..': 'x', 'a_b-c.yaml': 'x' }),
    variables('vars', { 'A B': 'x', GOOD: 'x' }),
    pool('worker', $.pools, { label: 'no label/x' }, (_, { replicas }) => ({ image: $.image, replicas })),
  ])
  expect(problems).toEqual([
    ['name-invalid', '"pass word" of "auth" is not the name of a file'],
    ['name-invalid', '"dir/a.yaml" of "files" is not the name of a file'],
    ['name-invalid', '".." of "files" is not the name of a file'],
    ['name-invalid', '"A B" of "vars" is not the name of a variable'],
    ['name-invalid', '"no label/x" is not the key of a label'],
  ])
})

test('counts and shares of pods', () => {
  const described = (more: Partial<ServiceSpec>) =>
    said(img, ($) => [service('web', { image: $.image, ports: { http: 80 }, ...more })])
  expect(described({ replicas: -1, terminationGracePeriodSeconds: 1.5 })).toEqual([
    ['number-invalid', '"web" has replicas -1, which is no number from 0 on'],
    ['number-invalid', '"web" has terminationGracePeriodSeconds 1.5, which is no number from 0 on'],
  ])
  expect(described({ disruptionBudget: { minAvailable: '150%' } })).toEqual([
    ['number-invalid', '"web" has minAvailable 150%'],
  ])
  expect(described({ strategy: { maxSurge: 0, maxUnavailable: '0%' } })).toEqual([
    ['number-invalid', '"web" may neither add a pod nor take one away, so that no upgrade could begin'],
  ])
  expect(described({ replicas: 0, strategy: { maxSurge: '25%' }, disruptionBudget: true })).toEqual([])
})

test('a quantity that is none is told in words', () => {
  const problems = said({ ...img, size: quantity('10 Gb') }, ($) => {
    const data = volume('data', { claim: { size: $.size, accessMode: 'ReadWriteMany' } })
    return [data, worker('a', { image: $.image, mounts: [data.at('/data')] })]
  })
  expect(problems).toEqual([
    [
      'value-default',
      'the default of "size" is "10 Gb", which is no quantity: write it as "500m", "2" or "1Gi"',
    ],
  ])
})

test('a variable of two connections, or of a connection and env, is told: one would be lost', () => {
  const described = (twice: boolean) =>
    said(img, ($) => {
      const a = service('a', { image: $.image, ports: { http: 80 } })
      const b = service('b', { image: $.image, ports: { http: 80 } })
      const connectsTo = twice
        ? [a.port('http').as('PEER'), b.port('http').as('PEER')]
        : [a.port('http').as('PEER')]
      return [a, b, worker('c', { image: $.image, connectsTo, ...(!twice && { env: { PEER: 'mine' } }) })]
    })
  expect(described(true)).toEqual([['name-duplicate', 'two connections tell their address in PEER']])
  expect(described(false)).toEqual([['name-duplicate', 'PEER is a variable of env and of a connection']])
})

test('two connections may tell one variable, each while it is there', () => {
  const shop = onHelm(
    compiled({ ...img, on: bool(true) }, ($) => {
      const a = service('a', { image: $.image, ports: { http: 80 } })
      const b = service('b', { image: $.image, ports: { http: 81 } })
      const peers = [when($.on, a.port('http').as('PEER')), when(not($.on), b.port('http').as('PEER'))]
      return [a, b, worker('c', { image: $.image, connectsTo: peers })]
    }),
  )
  const peer = (values: object) => {
    const found = shop
      .objects({ values })
      .find(({ metadata, kind }) => kind === 'Deployment' && metadata!.name === 'rel-shop-c')
    const { template } = found!.spec as { template: { spec: { containers: { env: unknown[] }[] } } }
    return template.spec.containers[0]!.env
  }
  expect(peer({})).toEqual([{ name: 'PEER', value: 'rel-shop-a:80' }])
  expect(peer({ on: false })).toEqual([{ name: 'PEER', value: 'rel-shop-b:81' }])
})
