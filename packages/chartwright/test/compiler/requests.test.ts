// Containers that ask for nothing in a chart whose others ask.
import { expect, test } from 'vitest'
import {
  autoscaling,
  group,
  hook,
  image,
  resources,
  service,
  worker,
  workload,
  type Described,
} from '../../src/author/index.ts'
import { reported } from './compile-text.ts'

const requests = { cpu: '100m', memory: '64Mi' }
const declared = {
  image: image({ repository: 'shop', tag: '1' }),
  web: workload('Web', {}, { resources: { requests } }),
  api: workload('Api', { scale: autoscaling({ min: 1, max: 3 }) }, { resources: { requests } }),
  beside: group('Logs', { resources: resources({ limits: { memory: '1Gi' } }) }),
}
type Shop = Parameters<Parameters<typeof reported<typeof declared>>[1]>[0]
const said = (describe: ($: Shop) => readonly Described[]) =>
  reported(declared, describe).map(({ code, severity, message }) => [
    code,
    severity,
    message.split(' by default')[0],
  ])

test('a worker, a job, a container beside and one before are told; what inherits or asks is not', () => {
  const problems = said(($) => [
    worker('api', { image: $.image, values: $.api, autoscale: $.api.scale }),
    service('web', {
      image: $.image,
      values: $.web,
      ports: { http: 80 },
      sidecars: { logs: { image: $.image, resources: $.beside.resources }, proxy: { image: $.image } },
      initContainers: { migrate: { image: $.image } },
    }),
    worker('mail', { image: $.image, initContainers: { wait: { image: $.image } } }),
    hook('seed', { image: $.image }),
  ])
  expect(problems).toEqual(
    [
      '"proxy", beside the container of "web",',
      '"mail"',
      '"wait", before the container of "mail",',
      '"seed"',
    ].map((who) => ['container-without-requests', 'warning', who]),
  )
})

test('a chart that leaves requests to its operators is not warned', () => {
  expect(
    reported({ image: declared.image, web: workload('Web', {}) }, ($) => [
      worker('mail', { image: $.image, values: $.web }),
      hook('seed', { image: $.image }),
    ]),
  ).toEqual([])
})

test('where an autoscaler measures, it is an error, and told once', () => {
  const scaled = workload('Web', { scale: autoscaling({ min: 1, max: 3 }) }, { resources: { requests } })
  const problems = reported({ image: declared.image, web: scaled }, ($) => [
    worker('web', {
      image: $.image,
      values: $.web,
      autoscale: $.web.scale,
      sidecars: { proxy: { image: $.image } },
    }),
  ])
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['autoscaler-without-request', 'error'],
  ])
})
