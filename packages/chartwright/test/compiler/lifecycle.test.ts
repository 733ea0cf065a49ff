import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  autoscaling,
  bool,
  dnsLabel,
  drain,
  immutable,
  image,
  int,
  mapOf,
  onRedisList,
  pool,
  replicas,
  resources,
  service,
  string,
  worker,
  workload,
  type Faces,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const small = { resources: { requests: { cpu: '100m', memory: '64Mi' } } }
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code)

const web = workload(
  'The page',
  {
    replicas: replicas(2),
    autoscaling: autoscaling({ min: 2, max: 10, cpu: 70, memory: 0 }),
    drain: drain({ seconds: 60 }),
  },
  small,
)
const chart = compiled({ ...img, web, mail: workload('Mail', {}) }, ($) => [
  service('web', {
    image: $.image,
    values: $.web,
    replicas: $.web.replicas,
    autoscale: $.web.autoscaling,
    drain: $.web.drain,
    disruptionBudget: true,
    strategy: { maxSurge: 1, maxUnavailable: 0 },
    ports: { http: 8080 },
  }),
  worker('mail', { image: $.image, values: $.mail, singleton: true }),
  worker('batch', { image: $.image, replicas: 3, disruptionBudget: { minAvailable: '50%' } }),
  worker('one', { image: $.image, replicas: 1, disruptionBudget: true, drain: { seconds: 30 } }),
])
const file = (name: string) => chart.files.get(`templates/${name}.yaml`)

test('replicas are left out exactly when the autoscaler owns them, by the same formula', () => {
  expect(file('web-deployment')).toContain(`spec:
  {{- if not .Values.web.autoscaling.enabled }}
  replicas: {{ .Values.web.replicas }}
  {{- end }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
`)
  expect(file('web-horizontalpodautoscaler')).toMatch(/^\{\{- if \.Values\.web\.autoscaling\.enabled \}\}\n/)
})

test('an autoscaler measures what its values say, and replicas raise its floor', () => {
  expect(file('web-horizontalpodautoscaler')).toContain(`spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "shop.fullname" . }}-web
  minReplicas: {{ max .Values.web.replicas .Values.web.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.web.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.web.autoscaling.targetCPUUtilization }}
    {{- if ne (int .Values.web.autoscaling.targetMemoryUtilization) 0 }}
    - type: Resource
      resource:
        name: memory
        target:
          type: Utilization
          averageUtilization: {{ .Values.web.autoscaling.targetMemoryUtilization }}
    {{- end }}
`)
})

test('a workload that drains pauses before the stop, has its grace and loses one pod at a time', () => {
  expect(file('web-deployment')).toContain(`          lifecycle:
            preStop:
              exec:
                command:
                  - sleep
                  - "{{ .Values.web.drain.delaySeconds }}"
`)
  expect(file('web-deployment')).toContain(
    'terminationGracePeriodSeconds: {{ .Values.web.drain.terminationGracePeriodSeconds }}',
  )
  expect(file('web-horizontalpodautoscaler')).toContain(`  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - type: Pods
          value: 1
          periodSeconds: {{ min .Values.web.drain.terminationGracePeriodSeconds 1800 }}
`)
  expect(file('one-deployment')).toContain('terminationGracePeriodSeconds: 40')
})

test('the chart refuses bounds that cross and a drain that the grace cuts short', () => {
  expect(file('validate')).toContain(
    '{{- if and .Values.web.autoscaling.enabled (gt (max .Values.web.replicas .Values.web.autoscaling.minReplicas) (int .Values.web.autoscaling.maxReplicas)) }}',
  )
  expect(file('validate')).toContain(
    '{{- if gt (add .Values.web.drain.seconds .Values.web.drain.delaySeconds) (int .Values.web.drain.terminationGracePeriodSeconds) }}',
  )
})

test('a disruption budget is there only while more than one replica is sure', () => {
  expect(file('web-poddisruptionbudget')).toMatch(
    /^\{\{- if or \(gt \(int \.Values\.web\.replicas\) 1\) \(and \.Values\.web\.autoscaling\.enabled \(gt \(int \.Values\.web\.autoscaling\.minReplicas\) 1\)\) \}\}\n/,
  )
  expect(file('web-poddisruptionbudget')).toContain('  maxUnavailable: 1\n')
  expect(file('batch-poddisruptionbudget')).toContain('  minAvailable: "50%"\n')
  expect(file('one-poddisruptionbudget')).toBeUndefined()
})

