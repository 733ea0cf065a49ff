import { expression, toNode, type Expr } from '../values/expression.ts'

/**
 * Whether the cluster serves an API. It may drop an optional object whose API is missing, never security;
 * `helm template` knows only the APIs that `--api-versions` names.
 *
 * @example when(hasApi('monitoring.coreos.com/v1'), …)
 */
export function hasApi(version: string): Expr<boolean> {
  return expression({ e: 'call', fn: 'hasApi', args: [toNode(version)], type: { t: 'bool' } })
}

/**
 * Whether the cluster is of that minor version of Kubernetes or a later one.
 *
 * @example refuse(and($.guard.enabled, not(kubernetesSince('1.30'))), 'guard.enabled needs Kubernetes 1.30.')
 */
export function kubernetesSince(minor: string): Expr<boolean> {
  return expression({ e: 'call', fn: 'since', args: [toNode(minor)], type: { t: 'bool' } })
}
