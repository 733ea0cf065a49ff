// What the words for elections, guards, object stores, TURN and ways in become, rendered by real Helm.
import { describe, expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  and,
  autoscaling,
  bool,
  config,
  election,
  eq,
  exposure,
  exposureValues,
  generated,
  hook,
  image,
  kubernetesSince,
  lines,
  not,
  objectStore,
  objectStoreValues,
  onAnswer,
  refuse,
  replicas,
  secret,
  service,
  singletonGuard,
  singletonGuardValues,
  str,
  string,
  turn,
  turnValues,
  variables,
  when,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
/** An object of Kubernetes, read by the names of its fields. */
interface Loose {
  [key: string]: Loose
}
const listOf = (value: unknown) => value as Loose[]
const finder = (chart: ReturnType<typeof compiled>) => {
  const shop = onHelm(chart)
  return {
    ...shop,
    objects: (...options: Parameters<typeof shop.objects>) => shop.objects(...options),
    find: (kind: string, name: string, values: object = {}) =>
      shop
        .objects({ values })
        .find((one) => one.kind === kind && one.metadata?.name === `rel-shop-${name}`) as unknown as Loose,
  }
}

describe('an object store', () => {
  const { find, refusal, objects } = finder(
    compiled({ ...img, storage: objectStoreValues({ bucket: 'files' }) }, ($) => {
      const store = objectStore('store', $.storage)
      const env = {
        S3_ENDPOINT: store.endpoint,
        S3_KEY: store.accessKey,
        S3_SECRET: store.secretKey,
        S3_URL: when($.storage.publicEndpoint, $.storage.publicEndpoint),
        S3_TLS: $.storage.secure,
        S3_REGION: when(store.managed, $.storage.region),
      }
      return [
        store,
        service('web', { image: $.image, ports: { http: 80 }, env, connectsTo: [...store.connections] }),
      ]
    }),
  )
  const env = (values: object) =>
    Object.fromEntries<unknown>(
      listOf(find('Deployment', 'web', values).spec!.template!.spec!.containers![0]!.env).map((one) => [
        String(one.name),
        one.value ?? Object.values(one.valueFrom!.secretKeyRef!).reverse().join('/'),
      ]),
    )

  test('runs in the release with a claim, keys and its bucket', () => {
    expect(env({})).toMatchObject({
      S3_ENDPOINT: 'rel-shop-store:9000',
      S3_KEY: 'rel-shop-store-auth/access-key',
      S3_SECRET: 'rel-shop-store-auth/secret-key',
    })
    const own = { storage: { secretKey: 'given-secret' } }
    expect(find('Secret', 'store-auth', own).stringData).toEqual({
      'access-key': 'store',
      'secret-key': 'given-secret',
    })
    const named = { storage: { accessKey: 'me', secretKey: 'given-secret' } }
    expect(find('Secret', 'store-auth', named).stringData!['access-key']).toBe('me')
    const job = find('Job', 'store-bucket')
    expect(job.metadata!.annotations!['helm.sh/hook']).toBe('post-install,post-upgrade')
    expect(job.spec!.template!.spec!.initContainers![0]!.command![3]).toBe('rel-shop-store:9000')
    expect(job.spec!.template!.spec!.containers![0]!.command![4]).toBe('files')
  })

  test('is elsewhere with the keys that are given, or those of a Secret', () => {
    const external = { mode: 'external', endpoint: 's3.local:9000', accessKey: 'a', secretKey: 'b' }
    expect(env({ storage: external })).toMatchObject({
      S3_ENDPOINT: 's3.local:9000',
      S3_KEY: 'rel-shop-store-keys/access-key',
    })
    expect(objects({ values: { storage: external } }).map(({ kind }) => kind)).not.toContain('StatefulSet')
    const brought = { mode: 'external', endpoint: 's3.local:9000', existingSecret: 'mine' }
    expect(env({ storage: brought }).S3_SECRET).toBe('mine/secret-key')
  })

  test('of a cloud has a region, and no endpoint', () => {
    const cloud = env({ storage: { mode: 'managed', region: 'eu-west-1' } })
    expect(cloud.S3_REGION).toBe('eu-west-1')
    expect(cloud).not.toHaveProperty('S3_ENDPOINT')
    expect(cloud).not.toHaveProperty('S3_KEY')
  })

  test('refuses a store elsewhere without an endpoint or keys', () => {
    expect(refusal({ values: { storage: { mode: 'external' } } })).toContain('which needs storage.endpoint')
    expect(refusal({ values: { storage: { mode: 'external', endpoint: 'x' } } })).toContain(
      'which needs storage.accessKey and storage.secretKey, or storage.existingSecret',
    )
  })
})

describe('a singleton that elects a leader', () => {
  const { find, refusal } = finder(
    compiled({ ...img, clock: workload('The clock', { ha: election() }) }, ($) => [
      worker('clock', { image: $.image, values: $.clock, singleton: true, election: $.clock.ha }),
    ]),
  )
  const on = { clock: { ha: { enabled: true } } }

  test('has two pods, a budget and the right to one Lease, and only then', () => {
    expect(find('Deployment', 'clock').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
    expect(find('Role', 'clock')).toBeUndefined()
    expect(find('PodDisruptionBudget', 'clock')).toBeUndefined()
    expect(find('Deployment', 'clock', on).spec).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate' },
      template: { spec: { automountServiceAccountToken: true } },
    })
    expect(find('Role', 'clock', on).rules![1]).toMatchObject({
      resourceNames: ['rel-shop-clock'],
    })
    expect(find('PodDisruptionBudget', 'clock', on)).toBeDefined()
  })

  test('refuses renewals that come too late', () => {
    expect(refusal({ values: { clock: { ha: { enabled: true, renewSeconds: 10 } } } })).toContain(
      'clock.ha.renewSeconds is more than a third of clock.ha.leaseSeconds',
    )
  })

  test('an election of pods that are no singleton is a mistake', () => {
    const problems = reported({ ...img, ha: election() }, ($) => [
      worker('clock', { image: $.image, replicas: 2, election: $.ha }),
    ])
    expect(problems.map(({ code }) => code)).toContain('replicas-owned-twice')
  })
})

