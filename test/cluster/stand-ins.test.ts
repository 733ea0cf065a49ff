// The stand-ins for other projects' custom resources take what those projects' own examples say, and refuse
// what they would refuse.
import { beforeAll, describe, expect, test } from 'vitest'
import { tryKubectl } from './support/commands.ts'
import { establish } from './support/establish.ts'
import { standIns } from './crds/index.ts'

beforeAll(() => establish(Object.values(standIns).flat()))

async function answer(object: object): Promise<string> {
  const asked = ['create', '--dry-run=server', '--validate=strict', '--filename', '-']
  const { stderr, exitCode } = await tryKubectl(asked, JSON.stringify(object))
  return exitCode === 0 ? 'accepted' : stderr
}

const named = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'example', namespace: 'default' },
  spec,
})

const right = [
  named('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    parentRefs: [{ name: 'gateway', sectionName: 'https' }],
    hostnames: ['example.com'],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
        filters: [
          {
            type: 'URLRewrite',
            urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
          },
        ],
        backendRefs: [{ name: 'web', port: 80 }],
      },
    ],
  }),
  named('gateway.networking.k8s.io/v1', 'Gateway', {
    gatewayClassName: 'any',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
    ],
  }),
  named('gateway.networking.k8s.io/v1alpha2', 'UDPRoute', {
    parentRefs: [{ name: 'gateway' }],
    rules: [{ backendRefs: [{ name: 'turn', port: 3478 }] }],
  }),
  named('keda.sh/v1alpha1', 'ScaledObject', {
    scaleTargetRef: { name: 'web' },
    minReplicaCount: 1,
    triggers: [{ type: 'prometheus', metadata: { query: 'sum(calls)', threshold: '10' } }],
  }),
  named('cert-manager.io/v1', 'Certificate', {
    secretName: 'web-tls',
    dnsNames: ['web.default.svc'],
    usages: ['server auth', 'client auth'],
    issuerRef: { name: 'ca', kind: 'Issuer' },
  }),
  named('monitoring.coreos.com/v1', 'ServiceMonitor', {
    selector: { matchLabels: { app: 'web' } },
    endpoints: [{ port: 'metrics', interval: '30s', relabelings: [{ action: 'labeldrop', regex: 'pod' }] }],
  }),
]

/** The object with a value at a path of its spec changed. */
function changed(object: { spec: object }, path: string, value: unknown): object {
  const copy = structuredClone(object) as unknown as Record<string, unknown>
  const keys = ['spec', ...path.split('.')]
  const last = keys.pop()!
  const holder = keys.reduce((node, key) => node[key] as Record<string, unknown>, copy)
  holder[last] = value
  return copy
}

describe('stand-ins for custom resources', () => {
  for (const object of right)
    test(`${object.kind} of ${object.apiVersion} is accepted`, async () => {
      expect(await answer(object)).toBe('accepted')
    })

  const wrong: [number, string, unknown, RegExp][] = [
    [0, 'rules.0.backendRefs.0.prot', 80, /unknown field "spec.rules\[0\].backendRefs\[0\].prot"/],
    [0, 'rules.0.filters.0.type', 'Rewrite', /Unsupported value: "Rewrite"/],
    [0, 'rules.0.backendRefs.0.port', '80', /must be of type integer/],
    [1, 'listeners.0.port', 70000, /should be less than or equal to 65535/],
    [3, 'triggers.0.metadata.threshold', 10, /must be of type string/],
    [3, 'scaleTargetRef', {}, /scaleTargetRef.name: Required value/],
    [4, 'usages.0', 'serverAuth', /Unsupported value/],
    [5, 'endpoints.0.intervall', '30s', /unknown field "spec.endpoints\[0\].intervall"/],
  ]
  for (const [index, path, value, message] of wrong)
    test(`${right[index]!.kind}: ${path} may not be ${JSON.stringify(value)}`, async () => {
      expect(await answer(changed(right[index]!, path, value))).toMatch(message)
    })
})
