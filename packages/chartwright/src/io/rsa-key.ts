/** A private RSA key as RFC 7518 writes it: numbers in base64url, without leading zeros. */
export interface RsaJwk {
  kty: 'RSA'
  n: string
  e: string
  d: string
  p: string
  q: string
  dp: string
  dq: string
  qi: string
}

const exponent = 65537n

/**
 * A key of two primes, as FIPS 186-4 (B.3.1) wants them: far apart, and neither one more than a multiple of the
 * exponent. `prime` gives primes whose two highest bits are set, so that the modulus has all its bits.
 *
 * @example rsaKey((bits) => crypto.generatePrimeSync(bits, { bigint: true }), 2048).kty // 'RSA'
 */
export function rsaKey(prime: (bits: number) => bigint, bits: number): RsaJwk {
  for (;;) {
    const [a, b] = [prime(bits / 2), prime(bits / 2)]
    const [p, q] = a > b ? [a, b] : [b, a]
    const areFar = p - q > 1n << BigInt(bits / 2 - 100)
    if (!areFar || p % exponent === 1n || q % exponent === 1n) continue
    const totient = ((p - 1n) * (q - 1n)) / gcd(p - 1n, q - 1n)
    const d = inverse(exponent, totient)
    // One that is this small is never met, and the standard says to look.
    if (d >> BigInt(bits / 2) === 0n) continue
    const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
    const texts = Object.entries(numbers).map(([name, number]) => [name, base64url(number)])
    return { kty: 'RSA', ...(Object.fromEntries(texts) as Omit<RsaJwk, 'kty'>) }
  }
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/** The x below `modulus` with `x · number = 1`; the two have no common divisor. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulus, number % modulus, 0n, 1n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b, x, y] = [b, a - quotient * b, y, x - quotient * y]
  }
  return x < 0n ? x + modulus : x
}

function base64url(number: bigint): string {
  const hex = number.toString(16)
  const bytes = (hex.length % 2 === 0 ? hex : `0${hex}`).match(/../g)!.map((pair) => parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
