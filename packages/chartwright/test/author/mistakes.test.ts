import { describe, expect, test } from 'vitest'
import {
  autoscaling,
  bool,
  chart,
  config,
  dependency,
  dependencyValues,
  dnsLabel,
  group,
  http,
  image,
  int,
  mapOf,
  number,
  objectName,
  oneOf,
  pool,
  secret,
  service,
  str,
  string,
  exposure,
  exposureValues,
  onAnswer,
  testPosition,
  urlOf,
  volume,
  when,
  worker,
} from '../../src/author/index.ts'
import { reported } from '../compiler/compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const messages = (problems: readonly { code: string; message: string }[], of: string) =>
  problems.filter(({ code }) => code === of).map(({ message }) => message)
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code)

describe('an expression is no JavaScript value', () => {
  const uses: [string, (value: never) => unknown][] = [
    ['in a template string', (value) => `${value as string}`],
    ['added to text', (value) => (value as string) + 'x'],
    ['as a number', (value) => Number(value)],
    ['spread', (value) => [...(value as string[])]],
    ['its keys', (value) => Object.keys(value)],
    ['as JSON', (value) => JSON.stringify(value)],
    ['awaited', (value) => (value as unknown as PromiseLike<unknown>).then(() => undefined)],
    ['in', (value) => 'x' in (value as object)],
  ]
  test.each(uses)('%s', (_, use) => {
    const problems = reported({ ...img, name: string('x') }, ($) => {
      use($.name as never)
      return []
    })
    expect(codes(problems)).toEqual(['expression-as-value'])
    expect(problems[0]!.message).toContain('$.name')
    expect(problems[0]!.span!.file).toContain('mistakes.test.ts')
  })

  test.each(['if', '&&', '||', '??', '?:', '!', '===', '!=='])('in the test position of %s', (operator) => {
    const problems = reported({ ...img, name: string('x') }, ($) => [testPosition($.name, operator) as never])
    expect(codes(problems)).toEqual(['expression-as-value'])
    expect(problems[0]!.hint).toMatch(/use /)
  })

  test('a plain value passes a test position as it is', () => {
    expect([testPosition(0, 'if'), testPosition('x', '===')]).toEqual([0, 'x'])
  })
})

test('a value that is not declared names the nearest', () => {
  const problems = reported({ ...img, web: group('The page', { replicas: int(1) }) }, ($) => {
    void ($.web as unknown as { replica: unknown }).replica
    return []
  })
  expect(problems).toMatchObject([{ code: 'value-undeclared', hint: 'did you mean "replicas"?' }])
})

test('an expression has no methods', () => {
  const problems = reported({ ...img, name: string('x') }, ($) => [
    ($.name as unknown as { trim(): never }).trim(),
  ])
  expect(codes(problems)).toEqual(['expression-member'])
})

test('an expression cannot be assigned', () => {
  const problems = reported({ ...img, name: string('x') }, ($) => {
    ;($ as unknown as { name: string }).name = 'y'
    return []
  })
  expect(codes(problems)).toEqual(['expression-assigned'])
})

test('several mistakes come in one run', () => {
  const problems = reported({ ...img, unused: string(''), low: int(0).min(1) }, ($) => [
    service('web', { image: $.image, ports: { http: 8080, also: 8080 }, ready: http('htp', '/') }),
    worker('web', { image: $.image, args: [str`--low=${$.low}`] }),
    worker('Mail', { image: $.image }),
  ])
  expect(codes(problems).sort()).toEqual([
    'name-duplicate',
    'name-invalid',
    'port-duplicate',
    'port-unknown',
    'value-default',
    'value-unread',
  ])
})

test('an unknown port names the ports there are and the nearest', () => {
  const [problem] = reported(img, ($) => [
    service('web', { image: $.image, ports: { http: 8080, metrics: 9090 }, ready: http('htp', '/') }),
  ])
  expect(problem).toMatchObject({
    code: 'port-unknown',
    hint: 'did you mean "http"?',
    notes: [{ message: 'web declares "http" (8080) and "metrics" (9090)' }],
  })
})

test('a port that another component asks for must be offered', () => {
  const problems = reported(img, ($) => {
    const web = service('web', { image: $.image, ports: { http: 8080 } })
    return [web, worker('mail', { image: $.image, env: { WEB: web.address('https') } })]
  })
  expect(codes(problems)).toEqual(['port-unknown'])
})

test('ports have names and numbers that Kubernetes takes', () => {
  const problems = reported(img, ($) => [
    service('web', { image: $.image, ports: { 'a-name-that-is-too-long': 80, zero: 0, '80': 81 } }),
  ])
  expect(codes(problems)).toEqual(['port-invalid', 'port-invalid', 'port-invalid'])
})

