// VOX-01 to VOX-13: the four gateways. Each sentence of the document by its number; ../README.md lists them.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { at, chart, example, notes, plain, refusal, render } from './render.ts'

const defaults = render()
const file = (name: string) => fs.readFileSync(path.join(chart, name), 'utf8')
const configOf = (rendered: typeof defaults, name: string) =>
  (at(rendered.one('ConfigMap', `voice-gateway-${name}-config`), 'data') as Record<string, string>)[
    'config.yaml'
  ]
const media = 'voice-gateway-media-gateway'
const speech = 'voice-gateway-speech-gateway'
const runtime = 'voice-gateway-runtime'
const integration = 'voice-gateway-integration'
const four = [media, speech, runtime, integration]
const hpa = (name: string, rendered = defaults) => {
  const spec = at(rendered.one('HorizontalPodAutoscaler', name), 'spec')
  return [
    at(spec, 'minReplicas'),
    at(spec, 'maxReplicas'),
    at(spec, 'metrics.0.resource.target.averageUtilization'),
  ]
}

test('VOX-01 asks for Kubernetes 1.26, a Helm, a provisioner; the operators of GPUs and certificates are optional', () => {
  expect(file('Chart.yaml')).toContain('kubeVersion: ">=1.26.0-0"')
  expect(refusal('--kube-version', '1.25.9')).toContain('kubeVersion: >=1.26.0-0')
  expect(render('--kube-version', '1.26.0').documents.length).toBeGreaterThan(20)
  const before = file('README.md').split('## Install')[0]!
  expect(before).toContain('Kubernetes 1.26')
  expect(before).toContain('Helm 3')
  expect(before).toContain('A provisioner of PersistentVolumes')
  expect(before).toMatch(/GPU Operator.*\(optional: speechGateway.gpu.enabled=false/)
  expect(before).toMatch(/cert-manager \(optional: without it the chart makes a CA/)
})

test('VOX-01 preflight is told what to look for, and when', () => {
  const { requirements } = JSON.parse(file('intents.json')) as {
    requirements: { look: Record<string, string>; when?: string; optional?: string; about: string }[]
  }
  const looks = requirements.map(({ look }) => look)
  expect(looks).toEqual([
    {
      storageClass: '{{ .Values.speechGateway.modelStorage.storageClass }}',
      accessMode: '{{ .Values.speechGateway.modelStorage.accessMode }}',
    },
    { nodeResource: '{{ printf "%s.com/gpu" .Values.speechGateway.gpu.type }}' },
    { api: 'keda.sh/v1alpha1' },
    {
      metric: 'DCGM_FI_DEV_GPU_UTIL',
      server: '{{ .Values.speechGateway.autoscaling.prometheusAddress }}',
    },
    { api: 'cert-manager.io/v1' },
    {
      object: '{{ .Values.security.mtls.certManager.issuerRef.kind }}',
      name: '{{ .Values.security.mtls.certManager.issuerRef.name }}',
    },
    { api: 'monitoring.coreos.com/v1' },
    { object: 'ConfigMap', name: '{{ .Values.runtime.dialogConfigMap }}' },
    { freeNodePort: '{{ .Values.observability.metrics.port }}' },
  ])
  for (const { when } of requirements) expect(when).toMatch(/^\{\{ .*\.Values\..* \}\}$/)
  expect(requirements.filter(({ optional }) => optional === undefined).map(({ about }) => about)).toEqual([
    'A provisioner of PersistentVolumes, for models and Redis',
    'The issuer of certificates',
    'The metrics port free on the nodes of media gateways; node-exporter has 9100 too',
  ])
})

test('VOX-03 one image serves all four, and can be chosen', () => {
  const images = (rendered: typeof defaults) => four.map((name) => rendered.pod(name, 'containers.0.image'))
  expect(images(defaults)).toEqual(Array(4).fill('voicetyped/voice-gateway:latest'))
  for (const name of four) expect(defaults.pod(name, 'containers.0.imagePullPolicy')).toBe('IfNotPresent')
  const other = render(
    '--set',
    'global.image.repository=registry.internal/vg,global.image.tag=v2,global.image.pullPolicy=Always',
  )
  expect(images(other)).toEqual(Array(4).fill('registry.internal/vg:v2'))
  expect(other.pod(media, 'containers.0.imagePullPolicy')).toBe('Always')
  expect(images(render('--set', 'global.imageRegistry=mirror.internal'))).toEqual(
    Array(4).fill('mirror.internal/voicetyped/voice-gateway:latest'),
  )
})

test('VOX-03 each runs its own command, is asked for its health, and writes to /tmp alone', () => {
  for (const name of four) {
    const own = name.replace('voice-gateway-', '')
    expect(defaults.pod(name, 'containers.0.args')).toEqual([
      own,
      '--config',
      '/etc/voice-gateway/config.yaml',
    ])
    const healthy = (probe: string) => defaults.pod(name, `containers.0.${probe}`)
    expect(healthy('livenessProbe')).toEqual({
      httpGet: { path: '/healthz', port: 'health' },
      periodSeconds: 10,
      failureThreshold: 6,
    })
    expect(healthy('readinessProbe')).toEqual({
      httpGet: { path: '/readyz', port: 'health' },
      periodSeconds: 5,
    })
    expect(defaults.pod(name, 'containers.0.ports')).toContainEqual({ name: 'health', containerPort: 8081 })
    expect(defaults.pod(name, 'containers.0.securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    })
    expect(defaults.pod(name, 'securityContext')).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
    expect(defaults.pod(name, 'volumes')).toContainEqual({ name: 'tmp', emptyDir: {} })
    expect(defaults.pod(name, 'containers.0.volumeMounts')).toContainEqual({ name: 'tmp', mountPath: '/tmp' })
    expect(defaults.pod(name, 'containers.0.volumeMounts')).toContainEqual({
      name: `${own}-config`,
      mountPath: '/etc/voice-gateway',
      readOnly: true,
    })
    expect(defaults.pod(name, 'topologySpreadConstraints')).toMatchObject([
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
      { topologyKey: 'topology.kubernetes.io/zone' },
    ])
  }
})

test('VOX-03 pods roll when their own settings change, and no others', () => {
  const changed = render('--set', 'runtime.config.bargeIn=false')
  const sums = (rendered: typeof defaults) =>
    rendered.documents
      .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
      .map((one) => JSON.stringify(plain(at(one, 'spec.template.metadata.annotations'))))
  const differ = sums(changed).map((sum, index) => sum !== sums(defaults)[index])
  expect(differ.filter(Boolean)).toHaveLength(1)
  expect(changed.pod(runtime, 'containers.0.args.0')).toBe('runtime')
  for (const name of four)
    expect(
      at(
        defaults.documents.find(
          (one) =>
            at(one, 'metadata.name') === name &&
            one.kind !== 'Service' &&
            at(one, 'spec.template') !== undefined,
        ),
        'spec.template.metadata.annotations',
      ),
    ).toHaveProperty([`checksum/${name.replace('voice-gateway-', '')}-config`])
})

test('VOX-04 the media gateway has two pods of the documented size behind a load balancer for SIP', () => {
  const still = render('--set', 'mediaGateway.autoscaling.enabled=false')
  expect(at(still.one('Deployment', media), 'spec.replicas')).toBe(2)
  expect(defaults.pod(media, 'containers.0.resources')).toEqual({
    requests: { cpu: '500m', memory: '512Mi' },
    limits: { cpu: '2', memory: '1Gi' },
  })
  const service = plain(at(defaults.one('Service', media), 'spec')) as object
  expect(service).toMatchObject({
    type: 'LoadBalancer',
    ports: [{ name: 'sip', port: 5060, targetPort: 'sip', protocol: 'UDP' }],
  })
  const other = render('--set', 'mediaGateway.service.type=NodePort,mediaGateway.service.sipPort=5080')
  expect(plain(at(other.one('Service', media), 'spec'))).toMatchObject({
    type: 'NodePort',
    ports: [{ port: 5080 }],
  })
  expect(other.pod(media, 'containers.0.ports')).toContainEqual({
    name: 'sip',
    containerPort: 5080,
    protocol: 'UDP',
  })
  expect(configOf(other, 'media-gateway')).toContain('sipPort: 5080')
  const annotated = render('--set-string', 'mediaGateway.service.annotations.a=b')
  expect(plain(at(annotated.one('Service', media), 'metadata.annotations'))).toEqual({ a: 'b' })
  expect(refusal('--set', 'mediaGateway.service.type=ClusterIP')).toContain('type')
})

test('VOX-05 media settings reach the gateway', () => {
  expect(configOf(defaults, 'media-gateway')).toBe(`sipPort: 5060
media:
  codecs:
  - g711-ulaw
  - g711-alaw
  - opus
  jitterBufferMs: 60
  rtpPortRange: 10000-20000
  sipTransport: udp
`)
  const tcp = render('--set', 'mediaGateway.config.sipTransport=tcp')
  expect(plain(at(tcp.one('Service', media), 'spec.ports.0.protocol'))).toBe('TCP')
  expect(tcp.pod(media, 'containers.0.ports')).toContainEqual({
    name: 'sip',
    containerPort: 5060,
    protocol: 'TCP',
  })
  for (const wrong of ['5', '1-70000', 'x-y', '0-10'])
    expect(refusal('--set-string', `mediaGateway.config.rtpPortRange=${wrong}`)).toContain('rtpPortRange')
  expect(refusal('--set-string', 'mediaGateway.config.rtpPortRange=20000-10000')).toContain(
    'mediaGateway.config.rtpPortRange',
  )
  expect(refusal('--set', 'mediaGateway.config.jitterBufferMs=-1')).toContain('jitterBufferMs')
  expect(refusal('--set-json', 'mediaGateway.config.codecs=[""]')).toContain('codecs')
})

test('VOX-06 media gateways use the network of their nodes, and still find Services by name', () => {
  expect(defaults.pod(media, 'hostNetwork')).toBe(true)
  expect(defaults.pod(media, 'dnsPolicy')).toBe('ClusterFirstWithHostNet')
  for (const name of four.slice(1)) expect(defaults.pod(name)).not.toHaveProperty('hostNetwork')
  // A pod cannot start beside the one that still holds the ports of the node.
  expect(plain(at(defaults.one('Deployment', media), 'spec.strategy'))).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
  })
  const own = render('--set', 'mediaGateway.hostNetwork=false,mediaGateway.dnsPolicy=ClusterFirst')
  expect(own.pod(media)).not.toHaveProperty('hostNetwork')
  expect(own.pod(media, 'dnsPolicy')).toBe('ClusterFirst')
  expect(refusal('--set', 'mediaGateway.dnsPolicy=ClusterFirst')).toContain(
    'Set mediaGateway.dnsPolicy=ClusterFirstWithHostNet',
  )
  expect(notes()).toContain('must admit privileged pods')
  expect(notes()).toContain('Port 9100 on the nodes is often held by node-exporter')
  expect(notes('--set', 'observability.metrics.port=9464')).not.toContain('node-exporter')
  expect(notes('--set', 'mediaGateway.hostNetwork=false')).toContain('no Service carries the ports of RTP')
})

test('VOX-07 media gateways scale from 2 to 10 at 70 per cent, and hang up nobody', () => {
  expect(hpa(media)).toEqual([2, 10, 70])
  expect(at(defaults.one('Deployment', media), 'spec')).not.toHaveProperty('replicas')
  const off = render('--set', 'mediaGateway.autoscaling.enabled=false,mediaGateway.replicas=4')
  expect(off.names('HorizontalPodAutoscaler')).not.toContain(media)
  expect(at(off.one('Deployment', media), 'spec.replicas')).toBe(4)
  const other = render(
    '--set',
    'mediaGateway.autoscaling.minReplicas=3,mediaGateway.autoscaling.maxReplicas=6,mediaGateway.autoscaling.targetCPUUtilization=50',
  )
  expect(hpa(media, other)).toEqual([3, 6, 50])
  expect(defaults.pod(media, 'terminationGracePeriodSeconds')).toBe(320)
  expect(defaults.pod(media, 'containers.0.lifecycle.preStop')).toEqual({
    exec: { command: expect.arrayContaining([expect.stringContaining('15')]) as unknown },
  })
  expect(defaults.names('PodDisruptionBudget')).toContain(media)
})

test('VOX-08 the speech gateway has one pod of the documented size and settings', () => {
  const still = render('--set', 'speechGateway.autoscaling.enabled=false')
  expect(at(still.one('StatefulSet', speech), 'spec.replicas')).toBe(1)
  expect(defaults.pod(speech, 'containers.0.resources')).toEqual({
    requests: { cpu: '2', memory: '4Gi' },
    limits: { cpu: '4', memory: '8Gi', 'nvidia.com/gpu': 1 },
  })
  expect(file('values.yaml')).toContain('nvidia.com/gpu: 1')
  expect(configOf(defaults, 'speech-gateway')).toBe(`port: 9090
models: "/models"
speech:
  engine: whisper
  language: en
  maxWorkers: 4
  model: whisper-medium
  vad:
    minSilenceMs: 500
    threshold: 0.5
`)
  expect(refusal('--set', 'speechGateway.config.vad.threshold=1.5')).toContain('threshold')
  expect(refusal('--set', 'speechGateway.config.maxWorkers=0')).toContain('maxWorkers')
  for (const key of ['engine', 'model', 'language'])
    expect(refusal('--set-string', `speechGateway.config.${key}=`)).toContain(key)
})

test('VOX-09 each pod keeps models on a claim of its own', () => {
  expect(plain(at(defaults.one('StatefulSet', speech), 'spec.volumeClaimTemplates'))).toEqual([
    {
      metadata: {
        name: 'models',
        labels: {
          'app.kubernetes.io/name': 'voice-gateway',
          'app.kubernetes.io/instance': 'voice-gateway',
          'app.kubernetes.io/component': 'speech-gateway',
        },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'standard',
        resources: { requests: { storage: '10Gi' } },
      },
    },
  ])
  expect(defaults.pod(speech, 'containers.0.volumeMounts')).toContainEqual({
    name: 'models',
    mountPath: '/models',
  })
  expect(at(defaults.one('StatefulSet', speech), 'spec.serviceName')).toBe(`${speech}-headless`)
  expect(defaults.names('PersistentVolumeClaim')).toEqual([])
  const other = render(
    '--set',
    'speechGateway.modelStorage.storageClass=,speechGateway.modelStorage.size=40Gi,speechGateway.modelStorage.mountPath=/var/models',
  )
  const template = at(other.one('StatefulSet', speech), 'spec.volumeClaimTemplates.0.spec')
  expect(plain(template)).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '40Gi' } },
  })
  expect(other.pod(speech, 'containers.0.volumeMounts')).toContainEqual({
    name: 'models',
    mountPath: '/var/models',
  })
  expect(configOf(other, 'speech-gateway')).toContain('models: "/var/models"')
})

