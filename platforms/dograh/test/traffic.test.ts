// DOG-07 to DOG-11, DOG-13, DOG-20, DOG-25 to DOG-28: ways in and out, TURN, policies, metrics.
import { expect, test } from 'vitest'
import { at, notes, plain, podsOf, refusal, render, set, settings, type Rendered } from './render.ts'

const defaults = render()
const host = 'public.host=dograh.example.com'
const gateway = render(...set(host, 'exposure.gatewayApi.gatewayClassName=istio'))
const ingress = render(...set(host, 'exposure.mode=ingress'))
const conf = (rendered: Rendered) =>
  (plain(rendered.one('ConfigMap', 'dograh-coturn-config').data) as Record<string, string>)[
    'turnserver.conf'
  ]!
const ways = (rendered: Rendered) =>
  Object.fromEntries(
    rendered
      .all('HTTPRoute')
      .map((route) => [
        at(route, 'metadata.name'),
        [
          plain(at(route, 'spec.hostnames')),
          at(route, 'spec.rules.0.matches.0.path.value'),
          at(route, 'spec.rules.0.backendRefs.0.name'),
          at(route, 'spec.rules.0.backendRefs.0.port'),
        ],
      ]),
  )

test('DOG-07 TURN is one pod behind a load balancer, on pinned ports', () => {
  expect(plain(at(defaults.one('Deployment', 'dograh-coturn'), 'spec'))).toMatchObject({
    replicas: 1,
    strategy: { type: 'Recreate' },
  })
  expect(refusal(...set('coturn.replicaCount=2'))).toContain("'replicaCount' not allowed")
  expect(conf(defaults).split('\n').slice(0, 4)).toEqual([
    'listening-port=3478',
    'min-port=49152',
    'max-port=49200',
    'realm=dograh.com',
  ])
  const other = render(...set('coturn.relayPorts=50000-50003', 'coturn.port=3479', 'coturn.realm=r.example'))
  expect(conf(other)).toMatch(/^listening-port=3479\nmin-port=50000\nmax-port=50003\nrealm=r\.example\n/)
  expect(refusal(...set('coturn.relayPorts=50003-50000'))).toContain('coturn.relayPorts')
  expect(render(...set('coturn.enabled=false')).names('Deployment')).not.toContain('dograh-coturn')
})

test('DOG-11 TURN has a Service of its own that lists every relay port', () => {
  const ports = (rendered: Rendered) =>
    (
      plain(at(rendered.one('Service', 'dograh-coturn'), 'spec.ports')) as {
        port: number
        protocol: string
        targetPort: unknown
      }[]
    ).map(({ port, protocol }) => `${port}/${protocol}`)
  const relay = Array.from({ length: 49 }, (_, index) => `${49152 + index}/UDP`)
  expect(ports(defaults)).toEqual(['3478/UDP', '3478/TCP', ...relay])
  expect(plain(at(defaults.one('Service', 'dograh-coturn'), 'spec.type'))).toBe('LoadBalancer')
  expect(plain(at(defaults.one('Service', 'dograh-coturn'), 'spec.externalTrafficPolicy'))).toBe('Local')
  const narrow = render(
    ...set('coturn.relayPorts=50000-50001', 'coturn.service.loadBalancerSourceRanges[0]=10.0.0.0/8'),
    ...['--set-string', 'coturn.service.annotations.lb=nlb'],
  )
  expect(ports(narrow)).toEqual(['3478/UDP', '3478/TCP', '50000/UDP', '50001/UDP'])
  expect(plain(narrow.one('Service', 'dograh-coturn'))).toMatchObject({
    metadata: { annotations: { lb: 'nlb' } },
    spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] },
  })
  const inside = render(...set('coturn.service.type=ClusterIP'))
  expect(at(inside.one('Service', 'dograh-coturn'), 'spec')).not.toHaveProperty('externalTrafficPolicy')
})

