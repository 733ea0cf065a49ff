import { base64Decode } from '../../go/base64.ts'
import { stringOf } from '../../go/bytes.ts'
import * as asn1 from '../../go/der.ts'
import { quote } from '../../go/quote.ts'
import { parseIp } from '../../go/ip.ts'
import { GoStruct, mapOf, type GoValue } from '../../go/values.ts'
import type { HashAlgorithm, Host, PrivateKey } from '../../io/host.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'
import { cryptoOf } from './passwords.ts'
import { printValue } from '../../go/print.ts'

/** Keys and certificates, real ones: X.509 written here, keys and signatures by the host. */
export const certificates: FunctionFamily = {
  name: 'certificates',
  contextual: ({ host }) => {
    const newKey = () => readKey(host, cryptoOf(host).generateKey('rsa', 2048))
    const givenKey = (pem: string) => wrapped('parsing private key', () => parsePrivateKey(host, pem))
    const authority = (name: string, days: number, key: PrivateKey) =>
      issue(host, { ...subject(name, null, null, days), isAuthority: true }, key)
    const selfSigned = (name: string, ips: GoValue, names: GoValue, days: number, key: PrivateKey) =>
      issue(host, subject(name, ips, names, days), key)
    const signed = (
      name: string,
      ips: GoValue,
      names: GoValue,
      days: number,
      ca: GoStruct,
      key: PrivateKey,
    ) => {
      const signer = signerOf(host, ca)
      return issue(host, subject(name, ips, names, days), key, signer)
    }
    return {
      genPrivateKey: define(['string'], 'string', (kind: string) => generatePrivateKey(host, kind)),
      genCA: define(['string', 'int'], type, (name: string, days: number) => authority(name, days, newKey())),
      genCAWithKey: define(['string', 'int', 'string'], type, (name: string, days: number, key: string) =>
        authority(name, days, givenKey(key)),
      ),
      genSelfSignedCert: define(
        ['string', '[]any', '[]any', 'int'],
        type,
        (name: string, ips: GoValue, names: GoValue, days: number) =>
          selfSigned(name, ips, names, days, newKey()),
      ),
      genSelfSignedCertWithKey: define(
        ['string', '[]any', '[]any', 'int', 'string'],
        type,
        (name: string, ips: GoValue, names: GoValue, days: number, key: string) =>
          selfSigned(name, ips, names, days, givenKey(key)),
      ),
      genSignedCert: define(
        ['string', '[]any', '[]any', 'int', type],
        type,
        (name: string, ips: GoValue, names: GoValue, days: number, ca: GoStruct) =>
          signed(name, ips, names, days, ca, newKey()),
      ),
      genSignedCertWithKey: define(
        ['string', '[]any', '[]any', 'int', type, 'string'],
        type,
        (name: string, ips: GoValue, names: GoValue, days: number, ca: GoStruct, key: string) =>
          signed(name, ips, names, days, ca, givenKey(key)),
      ),
      buildCustomCert: define(['string', 'string'], type, (cert: string, key: string) =>
        buildCustomCertificate(host, cert, key),
      ),
    }
  },
}

const type = 'sprig.certificate'

function certificate(cert: string, key: string): GoStruct {
  return new GoStruct(
    type,
    mapOf([
      ['Cert', cert],
      ['Key', key],
    ]),
  )
}

function generatePrivateKey(host: Host, kind: string): string {
  switch (kind) {
    case '':
    case 'rsa':
      return cryptoOf(host).generateKey('rsa', 4096)
    case 'ecdsa':
    case 'ed25519':
      return cryptoOf(host).generateKey(kind)
    case 'dsa':
      return dsaKey(cryptoOf(host).generateKey('dsa', 2048))
    default:
      return `Unknown type ${kind}`
  }
}

/** Turns a DSA key from PKCS#8 into the form that sprig writes: 0, p, q, g, y, x. */
function dsaKey(pem: string): string {
  const [outer] = asn1.readDer(asn1.decodePem(pem)!.bytes)
  const [, algorithm, content] = asn1.readDer(outer!.body)
  const [p, q, g] = asn1.readDer(asn1.readDer(algorithm!.body)[1]!.body)
  const [x] = asn1.readDer(content!.body)
  const number = (bytes: Uint8Array) =>
    BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
  const y = power(number(g!.body), number(x!.body), number(p!.body)).toString(16)
  const yBytes = Uint8Array.from((y.length % 2 ? `0${y}` : y).match(/../g)!, (pair) => parseInt(pair, 16))
  const zero = asn1.integer(Uint8Array.of(0))
  const key = asn1.sequence(zero, p!.whole, q!.whole, g!.whole, asn1.integer(yBytes), x!.whole)
  return asn1.encodePem('DSA PRIVATE KEY', key)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let factor = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % modulus
    factor = (factor * factor) % modulus
  }
  return result
}

function readKey(host: Host, pem: string): PrivateKey {
  return cryptoOf(host).readKey(pem)
}

