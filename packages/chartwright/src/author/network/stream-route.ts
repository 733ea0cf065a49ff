import type { PortRef } from './connection.ts'
import { bool, group, port, type FaceOf } from '../values/declaration.ts'
import { whenOf } from '../values/functions.ts'
import type { Gateway, GatewayPart } from './gateway.ts'
import { annotations, parentReferences } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { portsOf, type PortLike } from '../workload/port.ts'
import { siteField, type Site } from '../site.ts'

/**
 * The operator's values for a TCPRoute or UDPRoute: `enabled`, `port`, `parentRefs`, `annotations`.
 *
 * @example turnRoute: streamRouteValues({ port: 3478 })  // and streamRoute('turn', { … })
 */
export function streamRouteValues(defaults: { enabled?: boolean; port: number; about?: string }) {
  return group(defaults.about ?? 'Reaches it from outside by a TCP or UDP route of the Gateway API', {
    enabled: bool(defaults.enabled ?? false).doc('Make the route'),
    port: port(defaults.port).doc("The port of its listener, on the chart's own Gateway"),
    parentRefs: parentReferences().doc(
      'Further Gateways it belongs to, by name and perhaps namespace and sectionName',
    ),
    annotations: annotations().doc('Annotations'),
  })
}

/** What `$` gives for the values of `streamRouteValues`. */
export type StreamRouteValues = FaceOf<ReturnType<typeof streamRouteValues>>

/** Where a TCP or UDP route leads. */
export interface StreamRouteSpec {
  from: StreamRouteValues
  to: PortRef
  /** The chart's own Gateway: while both are on, it has a listener for this route. */
  on?: Gateway
}

export interface StreamRoutePart {
  part: 'stream-route'
  name: string
  from: StreamRouteValues
  to: PortRef
  /** That of the port it leads to. */
  protocol: 'TCP' | 'UDP'
  on?: GatewayPart
  at?: Site
}

/**
 * A port that is not HTTP, from outside by a Gateway: a TCPRoute, or a UDPRoute where the port is one of UDP.
 *
 * @example streamRoute('turn', { from: $.turnRoute, on: edge, to: turn.port('turn') })
 */
export function streamRoute(name: string, { from, to, on }: StreamRouteSpec): Part {
  const part: StreamRoutePart = {
    part: 'stream-route',
    name,
    from,
    to,
    protocol: protocolOf(to),
    ...(on && { on: on.gateway }),
    ...siteField(),
  }
  on?.gateway.streams.push(part)
  return part
}

function protocolOf({ workload: { spec }, port }: PortRef): 'TCP' | 'UDP' {
  const beside = Object.values(spec.sidecars ?? {}).map(
    (one) => (whenOf(one)?.then ?? one) as { ports?: Record<string, PortLike> },
  )
  const ports = [spec, ...beside].flatMap((container) => portsOf(container.ports))
  return ports.find(({ name }) => name === port)?.port.protocol === 'UDP' ? 'UDP' : 'TCP'
}
