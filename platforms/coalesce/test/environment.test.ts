// COA-07, 15, 20, 21 and 23: addresses, routes, the keys of the environment, and what production refuses.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseYaml } from '../../../packages/chartwright/src/yaml/index.ts'
import {
  api,
  at,
  calls,
  collab,
  development,
  example,
  key,
  kratos,
  notes,
  pages,
  plain,
  platform,
  refusal,
  render,
  secretOf,
  type Rendered,
} from './render.ts'

const defaults = render()
const settings = (rendered: Rendered) => {
  const files = at(rendered.one('ConfigMap', 'coalesce-kratos-config'), 'data') as Record<string, string>
  return plain(parseYaml(files['kratos.yaml']!).value) as Record<string, never>
}
const production = example('production')

test('COA-07 the backend is on port 3333 in development, and the frontend on 3000', () => {
  const env = defaults.env(api)
  expect(env.APP_ORIGIN).toBe('http://localhost:3000')
  expect(settings(defaults)).toMatchObject({
    serve: { public: { base_url: 'http://localhost:3333/auth/api' } },
    session: { cookie: { domain: 'localhost' } },
    selfservice: {
      default_browser_return_url: 'http://localhost:3000/home',
      allowed_return_urls: ['http://localhost:3000/home'],
    },
  })
  expect(defaults.env(pages).KRATOS_BROWSER_URL).toBe('http://localhost:3333/auth/api')
  expect(notes(...development)).toContain(
    'The API is at http://localhost:3333/api, logging in at http://localhost:3333/auth; the frontend is expected at http://localhost:3000',
  )
})

test('COA-15 routes strip their prefixes: /auth/api to Kratos, /auth to its pages, /api to the API', () => {
  const route = render(...development).one('HTTPRoute', 'coalesce-public')
  const rules = plain(at(route, 'spec.rules')) as {
    matches: { path: { type: string; value: string } }[]
    filters: unknown[]
    backendRefs: { name: string; port: number }[]
  }[]
  expect(rules.map(({ matches, backendRefs }) => [matches[0]!.path.value, backendRefs])).toEqual([
    ['/auth/api', [{ name: kratos, port: 80 }]],
    ['/auth', [{ name: pages, port: 80 }]],
    ['/api', [{ name: api, port: 80 }]],
  ])
  for (const { matches, filters } of rules) {
    expect(matches[0]!.path.type).toBe('PathPrefix')
    expect(filters).toEqual([
      {
        type: 'URLRewrite',
        urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
      },
    ])
  }
  // Port 80 of Kratos' Service is its public API.
  expect(plain(at(defaults.one('Service', kratos), 'spec.ports'))).toEqual([
    { name: 'public', port: 80, targetPort: 'public', protocol: 'TCP' },
    { name: 'admin', port: 4434, targetPort: 'admin', protocol: 'TCP' },
  ])
  expect(defaults.pod(kratos, 'containers.0.ports')).toEqual([
    { name: 'public', containerPort: 4433 },
    { name: 'admin', containerPort: 4434 },
  ])
  expect(at(defaults.one('Service', pages), 'spec.ports.0.port')).toBe(80)
  expect(defaults.env(pages)).toMatchObject({
    PORT: '3000',
    BASE_PATH: '/',
    KRATOS_PUBLIC_URL: `http://${kratos}:80`,
    COOKIE_SECRET: key('coalesce-kratos-ui-keys', 'cookieSecret'),
    CSRF_COOKIE_NAME: 'coalesce-csrf',
    CSRF_COOKIE_SECRET: key('coalesce-kratos-ui-keys', 'csrfCookieSecret'),
  })
  expect(defaults.pod(pages, 'containers.0.ports')).toEqual([{ name: 'http', containerPort: 3000 }])
})

