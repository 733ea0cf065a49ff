// Mistakes in the words for GPUs, claims, secrets, certificates, metrics and scaling: each with its code.
import { expect, test } from 'vitest'
import {
  and,
  bool,
  capacity,
  config,
  autoscaling,
  election,
  exec,
  generated,
  gpuAutoscaling,
  group,
  http,
  image,
  metrics,
  metricsValues,
  mtls,
  mtlsValues,
  object,
  onPrometheus,
  onRedisList,
  portRange,
  secret,
  service,
  str,
  string,
  tcp,
  udpRange,
  volume,
  when,
  worker,
  workload,
} from '../../src/author/index.ts'
import { reported, said } from '../compiler/compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }

test('a claim for each replica needs replicas with names', () => {
  const described = (stateful: boolean) =>
    said(img, ($) => {
      const data = volume('data', { claim: { perReplica: true, accessMode: 'ReadWriteOnce', size: '1Gi' } })
      return [
        data,
        service('web', { image: $.image, ports: { http: 80 }, stateful, mounts: [data.at('/data')] }),
      ]
    })
  expect(described(false)).toEqual([
    [
      'claim-per-replica',
      '"web" mounts "data", of which each replica has a claim of its own, but its replicas have no names',
    ],
  ])
  expect(described(true)).toEqual([])
})

test('a container has one thing at a path, and paths are absolute', () => {
  const problems = said(img, ($) => {
    const settings = config('settings', { 'a.yaml': { a: 1 } })
    return [
      settings,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        mounts: [settings.at('/tmp')],
        writes: ['/tmp', 'var/cache'],
      }),
    ]
  })
  expect(problems).toEqual([
    ['mount-duplicate', '"web" has two things at /tmp'],
    ['path-not-absolute', '"web" has something at "var/cache", which is no absolute path'],
  ])
})

test('a secret stands in no ConfigMap and in no plain variable', () => {
  const problems = said({ ...img, password: string('') }, ($) => {
    const auth = secret('auth', { keys: { password: generated({ value: $.password }) } })
    const settings = config('settings', { 'a.yaml': { url: str`redis://:${$.password}@host` } })
    return [
      auth,
      settings,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        env: {
          GOOD: auth.key('password'),
          BAD: when($.password, $.password),
          LOGGED_IN: when($.password, 'yes'),
        },
      }),
    ]
  })
  expect(problems).toEqual([
    [
      'secret-in-config',
      'the ConfigMap "settings" holds $.password in the clear, which the Secret "auth" keeps',
    ],
    [
      'secret-in-config',
      'the variable BAD of "web" holds $.password in the clear, which the Secret "auth" keeps',
    ],
  ])
})

test('what exists only sometimes is referred to only then', () => {
  const auth = group('', { enabled: bool(true), more: bool(true) })
  const problems = said({ ...img, auth }, ($) => {
    const own = secret('own', { keys: { token: generated() }, when: $.auth.enabled })
    const files = config('files', { 'a.yaml': { a: 1 } }, { when: $.auth.enabled })
    return [
      own,
      files,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        env: {
          ALWAYS: own.key('token'),
          THEN: when(and($.auth.enabled, $.auth.more), own.key('token')),
          ELSE: when($.auth.enabled, 'x', own.key('token')),
        },
        mounts: [files.at('/files')],
      }),
      service('api', {
        image: $.image,
        ports: { http: 80 },
        when: $.auth.enabled,
        env: { TOKEN: own.key('token') },
        mounts: [files.at('/files')],
      }),
    ]
  })
  expect(problems.map(([code]) => code)).toEqual(Array(3).fill('reference-conditional'))
  expect(problems[0]?.[1]).toBe(
    '"web" refers to "files", which exists only under a condition that does not hold here',
  )
})

test('resources are quantities, and requests are no more than limits', () => {
  const resources = { requests: { memory: '2Gi', cpu: '0.5 cores' }, limits: { memory: '512Mi' } }
  const problems = said({ ...img, web: workload('', {}, { resources }) }, ($) => [
    service('web', { image: $.image, values: $.web, ports: { http: 80 } }),
  ])
  expect(problems).toEqual([
    ['resources-invalid', 'the default of "web.resources.requests.cpu" is "0.5 cores", which is no quantity'],
    ['resources-invalid', 'the defaults of "web.resources" request 2Gi of memory, above the limit of 512Mi'],
  ])
  const right = { requests: { memory: '1024Mi', cpu: 1 }, limits: { memory: '1Gi', cpu: '1000m' } }
  expect(
    said({ ...img, web: workload('', {}, { resources: right }) }, ($) => [
      service('web', { image: $.image, values: $.web, ports: { http: 80 } }),
    ]),
  ).toEqual([])
})

test('triggers for KEDA need bounds', () => {
  expect(
    said(img, ($) => [
      service('web', {
        image: $.image,
        ports: { http: 80 },
        keda: { triggers: [onPrometheus({ server: 'http://p', query: 'sum(x)', perPod: 3 })] },
      }),
    ]),
  ).toEqual([['keda-without-autoscale', '"web" has triggers for KEDA, but nothing says how far it scales']])
})

