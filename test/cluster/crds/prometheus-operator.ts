// Prometheus Operator: https://prometheus-operator.dev/docs/api-reference/api
import {
  bool,
  crd,
  intOrString,
  list,
  listBy,
  mapOf,
  oneOf,
  port,
  required,
  text,
  whole,
} from './notation.ts'

const key = { key: required(text), name: text, optional: bool }
const secretOrConfigMap = { configMap: key, secret: key }
const version = oneOf('TLS10', 'TLS11', 'TLS12', 'TLS13')
const tls = {
  ca: secretOrConfigMap,
  cert: secretOrConfigMap,
  insecureSkipVerify: bool,
  keySecret: key,
  maxVersion: version,
  minVersion: version,
  serverName: text,
}
const proxy = {
  noProxy: text,
  proxyConnectHeader: mapOf(list(key)),
  proxyFromEnvironment: bool,
  proxyUrl: text,
}
const actions = ['Replace', 'Keep', 'Drop', 'HashMod', 'LabelMap', 'LabelDrop', 'LabelKeep']
const all = [...actions, 'Lowercase', 'Uppercase', 'KeepEqual', 'DropEqual']
const relabelings = list({
  action: oneOf(...all.flatMap((word) => [word.toLowerCase(), word])),
  modulus: whole,
  regex: text,
  replacement: text,
  separator: text,
  sourceLabels: list(text),
  targetLabel: text,
})
const endpoint = {
  ...proxy,
  authorization: { credentials: key, type: text },
  basicAuth: { password: key, username: key },
  bearerTokenSecret: key,
  enableHttp2: bool,
  filterRunning: bool,
  followRedirects: bool,
  honorLabels: bool,
  honorTimestamps: bool,
  interval: text,
  metricRelabelings: relabelings,
  oauth2: {
    ...proxy,
    clientId: required(secretOrConfigMap),
    clientSecret: required(key),
    endpointParams: mapOf(text),
    scopes: list(text),
    tlsConfig: tls,
    tokenUrl: required(text),
  },
  params: mapOf(list(text)),
  path: text,
  port: text,
  relabelings,
  scheme: oneOf('http', 'https', 'HTTP', 'HTTPS'),
  scrapeTimeout: text,
  targetPort: intOrString,
  trackTimestampsStaleness: bool,
}
const protocol = oneOf(
  'PrometheusProto',
  'OpenMetricsText0.0.1',
  'OpenMetricsText1.0.0',
  'PrometheusText0.0.4',
  'PrometheusText1.0.0',
)
const monitor = {
  attachMetadata: { node: bool },
  bodySizeLimit: text,
  convertClassicHistogramsToNHCB: bool,
  fallbackScrapeProtocol: protocol,
  jobLabel: text,
  keepDroppedTargets: whole,
  labelLimit: whole,
  labelNameLengthLimit: whole,
  labelValueLengthLimit: whole,
  namespaceSelector: { any: bool, matchNames: list(text) },
  nativeHistogramBucketLimit: whole,
  nativeHistogramMinBucketFactor: intOrString,
  podTargetLabels: list(text),
  sampleLimit: whole,
  scrapeClass: text,
  scrapeClassicHistograms: bool,
  scrapeNativeHistograms: bool,
  scrapeProtocols: list(protocol),
  selector: required({
    matchExpressions: list({ key: required(text), operator: required(text), values: list(text) }),
    matchLabels: mapOf(text),
  }),
  selectorMechanism: oneOf('RelabelConfig', 'RoleSelector'),
  targetLimit: whole,
}
const serviceMonitor = {
  ...monitor,
  endpoints: required(
    list({
      ...endpoint,
      bearerTokenFile: text,
      tlsConfig: { ...tls, caFile: text, certFile: text, keyFile: text },
    }),
  ),
  serviceDiscoveryRole: oneOf('Endpoints', 'EndpointSlice'),
  targetLabels: list(text),
}
const podMonitor = {
  ...monitor,
  podMetricsEndpoints: list({ ...endpoint, portNumber: port, tlsConfig: tls }),
}
const prometheusRule = {
  groups: listBy('name', {
    interval: text,
    labels: mapOf(text),
    limit: whole,
    name: required(text),
    partial_response_strategy: text,
    query_offset: text,
    rules: list({
      alert: text,
      annotations: mapOf(text),
      expr: required(intOrString),
      for: text,
      keep_firing_for: text,
      labels: mapOf(text),
      record: text,
    }),
  }),
}

const group = 'monitoring.coreos.com'
const versions = ['v1']
export const prometheusOperator = [
  crd(group, { kind: 'ServiceMonitor', plural: 'servicemonitors', versions, spec: serviceMonitor }),
  crd(group, { kind: 'PodMonitor', plural: 'podmonitors', versions, spec: podMonitor }),
  crd(group, { kind: 'PrometheusRule', plural: 'prometheusrules', versions, spec: prometheusRule }),
]
