import {
  and,
  annotations,
  autoscaling,
  bool,
  capacity,
  chart,
  config,
  dependency,
  dependencyValues,
  drain,
  duration,
  eq,
  external,
  fromOutside,
  gpu,
  gpuAutoscaling,
  group,
  hasApi,
  hostNetworkPolicy,
  http,
  image,
  ingress,
  int,
  listOf,
  metrics,
  metricsValues,
  mtls,
  mtlsValues,
  networkPolicies,
  not,
  note,
  number,
  objectName,
  oneOf,
  onGpu,
  port,
  portRange,
  quantity,
  redis,
  redisValues,
  refuse,
  replicas,
  requirement,
  route,
  service,
  str,
  string,
  udpRange,
  values,
  volume,
  warn,
  when,
  workload,
  type Config,
} from 'chartwright'

const sized = (cpu: string, memory: string, limits: Record<string, string | number>) => ({
  resources: { requests: { cpu, memory }, limits },
})

const v = values({
  global: group('Settings of all components', {
    image: image({ repository: 'voicetyped/voice-gateway', tag: 'latest' }),
  }),
  mediaGateway: workload(
    'The media gateway: SIP and RTP',
    {
      replicas: replicas(2),
      service: group('How callers reach it', {
        type: oneOf(['LoadBalancer', 'NodePort']).doc('The type of its Service'),
        sipPort: port(5060).doc('The port of SIP'),
        annotations: annotations().doc('Annotations of its Service, as load balancers need them'),
      }),
      config: group('Media', {
        sipTransport: oneOf(['udp', 'tcp']).doc('What carries SIP'),
        rtpPortRange: portRange('10000-20000').doc('The UDP ports of RTP, first-last'),
        codecs: listOf(string('').notEmpty())
          .default(['g711-ulaw', 'g711-alaw', 'opus'])
          .doc('Codecs, the preferred one first'),
        jitterBufferMs: int(60).min(0).max(1000).doc('Milliseconds to wait for late packets'),
      }),
      hostNetwork: bool(true).doc('Use the network of the node: RTP needs more ports than a Service has'),
      dnsPolicy: oneOf(['ClusterFirstWithHostNet', 'ClusterFirst', 'Default']).doc('How names are found'),
      autoscaling: autoscaling({ min: 2, max: 10, cpu: 70 }),
      drain: drain({ seconds: 300, delay: 15 }),
    },
    sized('500m', '512Mi', { cpu: '2', memory: '1Gi' }),
  ),
  speechGateway: workload(
    'The speech gateway: recognises and synthesises speech',
    {
      replicas: replicas(1),
      config: group('Speech', {
        engine: string('whisper').notEmpty().doc('What recognises speech'),
        model: string('whisper-medium').notEmpty().doc('Its model'),
        language: string('en').notEmpty().doc('The language that callers speak'),
        maxWorkers: int(4).min(1).max(256).doc('How many streams a pod works on at a time'),
        vad: group('When somebody speaks', {
          threshold: number(0.5).min(0).max(1).doc('How sure it must be'),
          minSilenceMs: int(500).min(0).max(60000).doc('Milliseconds of silence that end an utterance'),
        }),
      }),
      modelStorage: group('Where models are kept', {
        enabled: bool(true).doc('Keep them on claims; otherwise each pod loads them anew'),
        accessMode: oneOf(['ReadWriteOnce', 'ReadWriteMany']).doc(
          'ReadWriteOnce: a claim for each pod; ReadWriteMany: one claim for all. Cannot change later',
        ),
        storageClass: string('standard')
          .pattern('^[-a-z0-9.]*$')
          .doc("The class of the claims; empty: the cluster's default"),
        size: quantity('10Gi').doc('How much each claim asks for'),
        mountPath: string('/models').pattern('^/[-A-Za-z0-9/._]+$').doc('Where the pods see them'),
      }),
      gpu: gpu(),
      autoscaling: gpuAutoscaling({ min: 1, max: 5, target: 80 }),
    },
    sized('2', '4Gi', { cpu: '4', memory: '8Gi', 'nvidia.com/gpu': 1 }),
  ),
  runtime: workload(
    'The conversation runtime: runs the dialogs',
    {
      replicas: replicas(2),
      config: group('Conversations', {
        maxConcurrentCalls: int(100).min(1).max(100000).doc('How many calls a pod takes'),
        defaultTimeout: duration('10s').doc('How long a state waits'),
        bargeIn: bool(true).doc('Callers may interrupt'),
        stateStore: oneOf(['redis', 'memory']).doc('Where calls are kept; memory: they end with their pod'),
      }),
      dialogConfigMap: objectName('voice-gateway-dialogs').doc('The ConfigMap with the dialogs'),
      autoscaling: autoscaling({ min: 2, max: 20, cpu: 60 }),
    },
    sized('250m', '256Mi', { cpu: '1', memory: '512Mi' }),
  ),
  integration: workload(
    'The integration gateway: the HTTP API',
    {
      replicas: replicas(2),
      service: group('How its API is reached', { apiPort: port(8080).doc('The port of its Service') }),
      autoscaling: autoscaling({ min: 2, max: 10, cpu: 60 }),
    },
    sized('250m', '256Mi', { cpu: '1', memory: '512Mi' }),
  ),
  redis: redisValues({ secret: 'voice-gateway-redis' }),
  observability: group('What the pods tell about themselves', {
    metrics: metricsValues({ port: 9100, interval: '15s' }),
    tracing: group('Traces', {
      enabled: bool(false).doc('Send them'),
      otlpEndpoint: string('').doc('Where to, as http://collector:4317'),
    }),
  }),
  security: group('Who may talk to whom, and how they prove it', {
    mtls: mtlsValues({ issuer: 'voice-gateway-ca' }),
    networkPolicy: hostNetworkPolicy({ enabled: true }),
  }),
  ingress: ingress({ className: 'nginx', host: 'vg-api.internal' }),
  postgres: dependencyValues('PostgreSQL, which images of voicetyped from the sources need', {
    modes: ['off', 'external', 'managed'],
    port: 5432,
    user: 'voicetyped',
    database: 'voicetyped',
  }),
  nats: dependencyValues('NATS, which images of voicetyped from the sources need', {
    modes: ['off', 'external', 'managed'],
    port: 4222,
  }),
})

