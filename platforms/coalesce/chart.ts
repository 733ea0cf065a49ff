import {
  add,
  and,
  autoscaling,
  bool,
  chart,
  config,
  connect,
  contains,
  dependency,
  dependencyValues,
  derived,
  drain,
  duration,
  eq,
  external,
  gateway,
  gatewayRoute,
  gatewayValues,
  generated,
  gpu,
  group,
  gt,
  hasPrefix,
  http,
  image,
  int,
  join,
  listOf,
  lt,
  metrics,
  metricsValues,
  networkPolicies,
  networkPolicy,
  not,
  note,
  objectName,
  oneOf,
  or,
  podName,
  quantity,
  refuse,
  replicas,
  requestedCpus,
  requirement,
  route,
  secret,
  service,
  str,
  string,
  urlOf,
  values,
  volume,
  warn,
  when,
  worker,
  workload,
  type Expr,
} from 'chartwright'

const sized = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } })
const address = (doc: string) => string('').doc(`${doc}; empty: made from public.host`)
const endpoint = (doc: string) => string('').doc(`${doc}; empty: the one of this release`)
const keys = (length: string, doc: string) =>
  listOf(string('').pattern(`^[^,]${length}$`)).doc(`${doc}; empty: the chart makes one`)

const postgresOf = (what: string, database: string, key: string) =>
  dependencyValues(
    `PostgreSQL of ${what}`,
    {
      modes: ['internal', 'external', 'managed'],
      port: 5432,
      user: 'postgres',
      database,
      key,
      image: { repository: 'postgres', tag: '15' },
    },
    { dsn: string('').doc('Its whole URL; it takes the place of all that leads to it otherwise') },
  )

const scaled = (count: number) => ({
  replicaCount: replicas(count),
  autoscaling: autoscaling({ enabled: false, min: 1, max: 8, cpu: 80 }),
})

