// Selectors of objects that are written by hand: those that choose nothing are refused, podsOf() chooses.
import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  bool,
  customObject,
  dnsLabel,
  image,
  labels,
  mapOf,
  group,
  metrics,
  metricsValues,
  object,
  patch,
  podsOf,
  pool,
  rawTemplate,
  service,
  string,
  when,
  worker,
  type Described,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const declared = {
  image: image({ repository: 'shop', tag: '1' }),
  on: bool(false),
  name: string('web'),
  own: labels(),
  metrics: metricsValues({ port: 9090 }),
  pools: mapOf(group('A pool', {}), { key: dnsLabel('', 20) }).default({ small: {} }),
}
type Shop = Parameters<Parameters<typeof compiled<typeof declared>>[1]>[0]
const parts = ($: Shop) => {
  const scraped = metrics($.metrics)
  const web = service('web', {
    image: $.image,
    ports: { http: 8080, metrics: scraped.port },
    env: { NAME: $.name, ON: when($.on, 'yes') },
    sidecars: { proxy: { image: $.image, ports: { tunnel: 9443 } } },
  })
  const mail = worker('mail', { image: $.image })
  const pools = pool('crew', $.pools, { label: 'shop.dev/pool' }, () => ({ image: $.image }))
  return { scraped, web, mail, pools, all: [scraped, web, mail, pools] }
}
type Made = ReturnType<typeof parts>

/** What is said of these objects beside the shop. */
const said = (make: ($: Shop, made: Made) => readonly Described[]) =>
  reported(declared, ($) => {
    const made = parts($)
    return [...made.all, ...make($, made)]
  })
    .filter(({ code }) => code !== 'value-unread' && code !== 'template-not-proven')
    .map(({ code, message, hint }) => ({ code, message, hint }))
const selecting = (selector: Record<string, string>) =>
  object('Service', 'extra', { spec: { selector, ports: [{ port: 80 }] } })

test('podsOf() chooses the pods of a workload, under whatever name the operator gives', () => {
  const shop = onHelm(
    compiled(declared, ($) => {
      const { all, web, mail } = parts($)
      return [
        ...all,
        object('Service', 'nodes', {
          metadata: { labels: $.own },
          spec: { type: 'NodePort', selector: podsOf(web), ports: [{ port: 80, targetPort: 'tunnel' }] },
        }),
        object('PodDisruptionBudget', 'mail', {
          spec: { minAvailable: 1, selector: { matchLabels: podsOf(mail, { tier: $.name }) } },
        }),
        object('DaemonSet', 'agent', {
          spec: {
            selector: { matchLabels: podsOf('agent') },
            template: {
              metadata: { labels: podsOf('agent') },
              spec: { containers: [{ name: 'agent', image: 'agent:1' }] },
            },
          },
        }),
        patch('Deployment', 'mail', { spec: { template: { metadata: { labels: { tier: $.name } } } } }),
      ]
    }),
  )
  const made = shop.objects({ values: { nameOverride: 'stall', own: { a: 'b' } } })
  const find = (kind: string, name: string) =>
    made.find((one) => one.kind === kind && one.metadata?.name === `rel-stall-${name}`)!
  const of = (component: string) => ({
    'app.kubernetes.io/name': 'stall',
    'app.kubernetes.io/instance': 'rel',
    'app.kubernetes.io/component': component,
  })
  expect(find('Service', 'nodes').spec).toMatchObject({ selector: of('web') })
  expect(find('PodDisruptionBudget', 'mail').spec).toMatchObject({
    selector: { matchLabels: { ...of('mail'), tier: 'web' } },
  })
  expect(find('Deployment', 'mail').spec).toMatchObject({
    template: { metadata: { labels: { ...of('mail'), tier: 'web' } } },
  })
  expect(find('DaemonSet', 'agent').spec).toMatchObject({
    selector: { matchLabels: of('agent') },
    template: { metadata: { labels: of('agent') } },
  })
})

test('a selector that chooses no pod is refused, with the workload that may be meant', () => {
  expect(said(() => [selecting({ app: 'web' })])).toEqual([
    {
      code: 'selector-unmatched',
      message: 'spec.selector of the Service "extra" chooses nothing: no pod of the chart has app=web',
      hint: 'podsOf(web) gives the labels of a workload; { elsewhere: true } says that others are meant',
    },
  ])
  expect(said(() => [selecting({ 'app.kubernetes.io/component': 'wbe' })])).toEqual([
    {
      code: 'selector-unmatched',
      message: expect.stringContaining('no pod of the chart has app.kubernetes.io/component=wbe') as string,
      hint: 'did you mean "web"? podsOf() takes the workload itself',
    },
  ])
  expect(said(() => [selecting({ 'app.kubernetes.io/name': 'shop' })])).toMatchObject([
    { message: expect.stringContaining('nameOverride') as string },
  ])
  expect(said(() => [object('Service', 'extra', { spec: { selector: podsOf('crow') } })])).toMatchObject([
    { hint: 'did you mean "crew"? podsOf() takes the workload itself' },
  ])
})

