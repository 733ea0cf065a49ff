import { refuse, warn } from '../advice.ts'
import type { PortRef } from './connection.ts'
import { bool, group, objectName, oneOf, port, type FaceOf } from '../values/declaration.ts'
import { expression, nameOfNode, toNode, type Arg, type Expr } from '../values/expression.ts'
import { and, eq, not, or, type Condition } from '../values/functions.ts'
import { gateway, type Gateway, type GatewayValues } from './gateway.ts'
import { annotations, parentReferences, tlsBlocks } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { requirement } from '../preflight/requirement.ts'
import { siteField, type Site } from '../site.ts'

/**
 * The values of a platform that is reached either by the Gateway API or by an Ingress: `mode`, `gatewayApi` with
 * `gatewayClassName` for a Gateway of its own or `parentRefs` for others, `ingress` with `className` and `tls`.
 *
 * @example exposure: exposureValues()  // and exposure('public', $.exposure, { host: $.public.host, routes: { … } })
 */
export function exposureValues() {
  return group('How the outside reaches it over HTTP', {
    mode: oneOf(['gatewayApi', 'ingress']).doc(
      'gatewayApi: a Gateway and routes, or routes for Gateways that are there; ingress: one Ingress',
    ),
    gatewayApi: group('The Gateway API; while there is neither a class nor a parentRef, nothing is exposed', {
      gatewayClassName: objectName().doc('Makes a Gateway of this GatewayClass, as istio'),
      parentRefs: parentReferences().doc('Gateways that are there already, by name and perhaps namespace'),
      annotations: annotations().doc('Annotations of the Gateway'),
      namespaces: oneOf(['Same', 'All']).doc('Whose routes may attach to the Gateway'),
      http: group('Its listener without TLS', {
        port: port(80).doc('Its port'),
        redirect: bool(true).doc('Send all requests on to HTTPS, while that is on'),
      }),
      https: group('Its listener with TLS', {
        enabled: bool(false).doc('Listen; it needs a secretName or an issuer'),
        port: port(443).doc('Its port'),
        secretName: objectName().doc(
          'The Secret with tls.crt and tls.key; with an issuer, where it puts them',
        ),
        issuer: group('cert-manager makes and renews the certificate', {
          name: objectName().doc('Its name; none while empty'),
          kind: oneOf(['ClusterIssuer', 'Issuer']).doc('Its kind'),
        }),
      }),
    }),
    ingress: group('The Ingress', {
      className: objectName().doc("The class of its controller; the cluster's default class when empty"),
      annotations: annotations().doc('Annotations, as its controller reads them'),
      tls: tlsBlocks().doc('Certificates: entries of secretName and hosts'),
    }),
  })
}

export type ExposureValues = FaceOf<ReturnType<typeof exposureValues>>

/** One way in: a path of the host, or a host of its own. */
export interface WayIn {
  to: PortRef
  /** The beginning of the paths, `/` when left out. */
  path?: Arg<string>
  /** While it is given, the whole of this host leads there, and no path of the shared one. */
  host?: Expr<string>
  /** There only then. */
  when?: Condition
}

export interface ExposurePart {
  part: 'exposure'
  name: string
  from: ExposureValues
  host: Expr<string>
  routes: Readonly<Record<string, WayIn>>
  gateway: Gateway
  /** When the routes of the Gateway API are there. */
  routed: Expr<boolean>
  /** When the Ingress is there. */
  byIngress: Expr<boolean>
  at?: Site
}

/** What is exposed, as a platform holds it. */
export interface Exposure {
  readonly parts: readonly Part[]
  /** Whether anything leads in. */
  readonly open: Expr<boolean>
}

/**
 * HTTP from outside in one of two ways: an HTTPRoute for each of the routes, named after its key, with a Gateway
 * of a class or on others; or one Ingress with all of them. NOTES say when nothing is exposed.
 *
 * @example exposure('public', $.exposure, { host: $.public.host, routes: { api: { path: '/api/', to: api.port('http') }, ui: { to: ui.port('http') } } })
 */
export function exposure(
  name: string,
  $: ExposureValues,
  options: { host: Expr<string>; routes: Readonly<Record<string, WayIn>> },
): Exposure {
  const { gatewayApi } = $
  const byGateway = eq($.mode, 'gatewayApi')
  const byIngress = eq($.mode, 'ingress')
  const routed = and(byGateway, or(gatewayApi.gatewayClassName, gatewayApi.parentRefs))
  const own = gateway('gateway', ownGateway($, options.host))
  const part: ExposurePart = {
    part: 'exposure',
    name,
    from: $,
    ...options,
    gateway: own,
    routed,
    byIngress,
    ...siteField(),
  }
  const path = (value: unknown) => nameOfNode(toNode(value)).slice(2)
  const closed = warn(
    and(byGateway, not(or(gatewayApi.gatewayClassName, gatewayApi.parentRefs))),
    `Nothing outside the cluster reaches it: set ${path(gatewayApi.gatewayClassName)} to a GatewayClass of the cluster, or ${path(gatewayApi.parentRefs)} to a Gateway that is there; or ${path($.mode)}=ingress for an Ingress.`,
  )
  const { https } = gatewayApi
  const nameless = refuse(
    and(byGateway, gatewayApi.gatewayClassName, https.enabled, https.issuer.name, not(options.host)),
    `${path(https.issuer.name)} is set, but ${path(options.host)} is empty: cert-manager needs the name that the certificate is for.`,
  )
  const needed = requirement(
    'The GatewayClass, and a controller for it',
    { object: 'GatewayClass', name: gatewayApi.gatewayClassName },
    { when: and(byGateway, gatewayApi.gatewayClassName) },
  )
  return { parts: [...own.parts, part, nameless, needed, closed], open: or(routed, byIngress) }
}

/** The Gateway of a class, for the one host there is. */
function ownGateway({ mode, gatewayApi }: ExposureValues, host: Expr<string>): GatewayValues {
  const hosts = expression<Expr<readonly string[]>>({
    e: 'call',
    fn: 'list',
    args: [toNode(host)],
    type: { t: 'list', of: { t: 'string' } },
  })
  const { gatewayClassName: className, annotations: noted, namespaces, http, https } = gatewayApi
  const enabled = and(eq(mode, 'gatewayApi'), className)
  const values = { enabled, className, hosts, namespaces, annotations: noted, http, https }
  return values as unknown as GatewayValues
}
