import {
  and,
  componentName,
  expression,
  not,
  or,
  str,
  toNode,
  type Condition,
  type Expr,
  type SingletonGuardPart,
} from '../../author/index.ts'
import { addResource, header, helperText, type Planning } from './context.ts'
import { onlyIf, tree } from './tree.ts'

const api = 'admissionregistration.k8s.io/v1'
const kinds = ['deployments', 'deployments/scale', 'statefulsets', 'statefulsets/scale']

/** A policy of the API server by which singletons stay alone, and its binding to the namespace of the release. */
export function planSingletonGuard(part: SingletonGuardPart, planning: Planning): void {
  const alone = planning.app.parts.flatMap((one) => {
    if (one.part !== 'workload' || !one.spec.singleton) return []
    const { when, election } = one.spec
    const conditions: Condition[] = [...(when ? [when] : []), ...(election ? [not(election.enabled)] : [])]
    return [
      { name: componentName(one.name), condition: conditions.length > 0 ? and(...conditions) : undefined },
    ]
  })
  // A rule without names would be about every workload of the namespace.
  const known = alone.flatMap(({ condition }) => (condition ? [condition] : []))
  const some = known.length === alone.length ? and(part.from.enabled, or(...known)) : part.from.enabled
  const namespace = expression<Expr<string>>({
    e: 'builtin',
    path: 'Release.Namespace',
    type: { t: 'string', safe: 'bare' },
  })
  // Of the whole cluster: the namespace keeps releases of one name apart.
  const name = str`${namespace}-${helperText('fullname')}-singletons`
  const only = { matchLabels: { 'kubernetes.io/metadata.name': namespace } }
  const policy = tree({
    ...header(api, 'ValidatingAdmissionPolicy', part.name, { name }),
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['apps'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: kinds,
            resourceNames: alone.map((one) => onlyIf(one.condition && toNode(one.condition), one.name)),
          },
        ],
      },
      validations: [
        {
          expression: '!has(object.spec.replicas) || object.spec.replicas <= 1',
          message: 'This component must stay alone: a second pod would handle the same events once more.',
        },
      ],
    },
  })
  const binding = tree({
    ...header(api, 'ValidatingAdmissionPolicyBinding', part.name, { name }),
    spec: { policyName: name, validationActions: ['Deny'], matchResources: { namespaceSelector: only } },
  })
  const more = { component: part.name, when: toNode(some), ...(part.at && { at: part.at }) }
  const kind = 'ValidatingAdmissionPolicy'
  addResource(planning, { kind, file: `${part.name}-${kind.toLowerCase()}.yaml`, body: policy, ...more })
  addResource(planning, {
    kind: `${kind}Binding`,
    file: `${part.name}-${kind.toLowerCase()}binding.yaml`,
    body: binding,
    ...more,
  })
}
