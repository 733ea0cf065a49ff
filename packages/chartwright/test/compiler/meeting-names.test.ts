// Objects of one kind whose names come out as one text, though nobody wrote it twice.
import { expect, test } from 'vitest'
import {
  bool,
  componentName,
  config,
  customObject,
  dnsLabel,
  eq,
  generated,
  group,
  image,
  int,
  mapOf,
  mtls,
  mtlsValues,
  not,
  object,
  oneOf,
  pool,
  secret,
  service,
  str,
  worker,
  type Arg,
  type Condition,
} from '../../src/author/index.ts'
import { said } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const ports = { http: 80 }

test('a headless Service, and another Service called as it is', () => {
  const described = (second: string) =>
    said(img, ($) => [
      service('web', { image: $.image, ports, stateful: true }),
      service(second, { image: $.image, ports }),
    ])
  expect(described('web-headless')).toEqual([
    [
      'name-duplicate',
      'the Service of "web-headless" can be called "<release>-web-headless", as that of "web" is',
    ],
  ])
  expect(described('web-other')).toEqual([])
})

test('a pool, whatever its keys are, and a workload or another pool named after it', () => {
  const pools = () => mapOf(group('', { replicas: int(1) }), { key: dnsLabel('', 12) }).default({})
  const label = { label: 'example.com/pool' }
  const problems = said({ ...img, small: pools(), big: pools() }, ($) => [
    pool('worker', $.small, label, (_, { replicas }) => ({ image: $.image, replicas })),
    worker('worker-gpu', { image: $.image }),
    pool('worker-big', $.big, label, (_, { replicas }) => ({ image: $.image, replicas })),
    worker('workers', { image: $.image }),
  ])
  expect(problems.map(([, message]) => message)).toEqual([
    'the Deployment of "worker-gpu" can be called "<release>-worker-gpu", as that of "worker" is',
    'the Deployment of "worker-big" can be called "<release>-worker-big-<key>", as that of "worker" is',
  ])
})

test('a Secret called as one that certificates bring', () => {
  const problems = said({ ...img, mtls: mtlsValues({ issuer: 'shop' }) }, ($) => {
    const tls = mtls($.mtls)
    return [
      tls,
      service('web', { image: $.image, ports, mounts: [tls.at('web', '/tls')] }),
      secret('web-tls', { keys: { password: generated() } }),
    ]
  })
  // One for what cert-manager makes, one for what the chart does.
  expect(problems.map(([, message]) => message)).toEqual(
    Array(2).fill('the Secret of "web-tls" can be called "<release>-web-tls", as that of "ca" is'),
  )
})

test('an object named by hand as one of the chart is, unless one is there only without the other', () => {
  const map = (component: string, name: Arg<string>, when?: Condition) =>
    object('ConfigMap', component, { metadata: { name } }, when && { when })
  expect(said({}, () => [config('files', { a: 'a' }), map('other', str`${componentName('files')}`)])).toEqual(
    [['name-duplicate', 'the ConfigMap of "other" can be called "<release>-files", as that of "files" is']],
  )
  const on = { on: bool(false) }
  const mode = { mode: oneOf(['a', 'b', 'c']) }
  expect(said(on, ($) => [map('one', 'fixed', $.on), map('two', 'fixed', not($.on))])).toEqual([])
  expect(
    said(mode, ($) => [map('one', 'fixed', eq($.mode, 'a')), map('two', 'fixed', eq($.mode, 'b'))]),
  ).toEqual([])
  expect(said(on, ($) => [map('one', 'fixed', $.on), map('two', 'fixed')])).toHaveLength(1)
})

test('kinds of one name in other groups of APIs do not meet', () => {
  const thing = (group: string, component: string) =>
    customObject(`${group}.example.com/v1`, 'Thing', component, { metadata: { name: 'fixed' } })
  expect(said({}, () => [thing('a', 'one'), thing('b', 'two')])).toEqual([])
  expect(said({}, () => [thing('a', 'one'), thing('a', 'two')])).toHaveLength(1)
})

test('several mistakes that planning finds come in one run', () => {
  const problems = said(img, ($) => [
    service('web', { image: $.image, ports }),
    object('Service', 'web', { metadata: { name: 'elsewhere' } }),
    object('ConfigMap', 'x', { metadata: { labels: { 'app.kubernetes.io/component': 'y' } } }),
    object('ConfigMap', 'a', { metadata: { name: 'one' } }),
    object('ConfigMap', 'b', { metadata: { name: 'one' } }),
  ])
  expect(problems.map(([, message]) => message)).toEqual([
    '"web" has a Service already',
    'the chart itself gives every object the label "app.kubernetes.io/component"',
    'the ConfigMap of "b" can be called "one", as that of "a" is',
  ])
})