test('VOX-09 with ReadWriteMany all share one claim; switched off, models are loaded anew', () => {
  const shared = render(...example('amd'))
  expect(at(shared.one('StatefulSet', speech), 'spec')).not.toHaveProperty('volumeClaimTemplates')
  expect(plain(at(shared.one('PersistentVolumeClaim', 'voice-gateway-models'), 'spec'))).toEqual({
    accessModes: ['ReadWriteMany'],
    storageClassName: 'nfs-client',
    resources: { requests: { storage: '10Gi' } },
  })
  expect(shared.pod(speech, 'volumes')).toContainEqual({
    name: 'models',
    persistentVolumeClaim: { claimName: 'voice-gateway-models' },
  })
  const off = render('--set', 'speechGateway.modelStorage.enabled=false')
  expect(at(off.one('StatefulSet', speech), 'spec')).not.toHaveProperty('volumeClaimTemplates')
  expect(off.names('PersistentVolumeClaim')).toEqual([])
  expect(off.pod(speech, 'volumes')).toContainEqual({ name: 'models', emptyDir: {} })
})

test('VOX-10 GPUs of NVIDIA: resource, node label, taint', () => {
  expect(defaults.pod(speech, 'nodeSelector')).toEqual({ 'nvidia.com/gpu.present': 'true' })
  expect(defaults.pod(speech, 'tolerations')).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ])
  const two = render('--set', 'speechGateway.gpu.count=2')
  expect(two.pod(speech, 'containers.0.resources.limits')).toEqual({
    cpu: '4',
    memory: '8Gi',
    'nvidia.com/gpu': 2,
  })
  const own = render(
    '--set-string',
    'speechGateway.gpu.nodeSelector.pool=a,speechGateway.nodeSelector.disk=ssd',
  )
  expect(own.pod(speech, 'nodeSelector')).toEqual({
    'nvidia.com/gpu.present': 'true',
    pool: 'a',
    disk: 'ssd',
  })
  for (const name of [media, runtime, integration]) {
    expect(defaults.pod(name)).not.toHaveProperty('nodeSelector')
    expect(defaults.pod(name, 'containers.0.resources.limits')).not.toHaveProperty(['nvidia.com/gpu'])
  }
})

