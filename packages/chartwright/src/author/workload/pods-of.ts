import { expression, toNode, type Arg, type Expr } from '../values/expression.ts'
import { mistake } from '../mistake.ts'
import type { Part } from '../part.ts'
import { siteField } from '../site.ts'
import type { Service } from './workload.ts'

/**
 * The labels by which the pods of a workload are found, for selectors of objects that are written by hand.
 *
 * @param of a workload, or the component of an object() that has pods of its own
 * @param more further labels that the pods have
 * @example object('Service', 'web-nodes', { spec: { type: 'NodePort', selector: podsOf(web), ports: [{ port: 80 }] } })
 */
export function podsOf(
  of: Service | Part | string,
  more: Readonly<Record<string, Arg<string>>> = {},
): Expr<object> {
  const labels = Object.entries(more).flatMap(([key, value]) => [toNode(key), toNode(value)])
  return expression({
    e: 'call',
    fn: 'pods',
    args: [toNode(componentOf(of)), ...labels],
    type: { t: 'map', of: { t: 'string' } },
    ...siteField(),
  })
}

function componentOf(of: Service | Part | string): string {
  if (typeof of === 'string') return of
  const { part } = of
  const found = typeof part === 'string' ? of : part
  if ('part' in found && found.part === 'workload') return found.name
  if ('part' in found && found.part === 'object') return found.component
  throw mistake('selector-unmatched', 'podsOf() takes a workload, and this has no pods', {
    hint: 'give what service(), worker(), pool(), hook() or cron() returned',
  })
}
