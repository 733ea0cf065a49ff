import { expect, test } from 'vitest'
import {
  gatewayRoute,
  image,
  ingress,
  oneOf,
  publish,
  published,
  route,
  service,
  udp,
  volume,
  when,
  worker,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const chart = compiled(
  {
    image: image({ repository: 'shop', tag: '1' }),
    type: oneOf(['ClusterIP', 'LoadBalancer']),
    ingress: ingress(),
    gateway: gatewayRoute(),
    sip: published({ port: 5060 }),
  },
  ($, release) => {
    const data = volume('data', { claim: { size: '1Gi', accessMode: 'ReadWriteMany' } })
    const scratch = volume('tmp', { ephemeral: true })
    const api = service('api', {
      image: $.image,
      doc: 'Answers',
      ports: { http: 8080, grpc: 9090 },
      expose: { http: 80, grpc: 9090 },
      mounts: [data.at('/data'), scratch.at('/tmp')],
      env: { ADVERTISE: release.component('api') },
    })
    const web = service('web', {
      image: $.image,
      ports: { http: 8081, sip: udp(5060) },
      expose: { http: 8081 },
      serviceType: $.type,
      connectsTo: [api.port('http')],
      env: { API: api.address('http') },
    })
    const jobs = worker('jobs', {
      image: $.image,
      env: {
        API_URL: when($.ingress.enabled, 'outside', `x`),
        RPC: when($.gateway.enabled, api.address('grpc')),
        WEB: web.host,
      },
    })
    return [
      data,
      scratch,
      api,
      web,
      jobs,
      route('public', {
        ingress: $.ingress,
        gateway: $.gateway,
        rules: [{ to: web.port('http') }, { path: '/api', to: api.port('http') }],
      }),
      publish('sip', web.port('http'), $.sip),
    ]
  },
)
const intents = JSON.parse(chart.files.get('intents.json')!) as {
  workloads: Record<string, { about?: string; volumes?: string[]; addresses?: object[] }>
  entrances: object[]
}

test('a component tells what it is and which claims it mounts', () => {
  expect(intents.workloads.api).toMatchObject({ about: 'Answers', volumes: ['data'] })
  expect(intents.workloads.web!.volumes).toBeUndefined()
})

test('variables that hold the address of another component are told, once and not beside connections', () => {
  expect(intents.workloads.jobs!.addresses).toEqual([
    { workload: 'api', port: 'grpc', env: 'RPC' },
    { workload: 'web', env: 'WEB' },
  ])
  expect(intents.workloads.web!.addresses).toBeUndefined()
  expect(intents.workloads.api!.addresses).toBeUndefined()
})

test('entrances tell what makes them, where they lead and when they are there', () => {
  expect(intents.entrances).toEqual([
    {
      name: 'web',
      by: ['Service'],
      to: [{ workload: 'web', port: 'http' }],
      when: '{{ ne .Values.type "ClusterIP" }}',
    },
    {
      name: 'public',
      by: ['Ingress', 'HTTPRoute'],
      to: [
        { workload: 'web', port: 'http' },
        { workload: 'api', port: 'http', path: '/api' },
      ],
      when: '{{ or .Values.ingress.enabled .Values.gateway.enabled }}',
    },
    {
      name: 'sip',
      by: ['Service'],
      to: [{ workload: 'web', port: 'http' }],
      when: '{{ .Values.sip.enabled }}',
    },
  ])
})