export default chart(
  {
    name: 'voice-gateway',
    version: '1.0.0',
    appVersion: 'latest',
    kubernetes: '1.26',
    description: 'voicetyped answers calls: media, speech, conversations and an API, each scaled on its own.',
    home: 'https://voicetyped.com',
    keywords: ['voice', 'sip', 'speech', 'telephony'],
    user: 1000,
    readOnlyRoot: true,
    readme: {
      Dialogs: `Dialogs are files of the ConfigMap that \`runtime.dialogConfigMap\` names:

\`\`\`bash
kubectl create configmap voice-gateway-dialogs \\
  --from-file=/path/to/dialogs/ \\
  --namespace voice-gateway
\`\`\`

or declaratively:

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: voice-gateway-dialogs
  namespace: voice-gateway
data:
  helpdesk.yaml: |
    name: helpdesk
    states:
      start:
        on_enter:
          - action: play_tts
            text: "Welcome to IT support."
        transitions:
          - event: speech
            target: process
\`\`\``,
      'GPU nodes': `\`\`\`bash
helm repo add nvidia https://helm.ngc.nvidia.com/nvidia
helm install gpu-operator nvidia/gpu-operator \\
  --namespace gpu-operator \\
  --create-namespace
kubectl label nodes gpu-node-1 nvidia.com/gpu.present=true
\`\`\``,
      'Next steps': `platforms/voice-gateway/docs has pages on air-gapped installs, security (mTLS, RBAC, audit logs) and observability.`,
    },
  },
  v,
  ($, release) => {
    const hosted = $.mediaGateway.hostNetwork
    const { tracing } = $.observability
    const scraped = metrics($.observability.metrics)
    const tls = mtls($.security.mtls)
    const { modelStorage } = $.speechGateway
    const tcp = eq($.mediaGateway.config.sipTransport, 'tcp')
    const models = volume('models', {
      claim: {
        enabled: modelStorage.enabled,
        perReplica: eq(modelStorage.accessMode, 'ReadWriteOnce'),
        accessMode: modelStorage.accessMode,
        storageClass: modelStorage.storageClass,
        size: modelStorage.size,
      },
    })
    const dialogs = volume('dialogs', { configMap: $.runtime.dialogConfigMap, optional: true })
    const store = redis('redis', $.redis)
    const postgres = dependency('postgres', $.postgres, { scheme: 'postgresql' })
    const nats = dependency('nats', $.nats, { scheme: 'nats' })
    const collector = external('otlp', { doc: 'A collector of traces', port: [4317, 4318] })
    const files: Config[] = []
    /** What all four have: one image, a file of settings, health, metrics, traces. */
    const gateway = (name: string, settings: Record<string, unknown>) => {
      const file = config(`${name}-config`, { 'config.yaml': settings })
      files.push(file)
      return {
        image: $.global.image,
        args: [name, '--config', '/etc/voice-gateway/config.yaml'],
        mounts: [file.at('/etc/voice-gateway'), tls.at(name, '/tls')],
        writes: ['/tmp'],
        restartOn: [file],
        live: http('health', '/healthz', { periodSeconds: 10, failureThreshold: 6 }),
        ready: http('health', '/readyz', { periodSeconds: 5 }),
        spread: true,
        disruptionBudget: true as const,
        ports: { health: 8081, metrics: scraped.port },
        connectsTo: [when(tracing.enabled, collector), ...postgres.connections, ...nats.connections],
        env: {
          DATABASE_URL: postgres.url,
          NATS_URL: nats.url,
          ...tls.env('VG_TLS_', '/tls'),
          VG_METRICS_PORT: scraped.port,
          OTEL_EXPORTER_OTLP_ENDPOINT: when(tracing.enabled, tracing.otlpEndpoint),
          OTEL_SERVICE_NAME: when(tracing.enabled, name),
        },
      }
    }

    const api = gateway('integration', { port: 8080 })
    const integration = service('integration', {
      ...api,
      doc: 'The API, and what conversations look up',
      values: $.integration,
      replicas: $.integration.replicas,
      autoscale: $.integration.autoscaling,
      ports: { ...api.ports, api: fromOutside(8080) },
      expose: { api: $.integration.service.apiPort },
    })
    const talk = gateway('runtime', { port: 9090, dialogs: '/dialogs', conversations: $.runtime.config })
    const runtime = service('runtime', {
      ...talk,
      doc: 'Runs the dialogs',
      values: $.runtime,
      mounts: [...talk.mounts, when($.runtime.dialogConfigMap, dialogs.at('/dialogs'))],
      replicas: $.runtime.replicas,
      autoscale: $.runtime.autoscaling,
      ports: { ...talk.ports, grpc: 9090 },
      expose: { grpc: 9090 },
      connectsTo: [
        ...talk.connectsTo,
        integration.port('api').as('VG_INTEGRATION_ADDRESS'),
        ...store.connections,
      ],
      env: { ...talk.env, ...store.env('VG_REDIS_') },
    })
    const hear = gateway('speech-gateway', {
      port: 9090,
      models: modelStorage.mountPath,
      speech: $.speechGateway.config,
    })
    const speech = service('speech-gateway', {
      ...hear,
      doc: 'Hears and speaks',
      values: $.speechGateway,
      replicas: $.speechGateway.replicas,
      stateful: true,
      gpu: $.speechGateway.gpu,
      mounts: [...hear.mounts, models.at(modelStorage.mountPath)],
      ports: { ...hear.ports, grpc: 9090 },
      expose: { grpc: 9090 },
      autoscale: $.speechGateway.autoscaling,
      keda: {
        triggers: [
          onGpu($.speechGateway.autoscaling, {
            component: 'speech-gateway',
            gpu: $.speechGateway.gpu,
            busy: ['voicetyped_speech_busy_workers', 'voicetyped_speech_workers'],
          }),
        ],
      },
      connectsTo: [...hear.connectsTo, runtime.port('grpc').as('VG_RUNTIME_ADDRESS')],
    })
    const callers = external('callers', { doc: 'Callers, for RTP', port: 1024, last: 65535, protocol: 'UDP' })
    const calls = gateway('media-gateway', {
      sipPort: $.mediaGateway.service.sipPort,
      media: $.mediaGateway.config,
    })
    const media = service('media-gateway', {
      ...calls,
      doc: 'Speaks SIP and RTP with callers',
      values: $.mediaGateway,
      replicas: $.mediaGateway.replicas,
      autoscale: $.mediaGateway.autoscaling,
      drain: $.mediaGateway.drain,
      hostNetwork: $.mediaGateway.hostNetwork,
      dnsPolicy: $.mediaGateway.dnsPolicy,
      ports: {
        ...calls.ports,
        sip: { number: $.mediaGateway.service.sipPort, protocol: when(tcp, 'TCP', 'UDP') },
        rtp: fromOutside(udpRange($.mediaGateway.config.rtpPortRange)),
      },
      expose: { sip: $.mediaGateway.service.sipPort },
      serviceType: $.mediaGateway.service.type,
      serviceAnnotations: $.mediaGateway.service.annotations,
      connectsTo: [...calls.connectsTo, speech.port('grpc').as('VG_SPEECH_ADDRESS'), callers],
    })
    return [
      models,
      ...files,
      tls,
      scraped,
      store,
      postgres,
      nats,
      integration,
      runtime,
      speech,
      media,
      networkPolicies($.security.networkPolicy),
      refuse(
        and(eq($.runtime.config.stateStore, 'redis'), not(store.known)),
        'runtime.config.stateStore is redis, but redis.enabled is false and redis.external.host is empty. Set one of them, or runtime.config.stateStore=memory.',
      ),
      refuse(
        and(tracing.enabled, not(tracing.otlpEndpoint)),
        'observability.tracing.enabled needs observability.tracing.otlpEndpoint: where traces are sent, as http://collector:4317.',
      ),
      refuse(
        and($.mediaGateway.hostNetwork, eq($.mediaGateway.dnsPolicy, 'ClusterFirst')),
        'mediaGateway.hostNetwork with mediaGateway.dnsPolicy=ClusterFirst finds no Service: Kubernetes takes the resolver of the node then. Set mediaGateway.dnsPolicy=ClusterFirstWithHostNet.',
      ),
      note(str`Voice gateway ${release.name} is installed in namespace ${release.namespace}. Callers reach it by SIP at the address of

  kubectl --namespace ${release.namespace} get service ${media.host}

port ${$.mediaGateway.service.sipPort}, and by RTP at the UDP ports ${$.mediaGateway.config.rtpPortRange} of the nodes that run media gateways: open them in the firewall.`),
      note(
        when(
          $.runtime.dialogConfigMap,
          str`Dialogs are the files of the ConfigMap ${$.runtime.dialogConfigMap}; until it is there, no call has a dialog:

  kubectl create configmap ${$.runtime.dialogConfigMap} --from-file=/path/to/dialogs/ --namespace ${release.namespace}`,
        ),
      ),
      warn(
        and(hosted, $.security.networkPolicy.enabled, not($.security.networkPolicy.nodeCIDRs)),
        'Policies cannot select pods in the network of a node: speech gateways admit their port from every address until security.networkPolicy.nodeCIDRs names the nodes.',
      ),
      warn(
        hosted,
        str`Media gateways use the network of their nodes: namespace ${release.namespace} must admit privileged pods (pod-security.kubernetes.io/enforce=privileged), and each needs a node of its own.`,
      ),
      warn(
        not(hosted),
        'mediaGateway.hostNetwork is off: no Service carries the ports of RTP, so callers hear nothing unless the network of the cluster is routed to them.',
      ),
      warn(
        and(hosted, $.observability.metrics.enabled, eq($.observability.metrics.port, 9100)),
        'Port 9100 on the nodes is often held by node-exporter, and media gateways do not start beside it: set observability.metrics.port then.',
      ),
      warn(
        eq($.runtime.config.stateStore, 'memory'),
        'runtime.config.stateStore is memory: calls end with the pod that runs them.',
      ),
      route('api', { ingress: $.ingress, to: integration.port('api') }),
      capacity(
        'Concurrent Calls',
        {
          'Media GW Pods': media,
          'Speech GW Pods (GPU)': speech,
          'Runtime Pods': runtime,
          'Integration Pods': integration,
        },
        { 10: [2, 1, 2, 2], 50: [3, 2, 4, 3], 100: [5, 3, 8, 5], 500: [10, 5, 20, 10] },
      ),
      requirement(
        'A provisioner of PersistentVolumes, for models and Redis',
        { storageClass: modelStorage.storageClass, accessMode: modelStorage.accessMode },
        { when: modelStorage.enabled },
      ),
      requirement(
        'GPUs that nodes offer, by the NVIDIA GPU Operator or the one of AMD',
        { nodeResource: str`${$.speechGateway.gpu.type}.com/gpu` },
        { when: $.speechGateway.gpu.enabled, optional: 'speechGateway.gpu.enabled=false computes on CPUs' },
      ),
      requirement(
        'KEDA, and the load of GPUs in Prometheus',
        { api: 'keda.sh/v1alpha1' },
        {
          when: $.speechGateway.autoscaling.enabled,
          optional: 'speechGateway.autoscaling.enabled=false keeps the number of pods',
        },
      ),
      requirement(
        'The metric of the exporter of GPUs',
        { metric: 'DCGM_FI_DEV_GPU_UTIL', server: $.speechGateway.autoscaling.prometheusAddress },
        { when: $.speechGateway.autoscaling.enabled, optional: 'without it busy workers are counted' },
      ),
      requirement(
        'cert-manager',
        { api: 'cert-manager.io/v1' },
        {
          when: and($.security.mtls.enabled, $.security.mtls.certManager.enabled),
          optional: 'without it the chart makes a CA and certificates',
        },
      ),
      requirement(
        'The issuer of certificates',
        {
          object: $.security.mtls.certManager.issuerRef.kind,
          name: $.security.mtls.certManager.issuerRef.name,
        },
        {
          when: and(
            $.security.mtls.enabled,
            $.security.mtls.certManager.enabled,
            hasApi('cert-manager.io/v1'),
          ),
        },
      ),
      requirement(
        'The Prometheus Operator',
        { api: 'monitoring.coreos.com/v1' },
        {
          when: $.observability.metrics.serviceMonitor.enabled,
          optional: 'without it there is no ServiceMonitor',
        },
      ),
      requirement(
        'The ConfigMap with the dialogs',
        { object: 'ConfigMap', name: $.runtime.dialogConfigMap },
        { when: $.runtime.dialogConfigMap, optional: 'without it there are no dialogs' },
      ),
      requirement(
        'The metrics port free on the nodes of media gateways; node-exporter has 9100 too',
        { freeNodePort: $.observability.metrics.port },
        { when: and($.mediaGateway.hostNetwork, $.observability.metrics.enabled) },
      ),
    ]
  },
)
