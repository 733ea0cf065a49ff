import {
  and,
  expression,
  nameOfNode,
  nodeOf,
  str,
  toNode,
  type Expr,
  type ExprNode,
  type MtlsPart,
  type Release,
} from '../../author/index.ts'
import type { Flow, Yaml } from '../ir.ts'
import { header, helperText } from './context.ts'
import { merged, onlyIf, tree } from './tree.ts'

const text = { t: 'string', safe: 'bare' } as const
const template = (code: string): ExprNode => ({ e: 'template', text: code, type: text })
/** A piece of the chart's own template, as an expression. */
export const written = (code: string) => expression<Expr<string>>(template(code))
const namespace = expression<Release['namespace']>({ e: 'builtin', path: 'Release.Namespace', type: text })

/** For each component that has a certificate, `$component`. */
export function forEach(part: MtlsPart, body: Flow<Yaml>[]): Flow<Yaml> {
  const variable = (hint: string): ExprNode => ({ e: 'var', id: 0, hint, type: text })
  const over = template(`list ${part.components.map((name) => JSON.stringify(name)).join(' ')}`)
  return { f: 'each', over, key: variable('_'), item: variable('component'), body }
}

/** The names that a component is called by inside the cluster; the last for single pods of a StatefulSet. */
export const hostsOf = (name: Expr<string>) => [
  name,
  str`${name}.${namespace}`,
  str`${name}.${namespace}.svc`,
  str`${name}.${namespace}.svc.cluster.local`,
  str`*.${name}-headless.${namespace}.svc`,
]

/**
 * The chart's own CA and what it signs. The CA is the one that the cluster keeps, else the one given, else a
 * new one. Another CA takes over in two steps, each of which makes the certificates anew and rolls the pods:
 * first it is trusted beside the one that signs, then, when every pod knows it, it signs (decision 012).
 */
export function ownCa(part: MtlsPart): Flow<Yaml>[] {
  return [
    set('name', toNode(str`${helperText('fullname')}-ca`)),
    set('there', template(`${lookup} $name`)),
    set('kept', template('default dict $there.data')),
    set('notes', template('dig "metadata" "annotations" dict $there')),
    set('made', toNode(helperText('certificatesMade'))),
    ...whoSigns(part),
    set('trusted', template('$ca.Cert')),
    when('$next', [change('trusted', 'print (trim $trusted) "\\n" $next.Cert')]),
    when('$old', [change('trusted', 'print (trim $trusted) "\\n" (b64dec $old)')]),
    secret(
      merged(
        { 'tls.crt': written('$ca.Cert | b64enc'), 'tls.key': written('$ca.Key | b64enc') },
        onlyIf(template('$next'), {
          'next.crt': written('$next.Cert | b64enc'),
          'next.key': written('$next.Key | b64enc'),
        }),
        { 'old.crt': onlyIf(template('$old'), written('$old')) },
      ),
      {
        'certificates-made': written('$made'),
        'certificates-end': helperText('certificatesEnd'),
        'ca-end': onlyIf(template('$caEnd'), written('$caEnd')),
        'next-ca-end': onlyIf(template('$nextEnd'), written('$nextEnd')),
      },
    ),
    certificates(part),
  ]
}