test('DOG-27 TURN over TLS has its port, a certificate and the file that names it', () => {
  expect(conf(defaults)).toContain('no-tls\nno-dtls\n')
  const given = render(...set('coturn.tls.enabled=true', 'coturn.tls.secretName=turn-cert'))
  expect(conf(given)).toContain('tls-listening-port=5349\ncert=/tls/tls.crt\npkey=/tls/tls.key\n')
  expect(conf(given)).not.toContain('no-tls')
  expect(given.pod('dograh-coturn', 'volumes')).toContainEqual({
    name: 'coturn-tls',
    secret: { secretName: 'turn-cert' },
  })
  const listed = plain(at(given.one('Service', 'dograh-coturn'), 'spec.ports')) as {
    name: string
    port: number
  }[]
  expect(listed.filter(({ port }) => port === 5349).map(({ name }) => name)).toEqual([
    'turns-udp',
    'turns-tcp',
  ])
  expect(given.all('Certificate')).toEqual([])
  expect(settings(given)).toMatchObject({ TURN_TLS_PORT: '5349' })
  expect(settings(defaults)).not.toHaveProperty('TURN_TLS_PORT')
  const made = render(...set('coturn.tls.enabled=true', 'coturn.tls.issuerRef.name=letsencrypt', host))
  expect(plain(made.one('Certificate', 'dograh-coturn').spec)).toEqual({
    secretName: 'dograh-coturn-tls',
    dnsNames: ['dograh.example.com'],
    issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
  })
  expect(made.pod('dograh-coturn', 'volumes')).toContainEqual({
    name: 'coturn-tls',
    secret: { secretName: 'dograh-coturn-tls' },
  })
  expect(refusal(...set('coturn.tls.enabled=true'))).toContain('set coturn.tls.secretName, or')
  expect(notes(...set('coturn.tls.enabled=true', 'coturn.tls.secretName=t'))).toContain('after a renewal')
})

test('DOG-08 and DOG-09 the Gateway API is the default, with a Gateway of a class, or on others', () => {
  expect(defaults.all('Gateway')).toEqual([])
  expect(defaults.all('HTTPRoute')).toEqual([])
  expect(defaults.all('Ingress')).toEqual([])
  expect(notes()).toContain(
    'Nothing outside the cluster reaches it: set exposure.gatewayApi.gatewayClassName',
  )
  expect(plain(gateway.one('Gateway', 'dograh-gateway').spec)).toMatchObject({
    gatewayClassName: 'istio',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  })
  expect(ways(gateway)).toEqual({
    'dograh-api': [['dograh.example.com'], '/api/v1/', 'dograh-web', 8000],
    'dograh-minio': [['dograh.example.com'], '/voice-audio/', 'dograh-minio', 9000],
    'dograh-ui': [['dograh.example.com'], '/', 'dograh-ui', 3010],
  })
  const others = render(...set('exposure.gatewayApi.parentRefs[0].name=shared'))
  expect(others.all('Gateway')).toEqual([])
  for (const route of others.all('HTTPRoute')) {
    expect(plain(at(route, 'spec.parentRefs'))).toEqual([{ name: 'shared' }])
    expect(at(route, 'spec')).not.toHaveProperty('hostnames')
  }
  expect(gateway.all('Ingress')).toEqual([])
  expect(refusal(...set('exposure.mode=nodePort'))).toContain('mode')
  const secure = ['exposure.gatewayApi.gatewayClassName=istio', 'exposure.gatewayApi.https.enabled=true']
  expect(refusal(...set(...secure))).toContain('there is no certificate')
  const issued = [...secure, 'exposure.gatewayApi.https.issuer.name=le']
  expect(refusal(...set(...issued))).toContain('public.host is empty')
  const encrypted = render(...set(...issued, host))
  expect(plain(encrypted.one('Certificate', 'dograh-gateway').spec)).toMatchObject({
    dnsNames: ['dograh.example.com'],
  })
  expect(plain(at(encrypted.one('HTTPRoute', 'dograh-ui'), 'spec.parentRefs'))).toEqual([
    { name: 'dograh-gateway', sectionName: 'https' },
  ])
})

