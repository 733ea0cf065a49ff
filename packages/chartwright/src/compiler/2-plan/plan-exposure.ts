import {
  and,
  expression,
  not,
  or,
  placedBy,
  siteOfProperty,
  toNode,
  when,
  type Condition,
  type Expr,
  type ExposurePart,
  type Site,
  type WayIn,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { gatewayApi, httpSection, numberOf, parentRefs, serviceOf } from './gateway-refs.ts'
import { onlyIf, tree } from './tree.ts'

/** An HTTPRoute for each way in, or one Ingress with all of them, as the mode says. */
export function planExposure(part: ExposurePart, planning: Planning): void {
  const { from, gateway, routed, at } = part
  const on = gateway.gateway
  for (const [name, way] of Object.entries(part.routes))
    addResource(planning, {
      kind: 'HTTPRoute',
      component: name,
      file: `${name}-httproute.yaml`,
      when: toNode(way.when ? and(routed, way.when) : routed),
      body: tree({
        ...header(gatewayApi, 'HTTPRoute', name),
        spec: {
          parentRefs: parentRefs(on, httpSection(on), from.gatewayApi.parentRefs),
          hostnames: hostnames(way, part.host),
          rules: [
            placedBy(
              {
                matches: [{ path: { type: 'PathPrefix', value: pathOf(way) } }],
                backendRefs: [{ name: serviceOf(way.to), port: numberOf(way.to) }],
              },
              way,
              { matches: ['path', 'to'], backendRefs: 'to' },
            ),
          ],
        },
      }),
      ...own(siteOfProperty(part.routes, name) ?? at),
    })
  addResource(planning, {
    kind: 'Ingress',
    component: part.name,
    file: `${part.name}-ingress.yaml`,
    when: toNode(part.byIngress),
    body: tree({
      ...header('networking.k8s.io/v1', 'Ingress', part.name, { annotations: from.ingress.annotations }),
      spec: {
        ingressClassName: onlyIf(toNode(from.ingress.className), from.ingress.className),
        tls: from.ingress.tls,
        rules: ingressRules(part),
      },
    }),
    ...(at && { at }),
  })
}

const own = (at: Site | undefined) => (at ? { at } : {})

/** When a way in is open, whichever of the two it is. */
export function openWhen(part: ExposurePart, way: WayIn): Expr<boolean> {
  const open = or(part.routed, part.byIngress)
  return way.when ? and(open, way.when) : open
}

function hostnames(way: WayIn, shared: Expr<string>): unknown {
  const ofAll = when(shared, [shared] as never)
  return way.host ? when(way.host, [way.host] as never, ofAll as never) : ofAll
}

/** A host of its own is the way in as a whole. */
function pathOf({ host, path = '/' }: WayIn): unknown {
  return host ? when(host, '/', path) : path
}

function ingressRules({ host, routes }: ExposurePart): unknown[] {
  const ways = Object.values(routes)
  const shared = ways.map((way) => entry(way, way.path ?? '/', way.host && not(way.host)))
  const own = ways.flatMap((way) => {
    if (!way.host) return []
    const condition = way.when ? and(way.host, way.when) : and(way.host)
    return [
      onlyIf(toNode(condition), {
        host: way.host,
        http: { paths: [entry(placedBy({ to: way.to }, way, { to: 'to' }), '/')] },
      }),
    ]
  })
  return [{ host, http: { paths: shared } }, ...own]
}

function entry(way: WayIn, path: unknown, more?: Expr<boolean>): unknown {
  const { to, when: only } = way
  const conditions: Condition[] = [...(only ? [only] : []), ...(more ? [more] : [])]
  const backend = { service: { name: serviceOf(to), port: { name: to.port } } }
  const made = { path, pathType: 'Prefix', backend }
  const known = conditions.length > 0 ? and(...conditions) : undefined
  return onlyIf(
    known && toNode(expression<Expr<boolean>>(toNode(known))),
    placedBy(made, way, { path: ['path', 'to'], pathType: ['path', 'to'], backend: 'to' }),
  )
}