test('COA-15 without a Gateway nothing is exposed, and NOTES says so', () => {
  expect([...defaults.names('HTTPRoute'), ...defaults.names('Gateway')]).toEqual([])
  expect(notes()).toContain('Nothing outside the cluster reaches Coalesce')
  expect(notes(...development)).not.toContain('Nothing outside')
  const shared = render(...production)
  expect(shared.names('Gateway')).toEqual([])
  expect(plain(at(shared.one('HTTPRoute', 'coalesce-public'), 'spec'))).toMatchObject({
    parentRefs: [{ name: 'public', namespace: 'gateways' }],
    hostnames: ['coalesce.example.com'],
  })
  expect(refusal('--set', 'route.enabled=true')).toContain('route.parentRefs')
  expect(refusal('--set', 'gateway.enabled=true')).toContain('gateway.className')
})

test('COA-20 production follows the load: all three servers are scaled', () => {
  const rendered = render(...production)
  expect(rendered.names('HorizontalPodAutoscaler').sort()).toEqual([
    'coalesce-api-server',
    'coalesce-audio-processor',
    'coalesce-collab-server',
  ])
  // What runs already is not taken away.
  expect(plain(at(rendered.one('HorizontalPodAutoscaler', api), 'spec'))).toMatchObject({
    minReplicas: 3,
    maxReplicas: 8,
  })
  expect(rendered.names('StatefulSet')).toEqual([])
  expect(at(rendered.one('Deployment', kratos), 'spec.replicas')).toBe(2)
  expect(plain(at(rendered.one('PodDisruptionBudget', kratos), 'spec'))).toMatchObject({ maxUnavailable: 1 })
  expect(JSON.stringify(rendered.pod(kratos, 'topologySpreadConstraints'))).toContain('hostname')
  expect(rendered.pod(kratos, 'containers.0.args')).not.toContain('--dev')
  expect(rendered.env(api)).toMatchObject({
    REDIS_URL: key('coalesce-redis', 'redisURL'),
    POSTGRES_URL: key('coalesce-postgres', 'postgresURL'),
    MINIO_ENDPOINT: key('coalesce-objects', 'minioEndpoint'),
    APP_ORIGIN: 'https://coalesce.example.com',
  })
  expect(rendered.env(kratos)).toMatchObject({
    DSN: key('kratos-postgres', 'dsn'),
    SECRETS_CIPHER: key('coalesce-kratos', 'secretsCipher'),
  })
  expect(calls(rendered, api)).toEqual(
    expect.arrayContaining(['6379 anybody', '5432 anybody', '443 anybody', '9000 anybody']),
  )
  expect(settings(rendered)).toMatchObject({
    serve: { public: { base_url: 'https://coalesce.example.com/auth/api' } },
    session: { cookie: { domain: 'coalesce.example.com' } },
  })
})

