// What Kubernetes or Helm would refuse, or leave out, told at the line of the description.
import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  bool,
  componentName,
  cron,
  customObject,
  hook,
  http,
  image,
  object,
  onHost,
  replicas,
  secret,
  service,
  str,
  string,
  tcp,
  udp,
  when,
  worker,
  workload,
  type Described,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const declared = { image: image({ repository: 'shop', tag: '1' }), on: bool(false), at: string('0 3 * * *') }
type Shop = Parameters<Parameters<typeof compiled<typeof declared>>[1]>[0]
const said = (describe: ($: Shop) => readonly Described[]) =>
  reported(declared, describe)
    .filter(({ code }) => code !== 'value-unread')
    .map(({ code, message }) => [code, message])

test('the containers of a pod share its names and ports', () => {
  const problems = said(($) => [
    service('web', {
      image: $.image,
      ports: { http: 8080 },
      sidecars: {
        web: { image: $.image },
        Logs: { image: $.image },
        a: { image: $.image, ports: { http: 9090 } },
        b: { image: $.image, ports: { other: 8080 } },
        c: when($.on, { image: $.image, ports: { admin: 7000 } }),
        d: when($.on, { image: $.image, ports: { admin: 7000 } }),
      },
      initContainers: { a: { image: $.image, ports: { http: 8080 } } },
    }),
  ])
  expect(problems).toEqual([
    ['name-duplicate', '"web" has two containers named "web"'],
    ['name-invalid', '"Logs", a container of "web", is not a DNS label'],
    ['name-duplicate', '"web" has two containers named "a"'],
    ['port-duplicate', 'ports of "web" and "a", containers of "web", are both called "http"'],
    ['port-duplicate', 'ports of "web" and "b", containers of "web", are both 8080/TCP'],
  ])
})

test('probes of the containers beside name ports that these have; variables have names', () => {
  const problems = said(($) => [
    worker('web', {
      image: $.image,
      env: { 'A B': 'x' },
      sidecars: {
        proxy: { image: $.image, ports: { admin: 9 }, ready: tcp('admni'), live: http('admin', '/') },
      },
    }),
  ])
  expect(problems).toEqual([
    ['port-unknown', 'the readiness probe of "proxy" uses port "admni", but it has no such port'],
    ['name-invalid', '"A B" of "web" is not the name of a variable'],
  ])
})

test('a hook that Helm does not know', () => {
  const [problem] = reported(declared, ($) => [
    hook('mend', { image: $.image, on: ['pre-instal' as 'pre-install'] }),
  ])
  expect(problem).toMatchObject({ code: 'hook-unknown', hint: 'did you mean "pre-install"?' })
})

test.each([
  '0 25 * * *',
  '60 * * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 7',
  '5-1 * * * *',
  '*/0 * * * *',
  'x',
  '* * * *',
])('the schedule "%s" is none', (schedule) => {
  expect(said(($) => [cron('nightly', { image: $.image, schedule })])).toMatchObject([
    ['schedule-invalid', expect.anything()],
  ])
})

test.each(['0 3 * * *', '*/5 9-17/2 1,15 jan-MAR Mon-Fri', '@daily', '@every 90m', '5/15 * ? * 6'])(
  'the schedule "%s" is one',
  (schedule) => expect(said(($) => [cron('nightly', { image: $.image, schedule })])).toEqual([]),
)

test('the default of a schedule that the operator may set is read, too', () => {
  const wrong = { ...declared, at: string('nightly') }
  const problems = reported(wrong, ($) => [cron('nightly', { image: $.image, schedule: $.at })])
  expect(problems.map(({ code }) => code)).toContain('schedule-invalid')
  expect(said(($) => [cron('nightly', { image: $.image, schedule: $.at })])).toEqual([])
})

test('pods that take ports of their node are replaced in place, as those in its network are', () => {
  const rollout = (on: boolean) =>
    onHelm(
      compiled({ image: declared.image, on: bool(false), net: bool(false) }, ($) => [
        worker('always', { image: $.image, ports: { sip: onHost(udp(5060)) } }),
        worker('some', { image: $.image, hostNetwork: $.net, ports: { sip: when($.on, onHost(5061)) } }),
        worker('none', { image: $.image, ports: { sip: 5062 } }),
      ]),
    )
      .objects({ values: { on } })
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ metadata, spec }) => [metadata!.name, (spec as { strategy?: object }).strategy])
  const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  expect(Object.fromEntries(rollout(false))).toEqual({ 'rel-shop-always': inPlace })
  expect(Object.fromEntries(rollout(true))).toEqual({ 'rel-shop-always': inPlace, 'rel-shop-some': inPlace })
})

test('an autoscaler written by hand is a second owner of the replicas', () => {
  const web = workload('', { replicas: replicas(1) })
  const problems = reported({ image: declared.image, web }, ($) => [
    worker('web', { image: $.image, values: $.web, replicas: $.web.replicas }),
    worker('free', { image: $.image }),
    ...['web', 'free'].map((name) =>
      object('HorizontalPodAutoscaler', name, {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: componentName(name) },
          maxReplicas: 3,
        },
      }),
    ),
  ])
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['replicas-owned-twice', '"web" has its replicas set, but the HorizontalPodAutoscaler "web" scales it'],
  ])
})

test('what a Secret keeps stands in no ConfigMap written by hand, and in no command', () => {
  const problems = reported({ image: declared.image, password: string('') }, ($) => [
    secret('keys', { keys: { password: $.password } }),
    object('ConfigMap', 'settings', { data: { password: $.password } }),
    worker('web', {
      image: $.image,
      args: [str`--password=${$.password}`],
      sidecars: { proxy: { image: $.image, env: { PASSWORD: $.password } } },
    }),
  ])
  expect(problems.map(({ code, message }) => [code, message.split(' holds ')[0]])).toEqual([
    ['secret-in-config', 'the ConfigMap "settings"'],
    ['secret-in-config', 'the command of "web"'],
    ['secret-in-config', 'the variable PASSWORD of "proxy"'],
  ])
})

test('an object cannot say again what labels the chart gives it', () => {
  const labels = { 'app.kubernetes.io/component': 'other' }
  expect(reported({}, () => [object('ConfigMap', 'x', { metadata: { labels } })])).toMatchObject([
    {
      code: 'name-duplicate',
      message: 'the chart itself gives every object the label "app.kubernetes.io/component"',
    },
  ])
})

test('lists hold lists, empty ones, and what is there only sometimes', () => {
  const shop = onHelm(
    compiled({ on: bool(false) }, ($) => [
      customObject('example.com/v1', 'Matrix', 'm', {
        spec: {
          rows: [[1, 2], [], [{}], [{ a: when($.on, 1) }]],
          maps: [
            { a: when($.on, 1), b: 2 },
            { c: when($.on, 3), d: when($.on, 4) },
            { e: [when($.on, 5)] },
            {},
          ],
        },
      }),
    ]),
  )
  const matrix = ({ kind }: { kind: string }) => kind === 'Matrix'
  expect(shop.objects().find(matrix)!.spec).toEqual({ rows: [[1, 2], [], [{}]], maps: [{ b: 2 }, {}] })
  expect(shop.objects({ values: { on: true } }).find(matrix)!.spec).toEqual({
    rows: [[1, 2], [], [{}], [{ a: 1 }]],
    maps: [{ a: 1, b: 2 }, { c: 3, d: 4 }, { e: [5] }, {}],
  })
})
