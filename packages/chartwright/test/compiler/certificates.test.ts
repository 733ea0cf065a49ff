// Certificates of a CA that the chart makes: kept from one upgrade to the next, renewed before they end.
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { withCluster } from '../../../../test/support/fake-api.ts'
import { helmBinary, runHelm, type HelmLine } from '../../../../test/support/oracles.ts'
import { image, mtls, mtlsValues, service } from '../../src/author/index.ts'
import { toJson } from '../../src/go/json.ts'
import { parseYamlDocuments } from '../../src/yaml/index.ts'
import { compiled } from './compile-text.ts'

const emitted = compiled(
  { image: image({ repository: 'shop', tag: '1' }), mtls: mtlsValues({ issuer: 'ours' }) },
  ($) => {
    const peers = mtls($.mtls)
    return [
      peers,
      service('api', { image: $.image, ports: { http: 80 }, mounts: [peers.at('api', '/tls')] }),
      service('web', { image: $.image, ports: { http: 80 }, mounts: [peers.at('web', '/tls')] }),
    ]
  },
)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-certificates-'))
for (const [file, text] of emitted.files) {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), text)
}
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

interface Made {
  kind: string
  metadata: { name: string; annotations: Record<string, string> }
  data: Record<string, string>
  spec?: { template: { metadata: { annotations: Record<string, string> } } }
}

/** What an upgrade renders while the cluster keeps these Secrets. */
async function upgrade(kept: readonly Made[], line: HelmLine = '4', ...flags: string[]): Promise<Made[]> {
  const args = ['template', 'rel', folder, '--set', 'mtls.certManager.enabled=false', ...flags]
  const printed = await withCluster(kept, (helm) => helm(helmBinary(line), args))
  return parseYamlDocuments(printed)
    .filter(({ value }) => value !== null)
    .map(({ value }) => JSON.parse(toJson(value)) as Made)
}
const secret = (made: readonly Made[], name: string) =>
  made.find((one) => one.kind === 'Secret' && one.metadata.name === `rel-shop-${name}`)!
const pem = (made: Made, key = 'tls.crt') => Buffer.from(made.data[key]!, 'base64').toString()
const certificate = (made: Made) => new X509Certificate(pem(made))
const checksums = (made: readonly Made[]) =>
  made
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => spec!.template.metadata.annotations['checksum/tls'])

