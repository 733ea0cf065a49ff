import { describe, expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import { schemasMissing } from '../../../../test/support/kubernetes-schemas.ts'
import { wrongIn } from '../../../../test/support/validate-custom.ts'
import {
  gateway,
  gatewayRoute,
  gatewayValues,
  image,
  ingress,
  networkPolicies,
  networkPolicy,
  rewriteBy,
  route,
  service,
  streamRoute,
  streamRouteValues,
  udp,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const emitted = compiled(
  {
    ...img,
    gateway: gatewayValues(),
    ingress: ingress(),
    rewriteBy: rewriteBy(),
    route: gatewayRoute(),
    ssh: streamRouteValues({ port: 22 }),
    turn: streamRouteValues({ port: 3478 }),
    networkPolicy: networkPolicy(),
  },
  ($) => {
    const edge = gateway('edge', $.gateway)
    const web = service('web', { image: $.image, ports: { http: 8080 }, expose: { http: 80 } })
    const git = service('git', { image: $.image, ports: { ssh: 2222 } })
    const turn = service('turn', { image: $.image, ports: { turn: udp(3478) } })
    return [
      edge,
      web,
      git,
      turn,
      route('page', {
        gateway: $.route,
        ingress: $.ingress,
        rewriteBy: $.rewriteBy,
        on: edge,
        rules: [
          { to: web.port('http') },
          { path: '/api', to: web.port('http'), rewrite: '/' },
          { path: '/a.b', to: web.port('http'), rewrite: '/v1' },
        ],
      }),
      streamRoute('ssh', { from: $.ssh, on: edge, to: git.port('ssh') }),
      streamRoute('turn', { from: $.turn, on: edge, to: turn.port('turn') }),
      networkPolicies($.networkPolicy),
    ]
  },
)
const shop = onHelm(emitted)
const on = {
  gateway: { enabled: true, className: 'istio' },
  route: { enabled: true },
  ssh: { enabled: true },
  turn: { enabled: true },
}
const secure = { ...on, gateway: { ...on.gateway, https: { enabled: true, secretName: 'mine' } } }
const find = (values: object, kind: string, name: string, apis: string[] = []) =>
  shop
    .objects({ values, apis })
    .find((object) => object.kind === kind && object.metadata?.name === `rel-shop-${name}`)

test('a Gateway as a careful human writes it', () => {
  expect(emitted.files.get('templates/edge-gateway.yaml')).toBe(`{{- if .Values.gateway.enabled }}
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: {{ include "shop.fullname" . }}-edge
  labels:
    {{- include "shop.labels" . | nindent 4 }}
    app.kubernetes.io/component: edge
  {{- with .Values.gateway.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  gatewayClassName: {{ .Values.gateway.className | quote }}
  listeners:
    - name: http
      port: {{ .Values.gateway.http.port }}
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: {{ .Values.gateway.namespaces }}
    {{- if .Values.gateway.https.enabled }}
    - name: https
      port: {{ .Values.gateway.https.port }}
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs:
          - name: {{ include "shop.edgeTlsSecretName" . | quote }}
      allowedRoutes:
        namespaces:
          from: {{ .Values.gateway.namespaces }}
    {{- end }}
    {{- if .Values.ssh.enabled }}
    - name: ssh
      port: {{ .Values.ssh.port }}
      protocol: TCP
      allowedRoutes:
        namespaces:
          from: {{ .Values.gateway.namespaces }}
    {{- end }}
    {{- if .Values.turn.enabled }}
    - name: turn
      port: {{ .Values.turn.port }}
      protocol: UDP
      allowedRoutes:
        namespaces:
          from: {{ .Values.gateway.namespaces }}
    {{- end }}
{{- end }}
`)
})

test('routes attach to the Gateway of the chart, and to those that the operator names', () => {
  const values = { ...on, route: { enabled: true, parentRefs: [{ name: 'shared', namespace: 'edge' }] } }
  expect(find(values, 'HTTPRoute', 'page')?.spec).toMatchObject({
    parentRefs: [{ name: 'rel-shop-edge' }, { name: 'shared', namespace: 'edge' }],
  })
  expect(find({ route: values.route }, 'HTTPRoute', 'page')?.spec).toMatchObject({
    parentRefs: [{ name: 'shared', namespace: 'edge' }],
  })
})

test('with a certificate of its own, HTTP is sent on to HTTPS and routes answer there only', () => {
  expect(find(secure, 'Gateway', 'edge')?.spec).toMatchObject({
    listeners: [
      { name: 'http' },
      { name: 'https', tls: { certificateRefs: [{ name: 'mine' }] } },
      { name: 'ssh', protocol: 'TCP', port: 22 },
      { name: 'turn', protocol: 'UDP', port: 3478 },
    ],
  })
  expect(find(secure, 'HTTPRoute', 'page')?.spec).toMatchObject({
    parentRefs: [{ name: 'rel-shop-edge', sectionName: 'https' }],
  })
  expect(find(secure, 'HTTPRoute', 'edge-redirect')?.spec).toEqual({
    parentRefs: [{ name: 'rel-shop-edge', sectionName: 'http' }],
    rules: [
      {
        filters: [
          { type: 'RequestRedirect', requestRedirect: { scheme: 'https', port: 443, statusCode: 301 } },
        ],
      },
    ],
  })
  const both = { ...secure, gateway: { ...secure.gateway, http: { redirect: false } } }
  expect(find(both, 'HTTPRoute', 'edge-redirect')).toBeUndefined()
  expect(find(both, 'HTTPRoute', 'page')?.spec).toMatchObject({ parentRefs: [{ name: 'rel-shop-edge' }] })
})

test('cert-manager makes the certificate that the listener reads', () => {
  const issuer = { name: 'letsencrypt' }
  const https = { enabled: true, issuer }
  const values = { ...on, gateway: { ...on.gateway, hosts: ['shop.example.test'], https } }
  const certificate = find(values, 'Certificate', 'edge')?.spec as { secretName: string }
  expect(certificate).toEqual({
    secretName: 'rel-shop-edge-tls',
    dnsNames: ['shop.example.test'],
    issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer', group: 'cert-manager.io' },
  })
  expect(JSON.stringify(find(values, 'Gateway', 'edge')?.spec)).toContain(`"${certificate.secretName}"`)
})

test('TCP and UDP have routes of their own, in the version that the cluster serves', () => {
  const ssh = find(on, 'TCPRoute', 'ssh')
  expect(ssh).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    spec: {
      parentRefs: [{ name: 'rel-shop-edge', sectionName: 'ssh' }],
      rules: [{ backendRefs: [{ name: 'rel-shop-git', port: 2222 }] }],
    },
  })
  const newer = ['gateway.networking.k8s.io/v1/UDPRoute']
  expect(find(on, 'UDPRoute', 'turn', newer)?.apiVersion).toBe('gateway.networking.k8s.io/v1')
  const policy = find({ ...on, networkPolicy: { enabled: true } }, 'NetworkPolicy', 'turn')?.spec as {
    ingress: unknown[]
  }
  expect(policy.ingress).toContainEqual({ ports: [{ port: 3478, protocol: 'UDP' }] })
})