test('a port in quotes is said to be a text', () => {
  const ports = { http: '8080' as unknown as number }
  const [problem] = reported(img, ($) => [service('web', { image: $.image, ports })])
  expect(problem!.message).toBe('port "http" is the text "8080"; ports are numbers from 1 to 65535')
})

test('what a workload uses must be part of the chart', () => {
  const problems = reported({ ...img, password: string('') }, ($) => {
    const data = volume('data', { claim: { size: '1Gi', accessMode: 'ReadWriteOnce' } })
    const settings = config('settings', { 'a.yaml': { b: 1 } })
    const auth = secret('auth', { keys: { password: $.password } })
    return [
      worker('mail', {
        image: $.image,
        mounts: [data.at('/data'), settings.at('/etc/mail')],
        env: { PASSWORD: auth.key('password') },
      }),
    ]
  })
  expect(codes(problems).filter((code) => code === 'part-unlisted')).toHaveLength(3)
})

test('a secret has only the keys it declares', () => {
  const problems = reported({ ...img, password: string('') }, ($) => {
    const auth = secret('auth', { keys: { password: $.password } })
    return [auth, worker('mail', { image: $.image, env: { P: auth.key('passwd') } })]
  })
  expect(problems).toMatchObject([
    {
      code: 'secret-key-unknown',
      notes: [{ message: 'it has password' }],
      hint: 'did you mean "password"?',
    },
  ])
})

test('defaults are what their own types accept', () => {
  const pools = mapOf(group('', { size: int(1).max(3) }), { key: dnsLabel('', 4) })
  const declared = {
    ...img,
    share: number(2).max(1),
    crossed: int(5).min(9).max(1),
    short: string('abcdef').maxLength(3),
    strange: string('a').pattern('(?=a)a'),
    free: int(0).min(30000).max(32767).orZero(),
    pools: pools.default({ general: { size: 4 } }),
  }
  const said = reported(declared, () => []).filter(({ code }) => code === 'value-default')
  expect(said.map(({ message }) => message)).toEqual([
    'the default of "share" is 2, outside ..1',
    '"crossed" takes no number: its least, 9, is above its most, 1',
    'the default of "short" has more than 3 characters',
    `the pattern of "strange", (?=a)a, cannot be read: Helm reads RE2's`,
    'the default of "pools.general.size" is 4, outside ..3',
    'a key of the default of "pools" has more than 4 characters',
  ])
})

test('what the containers beside use must be part of the chart, too', () => {
  const problems = reported({ ...img, on: bool(true), password: string('') }, ($) => {
    const data = volume('data', { ephemeral: true })
    const settings = config('settings', { 'a.yaml': { b: 1 } })
    const auth = secret('auth', { keys: { password: $.password } })
    return [
      worker('mail', {
        image: $.image,
        sidecars: { a: { image: $.image, env: { P: when($.on, 'x', auth.key('password')) } } },
        initContainers: { b: { image: $.image, mounts: [settings.at('/a'), data.at('/b')] } },
      }),
    ]
  })
  expect(codes(problems)).toEqual(['part-unlisted', 'part-unlisted'])
})

test('a folder of writes is a volume, of a name that Kubernetes takes and that is free', () => {
  const described = (writes: string[], volumeName = 'other') =>
    reported(img, ($) => {
      const data = volume(volumeName, { ephemeral: true })
      return [data, worker('mail', { image: $.image, writes, mounts: [data.at('/data')] })]
    }).map(({ message }) => message)
  expect(described(['/tmp', '/Var/.cache/'])).toEqual([])
  expect(described(['/tmp'], 'tmp')).toEqual([
    'the pods of "mail" have two volumes called "tmp", at /data and /tmp',
  ])
  expect(described(['/a/b', '/a-b'])).toEqual([
    'the pods of "mail" have two volumes called "a-b", at /a/b and /a-b',
  ])
  expect(described(['/', '/x/', '/x'])).toEqual([
    '"mail" has something at "/", which would hide all that its image holds',
    '"mail" has two things at /x',
    'the pods of "mail" have two volumes called "x", at /x/ and /x',
  ])
})

test('a condition depends on a value, and is not a number', () => {
  expect(codes(reported(img, () => [when(true as never, 1) as never]))).toEqual(['condition-constant'])
  expect(codes(reported({ ...img, n: int(1) }, ($) => [when($.n as never, 1) as never]))).toEqual([
    'condition-number',
  ])
})

