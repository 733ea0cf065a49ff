import { bool, group, int, type Declarations, type FaceOf } from '../values/declaration.ts'
import type { Arg, Expr } from '../values/expression.ts'

/** An autoscaler that owns the number of replicas while it is enabled. Fields are named as in autoscaling(). */
export interface AutoscaleSpec {
  /** The operator's switch; always on when left out, and then the workload has no `replicas`. */
  enabled?: Expr<boolean>
  /** The fewest. The workload's own `replicas`, where they are more, raise it. */
  minReplicas?: Arg<number>
  maxReplicas: Arg<number>
  /** Per cent of the CPU that pods request. */
  targetCPUUtilization?: Arg<number>
  /** Per cent of the memory that pods request; 0 leaves it out. */
  targetMemoryUtilization?: Arg<number>
  /** Seconds that the load must have been low before pods are taken away; 300 when left out. */
  stabilizationSeconds?: Arg<number>
}

/** What an autoscaler looks at beside CPU and memory: a metric of the pods, or one from outside of the cluster. */
export interface CustomMetric {
  readonly type: 'Pods' | 'External'
  readonly name: string
  /** How much of it one pod takes. */
  readonly perPod: Arg<string> | Arg<number>
  readonly labels?: Readonly<Record<string, Arg<string>>>
}

/** Scales by a metric that the pods have, through an adapter. @example scaleOn: [podMetric('live_calls', 30)] */
export function podMetric(name: string, perPod: CustomMetric['perPod']): CustomMetric {
  return { type: 'Pods', name, perPod }
}

/** Scales by a metric from outside, as the depth of a queue. @example scaleOn: [externalMetric('queue_depth', 100, { queue: 'mail' })] */
export function externalMetric(
  name: string,
  perPod: CustomMetric['perPod'],
  labels?: CustomMetric['labels'],
): CustomMetric {
  return { type: 'External', name, perPod, ...(labels && { labels }) }
}

/**
 * The values of a workload's autoscaler.
 *
 * @param more further values of it, such as `stabilizationSeconds`
 * @example autoscaling: autoscaling({ min: 2, max: 10, cpu: 80 })  // and in the workload: autoscale: $.web.autoscaling
 */
export function autoscaling<const D extends Declarations = Record<never, never>>(
  defaults: {
    enabled?: boolean
    min: number
    max: number
    cpu?: number
    /** 0 declares the value and leaves memory out. */
    memory?: number
  },
  more: D = {} as D,
): ReturnType<typeof withMemory<D>> {
  const { memory } = defaults
  if (memory !== undefined) return withMemory(defaults, memory, more)
  // Without memory there is no key for it: reading it is a mistake, as for any value that is not declared.
  return group(about, { ...fields(defaults), ...more }) as unknown as ReturnType<typeof withMemory<D>>
}

const about = 'Lets the number of its pods follow their load'

function withMemory<const D extends Declarations>(
  defaults: Parameters<typeof fields>[0],
  memory: number,
  more: D,
) {
  return group(about, { ...fields(defaults), ...memoryTarget(memory), ...more })
}

function fields(defaults: { enabled?: boolean; min: number; max: number; cpu?: number }) {
  return {
    enabled: bool(defaults.enabled ?? true).doc('The autoscaler decides how many pods run'),
    minReplicas: int(defaults.min)
      .min(1)
      .max(1000)
      .doc('The fewest that it keeps; more replicas than this raise it'),
    maxReplicas: int(defaults.max).min(1).max(1000).doc('The most that it starts'),
    targetCPUUtilization: int(defaults.cpu ?? 80)
      .min(1)
      .max(1000)
      .doc('The share of its requested CPU that it aims at, in per cent'),
  } satisfies Declarations
}

function memoryTarget(memory: number) {
  return {
    targetMemoryUtilization: int(memory)
      .min(0)
      .max(1000)
      .doc('The share of its requested memory that it aims at, in per cent; 0 leaves memory out'),
  }
}

/** What autoscaling() gives in `$`. */
export type AutoscaleValues = FaceOf<ReturnType<typeof autoscaling>>