test('COA-21 the keys of the environment are values of the chart', () => {
  const file = fs.readFileSync(path.join(platform, 'deploy/default.environment.yaml'), 'utf8')
  const given = parseYaml(file).value
  const documented = [
    ...['domain', 'appOrigin', 'apiBase', 'authBase', 'trackCDNHost'].map((one) => `urls.${one}`),
    ...['minio.rootUser', 'minio.rootPassword', 'kratos.registrationEnabled', 'kratos.sessionLifespan'],
    ...['default', 'cookie', 'cipher'].map((one) => `kratos.secrets.${one}`),
    ...['kratos.postgres.password', 'kratos.postgres.database'],
    ...['connectionURI', 'fromName', 'fromAddress'].map((one) => `kratos.smtp.${one}`),
    ...['coalesce.api.replicaCount', 'coalesce.collab.replicaCount', 'coalesce.workerKey'],
    ...['coalesce.postgres.password', 'coalesce.postgres.database'],
    ...['coalesce.queues.audio.inbox', 'coalesce.queues.audio.processing'],
  ]
  for (const one of documented) expect([one, at(given, one) === undefined]).toEqual([one, false])
  // What the file leaves out is made of the release, and may be said all the same.
  const whole = render(
    ...development,
    '--set',
    'minio.endpoint=https://a:b@s3.example.com/c,kratos.postgres.dsn=postgres://k@db/k',
    '--set',
    'coalesce.redisURL=redis://cache:6379,coalesce.postgres.dsn=postgres://c@db/c',
    '--set',
    'coalesce.endpoints.collab=http://collab:3002,coalesce.endpoints.kratos.public=http://public',
    '--set',
    'coalesce.endpoints.kratos.admin=http://admin,coalesce.endpoints.worker.job=http://worker',
  )
  expect(whole.names('StatefulSet')).toEqual([])
  expect(secretOf(whole, 'coalesce-redis-url').redisURL).toBe('redis://cache:6379')
  expect(secretOf(whole, 'coalesce-postgres-coalesce-url').postgresURL).toBe('postgres://c@db/c')
  expect(secretOf(whole, 'coalesce-postgres-kratos-url').dsn).toBe('postgres://k@db/k')
  expect(secretOf(whole, 'coalesce-minio-endpoint').minioEndpoint).toBe('https://a:b@s3.example.com/c')
  expect(whole.env(api)).toMatchObject({
    REDIS_URL: key('coalesce-redis-url', 'redisURL'),
    POSTGRES_URL: key('coalesce-postgres-coalesce-url', 'postgresURL'),
    MINIO_ENDPOINT: key('coalesce-minio-endpoint', 'minioEndpoint'),
    COLLAB_ENDPOINT: 'http://collab:3002',
    KRATOS_URL: 'http://public',
    KRATOS_ADMIN_URL: 'http://admin',
    WORKER_ENDPOINT: 'http://worker',
    AUDIO_QUEUE_NAME: 'audio_jobs',
    AUDIO_PROCESSING_QUEUE_NAME: 'audio_jobs_processing',
    TRACK_CDN_HOST: '',
  })
  expect(whole.env(kratos).DSN).toEqual(key('coalesce-postgres-kratos-url', 'dsn'))
  expect(calls(whole, api)).toEqual(expect.arrayContaining(['80 anybody', '443 anybody', '3002 anybody']))
  expect(defaults.env(api)).toMatchObject({
    KRATOS_URL: `http://${kratos}:80`,
    KRATOS_ADMIN_URL: `http://${kratos}:4434`,
  })
})

test('COA-21 what the environment says is what pods and Kratos get', () => {
  const rendered = render(
    '--set',
    'urls.domain=d.example,urls.appOrigin=https://app.example,urls.apiBase=https://api.example',
    '--set',
    'urls.authBase=https://auth.example,urls.trackCDNHost=direct,minio.rootUser=owner,minio.bucket=tracks',
    '--set',
    'kratos.registrationEnabled=false,kratos.sessionLifespan=24h,kratos.smtp.fromName=N',
    '--set',
    'kratos.smtp.fromAddress=a@b.c,kratos.smtp.connectionURI=smtps://mail:465,minio.rootPassword=p@ss/w',
    '--set',
    'coalesce.queues.audio.inbox=in,coalesce.queues.audio.processing=out,coalesce.postgres.database=projects',
    '--set',
    'coalesce.api.replicaCount=5,coalesce.collab.replicaCount=4,kratos.postgres.database=users',
  )
  expect(rendered.env(api)).toMatchObject({
    APP_ORIGIN: 'https://app.example',
    TRACK_CDN_HOST: 'direct',
    AUDIO_QUEUE_NAME: 'in',
    AUDIO_PROCESSING_QUEUE_NAME: 'out',
  })
  expect(settings(rendered)).toMatchObject({
    serve: {
      public: { base_url: 'https://auth.example/api' },
      admin: { base_url: 'http://coalesce-kratos:4434/' },
    },
    session: { cookie: { domain: 'd.example' }, lifespan: '24h' },
    courier: { smtp: { from_name: 'N', from_address: 'a@b.c' } },
    selfservice: {
      flows: {
        registration: { enabled: false, ui_url: 'https://auth.example/registration' },
        logout: { after: { default_browser_return_url: 'https://app.example/home' } },
      },
    },
  })
  expect(secretOf(rendered, 'coalesce-kratos-secrets').smtpConnectionURI).toBe('smtps://mail:465')
  expect(secretOf(rendered, 'coalesce-minio-auth').minioEndpoint).toBe(
    'minio://owner:p%40ss%2Fw@coalesce-minio:9000/tracks',
  )
  expect(secretOf(rendered, 'coalesce-postgres-kratos-auth').dsn).toMatch(/:5432\/users$/)
  expect(at(rendered.one('Deployment', api), 'spec.replicas')).toBe(5)
  expect(at(rendered.one('Deployment', collab), 'spec.replicas')).toBe(4)
})