const v = values({
  environment: oneOf(['dev', 'production']).doc(
    'dev: plain HTTP, databases of one pod and placeholders are accepted; production refuses them',
  ),
  public: group('Where it is reached from outside', {
    host: string('localhost')
      .pattern('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')
      .doc('The host from which every address below is made'),
  }),
  urls: group('Addresses as browsers see them', {
    domain: address('The domain of session cookies'),
    appOrigin: address('The frontend: http://<host>:3000 in dev'),
    apiBase: address('The API: http://<host>:3333/api in dev'),
    authBase: address('Logging in: http://<host>:3333/auth in dev'),
    trackCDNHost: string('').doc(
      'The host that serves tracks in place of the API; direct: the object store itself, by signed URLs',
    ),
  }),
  minio: workload(
    'Object storage',
    {
      rootUser: string('root').notEmpty().doc('The user of the one in this release'),
      rootPassword: string('').doc('The password of the user; empty: the chart makes one'),
      bucket: string('coalesce').notEmpty().doc('Its bucket, which the servers make'),
      endpoint: string('').doc('One elsewhere: https://KEY:SECRET@host/bucket?region=…, escaped'),
      existingSecret: objectName().doc('A Secret with the key `minioEndpoint`, in the place of endpoint'),
      image: image({ repository: 'quay.io/minio/minio', tag: 'RELEASE.2023-11-20T22-40-07Z' }),
      storage: group('The claim of the one in this release', {
        storageClass: string('').pattern('^[-a-z0-9.]*$').doc('Its class; empty: the default'),
        size: quantity('20Gi').doc('How much it asks for'),
      }),
    },
    sized('100m', '256Mi'),
  ),
  redis: dependencyValues('Redis: the queue of jobs, and news between servers', {
    modes: ['internal', 'external', 'managed'],
    port: 6379,
    key: 'redisURL',
    image: { repository: 'redis', tag: '7.2-alpine' },
    size: '1Gi',
    ...sized('50m', '64Mi'),
  }),
  kratos: workload(
    'Ory Kratos: users and sessions',
    {
      replicaCount: replicas(1),
      image: image({ repository: 'oryd/kratos', tag: 'v1.0.0' }),
      registrationEnabled: bool(true).doc('Anybody may sign up'),
      sessionLifespan: duration('8640h').doc('How long a session lasts'),
      secrets: group('Keys, the newest first: older ones still open what they closed', {
        default: keys('{16,}', 'At least 16 characters each'),
        cookie: keys('{16,}', 'At least 16 characters each: session cookies'),
        cipher: keys('{32}', 'Exactly 32 characters each: tokens in the database'),
      }),
      existingSecret: objectName().doc(
        'A Secret with the keys `secretsDefault`, `secretsCookie`, `secretsCipher`, `smtpConnectionURI`',
      ),
      postgres: postgresOf('Kratos', 'kratos', 'dsn'),
      smtp: group('How mail is sent', {
        connectionURI: string('smtps://test:test@mailslurper:1025/?skip_ssl_verify=true').doc(
          'The server, with user and password',
        ),
        fromName: string('Coalesce').doc('The name of the sender'),
        fromAddress: string('test@example.com').doc('The address of the sender'),
      }),
      ui: workload(
        'The pages of logging in',
        {
          replicaCount: replicas(1),
          image: image({ repository: 'oryd/kratos-selfservice-ui-node', tag: 'v1.0.0' }),
        },
        sized('50m', '128Mi'),
      ),
      courier: workload('Sends the mail', {}, sized('20m', '64Mi')),
    },
    sized('100m', '128Mi'),
  ),
  coalesce: group('The servers of Coalesce', {
    image: image({ repository: 'coalesce-project-server', tag: '0.0.1' }),
    api: workload('The API server', scaled(3), sized('250m', '256Mi')),
    collab: workload(
      'The collab server: every project on one instance',
      {
        ...scaled(3),
        discovery: group('How soon API servers see another ring', {
          dnsTTLSeconds: int(30)
            .min(1)
            .max(3600)
            .doc('How long answers of DNS are kept: 30 by default in CoreDNS'),
          pollSeconds: int(2)
            .min(1)
            .max(600)
            .doc('How often API servers ask; the image asks every 2 seconds'),
        }),
        drain: drain({ seconds: 30, delay: 35 }),
      },
      sized('250m', '512Mi'),
    ),
    audio: workload(
      'The audio processor',
      {
        ...scaled(1),
        image: image({ repository: 'coalesce-audio-processor', tag: '0.0.1' }),
        gpu: gpu({ enabled: false }),
      },
      sized('4', '8Gi'),
    ),
    workerKey: string('').doc('By which audio workers know the API; empty: the chart makes one'),
    existingSecret: objectName().doc('A Secret with the key `workerKey`'),
    redisURL: string('').doc('The whole URL of a Redis elsewhere'),
    postgres: postgresOf('Coalesce', 'coalesce', 'postgresURL'),
    queues: group('Lists in Redis', {
      audio: group('Audio jobs', {
        inbox: string('audio_jobs').notEmpty().doc('Jobs that wait'),
        processing: string('audio_jobs_processing').notEmpty().doc('Jobs under way'),
      }),
    }),
    endpoints: group('Where the API server finds the others', {
      collab: endpoint('The collab servers: a name whose addresses are those of all'),
      kratos: group('Kratos', {
        public: endpoint('Its public API'),
        admin: endpoint('Its admin API'),
      }),
      worker: group('Audio workers', {
        job: endpoint('Who processes audio: a URL, or runpod:https://… for RunPod'),
        proxyOrigin: string('').doc(
          'Where workers reach the API; empty: its Service, or urls.apiBase for RunPod',
        ),
      }),
    }),
  }),
  gateway: gatewayValues(),
  route: gatewayRoute(),
  metrics: metricsValues({ port: 9090 }),
  networkPolicy: networkPolicy({ enabled: true }),
})

