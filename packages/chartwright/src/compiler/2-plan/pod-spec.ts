import { toNode, type Expr, type Knobs, type WorkloadPart } from '../../author/index.ts'
import { container } from './container.ts'
import type { Planning } from './context.ts'
import { knob } from './knob.ts'
import { mountsOf } from './mounts.ts'
import { gpuNodeSelector, gpuTolerations } from './plan-gpu.ts'
import { securityOfPod } from './pod.ts'
import { onlyIf } from './tree.ts'
import { volumes } from './volumes.ts'

/** The pod of a workload. */
export function podSpec(part: WorkloadPart, planning: Planning) {
  const { spec } = part
  const knobText = (key: keyof Knobs) => knob(part, key, (value) => [value])[0]
  const priority = knobText('priorityClassName') as Expr<string> | undefined
  const mounts = mountsOf(part)
  const { gpu, hostNetwork } = spec
  return {
    ...securityOfPod(planning),
    hostNetwork: hostNetwork === undefined ? undefined : onlyIf(toNode(hostNetwork), true),
    dnsPolicy: spec.dnsPolicy,
    priorityClassName: priority && onlyIf(toNode(priority), priority),
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    containers: [container(part, planning)],
    volumes: mounts.length > 0 ? volumes(mounts) : undefined,
    nodeSelector: gpu ? gpuNodeSelector(gpu, knobText('nodeSelector')) : knobText('nodeSelector'),
    tolerations: gpu ? gpuTolerations(gpu, knobText('tolerations')) : knobText('tolerations'),
    affinity: knobText('affinity'),
    topologySpreadConstraints: knobText('topologySpreadConstraints'),
  }
}
