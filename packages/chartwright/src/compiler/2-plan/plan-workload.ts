import { componentName, expression, str, type Expr, type WorkloadPart } from '../../author/index.ts'
import { addResource, camel, header, type Planning } from './context.ts'
import { knob } from './knob.ts'
import { podSpec } from './pod-spec.ts'
import { include, merged, splice, tree } from './tree.ts'

/** The Deployment of a workload, or one for each entry of a pool. */
export function planWorkload(part: WorkloadPart, planning: Planning): void {
  const { spec, pool } = part
  const poolLabel = pool && { [pool.label]: expression<Expr<string>>(pool.key) }
  const name = pool
    ? str`${componentName(part.name)}-${expression<Expr<string>>(pool.key)}`
    : componentName(part.name)
  const selector = merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }, poolLabel)
  const deployment = tree({
    ...header('apps/v1', 'Deployment', part.name, { name, labels: poolLabel }),
    spec: {
      replicas: spec.replicas,
      strategy: spec.strategy === 'Recreate' ? { type: 'Recreate' } : undefined,
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
    },
  })
  addResource(planning, {
    kind: 'Deployment',
    component: part.name,
    file: `${part.name}-deployment.yaml`,
    body: pool
      ? { f: 'each', over: pool.over, key: pool.key, item: pool.item, body: [deployment] }
      : deployment,
    ...(part.at && { at: part.at }),
  })
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
