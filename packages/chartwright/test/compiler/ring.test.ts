// Services that have no address of their own, and the rings behind them.
import { expect, test } from 'vitest'
import { image, networkPolicies, networkPolicy, service, worker } from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }

const collab = (image: never) =>
  service('collab', { image, replicas: 3, headless: true, ring: {}, ports: { http: 3002 } })

test('a headless Service leads to ready pods, and there is no other for its ring', () => {
  const { files } = compiled(img, ($) => [
    service('collab', { image: $.image, headless: true, ring: {}, ports: { http: 3002 } }),
  ])
  expect([...files.keys()].filter((file) => file.includes('service.yaml'))).toEqual([
    'templates/collab-service.yaml',
  ])
  const made = files.get('templates/collab-service.yaml')!
  expect(made).toContain('type: ClusterIP\n  clusterIP: None\n')
  expect(made).not.toContain('publishNotReadyAddresses')
  expect(files.get('templates/collab-deployment.yaml')).toContain(
    '- name: RING_SERVICE\n              value: {{ include "shop.fullname" . }}-collab\n',
  )
})

test('members come in when they are ready, but those of a StatefulSet from their first moment on', () => {
  const { files } = compiled(img, ($) => [
    service('collab', { image: $.image, ring: {}, ports: { http: 3002 } }),
    service('store', { image: $.image, stateful: true, ports: { http: 80 } }),
  ])
  expect(files.get('templates/collab-headless-service.yaml')).not.toContain('publishNotReadyAddresses')
  expect(files.get('templates/store-headless-service.yaml')).toContain('publishNotReadyAddresses: true')
})

test('whoever connects to a ring may watch who is in it, and nobody else', () => {
  const { files } = compiled(img, ($) => {
    const ring = collab($.image as never)
    return [
      ring,
      worker('api', { image: $.image, connectsTo: [ring.port('http').as('COLLAB', 'http')] }),
      worker('mail', { image: $.image }),
    ]
  })
  expect(files.get('templates/api-role.yaml')).toContain('      - endpointslices\n')
  expect(files.get('templates/api-deployment.yaml')).toContain('automountServiceAccountToken: true')
  expect(files.get('templates/api-deployment.yaml')).toContain(
    'value: http://{{ include "shop.fullname" . }}-collab:3002',
  )
  expect(files.has('templates/mail-role.yaml')).toBe(false)
})

test('policies admit callers of a headless Service alone: no member, no test', () => {
  const { files } = compiled({ ...img, networkPolicy: networkPolicy({ enabled: true }) }, ($) => {
    const ring = collab($.image as never)
    return [
      ring,
      worker('api', { image: $.image, connectsTo: [ring.port('http')] }),
      networkPolicies($.networkPolicy),
    ]
  })
  const policy = files.get('templates/collab-networkpolicy.yaml')!
  expect([...policy.matchAll(/app.kubernetes.io\/component: (\S+)/g)].map(([, name]) => name)).toEqual([
    'collab',
    'collab',
    'api',
  ])
  expect(files.has('templates/tests/connection-test.yaml')).toBe(false)
})

test("policies let those who may use the cluster's API reach it, and nobody else", () => {
  const { files } = compiled({ ...img, networkPolicy: networkPolicy({ enabled: true }) }, ($) => [
    collab($.image as never),
    worker('mail', { image: $.image }),
    networkPolicies($.networkPolicy),
  ])
  const egress = (name: string) => files.get(`templates/${name}-networkpolicy.yaml`)!.split('egress:')[1]!
  expect(egress('collab')).toContain(
    '    - ports:\n        - port: 443\n          protocol: TCP\n        - port: 6443\n          protocol: TCP\n',
  )
  expect(egress('mail')).not.toContain('443')
})

test('a headless Service cannot call a port otherwise than its pods do', () => {
  const found = reported(img, ($) => [
    service('collab', { image: $.image, headless: true, ports: { http: 3002 }, expose: { http: 80 } }),
  ])
  expect(found.map(({ code }) => code)).toEqual(['headless-port'])
  expect(found[0]!.message).toContain('calls port "http" 80')
  expect(found[0]!.message).toContain('listen on 3002')
})
