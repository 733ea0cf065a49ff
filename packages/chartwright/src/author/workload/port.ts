import { StringDeclaration } from '../values/declaration.ts'
import { expression, nodeOf, toNode, type Arg, type Expr, type ExprNode } from '../values/expression.ts'
import { whenOf, type Maybe } from '../values/functions.ts'

/** A port that is more than a TCP port of one number. */
export interface Port {
  readonly number: Arg<number>
  /** The last of a range. Ranges stand in policies; a container or a Service cannot list them. */
  readonly last?: Arg<number>
  /** TCP unless said. */
  readonly protocol?: Maybe<'TCP' | 'UDP'>
  /** Those outside of the cluster come to it, by a node or a proxy: policies let them in. */
  readonly outside?: true
  /** Of a range: the Service lists every port of it. */
  readonly each?: true
  /** The same port on the node itself. */
  readonly hostPort?: Arg<number>
}

/** A port of a workload: a TCP port's number, or a `Port`; perhaps only under a condition. */
export type PortLike = Maybe<Arg<number> | Port>

/** A UDP port. @example ports: { sip: udp(5060) } */
export function udp(number: Arg<number>): Port {
  return { number, protocol: 'UDP' }
}

/** All UDP ports of a range that portRange() declares. @example ports: { rtp: udpRange($.rtpPortRange) } */
export function udpRange(range: Expr<string>): Port {
  return { number: firstPort(range), last: lastPort(range), protocol: 'UDP' }
}

/** A port that is the node's too, for traffic that no Service carries. @example ports: { turn: onHost(udp(3478)) } */
export function onHost(port: Arg<number> | Port): Port {
  const own = toPort(port)
  return { ...own, hostPort: own.number }
}

/** A port that those outside of the cluster come to without a Service of their own. @example ports: { rtp: fromOutside(udpRange($.range)) } */
export function fromOutside(port: Arg<number> | Port): Port {
  return { ...toPort(port), outside: true }
}

/**
 * A range of which the Service lists every port, because a load balancer knows no ranges. Keep it short: each is
 * a listener of its own.
 *
 * @example ports: { relay: eachPort(udpRange($.relayPorts)) }
 */
export function eachPort(range: Port): Port {
  return { ...range, each: true }
}

/** The first port of a range. @example str`firewall: ${firstPort($.rtpPortRange)}` */
export const firstPort = (range: Expr<string>): Expr<number> => end('firstPort', range)
/** The last port of a range. @example str`firewall: to ${lastPort($.rtpPortRange)}` */
export const lastPort = (range: Expr<string>): Expr<number> => end('lastPort', range)

function end(fn: 'firstPort' | 'lastPort', range: Expr<string>): Expr<number> {
  return expression({ e: 'call', fn, args: [toNode(range)], type: { t: 'int', min: 1, max: 65535 } })
}

const number = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'

/** A range of ports, `first-last`. @example rtpPortRange: portRange('10000-20000') */
export function portRange(value: string): StringDeclaration {
  const pattern = `^${number}-${number}$`
  return new StringDeclaration({ type: { t: 'string', pattern, safe: 'quoted' }, default: value })
}

/** A port by its parts, and when it is there. */
export interface NamedPort {
  name: string
  port: Port
  condition: ExprNode | undefined
}

/** The ports of a workload, each by its parts. */
export function portsOf(ports: Readonly<Record<string, PortLike>> | undefined): NamedPort[] {
  return Object.entries(ports ?? {}).map(([name, one]) => {
    const conditional = whenOf(one)
    const port = toPort((conditional?.then ?? one) as Arg<number> | Port)
    return { name, port, condition: conditional?.condition }
  })
}

function toPort(port: Arg<number> | Port): Port {
  return typeof port === 'object' && !nodeOf(port) ? (port as Port) : { number: port as Arg<number> }
}
