import { Declaration } from './declaration.ts'
import type { Expr } from './expression.ts'
import type { Json, Type } from './type.ts'

/**
 * Fragments of Kubernetes that only the operator writes. A template passes each through whole, so its schema
 * is all that stands between a typing mistake and the API server.
 */
type Shape<T> = Declaration<Expr<T>, T>

function shape<T>(name: string, schema: { [key: string]: Json }, value: Json): Shape<T> {
  return new Declaration<Expr<T>, T>({ type: { t: 'user', what: { name, schema } }, default: value })
}

const object = { type: 'object' } as const
const objects = { type: 'array', items: object } as const
// A label or annotation must be text, but YAML makes booleans of `true` and `yes`: Kubernetes refuses numbers
// and booleans alike, so they are refused here, where the message names the key.
const texts = { type: 'object', additionalProperties: { type: 'string' } } as const
const amount: Json = {
  oneOf: [
    {
      type: 'string',
      pattern: '^([+-]?[0-9]+(\\.[0-9]*)?|[+-]?\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
    },
    { type: 'number', minimum: 0 },
  ],
}
const amounts: Json = { type: 'object', additionalProperties: amount }

/** What a container asks for, and what it may take at most. */
export interface ResourceAmounts {
  requests?: Record<string, string | number>
  limits?: Record<string, string | number>
}

/** Requests and limits of a container. @example resources({ requests: { cpu: '100m' } }) */
export function resources(value: ResourceAmounts = {}): Shape<ResourceAmounts> {
  const schema = {
    type: 'object',
    properties: { requests: amounts, limits: amounts, claims: objects },
    additionalProperties: false,
  }
  return shape('resources', schema, value as Json)
}

/** Labels that a node must have. @example group('Repairs', { nodeSelector: nodeSelector() }) */
export const nodeSelector = () => shape<Record<string, string>>('nodeSelector', texts, {})
/** Taints that a pod accepts. @example group('Repairs', { tolerations: tolerations() }) */
export const tolerations = () => shape<readonly object[]>('tolerations', objects, [])
/** Affinity to nodes and pods. @example group('Repairs', { affinity: affinity() }) */
export const affinity = () => shape<object>('affinity', object, {})
/** How pods spread over nodes and zones. @example spread: topologySpreadConstraints() */
export const topologySpreadConstraints = () =>
  shape<readonly object[]>('topologySpreadConstraints', objects, [])
/** Annotations. @example service: group('The Service', { annotations: annotations() }) */
export const annotations = () => shape<Record<string, string>>('annotations', texts, {})
/** Secrets that hold the credentials of an image registry. @example registrySecrets: pullSecrets() */
export const pullSecrets = () =>
  shape<readonly { name: string }[]>(
    'imagePullSecrets',
    {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string', minLength: 1 } },
        required: ['name'],
        additionalProperties: false,
      },
    },
    [],
  )
/** Whole Kubernetes objects, as an operator adds to a release. @example crons: objectsOf() */
export const objectsOf = () => shape<readonly object[]>('objects', objects, [])
/** Gateways that a route belongs to. */
export const parentReferences = () =>
  shape<readonly { name: string; namespace?: string; sectionName?: string }[]>(
    'parentRefs',
    {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string', minLength: 1 } }, required: ['name'] },
    },
    [],
  )
/** Certificates of an Ingress. */
export const tlsBlocks = () =>
  shape<readonly { secretName?: string; hosts?: readonly string[] }[]>(
    'tls',
    {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          secretName: { type: 'string' },
          hosts: { type: 'array', items: { type: 'string' } },
        },
        additionalProperties: false,
      },
    },
    [],
  )
/** Rules of a NetworkPolicy. @example egress: policyRules() */
export const policyRules = () => shape<readonly object[]>('policyRules', objects, [])
/** References to ConfigMaps and Secrets whose keys become environment variables. @example shared: envFromSources() */
export const envFromSources = () => shape<readonly object[]>('envFrom', objects, [])

// Kubernetes' and Helm's own labels, of which selectors and `helm uninstall` are made.
const reservedLabels = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/version',
  'helm.sh/chart',
]

/**
 * Labels that the operator adds. Those that selectors are made of are refused: a label cannot be overridden,
 * and a selector cannot change in an upgrade.
 *
 * @example service: group('The Service', { labels: labels() })
 */
export const labels = () => shape<Record<string, string>>('labels', labelsSchema([]), {})

/** The schema of `labels()` without those, too, that pools are told apart by. */
export function labelsSchema(reserved: readonly string[]): { [key: string]: Json } {
  const refused = [...reservedLabels, ...reserved].map((name) => [name, false])
  return { ...texts, properties: Object.fromEntries(refused) as { [key: string]: Json } }
}

/** An environment variable in Kubernetes' own form. */
export interface EnvEntry {
  name: string
  value?: string
  valueFrom?: object
}

/** Environment variables that the operator adds, in Kubernetes' own form. Names the chart sets are refused. @example shared: envVars() */
export function envVars(): Shape<readonly EnvEntry[]> {
  return shape('env', envSchema([]), [])
}

/** The schema of `envVars()` without the names that the chart itself sets. */
export function envSchema(reserved: readonly string[]): { [key: string]: Json } {
  const name: { [key: string]: Json } = { type: 'string', pattern: '^[-._a-zA-Z][-._a-zA-Z0-9]*$' }
  if (reserved.length > 0) name.not = { enum: [...reserved].sort() }
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: { name, value: { type: 'string' }, valueFrom: object },
      required: ['name'],
      additionalProperties: false,
    },
  }
}

export function isUserShape(type: Type, name: string): boolean {
  return type.t === 'user' && type.what.name === name
}
