import {
  and,
  componentName,
  eq,
  expression,
  str,
  toNode,
  type Expr,
  type ExprNode,
  type Release,
  type RoutePart,
  type RouteRule,
} from '../../author/index.ts'
import { addResource, header, type Planning } from './context.ts'
import { merged, onlyIf, splice, tree } from './tree.ts'

type IngressValues = NonNullable<RoutePart['spec']['ingress']>
/** The rules of an Ingress over some of a route's paths, each written as a controller wants it. */
export type RulesFor = (rules: readonly RouteRule[], path: PathOf) => unknown[]
type PathOf = (rule: RouteRule) => { path: string; pathType: string }

/**
 * Ingresses for the paths whose beginning is replaced. An annotation holds for a whole Ingress, so that each
 * target has one of its own, beside the Ingress of the paths that go through as they are.
 */
export function planRewrites(
  part: RoutePart,
  values: IngressValues,
  rulesFor: RulesFor,
  planning: Planning,
): void {
  const by = part.spec.rewriteBy
  if (!by) return
  const targets = new Map<string, RouteRule[]>()
  for (const rule of part.rules)
    if (rule.rewrite !== undefined) targets.set(rule.rewrite, [...(targets.get(rule.rewrite) ?? []), rule])
  for (const [index, [target, rules]] of [...targets].entries()) {
    const name = `${part.name}-rewrite${index === 0 ? '' : `-${index + 1}`}`
    const replacement = `${target.replace(/\/$/, '')}/$2`
    const at = part.at && { at: part.at }
    const ingress = (own: Rewriting) =>
      tree({
        ...header('networking.k8s.io/v1', 'Ingress', name, {
          annotations: merged(own.annotations, splice(values.annotations)),
        }),
        spec: {
          ingressClassName: onlyIf(toNode(values.className), values.className),
          tls: values.tls,
          rules: rulesFor(rules, own.path),
        },
      })
    addResource(planning, {
      kind: 'Ingress',
      component: name,
      file: `${name}-ingress.yaml`,
      when: toNode(values.enabled),
      body: [
        {
          f: 'if',
          condition: toNode(eq(by, 'nginx')),
          then: [ingress(nginx(replacement))],
          otherwise: [ingress(traefik(name))],
        },
      ],
      ...at,
    })
    addResource(planning, {
      kind: 'Middleware',
      component: name,
      file: `${name}-middleware.yaml`,
      when: toNode(and(values.enabled, eq(by, 'traefik'))),
      body: tree({
        ...header('traefik.io/v1alpha1', 'Middleware', name),
        spec: { replacePathRegex: { regex: `^(${rules.map(prefixOf).join('|')})(?:/|$)(.*)`, replacement } },
      }),
      ...at,
    })
  }
}

interface Rewriting {
  annotations: Record<string, unknown>
  path: PathOf
}

// https://kubernetes.github.io/ingress-nginx/examples/rewrite
function nginx(replacement: string): Rewriting {
  return {
    annotations: {
      'nginx.ingress.kubernetes.io/use-regex': 'true',
      'nginx.ingress.kubernetes.io/rewrite-target': replacement,
    },
    path: (rule) => ({ path: `${prefixOf(rule)}(/|$)(.*)`, pathType: 'ImplementationSpecific' }),
  }
}

const namespace = expression<Release['namespace']>({
  e: 'builtin',
  path: 'Release.Namespace',
  type: { t: 'string', safe: 'bare' },
} satisfies ExprNode)

// https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress
function traefik(name: string): Rewriting {
  const middleware: Expr<string> = str`${namespace}-${componentName(name)}@kubernetescrd`
  return {
    annotations: { 'traefik.ingress.kubernetes.io/router.middlewares': middleware },
    path: ({ path = '/' }) => ({ path, pathType: 'Prefix' }),
  }
}

/** The prefix as a regular expression, without the slash at its end. */
function prefixOf({ path = '/' }: RouteRule): string {
  return path.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
