import {
  and,
  expression,
  not,
  nameOfNode,
  placedBy,
  toNode,
  type Expr,
  type ExprNode,
  type RoutePart,
  type RouteRule,
  type Type,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { gatewayApi, httpSection, numberOf, parentRefs, refuseHomeless, serviceOf } from './gateway-refs.ts'
import { planRewrites, type RulesFor } from './plan-rewrites.ts'
import { eachOf, onlyIf, tree } from './tree.ts'

/** HTTP from outside: by an Ingress, by a route of the Gateway API, each while its switch is on. */
export function planRoute(part: RoutePart, planning: Planning): void {
  if (part.spec.ingress) planIngress(part, part.spec.ingress, planning)
  if (part.spec.gateway) planHttpRoute(part, part.spec.gateway, planning)
}

function planIngress(part: RoutePart, values: NonNullable<RoutePart['spec']['ingress']>, planning: Planning) {
  const { host } = part.spec
  if (host === undefined)
    refuse(planning, part, values.enabled, values.hosts, (what) => `set ${what}[0].host`)
  const plain = part.rules.filter(({ rewrite }) => rewrite === undefined)
  if (plain.length > 0) {
    const rules = host === undefined ? [eachHost(plain, values.hosts)] : [fixedRule(plain, host, prefix)]
    addResource(planning, {
      kind: 'Ingress',
      component: part.name,
      file: `${part.name}-ingress.yaml`,
      when: toNode(values.enabled),
      body: tree({
        ...header('networking.k8s.io/v1', 'Ingress', part.name, { annotations: values.annotations }),
        spec: {
          ingressClassName: onlyIf(toNode(values.className), values.className),
          tls: values.tls,
          rules,
        },
      }),
      ...(part.at && { at: part.at }),
    })
  }
  const rulesFor: RulesFor = (rules, path) =>
    host === undefined
      ? [
          eachOf(values.hosts, 'host', itemType(values.hosts), (one) =>
            fixedRule(rules, field(one, 'host'), path),
          ).always(),
        ]
      : [fixedRule(rules, host, path)]
  planRewrites(part, values, rulesFor, planning)
}

const prefix = ({ path = '/' }: RouteRule) => ({ path, pathType: 'Prefix' })

/** What an operator lists is never empty here: the chart refuses to render without. */
function eachHost(rules: readonly RouteRule[], hosts: unknown) {
  return eachOf(hosts, 'host', itemType(hosts), (one) =>
    ingressRule(rules, field(one, 'host'), field(one, 'paths')),
  ).always()
}

/** A host with the author's paths. */
function fixedRule(rules: readonly RouteRule[], host: unknown, pathOf: typeof prefix): unknown {
  const paths = rules.map((rule) => {
    const { path, pathType } = pathOf(rule)
    return ingressPath(path, pathType, rule)
  })
  return { host, http: { paths } }
}

/** The paths of a host: the author's, where the operator's take the place of the first. */
function ingressRule([first, ...rest]: readonly RouteRule[], host: unknown, own: unknown): unknown {
  const fallback = `default (list (dict "path" ${JSON.stringify(first!.path ?? '/')})) $host.paths`
  const over: ExprNode = { e: 'template', text: fallback, type: { t: 'list', of: { t: 'string' } } }
  const operators = eachOf(expression(over), 'path', itemType(own), (one) =>
    ingressPath(field(one, 'path'), field(one, 'pathType'), first!),
  ).always()
  const others = rest.map((rule) => ingressPath(rule.path ?? '/', 'Prefix', rule))
  return { host, http: { paths: [operators, ...others] } }
}

function ingressPath(path: unknown, pathType: unknown, rule: RouteRule): unknown {
  const { to } = rule
  const made = { path, pathType, backend: { service: { name: serviceOf(to), port: { name: to.port } } } }
  return placedBy(made, rule, { path: ['path', 'to'], pathType: ['path', 'to'], backend: 'to' })
}

function planHttpRoute(
  part: RoutePart,
  values: NonNullable<RoutePart['spec']['gateway']>,
  planning: Planning,
) {
  const on = part.spec.on?.gateway
  refuseHomeless(planning, values, on, part.at)
  const { host } = part.spec
  addResource(planning, {
    kind: 'HTTPRoute',
    component: part.name,
    file: `${part.name}-httproute.yaml`,
    when: toNode(values.enabled),
    body: tree({
      ...header(gatewayApi, 'HTTPRoute', part.name, { annotations: values.annotations }),
      spec: {
        parentRefs: parentRefs(on, on && httpSection(on), values.parentRefs),
        hostnames: host === undefined ? values.hostnames : [host],
        rules: part.rules.map(httpRule),
      },
    }),
    ...(part.at && { at: part.at }),
  })
}

function httpRule(rule: RouteRule): unknown {
  const { path, rewrite, to } = rule
  const made = {
    matches: [{ path: { type: 'PathPrefix', value: path ?? '/' } }],
    filters: rewrite === undefined ? undefined : [rewriteTo(rewrite)],
    backendRefs: [{ name: serviceOf(to), port: numberOf(to) }],
  }
  return placedBy(made, rule, { matches: ['path', 'to'], filters: 'rewrite', backendRefs: 'to' })
}

function rewriteTo(replacePrefixMatch: string): unknown {
  return {
    type: 'URLRewrite',
    urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch } },
  }
}

function refuse(
  planning: Planning,
  part: RoutePart,
  enabled: Expr<boolean>,
  needed: Expr<readonly unknown[]>,
  message: (needed: string) => string,
): void {
  const [what, on] = [needed, enabled].map((one) => nameOfNode(toNode(one)).slice(2))
  planning.plan.validations.push({
    condition: toNode(and(enabled, not(needed))),
    message: toNode(`${on!} is true, but ${what!} is empty: ${message(what!)}, or ${on!}=false.`),
    ...(part.at && { at: part.at }),
  })
}

function itemType(list: unknown): Type {
  const node = toNode(list)
  if (node.e === 'lit' || node.type.t !== 'list') throw new Error('a list of values was expected')
  return node.type.of
}

function field(item: unknown, key: string): unknown {
  return (item as Record<string, unknown>)[key]
}
