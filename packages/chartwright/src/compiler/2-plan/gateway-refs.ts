import {
  and,
  componentName,
  hasApi,
  nameOfNode,
  not,
  toNode,
  when,
  type Expr,
  type GatewayPart,
  type Site,
} from '../../author/index.ts'
import type { Planning } from './context.ts'
import { exposedPorts } from './plan-service.ts'
import { onlyIf, splice } from './tree.ts'
import type { PortRef } from '../../author/index.ts'

export const gatewayApi = 'gateway.networking.k8s.io/v1'

/** A route that attaches to a listener other than those for HTTP names it. */
export function httpSection({ from: { http, https } }: GatewayPart): unknown {
  // Without the redirect a route answers on both listeners.
  return onlyIf(toNode(and(https.enabled, http.redirect)), 'https')
}

/** The Gateways of a route: the chart's own while it is on, then those that the operator names. */
export function parentRefs(
  on: GatewayPart | undefined,
  sectionName: unknown,
  named: Expr<readonly unknown[]>,
): unknown {
  if (!on) return named
  const own = { name: componentName(on.name), sectionName }
  return [onlyIf(toNode(and(on.from.enabled)), own), splice(named)]
}

/** Refuses a route that is on and belongs nowhere. */
export function refuseHomeless(
  planning: Planning,
  values: { enabled: Expr<boolean>; parentRefs: Expr<readonly unknown[]> },
  on: GatewayPart | undefined,
  at: Site | undefined,
): void {
  const path = (value: unknown) => nameOfNode(toNode(value)).slice(2)
  const [switched, refs] = [path(values.enabled), path(values.parentRefs)]
  const own = on && path(on.from.enabled)
  const lacks = own === undefined ? '' : ` and ${own} is false`
  const instead = own === undefined ? '' : ` or ${own}=true,`
  planning.plan.validations.push({
    condition: toNode(and(values.enabled, not(values.parentRefs), ...(on ? [not(on.from.enabled)] : []))),
    message: toNode(
      `${switched} is true, but ${refs} is empty${lacks}: set ${refs}[0].name,${instead} or ${switched}=false.`,
    ),
    ...(at && { at }),
  })
}

export function serviceOf({ workload }: PortRef): Expr<string> {
  return componentName(workload.name)
}

/** What the Service calls the port: routes of the Gateway API know numbers only. */
export function numberOf({ workload, port }: PortRef): unknown {
  return exposedPorts(workload).find(({ name }) => name === port)?.number
}

/** TCPRoute and UDPRoute are v1 since the Gateway API's 1.5; controllers before it know v1alpha2. */
export function streamApi(kind: 'TCPRoute' | 'UDPRoute'): unknown {
  return when(hasApi(`${gatewayApi}/${kind}`), gatewayApi, 'gateway.networking.k8s.io/v1alpha2')
}
