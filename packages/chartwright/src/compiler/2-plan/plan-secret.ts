import {
  and,
  isGiven,
  isSecretUrl,
  makesSecrets,
  not,
  or,
  toNode,
  when,
  type Expr,
  type SecretPart,
} from '../../author/index.ts'
import { addHelper, addResource, camel, header, type Planning } from './context.ts'
import { planGeneratedSecret } from './plan-generated-secret.ts'
import { secretHelper } from './secret-helper.ts'
import { secretUrl } from './secret-url.ts'
import { Ready, tree } from './tree.ts'

/** A Secret of the keys whose values are given or made, unless the operator brings one. */
export function planSecret(part: SecretPart, planning: Planning): void {
  if (makesSecrets(part)) {
    planName(part, planning)
    return planGeneratedSecret(part, planning)
  }
  const keys = Object.entries(part.keys).flatMap(([key, value]) =>
    isGiven(value) ? [[key, value] as const] : [],
  )
  const urls = Object.entries(part.keys).flatMap(([key, value]) =>
    isSecretUrl(value) ? [[key, secretUrl(value, part)] as const] : [],
  )
  addHelper(planning, {
    name: camel(part.name),
    doc: `The keys of the Secret "${part.name}" that have a value.`,
    body: {
      yaml: tree({
        ...Object.fromEntries(keys.map(([key, value]) => [key, when(value, value)])),
        ...Object.fromEntries(urls),
      }),
    },
    ...(part.at && { at: part.at }),
  })
  planName(part, planning)
  const anyKey = or(...keys.map(([, value]) => value as Expr<string>))
  const conditions = [...(part.existing ? [not(part.existing)] : []), ...(urls.length > 0 ? [] : [anyKey])]
  const document = tree({
    ...header('v1', 'Secret', part.name),
    type: 'Opaque',
    stringData: new Ready({ y: 'include', helper: camel(part.name) }),
  })
  addResource(planning, {
    kind: 'Secret',
    component: part.name,
    file: `${part.name}-secret.yaml`,
    body:
      conditions.length > 0 ? { f: 'if', condition: toNode(and(...conditions)), then: [document] } : document,
    ...(part.when && { when: toNode(part.when) }),
    ...(part.at && { at: part.at }),
  })
}

function planName(part: SecretPart, planning: Planning): void {
  if (part.existing)
    addHelper(planning, {
      name: secretHelper(part),
      doc: `The name of the Secret "${part.name}".`,
      body: { nameOrOwn: { given: toNode(part.existing), own: part.name } },
      ...(part.at && { at: part.at }),
    })
}
