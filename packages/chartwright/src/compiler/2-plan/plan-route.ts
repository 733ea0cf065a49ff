import {
  and,
  expression,
  not,
  componentName,
  nameOfNode,
  toNode,
  type Expr,
  type ExprNode,
  type PortRef,
  type RoutePart,
  type RouteRule,
  type Type,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { exposedPorts } from './plan-service.ts'
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
  const rules = host === undefined ? [eachHost(part, values.hosts)] : [ingressRule(part, host, undefined)]
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

/** What an operator lists is never empty here: the chart refuses to render without. */
function eachHost(part: RoutePart, hosts: unknown) {
  return eachOf(hosts, 'host', itemType(hosts), (one) =>
    ingressRule(part, field(one, 'host'), field(one, 'paths')),
  ).always()
}

/** The paths of a host: the author's, where the operator's take the place of the first. */
function ingressRule(part: RoutePart, host: unknown, own: unknown): unknown {
  const [first, ...rest] = part.rules
  const fixed = (rule: RouteRule) => ingressPath(rule.path ?? '/', 'Prefix', rule.to)
  if (own === undefined) return { host, http: { paths: part.rules.map(fixed) } }
  const fallback = `default (list (dict "path" ${JSON.stringify(first!.path ?? '/')})) $host.paths`
  const over: ExprNode = { e: 'template', text: fallback, type: { t: 'list', of: { t: 'string' } } }
  const operators = eachOf(expression(over), 'path', itemType(own), (one) =>
    ingressPath(field(one, 'path'), field(one, 'pathType'), first!.to),
  ).always()
  return { host, http: { paths: [operators, ...rest.map(fixed)] } }
}

function ingressPath(path: unknown, pathType: unknown, to: PortRef): unknown {
  return { path, pathType, backend: { service: { name: serviceOf(to), port: { name: to.port } } } }
}

function planHttpRoute(
  part: RoutePart,
  values: NonNullable<RoutePart['spec']['gateway']>,
  planning: Planning,
) {
  refuse(planning, part, values.enabled, values.parentRefs, (what) => `set ${what}[0].name`)
  const { host } = part.spec
  addResource(planning, {
    kind: 'HTTPRoute',
    component: part.name,
    file: `${part.name}-httproute.yaml`,
    when: toNode(values.enabled),
    body: tree({
      ...header('gateway.networking.k8s.io/v1', 'HTTPRoute', part.name, { annotations: values.annotations }),
      spec: {
        parentRefs: values.parentRefs,
        hostnames: host === undefined ? values.hostnames : [host],
        rules: part.rules.map(({ path, rewrite, to }) => ({
          matches: [{ path: { type: 'PathPrefix', value: path ?? '/' } }],
          filters: rewrite === undefined ? undefined : [rewriteTo(rewrite)],
          backendRefs: [{ name: serviceOf(to), port: numberOf(to) }],
        })),
      },
    }),
    ...(part.at && { at: part.at }),
  })
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

function serviceOf({ workload }: PortRef): Expr<string> {
  return componentName(workload.name)
}

/** What the Service calls the port: routes of the Gateway API know numbers only. */
function numberOf({ workload, port }: PortRef): unknown {
  return exposedPorts(workload).find(({ name }) => name === port)?.number
}
