import {
  autoscaling,
  bool,
  chart,
  drain,
  external,
  externalConfig,
  gatewayRoute,
  group,
  hook,
  image,
  immutable,
  ingress,
  not,
  note,
  objectName,
  oneOf,
  or,
  publish,
  published,
  replicas,
  requirement,
  route,
  service,
  sharedImage,
  str,
  string,
  tcp,
  values,
  volume,
  warn,
  when,
  workload,
  type Declarations,
  type Expr,
  type ServiceSpec,
} from 'chartwright'

const resources = { requests: { cpu: '100m', memory: '128Mi' } }
const instead = string('')
  .pattern('^[^\\s"\\\\]*$')
  .doc('Takes the place of its whole image name, as for one fix or a digest')

/** What operators set of a service that follows its load. */
const scaled = <const D extends Declarations>(doc: string, count: number, most: number, more: D) =>
  workload(
    doc,
    {
      replicas: replicas(count).doc('How many pods run, or the fewest while the autoscaler is on'),
      autoscaling: autoscaling({ min: count, max: most, memory: 0 }),
      image: instead,
      ...more,
    },
    { resources },
  )

const v = values({
  imageRegistry: string('')
    .pattern('^([a-zA-Z0-9]([-._a-zA-Z0-9:/]*[a-zA-Z0-9])?)?$')
    .doc('Where all images of the platform are pulled from, as ghcr.io/your-org'),
  imageTag: string('v0.2.9')
    .pattern('^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$')
    .doc('Their version. Quote a tag of digits: YAML would make a number of it'),
  imagePullPolicy: oneOf(['IfNotPresent', 'Always', 'Never']).doc('When nodes pull them'),
  configMapName: objectName('app-env')
    .notEmpty()
    .doc('The ConfigMap whose keys are the configuration; you make it'),
  secretName: objectName().doc(
    'A Secret with those of the keys that are secret, such as APP_SESSION_SECRET; they win over the ConfigMap',
  ),
  services: group('The services', {
    app: scaled('Main API server', 2, 10, {}),
    gitserver: scaled('Git over HTTP and SSH', 1, 5, {
      drain: drain({ seconds: 120 }),
      ssh: published({ port: 2222, about: 'Git over SSH from outside' }),
    }),
    email_worker: workload(
      'Email queue consumer: one instance only, so there is no count',
      { image: instead },
      { resources },
    ),
    git_hook: scaled('Git hook worker pool', 1, 5, {}),
    metrics_aggregator: scaled('Prometheus scrape and Loki push', 1, 5, {}),
    static_server: scaled('Static files: avatars, blobs, media', 1, 5, {}),
  }),
  ingress: ingress(),
  gateway: gatewayRoute(),
  maintenance: workload(
    'Repairs, each run once by the next install or upgrade; switch it off afterwards',
    {
      fixOwnership: bool(false).doc(
        'Gives the repositories to user and group 1000, when another user wrote them before',
      ),
      image: image({ repository: 'busybox', tag: '1.37' }),
    },
    { resources },
  ),
})