/** `$ca`, which signs; `$next`, which is trusted and will sign; `$old`, which signed before and is trusted. */
function whoSigns({ from: { ca } }: MtlsPart): Flow<Yaml>[] {
  const days = daysOf(ca.days)
  return [
    set('given', template('dict')),
    when(toNode(and(ca.certificate, ca.privateKey)), [
      change('given', call('buildCustomCert', call('b64enc', ca.certificate), call('b64enc', ca.privateKey))),
    ]),
    set('ca', template('$given'), 'The CA that signs.'),
    set('caEnd', template('get $notes "ca-end"')),
    when(
      'get $kept "tls.crt"',
      [change('ca', 'buildCustomCert (get $kept "tls.crt") (get $kept "tls.key")')],
      [when('not $ca', [change('ca', newCa), change('caEnd', newCaEnd)])],
    ),
    set(
      'next',
      template('dict'),
      'The CA that will sign: trusted from now on, so that every pod knows it by then.',
    ),
    set('nextEnd', template('get $notes "next-ca-end"')),
    when('get $kept "next.crt"', [
      change('next', 'buildCustomCert (get $kept "next.crt") (get $kept "next.key")'),
    ]),
    set('old', template('get $kept "old.crt"'), 'The CA that signed before: trusted until the next renewal.'),
    when('ne $made (get $notes "certificates-made")', [
      set('known', template('$next'), 'What an upgrade before made known may sign now.'),
      set('left', template('include "CHART.daysLeft" $caEnd | int')),
      when(
        'and $given (ne $given.Cert $ca.Cert)',
        [
          when('not (and $next (eq $next.Cert $given.Cert))', [
            change('known', 'dict'),
            change('next', '$given'),
            change('nextEnd', '""'),
          ]),
        ],
        [
          change('old', '""'),
          when(
            `or $given (not $caEnd) (ge $left (mul ${days} 3 | int))`,
            [change('next', 'dict'), change('nextEnd', '""')],
            [when('not $nextEnd', [change('next', newCa), change('nextEnd', newCaEnd)])],
          ),
          when(`and $nextEnd (lt $left ${days})`, [change('known', '$next')]),
        ],
      ),
      when('and $next $known', [
        change('old', 'b64enc $ca.Cert'),
        change('ca', '$next'),
        change('caEnd', '$nextEnd'),
        change('next', 'dict'),
        change('nextEnd', '""'),
      ]),
    ]),
  ]
}

/** What each component has: kept, or made anew with the others, or because it has none of this CA's. */
function certificates(part: MtlsPart): Flow<Yaml> {
  return forEach(part, [
    set('host', toNode(str`${helperText('fullname')}-${written('$component')}`)),
    set('name', toNode(str`${written('$host')}-tls`)),
    set('kept', template(`default dict (${lookup} $name).data`)),
    set('certificate', template('get $kept "tls.crt"')),
    set('key', template('get $kept "tls.key"')),
    set('authority', template('get $kept "ca.crt"')),
    when(
      'or (ne $made (get $notes "certificates-made")) (not (hasPrefix (trim $ca.Cert) ($authority | b64dec)))',
      [
        set('hosts', call('list', ...hostsOf(written('$host')))),
        set(
          'signed',
          template(
            `genSignedCertWithKey $component nil $hosts ${daysOf(part.from.ca.days)} $ca (genPrivateKey "ecdsa")`,
          ),
        ),
        change('certificate', '$signed.Cert | b64enc'),
        change('key', '$signed.Key | b64enc'),
        change('authority', '$trusted | b64enc'),
      ],
    ),
    secret({
      'ca.crt': written('$authority'),
      'tls.crt': written('$certificate'),
      'tls.key': written('$key'),
    }),
  ])
}

const lookup = 'lookup "v1" "Secret" @.Release.Namespace'
const newCa = 'genCAWithKey $name 3650 (genPrivateKey "ecdsa")'
const newCaEnd = 'include "CHART.dateIn" 3650'
const daysOf = (days: Expr<number>) => `(int @.Values.${nameOfNode(toNode(days)).slice(2)})`

const set = (variable: string, value: ExprNode, doc?: string): Flow<Yaml> => ({
  f: 'set',
  variable,
  value,
  ...(doc !== undefined && { doc }),
})
const change = (variable: string, value: string | ExprNode): Flow<Yaml> => ({
  f: 'set',
  variable,
  value: typeof value === 'string' ? template(value) : value,
  again: true,
})
const when = (condition: string | ExprNode, then: Flow<Yaml>[], otherwise?: Flow<Yaml>[]): Flow<Yaml> => ({
  f: 'if',
  condition: typeof condition === 'string' ? template(condition) : condition,
  then,
  ...(otherwise && { otherwise }),
})
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