test('VOX-10 GPUs of AMD change the resource, the label and the taint; none asks for none', () => {
  const amd = render(...example('amd'))
  expect(amd.pod(speech, 'containers.0.resources.limits')).toEqual({
    cpu: '4',
    memory: '8Gi',
    'amd.com/gpu': 1,
  })
  expect(amd.pod(speech, 'nodeSelector')).toEqual({ 'feature.node.kubernetes.io/amd-gpu': 'true' })
  expect(amd.pod(speech, 'tolerations')).toContainEqual({
    key: 'amd.com/gpu',
    operator: 'Exists',
    effect: 'NoSchedule',
  })
  const cpu = render(...example('cpu'))
  expect(cpu.pod(speech, 'containers.0.resources.limits')).toEqual({ cpu: '4', memory: '8Gi' })
  expect(cpu.pod(speech)).not.toHaveProperty('nodeSelector')
  expect(cpu.pod(speech)).not.toHaveProperty('tolerations')
  expect(refusal('--set', 'speechGateway.gpu.type=intel')).toContain('type')
})

test('VOX-10 resources may be taken away whole', () => {
  const none = render('--set', 'speechGateway.resources=null')
  expect(none.pod(speech, 'containers.0.resources')).toEqual({ limits: { 'nvidia.com/gpu': 1 } })
})

