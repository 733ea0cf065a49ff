// VOX-19 to VOX-26: who may talk to whom, dialogs, GPUs, load balancers, capacity, topology, further pages.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isMap } from '../../../packages/chartwright/src/go/index.ts'
import { parseYamlDocuments } from '../../../packages/chartwright/src/yaml/index.ts'
import { root } from '../../../test/support/repository.ts'
import { apis, at, chart, example, notes, plain, render } from './render.ts'

const defaults = render()
const file = (name: string) => fs.readFileSync(path.join(chart, name), 'utf8')

interface Rule {
  ports?: { port: number; endPort?: number; protocol: string }[]
  from?: {
    podSelector?: { matchLabels: Record<string, string> }
    namespaceSelector?: object
    ipBlock?: object
  }[]
  to?: { podSelector?: { matchLabels: Record<string, string> } }[]
}

const component = 'app.kubernetes.io/component'
const policy = (name: string, rendered = defaults) =>
  plain(at(rendered.one('NetworkPolicy', `voice-gateway-${name}`), 'spec')) as {
    ingress: Rule[]
    egress: Rule[]
  }
/** Who may come to a port: components, `outside` for everybody, `cluster` for every pod. */
function callers(name: string, port: number, rendered = defaults): string[] {
  const rules = policy(name, rendered).ingress.filter((rule) => rule.ports?.some((one) => one.port === port))
  return rules
    .flatMap(({ from }) =>
      from === undefined
        ? ['outside']
        : from.map((peer) =>
            peer.podSelector
              ? peer.podSelector.matchLabels[component]!
              : peer.ipBlock
                ? JSON.stringify(peer.ipBlock)
                : 'cluster',
          ),
    )
    .filter((one) => one !== 'test')
}

test('VOX-19 media gateways accept SIP and RTP from everywhere', () => {
  expect(callers('media-gateway', 5060)).toEqual(['outside'])
  expect(callers('media-gateway', 10000)).toEqual(['outside'])
  const rtp = policy('media-gateway').ingress.find(({ ports }) => ports?.[0]?.port === 10000)
  expect(rtp?.ports).toEqual([{ port: 10000, endPort: 20000, protocol: 'UDP' }])
  const range = render('--set-string', 'mediaGateway.config.rtpPortRange=30000-30100')
  expect(policy('media-gateway', range).ingress.flatMap(({ ports }) => ports)).toContainEqual({
    port: 30000,
    endPort: 30100,
    protocol: 'UDP',
  })
  expect(policy('media-gateway').egress.flatMap(({ ports }) => ports)).toContainEqual({
    port: 1024,
    endPort: 65535,
    protocol: 'UDP',
  })
})

test('VOX-19 speech accepts media, the runtime speech, the integration gateway the runtime and API clients', () => {
  const own = render('--set', 'mediaGateway.hostNetwork=false')
  expect(callers('speech-gateway', 9090, own)).toEqual(['media-gateway'])
  expect(callers('runtime', 9090)).toEqual(['speech-gateway'])
  expect(callers('integration', 8080).sort()).toEqual(['outside', 'runtime'])
  expect(callers('redis', 6379).sort()).toEqual(['redis', 'runtime'])
  expect(callers('redis', 26379).sort()).toEqual(['redis', 'runtime'])
  for (const name of ['media-gateway', 'speech-gateway', 'runtime', 'integration']) {
    expect(callers(name, 9100)).toEqual(['cluster'])
    expect(callers(name, 8081)).toEqual([])
  }
})

test('VOX-19 whoever is not named may do nothing, and all find names', () => {
  expect(plain(at(defaults.one('NetworkPolicy', 'voice-gateway-default-deny'), 'spec'))).toEqual({
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'voice-gateway',
        'app.kubernetes.io/instance': 'voice-gateway',
      },
    },
    policyTypes: ['Ingress', 'Egress'],
  })
  for (const name of ['media-gateway', 'speech-gateway', 'runtime', 'integration', 'redis'])
    expect(policy(name).egress[0]?.ports).toEqual([
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ])
  const targets = (name: string) =>
    policy(name).egress.flatMap(({ to }) => to?.map((peer) => peer.podSelector?.matchLabels[component]) ?? [])
  expect(targets('media-gateway')).toEqual(['speech-gateway'])
  expect(targets('speech-gateway')).toEqual(['runtime'])
  expect(targets('runtime').sort()).toEqual(['integration', 'redis', 'redis'])
  expect(targets('integration')).toEqual([])
  expect(render('--set', 'security.networkPolicy.enabled=false').names('NetworkPolicy')).toEqual([])
})

test('VOX-19 peers of pods in the network of a node admit the nodes, or everybody and a warning', () => {
  expect(callers('speech-gateway', 9090)).toEqual(['media-gateway', 'outside'])
  expect(notes()).toContain('until security.networkPolicy.nodeCIDRs names the nodes')
  const nodes = ['--set', 'security.networkPolicy.nodeCIDRs={10.0.0.0/16}']
  expect(callers('speech-gateway', 9090, render(...nodes))).toEqual([
    'media-gateway',
    '{"cidr":"10.0.0.0/16"}',
  ])
  expect(notes(...nodes)).not.toContain('nodeCIDRs names the nodes')
})

