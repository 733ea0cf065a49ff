import { expression, toNode, type Expr } from './expression.ts'

/**
 * Whether the cluster serves an API. It may drop an optional object whose API is missing, never security;
 * `helm template` knows only the APIs that `--api-versions` names.
 *
 * @example when(hasApi('monitoring.coreos.com/v1'), …)
 */
export function hasApi(version: string): Expr<boolean> {
  return expression({ e: 'call', fn: 'hasApi', args: [toNode(version)], type: { t: 'bool' } })
}
