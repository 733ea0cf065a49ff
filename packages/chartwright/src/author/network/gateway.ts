import { bool, group, listOf, objectName, oneOf, port, string, type FaceOf } from '../values/declaration.ts'
import { and, type Condition } from '../values/functions.ts'
import { annotations } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { requirement } from '../preflight/requirement.ts'
import { hostName } from './route.ts'
import { siteField, type Site } from '../site.ts'
import type { StreamRoutePart } from './stream-route.ts'

/**
 * The operator's values for a Gateway of the chart's own: `enabled`, `className`, `hosts`, `namespaces`,
 * `annotations`, `http` with `port` and `redirect`, `https` with `enabled`, `port`, `secretName` and `issuer`.
 *
 * @example gateway: gatewayValues({ className: 'istio' })  // and gateway('gateway', $.gateway)
 */
export function gatewayValues(defaults: { enabled?: boolean; className?: string } = {}) {
  return group('A Gateway of its own, which its routes attach to', {
    enabled: bool(defaults.enabled ?? false).doc(
      'Make it; without it, routes attach to the Gateways that they name',
    ),
    className: objectName(defaults.className ?? '').doc('The GatewayClass of its controller; it needs one'),
    hosts: listOf(string('').pattern(hostName)).doc('The names that its certificate is for'),
    namespaces: oneOf(['Same', 'All']).doc('Whose routes may attach: those of its namespace, or all'),
    annotations: annotations().doc('Annotations, as its controller reads them'),
    http: group('The listener without TLS', {
      port: port(80).doc('Its port'),
      redirect: bool(true).doc('Send all requests on to HTTPS, while that is on'),
    }),
    https: group('The listener with TLS', {
      enabled: bool(false).doc('Listen; it needs a secretName or an issuer'),
      port: port(443).doc('Its port'),
      secretName: objectName().doc('The Secret with tls.crt and tls.key; with an issuer, where it puts them'),
      issuer: group('cert-manager makes and renews the certificate', {
        name: objectName().doc('Its name; none while empty'),
        kind: oneOf(['ClusterIssuer', 'Issuer']).doc('Its kind'),
      }),
    }),
  })
}

/** What `$` gives for the values of `gateway`. */
export type GatewayValues = FaceOf<ReturnType<typeof gatewayValues>>

export interface GatewayPart {
  part: 'gateway'
  name: string
  from: GatewayValues
  /** What attaches to a listener of its own. */
  streams: StreamRoutePart[]
  at?: Site
}

/** A Gateway as a platform holds it. */
export interface Gateway {
  readonly parts: readonly Part[]
  readonly gateway: GatewayPart
}

/**
 * A Gateway of the Gateway API from a class: a listener for HTTP, one for HTTPS by a Secret or by cert-manager,
 * a redirect from the first to the second, and a listener for each `streamRoute` that attaches to it.
 *
 * @example const edge = gateway('gateway', $.gateway)  // and: route('web', { gateway: $.route, on: edge, to: web.port('http') })
 *   [edge, web, route('web', { gateway: $.route, on: edge, to: web.port('http') })]
 */
export function gateway(name: string, values: GatewayValues): Gateway {
  const own: GatewayPart = { part: 'gateway', name, from: values, streams: [], ...siteField() }
  const needs = (about: string, api: string, when: Condition) => requirement(about, { api }, { when })
  return {
    gateway: own,
    parts: [
      own,
      needs(
        'The Gateway API, with a controller for the GatewayClass',
        'gateway.networking.k8s.io/v1',
        values.enabled,
      ),
      needs(
        'cert-manager, for the certificate of the Gateway',
        'cert-manager.io/v1',
        and(values.enabled, values.https.enabled, values.https.issuer.name),
      ),
    ],
  }
}