test('a variable that KEDA reads is one of the workload', () => {
  const scale = autoscaling({ min: 1, max: 2, cpu: 50 })
  const told = (variable: string, given: object) =>
    said({ ...img, scale }, ($) => [
      worker('mails', {
        image: $.image,
        autoscale: $.scale,
        keda: {
          triggers: [onRedisList({ address: 'redis:6379', list: 'l', perPod: 1, passwordFromEnv: variable })],
        },
        ...given,
      }),
    ]).filter(([code]) => code === 'variable-unknown')
  const unknown = ['variable-unknown', '"mails" has no variable "REDIS_PASS", which KEDA is to read']
  expect(told('REDIS_PASS', { env: { REDIS_PASSWORD: 'x' } })).toEqual([unknown])
  expect(told('REDIS_PASS', {})).toEqual([unknown])
  expect(told('REDIS_PASS', { env: { REDIS_PASS: 'x' } })).toEqual([])
})

test('metrics are served by somebody', () => {
  expect(
    said({ ...img, metrics: metricsValues({ port: 9100 }) }, ($) => [
      metrics($.metrics),
      service('web', { image: $.image, ports: { http: 80 } }),
    ]),
  ).toEqual([['metrics-unserved', 'metrics() finds no workload with a port named "metrics"']])
})

test('a certificate is for a component that exists', () => {
  const problems = reported({ ...img, tls: mtlsValues({ issuer: 'ca' }) }, ($) => {
    const tls = mtls($.tls)
    return [
      tls,
      service('runtime', { image: $.image, ports: { http: 80 }, mounts: [tls.at('run-time', '/tls')] }),
    ]
  })
  expect(problems).toMatchObject([
    {
      code: 'certificate-unknown',
      message: 'there is a certificate for "run-time", but no such component',
      hint: 'did you mean "runtime"?',
    },
  ])
})

test('a range of ports begins with its lower port', () => {
  expect(
    said({ ...img, range: portRange('20000-10000') }, ($) => [
      service('web', { image: $.image, ports: { http: 80, rtp: udpRange($.range) } }),
    ]),
  ).toEqual([
    ['port-range-crossed', 'the range of port "rtp" of "web", $.range, begins at 20000 and ends at 10000'],
  ])
})

test('a capacity table fits the autoscalers, and its columns', () => {
  const web = workload(
    '',
    { scale: autoscaling({ min: 2, max: 10, cpu: 80 }) },
    { resources: { requests: { cpu: '1' } } },
  )
  const table = (rows: Record<number, number[]>) =>
    said({ ...img, web }, ($) => {
      const one = service('web', {
        image: $.image,
        values: $.web,
        ports: { http: 80 },
        autoscale: $.web.scale,
      })
      return [one, capacity('Calls', { 'Web Pods': one }, rows)]
    })
  expect(table({ 10: [2], 50: [10] })).toEqual([])
  expect(table({ 10: [2], 500: [20] })).toEqual([
    ['capacity-over-maximum', '500 calls need 20 pods of "web" (Web Pods), which starts 10 at most'],
  ])
  expect(table({ 10: [2, 3] })).toEqual([['capacity-row', 'the row of 10 has 2 numbers for 1 columns']])
  expect(table({ 10: [4], 50: [2] })).toEqual([
    ['capacity-row', 'Web Pods falls from 10 to 50: more load needs no fewer pods'],
  ])
})

test('a capacity table plans: the first row that carries the load', () => {
  let planned: unknown
  said({ ...img, scale: gpuAutoscaling({ min: 1, max: 5, target: 80 }) }, ($) => {
    const one = service('web', {
      image: $.image,
      ports: { http: 80 },
      autoscale: $.scale,
      keda: { triggers: [] },
    })
    const table = capacity('Calls', { 'Web Pods': one }, { 10: [1], 50: [2], 100: [5] })
    planned = [table.podsFor(10), table.podsFor(11), table.podsFor(100), table.podsFor(101)]
    return [one, table]
  })
  expect(planned).toEqual([{ 'Web Pods': 1 }, { 'Web Pods': 2 }, { 'Web Pods': 5 }, undefined])
})

test('a pod that stands by is not killed for waiting', () => {
  const leader = (probes: object) =>
    reported({ ...img, web: workload('', { election: election() }) }, ($) => [
      service('web', {
        image: $.image,
        values: $.web,
        ports: { http: 80, health: 81 },
        singleton: true,
        election: $.web.election,
        ...probes,
      }),
    ]).map(({ code }) => code)
  expect(leader({ live: http('http', '/') })).toEqual(['probe-kills-standby'])
  expect(leader({ live: http('http', '/'), ready: http('http', '/') })).toEqual(['probe-kills-standby'])
  expect(leader({ live: tcp('http'), ready: tcp('http') })).toEqual(['probe-kills-standby'])
  expect(leader({ live: http('health', '/alive'), ready: http('http', '/') })).toEqual([])
  expect(leader({ live: exec(['true']), ready: http('http', '/') })).toEqual([])
})

test.each([
  ['ConfgMap', 'did you mean "ConfigMap"?'],
  ['v1', expect.stringContaining("without the API's version")],
  ['toString', expect.anything()],
])('object() of the kind %s, which Kubernetes does not have, is refused', (kind, hint) => {
  try {
    object(kind as 'ConfigMap', 'extra', { data: {} })
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ diagnostics: [{ code: 'kind-unknown', hint }] })
  }
})
