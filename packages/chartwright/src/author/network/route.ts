import type { PortRef } from './connection.ts'
import { bool, group, listOf, objectName, oneOf, string, type FaceOf } from '../values/declaration.ts'
import type { Arg, Expr } from '../values/expression.ts'
import type { Gateway } from './gateway.ts'
import { annotations, parentReferences, tlsBlocks } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { placedBy } from '../places.ts'
import { siteField, type Site } from '../site.ts'

/** A host, perhaps with `*.` in front. */
export const hostName = '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'

/**
 * The operator's values for an Ingress: `enabled`, `className`, `annotations`, `hosts` with `host` and perhaps
 * `paths`, `tls`.
 *
 * @example ingress: ingress()  // and route('web', { ingress: $.ingress, to: web.port('http') })
 */
export function ingress(defaults: { enabled?: boolean; className?: string; host?: string } = {}) {
  return group('Reaches it from outside by an Ingress', {
    enabled: bool(defaults.enabled ?? false).doc('Make the Ingress; it needs a host'),
    className: objectName(defaults.className ?? '').doc(
      "The class of its controller; the cluster's default class when empty",
    ),
    annotations: annotations().doc('Annotations, as its controller reads them'),
    hosts: listOf(
      group('A host', {
        host: string('').pattern(hostName).required(),
        paths: listOf(
          group('A path', {
            path: string('/').pattern('^/').required(),
            pathType: oneOf(['Prefix', 'Exact', 'ImplementationSpecific']),
          }),
        ),
      }),
    )
      .default(
        defaults.host === undefined
          ? []
          : [{ host: defaults.host, paths: [{ path: '/', pathType: 'Prefix' }] }],
      )
      .doc('Its hosts: each has a host, and may have paths with path and pathType; without, all paths'),
    tls: tlsBlocks().doc('Certificates: entries of secretName and hosts'),
  })
}

/** The operator's values for a route of the Gateway API. @example gateway: gatewayRoute() */
export function gatewayRoute(defaults: { enabled?: boolean } = {}) {
  return group('Reaches it from outside by a route of the Gateway API', {
    enabled: bool(defaults.enabled ?? false).doc('Make the HTTPRoute; it needs parentRefs'),
    parentRefs: parentReferences().doc(
      'The Gateways it belongs to, by name and perhaps namespace and sectionName',
    ),
    hostnames: listOf(string('').pattern(hostName)).doc('Its hosts; those of the Gateway when empty'),
    annotations: annotations().doc('Annotations'),
  })
}

/** Whose annotations tell an Ingress to rewrite a prefix. */
export type RewriteBy = 'nginx' | 'traefik'

/**
 * The operator's value for how an Ingress rewrites prefixes. The Gateway API has a filter for it; with Ingresses
 * each controller has a way of its own.
 *
 * @example rewriteBy: rewriteBy()  // and route('api', { ingress: $.ingress, rewriteBy: $.rewriteBy, rules })
 */
export function rewriteBy() {
  return oneOf<RewriteBy>(['nginx', 'traefik']).doc(
    'Whose way the Ingress rewrites paths: annotations of ingress-nginx, or a Middleware of Traefik',
  )
}

/** What `$` gives for the values of `ingress`. */
export type IngressValues = FaceOf<ReturnType<typeof ingress>>
/** What `$` gives for the values of `gatewayRoute`. */
export type GatewayRouteValues = FaceOf<ReturnType<typeof gatewayRoute>>

/** A path and the port that answers below it. */
export interface RouteRule {
  /** The beginning of the paths, `/` when left out. */
  path?: string
  to: PortRef
  /** Takes the place of that beginning before the request goes on. An Ingress needs `rewriteBy` for it. */
  rewrite?: string
}

/** What a route leads to, and by which of the two ways. */
export interface RouteSpec {
  ingress?: IngressValues
  gateway?: GatewayRouteValues
  /** The chart's own Gateway: while it is on, the route attaches to it, whatever else it names. */
  on?: Gateway
  /** How the Ingress controller rewrites prefixes, which Ingresses have no field for: a value of rewriteBy(). */
  rewriteBy?: Expr<RewriteBy>
  /** One host for both, where operators have one value for it and no list. */
  host?: Arg<string>
  /** Where all requests go; or `rules`, when paths go to different places. */
  to?: PortRef
  rules?: readonly RouteRule[]
}

export interface RoutePart {
  part: 'route'
  name: string
  spec: RouteSpec
  rules: readonly RouteRule[]
  at?: Site
}

/**
 * HTTP from outside: an Ingress, a route of the Gateway API, or whichever of the two the operator switches on.
 *
 * @example route('web', { ingress: $.ingress, gateway: $.gateway, to: web.port('http') })
 */
export function route(name: string, spec: RouteSpec): Part {
  const rules = spec.rules ?? (spec.to ? [placedBy({ to: spec.to }, spec, { to: 'to' })] : [])
  return { part: 'route', name, spec, rules, ...siteField() }
}

/** The switches of a route: it exists while one of them is on. */
export function routeSwitches({ spec }: RoutePart): Expr<boolean>[] {
  return [spec.ingress?.enabled, spec.gateway?.enabled].flatMap((one) => (one ? [one] : []))
}
