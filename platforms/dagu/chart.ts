import { chart, config, http, image, note, pool, refuse, secret, service, volume, warn } from 'chartwright'
import { and, count, eq, gt, hasPrefix, lt, ne, not, or, pairs, podName, str, when } from 'chartwright'
import { bool, dnsLabel, duration, int, labelValue, objectName, oneOf, port, quantity } from 'chartwright'
import { group, listOf, mapOf, replicas, string, values, workload } from 'chartwright'

const requesting = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } })

const v = values({
  image: image({ repository: 'ghcr.io/dagu-org/dagu', tag: 'latest' }),
  persistence: group('The files that all components share: DAGs, state, logs', {
    storageClass: string('')
      .pattern('^[-a-z0-9.]*$')
      .doc(
        "REQUIRED in most clusters: a class that supports ReadWriteMany (NFS, AWS EFS, CephFS, Azure Files Premium, GlusterFS). Empty means the cluster's default class, which must support it then",
      ),
    accessMode: oneOf(['ReadWriteMany', 'ReadWriteOnce']).doc('ReadWriteOnce needs skipValidation'),
    skipValidation: bool(false).doc('Accept ReadWriteOnce: only on a cluster of one node'),
    size: quantity('10Gi').doc('How much to ask for'),
    existingClaim: objectName().doc('A claim that is there already; the chart makes none then'),
    retain: bool(false).doc('Keep the claim and its data when the release is uninstalled'),
  }),
  auth: group('Who may use the web page and its API. Change this in production', {
    mode: oneOf(['builtin', 'basic', 'none']).doc('builtin: users and roles; basic: one user; none: all'),
    existingSecret: objectName().doc(
      'A Secret with the keys that the mode needs: basic-password, or admin-password and, if you like, token-secret',
    ),
    builtin: group('For mode builtin', {
      admin: group('The first administrator, made while there are no users', {
        username: string('admin').notEmpty().doc('Its name; used only together with a password'),
        password: string('').doc('Its password, at least 8 characters; empty leaves it to Dagu, see NOTES'),
      }),
      token: group('How sessions are signed', {
        secret: string('').doc(
          'The key that signs; empty: Dagu makes one, kept at auth/token_secret on the volume',
        ),
        ttl: duration('24h').doc('How long a session lasts'),
      }),
    }),
    basic: group('For mode basic', {
      username: string('').doc('The user'),
      password: string('').doc("The user's password"),
    }),
  }),
  config: group('How Dagu runs', {
    timeZone: string('Etc/UTC').notEmpty().doc('The time zone of schedules'),
    envPassthrough: listOf(string('')).doc('Variables of the pods that DAGs see'),
    envPassthroughPrefixes: listOf(string('')).doc('Beginnings of the names of such variables'),
  }),
  coordinator: workload('Hands tasks to the workers', { replicas: replicas(1) }, requesting('100m', '128Mi')),
  scheduler: workload(
    'Starts DAGs when they are due. A second one stands by',
    { replicas: replicas(1) },
    requesting('250m', '256Mi'),
  ),
  ui: workload(
    'The web page',
    {
      replicas: replicas(1),
      service: group('How it is reached', {
        type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer']).doc('The type of its Service'),
        port: port(8080).doc('The port of its Service'),
      }),
    },
    requesting('250m', '256Mi'),
  ),
  worker: group('What all pools of workers share', {
    maxActiveRuns: int(100).min(1).max(100000).doc('How many runs one worker takes at a time'),
    terminationGracePeriodSeconds: int(60)
      .min(0)
      .max(86400)
      .doc('How long the steps of a stopping worker may clean up'),
  }),
  workerPools: mapOf(
    workload('A pool of workers with its own Deployment', {
      replicas: replicas(1),
      labels: mapOf(labelValue()).doc(
        'DAGs choose the pool by these; without any it serves DAGs that choose none',
      ),
    }),
    { key: dnsLabel('', 20) },
  )
    .default({
      general: {
        replicas: 2,
        labels: {},
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
        nodeSelector: {},
        tolerations: [],
        affinity: {},
      },
    })
    .doc('Pools of workers by name'),
})

