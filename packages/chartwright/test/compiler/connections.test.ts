import { expect, test } from 'vitest'
import {
  bool,
  external,
  group,
  image,
  listOf,
  networkPolicies,
  networkPolicy,
  oneOf,
  service,
  string,
  udp,
  when,
  worker,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const chart = compiled(
  {
    ...img,
    cache: bool(false),
    pay: bool(true),
    media: group('Media', { hostNetwork: bool(true) }),
    webType: oneOf(['ClusterIP', 'LoadBalancer']),
    redisCIDRs: listOf(string('')),
    nodeCIDRs: listOf(string('')),
    networkPolicy: networkPolicy(),
  },
  ($) => {
    const cache = service('cache', { image: $.image, when: $.cache, ports: { redis: 6379 } })
    const api = service('api', {
      image: $.image,
      ports: { http: 8080, rpc: 9000 },
      expose: { http: 80, rpc: 9000 },
      connectsTo: [
        cache.port('redis').as('CACHE_URL', 'redis'),
        external('postgres', { port: [5432, 6432], keys: ['DATABASE_URL'] }),
        external('redis', { port: 6379, cidrs: $.redisCIDRs, fallback: 'memory' }),
      ],
    })
    const web = service('web', {
      image: $.image,
      ports: { http: 8081 },
      serviceType: $.webType,
      connectsTo: [api.port('http').as('API'), when($.pay, api.port('rpc'))],
    })
    const media = worker('media', {
      image: $.image,
      ports: { rtp: udp(5000) },
      hostNetwork: $.media.hostNetwork,
      connectsTo: [api.port('rpc')],
    })
    const { enabled, extraIngress, extraEgress } = $.networkPolicy
    return [
      cache,
      api,
      web,
      media,
      networkPolicies({ enabled, extraIngress, extraEgress, nodeCIDRs: $.nodeCIDRs }),
    ]
  },
)
const file = (name: string) => chart.files.get(name) ?? ''
const section = (text: string, from: string) => text.slice(text.indexOf(from))

test('a connection opens the port on both sides, by the port of the pod', () => {
  const toApi = section(file('templates/web-networkpolicy.yaml'), '  egress:')
  expect(toApi).toContain(`    - ports:
        - port: 8080
          protocol: TCP
      to:
        - podSelector:
            matchLabels:
              {{- include "shop.selectorLabels" . | nindent 14 }}
              app.kubernetes.io/component: api
`)
  const fromWeb = section(file('templates/api-networkpolicy.yaml'), '  ingress:')
  expect(fromWeb).toContain(`    - ports:
        - port: 8080
          protocol: TCP
      from:
        - podSelector:
            matchLabels:
              {{- include "shop.selectorLabels" . | nindent 14 }}
              app.kubernetes.io/component: web
`)
})

test('a connection under a condition is there on both sides only then', () => {
  expect(file('templates/web-networkpolicy.yaml')).toContain(`    {{- if .Values.pay }}
    - ports:
        - port: 9000`)
  expect(file('templates/api-networkpolicy.yaml')).toContain(`        {{- if .Values.pay }}
        - podSelector:`)
})

test('a connection to a workload that is there only sometimes is there only then, and so is its variable', () => {
  expect(file('templates/api-networkpolicy.yaml')).toContain(`    {{- if .Values.cache }}
    - ports:
        - port: 6379`)
  expect(file('templates/cache-networkpolicy.yaml')).toMatch(
    /^\{\{- if and \.Values\.networkPolicy\.enabled \.Values\.cache \}\}\n/,
  )
  expect(file('templates/api-deployment.yaml')).toContain(`            {{- if .Values.cache }}
            - name: CACHE_URL
              value: redis://{{ include "shop.fullname" . }}-cache:6379
            {{- end }}`)
  expect(file('templates/web-deployment.yaml')).toContain(`            - name: API
              value: {{ include "shop.fullname" . }}-api:80`)
})

test('a dependency outside is reached at any address, or at those that the operator lists', () => {
  const egress = section(file('templates/api-networkpolicy.yaml'), '  egress:')
  expect(egress).toContain(`    - ports:
        - port: 5432
          protocol: TCP
        - port: 6432
          protocol: TCP
    - ports:
        - port: 6379
          protocol: TCP
      {{- if .Values.redisCIDRs }}
      to:
        {{- range $cidr := .Values.redisCIDRs }}
        - ipBlock:
            cidr: {{ $cidr | quote }}
        {{- end }}
      {{- end }}`)
})

test('pods in the network of their node are admitted by the addresses of nodes', () => {
  const ingress = section(file('templates/api-networkpolicy.yaml'), '  ingress:')
  expect(ingress).toContain(`    {{- if .Values.media.hostNetwork }}
    - ports:
        - port: 9000
          protocol: TCP
      {{- if .Values.nodeCIDRs }}
      from:
        {{- range $cidr := .Values.nodeCIDRs }}
        - ipBlock:`)
})

test('a port that the outside reaches is open to all while it does', () => {
  expect(file('templates/web-networkpolicy.yaml')).toContain(`    {{- if ne .Values.webType "ClusterIP" }}
    - ports:
        - port: 8081
          protocol: TCP
    {{- end }}`)
})

test('what nobody asked for is denied, names are resolved, and the test pod reaches the Services', () => {
  expect(file('templates/default-deny-networkpolicy.yaml')).toContain(`spec:
  podSelector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
{{- end }}`)
  for (const name of ['web', 'api', 'cache', 'media', 'test'])
    expect(section(file(`templates/${name}-networkpolicy.yaml`), '  egress:')).toContain(`    - ports:
        - port: 53
          protocol: UDP`)
  expect(section(file('templates/media-networkpolicy.yaml'), 'spec:')).not.toContain(
    '- ports:\n        - port: 5000',
  )
})

test('intents.json says who connects to whom, and what lies outside', () => {
  const { workloads } = JSON.parse(file('intents.json')) as { workloads: Record<string, unknown> }
  expect(workloads.web).toEqual({
    kind: 'Deployment',
    ports: [{ name: 'http', port: 8081, protocol: 'TCP' }],
    connectsTo: [
      { workload: 'api', port: 'http', env: 'API' },
      { workload: 'api', port: 'rpc', when: '{{ .Values.pay }}' },
    ],
  })
  expect(workloads.api).toMatchObject({
    connectsTo: [
      { workload: 'cache', port: 'redis', env: 'CACHE_URL', when: '{{ .Values.cache }}' },
      { external: 'postgres', ports: [5432, 6432], protocol: 'TCP', keys: ['DATABASE_URL'] },
      { external: 'redis', ports: [6379], cidrs: '{{ .Values.redisCIDRs }}', fallback: 'memory' },
    ],
  })
})

test('a connection to a port that is not offered, or to a part that is not listed, is a mistake', () => {
  const problems = reported(img, ($) => {
    const web = service('web', { image: $.image, ports: { http: 80 } })
    return [worker('mail', { image: $.image, connectsTo: [web.port('http')] })]
  })
  expect(problems.map(({ code }) => code)).toEqual(['part-unlisted'])
  const unknown = reported(img, ($) => {
    const web = service('web', { image: $.image, ports: { http: 80 } })
    return [web, worker('mail', { image: $.image, connectsTo: [web.port('htp')] })]
  })
  expect(unknown.map(({ code }) => code)).toEqual(['port-unknown'])
})