test('VOX-11 speech gateways scale from 1 to 5 at 80 per cent of their GPUs, by KEDA', () => {
  const scaled = plain(at(defaults.one('ScaledObject', speech), 'spec')) as {
    triggers: { metadata: Record<string, string> }[]
  }
  expect(scaled).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: speech },
    minReplicaCount: 1,
    maxReplicaCount: 5,
    triggers: [
      {
        type: 'prometheus',
        metricType: 'Value',
        metadata: {
          threshold: '80',
          serverAddress: 'http://prometheus-operated.monitoring.svc:9090',
        },
      },
    ],
  })
  const { query } = scaled.triggers[0]!.metadata
  const pods = '="default",exported_pod=~"voice-gateway-speech-gateway-.+"}'
  expect(query).toContain(`avg(DCGM_FI_DEV_GPU_UTIL{exported_namespace${pods})`)
  expect(query).toContain(' or 100 * sum(voicetyped_speech_busy_workers{')
  expect(query).toContain(') / sum(voicetyped_speech_workers{')
  expect(at(defaults.one('StatefulSet', speech), 'spec')).not.toHaveProperty('replicas')
  expect(at(defaults.one('StatefulSet', speech), 'spec.podManagementPolicy')).toBe('Parallel')
})

test('VOX-11 the scaler follows its values, and gives way to replicas when it is off', () => {
  const other = render(
    '--set',
    'speechGateway.replicas=3,speechGateway.autoscaling.maxReplicas=8,speechGateway.autoscaling.targetGPUUtilization=60,speechGateway.autoscaling.prometheusAddress=http://p:9090',
  )
  expect(plain(at(other.one('ScaledObject', speech), 'spec'))).toMatchObject({
    minReplicaCount: 3,
    maxReplicaCount: 8,
    triggers: [{ metadata: { threshold: '60', serverAddress: 'http://p:9090' } }],
  })
  const query = (...args: string[]) =>
    at(render(...args).one('ScaledObject', speech), 'spec.triggers.0.metadata.query')
  expect(query('--set', 'speechGateway.gpu.type=amd')).toContain('gpu_gfx_activity')
  expect(query('--set', 'speechGateway.autoscaling.query=sum(x)')).toBe('sum(x)')
  const off = render('--set', 'speechGateway.autoscaling.enabled=false,speechGateway.replicas=2')
  expect(off.names('ScaledObject')).toEqual([])
  expect(at(off.one('StatefulSet', speech), 'spec.replicas')).toBe(2)
})