test('a guard names the singletons that elect nobody, and needs Kubernetes 1.30', () => {
  const chart = compiled({ ...img, guard: singletonGuardValues(), on: bool(true), ha: election() }, ($) => [
    worker('one', { image: $.image, singleton: true, when: $.on }),
    worker('two', { image: $.image, singleton: true, election: $.ha }),
    worker('many', { image: $.image, replicas: 3 }),
    singletonGuard($.guard),
    refuse(and($.guard.enabled, not(kubernetesSince('1.28'))), 'too old'),
  ])
  const shop = onHelm(chart)
  const names = (values: object) =>
    shop
      .objects({ values })
      .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
      .map((one) => (one as unknown as Loose).spec!.matchConstraints!.resourceRules![0]!.resourceNames)
  const guard = { enabled: true }
  expect(names({})).toEqual([])
  expect(names({ guard })).toEqual([['rel-shop-one', 'rel-shop-two']])
  expect(names({ guard, on: false })).toEqual([['rel-shop-two']])
  // A rule without names would be about every workload of the namespace.
  expect(names({ guard, on: false, ha: { enabled: true } })).toEqual([])
})

describe('TURN', () => {
  const { find, refusal, notes } = finder(
    compiled(
      { relay: turnValues({ realm: 'shop.example', relayPorts: '50000-50002' }), host: string('') },
      ($) => {
        const keys = secret('keys', { keys: { turn: generated() } })
        return [keys, turn('relay', $.relay, { host: $.host, secret: keys.key('turn') })]
      },
    ),
  )

  test('lists every relay port in its Service, and keeps the secret out of its file', () => {
    expect(listOf(find('Service', 'relay').spec!.ports).map(({ port }) => port)).toEqual([
      ...[3478, 3478, 50000, 50001, 50002],
    ])
    expect(find('ConfigMap', 'relay-config').data!['turnserver.conf']).toContain('max-port=50002\n')
    expect(find('ConfigMap', 'relay-config').data!['turnserver.conf']).not.toContain('external-ip')
    const told = find('ConfigMap', 'relay-config', { relay: { externalIp: '203.0.113.1' } })
    expect(told.data!['turnserver.conf']).toContain('\nexternal-ip=203.0.113.1\n')
  })

  test('asks for a certificate, or for where one is', () => {
    expect(refusal({ values: { relay: { tls: { enabled: true } } } })).toContain('set relay.tls.secretName')
    expect(refusal({ values: { relay: { tls: { enabled: true, issuerRef: { name: 'ca' } } } } })).toContain(
      'host',
    )
  })

  test('warns of more listeners than a Network Load Balancer of AWS has', () => {
    expect(notes()).not.toContain('50 listeners')
    expect(notes({ values: { relay: { relayPorts: '50000-50047' } } })).not.toContain('50 listeners')
    expect(notes({ values: { relay: { relayPorts: '50000-50048' } } })).toContain('50 listeners')
  })
})

