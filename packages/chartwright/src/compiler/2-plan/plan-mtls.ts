import {
  and,
  expression,
  hasApi,
  nameOfNode,
  nodeOf,
  not,
  str,
  toNode,
  type Expr,
  type ExprNode,
  type MtlsPart,
  type Release,
} from '../../author/index.ts'
import type { Flow, Yaml } from '../ir.ts'
import { certificateHelpers } from './certificate-helpers.ts'
import { addHelper, addResource, header, helperText, type Planning } from './context.ts'
import { onlyIf, tree } from './tree.ts'

const api = 'cert-manager.io/v1'
const text = { t: 'string', safe: 'bare' } as const
const template = (code: string): ExprNode => ({ e: 'template', text: code, type: text })
const written = (code: string) => expression<Expr<string>>(template(code))

/** Certificates by cert-manager, or Secrets with those that the chart signs itself. */
export function planMtls(part: MtlsPart, planning: Planning): void {
  const { enabled, certManager } = part.from
  const byCertManager = and(certManager.enabled, hasApi(api))
  for (const helper of certificateHelpers(part)) addHelper(planning, helper)
  const at = part.at && { at: part.at }
  addResource(planning, {
    kind: 'Certificate',
    component: part.name,
    file: 'tls-certificate.yaml',
    when: toNode(and(enabled, byCertManager)),
    body: forEach(part, [certificate(part)]),
    ...at,
  })
  addResource(planning, {
    kind: 'Secret',
    component: part.name,
    file: 'tls-secret.yaml',
    when: toNode(and(enabled, not(byCertManager))),
    body: signed(part),
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
  )
}

/** Of what pods are made again when the chart's own certificates are; nothing where cert-manager renews. */
export function certificateChecksum(component: string, planning: Planning): unknown[] {
  return planning.app.parts.flatMap((part) => {
    if (part.part !== 'mtls' || !part.components.includes(component)) return []
    const { enabled, certManager, ca } = part.from
    const made = str`${helperText('certificatesMade')}/${ca.certificate}`
    const checksum: ExprNode = { e: 'call', fn: 'sha256', args: [toNode(made)], type: text }
    const byChart = and(enabled, not(and(certManager.enabled, hasApi(api))))
    return [onlyIf(toNode(byChart), { 'checksum/tls': expression<Expr<string>>(checksum) })]
  })
}

function forEach(part: MtlsPart, body: Flow<Yaml>[]): Flow<Yaml> {
  const variable = (hint: string): ExprNode => ({ e: 'var', id: 0, hint, type: text })
  const over = template(`list ${part.components.map((name) => JSON.stringify(name)).join(' ')}`)
  return { f: 'each', over, key: variable('_'), item: variable('component'), body }
}

const component = written('$component')
const host = str`${helperText('fullname')}-${component}`
const namespace = expression<Release['namespace']>({ e: 'builtin', path: 'Release.Namespace', type: text })

/** The names that a component is called by inside the cluster; the last for single pods of a StatefulSet. */
const hostsOf = (name: Expr<string>) => [
  name,
  str`${name}.${namespace}`,
  str`${name}.${namespace}.svc`,
  str`${name}.${namespace}.svc.cluster.local`,
  str`*.${name}-headless.${namespace}.svc`,
]

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

/**
 * The chart's own CA and what it signs. The CA is the one given, or the one that the cluster keeps, or a new
 * one; a certificate that the CA of now has signed stays as it is until its last third. Who knew the CA before
 * is told of both.
 */
function signed(part: MtlsPart): Flow<Yaml>[] {
  const { ca } = part.from
  const days = `(int @.Values.${nameOfNode(toNode(ca.days)).slice(2)})`
  const left = 'include "CHART.daysLeft" $caEnd | int'
  return [
    set('name', toNode(str`${helperText('fullname')}-ca`)),
    set('there', template(`${lookup} $name`)),
    set('kept', template('$there.data')),
    set('notes', template('dig "metadata" "annotations" dict $there')),
    set('caEnd', template('get $notes "ca-end"')),
    set('ca', template('dict')),
    {
      f: 'if',
      condition: toNode(and(ca.certificate, ca.privateKey)),
      then: [
        change('caEnd', toNode('')),
        change('ca', call('buildCustomCert', call('b64enc', ca.certificate), call('b64enc', ca.privateKey))),
      ],
      otherwise: [
        {
          f: 'if',
          condition: template(`and $kept (or (not $caEnd) (ge (${left}) (mul ${days} 2 | int)))`),
          then: [change('ca', template('buildCustomCert (index $kept "tls.crt") (index $kept "tls.key")'))],
          otherwise: [
            change('ca', template('genCAWithKey $name 3650 (genPrivateKey "ecdsa")')),
            change('caEnd', template('include "CHART.dateIn" 3650')),
          ],
        },
      ],
    },
    set('trusted', template('$ca.Cert')),
    {
      f: 'if',
      condition: template('and $kept (ne (index $kept "tls.crt" | b64dec) $ca.Cert)'),
      then: [change('trusted', template('print $ca.Cert (index $kept "tls.crt" | b64dec)'))],
    },
    set('made', toNode(helperText('certificatesMade'))),
    secret(
      { 'tls.crt': written('$ca.Cert | b64enc'), 'tls.key': written('$ca.Key | b64enc') },
      {
        'certificates-made': written('$made'),
        'certificates-end': helperText('certificatesEnd'),
        'ca-end': onlyIf(template('$caEnd'), written('$caEnd')),
      },
    ),
    forEach(part, [
      set('host', toNode(host)),
      set('name', toNode(str`${written('$host')}-tls`)),
      set('kept', template(`default dict (${lookup} $name).data`)),
      set('certificate', template('get $kept "tls.crt"')),
      set('key', template('get $kept "tls.key"')),
      set('authority', template('get $kept "ca.crt"')),
      {
        f: 'if',
        condition: template(
          'or (ne $made (get $notes "certificates-made")) (not (hasPrefix $ca.Cert ($authority | b64dec)))',
        ),
        then: [
          set('hosts', call('list', ...hostsOf(written('$host')))),
          set(
            'signed',
            template(`genSignedCertWithKey $component nil $hosts ${days} $ca (genPrivateKey "ecdsa")`),
          ),
          change('certificate', template('$signed.Cert | b64enc')),
          change('key', template('$signed.Key | b64enc')),
          change('authority', template('$trusted | b64enc')),
        ],
      },
      secret({
        'ca.crt': written('$authority'),
        'tls.crt': written('$certificate'),
        'tls.key': written('$key'),
      }),
    ]),
  ]
}

const lookup = 'lookup "v1" "Secret" @.Release.Namespace'
const set = (variable: string, value: ExprNode): Flow<Yaml> => ({ f: 'set', variable, value })
const change = (variable: string, value: ExprNode): Flow<Yaml> => ({ f: 'set', variable, value, again: true })
const call = (fn: 'b64enc' | 'buildCustomCert' | 'list', ...args: (Expr<string> | ExprNode)[]): ExprNode => ({
  e: 'call',
  fn,
  args: args.map((one) => nodeOf(one) ?? (one as ExprNode)),
  type: text,
})

function secret(data: unknown, dates: object = {}): Yaml {
  const annotations = { 'helm.sh/resource-policy': 'keep', ...dates }
  return tree({
    ...header('v1', 'Secret', 'tls', { name: written('$name'), annotations }),
    type: 'kubernetes.io/tls',
    data,
  })
}