test('values that every chart has are not declared again', () => {
  expect(codes(reported({ ...img, nameOverride: objectName() }, () => []))).toEqual(['value-declared-twice'])
})

test('keys of a pool have a limit, for they enter names', () => {
  const item = group('A pool', { replicas: int(1) })
  const describePool = (key?: ReturnType<typeof dnsLabel>) =>
    codes(
      reported({ ...img, pools: mapOf(item, key ? { key } : {}) }, ($) => [
        pool('worker', $.pools, { label: 'shop.dev/pool' }, (_, p) => ({
          image: $.image,
          replicas: p.replicas,
        })),
      ]),
    )
  expect(describePool()).toEqual(['name-too-long'])
  expect(describePool(dnsLabel('', 20))).toEqual([])
})

test('a default inside a map is a scalar or empty: entries that an operator adds get nothing else', () => {
  const item = group('A pool', { mode: oneOf(['a', 'b']), limits: mapOf(string('')).default({ cpu: '1' }) })
  const problems = reported({ ...img, pools: mapOf(item, { key: dnsLabel('', 20) }) }, ($) => [
    pool('worker', $.pools, { label: 'shop.dev/pool' }, () => ({ image: $.image })),
  ])
  expect(codes(problems)).toContain('value-default')
})

test('a part without what it is made of is named, for builds that do not check types', () => {
  const scale = autoscaling({ min: 1, max: 2, cpu: 50 })
  const own = { ...img, scale, expose: exposureValues(), host: string('') }
  const problems = reported(own, ($) => [
    service('web', { ports: { http: 80 } } as never),
    worker('mail', { image: $.image.tag as never }),
    volume('data', { claim: {} as never }),
    service('calls', {
      image: $.image,
      ports: { http: 80 },
      keda: {} as never,
      autoscale: $.scale,
    }),
    service('asked', {
      image: $.image,
      ports: { http: 80 },
      keda: {
        triggers: [onAnswer({ port: 'http', path: '/n', field: 'n', perPod: 1, header: ['X-Key'] as never })],
      },
      autoscale: $.scale,
    }),
    exposure('public', $.expose, { host: $.host } as never),
    exposure('private', $.expose, { host: $.host, routes: { ui: { path: '/' } as never } }),
  ])
  expect(messages(problems, 'part-incomplete')).toEqual([
    '"web" has no image; declare one with image({ … }) and give it',
    '"mail" has no image; declare one with image({ … }) and give it',
    '"data" has no size',
    '"calls" has no triggers in its keda',
    `"asked" has no secret that its keda's metrics-api logs in with`,
    '"public" has no routes',
    '"private" has no to in its route "ui"',
  ])
})

test('what is undefined is told where it stands, before it is text in a chart', () => {
  const nothing = undefined as never
  const problems = reported({ ...img, host: string('') }, ($) => {
    const auth = secret('auth', { keys: { url: urlOf({ host: $.host, port: 1 } as never) } })
    return [
      auth,
      service('web', { image: $.image, env: { A: nothing, URL: auth.key('url') } }),
      worker('mail', { image: $.image, args: ['send', nothing] }),
    ]
  })
  expect(messages(problems, 'part-incomplete')).toEqual([
    '"auth" has no scheme in the URL of its "url"',
    '"web" has no value for its variable "A"',
    '"mail" has no text for one of its arguments',
  ])
  expect(
    messages(
      reported(img, () => [str`a${nothing}` as never]),
      'part-incomplete',
    ),
  ).toEqual(['undefined stands where a value should'])
  expect(() =>
    chart({ name: 'x', version: '1.0.0', description: 'x', kubernetes: '1.25' }, {}, nothing),
  ).toThrow('the chart has no function that gives its parts')
})

test('a dependency without a scheme, or without variables of its own, is told', () => {
  const db = dependencyValues('', { modes: ['internal', 'external'], port: 5432 })
  const told = (spec: object) =>
    reported({ db }, ($) => [dependency('db', $.db, spec as never)]).map(({ message }) => message)
  expect(told({})).toEqual(['"db" has no scheme, which its URL begins with'])
  expect(told({ scheme: 'a', internal: {} })).toEqual(['"db" has no env in its internal'])
  expect(told({ scheme: 'a', internal: { env: () => ({}) } })).toEqual(['"db" has no data in its internal'])
})

test('a default that is missing is named, in the groups that every chart has too', () => {
  const global = group('Settings of all', { image: image({ tag: '1' } as never) })
  const problems = reported({ global }, ($) => [service('web', { image: $.global.image })])
  expect(problems.map(({ message }) => message)).toContain(
    'the default of "global.image.repository" is not a text',
  )
})
