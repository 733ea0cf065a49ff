import { componentName, expression, str, toNode, type Expr, type WorkloadPart } from '../../author/index.ts'
import type { Flow, Resource, Yaml } from '../ir.ts'
import { include, merged } from './tree.ts'

/** What the objects of one workload share: how it is called, how its pods are found, where they are written. */
export function workloadName(part: WorkloadPart): Expr<string> {
  const name = componentName(part.name)
  return part.pool ? str`${name}-${expression<Expr<string>>(part.pool.key)}` : name
}

export function workloadKind({ spec }: WorkloadPart): 'StatefulSet' | 'Deployment' {
  return spec.stateful ? 'StatefulSet' : 'Deployment'
}

/** The label that tells the pools of a workload apart. */
export function poolLabel({ pool }: WorkloadPart): Record<string, Expr<string>> | undefined {
  return pool && { [pool.label]: expression<Expr<string>>(pool.key) }
}

export function podLabels(part: WorkloadPart) {
  return merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name }, poolLabel(part))
}

/** An object of a workload: one for each of its pools, and there only when the workload is. */
export function workloadResource(part: WorkloadPart, kind: string, body: Flow<Yaml>): Resource {
  const { pool, spec, at } = part
  return {
    kind,
    component: part.name,
    file: `${part.name}-${kind.toLowerCase()}.yaml`,
    body: pool ? { f: 'each', over: pool.over, key: pool.key, item: pool.item, body: [body] } : body,
    ...(spec.when && { when: toNode(spec.when) }),
    ...(at && { at }),
  }
}

/** A hook that runs before the objects of its release exist. */
export function runsBeforeRelease({ job }: WorkloadPart): boolean {
  return job?.kind === 'hook' && job.on.includes('pre-install')
}
