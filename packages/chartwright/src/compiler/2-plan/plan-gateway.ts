import {
  and,
  componentName,
  nameOfNode,
  not,
  or,
  toNode,
  type Condition,
  type Expr,
  type GatewayPart,
} from '../../author/index.ts'
import { addHelper, addResource, camel, header, helperText, type Planning } from './context.ts'
import { gatewayApi } from './gateway-refs.ts'
import { onlyIf, tree } from './tree.ts'

/** A Gateway with its listeners, the certificate of the second, and the redirect from the first to it. */
export function planGateway(part: GatewayPart, planning: Planning): void {
  const { enabled, className, annotations, hosts, http, https } = part.from
  const at = part.at && { at: part.at }
  addHelper(planning, {
    name: `${camel(part.name)}TlsSecretName`,
    doc: `The Secret that holds the certificate of the Gateway "${part.name}".`,
    body: { nameOrOwn: { given: toNode(https.secretName), own: `${part.name}-tls` } },
    ...at,
  })
  const encrypted = and(enabled, https.enabled)
  addResource(planning, {
    kind: 'Gateway',
    component: part.name,
    file: `${part.name}-gateway.yaml`,
    when: toNode(enabled),
    body: tree({
      ...header(gatewayApi, 'Gateway', part.name, { annotations }),
      spec: { gatewayClassName: className, listeners: listeners(part) },
    }),
    ...at,
  })
  addResource(planning, {
    kind: 'HTTPRoute',
    component: `${part.name}-redirect`,
    file: `${part.name}-redirect-httproute.yaml`,
    when: toNode(and(encrypted, http.redirect)),
    body: tree({
      ...header(gatewayApi, 'HTTPRoute', `${part.name}-redirect`),
      spec: {
        parentRefs: [{ name: componentName(part.name), sectionName: 'http' }],
        rules: [{ filters: [toHttps(https.port)] }],
      },
    }),
    ...at,
  })
  addResource(planning, {
    kind: 'Certificate',
    component: part.name,
    file: `${part.name}-certificate.yaml`,
    when: toNode(and(encrypted, https.issuer.name)),
    body: tree({
      ...header('cert-manager.io/v1', 'Certificate', part.name),
      spec: {
        secretName: certificateSecret(part),
        dnsNames: hosts,
        issuerRef: { name: https.issuer.name, kind: https.issuer.kind, group: 'cert-manager.io' },
      },
    }),
    secrets: [toNode(componentName(`${part.name}-tls`))],
    ...at,
  })
  const path = (value: unknown) => nameOfNode(toNode(value)).slice(2)
  const refuse = (wrong: Condition, message: string) =>
    planning.plan.validations.push({
      condition: toNode(and(enabled, wrong)),
      message: toNode(message),
      ...at,
    })
  const [on, secure] = [path(enabled), path(https.enabled)]
  // A switch that is no value of the operator's holds only with a class, and comes with hosts.
  const plain = (value: unknown) => toNode(value).e === 'value'
  if (plain(enabled))
    refuse(
      not(className),
      `${on} is true, but ${path(className)} is empty: set it to a GatewayClass of the cluster, or ${on}=false.`,
    )
  refuse(
    and(https.enabled, not(or(https.secretName, https.issuer.name))),
    `${secure} is true, but there is no certificate: set ${path(https.secretName)}, or ${path(https.issuer.name)} for cert-manager, or ${secure}=false.`,
  )
  if (plain(hosts))
    refuse(
      and(https.enabled, https.issuer.name, not(hosts)),
      `${path(https.issuer.name)} is set, but ${path(hosts)} is empty: cert-manager needs the names that the certificate is for.`,
    )
}

function listeners(part: GatewayPart): unknown[] {
  const { from, streams } = part
  const allowedRoutes = { namespaces: { from: from.namespaces } }
  return [
    { name: 'http', port: from.http.port, protocol: 'HTTP', allowedRoutes },
    onlyIf(toNode(from.https.enabled), {
      name: 'https',
      port: from.https.port,
      protocol: 'HTTPS',
      tls: { mode: 'Terminate', certificateRefs: [{ name: certificateSecret(part) }] },
      allowedRoutes,
    }),
    ...streams.map((stream) =>
      onlyIf(toNode(stream.from.enabled), {
        name: stream.name,
        port: stream.from.port,
        protocol: stream.protocol,
        allowedRoutes,
      }),
    ),
  ]
}

/** The Secret of the certificate: as the operator says, or one named after the Gateway. */
function certificateSecret({ name }: GatewayPart): Expr<string> {
  return helperText(`${camel(name)}TlsSecretName`)
}

function toHttps(port: Expr<number>): unknown {
  return { type: 'RequestRedirect', requestRedirect: { scheme: 'https', port, statusCode: 301 } }
}