describe('a prefix that is rewritten', () => {
  const ingressOn = { ingress: { enabled: true, hosts: [{ host: 'shop.test' }] } }
  const paths = (name: string, values: object) => {
    const spec = find({ ...ingressOn, ...values }, 'Ingress', name)?.spec as
      { rules: { host: string; http: { paths: { path: string; pathType: string }[] } }[] } | undefined
    return spec?.rules.map(({ host, http }) => [host, ...http.paths.map(({ path }) => path)])
  }

  test('by a filter, where the Gateway API routes', () => {
    const { rules } = find(on, 'HTTPRoute', 'page')?.spec as { rules: { filters?: unknown }[] }
    expect(rules[2]!.filters).toEqual([
      {
        type: 'URLRewrite',
        urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v1' } },
      },
    ])
  })

  test('by an Ingress of its own for ingress-nginx, a regular expression', () => {
    expect(paths('page', {})).toEqual([['shop.test', '/']])
    expect(paths('page-rewrite', {})).toEqual([['shop.test', '/api(/|$)(.*)']])
    expect(paths('page-rewrite-2', {})).toEqual([['shop.test', '/a\\.b(/|$)(.*)']])
    expect(find(ingressOn, 'Ingress', 'page-rewrite-2')?.metadata).toMatchObject({
      annotations: {
        'nginx.ingress.kubernetes.io/use-regex': 'true',
        'nginx.ingress.kubernetes.io/rewrite-target': '/v1/$2',
      },
    })
    expect(find(ingressOn, 'Middleware', 'page-rewrite')).toBeUndefined()
  })

  test('by a Middleware for Traefik, which the Ingress names', () => {
    const values = { ...ingressOn, rewriteBy: 'traefik' }
    expect(paths('page-rewrite-2', values)).toEqual([['shop.test', '/a.b']])
    expect(find(values, 'Ingress', 'page-rewrite-2')?.metadata).toMatchObject({
      annotations: {
        'traefik.ingress.kubernetes.io/router.middlewares': 'default-rel-shop-page-rewrite-2@kubernetescrd',
      },
    })
    const { replacePathRegex } = find(values, 'Middleware', 'page-rewrite-2')?.spec as {
      replacePathRegex: { regex: string; replacement: string }
    }
    const { regex, replacement } = replacePathRegex
    expect('/a.b/c/d'.replace(new RegExp(regex), replacement)).toBe('/v1/c/d')
    expect('/a.bc'.replace(new RegExp(regex), replacement)).toBe('/a.bc')
  })
})