export default chart(
  {
    name: 'deploy',
    version: '1.0.0',
    appVersion: 'v0.2.9',
    kubernetes: '1.23',
    description: 'Monolithic Helm chart for all backend services.',
    keywords: ['git', 'backend'],
    user: 1000,
    readme: {
      'Quick start': `\`\`\`bash
helm template deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org
helm lint ./deploy

helm upgrade --install deploy ./deploy \\
  --namespace app \\
  --set imageRegistry=ghcr.io/your-org \\
  --set imageTag=v0.2.9
\`\`\`

Override the ConfigMap name with \`--set configMapName=your-cm-name\`.`,
      'SSH host key and session secret': `\`APP_SSH_SERVER_PRIVATE_KEY\` must be the hex-encoded Ed25519 private key PEM bytes:

\`\`\`bash
ssh-keygen -t ed25519 -f /tmp/ssh_host_key -N ""
hexdump -v -e '/1 "%02x"' < /tmp/ssh_host_key
\`\`\`

Session secret: generate 48 random bytes:

\`\`\`bash
openssl rand -base64 48
\`\`\``,
      'Verify prerequisites': `\`\`\`bash
kubectl get namespace app
kubectl get pvc -n app shared-data
kubectl get configmap -n app app-env
\`\`\`

They are not managed by Helm: install, upgrade and uninstall of the chart do not touch them.`,
      Storage: `All services share the claim \`shared-data\` by subPath. Its name is immutable: no value changes it.

| subPath | mount | used by |
|---|---|---|
| \`repos\` | \`/data/repos\` | app, gitserver, git-hook |
| \`avatars\` | \`/data/avatars\` | app; static-server reads it |
| \`files\` | \`/data/files\` | app; static-server reads it |
| \`static\` | \`/data\` | static-server |

Pods run as user and group 1000 with \`fsGroup: 1000\`. If another user wrote the claim before, fix ownership once: set \`maintenance.fixOwnership=true\` for one upgrade, or run in a maintenance pod

\`\`\`bash
chown -R 1000:1000 /data/repos
chmod -R u+rwX,g+rwX /data/repos
\`\`\``,
      Autoscaling: `All services except \`email_worker\` are scaled by their load; its one replica must not become two, so there is no value for it. \`replicas\` above \`autoscaling.minReplicas\` raise it.

\`\`\`bash
--set services.app.autoscaling.maxReplicas=20
--set services.app.autoscaling.targetCPUUtilization=70
--set services.git_hook.autoscaling.enabled=false
\`\`\``,
    },
  },
  v,
  ($, release) => {
    const shared = volume('shared-data', {
      claimName: immutable('shared-data'),
      requires: { accessMode: 'ReadWriteMany', size: '200Ti', storageClass: 'aliyun-nfs-app' },
    })
    const folder = (name: string, readOnly = false) => shared.at(`/data/${name}`, { subPath: name, readOnly })
    const env = externalConfig({
      configMap: $.configMapName,
      secret: $.secretName,
      keys: {
        APP_REPOS_ROOT: '/data/repos',
        APP_AVATAR_PATH: '/data/avatars',
        STORAGE_PATH: '/data/files',
        STATIC_ROOT: '/data',
        APP_LOG_LEVEL: { example: 'info', optional: true },
        APP_COOKIE_SECURE: { example: 'false', optional: true },
        APP_DOMAIN_URL: 'https://your-domain.com',
        APP_DATABASE_URL: 'postgres://user:pass@postgres:5432/app',
        APP_REDIS_URL: 'redis://redis:6379',
        APP_AI_BASIC_URL: 'https://api.openai.com/v1',
        APP_AI_API_KEY: 'sk-...',
        APP_SMTP_PASSWORD: '...',
        APP_SESSION_SECRET: { example: '<openssl rand -base64 48>', minBytes: 32 },
        APP_SSH_SERVER_PRIVATE_KEY: {
          example: '<hex-encoded-private-key>',
          pattern: '^([0-9a-f]{2})+$',
          doc: 'the bytes of an Ed25519 key in PEM, in hex',
        },
        APP_SSH_PORT: { example: '2222', pattern: '^2222$', doc: 'the port of gitserver' },
      },
    })
    const dependencies = [
      external('postgres', { port: 5432, keys: ['APP_DATABASE_URL'], doc: 'PostgreSQL' }),
      external('redis', { port: 6379, keys: ['APP_REDIS_URL'], doc: 'Redis' }),
      external('ai', {
        port: 443,
        keys: ['APP_AI_BASIC_URL', 'APP_AI_API_KEY'],
        doc: 'OpenAI-compatible API',
      }),
      external('qdrant', { port: [6333, 6334], keys: ['APP_QDRANT_URL'], doc: 'Qdrant vector DB' }),
      external('smtp', { port: [25, 465, 587], keys: ['APP_SMTP_*'], doc: 'SMTP server' }),
      external('embedding', { port: 443, keys: ['APP_EMBED_MODEL_*'], doc: 'Embedding model' }),
      external('nats', {
        port: 4222,
        keys: ['NATS_URL', 'NATS_TOKEN'],
        doc: 'NATS JetStream',
        fallback: 'Redis queue',
      }),
      external('loki', { port: 3100, keys: ['LOKI_URL'], doc: 'Loki', fallback: 'Logs discarded' }),
      external('otel', {
        port: [4317, 4318],
        keys: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
        doc: 'OTEL Collector',
        fallback: 'Tracing disabled',
      }),
    ]
    // The document names ports and no paths: that a port answers is all that can be asked.
    const backend = (name: string, own: { image: Expr<string> }, doc: string) => ({
      doc,
      image: sharedImage(name, {
        registry: $.imageRegistry,
        tag: $.imageTag,
        pullPolicy: $.imagePullPolicy,
        instead: own.image,
      }),
      values: own,
      envFrom: [env],
      connectsTo: dependencies,
      startup: tcp('http', { periodSeconds: 2, failureThreshold: 60 }),
      live: tcp('http', { periodSeconds: 10, failureThreshold: 6 }),
      ready: tcp('http', { periodSeconds: 5 }),
    })
    const many = {
      spread: true,
      disruptionBudget: true,
      strategy: { maxSurge: 1, maxUnavailable: 0 },
    } as const
    type Scaled = Parameters<typeof backend>[1] & {
      replicas: Expr<number>
      autoscaling: ServiceSpec['autoscale'] & object
    }
    const follow = (name: string, own: Scaled, doc: string) => ({
      ...backend(name, own, doc),
      ...many,
      replicas: own.replicas,
      autoscale: own.autoscaling,
    })
    const { app, gitserver, email_worker, git_hook, metrics_aggregator, static_server } = $.services

    const web = service('app', {
      ...follow('app', app, 'Main API server'),
      ports: { http: 3000 },
      mounts: [folder('repos'), folder('avatars'), folder('files')],
    })
    const git = service('gitserver', {
      ...follow('gitserver', gitserver, 'Git HTTP + SSH server'),
      ports: { http: 8021, ssh: 2222 },
      mounts: [folder('repos')],
      drain: gitserver.drain,
    })
    return [
      requirement('A namespace of its own, `app` in the commands below', {
        object: 'Namespace',
        name: release.namespace,
      }),
      requirement('The metrics API (metrics-server), by which services are scaled', {
        api: 'metrics.k8s.io/v1beta1',
      }),
      web,
      git,
      service('email-worker', {
        ...backend('email-worker', email_worker, 'Email queue consumer (single instance only)'),
        singleton: true,
        ports: { http: 8084 },
      }),
      service('git-hook', {
        ...follow('git-hook', git_hook, 'Git hook worker pool'),
        ports: { http: 8083 },
        mounts: [folder('repos')],
      }),
      service('metrics-aggregator', {
        ...follow('metrics-aggregator', metrics_aggregator, 'Prometheus scrape + Loki push'),
        ports: { http: 9090 },
        serviceAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' },
      }),
      service('static-server', {
        ...follow('static-server', static_server, 'Static file server (avatars, blobs, media)'),
        ports: { http: 8081 },
        mounts: [shared.at('/data', { subPath: 'static' }), folder('avatars', true), folder('files', true)],
      }),
      publish('gitserver-ssh', git.port('ssh'), gitserver.ssh),
      route('public', { ingress: $.ingress, gateway: $.gateway, to: web.port('http') }),
      hook('fix-ownership', {
        when: $.maintenance.fixOwnership,
        values: $.maintenance,
        image: $.maintenance.image,
        command: ['sh', '-c', 'chown -R 1000:1000 /data/repos && chmod -R u+rwX,g+rwX /data/repos'],
        mounts: [folder('repos')],
        runAs: { user: 0, capabilities: ['CHOWN', 'FOWNER', 'DAC_OVERRIDE'] },
        doc: 'Gives the repositories to user 1000, once',
      }),
      note(str`Deploy is installed as ${release.name} in namespace ${release.namespace}. It reads what you keep there:

  kubectl get pvc -n ${release.namespace} shared-data
  kubectl get configmap -n ${release.namespace} ${$.configMapName}

and its pods follow with

  kubectl rollout status -n ${release.namespace} deployment/${web.host}

A change of the ConfigMap reaches pods that are restarted: kubectl rollout restart -n ${release.namespace} deployment`),
      note(
        when(
          gitserver.ssh.enabled,
          str`Git over SSH: kubectl get service -n ${release.namespace} ${release.component('gitserver-ssh')} shows its address, port ${gitserver.ssh.port}.`,
        ),
      ),
      warn(
        not($.imageRegistry),
        'imageRegistry is not set, so images are pulled by their bare names. Set imageRegistry=ghcr.io/your-org.',
      ),
      warn(
        not($.secretName),
        str`Keys such as APP_SESSION_SECRET stand in the ConfigMap ${$.configMapName}, which more may read than a Secret: move them to a Secret and set secretName.`,
      ),
      warn(
        not(or($.ingress.enabled, $.gateway.enabled)),
        str`Nothing outside the cluster reaches the API. Set ingress.enabled=true and ingress.hosts[0].host, or gateway.enabled=true; until then: kubectl port-forward -n ${release.namespace} svc/${web.host} 3000:3000`,
      ),
      warn(
        $.maintenance.fixOwnership,
        'maintenance.fixOwnership is on: every upgrade goes through all repositories. Switch it off once it has run.',
      ),
    ]
  },
)
