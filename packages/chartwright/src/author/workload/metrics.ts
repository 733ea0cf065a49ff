import { bool, duration, group, port, type FaceOf } from '../values/declaration.ts'
import { when, type Maybe } from '../values/functions.ts'
import type { Expr } from '../values/expression.ts'
import { labels } from '../values/operator-shapes.ts'
import { siteField, type Site } from '../site.ts'

/** The values of metrics that Prometheus scrapes. @example metrics: metricsValues({ port: 9100 }) */
export function metricsValues(defaults: {
  enabled?: boolean
  port: number
  interval?: string
  portDoc?: string
}) {
  return group('Metrics for Prometheus', {
    enabled: bool(defaults.enabled ?? true).doc('Serve them'),
    port: port(defaults.port).doc(defaults.portDoc ?? 'The port that every pod serves them on'),
    serviceMonitor: group('The ServiceMonitor of the Prometheus Operator; left out where there is none', {
      enabled: bool(true).doc('Make it'),
      interval: duration(defaults.interval ?? '30s').doc('How often Prometheus looks'),
      labels: labels().doc('Labels by which Prometheus chooses it'),
    }),
  })
}

/** What `$` gives for the values of `metricsValues`. */
export type MetricsValues = FaceOf<ReturnType<typeof metricsValues>>

export interface MetricsPart {
  part: 'metrics'
  name: string
  from: MetricsValues
  path: string
  monitor: 'ServiceMonitor' | 'PodMonitor'
  at?: Site
}

/** Metrics as a platform holds them. */
export interface Metrics {
  readonly part: MetricsPart
  /** The port of a workload that serves them: `ports: { metrics: metrics.port }`. */
  readonly port: Maybe<Expr<number>>
}

/**
 * One headless Service over the port `metrics` of all pods that have one, and a ServiceMonitor for it. Services
 * that face callers stay free of it. A PodMonitor needs no Service, and there is none then.
 *
 * @example const scraped = metrics($.metrics); ports: { http: 8080, metrics: scraped.port }
 */
export function metrics(
  values: MetricsValues,
  options: { path?: string; monitor?: 'ServiceMonitor' | 'PodMonitor' } = {},
): Metrics {
  const { path = '/metrics', monitor = 'ServiceMonitor' } = options
  const part: MetricsPart = { part: 'metrics', name: 'metrics', from: values, path, monitor, ...siteField() }
  return { part, port: when(values.enabled, values.port) }
}
