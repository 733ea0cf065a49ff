import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  gpu,
  gpuAutoscaling,
  image,
  networkPolicies,
  networkPolicy,
  onGpu,
  onPrometheus,
  service,
  string,
  tracing,
  tracingValues,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const shop = onHelm(
  compiled({ ...img, tracing: tracingValues(), networkPolicy: networkPolicy({ enabled: true }) }, ($) => {
    const traces = tracing($.tracing)
    return [
      traces,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        env: traces.env('web'),
        connectsTo: [traces.connection],
      }),
      networkPolicies($.networkPolicy),
    ]
  }),
)
const on = { tracing: { enabled: true, endpoint: 'http://collector:4317', sampleRatio: 0.25 } }

test('traces go where the operator says, by OpenTelemetry’s own variables', () => {
  const text = JSON.stringify(shop.objects({ values: on }))
  expect(text).toContain('{"name":"OTEL_EXPORTER_OTLP_ENDPOINT","value":"http://collector:4317"}')
  expect(text).toContain('{"name":"OTEL_TRACES_SAMPLER_ARG","value":"0.25"}')
  expect(text).toContain('{"name":"OTEL_SERVICE_NAME","value":"web"}')
  expect(text).toContain('{"port":4317,"protocol":"TCP"}')
  expect(JSON.stringify(shop.objects())).not.toMatch(/OTEL|4317/)
})

test('traces without a collector are refused, with the key to set', () => {
  expect(shop.refusal({ values: { tracing: { enabled: true } } })).toContain(
    'tracing.enabled is true, but tracing.endpoint is empty',
  )
  expect(shop.refusal({ values: { tracing: { enabled: true, endpoint: 'collector' } } })).toContain(
    'endpoint',
  )
})

test('a workload on GPUs asks for them by their maker, and KEDA scales it by their load', () => {
  const speech = workload('Speech', {
    gpu: gpu({ count: 2 }),
    scale: gpuAutoscaling({ min: 1, max: 5, target: 80 }),
  })
  const chart = onHelm(
    compiled({ ...img, speech, query: string('sum(queue)') }, ($) => [
      service('speech', {
        image: $.image,
        values: $.speech,
        ports: { http: 80 },
        gpu: $.speech.gpu,
        autoscale: $.speech.scale,
        keda: { triggers: [onGpu($.speech.scale, { component: 'speech', gpu: $.speech.gpu })] },
      }),
      worker('batch', {
        image: $.image,
        values: $.speech,
        autoscale: $.speech.scale,
        keda: { triggers: [onPrometheus({ server: 'http://p:9090', query: $.query, perPod: 4 })] },
      }),
    ]),
  )
  const find = (kind: string, name: string, values: object = {}) =>
    JSON.stringify(chart.objects({ values }).find((one) => one.kind === kind && one.metadata?.name === name))
  expect(find('Deployment', 'rel-shop-speech')).toContain('"nvidia.com/gpu":2')
  expect(find('Deployment', 'rel-shop-speech', { speech: { gpu: { type: 'amd' } } })).toContain(
    '"amd.com/gpu":2',
  )
  expect(find('ScaledObject', 'rel-shop-speech')).toMatch(/"query":".*DCGM_FI_DEV_GPU_UTIL/)
  expect(find('ScaledObject', 'rel-shop-batch')).toContain('"query":"sum(queue)"')
})