test('DOG-10 the Ingress has the same three ways in', () => {
  expect(ingress.all('Gateway')).toEqual([])
  expect(ingress.all('HTTPRoute')).toEqual([])
  const rules = plain(at(ingress.one('Ingress', 'dograh-public'), 'spec.rules')) as {
    host: string
    http: { paths: { path: string; backend: { service: { name: string } } }[] }
  }[]
  expect(rules.map((rule) => rule.host)).toEqual(['dograh.example.com'])
  expect(rules[0]!.http.paths.map(({ path, backend }) => [path, backend.service.name])).toEqual([
    ['/api/v1/', 'dograh-web'],
    ['/voice-audio/', 'dograh-minio'],
    ['/', 'dograh-ui'],
  ])
  const more = render(
    ...set(
      'exposure.mode=ingress',
      'exposure.ingress.className=nginx',
      'exposure.ingress.tls[0].secretName=t',
    ),
    ...['--set-string', 'exposure.ingress.annotations.timeout=600'],
  )
  expect(plain(more.one('Ingress', 'dograh-public'))).toMatchObject({
    metadata: { annotations: { timeout: '600' } },
    spec: { ingressClassName: 'nginx', tls: [{ secretName: 't' }] },
  })
})

test('DOG-20 recordings are below the path of their bucket on the shared host, unless said otherwise', () => {
  expect(settings(gateway)).toMatchObject({
    MINIO_BUCKET: 'voice-audio',
    MINIO_PUBLIC_ENDPOINT: 'https://dograh.example.com',
  })
  const bucket = render(
    ...set(host, 'exposure.gatewayApi.gatewayClassName=istio', 'config.minioBucket=calls'),
  )
  expect(ways(bucket)['dograh-minio']).toEqual([['dograh.example.com'], '/calls/', 'dograh-minio', 9000])
  const given = render(...set('config.minioPublicEndpoint=https://files.example.org'))
  expect(settings(given).MINIO_PUBLIC_ENDPOINT).toBe('https://files.example.org')
  const s3 = ['storage.mode=s3', 'exposure.gatewayApi.gatewayClassName=istio']
  expect(Object.keys(ways(render(...set(...s3))))).toEqual(['dograh-api', 'dograh-ui'])
  expect(notes(...set(...s3))).toContain('config.minioPublicEndpoint is empty')
})

test('DOG-28 MinIO may have a host of its own, by a Gateway or an Ingress', () => {
  const own = [host, 'storageHost=files.example.com']
  const routed = render(...set(...own, 'exposure.gatewayApi.gatewayClassName=istio'))
  expect(ways(routed)['dograh-minio']).toEqual([['files.example.com'], '/', 'dograh-minio', 9000])
  expect(settings(routed).MINIO_PUBLIC_ENDPOINT).toBe('https://files.example.com')
  const rules = plain(
    at(render(...set(...own, 'exposure.mode=ingress')).one('Ingress', 'dograh-public'), 'spec.rules'),
  ) as { host: string; http: { paths: { path: string }[] } }[]
  expect(rules.map((rule) => [rule.host, rule.http.paths.map(({ path }) => path)])).toEqual([
    ['dograh.example.com', ['/api/v1/', '/']],
    ['files.example.com', ['/']],
  ])
})

test('DOG-25 nobody reaches what nobody asked for; each reaches what it needs', () => {
  expect(defaults.all('NetworkPolicy')).toEqual([])
  const on = ['networkPolicy.enabled=true']
  const closed = render(...set(...on))
  const spec = (name: string, rendered = closed) =>
    plain(rendered.one('NetworkPolicy', `dograh-${name}`).spec) as {
      ingress?: { from?: { podSelector: { matchLabels: object } }[]; ports: { port: number }[] }[]
      egress?: { to?: unknown[]; ports: { port: number }[] }[]
    }
  expect(spec('default-deny')).toEqual({
    podSelector: {
      matchLabels: { 'app.kubernetes.io/name': 'dograh', 'app.kubernetes.io/instance': 'dograh' },
    },
    policyTypes: ['Ingress', 'Egress'],
  })
  const to = (component: string, port: number) => ({
    to: [{ podSelector: { matchLabels: podsOf(component) } }],
    ports: [{ port, protocol: 'TCP' }],
  })
  for (const name of ['web', 'arq-worker', 'ari-manager', 'campaign-orchestrator', 'migrate'])
    for (const peer of [to('postgres', 5432), to('redis', 6379), to('minio', 9000)])
      expect(spec(name).egress).toContainEqual(peer)
  for (const name of ['web', 'arq-worker', 'ari-manager', 'campaign-orchestrator'])
    expect(spec(name).egress).toContainEqual({ ports: [{ port: 443, protocol: 'TCP' }] })
  const asterisk = { ports: [{ port: 8088, protocol: 'TCP' }] }
  expect(spec('ari-manager').egress).toContainEqual(asterisk)
  expect(spec('web').egress).not.toContainEqual(asterisk)
  const callers = spec('postgres').ingress!.flatMap(({ from }) =>
    from!.map(
      ({ podSelector }) => (podSelector.matchLabels as Record<string, string>)['app.kubernetes.io/component'],
    ),
  )
  expect(callers.sort()).toEqual(
    ['ari-manager', 'arq-worker', 'campaign-orchestrator', 'migrate', 'test', 'web'].sort(),
  )
  // Media: every relay port, from everywhere.
  expect(spec('coturn').ingress).toContainEqual({
    ports: [{ port: 49152, endPort: 49200, protocol: 'UDP' }],
  })
  expect(spec('web').egress).toContainEqual({ ports: [{ port: 1024, endPort: 65535, protocol: 'UDP' }] })
  expect(spec('ui').egress).toContainEqual(to('web', 8000))
  const open = { ports: [{ port: 8000, protocol: 'TCP' }] }
  expect(spec('web').ingress).not.toContainEqual(open)
  expect(spec('web', render(...set(...on, 'exposure.mode=ingress'))).ingress).toContainEqual(open)
  const byCalls = ['autoscaling.web.enabled=true', 'autoscaling.web.keda.enabled=true']
  expect(spec('web', render(...set(...on, ...byCalls))).ingress).toContainEqual(open)
})

