import {
  expression,
  ne,
  nodeOf,
  or,
  portsOf,
  routeSwitches,
  whenOf,
  type Condition,
  type Expr,
  type ScaleTrigger,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'
import { openWhen } from './plan-exposure.ts'
import { scaledByKeda } from './plan-scaled-object.ts'
import { exposedPorts, rangesOf } from './plan-service.ts'

/** A port that the outside of the cluster reaches, and when. */
export interface OutsidePort {
  port: string
  condition: Condition | undefined
}

/** The ports of a workload that the outside reaches: as it says itself, by its Service's type, by routes, as published. */
export function outsidePorts(workload: WorkloadPart, planning: Planning): OutsidePort[] {
  const named = portsOf(workload.spec.ports).flatMap(({ name, port, condition }) =>
    port.outside || port.hostPort !== undefined
      ? [{ port: name, condition: condition && expression<Expr<boolean>>(condition) }]
      : [],
  )
  const others = planning.app.parts.flatMap((part): OutsidePort[] => {
    if ((part.part === 'publish' || part.part === 'stream-route') && part.to.workload === workload)
      return [{ port: part.to.port, condition: part.from.enabled }]
    if (part.part === 'exposure')
      return Object.values(part.routes).flatMap((way) =>
        way.to.workload === workload ? [{ port: way.to.port, condition: openWhen(part, way) }] : [],
      )
    if (part.part !== 'route') return []
    return part.rules
      .filter(({ to }) => to.workload === workload)
      .map(({ to }) => ({ port: to.port, condition: or(...routeSwitches(part)) }))
  })
  return [...named, ...byServiceType(workload), ...others, ...askedByKeda(workload)]
}

function byServiceType(workload: WorkloadPart): OutsidePort[] {
  const { serviceType } = workload.spec
  if (workload.kind !== 'service' || serviceType === undefined || serviceType === 'ClusterIP') return []
  const condition = nodeOf(serviceType) ? ne(serviceType as Expr<string>, 'ClusterIP') : undefined
  return [...exposedPorts(workload), ...rangesOf(workload)].map(({ name }) => ({ port: name, condition }))
}

/** KEDA asks from a namespace of its own. */
function askedByKeda(workload: WorkloadPart): OutsidePort[] {
  const condition = scaledByKeda(workload)
  return (workload.spec.keda?.triggers ?? []).flatMap((one) => {
    const { asks } = (whenOf(one)?.then ?? one) as ScaleTrigger
    return asks ? [{ port: asks.port, condition: condition && expression<Expr<boolean>>(condition) }] : []
  })
}
