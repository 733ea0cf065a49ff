import {
  expression,
  nodeOf,
  whenOf,
  type App,
  type ContainerSpec,
  type ExprNode,
  type Json,
  type WorkloadPart,
} from '../../author/index.ts'
import { defaultOf } from './default-of.ts'

/** A container of a pod. */
export interface Container {
  name: string
  spec: ContainerSpec
  /** It is there only then: two that have one may exclude each other. */
  condition: ExprNode | undefined
  /** The workload's own, one beside it, or one that runs and ends before these listen. */
  role: 'own' | 'beside' | 'first'
}

/** The containers of a workload's pods: its own, those beside it, those before it. */
export function containersOf({ name, spec }: WorkloadPart): Container[] {
  const named = (containers: Record<string, unknown> | undefined, role: 'beside' | 'first') =>
    Object.entries(containers ?? {}).map(([key, one]): Container => {
      const conditional = whenOf(one)
      const condition = conditional?.condition
      return { name: key, spec: (conditional?.then ?? one) as ContainerSpec, condition, role }
    })
  return [
    { name, spec, condition: undefined, role: 'own' },
    ...named(spec.sidecars, 'beside'),
    ...named(spec.initContainers, 'first'),
  ]
}

/**
 * The resources that a workload's own container has by default: of a pool, those of each entry that is there, for
 * what operators add is theirs.
 */
export function resourcesOf({ pool, spec }: WorkloadPart, app: App): (Json | undefined)[] {
  const node = nodeOf(spec.values)
  if (pool && node === pool.item) {
    const entries = (defaultOf(expression(pool.over), app) ?? {}) as Record<string, { resources?: Json }>
    return Object.values(entries).map(({ resources }) => resources)
  }
  const declares = node && node.e !== 'lit' && node.type.t === 'group' && 'resources' in node.type.fields
  return [declares ? defaultOf((spec.values as { resources: unknown }).resources, app) : undefined]
}
