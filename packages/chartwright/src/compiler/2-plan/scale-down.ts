import { min, nodeOf, ownFields, type WorkloadPart } from '../../author/index.ts'
import { drainOf } from './drain.ts'

/** A workload that drains loses one pod at a time, each after the one before it has ended its work. */
export function scaleDown(part: WorkloadPart): unknown {
  const drain = drainOf(part.spec)
  if (!drain) return undefined
  const { grace } = drain
  // Kubernetes takes at most 1800 seconds here.
  const period = nodeOf(grace) ? min(grace, 1800) : Math.min(Number(grace), 1800)
  return {
    scaleDown: {
      stabilizationWindowSeconds: ownFields(part.spec.autoscale!).stabilizationSeconds ?? 300,
      policies: [{ type: 'Pods', value: 1, periodSeconds: period }],
    },
  }
}
