import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  nodeOf,
  ownFields,
  type App,
  type ClaimSpec,
  type Mount,
  type VolumePart,
  type WorkloadPart,
} from '../../author/index.ts'
import { mountsOfPod } from '../2-plan/mounts.ts'
import { defaultNumber, defaultOf } from './default-of.ts'
import { noteAt, problem } from './problem.ts'

/**
 * A claim that one node mounts at a time (ReadWriteOnce), below pods that may run on several: the second waits
 * for ever. An access mode that is a value may be another one; its default must do for the chart's defaults.
 */
export function checkClaims(app: App): Diagnostic[] {
  const workloads = app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
  return [...workloads.flatMap((part) => claims(part, app)), ...shared(workloads, app)]
}

/** One claim below two workloads: their pods are on one node by chance only. */
function shared(workloads: readonly WorkloadPart[], app: App): Diagnostic[] {
  const first = new Map<VolumePart, string>()
  return workloads.flatMap((part) => {
    // A job comes and goes, and a pool is told for itself.
    if (part.job || part.kind === 'pool') return []
    return [...claimsOf(part, app)].flatMap(([volume, mount]) => {
      const other = first.get(volume)
      if (other === undefined) first.set(volume, part.name)
      return other === undefined ? [] : [told(part, `and "${other}" both mount`, volume, mount, app)]
    })
  })
}

function claims(part: WorkloadPart, app: App): Diagnostic[] {
  if (part.spec.singleton || part.job) return []
  return [...claimsOf(part, app)].flatMap(([volume, mount]) => {
    const many = severalPods(part, volume.source.claim, app)
    return many === undefined ? [] : [told(part, `${many}, but mounts`, volume, mount, app)]
  })
}

function told(part: WorkloadPart, what: string, volume: ClaimVolume, mount: Mount, app: App): Diagnostic {
  const { accessMode } = volume.source.claim
  return problem(
    'claim-for-one-node',
    mount.at ?? part.at,
    `"${part.name}" ${what} "${volume.name}", which is ${String(defaultOf(accessMode, app))}: pods on a second node would wait for ever`,
    {
      notes: [noteAt(volume.at, `"${volume.name}" is described here`)],
      hint: nodeOf(accessMode)
        ? 'let the access mode be ReadWriteMany by default; or stateful: true and perReplica: true, for a claim a pod'
        : "accessMode: 'ReadWriteMany'; stateful: true and perReplica: true, for a claim a pod; or singleton: true",
    },
  )
}

type ClaimVolume = VolumePart & { source: { kind: 'claim' } }

/** The claims for one node that a workload mounts and that are there by default, or in any case. */
function claimsOf(part: WorkloadPart, app: App): Map<ClaimVolume, Mount> {
  const found = new Map<ClaimVolume, Mount>()
  for (const { mount } of mountsOfPod(part)) {
    const volume = mount.mount
    if (volume.part !== 'volume' || volume.source.kind !== 'claim') continue
    const { perReplica, accessMode, enabled } = volume.source.claim
    const off = nodeOf(accessMode) && enabled && defaultOf(enabled, app) === false
    if (!perReplica && !off && isForOneNode(defaultOf(accessMode, app)) && !found.has(volume as ClaimVolume))
      found.set(volume as ClaimVolume, mount)
  }
  return found
}

const isForOneNode = (mode: unknown) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod'

/** Why there are several pods: by default, or, where the access mode is fixed, by what an operator may set. */
function severalPods({ kind, spec }: WorkloadPart, claim: ClaimSpec, app: App): string | undefined {
  const fixed = !nodeOf(claim.accessMode)
  if (kind === 'pool') return 'is a pool of Deployments'
  const { enabled, maxReplicas } = spec.autoscale ? ownFields(spec.autoscale) : {}
  if (spec.autoscale && (fixed || enabled === undefined || defaultOf(enabled, app) === true))
    if ((defaultNumber(maxReplicas, app) ?? 2) > 1) return 'is scaled by an autoscaler'
  const count = defaultNumber(spec.replicas, app)
  if ((count ?? 1) > 1) return `has ${count} replicas`
  const node = nodeOf(spec.replicas)
  const most = node && node.e !== 'lit' && node.type.t === 'int' ? (node.type.max ?? Infinity) : 1
  return fixed && most > 1 ? 'may get more replicas' : undefined
}
