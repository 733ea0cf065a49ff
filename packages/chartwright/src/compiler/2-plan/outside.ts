import {
  expression,
  ne,
  nodeOf,
  portsOf,
  type Condition,
  type Expr,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'
import { exposedPorts } from './plan-service.ts'

/** A port that the outside of the cluster reaches, and when. */
export interface OutsidePort {
  port: string
  condition: Condition | undefined
}

/** The ports of a workload that are exposed to the outside: as it says itself, or by the type of its Service. */
export function outsidePorts(workload: WorkloadPart, _planning: Planning): OutsidePort[] {
  const named = portsOf(workload.spec.ports).flatMap(({ name, port, condition }) =>
    port.outside || port.hostPort !== undefined
      ? [{ port: name, condition: condition && expression<Expr<boolean>>(condition) }]
      : [],
  )
  return [...named, ...byServiceType(workload)]
}

function byServiceType(workload: WorkloadPart): OutsidePort[] {
  const { serviceType } = workload.spec
  if (workload.kind !== 'service' || serviceType === undefined || serviceType === 'ClusterIP') return []
  const condition = nodeOf(serviceType) ? ne(serviceType as Expr<string>, 'ClusterIP') : undefined
  return exposedPorts(workload).map(({ name }) => ({ port: name, condition }))
}
