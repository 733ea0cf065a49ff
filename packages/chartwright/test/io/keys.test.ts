import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeHost } from '../../src/io/node.ts'

test.each([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
  ['secp256k1', undefined],
])('the curve of a key on %s is %s', (namedCurve, curve) => {
  const crypto = nodeHost.crypto!
  const pem = generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  expect(crypto.readKey(pem as string)).toMatchObject({ kind: 'ec' })
  expect(crypto.readKey(pem as string).curve).toBe(curve)
})

test('many keys are made and read while the collector runs, and none waits for another', () => {
  const script = `
    import { nodeHost } from './packages/chartwright/src/io/node.ts'
    for (let key = 0; key < 300; key++) {
      const { crypto } = nodeHost
      const { pem } = crypto.readKey(crypto.generateKey('rsa', 512))
      crypto.sign(pem, 'sha256', Buffer.from('text'))
      new ArrayBuffer(3e6)
    }`
  const args = ['--conditions=chartwright-source', '--import', 'tsx', '--input-type=module', '-e', script]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })
  expect(stderr).toBe('')
  expect(status).toBe(0)
}, 90_000)
