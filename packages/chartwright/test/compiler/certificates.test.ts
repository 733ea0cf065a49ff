// Certificates of a CA that the chart makes: kept from one upgrade to the next, renewed before they end.
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
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
    const tls = mtls($.mtls)
    return [
      tls,
      service('api', { image: $.image, ports: { http: 80 }, mounts: [tls.at('api', '/tls')] }),
      service('web', { image: $.image, ports: { http: 80 }, mounts: [tls.at('web', '/tls')] }),
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

  test('a CA that ends gives way to a new one, and both are trusted', async () => {
    const made = await upgrade([], line)
    const renewed = await upgrade(dated(made, { 'ca-end': inDays(700) }), line)
    const [before, now] = [secret(made, 'ca'), secret(renewed, 'ca')]
    expect(pem(now)).not.toBe(pem(before))
    expect(now.metadata.annotations['ca-end']).toBe(inDays(3650))
    const own = secret(renewed, 'web-tls')
    expect(certificate(own).checkIssued(certificate(now))).toBe(true)
    expect(pem(own, 'ca.crt')).toBe(pem(now) + pem(before))
    expect(checksums(renewed)).not.toEqual(checksums(made))
    expect(await upgrade(renewed, line)).toEqual(renewed)
  })
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
