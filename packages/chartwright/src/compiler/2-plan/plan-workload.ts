import {
  add,
  and,
  expression,
  gt,
  nameOfNode,
  or,
  ownConfigsOf,
  portsOf,
  siteOfProperty,
  toNode,
  withPlaces,
  type Expr,
  type ExprNode,
  type WorkloadPart,
} from '../../author/index.ts'
import { addResource, camel, header, type Planning } from './context.ts'
import { planDrain } from './drain.ts'
import { knob } from './knob.ts'
import { sidecarsOf } from './mounts.ts'
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
        strategy: strategy(part),
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
function strategy(part: WorkloadPart): unknown {
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
  // A pod that takes ports of its node cannot start beside the one that still holds them.
  const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  const onNode = nodePorts(part)
  if (onNode.includes(undefined)) return inPlace
  const conditions = [...(spec.hostNetwork === undefined ? [] : [toNode(spec.hostNetwork)]), ...onNode]
  return conditions.length === 0
    ? undefined
    : onlyIf(toNode(or(...conditions.map((one) => expression<Expr<boolean>>(one!)))), inPlace)
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
