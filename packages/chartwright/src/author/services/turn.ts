import { refuse, warn } from '../advice.ts'
import { config, lines } from '../storage/config.ts'
import { external } from '../network/connection.ts'
import { bool, group, listOf, objectName, oneOf, port, string, type FaceOf } from '../values/declaration.ts'
import { expression, nameOfNode, toNode, type Expr } from '../values/expression.ts'
import { add, and, eq, gt, not, or, str, when } from '../values/functions.ts'
import { image, workload } from '../values/house-values.ts'
import { customObject } from '../object.ts'
import { annotations, type ResourceAmounts } from '../values/operator-shapes.ts'
import type { Part } from '../part.ts'
import { eachPort, firstPort, lastPort, portRange, udp, udpRange } from '../workload/port.ts'
import { tcp } from '../workload/probe.ts'
import { requirement } from '../preflight/requirement.ts'
import type { SecretKey } from '../storage/secret.ts'
import { volume } from '../storage/volume.ts'
import { componentName } from '../workload/component-name.ts'
import { service, type Service } from '../workload/workload.ts'

/**
 * The values of a TURN server (coturn), which carries media between browsers and pods.
 *
 * @example coturn: turnValues({ realm: 'example.com' })  // and: turn('coturn', $.coturn, { host, secret: keys.key('TURN_SECRET') })
 */
export function turnValues(defaults: {
  realm: string
  image?: { repository: string; tag: string }
  relayPorts?: string
  resources?: ResourceAmounts
}) {
  const fields = {
    enabled: bool(true).doc('Run it'),
    image: image(defaults.image ?? { repository: 'coturn/coturn', tag: '4.8.0' }),
    externalIp: string('')
      .pattern('^[0-9A-Za-z.:/_-]*$')
      .doc('The address of its load balancer, which it tells callers; known only after the first install'),
    realm: string(defaults.realm).pattern('^[A-Za-z0-9._-]+$').doc('The realm of its credentials'),
    port: port(3478).doc('STUN and TURN, over UDP and TCP'),
    relayPorts: portRange(defaults.relayPorts ?? '49152-49200').doc(
      'The UDP ports that carry media, first-last; the load balancer needs a listener for each',
    ),
    tls: group('TURN over TLS and DTLS (turns:)', {
      enabled: bool(false).doc('Serve it; it needs a certificate'),
      port: port(5349).doc('Its port, over TCP and UDP'),
      secretName: objectName().doc(
        'A Secret with tls.crt and tls.key; empty: the one that cert-manager makes',
      ),
      issuerRef: group('Who signs, when cert-manager makes the certificate', {
        name: objectName().doc('Its name; empty: no certificate is asked for'),
        kind: oneOf(['ClusterIssuer', 'Issuer']).doc('Its kind'),
      }),
    }),
    service: group('How callers reach it', {
      type: oneOf(['LoadBalancer', 'NodePort', 'ClusterIP']).doc('The type of its Service'),
      annotations: annotations().doc('Annotations, as load balancers read them'),
      externalTrafficPolicy: oneOf(['Local', 'Cluster']).doc("Local keeps the callers' addresses"),
      loadBalancerSourceRanges: listOf(string('').pattern('^[0-9a-fA-F.:]+/[0-9]{1,3}$')).doc(
        'Addresses that may come in, in CIDR form; all when empty',
      ),
    }),
  }
  return workload(
    'The TURN server; one pod, because a call is bound to the pod that relays it',
    fields,
    defaults.resources ? { resources: defaults.resources } : {},
  )
}

export type TurnValues = FaceOf<ReturnType<typeof turnValues>>

/** A TURN server as a platform holds it. */
export interface Turn {
  readonly parts: readonly Part[]
  readonly service: Service
}

/**
 * A TURN server with time-limited credentials: a singleton, its file of settings, and a Service that lists every
 * port of the relay range. The shared secret comes from a Secret and stands in no ConfigMap.
 *
 * @param options.host the name that its certificate is for, while cert-manager makes one
 * @param options.secret the secret that it shares with who makes credentials
 * @example const relay = turn('coturn', $.coturn, { host: $.public.host, secret: keys.key('TURN_SECRET') })
 */
