// Gateway API 1.5's standard channel: https://gateway-api.sigs.k8s.io/reference/spec
import {
  any,
  between,
  bool,
  crd,
  list,
  listBy,
  mapOf,
  oneOf,
  oneOfNumbers,
  port,
  required,
  text,
  whole,
} from './notation.ts'

const selector = {
  matchExpressions: list({ key: required(text), operator: required(text), values: list(text) }),
  matchLabels: mapOf(text),
}
const parentRefs = list({
  group: text,
  kind: text,
  name: required(text),
  namespace: text,
  port,
  sectionName: text,
})
const reference = { group: text, kind: text, name: required(text), namespace: text }
const backend = { ...reference, port, weight: between(0, 1_000_000) }
const exactOrPattern = oneOf('Exact', 'RegularExpression')
const valueMatch = listBy('name', { name: required(text), type: exactOrPattern, value: required(text) })
const newPath = {
  replaceFullPath: text,
  replacePrefixMatch: text,
  type: required(oneOf('ReplaceFullPath', 'ReplacePrefixMatch')),
}
const headers = {
  add: listBy('name', { name: required(text), value: required(text) }),
  remove: list(text),
  set: listBy('name', { name: required(text), value: required(text) }),
}
const local = { group: required(text), kind: required(text), name: required(text) }
const commonFilters = {
  extensionRef: local,
  requestHeaderModifier: headers,
  requestMirror: {
    backendRef: required({ ...reference, port }),
    fraction: { denominator: whole, numerator: required(whole) },
    percent: between(0, 100),
  },
  responseHeaderModifier: headers,
}
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']
const common = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef']
const httpFilters = list({
  ...commonFilters,
  cors: {
    allowCredentials: bool,
    allowHeaders: list(text),
    allowMethods: list(oneOf(...methods, '*')),
    allowOrigins: list(text),
    exposeHeaders: list(text),
    maxAge: whole,
  },
  requestRedirect: {
    hostname: text,
    path: newPath,
    port,
    scheme: oneOf('http', 'https'),
    statusCode: oneOfNumbers(301, 302, 303, 307, 308),
  },
  urlRewrite: { hostname: text, path: newPath },
  type: required(oneOf(...common, 'RequestRedirect', 'URLRewrite', 'CORS')),
})
const grpcFilters = list({ ...commonFilters, type: required(oneOf(...common)) })

const httpRoute = {
  hostnames: list(text),
  parentRefs,
  rules: list({
    backendRefs: list({ ...backend, filters: httpFilters }),
    filters: httpFilters,
    matches: list({
      headers: valueMatch,
      method: oneOf(...methods),
      path: { type: oneOf('Exact', 'PathPrefix', 'RegularExpression'), value: text },
      queryParams: valueMatch,
    }),
    name: text,
    timeouts: { backendRequest: text, request: text },
  }),
}
const grpcRoute = {
  hostnames: list(text),
  parentRefs,
  rules: list({
    backendRefs: list({ ...backend, filters: grpcFilters }),
    filters: grpcFilters,
    matches: list({ headers: valueMatch, method: { method: text, service: text, type: exactOrPattern } }),
    name: text,
  }),
}
const rules = required(list({ backendRefs: required(list(backend)), name: text }))

const listener = {
  allowedRoutes: {
    kinds: list({ group: text, kind: required(text) }),
    namespaces: { from: oneOf('All', 'Selector', 'Same'), selector },
  },
  hostname: text,
  name: required(text),
  port: required(port),
  protocol: required(text),
  tls: { certificateRefs: list(reference), mode: oneOf('Terminate', 'Passthrough'), options: mapOf(text) },
}
const gateway = {
  addresses: list({ type: text, value: text }),
  allowedListeners: { namespaces: { from: oneOf('All', 'Selector', 'Same', 'None'), selector } },
  gatewayClassName: required(text),
  infrastructure: { annotations: mapOf(text), labels: mapOf(text), parametersRef: local },
  listeners: required(listBy('name', listener)),
  tls: any,
}
const backendTlsPolicy = {
  options: mapOf(text),
  targetRefs: required(list({ ...local, sectionName: text })),
  validation: required({
    caCertificateRefs: list(local),
    hostname: required(text),
    subjectAltNames: list({ hostname: text, type: required(oneOf('Hostname', 'URI')), uri: text }),
    wellKnownCACertificates: text,
  }),
}
const gatewayClass = {
  controllerName: required(text),
  description: text,
  parametersRef: { ...local, namespace: text },
}
const grant = {
  from: required(list({ group: required(text), kind: required(text), namespace: required(text) })),
  to: required(list({ group: required(text), kind: required(text), name: text })),
}

const group = 'gateway.networking.k8s.io'
const stable = ['v1']
const since = ['v1', 'v1beta1']
export const gatewayApi = [
  crd(group, {
    kind: 'GatewayClass',
    plural: 'gatewayclasses',
    versions: since,
    cluster: true,
    spec: gatewayClass,
  }),
  crd(group, { kind: 'Gateway', plural: 'gateways', versions: since, spec: gateway }),
  crd(group, { kind: 'HTTPRoute', plural: 'httproutes', versions: since, spec: httpRoute }),
  crd(group, { kind: 'GRPCRoute', plural: 'grpcroutes', versions: stable, spec: grpcRoute }),
  // In the standard channel as v1 since 1.5; as v1alpha2 in the experimental one before.
  crd(group, {
    kind: 'TCPRoute',
    plural: 'tcproutes',
    versions: ['v1', 'v1alpha2'],
    spec: { parentRefs, rules },
  }),
  crd(group, {
    kind: 'UDPRoute',
    plural: 'udproutes',
    versions: ['v1', 'v1alpha2'],
    spec: { parentRefs, rules },
  }),
  crd(group, {
    kind: 'TLSRoute',
    plural: 'tlsroutes',
    versions: stable,
    spec: { hostnames: required(list(text)), parentRefs, rules },
  }),
  crd(group, {
    kind: 'ReferenceGrant',
    plural: 'referencegrants',
    versions: ['v1beta1', 'v1'],
    spec: grant,
    status: false,
  }),
  crd(group, {
    kind: 'BackendTLSPolicy',
    plural: 'backendtlspolicies',
    versions: stable,
    spec: backendTlsPolicy,
  }),
]
