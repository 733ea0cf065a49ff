import { bool, group, int, string, type FaceOf } from '../values/declaration.ts'
import { expression, type Arg, type Expr } from '../values/expression.ts'
import { eq, str, when, type Maybe } from '../values/functions.ts'
import type { GpuValues } from './gpu.ts'
import type { SecretKey } from '../storage/secret.ts'
import { componentName } from './component-name.ts'

/** What KEDA scales a workload by; the values of `autoscale` say how far. */
export interface KedaSpec {
  triggers: readonly Maybe<ScaleTrigger>[]
  /** Only then; otherwise a HorizontalPodAutoscaler does it, by CPU and memory. Always when left out. */
  enabled?: Expr<boolean>
  /** Seconds between two looks; 15 when left out. */
  pollingInterval?: Arg<number>
}

/** One of KEDA's triggers, by its own names. */
export interface ScaleTrigger {
  type: string
  /** `Value`: the number is for all pods together, or an average already; `AverageValue`: it is divided by the pods. */
  metricType?: 'Value' | 'AverageValue' | 'Utilization'
  metadata: Record<string, Maybe<Arg<string>>>
  /** Parameters of the trigger that are secret. */
  auth?: Readonly<Record<string, SecretKey>>
  /** A port of the workload itself, and the path below it that KEDA asks. */
  asks?: { port: string; path: Arg<string> }
}

/** Scales by a query of Prometheus. @example keda: { triggers: [onPrometheus({ server: $.prometheus, query: 'sum(live_calls)', perPod: 30 })] } */
export function onPrometheus(spec: {
  server: Arg<string>
  query: Arg<string>
  /** How much of the number one pod takes. */
  perPod: Arg<number>
}): ScaleTrigger {
  const { server, query, perPod } = spec
  return {
    type: 'prometheus',
    metricType: 'AverageValue',
    // Without it a query that finds nothing counts as 0, and takes pods away that are at work.
    metadata: { serverAddress: server, query, threshold: text(perPod), ignoreNullValues: 'false' },
  }
}

/**
 * Scales by the calls that are live, as the pods themselves count them in a metric.
 *
 * @example keda: { triggers: [onCalls({ server: $.prometheus, metric: 'live_calls', component: 'web', perPod: 30 })] }
 */
export function onCalls(spec: {
  server: Arg<string>
  metric: string
  component: string
  perPod: Arg<number>
}): ScaleTrigger {
  const query = str`sum(${spec.metric}${podsOf(spec.component, 'namespace', 'pod')})`
  return onPrometheus({ server: spec.server, query, perPod: spec.perPod })
}

/**
 * Scales by a number that the workload itself tells over HTTP, as JSON. An answer other than 2xx changes nothing.
 *
 * @param spec.field where the number stands in the answer, as `calls.live`
 * @param spec.header a header with the secret that the path asks for
 * @example keda: { triggers: [onAnswer({ port: 'http', path: '/live', field: 'value', perPod: 5, header: ['X-Key', ops.key('key')] })] }
 */
export function onAnswer(spec: {
  port: string
  path: Arg<string>
  field: string
  perPod: Arg<number>
  header?: readonly [string, SecretKey]
}): ScaleTrigger {
  const { port, path, field, perPod, header } = spec
  return {
    type: 'metrics-api',
    metricType: 'AverageValue',
    metadata: {
      valueLocation: field,
      targetValue: text(perPod),
      ...(header && { authMode: 'apiKey', method: 'header', keyParamName: header[0] }),
    },
    asks: { port, path },
    ...(header && { auth: { apiKey: header[1] } }),
  }
}

/**
 * Scales by the length of a list, or the size of a set, in Redis, as a queue of work is one.
 *
 * @example keda: { triggers: [onRedisList({ address: cache.address('redis'), list: 'jobs', perPod: 20 })] }
 */
export function onRedisList(spec: {
  address: Maybe<Arg<string>>
  list: Arg<string>
  perPod: Arg<number>
  /** The variable of the workload that holds the password. */
  passwordFromEnv?: string
  tls?: Expr<boolean>
}): ScaleTrigger {
  return {
    type: 'redis',
    metadata: {
      address: spec.address,
      listName: spec.list,
      listLength: text(spec.perPod),
      ...(spec.passwordFromEnv !== undefined && { passwordFromEnv: spec.passwordFromEnv }),
      ...(spec.tls && { enableTLS: when(spec.tls, 'true') }),
    },
  }
}

/**
 * The values of an autoscaler that looks at GPUs.
 *
 * @example autoscaling: gpuAutoscaling({ min: 1, max: 5, target: 80 })
 */
export function gpuAutoscaling(defaults: { min: number; max: number; target: number; prometheus?: string }) {
  return group('Lets the number of its pods follow the load of their GPUs, by KEDA', {
    enabled: bool(true).doc('KEDA decides how many pods run; it must be in the cluster'),
    minReplicas: int(defaults.min).min(1).max(1000).doc('The fewest; more replicas than this raise it'),
    maxReplicas: int(defaults.max).min(1).max(1000).doc('The most that it starts'),
    targetGPUUtilization: int(defaults.target)
      .min(1)
      .max(100)
      .doc('The load of the GPUs that it aims at, in per cent'),
    prometheusAddress: string(defaults.prometheus ?? 'http://prometheus-operated.monitoring.svc:9090')
      .notEmpty()
      .doc('The Prometheus that knows the load of GPUs'),
    query: string('').doc('A query in place of the one made for the exporter of the maker of the GPUs'),
  })
}

/** What `$` gives for the values of `gpuAutoscaling`. */
export type GpuAutoscaling = FaceOf<ReturnType<typeof gpuAutoscaling>>

/**
 * Scales by the load of the GPUs of a component's pods, as the exporters of NVIDIA (DCGM) and AMD tell it, else
 * by the share of workers that are busy.
 *
 * @param options.busy metrics of busy workers and of all workers, for clusters without the exporter
 * @example keda: { triggers: [onGpu($.speech.autoscaling, { component: 'speech', gpu: $.speech.gpu })] }
 */
export function onGpu(
  scale: GpuAutoscaling,
  options: { component: string; gpu: GpuValues; busy?: readonly [string, string] },
): ScaleTrigger {
  const { component, gpu, busy } = options
  const own = podsOf(component, 'namespace', 'pod')
  // Prometheus renames labels of the exporter that its own have taken.
  const renamed = podsOf(component, 'exported_namespace', 'exported_pod')
  const workers = busy ? str` or 100 * sum(${busy[0]}${own}) / sum(${busy[1]}${own})` : ''
  const load = (metric: string) => str`avg(${metric}${renamed}) or avg(${metric}${own})${workers}`
  return {
    type: 'prometheus',
    // Utilisation is an average already: the number of pods must not divide it once more.
    metricType: 'Value',
    metadata: {
      serverAddress: scale.prometheusAddress,
      threshold: text(scale.targetGPUUtilization),
      query: when(
        scale.query,
        scale.query,
        when(eq(gpu.type, 'amd'), load('gpu_gfx_activity'), load('DCGM_FI_DEV_GPU_UTIL')) as never,
      ),
    },
  }
}

/** The pods of a component, as a selector of Prometheus. */
function podsOf(component: string, namespace: string, pod: string): Expr<string> {
  const here = expression<Expr<string>>({
    e: 'builtin',
    path: 'Release.Namespace',
    type: { t: 'string', safe: 'bare' },
  })
  return str`{${namespace}="${here}",${pod}=~"${componentName(component)}-.+"}`
}

/** KEDA's metadata are texts. */
function text(number: Arg<number>): Expr<string> {
  return str`${number}`
}