test("COA-21 Kratos has all of its settings, each once, as upstream's chart has them", () => {
  const page = (name: string) => ({ ui_url: `http://localhost:3333/auth/${name}` })
  expect(settings(defaults)).toMatchObject({
    session: { cookie: { domain: 'localhost' }, lifespan: '8640h' },
    identity: {
      default_schema_id: 'default',
      schemas: [{ id: 'default', url: 'file:///etc/kratos/identity.default.schema.json' }],
    },
    courier: { smtp: { from_name: 'Coalesce', from_address: 'test@example.com' } },
    selfservice: {
      methods: { password: { enabled: true }, link: { enabled: true } },
      flows: {
        error: page('error'),
        settings: {
          ...page('settings'),
          privileged_session_max_age: '15m',
          required_aal: 'highest_available',
        },
        recovery: { ...page('recovery'), enabled: true, use: 'code' },
        verification: { ...page('verification'), enabled: true, use: 'code' },
        login: { ...page('login'), lifespan: '10m' },
        registration: {
          ...page('registration'),
          enabled: true,
          lifespan: '10m',
          after: { password: { hooks: [{ hook: 'session' }] } },
        },
        logout: { after: { default_browser_return_url: 'http://localhost:3000/home' } },
      },
    },
    ciphers: { algorithm: 'xchacha20-poly1305' },
    hashers: { algorithm: 'bcrypt', bcrypt: { cost: 8 } },
  })
  const files = at(defaults.one('ConfigMap', 'coalesce-kratos-config'), 'data') as Record<string, string>
  expect(JSON.parse(files['identity.default.schema.json']!)).toEqual({
    $id: 'https://schemas.ory.sh/presets/kratos/quickstart/email-password/identity.schema.json',
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'User',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: {
          email: {
            type: 'string',
            format: 'email',
            title: 'Email',
            minLength: 3,
            'ory.sh/kratos': {
              credentials: { password: { identifier: true } },
              verification: { via: 'email' },
              recovery: { via: 'email' },
            },
          },
        },
        required: ['email'],
        additionalProperties: false,
      },
    },
  })
})

test('COA-21 keys of Kratos: of cipher exactly 32 characters, of the others 16, made when none is given', () => {
  const made = secretOf(defaults, 'coalesce-kratos-secrets')
  for (const name of ['secretsDefault', 'secretsCookie', 'secretsCipher'])
    expect(made[name]).toMatch(/^[A-Za-z0-9]{32}$/)
  const set = (name: string, ...given: string[]) => [
    '--set-json',
    `kratos.secrets.${name}=${JSON.stringify(given)}`,
  ]
  for (const length of [31, 33]) expect(refusal(...set('cipher', 'x'.repeat(length)))).toContain('cipher')
  for (const name of ['default', 'cookie']) {
    expect(refusal(...set(name, 'x'.repeat(15)))).toContain(name)
    expect(refusal(...set(name, `${'x'.repeat(16)},${'y'.repeat(16)}`))).toContain(name)
  }
  const both = secretOf(
    render(...set('cipher', 'n'.repeat(32), 'o'.repeat(32))),
    'coalesce-kratos-secrets',
  ).secretsCipher
  expect(both).toBe(`${'n'.repeat(32)},${'o'.repeat(32)}`)
  expect(render('--set', 'kratos.existingSecret=mine').names('Secret')).not.toContain(
    'coalesce-kratos-secrets',
  )
})