describe('a way in by a mode', () => {
  const chart = compiled({ ...img, expose: exposureValues(), host: string(''), files: string('') }, ($) => {
    const api = service('api', { image: $.image, ports: { http: 8080 }, expose: { http: 80 } })
    const store = service('store', { image: $.image, ports: { http: 9000 } })
    return [
      api,
      store,
      exposure('public', $.expose, {
        host: $.host,
        routes: {
          files: { path: '/files/', host: $.files, to: store.port('http') },
          api: { to: api.port('http') },
        },
      }),
    ]
  })
  const { find, objects } = finder(chart)
  const kinds = (values: object) =>
    objects({ values }).flatMap(({ kind }) =>
      ['Gateway', 'HTTPRoute', 'Ingress'].includes(kind) ? [kind] : [],
    )

  test('is closed without a class, open by one, by other Gateways, or by an Ingress', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ expose: { gatewayApi: { gatewayClassName: 'istio' } } }).sort()).toEqual([
      ...['Gateway', 'HTTPRoute', 'HTTPRoute'],
    ])
    expect(kinds({ expose: { gatewayApi: { parentRefs: [{ name: 'edge' }] } } })).toEqual([
      'HTTPRoute',
      'HTTPRoute',
    ])
    expect(kinds({ expose: { mode: 'ingress' } })).toEqual(['Ingress'])
  })

  test('leads to a host of its own where one is given', () => {
    const rules = (values: object) =>
      listOf(
        find('Ingress', 'public', { expose: { mode: 'ingress' }, host: 'a.example', ...values }).spec!.rules,
      ).map((rule) => [rule.host, listOf(rule.http!.paths).map(({ path }) => path)])
    expect(rules({})).toEqual([['a.example', ['/files/', '/']]])
    expect(rules({ files: 'b.example' })).toEqual([
      ['a.example', ['/']],
      ['b.example', ['/']],
    ])
  })
})

describe('configuration', () => {
  const chart = compiled({ ...img, mode: string('plain'), debug: bool(false), size: replicas(3) }, ($) => {
    const settings = variables('settings', {
      MODE: $.mode,
      DEBUG: $.debug,
      SIZE: $.size,
      LEVEL: when($.debug, 'all', 'some'),
      TRACE: when(eq($.mode, 'traced'), 'yes'),
    })
    const file = config('file', {
      'app.conf': lines('begin', str`mode ${$.mode}`, when($.debug, 'debug', 'quiet')),
    })
    return [
      settings,
      file,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        envFrom: [settings],
        mounts: [file.at('/etc/web')],
        restartOn: [file],
      }),
    ]
  })
  const { find } = finder(chart)

  test('of variables holds texts, rolls its pods, and leaves out what is not there', () => {
    expect(find('ConfigMap', 'settings').data).toEqual({
      MODE: 'plain',
      DEBUG: 'false',
      SIZE: '3',
      LEVEL: 'some',
    })
    expect(find('ConfigMap', 'settings', { mode: 'traced', debug: true }).data).toMatchObject({
      LEVEL: 'all',
      TRACE: 'yes',
    })
    const pod = (values: object) => find('Deployment', 'web', values).spec!.template!
    expect(pod({}).spec!.containers![0]!.envFrom).toEqual([{ configMapRef: { name: 'rel-shop-settings' } }])
    const sum = (values: object) => pod(values).metadata!.annotations!['checksum/settings']
    expect(sum({ size: 4 })).not.toBe(sum({}))
  })

  test('of lines stays on its lines, whatever a value holds', () => {
    const text = (values: object) => find('ConfigMap', 'file', values).data!['app.conf']
    expect(text({})).toBe('begin\nmode plain\nquiet\n')
    expect(text({ debug: true, mode: 'a\nroot yes' })).toBe('begin\nmode a root yes\ndebug\n')
  })
})

