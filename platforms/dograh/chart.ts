import {
  and,
  autoscaling,
  bool,
  chart,
  dependency,
  dependencyValues,
  election,
  eq,
  exec,
  exposure,
  exposureValues,
  external,
  generated,
  group,
  gt,
  hook,
  http,
  image,
  int,
  listOf,
  metrics,
  metricsValues,
  networkPolicies,
  networkPolicy,
  not,
  note,
  objectName,
  objectStore,
  objectStoreValues,
  onAnswer,
  onRedisList,
  oneOf,
  or,
  port,
  refuse,
  replicas,
  requirement,
  secret,
  service,
  singletonGuard,
  singletonGuardValues,
  str,
  string,
  turn,
  turnValues,
  values,
  variables,
  warn,
  when,
  worker,
  workload,
  type Expr,
} from 'chartwright'

const sized = (cpu: string, memory: string, most: [string, string]) => ({
  resources: { requests: { cpu, memory }, limits: { cpu: most[0], memory: most[1] } },
})
const small = sized('100m', '256Mi', ['500m', '512Mi'])
const budget = () =>
  group('Keeps one of its pods while nodes are emptied; there only above one replica', {
    enabled: bool(true).doc('Make the PodDisruptionBudget'),
  })
const given = (doc: string) => string('').doc(doc)
const made = (doc: string) => string('').doc(`${doc}; empty: the chart makes one and keeps it`)
const seconds = (value: number) => int(value).min(0).max(86400)
const stores = { internal: 'internalMinio', external: 'externalMinio', managed: 's3' }

