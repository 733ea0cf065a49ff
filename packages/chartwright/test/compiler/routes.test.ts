import { expect, test } from 'vitest'
import {
  gatewayRoute,
  image,
  ingress,
  networkPolicies,
  networkPolicy,
  publish,
  published,
  route,
  service,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const chart = compiled(
  {
    ...img,
    ingress: ingress(),
    gateway: gatewayRoute(),
    apiGateway: gatewayRoute(),
    ssh: published({ port: 22 }),
    networkPolicy: networkPolicy(),
  },
  ($) => {
    const web = service('web', { image: $.image, ports: { http: 8080 }, expose: { http: 80 } })
    const git = service('git', { image: $.image, ports: { http: 8021, ssh: 2222 } })
    return [
      web,
      git,
      route('page', {
        ingress: $.ingress,
        gateway: $.gateway,
        rules: [{ to: web.port('http') }, { path: '/git', to: git.port('http') }],
      }),
      route('api', {
        gateway: $.apiGateway,
        rules: [{ path: '/api', to: web.port('http'), rewrite: '/' }],
      }),
      publish('git-ssh', git.port('ssh'), $.ssh),
      networkPolicies($.networkPolicy),
    ]
  },
)
const file = (name: string) => chart.files.get(`templates/${name}.yaml`) ?? ''

test('an Ingress has the hosts of the operator, and all paths where the operator lists none', () => {
  expect(file('page-ingress')).toMatch(/^\{\{- if \.Values\.ingress\.enabled \}\}\n/)
  expect(file('page-ingress')).toContain(`spec:
  {{- with .Values.ingress.className }}
  ingressClassName: {{ . | quote }}
  {{- end }}
  {{- with .Values.ingress.tls }}
  tls:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  rules:
    {{- range $host := .Values.ingress.hosts }}
    - host: {{ $host.host | quote }}
      http:
        paths:
          {{- range $path := default (list (dict "path" "/")) $host.paths }}
          - path: {{ $path.path | quote }}
            pathType: {{ dig "pathType" "Prefix" $path }}
            backend:
              service:
                name: {{ include "shop.fullname" $ }}-web
                port:
                  name: http
          {{- end }}
          - path: /git
            pathType: Prefix
            backend:
              service:
                name: {{ include "shop.fullname" $ }}-git
                port:
                  name: http
    {{- end }}
`)
})

test('the same route is an HTTPRoute of the Gateway API, by the ports of the Services', () => {
  expect(file('page-httproute')).toContain(`spec:
  {{- with .Values.gateway.parentRefs }}
  parentRefs:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.gateway.hostnames }}
  hostnames:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: "/"
      backendRefs:
        - name: {{ include "shop.fullname" . }}-web
          port: 80
    - matches:
        - path:
            type: PathPrefix
            value: /git
`)
})

test('a prefix is rewritten by a filter', () => {
  expect(file('api-httproute')).toContain(`      filters:
        - type: URLRewrite
          urlRewrite:
            path:
              type: ReplacePrefixMatch
              replacePrefixMatch: "/"
`)
})

test('a route without a host or a Gateway is refused, with the key to set', () => {
  expect(file('validate')).toContain(
    '{{- fail "ingress.enabled is true, but ingress.hosts is empty: set ingress.hosts[0].host, or ingress.enabled=false." }}',
  )
  expect(file('validate')).toContain(
    '{{- fail "gateway.enabled is true, but gateway.parentRefs is empty: set gateway.parentRefs[0].name, or gateway.enabled=false." }}',
  )
})

test('a published port has a Service of its own', () => {
  expect(file('git-ssh-service')).toContain(`spec:
  type: {{ .Values.ssh.type }}
  externalTrafficPolicy: {{ .Values.ssh.externalTrafficPolicy }}
  {{- if eq .Values.ssh.type "LoadBalancer" }}
  {{- with .Values.ssh.loadBalancerSourceRanges }}
  loadBalancerSourceRanges:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  ports:
    - name: ssh
      port: {{ .Values.ssh.port }}
      targetPort: ssh
      {{- if gt (int .Values.ssh.nodePort) 0 }}
      nodePort: {{ .Values.ssh.nodePort }}
      {{- end }}
      protocol: TCP
  selector:
`)
})

test('policies admit the outside where a way in is open', () => {
  expect(file('git-networkpolicy')).toContain(`    {{- if .Values.ssh.enabled }}
    - ports:
        - port: 2222
          protocol: TCP
    {{- end }}`)
  expect(file('web-networkpolicy')).toContain('{{- if or .Values.ingress.enabled .Values.gateway.enabled')
})

test('routes lead somewhere, each path to one place, and rewrite only where that can be done', () => {
  const problems = reported({ ...img, ingress: ingress(), ssh: published({ port: 22 }) }, ($) => {
    const web = service('web', { image: $.image, ports: { http: 80 } })
    const gone = service('gone', { image: $.image, ports: { ssh: 22 } })
    return [
      web,
      route('a', { ingress: $.ingress, rules: [{ path: '/x', to: web.port('http'), rewrite: '/' }] }),
      route('b', { ingress: $.ingress, rules: [{ path: 'x', to: web.port('http') }] }),
      route('c', { ingress: $.ingress, rules: [{ to: web.port('http') }, { to: web.port('http') }] }),
      route('d', {}),
      publish('e', gone.port('ssh'), $.ssh),
    ]
  })
  expect(problems.map(({ code }) => code).sort()).toEqual([
    'part-incomplete',
    'part-incomplete',
    'part-unlisted',
    'route-invalid',
    'route-invalid',
    'route-invalid',
  ])
})
