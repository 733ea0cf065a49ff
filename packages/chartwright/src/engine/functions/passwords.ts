import { base64Decode, base64EncodeBytes } from '../../go/base64.ts'
import { bcryptHash } from '../../go/bcrypt.ts'
import { bytesOf, stringOf } from '../../go/bytes.ts'
import type { Host, HostCrypto } from '../../io/host.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'

/** Passwords: hashed, derived from a master password, or used to encrypt. */
export const passwords: FunctionFamily = {
  name: 'passwords',
  contextual: ({ host }) => ({
    bcrypt: define(['string'], 'string', (password: string) => bcrypt(host, password)),
    htpasswd: define(['string', 'string'], 'string', (user: string, password: string) =>
      user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(host, password)}`,
    ),
    derivePassword: define(
      ['uint32', 'string', 'string', 'string', 'string'],
      'string',
      (counter: number, type: string, password: string, user: string, site: string) =>
        derivePassword(cryptoOf(host), counter, type, password, user, site),
    ),
    encryptAES: define(['string', 'string'], 'string', (password: string, text: string) =>
      encrypt(host, password, text),
    ),
    decryptAES: define(['string', 'string'], 'string', (password: string, text: string) =>
      decrypt(host, password, text),
    ),
  }),
}

/** The host's cryptography. Throws where there is none, as in a browser. */
export function cryptoOf(host: Host): HostCrypto {
  if (!host.crypto) throw new GoError('this host has no cryptography')
  return host.crypto
}

function bcrypt(host: Host, password: string): string {
  const bytes = bytesOf(password)
  if (bytes.length > 72)
    return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes'
  return bcryptHash(bytes, host.randomBytes(16), 10)
}

// The Master Password algorithm, version 0, with sprig's templates: each letter stands for a class below.
const seed = 'com.lyndir.masterpassword'
const templates: Record<string, string | undefined> = Object.assign(Object.create(null) as object, {
  maximum: 'anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno',
  long:
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
    'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
    'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno',
  medium: 'CvcnoCvc CvcCvcno',
  short: 'Cvcn',
  basic: 'aaanaaan aannaaan aaannaaa',
  pin: 'nnnn',
})
const classes: Record<string, string> = {
  V: 'AEIOU',
  C: 'BCDFGHJKLMNPQRSTVWXYZ',
  v: 'aeiou',
  c: 'bcdfghjklmnpqrstvwxyz',
  A: 'AEIOUBCDFGHJKLMNPQRSTVWXYZ',
  a: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz',
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()',
}

function derivePassword(
  crypto: HostCrypto,
  counter: number,
  type: string,
  password: string,
  user: string,
  site: string,
): string {
  const choices = templates[type]?.split(' ')
  if (!choices) return `cannot find password template ${type}`
  const key = crypto.scrypt(
    bytesOf(password),
    Uint8Array.from([...bytesOf(seed), ...counted(user)]),
    32768,
    8,
    2,
    64,
  )
  const message = Uint8Array.from([...bytesOf(seed), ...counted(site), ...word(counter)])
  const derived = crypto.hmacSha256(key, message)
  const template = choices[derived[0]! % choices.length]!
  return Array.from(template, (letter, i) => {
    const characters = classes[letter]!
    return characters[derived[i + 1]! % characters.length]
  }).join('')
}

const word = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

function counted(text: string): number[] {
  const bytes = bytesOf(text)
  return [...word(bytes.length), ...bytes]
}

// The password itself, cut or filled with zeros, is the key.
function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32)
  key.set(bytesOf(password).subarray(0, 32))
  return key
}

function encrypt(host: Host, password: string, text: string): string {
  if (text === '') return ''
  const content = bytesOf(text)
  const padding = 16 - (content.length % 16)
  const padded = new Uint8Array(content.length + padding).fill(padding)
  padded.set(content)
  const iv = host.randomBytes(16)
  const encrypted = cryptoOf(host).aesCbc('encrypt', keyOf(password), iv, padded)
  return base64EncodeBytes(Uint8Array.from([...iv, ...encrypted]))
}

function decrypt(host: Host, password: string, text: string): string {
  if (text === '') return ''
  const bytes = base64Decode(text)
  if (typeof bytes === 'string') throw new GoError(bytes)
  if (bytes.length < 16) {
    const capacity = Math.floor(text.length / 4) * 3
    if (capacity < 16)
      throw new GoError(`runtime error: slice bounds out of range [:16] with capacity ${capacity}`)
    throw new GoError('runtime error: slice bounds out of range [16:' + bytes.length + ']')
  }
  const encrypted = bytes.subarray(16)
  if (encrypted.length % 16 !== 0) throw new GoError('crypto/cipher: input not full blocks')
  if (encrypted.length === 0) throw new GoError('runtime error: index out of range [-1]')
  const content = cryptoOf(host).aesCbc('decrypt', keyOf(password), bytes.subarray(0, 16), encrypted)
  const end = content.length - content.at(-1)!
  if (end < 0) throw new GoError(`runtime error: slice bounds out of range [:${end}]`)
  return stringOf(content.subarray(0, end))
}
