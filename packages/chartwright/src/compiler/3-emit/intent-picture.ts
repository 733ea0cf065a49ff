import {
  connectionsOf,
  ne,
  or,
  portsOf,
  routeSwitches,
  toNode,
  whenOf,
  nodeOf,
  type App,
  type Condition,
  type ExprNode,
  type Part,
  type PortRef,
  type WorkloadPart,
} from '../../author/index.ts'
import { object, template, type JsonObject } from './intent-json.ts'

/** Components whose addresses a workload's own variables hold, beside those it is said to connect to. */
export function addressIntents({ name, spec }: WorkloadPart, app: App): JsonObject[] {
  const others = new Map(
    app.parts.flatMap((part) => (part.part === 'workload' && part.name !== name ? [[part.name, part]] : [])),
  )
  const known = new Set(
    connectionsOf(spec.connectsTo).flatMap(({ to }) => ('workload' in to ? [to.workload.name] : [])),
  )
  return Object.entries(spec.env ?? {}).flatMap(([env, value]) => {
    const [found] = componentsIn(value).filter(({ component }) => others.has(component))
    if (!found || known.has(found.component)) return []
    known.add(found.component)
    const { expose, ports } = others.get(found.component)!.spec
    const port = portsOf(expose ?? ports).find((one) => one.port.number === found.port)?.name
    return [object({ workload: found.component, port, env })]
  })
}

/** Claims that a workload mounts. */
export function volumeIntents({ spec }: WorkloadPart): string[] {
  const containers = [spec, ...Object.values(spec.sidecars ?? {}).map((one) => whenOf(one)?.then ?? one)]
  const mounts = containers.flatMap((one) => (one as typeof spec).mounts ?? [])
  const names = mounts.flatMap((one) => {
    const { mount } = (whenOf(one)?.then ?? one) as { mount: { part: string; name: string; source?: object } }
    const kind = (mount.source as { kind?: string } | undefined)?.kind
    return kind === 'claim' || kind === 'external' ? [mount.name] : []
  })
  return [...new Set(names)]
}

/** The ways in from outside: what makes them, where they lead, and when they are there. */
export function entranceIntents(part: Part, app: App): JsonObject[] {
  const entrance = (
    name: string,
    by: string[],
    to: { ref: PortRef; path?: string }[],
    when: Condition | undefined,
  ) => [
    object({
      name,
      by,
      to: to.map(({ ref, path }) => object({ workload: ref.workload.name, port: ref.port, path })),
      when: when && template(when, app),
    }),
  ]
  switch (part.part) {
    case 'route': {
      const { ingress, gateway } = part.spec
      const by = [...(ingress ? ['Ingress'] : []), ...(gateway ? ['HTTPRoute'] : [])]
      const [first, ...others] = routeSwitches(part)
      const to = part.rules.map((rule) => ({ ref: rule.to, ...(rule.path && { path: rule.path }) }))
      return entrance(part.name, by, to, first && (others.length > 0 ? or(first, ...others) : first))
    }
    case 'exposure': {
      const ways = Object.values(part.routes).map(({ to, path }) => ({
        ref: to,
        ...(path !== undefined && { path: template(path, app) as string }),
      }))
      return entrance(part.name, ['Ingress', 'HTTPRoute'], ways, or(part.routed, part.byIngress))
    }
    case 'stream-route':
      return entrance(part.name, [`${part.protocol}Route`], [{ ref: part.to }], part.from.enabled)
    case 'publish':
      return entrance(part.name, ['Service'], [{ ref: part.to }], part.from.enabled)
    case 'workload':
      return serviceEntrance(part, app)
  }
  return []
}

/** A component whose own Service may be a load balancer or a node port. */
function serviceEntrance({ name, spec }: WorkloadPart, app: App): JsonObject[] {
  const { serviceType } = spec
  if (serviceType === undefined || serviceType === 'ClusterIP') return []
  const when = nodeOf(serviceType) && ne(serviceType as never, 'ClusterIP' as never)
  const to = portsOf(spec.expose ?? spec.ports).map((port) => ({ workload: name, port: port.name }))
  return [object({ name, by: ['Service'], to, when: when && template(when, app) })]
}

/** The names of components, with the ports behind them, that a value is put together of. */
function componentsIn(value: unknown): { component: string; port: unknown }[] {
  const found: { component: string; port: unknown }[] = []
  const visit = (one: unknown): void => {
    const conditional = whenOf(one)
    if (conditional) {
      visit(conditional.then)
      return visit(conditional.otherwise)
    }
    if (nodeOf(one)) visitNode(toNode(one as never))
  }
  const visitNode = (node: ExprNode): void => {
    if (node.e !== 'call') return
    const args = piecesOf(node)
    args.forEach((arg, at) => {
      const next = args[at + 1]
      if (arg.e !== 'include' || arg.helper !== 'fullname' || next?.e !== 'lit') return visitNode(arg)
      const [, component, rest] = /^-([a-z0-9-]+)(.*)$/.exec(String(next.value)) ?? []
      if (component === undefined) return
      const behind =
        rest === ':' ? args[at + 2] : rest === '' && isColon(args[at + 2]) ? args[at + 3] : undefined
      found.push({ component, port: behind?.e === 'lit' ? behind.value : undefined })
    })
  }
  visit(value)
  return found
}

const isColon = (node: ExprNode | undefined) => node?.e === 'lit' && node.value === ':'

/** What a text is put together of, with the pieces of texts inside it. */
function piecesOf(node: ExprNode): readonly ExprNode[] {
  if (node.e !== 'call') return [node]
  if (node.fn !== 'concat') return node.args
  return node.args.flatMap((arg) => (arg.e === 'call' && arg.fn === 'concat' ? piecesOf(arg) : [arg]))
}
