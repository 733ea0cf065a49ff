import { ownFields, whenOf, type ScaleTrigger, type WorkloadPart } from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { autoscaled, floor } from './replicas.ts'
import { onlyIf, tree } from './tree.ts'
import { workloadKind, workloadName, workloadResource } from './workload-object.ts'

/** KEDA's ScaledObject, there by the same formula that leaves the workload's `replicas` out. */
export function planScaledObject(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  const owned = autoscaled(spec)
  if (!spec.keda || !spec.autoscale || owned === false) return
  const scale = ownFields(spec.autoscale)
  const name = workloadName(part)
  const body = tree({
    ...header('keda.sh/v1alpha1', 'ScaledObject', part.name, { name }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: workloadKind(part), name },
      minReplicaCount: floor(spec, scale),
      maxReplicaCount: scale.maxReplicas,
      pollingInterval: spec.keda.pollingInterval ?? 15,
      cooldownPeriod: 300,
      triggers: spec.keda.triggers.map((one) => {
        const conditional = whenOf(one)
        const { type, metricType, metadata } = (conditional?.then ?? one) as ScaleTrigger
        return onlyIf(conditional?.condition, { type, metricType, metadata })
      }),
    },
  })
  addResource(
    planning,
    workloadResource(
      part,
      'ScaledObject',
      owned === true ? body : { f: 'if', condition: owned, then: [body] },
    ),
  )
}