test('a singleton has one replica, is recreated, and the schema knows no count', () => {
  expect(file('mail-deployment')).toContain('  replicas: 1\n  strategy:\n    type: Recreate\n')
  const schema = JSON.parse(chart.files.get('values.schema.json')!) as {
    properties: { mail: { properties: object; additionalProperties: boolean } }
  }
  expect(Object.keys(schema.properties.mail.properties)).not.toContain('replicas')
  expect(schema.properties.mail.additionalProperties).toBe(false)
})

test('intents.json says who owns the replicas and how long a drain takes', () => {
  const { workloads } = JSON.parse(chart.files.get('intents.json')!) as { workloads: Record<string, unknown> }
  expect(workloads.mail).toMatchObject({ singleton: true })
  expect(workloads.one).toMatchObject({
    drain: { seconds: 30, delaySeconds: 5, terminationGracePeriodSeconds: 40 },
  })
  expect(workloads.web).toMatchObject({
    autoscaler: {
      when: '{{ .Values.web.autoscaling.enabled }}',
      minReplicas: '{{ max .Values.web.replicas .Values.web.autoscaling.minReplicas }}',
    },
  })
})

test('pools are scaled one by one', () => {
  const item = workload('A pool', { replicas: replicas(1), scale: bool(false), most: int(4).max(9) }, {})
  const { files } = compiled({ ...img, pools: mapOf(item, { key: dnsLabel('', 10) }) }, ($) => [
    pool('w', $.pools, { label: 'shop.dev/pool' }, (_name, p) => ({
      image: $.image,
      values: p,
      replicas: p.replicas,
      autoscale: { enabled: p.scale, maxReplicas: p.most },
      disruptionBudget: true,
    })),
  ])
  expect(files.get('templates/w-horizontalpodautoscaler.yaml'))
    .toContain(`{{- range $name, $pool := .Values.pools }}
{{- if dig "scale" false $pool }}
---
apiVersion: autoscaling/v2`)
  expect(files.get('templates/w-poddisruptionbudget.yaml')).toContain(
    '{{- if gt (int (dig "replicas" 1 $pool)) 1 }}\n---',
  )
})

test('two owners of replicas, crossed bounds, short graces and missing requests come in one run', () => {
  const problems = reported({ ...img, web: workload('Web', {}) }, ($) => [
    worker('a', { image: $.image, singleton: true, replicas: 2 }),
    worker('b', { image: $.image, singleton: true, autoscale: { maxReplicas: 3 } }),
    worker('c', { image: $.image, values: $.web, replicas: 2, autoscale: { maxReplicas: 3 } }),
    worker('d', { image: $.image, autoscale: { minReplicas: 5, maxReplicas: 3 } }),
    worker('e', { image: $.image, drain: { seconds: 60, terminationGracePeriodSeconds: 30 } }),
    worker('f', {
      image: $.image,
      values: $.web,
      autoscale: { maxReplicas: 3, targetCPUUtilization: 80, targetMemoryUtilization: 80 },
    }),
    worker('g', { image: $.image, singleton: true, disruptionBudget: true }),
  ])
  expect(codes(problems)).toEqual([
    'replicas-owned-twice',
    'replicas-owned-twice',
    'replicas-owned-twice',
    'autoscaler-bounds',
    'drain-over-grace',
    'autoscaler-without-request',
    'autoscaler-without-request',
    'replicas-owned-twice',
  ])
})

test('an autoscaler measures the containers beside a workload’s own, too', () => {
  const scaled = workload('', {}, { resources: { requests: { cpu: '1' } } })
  const declared = { ...img, web: scaled, proxy: resources({ requests: { cpu: '50m' } }) }
  const problems = reported(declared, ($) => [
    worker('web', {
      image: $.image,
      values: $.web,
      autoscale: { maxReplicas: 3, targetCPUUtilization: 80 },
      sidecars: { proxy: { image: $.image, resources: $.proxy }, logs: { image: $.image } },
    }),
  ])
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['autoscaler-without-request', '"web" is scaled by cpu, but "logs" beside it by default requests none'],
  ])
})