const v = values({
  image: image({ repository: 'dograhai/dograh-api', tag: 'latest' }),
  public: group('Where the outside finds Dograh', {
    host: string('')
      .pattern('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$')
      .doc('Its host; every public URL below is made of it unless it is given'),
    scheme: oneOf(['https', 'http']).doc('How browsers speak with it'),
  }),
  database: dependencyValues('PostgreSQL with pgvector', {
    modes: ['internal', 'external'],
    from: 'secrets.databaseUrl',
    port: 5432,
    user: 'dograh',
    database: 'dograh',
    image: { repository: 'pgvector/pgvector', tag: 'pg17' },
    size: '8Gi',
    ...sized('100m', '256Mi', ['1', '1Gi']),
  }),
  redis: dependencyValues('Redis', {
    modes: ['internal', 'external'],
    from: 'secrets.redisUrl',
    port: 6379,
    database: '0',
    image: { repository: 'redis', tag: '7.4-alpine' },
    size: '8Gi',
    ...sized('50m', '64Mi', ['500m', '256Mi']),
  }),
  storage: objectStoreValues({
    modes: stores,
    elsewhere: ['bucket', 'endpoint', 'publicEndpoint', 'secure', 'accessKey', 'secretKey', 'existingSecret'],
    image: { repository: 'minio/minio', tag: 'RELEASE.2025-04-22T22-12-26Z' },
    size: '20Gi',
    ...sized('100m', '256Mi', ['1', '1Gi']),
  }),
  config: group('Settings of the application', {
    environment: string('production').notEmpty().doc('What it calls itself in logs and traces'),
    logLevel: oneOf(['INFO', 'DEBUG', 'WARNING', 'ERROR']).doc('What it logs'),
    backendApiEndpoint: given('The URL of the API for browsers; empty: that of public.host'),
    minioBucket: string('voice-audio')
      .pattern('^[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$')
      .doc('The bucket of recordings and transcripts, in MinIO or S3'),
    minioEndpoint: string('')
      .pattern('^[A-Za-z0-9.:_-]*$')
      .doc('Host and port of an externalMinio, as minio.example.com:9000'),
    minioPublicEndpoint: given('The URL of the store for browsers; empty: that of public.host'),
    minioSecure: bool(false).doc('Speak TLS with an externalMinio'),
    enableTelemetry: bool(true).doc('Send usage data, once there is a PostHog key'),
    posthogHost: string('https://us.i.posthog.com').doc('Where usage data go'),
    posthogApiKey: given('The key of the PostHog project'),
    forceTurnRelay: bool(false).doc('Media go through TURN only'),
    turnHost: given('What callers connect to for TURN; empty: coturn.externalIp, else public.host'),
    fastapiWorkers: int(1)
      .min(1)
      .max(16)
      .doc('Processes of a web pod; more pods are better than more of these'),
    enableSignup: bool(true).doc('Anybody may make an account'),
    telephonyWsTokenEnforce: bool(false).doc('Refuse media of carriers whose URL is not signed'),
  }),
  secrets: group('What is secret', {
    existingSecret: objectName().doc(
      'A Secret with DATABASE_URL, REDIS_URL, OSS_JWT_SECRET, TURN_SECRET and the others, by these names; the chart makes none then',
    ),
    databaseUrl: given('postgresql+asyncpg://user:password@host:5432/dograh, for database.mode=external'),
    redisUrl: given('redis://:password@host:6379, for redis.mode=external'),
    redisPassword: given('The password in redisUrl once more, for KEDA'),
    minioAccessKey: given('The access key of an externalMinio; of the internal one, empty: minio'),
    minioSecretKey: given('Its secret'),
    awsAccessKeyId: given('A key for S3; none with a role of the service account'),
    awsSecretAccessKey: given('Its secret'),
    ossJwtSecret: made('Signs sessions'),
    turnSecret: made('Shared with coturn, for credentials that expire'),
    devopsSecret: made('Opens the counts of live calls, for drains and KEDA'),
    telephonyWsTokenSecret: made('Signs the URLs by which carriers bring media'),
    langfuseHost: given('Langfuse, for traces of conversations'),
    langfuseProjectId: given('Its project'),
    langfusePublicKey: given('Its public key'),
    langfuseSecretKey: given('Its secret key'),
  }),
  web: workload(
    'The API and the WebSockets of calls',
    {
      replicaCount: replicas(2),
      terminationGracePeriodSeconds: seconds(600).doc('When a pod is killed: longer than a call'),
      preStopSleepSeconds: seconds(15).doc('How long a pod waits for gateways to forget it'),
      drainMaxWaitSeconds: seconds(570).doc('How long it then waits for its calls to end'),
      forwardedAllowIps: string('*').doc('Whose X-Forwarded-Proto it believes; signed webhooks need it'),
      pdb: budget(),
    },
    sized('200m', '512Mi', ['2', '2Gi']),
  ),
  workers: workload(
    'Background jobs (ARQ)',
    { replicaCount: replicas(1) },
    sized('100m', '256Mi', ['1', '1Gi']),
  ),
  ariManager: workload(
    'Telephony by Asterisk: one pod alone, so there is no count',
    {
      asterisk: group('Where Asterisk is, for policies', {
        port: port(8088).doc('Its port for ARI'),
        cidrs: listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc('Its addresses; any when empty'),
      }),
      highAvailability: election(),
    },
    small,
  ),
  campaignOrchestrator: workload(
    'Campaigns: one pod alone, so there is no count',
    { highAvailability: election() },
    small,
  ),
  ui: workload(
    'The user interface',
    {
      replicaCount: replicas(2),
      image: image({ repository: 'dograhai/dograh-ui', tag: 'latest' }),
      pdb: budget(),
    },
    small,
  ),
  coturn: turnValues({ realm: 'dograh.com', ...sized('200m', '256Mi', ['2', '1Gi']) }),
  migrate: workload(
    'Migrations of the database, after an install and before an upgrade',
    { activeDeadlineSeconds: int(600).min(1).max(86400).doc('When one is given up') },
    small,
  ),
  autoscaling: group('Autoscalers', {
    web: autoscaling(
      { enabled: false, min: 2, max: 10, cpu: 70, memory: 80 },
      {
        stabilizationSeconds: seconds(600)
          .max(3600)
          .doc('How long the load must have been low before a pod is taken away'),
        keda: group('Live calls decide, by KEDA, and not CPU and memory, which say little about calls', {
          enabled: bool(false).doc('Use it; autoscaling.web.enabled too'),
          callsPerPod: int(2).min(1).max(1000).doc('How many calls a pod takes'),
          bufferCalls: int(10).min(0).max(100000).doc('For how many calls more there are pods that wait'),
          pollingInterval: int(10).min(1).max(3600).doc('Seconds between two looks'),
        }),
      },
    ),
    workers: autoscaling(
      { enabled: false, min: 1, max: 5, cpu: 70, memory: 0 },
      {
        keda: group('The length of the queue decides, by KEDA', {
          enabled: bool(false).doc('Use it; autoscaling.workers.enabled too'),
          jobsPerPod: int(20).min(1).max(100000).doc('How many jobs may wait for a pod'),
          queue: string('arq:queue').notEmpty().doc('The key of the queue in Redis'),
          redisAddress: given('Host and port of an external Redis'),
          redisTls: bool(false).doc('Speak TLS with it'),
          pollingInterval: int(15).min(1).max(3600).doc('Seconds between two looks'),
        }),
      },
    ),
    ui: autoscaling({ enabled: false, min: 2, max: 5, cpu: 70, memory: 0 }),
  }),
  exposure: exposureValues(),
  storageHost: string('')
    .pattern('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$')
    .doc(
      'A host of its own for the MinIO of this release; empty: a path of public.host, named after the bucket',
    ),
  metrics: metricsValues({ enabled: false, port: 9464 }),
  networkPolicy: networkPolicy(),
  singletonGuard: singletonGuardValues(),
})