function wrapped<T>(doing: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof GoError ? new GoError(`${doing}: ${error.message}`) : error
  }
}

function parsePrivateKey(host: Host, pem: string): PrivateKey {
  const block = asn1.decodePem(pem)
  if (!block) throw new GoError('no PEM data in input')
  if (block.type !== 'PRIVATE KEY' && !block.type.endsWith(' PRIVATE KEY'))
    throw new GoError(`no private key data in PEM block of type ${block.type}`)
  const kind = block.type === 'PRIVATE KEY' ? '' : block.type.slice(0, -' PRIVATE KEY'.length)
  if (kind === 'DSA') throw new GoError('x509: certificate private key does not implement crypto.Signer')
  if (kind !== '' && kind !== 'RSA' && kind !== 'EC') throw new GoError(`invalid private key type ${kind}`)
  try {
    return readKey(host, asn1.encodePem(block.type, block.bytes))
  } catch (error) {
    const doing = kind === '' ? 'decoding PEM as PKCS#8' : `parsing ${kind} private key from PEM`
    const cause = error instanceof GoError ? error.message : "asn1: structure error: tags don't match"
    throw new GoError(`${doing}: ${cause}`)
  }
}

interface Subject {
  name: string
  ips: Uint8Array[]
  dnsNames: string[]
  days: number
  isAuthority: boolean
}

function subject(name: string, ips: GoValue, names: GoValue, days: number): Subject {
  return {
    name,
    ips: ((ips ?? []) as GoValue[]).map((ip) => {
      if (typeof ip !== 'string') throw new GoError(`error parsing ip: ${printValue(ip)} is not a string`)
      const address = parseIp(ip)
      if (!address) throw new GoError(`error parsing ip: ${ip}`)
      return address
    }),
    dnsNames: ((names ?? []) as GoValue[]).map((dns) => {
      if (typeof dns !== 'string')
        throw new GoError(`error processing alternate dns name: ${printValue(dns)} is not a string`)
      return dns
    }),
    days,
    isAuthority: false,
  }
}

interface Signer {
  key: PrivateKey
  /** The DER of its name. */
  name: Uint8Array
  keyId: Uint8Array | undefined
  publicKey: Uint8Array
}

/** Reads the certificate and the key of an authority. */
function signerOf(host: Host, ca: GoStruct): Signer {
  const block = asn1.decodePem(ca.fields.Cert as string)
  if (!block) throw new GoError('unable to decode certificate')
  const parsed = wrapped('error parsing certificate: decodedSignerCert.Bytes', () =>
    parseCertificate(block.bytes),
  )
  const key = wrapped('error parsing private key', () => parsePrivateKey(host, ca.fields.Key as string))
  return { ...parsed, key }
}

function parseCertificate(bytes: Uint8Array): Omit<Signer, 'key'> {
  try {
    const [certificate] = asn1.readDer(bytes)
    const [content] = asn1.readDer(certificate!.body)
    const parts = asn1.readDer(content!.body)
    if (parts[0]!.tag === 0xa0) parts.shift()
    const [, , , , name, publicKey, ...rest] = parts
    const extensions = rest.find(({ tag }) => tag === 0xa3)
    const list = extensions ? asn1.readDer(asn1.readDer(extensions.body)[0]!.body) : []
    const keyIdName = asn1.objectId('2.5.29.14').join()
    const found = list.map(({ body }) => asn1.readDer(body)).find(([id]) => id!.whole.join() === keyIdName)
    const keyId = found && asn1.readDer(found.at(-1)!.body)[0]!.body
    return { name: name!.whole, publicKey: publicKey!.whole, keyId }
  } catch {
    throw new GoError('x509: malformed certificate')
  }
}

/** Writes a certificate: signed by an authority, or by its own key. */
function issue(host: Host, subject: Subject, key: PrivateKey, signer?: Signer): GoStruct {
  const name = nameOf(subject.name)
  const signingKey = signer?.key ?? key
  if (signer && signer.publicKey.join() !== signer.key.publicKey.join())
    throw new GoError(
      "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
    )
  const crypto = cryptoOf(host)
  const { identifier, hash } = signatureAlgorithm(signingKey)
  const issuer = signer?.name ?? name
  const authorityKeyId = issuer.join() === name.join() ? undefined : signer?.keyId
  const seconds = Math.floor(host.now() / 1000)
  // A span of days is an int64 of nanoseconds in Go, and runs over as one.
  const span = Number(BigInt.asIntN(64, BigInt(Math.trunc(subject.days)) * 86400000000000n) / 1000000000n)
  const content = asn1.sequence(
    asn1.der(0xa0, asn1.integer(Uint8Array.of(2))),
    asn1.integer(Uint8Array.from(host.randomBytes(16))),
    identifier,
    issuer,
    asn1.sequence(time(seconds), time(seconds + span)),
    name,
    key.publicKey,
    asn1.der(0xa3, asn1.sequence(...extensions(host, subject, key, authorityKeyId))),
  )
  const signature = crypto.sign(signingKey.pem, hash, content)
  return certificate(
    asn1.encodePem('CERTIFICATE', asn1.sequence(content, identifier, asn1.bits(signature))),
    key.pem,
  )
}

