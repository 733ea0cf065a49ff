import {
  add,
  and,
  expression,
  gt,
  nameOfNode,
  ne,
  nodeOf,
  or,
  ownConfigsOf,
  portsOf,
  siteOfProperty,
  toNode,
  withPlaces,
  type App,
  type Expr,
  type ExprNode,
  type WorkloadPart,
} from '../../author/index.ts'
import { defaultOf } from '../1-check/default-of.ts'
import { addResource, camel, header, type Planning } from './context.ts'
import { planDrain } from './drain.ts'
import { knob } from './knob.ts'
import { mountsOfPod, sidecarsOf } from './mounts.ts'
import { certificateChecksum } from './plan-mtls.ts'
import { podSpec } from './pod-spec.ts'
import { claimTemplates } from './plan-claim.ts'
import { headlessName } from './plan-service.ts'
import { replicasEntry } from './replicas.ts'
import { merged, onlyIf, splice, tree } from './tree.ts'
import { podLabels, poolLabel, workloadKind, workloadName, workloadResource } from './workload-object.ts'

/** The Deployment of a workload, or one for each entry of a pool. */
export function planWorkload(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const kind = workloadKind(part)
  const of = (key: string) => siteOfProperty(spec, key)
  const body = tree({
    ...header('apps/v1', kind, part.name, { name: workloadName(part), labels: poolLabel(part) }),
    spec: withPlaces(
      {
        serviceName: spec.stateful ? headlessName(part) : undefined,
        podManagementPolicy: spec.stateful ? 'Parallel' : undefined,
        replicas: replicasEntry(spec),
        strategy: strategy(part, planning.app),
        selector: { matchLabels: podLabels(part) },
        template: podTemplate(part, planning),
        volumeClaimTemplates: claimTemplates(part),
      },
      {
        replicas: of('replicas') ?? of('singleton'),
        strategy: of('strategy') ?? of('singleton') ?? of('hostNetwork'),
      },
    ),
  })
  addResource(planning, workloadResource(part, kind, body))
  planDrain(part, planning)
  planElection(part, planning)
}

/** The pods that a workload makes. */
export function podTemplate(part: WorkloadPart, planning: Planning) {
  return {
    metadata: {
      annotations: annotations(part, planning),
      labels: merged(
        podLabels(part),
        splice(planning.house.commonLabels),
        ...knob(part, 'podLabels', (labels) => [splice(labels)]),
      ),
    },
    spec: podSpec(part, planning),
  }
}

/** How new pods take the place of old ones. */
function strategy(part: WorkloadPart, app: App): unknown {
  const { spec } = part
  if (spec.stateful) return undefined
  if (spec.singleton && spec.election)
    return onlyIf(
      toNode(spec.election.enabled),
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      { type: 'Recreate' },
    )
  if (spec.singleton || spec.strategy === 'Recreate') return { type: 'Recreate' }
  if (typeof spec.strategy === 'object') return { type: 'RollingUpdate', rollingUpdate: spec.strategy }
  const alone = mountsForOneNode(part, app)
  if (alone === true) return { type: 'Recreate' }
  if (alone !== undefined) {
    // Spelled out: else the API server keeps its own rollingUpdate when an upgrade asks for Recreate, and refuses.
    const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }
    return onlyIf(alone, { type: 'Recreate' }, rolling)
  }
  // A pod that takes ports of its node cannot start beside the one that still holds them.
  const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  const onNode = nodePorts(part)
  if (onNode.includes(undefined)) return inPlace
  const conditions = [...(spec.hostNetwork === undefined ? [] : [toNode(spec.hostNetwork)]), ...onNode]
  return conditions.length === 0
    ? undefined
    : onlyIf(toNode(or(...conditions.map((one) => expression<Expr<boolean>>(one!)))), inPlace)
}

/**
 * Whether a claim that one node mounts at a time stands below its pods, or when: a new pod on another node would
 * wait for the old one, which waits for the new.
 */
function mountsForOneNode(part: WorkloadPart, app: App): ExprNode | true | undefined {
  const conditions = new Set<ExprNode | undefined>()
  for (const { mount } of mountsOfPod(part)) {
    const volume = mount.mount
    if (volume.part !== 'volume' || volume.source.kind !== 'claim' || volume.source.claim.perReplica) continue
    const { accessMode, enabled } = volume.source.claim
    const mode = nodeOf(accessMode)
    // One that many nodes may mount by default is meant for several pods, and who narrows it knows why.
    if (['ReadWriteMany', 'ReadOnlyMany'].includes(String(defaultOf(accessMode, app)))) continue
    const narrow = mode ? ne(accessMode as Expr<string>, 'ReadWriteMany') : undefined
    const both = narrow && enabled ? and(enabled, narrow) : (enabled ?? narrow)
    conditions.add(both && toNode(both))
  }
  if (conditions.size === 0) return undefined
  if (conditions.has(undefined)) return true
  return toNode(or(...[...conditions].map((one) => expression<Expr<boolean>>(one!))))
}

/** When containers take ports of their node by `onHost()`: for each port its condition, undefined for always. */
function nodePorts(part: WorkloadPart): (ExprNode | undefined)[] {
  const beside = sidecarsOf(part).map(({ spec, condition }) => ({ ports: portsOf(spec.ports), condition }))
  return [{ ports: portsOf(part.spec.ports), condition: undefined }, ...beside].flatMap((one) =>
    one.ports
      .filter(({ port }) => port.hostPort !== undefined)
      .map(({ condition }) => condition ?? one.condition),
  )
}

function annotations(part: WorkloadPart, planning: Planning) {
  const contents = new Set([...(part.spec.restartOn ?? []), ...ownConfigsOf(part.spec.envFrom)])
  const checksums = [...contents].map(({ part: content }) => ({
    [`checksum/${content.name}`]: checksumOf(camel(content.name)),
  }))
  return merged(
    ...checksums,
    ...certificateChecksum(part.name, planning),
    ...knob(part, 'podAnnotations', (value) => [splice(value)]),
  )
}

function checksumOf(helper: string): Expr<string> {
  const data = { e: 'include' as const, helper, type: { t: 'string' as const } }
  return expression({ e: 'call', fn: 'sha256', args: [data], type: { t: 'string', safe: 'bare' } })
}

/** A leader must be able to miss a renewal and stay leader. */
function planElection({ spec, at }: WorkloadPart, planning: Planning): void {
  if (!spec.election) return
  const { enabled, leaseSeconds, renewSeconds } = spec.election
  const [renew, lease] = [renewSeconds, leaseSeconds].map((one) => nameOfNode(toNode(one)).slice(2))
  planning.plan.validations.push({
    condition: toNode(and(enabled, gt(add(renewSeconds, renewSeconds, renewSeconds), leaseSeconds))),
    message: toNode(
      `${renew!} is more than a third of ${lease!}: one late renewal would cost the leader its lease.`,
    ),
    ...(at && { at }),
  })
}