const placeholder = 'change-me'

const identity = {
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
}

export default chart(
  {
    name: 'coalesce',
    version: '1.0.0',
    appVersion: '0.0.1',
    kubernetes: '1.25',
    description:
      'Coalesce edits audio as text, together: an API, a ring of collab servers, audio processors, and what they need.',
    home: 'https://github.com/chromakode/coalesce',
    keywords: ['audio', 'transcription', 'collaboration'],
    user: 1000,
    readOnlyRoot: true,
    readme: {
      'Development in kind': `\`platforms/coalesce/deploy\` of Chartwright takes the place of \`deploy/kubernetes\` of Coalesce. Start in the top level directory of Coalesce, build the images and give them a name and version:

\`\`\`sh
DOCKER_BUILDKIT=1 docker-compose -f docker-compose.yml build api-server audio-processor
docker tag coalesce-project-server coalesce-project-server:0.0.1
docker tag coalesce-audio-processor coalesce-audio-processor:0.0.1
\`\`\`

Then, in the folder \`deploy\`, create the cluster and send the images to it; the second is very large and can take a while:

\`\`\`sh
kind create cluster --config=./kind-config.yaml
kind load docker-image coalesce-project-server:0.0.1
kind load docker-image coalesce-audio-processor:0.0.1
\`\`\`

Envoy Gateway comes first: it brings the kinds that Coalesce's release uses, and Helm fails on a kind that is not there.

\`\`\`sh
helmfile apply -l name=envoy-gateway
helmfile apply
\`\`\`

The backend now runs on port 3333 of this machine. The frontend is started beside it, with \`docker-compose.dev-k8s.yml\` of the folder in the top level directory of Coalesce, and is found at http://localhost:3000/home:

\`\`\`sh
DOCKER_BUILDKIT=1 docker-compose --env-file docker-compose.env -f docker-compose.yml -f docker-compose.dev-k8s.yml up --build -d app
\`\`\``,
      'Speed up the DNS cache': `CoreDNS keeps answers for 30 seconds by default, and API servers see another ring of collab servers that much later. For 2 seconds:

\`\`\`sh
kubectl apply -f coredns-cache.yaml
kubectl delete pod -n kube-system -l k8s-app=kube-dns
\`\`\`

and set \`coalesce.collab.discovery.dnsTTLSeconds=2\` and \`coalesce.collab.drain.delaySeconds=5\`, as \`default.environment.yaml\` does.`,
      'The ring of collab servers': `All connections of a project run on one collab server: transcriptions stay in order, and its document is loaded once. API servers resolve the headless Service and choose by consistent hashing; nothing else reaches a collab server.

While servers come and go, some users of a project may be on the one before and some on the next, for as long as DNS keeps answers and the API asks anew. Edits are CRDTs and calls idempotent: nothing is lost, but they do not see each other's edits. A server that leaves waits that long before it is told to stop.`,
    },
  },
  v,
  ($, release) => {
    const dev = eq($.environment, 'dev')
    const { audio, collab, endpoints, queues } = $.coalesce
    const made = (name: string, doc: string, given: Expr<string>, port: number, path: string) =>
      derived(
        name,
        doc,
        when(
          given,
          given,
          when(dev, str`http://${$.public.host}:${port}${path}`, str`https://${$.public.host}${path}`),
        ),
      )
    const appOrigin = made('appOrigin', 'Where browsers find the frontend.', $.urls.appOrigin, 3000, '')
    const apiBase = made('apiBase', 'Where browsers find the API.', $.urls.apiBase, 3333, '/api')
    const authBase = made('authBase', 'Where browsers log in.', $.urls.authBase, 3333, '/auth')
    const scraped = metrics($.metrics)

    const postgres = (name: string, from: typeof $.kratos.postgres) =>
      dependency(name, from, {
        scheme: 'postgres',
        doc: 'PostgreSQL',
        url: from.dsn,
        internal: {
          data: '/var/lib/postgresql/data',
          writes: ['/var/run/postgresql'],
          env: (password) => ({
            PGDATA: '/var/lib/postgresql/data/pgdata',
            POSTGRES_USER: from.user,
            POSTGRES_PASSWORD: password,
            POSTGRES_DB: from.database,
          }),
        },
      })
    const users = postgres('postgres-kratos', $.kratos.postgres)
    const projects = postgres('postgres-coalesce', $.coalesce.postgres)
    const redis = dependency('redis', $.redis, {
      scheme: 'redis',
      doc: 'Redis',
      url: $.coalesce.redisURL,
      internal: {
        data: '/data',
        args: ['--requirepass', '$(REDIS_PASSWORD)', '--appendonly', 'yes'],
        env: (password) => ({ REDIS_PASSWORD: password }),
      },
    })

    const storing = and(not($.minio.endpoint), not($.minio.existingSecret))
    const root = secret('minio-auth', {
      keys: {
        rootPassword: generated({ value: $.minio.rootPassword }),
        minioEndpoint: urlOf({
          scheme: 'minio',
          user: $.minio.rootUser,
          password: 'rootPassword',
          host: release.component('minio'),
          port: 9000,
          path: $.minio.bucket,
        }),
      },
      when: storing,
    })
    const elsewhere = secret('minio-endpoint', {
      existing: $.minio.existingSecret,
      keys: { minioEndpoint: $.minio.endpoint },
      when: not(storing),
    })
    const objects = volume('minio-data', {
      claim: {
        perReplica: true,
        accessMode: 'ReadWriteOnce',
        storageClass: $.minio.storage.storageClass,
        size: $.minio.storage.size,
      },
    })
    const minio = service('minio', {
      doc: 'Object storage: tracks and documents',
      when: storing,
      values: $.minio,
      image: $.minio.image,
      stateful: true,
      replicas: 1,
      args: ['server', '/data'],
      env: { HOME: '/tmp', MINIO_ROOT_USER: $.minio.rootUser, MINIO_ROOT_PASSWORD: root.key('rootPassword') },
      ports: { s3: 9000 },
      mounts: [objects.at('/data', { subPath: 'data' })],
      writes: ['/tmp'],
      restartOn: [root],
      live: http('s3', '/minio/health/live', { periodSeconds: 10, failureThreshold: 6 }),
      ready: http('s3', '/minio/health/ready', { periodSeconds: 5 }),
    })
    const s3 = external('s3', { doc: 'Object storage elsewhere', port: [443, 9000] })
    const store = [minio.port('s3'), when(not(storing), s3)]

    const kratosKeys = secret('kratos-secrets', {
      existing: $.kratos.existingSecret,
      keys: {
        secretsDefault: generated({ value: join(',', $.kratos.secrets.default) }),
        secretsCookie: generated({ value: join(',', $.kratos.secrets.cookie) }),
        secretsCipher: generated({ value: join(',', $.kratos.secrets.cipher) }),
        smtpConnectionURI: $.kratos.smtp.connectionURI,
      },
    })
    const page = (name: string) => ({ ui_url: str`${authBase}/${name}` })
    const home = str`${appOrigin}/home`
    const kratosConfig = config('kratos-config', {
      'kratos.yaml': {
        serve: {
          public: { base_url: str`${authBase}/api` },
          admin: { base_url: str`http://${release.component('kratos')}:4434/` },
        },
        session: {
          cookie: { domain: when($.urls.domain, $.urls.domain, $.public.host) },
          lifespan: $.kratos.sessionLifespan,
        },
        identity: {
          default_schema_id: 'default',
          schemas: [{ id: 'default', url: 'file:///etc/kratos/identity.default.schema.json' }],
        },
        courier: {
          smtp: { from_name: $.kratos.smtp.fromName, from_address: $.kratos.smtp.fromAddress },
        },
        selfservice: {
          default_browser_return_url: home,
          allowed_return_urls: [home],
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
              enabled: $.kratos.registrationEnabled,
              lifespan: '10m',
              after: { password: { hooks: [{ hook: 'session' }] } },
            },
            logout: { after: { default_browser_return_url: home } },
          },
        },
        ciphers: { algorithm: 'xchacha20-poly1305' },
        hashers: { algorithm: 'bcrypt', bcrypt: { cost: 8 } },
      },
      'identity.default.schema.json': JSON.stringify(identity, null, 2),
    })
    const smtp = external('smtp', { doc: 'A server that sends mail', port: [25, 465, 587, 1025] })
    const run = (...args: string[]) => [...args, '--config', '/etc/kratos/kratos.yaml']
    const ory = {
      image: $.kratos.image,
      mounts: [kratosConfig.at('/etc/kratos')],
      writes: ['/tmp'],
      restartOn: [kratosConfig, kratosKeys, ...users.secrets],
      connectsTo: [...users.connections, smtp],
      env: {
        DSN: users.url,
        SECRETS_DEFAULT: kratosKeys.key('secretsDefault'),
        SECRETS_COOKIE: kratosKeys.key('secretsCookie'),
        SECRETS_CIPHER: kratosKeys.key('secretsCipher'),
        COURIER_SMTP_CONNECTION_URI: kratosKeys.key('smtpConnectionURI'),
      },
    }
    const kratos = service('kratos', {
      ...ory,
      doc: 'Users and sessions',
      values: $.kratos,
      replicas: $.kratos.replicaCount,
      spread: true,
      disruptionBudget: true,
      initContainers: {
        migrate: {
          image: $.kratos.image,
          args: run('migrate', 'sql', '-e', '--yes'),
          env: { DSN: users.url },
          mounts: ory.mounts,
          writes: ['/tmp'],
        },
      },
      args: [...run('serve', 'all'), when(dev, '--dev')],
      ports: { public: 4433, admin: 4434 },
      expose: { public: 80, admin: 4434 },
      startup: http('admin', '/admin/health/alive', { periodSeconds: 2, failureThreshold: 60 }),
      live: http('admin', '/admin/health/alive', { periodSeconds: 10, failureThreshold: 6 }),
      ready: http('admin', '/admin/health/ready', { periodSeconds: 5 }),
    })
    const courier = worker('kratos-courier', {
      ...ory,
      doc: 'Sends the mail of Kratos: one, or each mail would go out twice',
      values: $.kratos.courier,
      singleton: true,
      args: run('courier', 'watch'),
    })
    const pageKeys = secret('kratos-ui-keys', {
      keys: { cookieSecret: generated(), csrfCookieSecret: generated() },
    })
    const ui = service('kratos-ui', {
      doc: 'The pages of logging in',
      values: $.kratos.ui,
      replicas: $.kratos.ui.replicaCount,
      image: $.kratos.ui.image,
      // Its entry point is npm, which writes to its home.
      runAs: { user: 10000 },
      ports: { http: 3000 },
      expose: { http: 80 },
      connectsTo: [kratos.port('public').as('KRATOS_PUBLIC_URL', 'http')],
      restartOn: [pageKeys],
      env: {
        PORT: 3000,
        BASE_PATH: '/',
        KRATOS_BROWSER_URL: str`${authBase}/api`,
        COOKIE_SECRET: pageKeys.key('cookieSecret'),
        CSRF_COOKIE_NAME: 'coalesce-csrf',
        CSRF_COOKIE_SECRET: pageKeys.key('csrfCookieSecret'),
      },
      live: http('http', '/health/alive', { periodSeconds: 10, failureThreshold: 6 }),
      ready: http('http', '/health/ready', { periodSeconds: 5 }),
    })

    const workerKey = secret('worker', {
      existing: $.coalesce.existingSecret,
      keys: { workerKey: generated({ value: $.coalesce.workerKey }) },
    })
    // `deno run` itself, not a task of deno's: tasks keep SIGTERM to themselves.
    const server = (main: string, own: typeof $.coalesce.api) => ({
      image: $.coalesce.image,
      command: [
        'deno',
        'run',
        '--allow-net',
        '--allow-env',
        '--allow-read=/app/project-server/,/usr/bin/deno',
        main,
      ],
      replicas: own.replicaCount,
      autoscale: own.autoscaling,
      spread: true,
      disruptionBudget: { maxUnavailable: 1 } as const,
      restartOn: [workerKey, root, elsewhere, ...redis.secrets, ...projects.secrets],
      live: http('http', '/health', { periodSeconds: 10, failureThreshold: 6 }),
      ready: http('http', '/health', { periodSeconds: 5 }),
      env: {
        METRICS_SERVER_PORT: $.metrics.port,
        REDIS_URL: redis.url,
        POSTGRES_URL: projects.url,
        MINIO_ENDPOINT: when(
          storing,
          root.key('minioEndpoint'),
          when(not(storing), elsewhere.key('minioEndpoint')),
        ),
      },
      connectsTo: [...redis.connections, ...projects.connections, ...store],
    })
    const edit = server('collab/main.ts', collab)
    const collabServer = service('collab-server', {
      ...edit,
      doc: 'Edits documents: all that concerns a project runs on one instance',
      values: collab,
      headless: true,
      ring: {},
      drain: collab.drain,
      ports: { http: 3002, metrics: scraped.port },
      expose: { http: 3002 },
      env: { ...edit.env, COLLAB_SERVER_PORT: 3002, COLLAB_INSTANCE_ID: podName },
    })
    const processor = service('audio-processor', {
      doc: 'Transcribes and splits audio, on CPUs or GPUs',
      when: not(endpoints.worker.job),
      values: audio,
      image: audio.image,
      replicas: audio.replicaCount,
      autoscale: audio.autoscaling,
      gpu: audio.gpu,
      // The image holds its model and tools for root, and writes beside them.
      runAs: { user: 0 },
      writes: ['/tmp'],
      restartOn: [workerKey],
      ports: { http: 3030 },
      expose: { http: 80 },
      env: {
        WORKER_PORT: 3030,
        WORKER_KEY: workerKey.key('workerKey'),
        OMP_NUM_THREADS: requestedCpus,
        HF_HUB_OFFLINE: '1',
      },
      connectsTo: store,
      startup: http('http', '/health', { periodSeconds: 5, failureThreshold: 120 }),
      live: http('http', '/health', { periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 }),
      ready: http('http', '/health', { periodSeconds: 10, timeoutSeconds: 10 }),
    })
    const other = external('endpoints', { doc: 'What coalesce.endpoints names', port: [80, 443, 3002] })
    const named = or(endpoints.collab, endpoints.kratos.public, endpoints.kratos.admin, endpoints.worker.job)
    const serve = server('api/main.ts', $.coalesce.api)
    const api = service('api-server', {
      ...serve,
      doc: 'The API: knows which collab server has a project, and hands audio to the processors',
      values: $.coalesce.api,
      ports: { http: 3001, metrics: scraped.port },
      expose: { http: 80 },
      connectsTo: [
        ...serve.connectsTo,
        collabServer.port('http'),
        processor.port('http'),
        kratos.port('public'),
        kratos.port('admin'),
        when(named, other),
      ],
      env: {
        ...serve.env,
        PROJECT_SERVER_PORT: 3001,
        APP_ORIGIN: appOrigin,
        COLLAB_ENDPOINT: when(
          endpoints.collab,
          endpoints.collab,
          str`http://${collabServer.address('http')}`,
        ),
        KRATOS_URL: when(
          endpoints.kratos.public,
          endpoints.kratos.public,
          str`http://${kratos.address('public')}`,
        ),
        KRATOS_ADMIN_URL: when(
          endpoints.kratos.admin,
          endpoints.kratos.admin,
          str`http://${kratos.address('admin')}`,
        ),
        WORKER_ENDPOINT: when(
          endpoints.worker.job,
          endpoints.worker.job,
          str`http://${processor.address('http')}`,
        ),
        WORKER_KEY: workerKey.key('workerKey'),
        // RunPod's workers are outside of the cluster.
        WORKER_PROXY_ORIGIN: when(
          endpoints.worker.proxyOrigin,
          endpoints.worker.proxyOrigin,
          when(endpoints.worker.job, apiBase, str`http://${release.component('api-server')}`),
        ),
        AUDIO_QUEUE_NAME: queues.audio.inbox,
        AUDIO_PROCESSING_QUEUE_NAME: queues.audio.processing,
        TRACK_CDN_HOST: $.urls.trackCDNHost,
      },
    })
    connect(processor, api.port('http'))
    const edge = gateway('gateway', $.gateway)

    const { discovery } = collab
    const seen = add(discovery.dnsTTLSeconds, discovery.pollSeconds)
    const { secrets, smtp: mail } = $.kratos
    const bundled: [string, Expr<boolean>][] = [
      ['coalesce.workerKey', contains($.coalesce.workerKey, placeholder)],
      ['coalesce.redisURL', contains($.coalesce.redisURL, placeholder)],
      ['coalesce.postgres.password', contains($.coalesce.postgres.password, placeholder)],
      ['coalesce.postgres.dsn', contains($.coalesce.postgres.dsn, placeholder)],
      ['kratos.postgres.password', contains($.kratos.postgres.password, placeholder)],
      ['kratos.postgres.dsn', contains($.kratos.postgres.dsn, placeholder)],
      ['kratos.secrets.default', contains(join(',', secrets.default), placeholder)],
      ['kratos.secrets.cookie', contains(join(',', secrets.cookie), placeholder)],
      ['kratos.secrets.cipher', contains(join(',', secrets.cipher), placeholder)],
      ['minio.rootPassword', contains($.minio.rootPassword, placeholder)],
      ['minio.endpoint', contains($.minio.endpoint, placeholder)],
      ['redis.password', contains($.redis.password, placeholder)],
      [
        'kratos.smtp.connectionURI',
        and(contains(mail.connectionURI, '//test:test@'), not($.kratos.existingSecret)),
      ],
    ]
    const ofOnePod = (from: typeof $.kratos.postgres) => and(eq(from.mode, 'internal'), not(from.dsn))
    const databases: [string, typeof $.kratos.postgres][] = [
      ['kratos.postgres', $.kratos.postgres],
      ['coalesce.postgres', $.coalesce.postgres],
    ]
    return [
      scraped,
      users,
      projects,
      redis,
      objects,
      root,
      elsewhere,
      minio,
      kratosKeys,
      kratosConfig,
      kratos,
      courier,
      pageKeys,
      ui,
      workerKey,
      collabServer,
      processor,
      api,
      edge,
      networkPolicies($.networkPolicy),
      route('public', {
        gateway: $.route,
        on: edge,
        rules: [
          { path: '/auth/api', to: kratos.port('public'), rewrite: '/' },
          { path: '/auth', to: ui.port('http'), rewrite: '/' },
          { path: '/api', to: api.port('http'), rewrite: '/' },
        ],
      }),
      requirement(
        'kind, for a cluster on this machine',
        { tool: 'kind' },
        { when: dev, optional: 'any cluster does' },
      ),
      requirement('kubectl', { tool: 'kubectl' }),
      requirement('helm', { tool: 'helm' }),
      requirement(
        'helmfile, for the set-up of development',
        { tool: 'helmfile' },
        { when: dev, optional: 'helm install does what it does' },
      ),
      requirement(
        'A DNS that keeps answers no longer than coalesce.collab.discovery.dnsTTLSeconds',
        { dnsCacheSeconds: discovery.dnsTTLSeconds },
        { optional: 'API servers see another ring of collab servers later' },
      ),
      requirement(
        'The Gateway API and its controller, first',
        { api: 'gateway.networking.k8s.io/v1' },
        {
          when: $.route.enabled,
          optional: 'route.enabled=false: nothing outside the cluster reaches the API',
        },
      ),
      requirement(
        'GPUs that nodes offer',
        { nodeResource: str`${audio.gpu.type}.com/gpu` },
        { when: audio.gpu.enabled, optional: 'coalesce.audio.gpu.enabled=false computes on CPUs' },
      ),
      ...databases.map(([key, from]) =>
        refuse(
          and(not(dev), ofOnePod(from)),
          `environment is production, but ${key} is the development database of one pod: set ${key}.dsn, or ${key}.mode=managed and ${key}.existingSecret.`,
        ),
      ),
      ...bundled.map(([key, given]) =>
        refuse(
          and(not(dev), given),
          `environment is production, but ${key} is the placeholder of the development set-up, which everybody knows: set another one, or leave it empty where the chart can make one.`,
        ),
      ),
      refuse(
        and(not(dev), eq($.public.host, 'localhost')),
        'environment is production, but public.host is localhost: set it to the host by which browsers reach Coalesce.',
      ),
      refuse(
        lt(collab.drain.delaySeconds, seen),
        str`coalesce.collab.drain.delaySeconds must be ${seen} or more, so that API servers have left a collab server before it stops: coalesce.collab.discovery says that they see another ring after ${seen} seconds.`,
      ),
      note(str`Coalesce is installed as ${release.name} in namespace ${release.namespace}. Its pods follow with

  kubectl --namespace ${release.namespace} rollout status deployment/${api.host}

The image of the audio processor is very large: its pod may take minutes to start, and only uploads wait for it.`),
      note(
        when(
          $.route.enabled,
          str`The API is at ${apiBase}, logging in at ${authBase}; the frontend is expected at ${appOrigin}.`,
        ),
      ),
      warn(
        not($.route.enabled),
        'Nothing outside the cluster reaches Coalesce: set route.enabled=true, and gateway.enabled=true with gateway.className, or route.parentRefs[0].name for a Gateway that is there.',
      ),
      note(
        str`When collab servers come or go, API servers see it after at most ${seen} seconds. Until then some edit a document on the server before and some on the next: no edit is lost, but they do not see each other's.`,
      ),
      warn(
        gt(discovery.dnsTTLSeconds, 2),
        'CoreDNS keeps answers for 30 seconds by default, which slows down the ring. Apply deploy/coredns-cache.yaml and restart CoreDNS, then set coalesce.collab.discovery.dnsTTLSeconds=2 and coalesce.collab.drain.delaySeconds=5.',
      ),
      warn(
        dev,
        'environment is dev: plain HTTP, databases of one pod. For production set environment=production, which refuses those.',
      ),
      ...bundled.map(([key, given]) =>
        warn(
          and(dev, given),
          `${key} is a placeholder that everybody knows: change it before anybody else comes in.`,
        ),
      ),
      warn(
        and(not(dev), storing),
        'Tracks and documents are kept by one pod of MinIO: set minio.endpoint for an object store that outlives it.',
      ),
      warn(
        and(hasPrefix(endpoints.worker.job, 'runpod:'), storing),
        'Workers of RunPod cannot reach the MinIO of this release: set minio.endpoint to an object store that they reach.',
      ),
      warn(
        and(hasPrefix(endpoints.worker.job, 'runpod:'), not(hasPrefix(apiBase, 'https://'))),
        'RunPod reaches the API over plain HTTP, if it does at all: set coalesce.endpoints.worker.proxyOrigin to a URL that it can reach.',
      ),
    ]
  },
)