test('KEDA asks the workload itself, and gives way to a HorizontalPodAutoscaler', () => {
  const { find, objects } = finder(
    compiled(
      {
        ...img,
        scale: autoscaling({ min: 2, max: 4, cpu: 50 }),
        keda: bool(false),
        web: workload('Web', { count: replicas(2) }, { resources: { requests: { cpu: '1' } } }),
      },
      ($) => {
        const keys = secret('keys', { keys: { ops: generated() } })
        const trigger = onAnswer({
          port: 'http',
          path: '/live',
          field: 'n',
          perPod: 3,
          header: ['X-Key', keys.key('ops')],
        })
        return [
          keys,
          service('web', {
            image: $.image,
            values: $.web,
            replicas: $.web.count,
            ports: { http: 80 },
            autoscale: $.scale,
            keda: { enabled: $.keda, triggers: [trigger] },
            drain: { seconds: 60, idle: ['is-idle'] },
          }),
        ]
      },
    ),
  )
  expect(find('HorizontalPodAutoscaler', 'web')).toBeDefined()
  expect(find('ScaledObject', 'web')).toBeUndefined()
  expect(find('HorizontalPodAutoscaler', 'web', { keda: true })).toBeUndefined()
  expect(find('ScaledObject', 'web', { keda: true }).spec!.triggers![0]).toMatchObject({
    metadata: { url: 'http://rel-shop-web.default.svc:80/live', keyParamName: 'X-Key' },
    authenticationRef: { name: 'rel-shop-web' },
  })
  expect(find('TriggerAuthentication', 'web', { keda: true }).spec!.secretTargetRef![0]).toMatchObject({
    name: 'rel-shop-keys',
  })
  const none = objects({ values: { keda: true, scale: { enabled: false } } }).map(({ kind }) => kind)
  expect(none).not.toContain('ScaledObject')
  expect(none).not.toContain('HorizontalPodAutoscaler')
  const stop = find('Deployment', 'web').spec!.template!.spec!.containers![0]!.lifecycle!.preStop!.exec!
    .command
  expect(stop).toEqual(['sh', '-c', expect.stringContaining('until "$@"'), '5', '60', 'is-idle'])
})

test('a trigger that asks a port which is not there is a mistake', () => {
  const problems = reported({ ...img, scale: autoscaling({ min: 1, max: 2 }) }, ($) => [
    service('web', {
      image: $.image,
      ports: { http: 80 },
      autoscale: $.scale,
      keda: { triggers: [onAnswer({ port: 'htp', path: '/', field: 'n', perPod: 1 })] },
    }),
  ])
  expect(problems.map(({ code }) => code)).toContain('port-unknown')
})

test('a job waits for what it connects to', () => {
  const { find } = finder(
    compiled({ ...img, on: bool(true) }, ($) => {
      const db = service('db', { image: $.image, ports: { sql: 5432 }, when: $.on })
      return [db, hook('migrate', { image: $.image, on: ['post-install'], waitsFor: [db.port('sql')] })]
    }),
  )
  const spec = (values: object) => find('Job', 'migrate', values).spec!.template!.spec!
  expect(listOf(spec({}).initContainers).map(({ name }) => name)).toEqual(['wait-for-db'])
  expect(spec({ on: false })).not.toHaveProperty('initContainers')
})

describe('names of templates', () => {
  const described = (files: Record<string, string>) => {
    const { code, message } = reported(img, ($) => [worker('web', { image: $.image })], { files })[0] ?? {}
    return `${code}: ${message}`
  }
  test('are those that the author gives', () => {
    const chart = compiled(img, ($) => [worker('web', { image: $.image })], {
      files: { 'web-deployment.yaml': 'web.yaml' },
    })
    expect([...chart.files.keys()]).toContain('templates/web.yaml')
    expect([...chart.files.keys()]).not.toContain('templates/web-deployment.yaml')
  })
  test('are refused when there is no such template, two would share one, or it is no name', () => {
    expect(described({ 'web-deploy.yaml': 'web.yaml' })).toContain('there is no such template')
    expect(described({ 'web-deployment.yaml': 'serviceaccount.yaml' })).toContain(
      'two templates would be called',
    )
    expect(described({ 'web-deployment.yaml': '../web.yaml' })).toContain('is no name of a template')
  })
})