test('VOX-12 the runtime has the documented size, settings and autoscaler', () => {
  expect(defaults.pod(runtime, 'containers.0.resources')).toEqual({
    requests: { cpu: '250m', memory: '256Mi' },
    limits: { cpu: '1', memory: '512Mi' },
  })
  expect(configOf(defaults, 'runtime')).toBe(`port: 9090
dialogs: /dialogs
conversations:
  bargeIn: true
  defaultTimeout: 10s
  maxConcurrentCalls: 100
  stateStore: redis
`)
  expect(hpa(runtime)).toEqual([2, 20, 60])
  const still = render('--set', 'runtime.autoscaling.enabled=false')
  expect(at(still.one('Deployment', runtime), 'spec.replicas')).toBe(2)
  expect(refusal('--set-string', 'runtime.config.defaultTimeout=soon')).toContain('defaultTimeout')
  expect(refusal('--set', 'runtime.config.maxConcurrentCalls=0')).toContain('maxConcurrentCalls')
  expect(refusal('--set', 'runtime.config.stateStore=etcd')).toContain('stateStore')
  expect(notes('--set', 'runtime.config.stateStore=memory')).toContain('calls end with the pod')
})

test('VOX-12 dialogs come from the ConfigMap that is named, and pods start without it', () => {
  expect(defaults.pod(runtime, 'volumes')).toContainEqual({
    name: 'dialogs',
    configMap: { name: 'voice-gateway-dialogs', optional: true },
  })
  expect(defaults.pod(runtime, 'containers.0.volumeMounts')).toContainEqual({
    name: 'dialogs',
    mountPath: '/dialogs',
  })
  const none = render('--set', 'runtime.dialogConfigMap=')
  expect(JSON.stringify(none.pod(runtime, 'volumes'))).not.toContain('dialogs')
})

