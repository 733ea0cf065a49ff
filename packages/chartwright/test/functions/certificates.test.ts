import { createPrivateKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { bcryptHash } from '../../src/go/bcrypt.ts'
import type { GoStruct, GoValue } from '../../src/go/index.ts'
import { functionsOf } from './call.ts'

const functions = functionsOf('4.3.1')
const run = (name: string, ...args: GoValue[]) => functions.get(name)!.call(...args)
const certificate = (value: GoValue) => new X509Certificate((value as GoStruct).fields.Cert as string)

test('an authority signs a certificate for names and addresses', () => {
  const ca = run('genCA', 'my ca', 365)
  const signed = run('genSignedCert', 'web', ['10.0.0.1', '::1'], ['web', '*.web.svc'], 30, ca)
  const cert = certificate(signed)
  expect(cert.verify(certificate(ca).publicKey)).toBe(true)
  expect(cert.checkIssued(certificate(ca))).toBe(true)
  expect(cert.checkPrivateKey(createPrivateKey((signed as GoStruct).fields.Key as string))).toBe(true)
  expect(cert.subjectAltName).toBe('DNS:web, DNS:*.web.svc, IP Address:10.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  expect(certificate(ca).ca).toBe(true)
  expect(cert.ca).toBe(false)
  expect(Date.parse(cert.validTo) - Date.parse(cert.validFrom)).toBe(30 * 86400_000)
})

test.each(['ecdsa', 'ed25519'])('an %s key of one’s own signs', (kind) => {
  const key = run('genPrivateKey', kind)
  const cert = certificate(run('genSelfSignedCertWithKey', 'own', null, null, 1, key))
  expect(cert.verify(cert.publicKey)).toBe(true)
})

test('a signer whose key is another’s is refused', () => {
  const ca = run('genCAWithKey', 'a', 1, run('genPrivateKey', 'ecdsa'))
  const forged = run('genCAWithKey', 'a', 1, run('genPrivateKey', 'ecdsa')) as GoStruct
  forged.fields.Cert = (ca as GoStruct).fields.Cert!
  expect(() => run('genSignedCert', 'x', null, null, 1, forged)).toThrow(
    "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
  )
})

test('bcrypt gives the published hash of a salt and a password', () => {
  // libcrypt says the same of the empty password at cost 6.
  const salt = Uint8Array.from('144b3d691a7b4ecf39cf735c7fa7a79c'.match(/../g)!, (pair) => parseInt(pair, 16))
  expect(bcryptHash(new Uint8Array(), salt, 6)).toBe(
    '$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.',
  )
})

test('what is encrypted decrypts', () => {
  expect(run('decryptAES', 'key', run('encryptAES', 'key', 'hello wörld'))).toBe('hello wörld')
})