test('VOX-20 the dialog ConfigMap is made by the documented command, or as the documented object', () => {
  const command = 'kubectl create configmap voice-gateway-dialogs'
  expect(file('README.md')).toContain(
    `${command} \\\n  --from-file=/path/to/dialogs/ \\\n  --namespace voice-gateway`,
  )
  expect(notes()).toContain(`${command} --from-file=/path/to/dialogs/`)
  expect(notes('--set', 'runtime.dialogConfigMap=mine')).toContain('kubectl create configmap mine')
  expect(notes('--set', 'runtime.dialogConfigMap=')).not.toContain('kubectl create configmap')
  const shown = /```yaml\n(apiVersion: v1\nkind: ConfigMap[^]*?)```/.exec(file('README.md'))![1]!
  const object = parseYamlDocuments(shown)[0]!.value
  expect(plain(at(object, 'metadata'))).toEqual({ name: 'voice-gateway-dialogs', namespace: 'voice-gateway' })
  const dialog = parseYamlDocuments((at(object, 'data') as Record<string, string>)['helpdesk.yaml']!)[0]!
    .value
  expect(plain(at(dialog, 'states.start.on_enter.0'))).toEqual({
    action: 'play_tts',
    text: 'Welcome to IT support.',
  })
  expect(defaults.pod('voice-gateway-runtime', 'volumes')).toContainEqual({
    name: 'dialogs',
    configMap: { name: at(object, 'metadata.name'), optional: true },
  })
})

test('VOX-21 the README has the commands of the GPU Operator and of the label of nodes', () => {
  const readme = file('README.md')
  expect(readme).toContain('helm repo add nvidia https://helm.ngc.nvidia.com/nvidia')
  expect(readme).toContain(
    'helm install gpu-operator nvidia/gpu-operator \\\n  --namespace gpu-operator \\\n  --create-namespace',
  )
  expect(readme).toContain('kubectl label nodes gpu-node-1 nvidia.com/gpu.present=true')
})

test('VOX-22 the documented affinity for several types of GPUs renders as written', () => {
  const rendered = render(...example('gpu-types'))
  expect(rendered.pod('voice-gateway-speech-gateway', 'affinity')).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              {
                key: 'nvidia.com/gpu.product',
                operator: 'In',
                values: ['Tesla-T4', 'NVIDIA-A100-SXM4-40GB'],
              },
            ],
          },
        ],
      },
    },
  })
  expect(rendered.pod('voice-gateway-media-gateway')).not.toHaveProperty('affinity')
})

test('VOX-23 SIP over UDP behind the load balancers of AWS and Google, by their annotations', () => {
  const service = render(...example('load-balancer')).one('Service', 'voice-gateway-media-gateway')
  expect(plain(at(service, 'metadata.annotations'))).toEqual({
    'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    'cloud.google.com/l4-rbs': 'enabled',
  })
  expect(at(service, 'spec.type')).toBe('LoadBalancer')
  expect(plain(at(service, 'spec.ports.0'))).toMatchObject({ port: 5060, protocol: 'UDP' })
})

test('VOX-24 the capacity table is the document’s, as data and in the README', () => {
  const { capacity } = JSON.parse(file('intents.json')) as {
    capacity: { of: string; rows: { load: number; pods: Record<string, number> }[] }[]
  }
  const row = (load: number, pods: readonly number[]) => ({
    load,
    pods: {
      'media-gateway': pods[0],
      'speech-gateway': pods[1],
      runtime: pods[2],
      integration: pods[3],
    },
  })
  expect(capacity).toEqual([
    {
      of: 'Concurrent Calls',
      rows: [row(10, [2, 1, 2, 2]), row(50, [3, 2, 4, 3]), row(100, [5, 3, 8, 5]), row(500, [10, 5, 20, 10])],
    },
  ])
  expect(file('README.md')).toContain('| 100 | 5 | 3 | 8 | 5 |')
  expect(file('README.md')).toContain(
    '| Media GW Pods | Speech GW Pods (GPU) | Runtime Pods | Integration Pods |',
  )
})

test('VOX-24 every row of it is one that the autoscalers reach', () => {
  const { capacity } = JSON.parse(file('intents.json')) as {
    capacity: { rows: { pods: Record<string, number> }[] }[]
  }
  const most = Object.fromEntries(
    [...defaults.all('HorizontalPodAutoscaler'), ...defaults.all('ScaledObject')].map((scaler) => [
      String(at(scaler, 'metadata.name')).replace('voice-gateway-', ''),
      Number(at(scaler, 'spec.maxReplicas') ?? at(scaler, 'spec.maxReplicaCount')),
    ]),
  )
  const names = Object.keys(capacity[0]!.rows[0]!.pods)
  for (const { pods } of capacity[0]!.rows)
    for (const name of names) expect(pods[name]).toBeLessThanOrEqual(most[name]!)
})