test.each([
  ['no class', { gateway: { enabled: true } }, 'gateway.enabled is true, but gateway.className is empty'],
  ['no certificate', { gateway: { ...on.gateway, https: { enabled: true } } }, 'there is no certificate'],
  [
    'no names for cert-manager',
    { gateway: { ...on.gateway, https: { enabled: true, issuer: { name: 'a' } } } },
    'gateway.https.issuer.name is set, but gateway.hosts is empty',
  ],
  ['no Gateway', { ssh: { enabled: true } }, 'ssh.parentRefs is empty and gateway.enabled is false'],
])('%s is refused, with the key to set', (_, values, message) => {
  expect(shop.refusal({ values })).toContain(message)
})

describe.skipIf(schemasMissing())('what is made is valid', () => {
  test.each([
    ['a Gateway', secure],
    ['Ingresses', { ingress: { enabled: true, hosts: [{ host: 'a.test' }, { host: 'b.test' }] } }],
  ])('%s', (_, values) => {
    for (const line of ['3', '4'] as const) expect(wrongIn(shop.objects({ values, line }))).toEqual([])
  })
})

test('a Gateway that is not listed, and listeners that share a port, are refused', () => {
  const problems = reported(
    { ...img, gateway: gatewayValues(), route: gatewayRoute(), a: streamRouteValues({ port: 443 }) },
    ($) => {
      const edge = gateway('edge', $.gateway)
      const lost = gateway('lost', $.gateway)
      const web = service('web', { image: $.image, ports: { http: 80 } })
      return [
        edge,
        web,
        route('page', { gateway: $.route, on: lost, to: web.port('http') }),
        streamRoute('a', { from: $.a, on: edge, to: web.port('http') }),
      ]
    },
  )
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['port-duplicate', 'the listener "a" of "edge" has the name or the port of "https"'],
    ['part-unlisted', '"page" attaches to "lost", which is not part of the chart'],
  ])
})