test('VOX-13 the integration gateway has its API on 8080 and scales from 2 to 10 at 60 per cent', () => {
  expect(defaults.pod(integration, 'containers.0.resources')).toEqual({
    requests: { cpu: '250m', memory: '256Mi' },
    limits: { cpu: '1', memory: '512Mi' },
  })
  expect(plain(at(defaults.one('Service', integration), 'spec'))).toMatchObject({
    type: 'ClusterIP',
    ports: [{ name: 'api', port: 8080, targetPort: 'api', protocol: 'TCP' }],
  })
  expect(defaults.pod(integration, 'containers.0.ports')).toContainEqual({ name: 'api', containerPort: 8080 })
  expect(configOf(defaults, 'integration')).toBe('port: 8080\n')
  expect(hpa(integration)).toEqual([2, 10, 60])
  const other = render('--set', 'integration.service.apiPort=80,integration.autoscaling.enabled=false')
  expect(at(other.one('Service', integration), 'spec.ports.0.port')).toBe(80)
  expect(other.env(runtime).VG_INTEGRATION_ADDRESS).toBe('voice-gateway-integration:80')
  expect(at(other.one('Deployment', integration), 'spec.replicas')).toBe(2)
})

test('VOX-01 the chart says what it is, what it needs and what it runs', () => {
  expect(file('Chart.yaml')).toBe(`apiVersion: v2
name: voice-gateway
description: "voicetyped answers calls: media, speech, conversations and an API, each scaled on its own."
type: application
version: "1.0.0"
appVersion: "latest"
kubeVersion: ">=1.26.0-0"
home: https://voicetyped.com
keywords:
  - voice
  - sip
  - speech
  - telephony
`)
  const readme = file('README.md')
  const section = (title: string) => readme.split(`## ${title}\n\n`)[1]!.split('\n\n## ')[0]!
  expect(section('Before you install').split('\n')).toEqual([
    '- Kubernetes 1.26 or newer',
    '- Helm 3.14 or newer, or Helm 4',
    '- A provisioner of PersistentVolumes, for models and Redis',
    '- GPUs that nodes offer, by the NVIDIA GPU Operator or the one of AMD (optional: speechGateway.gpu.enabled=false computes on CPUs)',
    '- KEDA, and the load of GPUs in Prometheus (optional: speechGateway.autoscaling.enabled=false keeps the number of pods)',
    '- The metric of the exporter of GPUs (optional: without it busy workers are counted)',
    '- cert-manager (optional: without it the chart makes a CA and certificates)',
    '- The issuer of certificates',
    '- The Prometheus Operator (optional: without it there is no ServiceMonitor)',
    '- The ConfigMap with the dialogs (optional: without it there are no dialogs)',
    '- The metrics port free on the nodes of media gateways; node-exporter has 9100 too',
  ])
  const runs = section('What it runs')
  for (const what of [
    '| `integration` | The API, and what conversations look up | Deployment, Service |',
    '| `runtime` | Runs the dialogs | Deployment, Service |',
    '| `speech-gateway` | Hears and speaks | StatefulSet, Service |',
    '| `media-gateway` | Speaks SIP and RTP with callers | Deployment, Service |',
  ])
    expect(runs).toContain(what)
})

test('VOX-02 NOTES say where callers reach it', () => {
  const said = notes('--set-string', 'mediaGateway.config.rtpPortRange=30000-30100')
  expect(said).toContain('kubectl --namespace default get service voice-gateway-media-gateway')
  expect(said).toContain('port 5060')
  expect(said).toContain('UDP ports 30000-30100')
})

test('VOX-06 names may be found as the node finds them', () => {
  expect(render('--set', 'mediaGateway.dnsPolicy=Default').pod(media, 'dnsPolicy')).toBe('Default')
})