test('VOX-25 a call goes from the balancer to media, speech, the runtime with Redis, and the integration gateway', () => {
  const env = (name: string) => defaults.env(`voice-gateway-${name}`)
  expect(plain(at(defaults.one('Service', 'voice-gateway-media-gateway'), 'spec.ports.0.port'))).toBe(5060)
  expect(env('media-gateway').VG_SPEECH_ADDRESS).toBe('voice-gateway-speech-gateway:9090')
  expect(env('speech-gateway').VG_RUNTIME_ADDRESS).toBe('voice-gateway-runtime:9090')
  expect(env('runtime').VG_REDIS_ADDRESS).toBe('voice-gateway-redis:26379')
  expect(env('runtime').VG_INTEGRATION_ADDRESS).toBe('voice-gateway-integration:8080')
  for (const name of ['speech-gateway', 'runtime'])
    expect(plain(at(defaults.one('Service', `voice-gateway-${name}`), 'spec.ports'))).toEqual([
      { name: 'grpc', port: 9090, targetPort: 'grpc', protocol: 'TCP' },
    ])
  const monitored = render(...apis('monitoring.coreos.com/v1'))
  expect(monitored.names('ServiceMonitor')).toEqual(['voice-gateway-metrics'])
  const edges = (
    JSON.parse(file('intents.json')) as {
      workloads: Record<string, { connectsTo?: { workload?: string; external?: string }[] }>
    }
  ).workloads
  const to = (name: string) => edges[name]!.connectsTo!.flatMap(({ workload }) => workload ?? [])
  expect(to('media-gateway')).toEqual(['speech-gateway'])
  expect(to('speech-gateway')).toEqual(['runtime'])
  expect(to('runtime')).toEqual(['integration', 'redis', 'redis'])
})

test('VOX-25 helm test asks every Service that speaks TCP', () => {
  const pod = defaults.one('Pod', 'voice-gateway-test')
  const containers = plain(at(pod, 'spec.containers')) as { name: string; command: string[] }[]
  expect(containers.map(({ name }) => name).sort()).toEqual([
    'integration-api',
    'redis-sentinel',
    'runtime-grpc',
    'speech-gateway-grpc',
  ])
  expect(containers.find(({ name }) => name === 'integration-api')?.command).toContain(
    'voice-gateway-integration',
  )
})

test('VOX-26 pages on air-gapped installs, security and observability have the commands and real value names', () => {
  const values = parseYamlDocuments(file('values.yaml'))[0]!.value
  const docs = path.join(root, 'platforms/voice-gateway/docs')
  const commands: Record<string, string[]> = {
    'air-gapped.md': ['helm pull', 'helm install voice-gateway ./voice-gateway', 'global.imageRegistry'],
    'security.md': [
      'kubectl auth can-i --list',
      'audit.k8s.io/v1',
      'security.mtls',
      'security.networkPolicy',
    ],
    'observability.md': ['observability.metrics', 'observability.tracing', 'otlpEndpoint'],
  }
  expect(file('README.md')).toContain('platforms/voice-gateway/docs')
  for (const [name, words] of Object.entries(commands)) {
    const text = fs.readFileSync(path.join(docs, name), 'utf8')
    for (const word of words) expect(text).toContain(word)
    // What a page names must be a value of the chart.
    for (const [, key] of text.matchAll(
      /`((?:global|security|observability|speechGateway|redis|tests)\.[A-Za-z.]+)(?:=[^`]*)?`/g,
    )) {
      const found = at(values, key!)
      expect([key, found === undefined && !isMap(found as never)]).toEqual([key, false])
    }
  }
})

test('VOX-19 the intents say in words who is outside, for the prover and the picture', () => {
  const { workloads } = JSON.parse(file('intents.json')) as {
    workloads: Record<string, { connectsTo?: { external?: string; about?: string }[] }>
  }
  const outside = Object.values(workloads).flatMap(({ connectsTo = [] }) => connectsTo)
  const about = (name: string) =>
    new Set(outside.filter((one) => one.external === name).map((one) => one.about))
  expect(about('otlp')).toEqual(new Set(['A collector of traces']))
  expect(about('callers')).toEqual(new Set(['Callers, for RTP']))
})

test('policies lead to the addresses of what is elsewhere, and to no others', () => {
  const nats = 'nats.mode=external,nats.host=nats.example.com,nats.port=4333,nats.cidrs={192.0.2.0/24}'
  const rules = render('--set', nats)
    .all('NetworkPolicy')
    .flatMap(
      (policy) => (plain(at(policy, 'spec.egress')) ?? []) as { ports?: { port: number }[]; to?: unknown }[],
    )
    .filter(({ ports = [] }) => ports.some(({ port }) => port === 4333))
  expect(rules.length).toBeGreaterThan(0)
  for (const { to } of rules) expect(to).toEqual([{ ipBlock: { cidr: '192.0.2.0/24' } }])
})
