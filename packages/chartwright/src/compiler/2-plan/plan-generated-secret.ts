import {
  and,
  componentName,
  eq,
  expression,
  isGenerated,
  isGiven,
  isSecretUrl,
  not,
  or,
  str,
  toNode,
  when,
  type Condition,
  type Expr,
  type ExprNode,
  type SecretPart,
} from '../../author/index.ts'
import type { Flow, Plan, Yaml } from '../ir.ts'
import { addHelper, addResource, camel, header, helperText, type Planning } from './context.ts'
import { secretUrl, variable } from './secret-url.ts'
import { secretHelper } from './secret-helper.ts'
import { tree } from './tree.ts'

const text = { t: 'string' } as const
/**
 * A Secret of which the chart makes a part. Each secret is made once a render, into a variable: a URL of the
 * same Secret holds the very same one.
 */
export function planGeneratedSecret(part: SecretPart, planning: Planning): void {
  addHelper(planning, generatedHelper)
  planChecksum(part, planning)
  const name = part.existing ? helperText(secretHelper(part)) : componentName(part.name)
  const keys = Object.entries(part.keys)
  const setName: Flow<Yaml> = { f: 'set', variable: 'name', value: toNode(name) }
  const made = keys.flatMap(([key, value]): Flow<Yaml>[] => {
    if (!isGenerated(value)) return []
    const { value: given, constant } = value.generated
    if (constant !== undefined) {
      const fixed: ExprNode = { e: 'lit', value: constant }
      const or: ExprNode = given
        ? { e: 'call', fn: 'default', args: [toNode(given), fixed], type: text }
        : fixed
      return [{ f: 'set', variable: camel(key), value: or }]
    }
    return [
      {
        f: 'set',
        variable: camel(key),
        value: {
          e: 'generated',
          given: given && toNode(given),
          key,
          length: value.generated.length,
          type: text,
        },
      },
    ]
  })
  const data = Object.fromEntries(
    keys.map(([key, value]) => {
      if (isGiven(value)) return [key, when(value, value)]
      return [key, isSecretUrl(value) ? secretUrl(value, part) : variable(camel(key))]
    }),
  )
  const document = tree({
    ...header('v1', 'Secret', part.name, {
      name: variable('name'),
      annotations: { 'helm.sh/resource-policy': 'keep' },
    }),
    type: 'Opaque',
    stringData: data,
  })
  const makes = madeWhen(part)
  const body: Flow<Yaml>[] = part.documented ? foreign([...made, document]) : [...made, document]
  addResource(planning, {
    kind: 'Secret',
    component: part.name,
    file: `${part.name}-secret.yaml`,
    body: makes ? [{ f: 'if', condition: toNode(makes), then: [setName, ...body] }] : [setName, ...body],
    secrets: [toNode(componentName(part.name))],
    ...(part.when && { when: toNode(part.when) }),
    ...(part.at && { at: part.at }),
  })
  planNote(part, name, planning)
}

/** When the chart makes the Secret at all: never over one that the operator names. */
function madeWhen(part: SecretPart): Expr<boolean> | undefined {
  if (!part.existing) return undefined
  return part.documented ? or(not(part.existing), eq(part.existing, part.documented)) : not(part.existing)
}

/** A Secret of the documented name that is there already and not this release's stays as it is. */
function foreign(then: Flow<Yaml>[]): Flow<Yaml>[] {
  const own =
    'or (not $there) (eq (dig "metadata" "annotations" "meta.helm.sh/release-name" "" $there) @.Release.Name)'
  return [
    {
      f: 'set',
      variable: 'there',
      value: { e: 'template', text: 'lookup "v1" "Secret" @.Release.Namespace $name', type: text },
    },
    { f: 'if', condition: { e: 'template', text: own, type: { t: 'bool' } }, then },
  ]
}

/** What the Secret depends on, for checksums: a secret that was made once never changes, and rolls nothing. */
function planChecksum(part: SecretPart, planning: Planning): void {
  const given = Object.entries(part.keys).flatMap(([key, value]) => {
    if (isGiven(value)) return [[key, value] as const]
    return isGenerated(value) && value.generated.value ? [[key, value.generated.value] as const] : []
  })
  addHelper(planning, {
    name: camel(part.name),
    doc: `What the Secret "${part.name}" is made from. Pods roll when it changes; what was made once never does.`,
    body: { yaml: tree({ ...Object.fromEntries(given), seed: planning.house.secretSeed }) },
    ...(part.at && { at: part.at }),
  })
}

/** NOTES say what was made, for those who render without a cluster. */
function planNote(part: SecretPart, name: Expr<string>, planning: Planning): void {
  const made = Object.values(part.keys).flatMap((value) =>
    isGenerated(value) && value.generated.constant === undefined ? [value.generated] : [],
  )
  if (made.length === 0) return
  const given = made.flatMap(({ value }) => (value ? [value] : []))
  const conditions: Condition[] = [
    ...(part.when ? [part.when] : []),
    ...(madeWhen(part) ? [madeWhen(part)!] : []),
    not(planning.house.secretSeed),
    // One that nobody can give is made always.
    ...(given.length === made.length ? [or(...given.map((value) => not(value)))] : []),
  ]
  planning.plan.madeSecrets.push({
    condition: toNode(and(...conditions)),
    name: toNode(name),
    ...(part.at && { at: part.at }),
  })
}

/** One warning for all Secrets that the chart makes: said for each, it would hide what else NOTES has to say. */
export function warnOfMadeSecrets(plan: Plan): void {
  const [first, ...more] = plan.madeSecrets
  if (!first) return
  const known = (node: ExprNode) => expression<Expr<boolean>>(node)
  const at = first.at && { at: first.at }
  if (more.length === 0) {
    const name = expression<Expr<string>>(first.name)
    const message = str`The Secret ${name} is made by the chart, found again at each upgrade and kept on uninstall. Tools that render without a cluster would make another one each time: set secretSeed or bring the Secret there.`
    plan.warnings.push({ condition: first.condition, message: toNode(message), ...at })
    return
  }
  plan.warnings.push({
    condition: toNode(or(...plan.madeSecrets.map(({ condition }) => known(condition)))),
    message: toNode(
      'These Secrets are made by the chart, found again at each upgrade and kept on uninstall. Tools that render without a cluster would make others each time: set secretSeed or bring the Secrets there.',
    ),
    items: plan.madeSecrets.map(({ condition, name }) => ({ condition, text: name })),
    ...at,
  })
}

const generatedHelper = {
  name: 'generated',
  doc: `A secret: the one given, or derived from secretSeed, or the one that the cluster keeps, or a new one.
Takes a dict: "root", "given", "name" of the Secret, "key", "length".`,
  body: {
    text: `{{- $kept := get (default dict (lookup "v1" "Secret" .root.Release.Namespace .name).data) .key }}
{{- if .given }}
{{- .given }}
{{- else if .root.Values.secretSeed }}
{{- printf "%s/%s/%s/%s" .root.Values.secretSeed .root.Release.Namespace .name .key | sha256sum | trunc (int .length) }}
{{- else if $kept }}
{{- $kept | b64dec }}
{{- else }}
{{- randAlphaNum (int .length) }}
{{- end }}`,
  },
}