// Ends well only when the pod itself says that it has no calls. No curl is in the image; Python is.
const noCalls = `import json, os, urllib.request as url
ask = url.Request("http://127.0.0.1:8000/api/v1/health/active-calls", headers={"X-Dograh-Devops-Secret": os.environ["DOGRAH_DEVOPS_SECRET"]})
raise SystemExit(json.load(url.urlopen(ask, timeout=3))["active_calls"] != 0)`

export default chart(
  {
    name: 'dograh',
    version: '1.0.0',
    appVersion: 'latest',
    kubernetes: '1.26',
    description:
      'Dograh answers calls with voice agents: API, workers, telephony, campaigns, user interface and TURN.',
    home: 'https://github.com/dograh-hq/dograh',
    keywords: ['voice', 'webrtc', 'telephony', 'agents'],
    user: 999,
    readme: {
      'Quick start': `From the folder of the chart:

\`\`\`bash
helm install dograh . \\
  --set secrets.ossJwtSecret="$(openssl rand -hex 32)" \\
  --set secrets.turnSecret="$(openssl rand -hex 32)" \\
  --set exposure.gatewayApi.gatewayClassName=istio
\`\`\`

PostgreSQL, Redis and MinIO are in the chart, on the images of their makers: there is no dependency to fetch. Objects are called \`<release>-web\` when the release contains "dograh", else \`<release>-dograh-web\`.`,
      TURN: `The address of TURN's load balancer is known only after the first install:

\`\`\`bash
kubectl get service dograh-coturn
helm upgrade dograh . --reuse-values --set coturn.externalIp=<address>
\`\`\`

For \`turns:\` set \`coturn.tls.enabled=true\` with \`coturn.tls.secretName\`, or \`coturn.tls.issuerRef.name\` for a certificate of cert-manager. Every relay port is a listener of the load balancer; a Network Load Balancer of AWS has 50.`,
      'Calls that last': `A pod that ends leaves the gateways (\`web.preStopSleepSeconds\`), waits for its calls (\`web.drainMaxWaitSeconds\`), and is killed after \`web.terminationGracePeriodSeconds\`; what does not fit is refused. By default calls have ten minutes; for twenty set 1260 and 1200. A count of calls that cannot be read is taken for calls.`,
      Singletons: `\`ari-manager\` and \`campaign-orchestrator\` keep state in memory: one pod each, replaced and never doubled, and no value makes more. \`singletonGuard.enabled\` has the API server refuse \`kubectl scale\`. With an image that takes part in the election of a leader, \`highAvailability.enabled\` adds a pod that stands by. That image is told \`LEADER_ELECTION_LEASE\`, \`POD_NAME\` and \`POD_NAMESPACE\`, may hold the Lease, and carries the label \`dev.chartwright.leader-election\`.`,
      'Between web and workers': `No file passes from one pod to another: web uploads recordings and transcripts itself, and a job carries the id of its run. There is no volume that they share; \`/tmp\` is each pod's own.`,
      Validation: `\`\`\`bash
helm lint .
helm template test-release .
helm template test-release . -f examples/values-single-node.yaml
helm template test-release . -f examples/values-managed.yaml
helm template test-release . -f examples/values-aws.yaml
\`\`\``,
    },
    files: {
      'settings-configmap.yaml': 'configmap.yaml',
      'secrets-secret.yaml': 'secret.yaml',
      'web-horizontalpodautoscaler.yaml': 'web-hpa.yaml',
      'web-poddisruptionbudget.yaml': 'web-pdb.yaml',
      'arq-worker-horizontalpodautoscaler.yaml': 'arq-worker-hpa.yaml',
      'ui-horizontalpodautoscaler.yaml': 'ui-hpa.yaml',
      'ui-poddisruptionbudget.yaml': 'ui-pdb.yaml',
      'coturn-config-configmap.yaml': 'coturn-configmap.yaml',
      'gateway-gateway.yaml': 'gateway.yaml',
      'api-httproute.yaml': 'httproute-api.yaml',
      'ui-httproute.yaml': 'httproute-ui.yaml',
      'minio-httproute.yaml': 'httproute-minio.yaml',
      'public-ingress.yaml': 'ingress.yaml',
    },
  },
  v,
  ($, release) => {
    const { config, secrets, autoscaling: scale } = $
    const langfuse = and(secrets.langfuseHost, secrets.langfusePublicKey, secrets.langfuseSecretKey)
    const address = str`${$.public.scheme}://${$.public.host}`
    const origin = when($.public.host, address)
    const orOwn = (value: Expr<string>) => when(value, value, origin)
    const keys = secret('secrets', {
      existing: secrets.existingSecret,
      keys: {
        DATABASE_URL: secrets.databaseUrl,
        REDIS_URL: secrets.redisUrl,
        REDIS_PASSWORD: secrets.redisPassword,
        MINIO_ACCESS_KEY: secrets.minioAccessKey,
        MINIO_SECRET_KEY: secrets.minioSecretKey,
        AWS_ACCESS_KEY_ID: secrets.awsAccessKeyId,
        AWS_SECRET_ACCESS_KEY: secrets.awsSecretAccessKey,
        OSS_JWT_SECRET: generated({ value: secrets.ossJwtSecret, length: 64 }),
        TURN_SECRET: generated({ value: secrets.turnSecret, length: 64 }),
        DOGRAH_DEVOPS_SECRET: generated({ value: secrets.devopsSecret, length: 64 }),
        TELEPHONY_WS_TOKEN_SECRET: generated({ value: secrets.telephonyWsTokenSecret, length: 64 }),
        LANGFUSE_PUBLIC_KEY: secrets.langfusePublicKey,
        LANGFUSE_SECRET_KEY: secrets.langfuseSecretKey,
      },
    })
    const ops = keys.key('DOGRAH_DEVOPS_SECRET')
    const postgres = dependency('postgres', $.database, {
      scheme: 'postgresql+asyncpg',
      doc: 'PostgreSQL with pgvector',
      from: keys.key('DATABASE_URL'),
      internal: {
        data: '/var/lib/postgresql/data',
        env: (password) => ({
          POSTGRES_USER: $.database.user,
          POSTGRES_PASSWORD: password,
          POSTGRES_DB: $.database.database,
          PGPORT: $.database.port,
          // A folder that it makes itself: the one that is mounted belongs to another user.
          PGDATA: '/var/lib/postgresql/data/pgdata',
        }),
        writes: ['/var/run/postgresql'],
      },
    })
    const redis = dependency('redis', $.redis, {
      scheme: 'redis',
      doc: 'Redis',
      from: keys.key('REDIS_URL'),
      internal: {
        data: '/data',
        env: (password) => ({ REDIS_PASSWORD: password }),
        args: [
          'redis-server',
          '--appendonly',
          'yes',
          '--port',
          str`${$.redis.port}`,
          '--requirepass',
          '$(REDIS_PASSWORD)',
        ],
      },
    })
    const store = objectStore('minio', $.storage, {
      modes: stores,
      bucket: config.minioBucket,
      endpoint: config.minioEndpoint,
      keys: {
        access: keys.key('MINIO_ACCESS_KEY'),
        secret: keys.key('MINIO_SECRET_KEY'),
        given: [secrets.minioAccessKey, secrets.minioSecretKey],
      },
    })
    const scraped = metrics($.metrics)
    const settings = variables('settings', {
      ENVIRONMENT: config.environment,
      LOG_LEVEL: config.logLevel,
      LOG_TO_FILE: false,
      HOME: '/tmp',
      PUBLIC_HOST: when($.public.host, $.public.host),
      PUBLIC_BASE_URL: origin,
      UI_APP_URL: origin,
      BACKEND_API_ENDPOINT: orOwn(config.backendApiEndpoint),
      ENABLE_AWS_S3: store.managed,
      MINIO_BUCKET: config.minioBucket,
      MINIO_PUBLIC_ENDPOINT: when(
        config.minioPublicEndpoint,
        config.minioPublicEndpoint,
        when($.storageHost, str`${$.public.scheme}://${$.storageHost}`, origin),
      ),
      MINIO_SECURE: when(store.external, config.minioSecure),
      MINIO_ENDPOINT: store.endpoint,
      S3_BUCKET: when(store.managed, config.minioBucket),
      S3_REGION: when(store.managed, $.storage.region),
      ENABLE_TELEMETRY: config.enableTelemetry,
      POSTHOG_HOST: config.posthogHost,
      POSTHOG_API_KEY: when(config.posthogApiKey, config.posthogApiKey),
      FORCE_TURN_RELAY: config.forceTurnRelay,
      ENABLE_COTURN: $.coturn.enabled,
      TURN_HOST: when(
        config.turnHost,
        config.turnHost,
        when($.coturn.externalIp, $.coturn.externalIp, when($.public.host, $.public.host)),
      ),
      TURN_PORT: $.coturn.port,
      TURN_TLS_PORT: when($.coturn.tls.enabled, $.coturn.tls.port),
      METRICS_PORT: scraped.port,
      FASTAPI_WORKERS: config.fastapiWorkers,
      ENABLE_SIGNUP: config.enableSignup,
      TELEPHONY_WS_TOKEN_ENFORCE: config.telephonyWsTokenEnforce,
      LANGFUSE_HOST: when(secrets.langfuseHost, secrets.langfuseHost),
      LANGFUSE_PROJECT_ID: when(secrets.langfuseProjectId, secrets.langfuseProjectId),
    })
    const media = external('media', {
      doc: 'Callers and TURN, for media',
      port: 1024,
      last: 65535,
      protocol: 'UDP',
    })
    const providers = external('providers', { doc: 'Providers of models, speech and telephony', port: 443 })
    /** What runs on the image of the API: one configuration, one Secret, the same dependencies. */
    const backend = (command: string[], own: { podLabels: unknown }) => ({
      image: $.image,
      values: own,
      command,
      envFrom: [settings],
      env: {
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        MINIO_ACCESS_KEY: store.accessKey,
        MINIO_SECRET_KEY: store.secretKey,
        AWS_ACCESS_KEY_ID: when(store.managed, keys.key('AWS_ACCESS_KEY_ID', { optional: true })),
        AWS_SECRET_ACCESS_KEY: when(store.managed, keys.key('AWS_SECRET_ACCESS_KEY', { optional: true })),
        OSS_JWT_SECRET: keys.key('OSS_JWT_SECRET'),
        TURN_SECRET: keys.key('TURN_SECRET'),
        DOGRAH_DEVOPS_SECRET: ops,
        TELEPHONY_WS_TOKEN_SECRET: keys.key('TELEPHONY_WS_TOKEN_SECRET'),
        LANGFUSE_PUBLIC_KEY: keys.key('LANGFUSE_PUBLIC_KEY', { optional: true }),
        LANGFUSE_SECRET_KEY: keys.key('LANGFUSE_SECRET_KEY', { optional: true }),
      },
      restartOn: [keys],
      connectsTo: [...postgres.connections, ...redis.connections, ...store.connections, providers],
      writes: ['/tmp'],
    })
    /** One that serves nothing: it lives while the first process of the container is the one it should be. */
    const silent = (module: string, own: { podLabels: unknown }, command = ['python', '-m', module]) => ({
      ...backend(command, own),
      ports: { metrics: scraped.port },
      live: exec(['sh', '-c', 'grep -qa "$0" /proc/1/cmdline', module], {
        initialDelaySeconds: 30,
        periodSeconds: 30,
        timeoutSeconds: 5,
        failureThreshold: 3,
      }),
    })

    const api = backend(
      ['uvicorn', 'api.app:app', '--host', '0.0.0.0', '--port', '8000', '--workers', '$(FASTAPI_WORKERS)'],
      $.web,
    )
    const web = service('web', {
      ...api,
      doc: 'The API, and the WebSockets of calls',
      replicas: $.web.replicaCount,
      strategy: { maxSurge: 1, maxUnavailable: 0 },
      autoscale: scale.web,
      keda: {
        enabled: scale.web.keda.enabled,
        pollingInterval: scale.web.keda.pollingInterval,
        triggers: [
          onAnswer({
            port: 'http',
            path: str`/api/v1/health/autoscale-metric?buffer=${scale.web.keda.bufferCalls}`,
            field: 'value',
            perPod: scale.web.keda.callsPerPod,
            header: ['X-Dograh-Devops-Secret', ops],
          }),
        ],
      },
      drain: {
        delaySeconds: $.web.preStopSleepSeconds,
        seconds: $.web.drainMaxWaitSeconds,
        terminationGracePeriodSeconds: $.web.terminationGracePeriodSeconds,
        idle: ['python', '-c', noCalls],
      },
      env: { ...api.env, FORWARDED_ALLOW_IPS: $.web.forwardedAllowIps },
      connectsTo: [...api.connectsTo, media],
      disruptionBudget: when($.web.pdb.enabled, { minAvailable: 1 }),
      spread: true,
      ports: { http: 8000, metrics: scraped.port },
      expose: { http: 8000 },
      live: http('http', '/api/v1/health', {
        initialDelaySeconds: 30,
        periodSeconds: 30,
        timeoutSeconds: 5,
        failureThreshold: 6,
      }),
      ready: http('http', '/api/v1/health', {
        initialDelaySeconds: 5,
        periodSeconds: 5,
        timeoutSeconds: 3,
        failureThreshold: 2,
      }),
    })
    const jobs = 'api.tasks.arq.WorkerSettings'
    const queue = scale.workers.keda
    const arq = silent(jobs, $.workers, [
      'python',
      '-m',
      'arq',
      jobs,
      '--custom-log-dict',
      'api.tasks.arq.LOG_CONFIG',
    ])
    const workers = worker('arq-worker', {
      ...arq,
      env: {
        ...arq.env,
        // KEDA reads it here.
        REDIS_PASSWORD: when(redis.internal.when, redis.internal.password, keys.key('REDIS_PASSWORD')),
      },
      doc: 'Background jobs (ARQ): what follows a call, knowledge, webhooks',
      replicas: $.workers.replicaCount,
      autoscale: scale.workers,
      keda: {
        enabled: queue.enabled,
        pollingInterval: queue.pollingInterval,
        triggers: [
          onRedisList({
            address: when(redis.internal.when, redis.internal.port.address, queue.redisAddress),
            list: queue.queue,
            perPod: queue.jobsPerPod,
            passwordFromEnv: 'REDIS_PASSWORD',
            tls: queue.redisTls,
          }),
        ],
      },
    })
    const asterisk = external('asterisk', {
      doc: 'Asterisk, by ARI',
      port: $.ariManager.asterisk.port,
      cidrs: $.ariManager.asterisk.cidrs,
    })
    const ari = silent('api.services.telephony.ari_manager', $.ariManager)
    const ariManager = worker('ari-manager', {
      ...ari,
      doc: 'Telephony: receives the events of Asterisk, alone',
      singleton: true,
      election: $.ariManager.highAvailability,
      connectsTo: [...ari.connectsTo, asterisk],
    })
    const campaigns = worker('campaign-orchestrator', {
      ...silent('api.services.campaign.campaign_orchestrator', $.campaignOrchestrator),
      doc: 'Campaigns: decides whom to call next, alone',
      singleton: true,
      election: $.campaignOrchestrator.highAvailability,
    })
    const ui = service('ui', {
      doc: 'The user interface (Next.js)',
      image: $.ui.image,
      values: $.ui,
      replicas: $.ui.replicaCount,
      autoscale: scale.ui,
      strategy: { maxSurge: 1, maxUnavailable: 0 },
      disruptionBudget: when($.ui.pdb.enabled, { minAvailable: 1 }),
      spread: true,
      ports: { http: 3010 },
      env: {
        // Next.js binds to it, and Kubernetes sets it to the name of the pod, which is no loopback.
        HOSTNAME: '0.0.0.0',
        PORT: '3010',
        ENABLE_TELEMETRY: config.enableTelemetry,
        POSTHOG_KEY: when(config.posthogApiKey, config.posthogApiKey),
        POSTHOG_HOST: config.posthogHost,
      },
      connectsTo: [web.port('http').as('BACKEND_URL', 'http')],
      writes: ['/tmp', '/app/.next/cache'],
      live: http('http', '/', {
        initialDelaySeconds: 30,
        periodSeconds: 30,
        timeoutSeconds: 5,
        failureThreshold: 3,
      }),
      ready: http('http', '/', {
        initialDelaySeconds: 5,
        periodSeconds: 10,
        timeoutSeconds: 3,
        failureThreshold: 2,
      }),
    })
    const migrate = hook('migrate', {
      ...backend(['alembic', '-c', 'api/alembic.ini', 'upgrade', 'head'], $.migrate),
      doc: 'Migrations of the database',
      on: ['post-install', 'pre-upgrade'],
      backoffLimit: 0,
      activeDeadlineSeconds: $.migrate.activeDeadlineSeconds,
      waitsFor: [postgres.internal.port],
    })
    const edge = exposure('public', $.exposure, {
      host: $.public.host,
      routes: {
        // Not /api/: what is below that without v1 belongs to the user interface.
        api: { path: '/api/v1/', to: web.port('http') },
        minio: {
          path: str`/${config.minioBucket}/`,
          host: $.storageHost,
          to: store.api,
          when: store.internal,
        },
        ui: { to: ui.port('http') },
      },
    })
    const relay = turn('coturn', $.coturn, { host: $.public.host, secret: keys.key('TURN_SECRET') })
    return [
      postgres,
      redis,
      store,
      settings,
      keys,
      scraped,
      web,
      workers,
      ariManager,
      campaigns,
      ui,
      relay,
      edge,
      migrate,
      networkPolicies($.networkPolicy),
      singletonGuard($.singletonGuard),
      note(
        when(
          $.public.host,
          str`Dograh ${release.name} answers at ${address}/ once its host leads to the gateway or the ingress of the cluster.`,
        ),
      ),
      note(
        str`Without a way in: kubectl port-forward --namespace ${release.namespace} service/${ui.host} 3010:3010

The migration of the database runs as a Job; while it runs, and when it fails, its log is at

  kubectl logs --namespace ${release.namespace} job/${release.component('migrate')}`,
      ),
      note(
        str`${release.component('ari-manager')} and ${release.component('campaign-orchestrator')} must stay at one pod: a second one, as by kubectl scale, handles the same events once more. singletonGuard.enabled=true has the API server refuse it; their highAvailability.enabled adds a pod that stands by.`,
      ),
      warn(
        or(
          eq(secrets.ossJwtSecret, 'ChangeMeInProduction'),
          eq(secrets.ossJwtSecret, 'change-me-in-production'),
        ),
        'secrets.ossJwtSecret is the one of the documents: anybody can make a session with it. Leave it empty, and the chart makes one.',
      ),
      warn(
        and(scale.web.enabled, not(scale.web.keda.enabled)),
        'Web pods are scaled by CPU and memory, which say little about WebSockets that last: set autoscaling.web.keda.enabled=true. If pods at rest are above the memory target, all of them run: set autoscaling.web.targetMemoryUtilization=0.',
      ),
      warn(
        gt(config.fastapiWorkers, 1),
        'config.fastapiWorkers is above 1: each process counts its own calls, so a pod may end while others of its processes have some. Raise web.replicaCount instead.',
      ),
      warn(
        and(store.managed, not(config.minioPublicEndpoint)),
        'storage.mode is s3, but config.minioPublicEndpoint is empty: browsers are sent to public.host for recordings, where no store is.',
      ),
      refuse(
        or(
          and(scale.web.keda.enabled, not(scale.web.enabled)),
          and(queue.enabled, not(scale.workers.enabled)),
        ),
        'autoscaling.*.keda says by what pods are scaled, and autoscaling.*.enabled whether they are: set autoscaling.web.enabled or autoscaling.workers.enabled too.',
      ),
      refuse(
        and(queue.enabled, not(redis.internal.when), not(queue.redisAddress)),
        'autoscaling.workers.keda needs autoscaling.workers.keda.redisAddress while redis.mode is external: KEDA cannot read it out of secrets.redisUrl.',
      ),
      refuse(
        or(
          and(or(secrets.langfusePublicKey, secrets.langfuseSecretKey), not(langfuse)),
          and(secrets.langfuseHost, not(or(langfuse, secrets.existingSecret))),
        ),
        'Langfuse needs all of secrets.langfuseHost, secrets.langfusePublicKey and secrets.langfuseSecretKey, or none of them.',
      ),
      refuse(
        or(
          and(secrets.awsAccessKeyId, not(secrets.awsSecretAccessKey)),
          and(secrets.awsSecretAccessKey, not(secrets.awsAccessKeyId)),
        ),
        'secrets.awsAccessKeyId and secrets.awsSecretAccessKey go together; with a role of the service account, set neither.',
      ),
      requirement(
        'A provisioner of PersistentVolumes, for PostgreSQL, Redis and MinIO',
        {
          storageClass: $.database.storage.storageClass,
          accessMode: 'ReadWriteOnce',
        },
        { when: or(postgres.internal.when, redis.internal.when, store.internal) },
      ),
      requirement(
        'KEDA',
        { api: 'keda.sh/v1alpha1' },
        { when: or(scale.web.keda.enabled, queue.enabled), optional: 'without it CPU and memory decide' },
      ),
      requirement(
        'The metrics API (metrics-server)',
        { api: 'metrics.k8s.io/v1beta1' },
        {
          when: or(scale.web.enabled, scale.workers.enabled, scale.ui.enabled),
          optional: 'without it the number of pods stays',
        },
      ),
      requirement(
        'The Prometheus Operator',
        { api: 'monitoring.coreos.com/v1' },
        {
          when: and($.metrics.enabled, $.metrics.serviceMonitor.enabled),
          optional: 'without it there is no ServiceMonitor',
        },
      ),
      ...(['ariManager', 'campaignOrchestrator'] as const).map((key) =>
        requirement(
          `An image that takes part in the election of a leader, for ${key}.highAvailability`,
          { image: str`${$.image.repository}:${$.image.tag}`, label: 'dev.chartwright.leader-election' },
          { when: $[key].highAvailability.enabled, optional: 'without it there is one pod' },
        ),
      ),
      requirement(
        'An image that serves metrics, for metrics.enabled',
        { image: str`${$.image.repository}:${$.image.tag}`, label: 'dev.chartwright.metrics' },
        { when: $.metrics.enabled, optional: 'without it there are no metrics' },
      ),
    ]
  },
)
