// What a chart finds again in the cluster: certificates of its own CA, which upgrades renew and another CA takes
// over from (decision 012), and the Gateway of a class, which keeps its identity while it changes.
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test, type ExpectStatic } from 'vitest'
import {
  gateway,
  gatewayRoute,
  gatewayValues,
  image,
  mtls,
  mtlsValues,
  replicas,
  route,
  service,
  streamRoute,
  streamRouteValues,
  udp,
} from '../../packages/chartwright/src/author/index.ts'
import { compiled } from '../../packages/chartwright/test/compiler/compile-text.ts'
import { helmBinary, helmVersionOf, newestHelmBinary } from '../support/oracles.ts'
import { standIns } from './crds/index.ts'
import { complaintsAbout, create, must } from './support/api.ts'
import { Helm } from './support/commands.ts'
import { establish } from './support/establish.ts'
import { objects, type KubeObject } from './support/objects.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-renewal-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  await establish(standIns['gateway-api'])
  const { files } = compiled(
    {
      image: image({ repository: 'shop', tag: '1' }),
      replicas: replicas(1),
      mtls: mtlsValues({ issuer: 'ours' }),
      gateway: gatewayValues(),
      route: gatewayRoute(),
      voice: streamRouteValues({ port: 3478 }),
    },
    ($) => {
      const edge = gateway('edge', $.gateway)
      const peers = mtls($.mtls)
      const voice = service('voice', {
        image: $.image,
        ports: { turn: udp(3478) },
        mounts: [peers.at('voice', '/tls')],
      })
      const web = service('web', {
        image: $.image,
        replicas: $.replicas,
        ports: { http: 80 },
        mounts: [peers.at('web', '/tls')],
      })
      return [
        edge,
        peers,
        voice,
        web,
        route('web', { gateway: $.route, on: edge, to: web.port('http') }),
        streamRoute('voice', { from: $.voice, on: edge, to: voice.port('turn') }),
      ]
    },
  )
  for (const [file, text] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, 'chart', file)), { recursive: true })
    fs.writeFileSync(path.join(folder, 'chart', file), text)
  }
})

const helms = (['3', '4'] as const).map((line) => newestHelmBinary(line) ?? helmBinary(line))

for (const binary of helms) {
  const version = helmVersionOf(binary)
  const helm = (what: string) => new Helm(binary, `${what}-${version.replaceAll('.', '-')}`)
  test.concurrent(`helm ${version}: certificates of the chart's own CA`, ({ expect }) =>
    renew(helm('renewal'), expect),
  )
  test.concurrent(`helm ${version}: a Gateway of a class`, ({ expect }) => reclass(helm('gateway'), expect))
}

/** Installs and upgrades the chart with values. */
async function releasing(helm: Helm, common: object) {
  const { namespace } = helm
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, namespace)
  return (verb: string, more: object, release = 'rel') => {
    const values = path.join(folder, `${namespace}-${release}.json`)
    fs.writeFileSync(values, JSON.stringify({ ...common, ...more }))
    return helm.must(verb, release, path.join(folder, 'chart'), '--values', values)
  }
}