test('DOG-25 what is elsewhere is reached at its addresses, or at any while none are given', () => {
  const away = [
    'networkPolicy.enabled=true',
    'database.mode=external',
    'redis.mode=external',
    'storage.mode=s3',
    'secrets.databaseUrl=postgresql://x',
    'secrets.redisUrl=redis://x',
  ]
  const egress = (...more: string[]) =>
    plain(at(render(...set(...away, ...more)).one('NetworkPolicy', 'dograh-web'), 'spec.egress'))
  expect(egress()).toContainEqual({ ports: [{ port: 5432, protocol: 'TCP' }] })
  expect(egress()).toContainEqual({ ports: [{ port: 6379, protocol: 'TCP' }] })
  const known = egress(
    'database.cidrs[0]=10.1.0.0/16',
    'redis.cidrs[0]=10.2.0.0/16',
    'storage.cidrs[0]=10.3.0.0/16',
  )
  const only = (port: number, cidr: string) => ({
    ports: [{ port, protocol: 'TCP' }],
    to: [{ ipBlock: { cidr } }],
  })
  expect(known).toContainEqual(only(5432, '10.1.0.0/16'))
  expect(known).toContainEqual(only(6379, '10.2.0.0/16'))
  expect(known).toContainEqual(only(443, '10.3.0.0/16'))
  const asterisk = render(
    ...set(
      'networkPolicy.enabled=true',
      'ariManager.asterisk.port=8089',
      'ariManager.asterisk.cidrs[0]=10.4.0.0/16',
    ),
  )
  expect(plain(at(asterisk.one('NetworkPolicy', 'dograh-ari-manager'), 'spec.egress'))).toContainEqual(
    only(8089, '10.4.0.0/16'),
  )
})

test('DOG-26 metrics have a port, a Service and a ServiceMonitor, where Prometheus can be asked for one', () => {
  expect(defaults.names('Service')).not.toContain('dograh-metrics')
  const api = ['--api-versions', 'monitoring.coreos.com/v1']
  const on = render(...set('metrics.enabled=true'), ...api)
  for (const name of ['web', 'arq-worker', 'ari-manager', 'campaign-orchestrator'])
    expect(on.pod(`dograh-${name}`, 'containers.0.ports')).toContainEqual({
      name: 'metrics',
      containerPort: 9464,
    })
  expect(settings(on).METRICS_PORT).toBe('9464')
  expect(plain(at(on.one('ServiceMonitor', 'dograh-metrics'), 'spec.endpoints'))).toMatchObject([
    { port: 'metrics', path: '/metrics', interval: '30s' },
  ])
  expect(render(...set('metrics.enabled=true')).all('ServiceMonitor')).toEqual([])
  expect(settings(defaults)).not.toHaveProperty('METRICS_PORT')
})
