import { bool, group, int, objectName, string, type Declarations, type Faces } from './declaration.ts'
import {
  affinity,
  annotations,
  envFromSources,
  envVars,
  labels,
  nodeSelector,
  objectsOf,
  pullSecrets,
  resources,
  tolerations,
  topologySpreadConstraints,
  type ResourceAmounts,
} from './operator-shapes.ts'
import { Declaration } from './declaration.ts'
import type { Expr } from './expression.ts'
import type { Json } from './type.ts'

/** An image by repository and tag; a digest, when given, decides. @example image({ repository: 'redis', tag: '7' }) */
export function image(value: { repository: string; tag: string; digest?: string }) {
  return group('The container image', {
    repository: string(value.repository)
      .pattern('^[a-zA-Z0-9]([-._a-zA-Z0-9:/]*[a-zA-Z0-9])?$')
      .doc('Where it is pulled from, without the tag'),
    tag: string(value.tag)
      .pattern('^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$')
      .doc('Its version. Quote a tag of digits: YAML would make a number of it'),
    digest: string(value.digest ?? '')
      .pattern('^(sha256:[a-f0-9]{64})?$')
      .doc('sha256:… pins the content; the tag is then ignored'),
    pullPolicy: pullPolicy(),
  })
}

function pullPolicy(): Declaration<Expr<string>, string> {
  return new Declaration({
    type: { t: 'string', enum: ['IfNotPresent', 'Always', 'Never'], safe: 'bare' },
    default: 'IfNotPresent',
    doc: 'When the node pulls it',
  })
}

/** What a workload asks for by default, and instead in some profiles. */
export interface WorkloadDefaults {
  resources?: ResourceAmounts
  byProfile?: Readonly<Record<string, ResourceAmounts>>
}

/** The knobs that every workload has: see `workload`. */
export function knobs(value: WorkloadDefaults = {}) {
  const asked = resources(value.resources).doc('What its container asks for and may use')
  return {
    resources: value.byProfile ? asked.byProfile(value.byProfile) : asked,
    nodeSelector: nodeSelector().doc('Labels that its nodes must have'),
    tolerations: tolerations().doc('Taints it accepts'),
    affinity: affinity().doc('Affinity to nodes and pods'),
    topologySpreadConstraints: topologySpreadConstraints().doc('How its pods spread over nodes and zones'),
    priorityClassName: objectName().doc('Its priority class'),
    podAnnotations: annotations().doc('Annotations added to its pods'),
    podLabels: labels().doc('Labels added to its pods'),
    extraEnv: envVars().doc('Environment variables added to it'),
    extraEnvFrom: envFromSources().doc('ConfigMaps and Secrets whose keys become environment variables'),
  }
}

export type Knobs = Faces<ReturnType<typeof knobs>>

/**
 * The values of one workload: its own, then what operators expect of every workload (resources, nodeSelector,
 * tolerations, affinity, topologySpreadConstraints, priorityClassName, podAnnotations, podLabels, extraEnv,
 * extraEnvFrom). One of these that it declares itself is its own: with another default, or one by profile.
 *
 * @example ui: workload('The web page', { replicas: int(1) }, { resources: { requests: { cpu: '100m' } } })
 */
export function workload<const D extends Declarations>(doc: string, own: D, value: WorkloadDefaults = {}) {
  const fields = { ...own, ...knobs(value), ...own }
  return group(doc, fields as D & Omit<ReturnType<typeof knobs>, keyof D>)
}

/** How many pods run. @example replicas(1) */
export function replicas(value: number) {
  return int(value).min(0).max(1000).doc('How many pods run')
}

/** The names of the knobs. */
export const knobNames: readonly string[] = Object.keys(knobs())

/** Values that every chart has without declaring them. */
export function houseValues(defaults: {
  user: number
  tests: { repository: string; tag: string }
  readOnlyRoot?: boolean
  /** The oldest minor version of Kubernetes. */
  since: number
}): Declarations {
  const restricted = {
    runAsNonRoot: true,
    runAsUser: defaults.user,
    runAsGroup: defaults.user,
    fsGroup: defaults.user,
    // Without it Kubernetes goes through every file of a volume each time that a pod starts.
    ...(defaults.since >= 23 && { fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: { type: 'RuntimeDefault' },
  }
  const container = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    ...(defaults.readOnlyRoot && { readOnlyRootFilesystem: true }),
  }
  return {
    imagePullSecrets: pullSecrets().doc('Secrets that hold the credentials of the image registry'),
    nameOverride: objectName().maxLength(63).doc("Takes the chart's name's place in the names of objects"),
    fullnameOverride: objectName()
      .maxLength(63)
      .doc('Takes the place of release and chart in the names of objects'),
    commonLabels: labels().doc('Labels added to every object and pod'),
    serviceAccount: group('The account that the pods run as', {
      create: bool(true).doc('Make one'),
      name: objectName().doc('Its name; the full name when empty'),
      annotations: annotations().doc('Annotations, as cloud identities need them'),
      automount: bool(false).doc("Let the pods use the cluster's API with it"),
    }),
    podSecurityContext: securityContext(restricted).doc('Security settings of every pod'),
    securityContext: securityContext(container).doc('Security settings of every container'),
    extraEnv: envVars().doc('Environment variables added to every workload'),
    extraObjects: objectsOf().doc('Whole Kubernetes objects added to the release'),
    tests: group('What `helm test` runs', {
      image: image(defaults.tests),
    }),
    global: group('Values shared with the charts around this one', {
      imageRegistry: string('')
        .pattern('^([a-zA-Z0-9]([-._a-zA-Z0-9:/]*[a-zA-Z0-9])?)?$')
        .doc("Takes the place of every image's registry"),
      imagePullSecrets: pullSecrets().doc('Added to imagePullSecrets'),
    }),
  }
}

/** The value of charts that make secrets. */
export function secretSeed() {
  return string('').doc(
    'At least 32 random characters from which all secrets of the chart are derived, the same in every render, for tools that render without a cluster. Keep it secret; changing it changes them all',
  )
}

function securityContext(value: Json): Declaration<Expr<object>, object> {
  return new Declaration({
    type: { t: 'user', what: { name: 'securityContext', schema: { type: 'object' } } },
    default: value,
  })
}

/** The names of the values that every chart has. */
export const houseValueNames: ReadonlySet<string> = new Set([
  ...Object.keys(houseValues({ user: 1, since: 0, tests: { repository: 'x', tag: 'x' } })),
  'secretSeed',
])