const ascii = (text: string) => new TextEncoder().encode(text)

/** A distinguished name of a common name alone. */
function nameOf(common: string): Uint8Array {
  if (common === '') return asn1.sequence()
  const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(common)
  const value = asn1.der(printable ? 0x13 : 0x0c, ascii(common))
  return asn1.sequence(asn1.set(asn1.sequence(asn1.objectId('2.5.4.3'), value)))
}

function time(seconds: number): Uint8Array {
  const text = new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '')
  const year = Number(text.slice(0, 4))
  return year >= 1950 && year < 2050 ? asn1.der(0x17, ascii(text.slice(2))) : asn1.der(0x18, ascii(text))
}

const ecdsaVariants: Record<string, { id: string; hash: HashAlgorithm }> = {
  'P-256': { id: '1.2.840.10045.4.3.2', hash: 'sha256' },
  'P-384': { id: '1.2.840.10045.4.3.3', hash: 'sha384' },
  'P-521': { id: '1.2.840.10045.4.3.4', hash: 'sha512' },
}

function signatureAlgorithm(key: PrivateKey): { identifier: Uint8Array; hash: HashAlgorithm | undefined } {
  if (key.kind === 'ed25519')
    return { identifier: asn1.sequence(asn1.objectId('1.3.101.112')), hash: undefined }
  const ecdsa = key.kind === 'ec' ? ecdsaVariants[key.curve ?? ''] : undefined
  if (ecdsa) return { identifier: asn1.sequence(asn1.objectId(ecdsa.id)), hash: ecdsa.hash }
  if (key.kind === 'ec') throw new GoError('error creating certificate: x509: unsupported elliptic curve')
  return { identifier: asn1.sequence(asn1.objectId('1.2.840.113549.1.1.11'), asn1.der(0x05)), hash: 'sha256' }
}

function extensions(
  host: Host,
  subject: Subject,
  key: PrivateKey,
  authorityKeyId: Uint8Array | undefined,
): Uint8Array[] {
  const extension = (id: string, critical: boolean, value: Uint8Array) =>
    asn1.sequence(asn1.objectId(id), ...(critical ? [asn1.boolean(true)] : []), asn1.octets(value))
  const list = [
    // Digital signature and key encipherment; an authority also signs certificates.
    extension(
      '2.5.29.15',
      true,
      subject.isAuthority ? asn1.bits(Uint8Array.of(0xa4), 2) : asn1.bits(Uint8Array.of(0xa0), 5),
    ),
    extension(
      '2.5.29.37',
      false,
      asn1.sequence(asn1.objectId('1.3.6.1.5.5.7.3.1'), asn1.objectId('1.3.6.1.5.5.7.3.2')),
    ),
    extension('2.5.29.19', true, subject.isAuthority ? asn1.sequence(asn1.boolean(true)) : asn1.sequence()),
  ]
  if (subject.isAuthority) list.push(extension('2.5.29.14', false, asn1.octets(keyId(host, key))))
  if (authorityKeyId) list.push(extension('2.5.29.35', false, asn1.sequence(asn1.der(0x80, authorityKeyId))))
  const names = subject.dnsNames.map((dns) => {
    if (!/^[\x20-\x7e]*$/.test(dns))
      throw new GoError(`error creating certificate: x509: ${quote(dns)} cannot be encoded as an IA5String`)
    return asn1.der(0x82, ascii(dns))
  })
  const addresses = subject.ips.map((ip) => asn1.der(0x87, ip))
  if (names.length + addresses.length > 0)
    list.push(extension('2.5.29.17', subject.name === '', asn1.sequence(...names, ...addresses)))
  return list
}

/** RFC 7093's first method, Go's since 1.25: the left 160 bits of the public key's SHA-256. */
function keyId(host: Host, key: PrivateKey): Uint8Array {
  const [outer] = asn1.readDer(key.publicKey)
  const bits = asn1.readDer(outer!.body)[1]!.body.subarray(1)
  return Uint8Array.from(cryptoOf(host).hash('sha256', bits).slice(0, 40).match(/../g)!, (pair) =>
    parseInt(pair, 16),
  )
}

function buildCustomCertificate(host: Host, cert: string, key: string): GoStruct {
  const certBytes = base64Decode(cert)
  if (typeof certBytes === 'string') throw new GoError('unable to decode base64 certificate')
  const keyBytes = base64Decode(key)
  if (typeof keyBytes === 'string') throw new GoError('unable to decode base64 private key')
  const certPem = stringOf(certBytes)
  const keyPem = stringOf(keyBytes)
  const block = asn1.decodePem(certPem)
  if (!block) throw new GoError('unable to decode certificate')
  wrapped('error parsing certificate: decodedCert.Bytes', () => parseCertificate(block.bytes))
  wrapped('error parsing private key', () => parsePrivateKey(host, keyPem))
  return certificate(certPem, keyPem)
}
