import { refuse } from '../advice.ts'
import { external, type Connection } from '../network/connection.ts'
import { bool, group, number, oneOf, string, type FaceOf } from '../values/declaration.ts'
import type { Env } from './env.ts'
import { and, not, str, when } from '../values/functions.ts'
import { nameOfNode, toNode } from '../values/expression.ts'
import type { Part } from '../part.ts'

/** The values of traces that are sent by OTLP. @example tracing: tracingValues()  // and tracing($.tracing) */
export function tracingValues(defaults: { enabled?: boolean; endpoint?: string } = {}) {
  return group('Traces, sent by OTLP', {
    enabled: bool(defaults.enabled ?? false).doc('Send them'),
    endpoint: string(defaults.endpoint ?? '')
      .pattern('^(https?://[^\\s"]+)?$')
      .doc('Where to, as http://collector:4317'),
    protocol: oneOf(['grpc', 'http/protobuf']).doc('How: gRPC has port 4317 mostly, HTTP 4318'),
    sampleRatio: number(1).min(0).max(1).doc('Which part of the traces is kept, unless a caller decided'),
  })
}

/** Traces as a platform holds them. */
export interface Tracing {
  readonly parts: readonly Part[]
  /** OpenTelemetry's own variables for a service of this name. */
  env(service: string): Env
  /** The way to the collector, for `connectsTo`. */
  readonly connection: Connection
}

/**
 * Traces to a collector that the operator names: OpenTelemetry's variables for each service that asks for them,
 * and the way there in policies.
 *
 * @example const traces = tracing($.tracing); service('web', { env: traces.env('web'), connectsTo: [traces.connection], … })
 */
export function tracing(values: FaceOf<ReturnType<typeof tracingValues>>): Tracing {
  const { enabled, endpoint, protocol, sampleRatio } = values
  const path = (value: unknown) => nameOfNode(toNode(value)).slice(2)
  return {
    parts: [
      refuse(
        and(enabled, not(endpoint)),
        `${path(enabled)} is true, but ${path(endpoint)} is empty: set it, as http://collector:4317, or ${path(enabled)}=false.`,
      ),
    ],
    env: (service) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: when(enabled, endpoint),
      OTEL_EXPORTER_OTLP_PROTOCOL: when(enabled, protocol),
      OTEL_SERVICE_NAME: when(enabled, service),
      OTEL_TRACES_SAMPLER: when(enabled, 'parentbased_traceidratio'),
      OTEL_TRACES_SAMPLER_ARG: when(enabled, str`${sampleRatio}`),
    }),
    connection: when(enabled, external('otlp', { doc: 'A collector of traces', port: [4317, 4318] })),
  }
}
