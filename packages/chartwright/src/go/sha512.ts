const mask = 2n ** 64n - 1n
const rotate = (word: bigint, by: bigint) => ((word >> by) | (word << (64n - by))) & mask

/** SHA-512 (FIPS 180-4), for hosts that bring no cryptography. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const length = ((bytes.length + 16) >> 7) + 1
  const padded = new DataView(new ArrayBuffer(length << 7))
  new Uint8Array(padded.buffer).set(bytes)
  padded.setUint8(bytes.length, 0x80)
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n)
  const primes = firstPrimes(80)
  const constants = primes.map((prime) => rootFraction(prime, 3n))
  const state = primes.slice(0, 8).map((prime) => rootFraction(prime, 2n))
  for (let block = 0; block < padded.byteLength; block += 128) compress(padded, block, constants, state)
  const digest = new DataView(new ArrayBuffer(64))
  state.forEach((word, i) => digest.setBigUint64(i << 3, word))
  return new Uint8Array(digest.buffer)
}

function firstPrimes(count: number): bigint[] {
  const primes: bigint[] = []
  for (let candidate = 2n; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate)
  return primes
}

/** The first 64 bits after the point of a root, from which SHA-2 draws its constants. */
function rootFraction(value: bigint, degree: bigint): bigint {
  const scaled = value << (64n * degree)
  let low = 0n
  let high = 1n << 72n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= scaled) low = middle
    else high = middle
  }
  return low & mask
}

function compress(view: DataView, at: number, k: readonly bigint[], state: bigint[]): void {
  const w: bigint[] = []
  for (let i = 0; i < 16; i++) w.push(view.getBigUint64(at + (i << 3)))
  for (let i = 16; i < 80; i++) {
    const x = w[i - 15]!
    const y = w[i - 2]!
    const s0 = rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n)
    const s1 = rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n)
    w.push((w[i - 16]! + s0 + w[i - 7]! + s1) & mask)
  }
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
  for (let i = 0; i < 80; i++) {
    const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)
    const t1 = h + s1 + ((e & f) ^ (~e & mask & g)) + k[i]! + w[i]!
    const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + t1) & mask
    d = c
    c = b
    b = a
    a = (t1 + t2) & mask
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i]! + word) & mask))
}