test('COA-23 development warns about every bundled default, and production refuses it', () => {
  const said = notes(...development)
  const bundled = [
    'coalesce.workerKey',
    'coalesce.postgres.password',
    'kratos.postgres.password',
    'kratos.secrets.default',
    'kratos.secrets.cookie',
    'kratos.secrets.cipher',
    'minio.rootPassword',
    'kratos.smtp.connectionURI',
  ]
  for (const one of bundled) expect(said).toContain(`${one} is a placeholder that everybody knows`)
  expect(said).toContain('environment is dev')
  expect(refusal(...development, '--set', 'environment=production')).toContain(
    'development database of one pod',
  )
  // Production as it is renders; with any one of the placeholders it does not.
  const fine = [...production, '--set', 'minio.rootPassword=x']
  expect(render(...fine).documents.length).toBeGreaterThan(10)
  for (const [given, said] of [
    ['coalesce.workerKey=change-me'],
    ['coalesce.redisURL=redis://:change-me@a'],
    ['coalesce.postgres.password=change-me'],
    ['coalesce.postgres.dsn=postgres://postgres:change-me@a/b'],
    ['kratos.postgres.password=change-me'],
    ['kratos.postgres.dsn=postgres://postgres:change-me@a/b'],
    ['kratos.secrets.default={change-me!change-me!}'],
    ['kratos.secrets.cookie={change-me!change-me!}'],
    ['kratos.secrets.cipher={change-me!change-me!change-me!ch}'],
    ['minio.rootPassword=change-me'],
    ['minio.endpoint=minio://root:change-me@minio:9000/coalesce'],
    ['redis.password=change-me'],
    ['kratos.existingSecret=', 'kratos.smtp.connectionURI'],
    ['public.host=localhost', 'public.host is localhost'],
    ['kratos.postgres.mode=internal', 'kratos.postgres is the development database'],
    ['coalesce.postgres.mode=internal', 'coalesce.postgres is the development database'],
  ])
    expect(refusal(...fine, '--set', given!)).toContain(said ?? given!.split('=')[0])
  expect(notes(...production)).not.toContain('placeholder')
  expect(notes(...production, '--set', 'minio.existingSecret=')).toContain('one pod of MinIO')
  expect(notes(...production)).not.toContain('one pod of MinIO')
})

test('secrets of Kratos that are given are the ones it gets, several apart by commas', () => {
  const words = (letter: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${letter}${at}`.padEnd(32, letter))
  const given = { default: words('d', 2), cookie: words('c', 2), cipher: words('e', 1) }
  const args = Object.entries(given).flatMap(([name, list]) => [
    '--set',
    `kratos.secrets.${name}={${list.join(',')}}`,
  ])
  expect(secretOf(render(...args), 'coalesce-kratos-secrets')).toMatchObject({
    secretsDefault: given.default.join(','),
    secretsCookie: given.cookie.join(','),
    secretsCipher: given.cipher.join(','),
  })
})

test('what is elsewhere is reached by the ports of its protocols', () => {
  const times = (rendered: Rendered, port: number) =>
    calls(rendered, api).filter((call) => call === `${port} anybody`).length
  const more = (ports: number[], ...args: string[]) =>
    ports.map((port) => times(render(...args), port) - times(defaults, port))
  expect(more([443, 9000], '--set', 'minio.endpoint=https://a:b@c/d')).toEqual([1, 1])
  const job = 'coalesce.endpoints.worker.job=https://worker.example.com'
  expect(more([80, 443, 3002], '--set', job)).toEqual([1, 1, 1])
})

test('the URL of a store elsewhere is a Secret only when there is one', () => {
  expect(defaults.names('Secret')).not.toContain('coalesce-minio-endpoint')
  expect(render('--set', 'minio.endpoint=https://a:b@c/d').names('Secret')).toContain(
    'coalesce-minio-endpoint',
  )
})

test('who migrates the users sees the settings of Kratos and may write its temporary files', () => {
  const mounts = plain(defaults.pod(kratos, 'initContainers.0.volumeMounts')) as { mountPath: string }[]
  const own = plain(defaults.pod(kratos, 'containers.0.volumeMounts')) as { mountPath: string }[]
  const paths = (list: { mountPath: string }[]) => list.map(({ mountPath }) => mountPath).sort()
  expect(paths(mounts)).toEqual(paths(own))
  expect(paths(mounts)).toContain('/tmp')
})

test('Redis asks for little by default', () => {
  expect(
    plain(at(defaults.one('StatefulSet', 'coalesce-redis'), 'spec.template.spec.containers.0.resources')),
  ).toMatchObject({
    requests: { cpu: '50m', memory: '64Mi' },
  })
})