export default chart(
  {
    name: 'dagu',
    version: '1.0.0',
    appVersion: 'latest',
    kubernetes: '1.19',
    description:
      'Dagu runs workflows: a coordinator, a scheduler, pools of workers and a web page over one shared volume.',
    home: 'https://dagu.sh',
    sources: ['https://github.com/dagucloud/dagu'],
    keywords: ['dagu', 'workflow', 'scheduler'],
    user: 1000,
    requires: [
      'A storage class that supports `ReadWriteMany`: NFS, AWS EFS, CephFS, Azure Files (Premium) or GlusterFS',
    ],
    readme: {
      'Worker pools': `Each entry of \`workerPools\` is a Deployment of its own, with its replicas, labels, resources and scheduling.
A DAG chooses a pool by labels:

\`\`\`yaml
worker_selector:   # the default image reads this; images before 2.0 read workerSelector
  gpu: "true"
\`\`\`

A DAG that chooses nothing may run in any pool, one with labels too: Dagu matches only what a DAG asks for.`,
      Access: `\`\`\`bash
kubectl port-forward svc/dagu-ui 8080:8080
\`\`\`

Then open http://localhost:8080.`,
      Constraints: `- All components must share one volume that many nodes can write to.
- State is kept in files on that volume.
- There is no database.`,
      Uninstall: `\`helm uninstall dagu\` deletes the claim, and with it all DAGs, state and logs, unless \`persistence.retain\` is true. Back up first.`,
    },
  },
  v,
  ($, release) => {
    const data = volume('data', {
      claim: {
        size: $.persistence.size,
        accessMode: $.persistence.accessMode,
        storageClass: $.persistence.storageClass,
        existing: $.persistence.existingClaim,
        retain: $.persistence.retain,
      },
    })
    const temporary = volume('tmp', { ephemeral: true })
    const auth = secret('auth', {
      existing: $.auth.existingSecret,
      keys: {
        'basic-password': $.auth.basic.password,
        'admin-password': $.auth.builtin.admin.password,
        'token-secret': $.auth.builtin.token.secret,
      },
    })
    // Dagu reads these paths from variables and some only from the file: both, so that every pod and every
    // process that a pod starts keeps its state in the same place.
    const settings = config('config', {
      'dagu.yaml': {
        api_base_path: '/api/v1',
        default_execution_mode: 'distributed',
        paths: {
          dags_dir: '/data/dags',
          data_dir: '/data',
          log_dir: '/data/logs',
          admin_logs_dir: '/data/admin/logs',
          suspend_flags_dir: '/data/suspend',
          base_config: '/data/base.yaml',
          dag_runs_dir: '/data/dag-runs',
          queue_dir: '/data/queue',
          proc_dir: '/data/proc',
          service_registry_dir: '/data/services',
          users_dir: '/data/users',
          api_keys_dir: '/data/api-keys',
          webhooks_dir: '/data/webhooks',
        },
        env_passthrough: $.config.envPassthrough,
        env_passthrough_prefixes: $.config.envPassthroughPrefixes,
      },
    })
    const home = {
      HOME: '/data',
      DAGU_HOME: '/data',
      DAGU_DATA_DIR: '/data',
      DAGU_DAGS_DIR: '/data/dags',
      DAGU_LOG_DIR: '/data/logs',
      DAGU_ADMIN_LOG_DIR: '/data/admin/logs',
      DAGU_SUSPEND_FLAGS_DIR: '/data/suspend',
      DAGU_BASE_CONFIG: '/data/base.yaml',
      DAGU_DAG_RUNS_DIR: '/data/dag-runs',
      DAGU_QUEUE_DIR: '/data/queue',
      DAGU_PROC_DIR: '/data/proc',
      DAGU_SERVICE_REGISTRY_DIR: '/data/services',
      DAGU_USERS_DIR: '/data/users',
      DAGU_DEFAULT_EXECUTION_MODE: 'distributed',
      DAGU_PEER_INSECURE: true,
      DAGU_TZ: $.config.timeZone,
    }
    const run = (command: string) => ({
      image: $.image,
      command: ['dagu', command, '--config', '/etc/dagu/dagu.yaml'],
      mounts: [data.at('/data'), settings.at('/etc/dagu'), temporary.at('/tmp')],
      restartOn: [settings],
    })
    const alive = (name: string, path = '/health') => ({
      startup: http(name, path, { periodSeconds: 2, failureThreshold: 60 }),
      live: http(name, path, { periodSeconds: 10, failureThreshold: 6 }),
      ready: http(name, path, { periodSeconds: 5 }),
    })

    const coordinator = service('coordinator', {
      ...run('coordinator'),
      ...alive('health'),
      doc: 'gRPC server that hands tasks to the workers',
      values: $.coordinator,
      replicas: $.coordinator.replicas,
      ports: { grpc: 50055, health: 8091 },
      expose: { grpc: 50055 },
      env: {
        ...home,
        DAGU_COORDINATOR_HOST: '0.0.0.0',
        DAGU_COORDINATOR_PORT: 50055,
        DAGU_COORDINATOR_HEALTH_PORT: 8091,
        DAGU_COORDINATOR_ADVERTISE: release.component('coordinator'),
      },
    })
    // One scheduler at a time holds the lock on the volume. Two versions must not race for it.
    const scheduler = service('scheduler', {
      ...run('scheduler'),
      ...alive('health'),
      doc: 'Starts DAGs when they are due',
      values: $.scheduler,
      replicas: $.scheduler.replicas,
      strategy: 'Recreate',
      ports: { health: 8090 },
      env: { ...home, DAGU_SCHEDULER_PORT: 8090, DAGU_COORDINATOR_PORT: 50055 },
    })
    const workers = pool('worker', $.workerPools, { label: 'dagu.dev/pool' }, (_name, p) => ({
      ...run('worker'),
      ...alive('health'),
      doc: 'Runs the steps of DAGs',
      values: p,
      replicas: p.replicas,
      terminationGracePeriodSeconds: $.worker.terminationGracePeriodSeconds,
      ports: { health: 8092 },
      env: {
        ...home,
        DAGU_WORKER_ID: podName,
        DAGU_WORKER_COORDINATORS: coordinator.address('grpc'),
        DAGU_WORKER_HEALTH_PORT: 8092,
        DAGU_WORKER_MAX_ACTIVE_RUNS: $.worker.maxActiveRuns,
        DAGU_WORKER_LABELS: when(p.labels, pairs(p.labels)),
      },
    }))
    const builtin = eq($.auth.mode, 'builtin')
    const basic = eq($.auth.mode, 'basic')
    // Every DAGU_ variable of a process is seen by the DAGs it runs: what is secret is on this pod alone.
    const ui = service('ui', {
      ...run('server'),
      ...alive('http', '/api/v1/health'),
      doc: 'The web page and its API',
      values: $.ui,
      replicas: $.ui.replicas,
      restartOn: [settings, auth],
      ports: { http: 8080 },
      expose: { http: $.ui.service.port },
      serviceType: $.ui.service.type,
      env: {
        ...home,
        DAGU_HOST: '0.0.0.0',
        DAGU_PORT: 8080,
        DAGU_COORDINATOR_PORT: 50055,
        DAGU_SCHEDULER_PORT: 8090,
        DAGU_AUTH_MODE: $.auth.mode,
        DAGU_AUTH_BASIC_USERNAME: when(basic, $.auth.basic.username),
        DAGU_AUTH_BASIC_PASSWORD: when(basic, auth.key('basic-password')),
        DAGU_AUTH_BUILTIN_INITIAL_ADMIN_USERNAME: when(
          and(builtin, auth.has('admin-password')),
          $.auth.builtin.admin.username,
        ),
        DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD: when(builtin, auth.key('admin-password')),
        DAGU_AUTH_TOKEN_SECRET: when(builtin, auth.key('token-secret', { optional: true })),
        DAGU_AUTH_TOKEN_TTL: when(builtin, $.auth.builtin.token.ttl),
      },
    })
    const { accessMode, skipValidation, existingClaim, storageClass, retain } = $.persistence

    return [
      data,
      settings,
      auth,
      coordinator,
      scheduler,
      workers,
      ui,
      refuse(
        and(ne(accessMode, 'ReadWriteMany'), not(skipValidation), not(existingClaim)),
        'persistence.accessMode is ReadWriteOnce, but all components share one volume. Set persistence.accessMode=ReadWriteMany and a storage class that supports it; or, on a cluster of one node only, persistence.skipValidation=true.',
      ),
      refuse(
        and(basic, or(not($.auth.basic.username), not(auth.has('basic-password')))),
        'auth.mode is basic, which needs auth.basic.username and auth.basic.password (or auth.existingSecret). Dagu does not start without them.',
      ),
      refuse(
        and($.auth.builtin.admin.password, lt(count($.auth.builtin.admin.password), 8)),
        'auth.builtin.admin.password has fewer than 8 characters: Dagu does not start with it. Choose a longer one.',
      ),
      note(str`Dagu is installed as ${release.name} in namespace ${release.namespace}. Open its page with

  kubectl --namespace ${release.namespace} port-forward svc/${ui.host} 8080:${$.ui.service.port}

and visit http://localhost:8080`),
      note(
        when(
          and(builtin, auth.has('admin-password')),
          str`Log in as ${$.auth.builtin.admin.username} with the password that you gave.`,
        ),
      ),
      warn(
        and(builtin, not(auth.has('admin-password'))),
        str`No administrator's password is set. Dagu 1.x makes one and prints it: kubectl --namespace ${release.namespace} logs deploy/${ui.host}. From 2.0 on, whoever opens the page first becomes the administrator: open it now, or set auth.builtin.admin.password.`,
      ),
      warn(
        eq($.auth.mode, 'none'),
        'Authentication is off (auth.mode is none): everybody who reaches the page may run anything.',
      ),
      warn(
        eq($.auth.mode, 'builtin'),
        'Change the credentials of auth before production, and keep them in auth.existingSecret.',
      ),
      warn(
        not(or(storageClass, existingClaim)),
        'No storage class is set (persistence.storageClass), so the default class of the cluster is used. It must support ReadWriteMany.',
      ),
      warn(eq(accessMode, 'ReadWriteOnce'), 'The volume is ReadWriteOnce: all pods must run on one node.'),
      warn(
        not(or(retain, existingClaim)),
        'Uninstalling deletes the claim with all DAGs, state and logs. Back up first, or set persistence.retain=true.',
      ),
      warn(
        hasPrefix($.image.tag, 'v'),
        str`The image tag is ${$.image.tag}, but Dagu's own images are tagged without "v": 2.4.1.`,
      ),
      warn(gt($.coordinator.replicas, 1), 'More than one coordinator is safe from Dagu 2.13 on.'),
      warn(gt($.scheduler.replicas, 1), 'More than one scheduler is safe from Dagu 2.3.7 on.'),
    ]
  },
)