test('what runs before a workload asks for as much as it, unless it says otherwise', () => {
  const asked = { requests: { cpu: '1', memory: '1Gi' } }
  const declared = {
    ...img,
    web: workload('', {}, { resources: asked }),
    less: resources({ requests: { cpu: '1m' } }),
  }
  const shop = onHelm(
    compiled(declared, ($) => [
      worker('web', {
        image: $.image,
        values: $.web,
        initContainers: { migrate: { image: $.image }, wait: { image: $.image, resources: $.less } },
      }),
    ]),
  )
  const { spec } = shop.objects().find(({ kind }) => kind === 'Deployment')!
  expect(spec).toMatchObject({
    template: {
      spec: {
        initContainers: [{ resources: asked }, { resources: { requests: { cpu: '1m' } } }],
        containers: [{ resources: asked }],
      },
    },
  })
})

test('an immutable name is a text, not a value', () => {
  expect(immutable('shared-data')).toEqual({ immutable: 'shared-data' })
  const problems = reported({ ...img, name: string('x') }, ($) => {
    immutable($.name as unknown as string)
    return []
  })
  expect(codes(problems)).toEqual(['immutable-not-constant'])
})

test('pools are scaled each for itself: measured by their own requests, refused by their own values', () => {
  const described = (requests: Record<string, string>) => {
    const item = workload('A pool', {
      replicas: int(1).min(0),
      scale: autoscaling(
        { enabled: false, min: 1, max: 4 },
        { stabilizationSeconds: int(60).min(0).max(3600) },
      ),
      drain: drain({ seconds: 30 }),
    })
    const key = dnsLabel('', 12)
    return { ...img, pools: mapOf(item, { key }).default({ general: { resources: { requests } } }) }
  }
  const describe = ($: Faces<ReturnType<typeof described>>) => [
    pool('worker', $.pools, { label: 'a/b' }, (_, p) => ({
      image: $.image,
      values: p,
      replicas: p.replicas,
      autoscale: p.scale,
      drain: p.drain,
    })),
  ]
  expect(codes(reported(described({}), describe))).toEqual(['autoscaler-without-request'])
  const shop = onHelm(compiled(described({ cpu: '1' }), describe))
  const scaled = { values: { pools: { big: { replicas: 3, scale: { enabled: true } } } } }
  const autoscaler = shop.objects(scaled).filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
  expect(autoscaler.map(({ metadata, spec }) => [metadata!.name, spec])).toMatchObject([
    ['rel-shop-worker-big', { minReplicas: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } }],
  ])
  expect(shop.refusal({ values: { pools: { big: { replicas: 9, scale: { enabled: true } } } } })).toContain(
    'pools.big.scale.maxReplicas is 4, below the 9 of pools.big.replicas or pools.big.scale.minReplicas: raise it, or lower them.',
  )
  expect(shop.refusal({ values: { pools: { slow: { drain: { seconds: 90 } } } } })).toContain(
    'worker-slow needs 95 seconds to drain (pools.slow.drain.seconds and the delay before), but is killed after 40: raise pools.slow.drain.terminationGracePeriodSeconds to 95 or more, or shorten the drain.',
  )
})

test('KEDA looks at CPU and memory, too, where no other autoscaler does', () => {
  const requests = { cpu: '1', memory: '1Gi' }
  const web = workload(
    '',
    { scale: autoscaling({ min: 1, max: 3, cpu: 70, memory: 0 }, { stabilizationSeconds: int(45) }) },
    { resources: { requests } },
  )
  const shop = onHelm(
    compiled({ ...img, web }, ($) => [
      worker('web', {
        image: $.image,
        values: $.web,
        autoscale: $.web.scale,
        keda: { triggers: [onRedisList({ address: 'redis:6379', list: 'jobs', perPod: 5 })] },
      }),
    ]),
  )
  const triggers = (values: object) => {
    const found = shop.objects({ values }).filter(({ kind }) => /Autoscaler|ScaledObject/.test(kind))
    expect(found.map(({ kind }) => kind)).toEqual(['ScaledObject'])
    return (found[0]!.spec as { triggers: unknown[] }).triggers.slice(1)
  }
  const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }
  expect(triggers({})).toEqual([cpu])
  expect(triggers({ web: { scale: { targetMemoryUtilization: 80 } } })).toEqual([
    cpu,
    { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } },
  ])
})