/** The same Secrets, on which the chart wrote other dates. */
function dated(made: readonly Made[], dates: Record<string, string | undefined>): Made[] {
  return made.map((one) =>
    one.metadata.name === 'rel-shop-ca'
      ? {
          ...one,
          metadata: {
            ...one.metadata,
            annotations: { ...one.metadata.annotations, ...dates } as Record<string, string>,
          },
        }
      : one,
  )
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/**
 * Pods of two renders, each with its own certificate and the CAs that it trusts, call each other by TLS and
 * ask for each other's certificate: as while a rollout lasts.
 */
async function allSpeak(before: readonly Made[], after: readonly Made[]): Promise<void> {
  for (const [server, client] of [
    [before, after],
    [after, before],
    [after, after],
  ] as const)
    expect(await speak(secret(server, 'api-tls'), secret(client, 'web-tls'))).toBe('both know each other')
}

function speak(server: Made, client: Made): Promise<string> {
  const files = (one: Made) => ({ cert: pem(one), key: pem(one, 'tls.key'), ca: pem(one, 'ca.crt') })
  return new Promise((resolve) => {
    const listening = tls.createServer(
      { ...files(server), requestCert: true, rejectUnauthorized: true },
      (socket) => socket.end('both know each other'),
    )
    const end = (said: string) => listening.close(() => resolve(said))
    listening.on('tlsClientError', (error) => end(`the server: ${error.message}`))
    listening.listen(0, '127.0.0.1', () => {
      const { port } = listening.address() as AddressInfo
      const socket = tls.connect({ port, servername: 'rel-shop-api.default.svc', ...files(client) })
      socket.once('data', (data) => end(data.toString()))
      socket.once('error', (error) => end(`the client: ${error.message}`))
    })
  })
}

describe.each(['3', '4'] as const)('Helm %s', (line) => {
  test('the first install makes them, and says until when they hold', async () => {
    const made = await upgrade([], line)
    const ca = secret(made, 'ca')
    expect(ca.metadata.annotations).toEqual({
      'helm.sh/resource-policy': 'keep',
      'certificates-made': '1',
      'certificates-end': inDays(365),
      'ca-end': inDays(3650),
    })
    for (const name of ['api', 'web']) {
      const own = secret(made, `${name}-tls`)
      expect(certificate(own).checkIssued(certificate(ca))).toBe(true)
      expect(certificate(own).subjectAltName).toContain(`DNS:rel-shop-${name}.default.svc`)
      expect(pem(own, 'ca.crt')).toBe(pem(ca))
      expect(new Date(certificate(own).validTo).toISOString().slice(0, 10)).toBe(inDays(365))
    }
  })

  test('an upgrade changes nothing until the last third of their life', async () => {
    const made = await upgrade([], line)
    expect(await upgrade(made, line)).toEqual(made)
    const older = dated(made, { 'certificates-end': inDays(130) })
    expect(await upgrade(older, line)).toEqual(older)
  })

  test('in the last third it renews them by the same CA, and rolls the pods', async () => {
    const made = await upgrade([], line)
    const renewed = await upgrade(dated(made, { 'certificates-end': inDays(100) }), line)
    expect(secret(renewed, 'ca').data).toEqual(secret(made, 'ca').data)
    expect(secret(renewed, 'ca').metadata.annotations).toMatchObject({
      'certificates-made': '2',
      'certificates-end': inDays(365),
    })
    expect(pem(secret(renewed, 'api-tls'))).not.toBe(pem(secret(made, 'api-tls')))
    expect(checksums(renewed)).not.toEqual(checksums(made))
    expect(await upgrade(renewed, line)).toEqual(renewed)
  })

  test('a CA that will end is followed in two renewals, and pods speak with those before them', async () => {
    const first = await upgrade([], line)
    const soon = { 'certificates-end': inDays(100), 'ca-end': inDays(1000) }
    const second = await upgrade(dated(first, soon), line)
    const ca = secret(second, 'ca')
    expect(pem(ca), 'the old one still signs').toBe(pem(secret(first, 'ca')))
    expect(certificate(secret(second, 'api-tls')).checkIssued(certificate(ca))).toBe(true)
    expect(pem(secret(second, 'api-tls'), 'ca.crt')).toBe(pem(ca) + pem(ca, 'next.crt'))
    expect(ca.metadata.annotations['next-ca-end']).toBe(inDays(3650))
    expect(checksums(second)).not.toEqual(checksums(first))
    await allSpeak(first, second)
    expect(await upgrade(second, line)).toEqual(second)

    const third = await upgrade(dated(second, { 'certificates-end': inDays(100) }), line)
    const followed = secret(third, 'ca')
    expect([pem(followed), pem(followed, 'tls.key')]).toEqual([pem(ca, 'next.crt'), pem(ca, 'next.key')])
    expect(Object.keys(followed.data).sort()).toEqual(['old.crt', 'tls.crt', 'tls.key'])
    expect(followed.metadata.annotations).toMatchObject({ 'ca-end': inDays(3650), 'certificates-made': '3' })
    expect(followed.metadata.annotations).not.toHaveProperty('next-ca-end')
    expect(pem(secret(third, 'web-tls'), 'ca.crt')).toBe(pem(followed) + pem(ca))
    await allSpeak(second, third)
    const [early, late] = [secret(first, 'api-tls'), secret(third, 'web-tls')]
    expect(await speak(early, late), 'in one step they would not').not.toBe('both know each other')
    expect(await upgrade(third, line)).toEqual(third)

    const fourth = await upgrade(dated(third, { 'certificates-end': inDays(100) }), line)
    expect(pem(secret(fourth, 'web-tls'), 'ca.crt')).toBe(pem(followed))
    expect(Object.keys(secret(fourth, 'ca').data).sort()).toEqual(['tls.crt', 'tls.key'])
    await allSpeak(third, fourth)
  })

  test('a CA that the operator gives is made known by one upgrade and signs from the next', async () => {
    const first = await upgrade([], line)
    // As an editor may save it: without the last end of line.
    const other = secret(await upgrade([], line), 'ca')
    const flags = [
      ...['--set-literal', `mtls.ca.certificate=${pem(other).trimEnd()}`],
      ...['--set-literal', `mtls.ca.privateKey=${pem(other, 'tls.key')}`],
    ]
    const second = await upgrade(first, line, ...flags)
    expect(pem(secret(second, 'ca'))).toBe(pem(secret(first, 'ca')))
    expect(checksums(second)).not.toEqual(checksums(first))
    await allSpeak(first, second)

    const third = await upgrade(second, line, ...flags)
    expect(certificate(secret(third, 'api-tls')).checkIssued(certificate(other))).toBe(true)
    expect(secret(third, 'ca').metadata.annotations).not.toHaveProperty('ca-end')
    expect(checksums(third)).not.toEqual(checksums(second))
    await allSpeak(second, third)
    expect(await upgrade(third, line, ...flags)).toEqual(third)
    expect(pem(secret(await upgrade([], line, ...flags), 'ca')), 'at once where there was none').toBe(
      pem(other).trimEnd(),
    )
  })
})

test('a CA that ends before a certificate would is followed at once, and both are trusted', async () => {
  const made = await upgrade([])
  const renewed = await upgrade(dated(made, { 'certificates-end': inDays(-30), 'ca-end': inDays(200) }))
  const [before, now] = [secret(made, 'ca'), secret(renewed, 'ca')]
  expect(pem(now)).not.toBe(pem(before))
  expect(now.metadata.annotations['ca-end']).toBe(inDays(3650))
  expect(certificate(secret(renewed, 'web-tls')).checkIssued(certificate(now))).toBe(true)
  expect(pem(secret(renewed, 'web-tls'), 'ca.crt')).toBe(pem(now) + pem(before))
  expect(await upgrade(renewed)).toEqual(renewed)
})

test('a CA that was given and is taken back before it signs is forgotten', async () => {
  const made = await upgrade([])
  const other = secret(await upgrade([]), 'ca')
  const known = await upgrade(
    made,
    '4',
    ...['--set-literal', `mtls.ca.certificate=${pem(other)}`],
    ...['--set-literal', `mtls.ca.privateKey=${pem(other, 'tls.key')}`],
  )
  const renewed = await upgrade(dated(known, { 'certificates-end': inDays(100) }))
  expect(secret(renewed, 'ca').data).toEqual(secret(made, 'ca').data)
  expect(pem(secret(renewed, 'api-tls'), 'ca.crt')).toBe(pem(secret(made, 'ca')))
})

test('a certificate without its key is refused', () => {
  const refused = runHelm(helmBinary('4'), ['template', folder, '--set', 'mtls.ca.certificate=x'])
  expect(refused.stderr).toContain('mtls.ca.certificate and mtls.ca.privateKey belong together')
})

test('a CA whose end nobody wrote down stays', async () => {
  const made = await upgrade([])
  const kept = await upgrade(dated(made, { 'ca-end': undefined, 'certificates-end': undefined }))
  expect(secret(kept, 'ca').data).toEqual(secret(made, 'ca').data)
  expect(secret(kept, 'ca').metadata.annotations).not.toHaveProperty('ca-end')
  expect(pem(secret(kept, 'api-tls'))).not.toBe(pem(secret(made, 'api-tls')))
})

test('the days are the operator’s, and a component that is new gets its own', async () => {
  const made = await upgrade([], '4', '--set', 'mtls.ca.days=30')
  expect(secret(made, 'ca').metadata.annotations['certificates-end']).toBe(inDays(30))
  const without = made.filter(({ metadata }) => metadata.name !== 'rel-shop-web-tls')
  const grown = await upgrade(without, '4', '--set', 'mtls.ca.days=30')
  expect(secret(grown, 'api-tls')).toEqual(secret(made, 'api-tls'))
  expect(certificate(secret(grown, 'web-tls')).checkIssued(certificate(secret(made, 'ca')))).toBe(true)
})

test('NOTES say the date, and who would renew them without an upgrade', () => {
  const args = ['install', 'rel', folder, '--dry-run=client']
  const notes = runHelm(helmBinary('4'), args).stdout
  expect(notes).toContain(`The certificates that the chart made end on ${inDays(365)}`)
  expect(notes).toContain('Install cert-manager')
})
