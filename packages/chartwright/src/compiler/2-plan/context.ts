import type { Diagnostic } from '../../diagnostics/index.ts'
import { componentName, expression, type App, type Expr, type ExprNode } from '../../author/index.ts'
import type { Helper, Plan, Resource } from '../ir.ts'
import { include, merged } from './tree.ts'

/** The values that every chart has, as the planner reads them. */
export interface HouseValues {
  imagePullSecrets: Expr<readonly object[]>
  commonLabels: Expr<object>
  serviceAccount: {
    create: Expr<boolean>
    name: Expr<string>
    annotations: Expr<object>
    automount: Expr<boolean>
  }
  podSecurityContext: Expr<object>
  securityContext: Expr<object>
  extraEnv: Expr<readonly object[]>
  /** Only where the chart makes secrets. */
  secretSeed: Expr<string>
  extraObjects: Expr<readonly object[]>
  tests: { image: Expr<object> & { pullPolicy: Expr<string> } }
  global: { imagePullSecrets: Expr<readonly object[]> }
}

/** What planning one part may add to, and what it reads. */
export interface Planning {
  app: App
  house: HouseValues
  plan: Plan
  /** Environment names that the chart sets, by the values path of the operator's own list. */
  reservedEnv: Map<string, Set<string>>
  /** Mistakes that only planning finds: all of them are reported. */
  problems: Diagnostic[]
}

export function addResource(planning: Planning, resource: Resource): void {
  planning.plan.resources.push(resource)
}

export function addHelper(planning: Planning, helper: Helper): void {
  if (!planning.plan.helpers.some((known) => known.name === helper.name)) planning.plan.helpers.push(helper)
}

/** `kind: …` and `metadata` of an object that belongs to a component. */
export function header(
  apiVersion: string,
  kind: string,
  component: string,
  metadata: { name?: unknown; labels?: unknown; annotations?: unknown } = {},
) {
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name ?? componentName(component),
      labels: merged(include('labels'), { 'app.kubernetes.io/component': component }, metadata.labels),
      annotations: metadata.annotations,
    },
  }
}

export function helperText(name: string): Expr<string> {
  const node: ExprNode = { e: 'include', helper: name, type: { t: 'string', safe: 'bare' } }
  return expression(node)
}

/** `web-data` to `webData`, for the name of a helper. */
export function camel(name: string): string {
  return name.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase())
}
