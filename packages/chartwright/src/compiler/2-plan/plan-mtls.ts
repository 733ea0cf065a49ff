import {
  and,
  componentName,
  expression,
  hasApi,
  nameOfNode,
  not,
  or,
  str,
  toNode,
  type Expr,
  type ExprNode,
  type MtlsPart,
} from '../../author/index.ts'
import type { Yaml } from '../ir.ts'
import { certificateHelpers } from './certificate-helpers.ts'
import { addHelper, addResource, header, helperText, type Planning } from './context.ts'
import { forEach, hostsOf, ownCa, written } from './plan-own-ca.ts'
import { onlyIf, tree } from './tree.ts'

const api = 'cert-manager.io/v1'

/** Certificates by cert-manager, or Secrets with those that the chart signs itself. */
export function planMtls(part: MtlsPart, planning: Planning): void {
  const { enabled, certManager, ca } = part.from
  const byCertManager = and(certManager.enabled, hasApi(api))
  for (const helper of certificateHelpers(part)) addHelper(planning, helper)
  const at = part.at && { at: part.at }
  const secrets = part.components.map((name) => toNode(componentName(`${name}-tls`)))
  addResource(planning, {
    kind: 'Certificate',
    component: part.name,
    file: 'tls-certificate.yaml',
    when: toNode(and(enabled, byCertManager)),
    body: forEach(part, [certificate(part)]),
    secrets,
    ...at,
  })
  addResource(planning, {
    kind: 'Secret',
    component: part.name,
    file: 'tls-secret.yaml',
    when: toNode(and(enabled, not(byCertManager))),
    body: ownCa(part),
    secrets: [...secrets, toNode(componentName('ca'))],
    ...at,
  })
  planning.plan.warnings.push(
    {
      condition: toNode(and(enabled, certManager.enabled, not(hasApi(api)))),
      message: toNode(
        'This cluster has no cert-manager (cert-manager.io/v1): the chart made a CA and certificates itself. Install cert-manager and upgrade to have them renewed without you.',
      ),
      ...at,
    },
    {
      condition: toNode(and(enabled, not(byCertManager))),
      message: toNode(
        str`The certificates that the chart made end on ${helperText('certificatesEnd')}, and nothing in the cluster renews them: an upgrade in the last third of their ${part.from.ca.days} days does, and rolls the pods. Tools that render without a cluster would make others each time: there, use cert-manager.`,
      ),
      ...at,
    },
    {
      condition: toNode(and(enabled, not(byCertManager), helperText('caAnnounced'))),
      message: toNode(
        str`The CA of ${nameOfNode(toNode(ca.certificate)).slice(2)} is trusted from now on, and does not sign yet: pods that still run know the one before alone. When all have rolled, upgrade once more, and it signs.`,
      ),
      ...at,
    },
  )
  planning.plan.validations.push({
    condition: toNode(or(and(ca.certificate, not(ca.privateKey)), and(ca.privateKey, not(ca.certificate)))),
    message: toNode(
      `${nameOfNode(toNode(ca.certificate)).slice(2)} and ${nameOfNode(toNode(ca.privateKey)).slice(2)} belong together: set both, or neither`,
    ),
    ...at,
  })
}

/** Of what pods are made again when the chart's own certificates are; nothing where cert-manager renews. */
export function certificateChecksum(component: string, planning: Planning): unknown[] {
  return planning.app.parts.flatMap((part) => {
    if (part.part !== 'mtls' || !part.components.includes(component)) return []
    const { enabled, certManager, ca } = part.from
    const made = str`${helperText('certificatesMade')}/${ca.certificate}`
    const checksum: ExprNode = { e: 'call', fn: 'sha256', args: [toNode(made)], type: { t: 'string' } }
    const byChart = and(enabled, not(and(certManager.enabled, hasApi(api))))
    return [onlyIf(toNode(byChart), { 'checksum/tls': expression<Expr<string>>(checksum) })]
  })
}

const host = str`${helperText('fullname')}-${written('$component')}`

function certificate({ from }: MtlsPart): Yaml {
  const { name, kind } = from.certManager.issuerRef
  return tree({
    ...header(api, 'Certificate', 'tls', { name: str`${host}-tls` }),
    spec: {
      secretName: str`${host}-tls`,
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth', 'client auth'],
      dnsNames: hostsOf(host),
      issuerRef: { name, kind, group: 'cert-manager.io' },
    },
  })
}
