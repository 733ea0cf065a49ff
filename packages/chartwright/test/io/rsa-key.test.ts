import { createPrivateKey, createPublicKey, generatePrimeSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { rsaKey } from '../../src/io/rsa-key.ts'

const jwk = (key: ReturnType<typeof rsaKey>) => createPrivateKey({ key: { ...key }, format: 'jwk' })
const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)

test.each([512, 1024, 2048])('a key of %i bits is whole: OpenSSL signs with it, its numbers fit', (bits) => {
  const made = rsaKey((size) => generatePrimeSync(size, { bigint: true }), bits)
  const key = jwk(made)
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: bits, publicExponent: 65537n })
  const data = Buffer.from('what is signed')
  if (bits > 512) expect(verify('sha256', data, createPublicKey(key), sign('sha256', data, key))).toBe(true)
  const [n, e, d, p, q, dp, dq, qi] = [made.n, made.e, made.d, made.p, made.q, made.dp, made.dq, made.qi].map(
    number,
  ) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
  expect([p * q, p > q, (e * d) % (p - 1n), (e * d) % (q - 1n), (qi * q) % p]).toEqual([n, true, 1n, 1n, 1n])
  expect([dp, dq]).toEqual([d % (p - 1n), d % (q - 1n)])
})

test('primes that will not do are drawn again: too close, or one more than a multiple of 65537', () => {
  const [a, b] = [1n << 255n, 1n << 255n].map((high) => nextPrime(high + (1n << 254n)))
  const good = [nextPrime((1n << 255n) + (1n << 254n) + (1n << 200n)), nextPrime((1n << 256n) - (1n << 180n))]
  let k = ((1n << 255n) + (1n << 254n)) / 65537n
  while (!isPrime(k * 65537n + 1n)) k++
  const drawn = [a!, b!, k * 65537n + 1n, good[0]!, ...good]
  const made = rsaKey(() => drawn.shift()!, 512)
  expect(drawn).toEqual([])
  expect([made.p, made.q].map(number)).toEqual([good[1], good[0]])
})

function nextPrime(from: bigint): bigint {
  let at = from | 1n
  while (!isPrime(at)) at += 2n
  return at
}

/** Fermat's test to four bases. */
function isPrime(candidate: bigint): boolean {
  return [2n, 3n, 5n, 7n].every((base) => power(base, candidate - 1n, candidate) === 1n)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
