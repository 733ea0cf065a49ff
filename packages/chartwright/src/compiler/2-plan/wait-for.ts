import { connectionsOf, toNode, type WorkloadPart } from '../../author/index.ts'
import type { Planning } from './context.ts'
import { imageText } from './pod.ts'
import { onlyIf } from './tree.ts'

// A colon parts host and port in every address.
const script = 'until nc -z -w 2 "${0%:*}" "${0##*:}"; do sleep 2; done'

/** Containers that end when a port answers: what a workload waits for before it starts. */
export function waitContainers({ spec }: WorkloadPart, planning: Planning): unknown[] {
  const { tests } = planning.house
  const waits = connectionsOf(spec.waitsFor).flatMap(({ to, condition }) => {
    if (!('workload' in to)) return []
    const container = {
      name: `wait-for-${to.workload.name}`,
      image: imageText(tests.image),
      imagePullPolicy: tests.image.pullPolicy,
      securityContext: planning.house.securityContext,
      command: ['sh', '-c', script, to.address],
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    }
    return [onlyIf(condition && toNode(condition), container)]
  })
  return waits
}