test('policies, budgets and monitors are held to the same', () => {
  const problems = said(($, { web }) => [
    object('NetworkPolicy', 'one', { spec: { podSelector: { matchLabels: { app: 'web' } } } }),
    object('NetworkPolicy', 'two', {
      spec: {
        podSelector: {},
        ingress: [
          {},
          { from: [{ podSelector: { matchLabels: { app: 'of-another-release' } } }, { podSelector: {} }] },
          { from: [{ podSelector: { matchLabels: podsOf('wbe') } }] },
        ],
        egress: [{ to: [when($.on, { podSelector: { matchLabels: podsOf(web) } })] }],
      },
    }),
    object('PodDisruptionBudget', 'three', {
      spec: { selector: { matchExpressions: [{ key: 'shop.dev/pool', operator: 'In', values: ['big'] }] } },
    }),
    object('PodDisruptionBudget', 'four', {
      spec: { selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
    }),
    customObject('monitoring.coreos.com/v1', 'ServiceMonitor', 'five', {
      spec: { selector: { matchLabels: podsOf('mail') }, endpoints: [{ port: 'metrics' }] },
    }),
    customObject('monitoring.coreos.com/v1', 'ServiceMonitor', 'six', {
      spec: { selector: { matchLabels: { 'app.kubernetes.io/component': 'metrics' } } },
    }),
    customObject('monitoring.coreos.com/v1', 'PodMonitor', 'seven', {
      spec: { selector: { matchLabels: { app: 'x' } }, namespaceSelector: { any: true } },
    }),
  ])
  expect(problems.map(({ message }) => /of the \w+ "\w+"/.exec(message)?.[0])).toEqual([
    'of the NetworkPolicy "one"',
    'of the NetworkPolicy "two"',
    'of the PodDisruptionBudget "four"',
    'of the ServiceMonitor "five"',
  ])
  expect(problems.map(({ message }) => message).at(-1)).toContain('no Service of the chart has')
})

test('what is made elsewhere, by an operator or by a raw template, may have labels of any kind', () => {
  const foreign = selecting({ 'cnpg.io/cluster': 'db' })
  expect(said(() => [{ ...foreign, elsewhere: true } as never])).toEqual([])
  expect(said(() => [foreign, customObject('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: {} })])).toEqual(
    [],
  )
  expect(said(() => [foreign, rawTemplate('more.yaml', 'a: b\n')])).toEqual([])
  expect(
    said(() => [selecting({ 'app.kubernetes.io/component': 'db' }), rawTemplate('m.yaml', 'a: b\n')]),
  ).toHaveLength(1)
  expect(
    said(() => [
      object('Service', 'others', { spec: { selector: { app: 'nginx' } } }, { elsewhere: true }),
      object('Service', 'endpoints', { spec: { ports: [{ port: 80 }] } }),
    ]),
  ).toEqual([])
})

test('a workload written by hand chooses its own pods, by labels that cannot change', () => {
  const daemon = (selector: Record<string, string>, own: Record<string, string>) =>
    said(() => [
      object('DaemonSet', 'agent', {
        spec: {
          selector: { matchLabels: selector },
          template: { metadata: { labels: own }, spec: { containers: [] } },
        },
      }),
    ]).map(({ code, message }) => [code, message])
  expect(daemon({ app: 'agent' }, { app: 'agent' })).toEqual([])
  expect(daemon({ app: 'agent' }, { app: 'agnet' })).toEqual([
    ['selector-unmatched', expect.stringContaining('does not choose its own pods')],
  ])
  const version = { 'app.kubernetes.io/version': '1' }
  expect(daemon(version, version)).toMatchObject([
    ['selector-mutable', expect.stringContaining('may change')],
  ])
  const problems = said(($) => [
    object('DaemonSet', 'agent', {
      spec: {
        selector: { matchLabels: { app: $.name } },
        template: { metadata: { labels: { app: $.name } }, spec: { containers: [] } },
      },
    }),
  ])
  expect(problems).toMatchObject([
    { code: 'selector-mutable', message: expect.stringContaining('"app"') as string },
  ])
})

test('a Service leads to a port that its pods have', () => {
  const problems = said((_, { web }) => [
    object('Service', 'extra', { spec: { selector: podsOf(web), ports: [{ port: 80, targetPort: 'htp' }] } }),
  ])
  expect(problems).toEqual([
    {
      code: 'port-unknown',
      message: 'the Service "extra" leads to port "htp", but "web" has no such port',
      hint: 'did you mean "http"?',
    },
  ])
})

test('podsOf() of what has no pods is refused at its line', () => {
  expect(
    said((_, { scraped }) => [object('Service', 'x', { spec: { selector: podsOf(scraped.part) } })]),
  ).toMatchObject([
    { code: 'selector-unmatched', message: 'podsOf() takes a workload, and this has no pods' },
  ])
})