export function turn(name: string, $: TurnValues, options: { host: Expr<string>; secret: SecretKey }): Turn {
  const { tls } = $
  const file = config(`${name}-config`, { 'turnserver.conf': settings($) }, { when: $.enabled })
  const made = str`${componentName(name)}-tls`
  const certificate = volume(`${name}-tls`, { secret: when(tls.secretName, tls.secretName, made) })
  const relay = service(name, {
    doc: 'Relays the media of callers who reach no pod themselves',
    when: $.enabled,
    values: $,
    image: $.image,
    singleton: true,
    command: ['sh', '-c', 'exec turnserver -c /etc/turn/turnserver.conf --static-auth-secret="$TURN_SECRET"'],
    env: { TURN_SECRET: options.secret },
    ports: {
      'turn-udp': udp($.port),
      'turn-tcp': $.port,
      'turns-udp': when(tls.enabled, udp(tls.port)),
      'turns-tcp': when(tls.enabled, tls.port),
      relay: eachPort(udpRange($.relayPorts)),
    },
    mounts: [file.at('/etc/turn'), when(tls.enabled, certificate.at('/tls', { readOnly: true }))],
    writes: ['/var/tmp'],
    restartOn: [file],
    live: tcp('turn-tcp', { periodSeconds: 10, failureThreshold: 6 }),
    ready: tcp('turn-tcp', { periodSeconds: 5 }),
    serviceType: $.service.type,
    serviceAnnotations: $.service.annotations,
    externalTrafficPolicy: $.service.externalTrafficPolicy,
    loadBalancerSourceRanges: $.service.loadBalancerSourceRanges,
    connectsTo: [
      external(`${name}-peers`, { doc: 'Whom it relays media to', port: 1024, last: 65535, protocol: 'UDP' }),
    ],
  })
  const asked = and($.enabled, tls.enabled, not(tls.secretName))
  const { issuerRef } = tls
  const spec = {
    secretName: made,
    dnsNames: [options.host],
    issuerRef: { name: issuerRef.name, kind: issuerRef.kind },
  }
  const certManager = 'cert-manager.io/v1'
  return {
    parts: [
      file.part,
      relay.part,
      customObject(certManager, 'Certificate', name, { spec }, { when: asked }),
      requirement('cert-manager, for the certificate of TURN', { api: certManager }, { when: asked }),
      refuse(
        and(asked, or(not(issuerRef.name), not(options.host))),
        `${nameOf(tls.enabled)} needs a certificate: set ${nameOf(tls.secretName)}, or ${nameOf(issuerRef.name)} and ${nameOf(options.host)} for one of cert-manager.`,
      ),
      ...advice(name, $),
    ],
    service: relay,
  }
}

const nameOf = (value: unknown) => nameOfNode(toNode(value)).slice(2)

function settings($: TurnValues) {
  const { tls } = $
  return lines(
    str`listening-port=${$.port}`,
    str`min-port=${firstPort($.relayPorts)}`,
    str`max-port=${lastPort($.relayPorts)}`,
    when($.externalIp, str`external-ip=${$.externalIp}`),
    str`realm=${$.realm}`,
    when(tls.enabled, str`tls-listening-port=${tls.port}`, 'no-tls'),
    when(tls.enabled, 'cert=/tls/tls.crt', 'no-dtls'),
    when(tls.enabled, 'pkey=/tls/tls.key'),
    // The secret itself comes on the command line: whoever reads ConfigMaps must not read it.
    'use-auth-secret',
    'fingerprint',
    'no-cli',
    'no-multicast-peers',
    'pidfile=/var/tmp/turnserver.pid',
    'log-file=stdout',
  )
}

/** What an operator must know: the address comes after the install, and listeners of load balancers are few. */
function advice(name: string, $: TurnValues): Part[] {
  const { relayPorts, externalIp, tls, enabled } = $
  const over = (more: number) => gt(lastPort(relayPorts), add(firstPort(relayPorts), 49 - more))
  const balanced = and(enabled, eq($.service.type, 'LoadBalancer'))
  return [
    warn(
      and(enabled, not(externalIp)),
      str`TURN does not know its own address yet: callers behind a NAT cannot be relayed. Read it with

  kubectl get service --namespace ${namespace} ${componentName(name)}

and upgrade with ${nameOf(externalIp)} set to it.`,
    ),
    warn(
      and(balanced, or(and(tls.enabled, over(4)), and(not(tls.enabled), over(2)))),
      str`The ports of ${nameOf(relayPorts)}, ${relayPorts}, and those of TURN itself are more than 50 listeners, which is the quota of a Network Load Balancer of AWS: narrow the range, or have the quota raised.`,
    ),
    warn(
      and(enabled, tls.enabled),
      str`TURN reads its certificate when it starts: after a renewal, kubectl rollout restart --namespace ${namespace} deployment/${componentName(name)}`,
    ),
  ]
}

const namespace = expression<Expr<string>>({
  e: 'builtin',
  path: 'Release.Namespace',
  type: { t: 'string', safe: 'bare' },
})