const pem = (secret: KubeObject | undefined, key = 'tls.crt') =>
  Buffer.from(secret!.data![key]!, 'base64').toString()
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function renew(helm: Helm, expect: ExpectStatic): Promise<void> {
  const run = await releasing(helm, {})
  const mtls = (days: number, ca: object = {}) => ({
    mtls: { certManager: { enabled: false }, ca: { days, ...ca } },
  })
  const state = async () => {
    const [secrets, deployments] = [
      await objects('secrets', helm.namespace),
      await objects('deployments', helm.namespace),
    ]
    const named = (name: string) => secrets.find(({ metadata }) => metadata.name === `rel-shop-${name}`)!
    return {
      // With what the API server counts: a Secret that is written anew counts even with the same content.
      secrets: secrets.filter(({ metadata }) => metadata.name.startsWith('rel-shop-')),
      templates: deployments
        .filter(({ metadata }) => metadata.name.startsWith('rel-'))
        .map(({ spec }) => spec!.template),
      ca: named('ca'),
      leaf: named('web-tls'),
    }
  }
  const signedBy = (leaf: KubeObject, ca: string) => {
    const certificate = new X509Certificate(pem(leaf))
    return (
      certificate.checkIssued(new X509Certificate(ca)) &&
      certificate.verify(new X509Certificate(ca).publicKey)
    )
  }

  await run('install', mtls(100))
  const first = await state()
  expect(signedBy(first.leaf, pem(first.ca))).toBe(true)
  expect(first.ca.metadata.annotations).toMatchObject({
    'certificates-end': inDays(100),
    'certificates-made': '1',
  })

  await run('upgrade', { ...mtls(100), replicas: 2 })
  const kept = await state()
  expect(kept.secrets, 'an upgrade that is not due leaves them alone').toEqual(first.secrets)
  expect(kept.templates).toEqual(first.templates)

  // Of 900 days, 100 are less than the last third.
  await run('upgrade', mtls(900))
  const renewed = await state()
  expect(renewed.ca.data).toEqual(first.ca.data)
  expect(renewed.ca.metadata.annotations).toMatchObject({
    'certificates-end': inDays(900),
    'certificates-made': '2',
  })
  expect(pem(renewed.leaf)).not.toBe(pem(first.leaf))
  expect(signedBy(renewed.leaf, pem(first.ca))).toBe(true)
  expect(renewed.leaf.metadata.uid, 'it is the same Secret').toBe(first.leaf.metadata.uid)
  expect(renewed.templates, 'its pods roll').not.toEqual(first.templates)
  await run('upgrade', mtls(900))
  expect((await state()).secrets).toEqual(renewed.secrets)

  // The CA of another release takes over: first it is made known, then it signs.
  await run('install', mtls(900), 'other')
  const other = (await objects('secrets', helm.namespace)).find(
    ({ metadata }) => metadata.name === 'other-shop-ca',
  )
  const given = mtls(900, { certificate: pem(other), privateKey: pem(other, 'tls.key') })
  await run('upgrade', given)
  const announced = await state()
  expect(signedBy(announced.leaf, pem(first.ca))).toBe(true)
  expect(pem(announced.leaf, 'ca.crt')).toContain(pem(other).trim())
  expect(announced.templates).not.toEqual(renewed.templates)
  await run('upgrade', given)
  const followed = await state()
  expect(signedBy(followed.leaf, pem(other))).toBe(true)
  expect(pem(followed.leaf, 'ca.crt'), 'who has not rolled yet is trusted').toContain(pem(first.ca).trim())
  await run('upgrade', given)
  expect((await state()).secrets).toEqual(followed.secrets)

  // A rollback brings back what belongs together.
  await helm.must('rollback', 'rel', '1')
  const back = await state()
  expect(signedBy(back.leaf, pem(back.ca))).toBe(true)
  expect(back.templates).toEqual(first.templates)
}

async function reclass(helm: Helm, expect: ExpectStatic): Promise<void> {
  const run = await releasing(helm, { mtls: { enabled: false }, voice: { enabled: true } })
  const gateway = (more: object) => ({
    gateway: { enabled: true, ...more },
    route: { enabled: true, hostnames: ['shop.example.com'] },
  })
  const found = async (kind: string) => {
    const group = /^(TCP|UDP)/.test(kind) ? 'v1alpha2' : 'v1'
    const all = `/apis/gateway.networking.k8s.io/${group}/namespaces/${helm.namespace}/${kind.toLowerCase()}s`
    const { items } = (await must('GET', all)) as { items: Routed[] }
    return Object.fromEntries(items.map((one) => [one.metadata.name, one]))
  }
  const complaints = async () => complaintsAbout(await helm.must('get', 'manifest', 'rel'), helm.namespace)

  await run('install', gateway({ className: 'istio' }))
  const first = (await found('Gateway'))['rel-shop-edge']!
  expect(first.spec.gatewayClassName).toBe('istio')
  expect(await complaints()).toEqual([])

  await run('upgrade', gateway({ className: 'envoy', https: { enabled: true, secretName: 'cert' } }))
  const second = (await found('Gateway'))['rel-shop-edge']!
  expect(second.metadata.uid, 'it is the same Gateway').toBe(first.metadata.uid)
  expect(second.spec.gatewayClassName).toBe('envoy')
  expect(second.spec.listeners!.map(({ name, protocol }) => `${name} ${protocol}`)).toEqual([
    'http HTTP',
    'https HTTPS',
    'voice UDP',
  ])
  // Every route names a listener that is there.
  const routes = [...Object.values(await found('HTTPRoute')), ...Object.values(await found('UDPRoute'))]
  expect(
    routes.map(({ metadata, spec }) => [metadata.name, spec.parentRefs!.map((one) => one.sectionName)]),
  ).toEqual([
    ['rel-shop-edge-redirect', ['http']],
    ['rel-shop-web', ['https']],
    ['rel-shop-voice', ['voice']],
  ])
  expect(await complaints()).toEqual([])

  await run('upgrade', { gateway: { enabled: false }, voice: { enabled: false } })
  expect(await found('Gateway')).toEqual({})
}

interface Routed extends Pick<KubeObject, 'metadata'> {
  spec: {
    gatewayClassName?: string
    listeners?: { name: string; protocol: string }[]
    parentRefs?: { sectionName: string }[]
  }
}
