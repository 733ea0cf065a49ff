import {
  siteOfProperty,
  toNode,
  withPlaces,
  type Expr,
  type Knobs,
  type WorkloadPart,
} from '../../author/index.ts'
import { containers, initContainers } from './container.ts'
import type { Planning } from './context.ts'
import { drainOf } from './drain.ts'
import { knob } from './knob.ts'
import { mountsOfPod } from './mounts.ts'
import { gpuNodeSelector, gpuTolerations } from './plan-gpu.ts'
import { usesApi } from './plan-role.ts'
import { securityOfPod } from './pod.ts'
import { podSecurityAs } from './run-as.ts'
import { onlyIf } from './tree.ts'
import { podLabels, runsBeforeRelease } from './workload-object.ts'
import { waitContainers } from './wait-for.ts'
import { volumes } from './volumes.ts'

/** The pod of a workload. */
export function podSpec(part: WorkloadPart, planning: Planning) {
  const { spec } = part
  const knobText = (key: keyof Knobs) => knob(part, key, (value) => [value])[0]
  const priority = knobText('priorityClassName') as Expr<string> | undefined
  const mounts = mountsOfPod(part)
  const { gpu, hostNetwork } = spec
  const first = [...waitContainers(part, planning), ...initContainers(part, planning)]
  const pod = {
    ...accountOf(part, planning),
    restartPolicy: part.job ? 'Never' : undefined,
    hostNetwork: hostNetwork === undefined ? undefined : onlyIf(toNode(hostNetwork), true),
    dnsPolicy: spec.dnsPolicy,
    priorityClassName: priority && onlyIf(toNode(priority), priority),
    terminationGracePeriodSeconds: drainOf(spec)?.grace ?? spec.terminationGracePeriodSeconds,
    initContainers: first.length > 0 ? first : undefined,
    containers: containers(part, planning),
    volumes: mounts.length > 0 ? volumes(mounts) : undefined,
    nodeSelector: gpu ? gpuNodeSelector(gpu, knobText('nodeSelector')) : knobText('nodeSelector'),
    tolerations: gpu ? gpuTolerations(gpu, knobText('tolerations')) : knobText('tolerations'),
    affinity: knobText('affinity'),
    topologySpreadConstraints: spread(part, knobText('topologySpreadConstraints')),
  }
  const of = (key: keyof typeof spec) => siteOfProperty(spec, key)
  return withPlaces(pod, {
    securityContext: of('runAs'),
    hostNetwork: of('hostNetwork'),
    dnsPolicy: of('dnsPolicy'),
    terminationGracePeriodSeconds: of('drain') ?? of('terminationGracePeriodSeconds'),
    nodeSelector: of('gpu'),
    tolerations: of('gpu'),
    topologySpreadConstraints: of('spread'),
  })
}

/** Before a release is there, its account is not: such a hook runs as the namespace's own, which may do nothing. */
function accountOf(part: WorkloadPart, planning: Planning) {
  const own = securityOfPod(planning, usesApi(part.spec))
  return {
    ...own,
    ...(runsBeforeRelease(part) && { serviceAccountName: undefined, automountServiceAccountToken: false }),
    securityContext: podSecurityAs(part.spec) ?? own.securityContext,
  }
}

/** The operator's constraints, else those of a workload whose pods keep apart. */
function spread(part: WorkloadPart, own: unknown): unknown {
  if (!part.spec.spread) return own
  const selector = podLabels(part)
  const apart = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
  }))
  return own === undefined ? apart : onlyIf(toNode(own), own, apart)
}
