import { componentName, expression, str, toNode, type Expr, type WorkloadPart } from '../../author/index.ts'
import { addResource, camel, header, type Planning } from './context.ts'
import { knob } from './knob.ts'
import { podSpec } from './pod-spec.ts'
import { claimTemplates } from './plan-claim.ts'
import { headlessName } from './plan-service.ts'
import { include, merged, onlyIf, splice, tree } from './tree.ts'

/** The Deployment of a workload, or one for each entry of a pool. */
export function planWorkload(part: WorkloadPart, planning: Planning): void {
  const { spec, pool } = part
  const poolLabel = pool && { [pool.label]: expression<Expr<string>>(pool.key) }
  const name = pool
    ? str`${componentName(part.name)}-${expression<Expr<string>>(pool.key)}`
    : componentName(part.name)
  const selector = merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }, poolLabel)
  const kind = spec.stateful ? 'StatefulSet' : 'Deployment'
  const deployment = tree({
    ...header('apps/v1', kind, part.name, { name, labels: poolLabel }),
    spec: {
      serviceName: spec.stateful ? headlessName(part) : undefined,
      podManagementPolicy: spec.stateful ? 'Parallel' : undefined,
      replicas: spec.replicas,
      strategy: strategy(part),
      selector: { matchLabels: selector },
      template: {
        metadata: {
          annotations: annotations(part),
          labels: merged(
            selector,
            splice(planning.house.commonLabels),
            ...knob(part, 'podLabels', (labels) => [splice(labels)]),
          ),
        },
        spec: podSpec(part, planning),
      },
      volumeClaimTemplates: claimTemplates(part),
    },
  })
  addResource(planning, {
    kind,
    component: part.name,
    file: `${part.name}-${kind.toLowerCase()}.yaml`,
    body: pool
      ? { f: 'each', over: pool.over, key: pool.key, item: pool.item, body: [deployment] }
      : deployment,
    ...(part.spec.when && { when: toNode(part.spec.when) }),
    ...(part.at && { at: part.at }),
  })
}

/** How new pods take the place of old ones. */
function strategy({ spec }: WorkloadPart): unknown {
  if (spec.stateful) return undefined
  if (spec.strategy === 'Recreate') return { type: 'Recreate' }
  if (spec.hostNetwork === undefined) return undefined
  // A pod in its node's network cannot start beside the one that still holds the ports.
  const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  return onlyIf(toNode(spec.hostNetwork), inPlace)
}

function annotations(part: WorkloadPart) {
  const checksums = (part.spec.restartOn ?? []).map(({ part: content }) => ({
    [`checksum/${content.name}`]: checksumOf(camel(content.name)),
  }))
  return merged(...checksums, ...knob(part, 'podAnnotations', (value) => [splice(value)]))
}

function checksumOf(helper: string): Expr<string> {
  const data = { e: 'include' as const, helper, type: { t: 'string' as const } }
  return expression({ e: 'call', fn: 'sha256', args: [data], type: { t: 'string', safe: 'bare' } })
}
