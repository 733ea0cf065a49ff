let constants: Int32Array | undefined
let initial: Int32Array | undefined
const words = new Int32Array(64)
const state = new Int32Array(8)
const tail = new Uint8Array(128)

/** The first 32 bits after the point of the square or cube roots of primes, SHA-2's constants. */
function fractions(count: number, exponent: number): Int32Array {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    let factor = 2
    while (factor * factor <= candidate && candidate % factor !== 0) factor++
    if (factor * factor > candidate) found.push((candidate ** exponent % 1) * 2 ** 32)
  }
  return Int32Array.from(found, (value) => value | 0)
}

/**
 * SHA-256 (FIPS 180-4) in plain arithmetic: synchronous, so that a template can call it in a browser, and
 * quicker than the machine's own for the short texts that checksum annotations hash. Nothing here outlives a
 * call but the result, which V8 keeps on its own heap: buffers outside it make the next collection wait.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const k = (constants ??= fractions(64, 1 / 3))
  state.set((initial ??= fractions(8, 1 / 2)))
  const { length } = bytes
  const whole = length & ~63
  for (let at = 0; at < whole; at += 64) compress(bytes, at, k)
  const rest = length - whole
  const padded = rest < 56 ? 64 : 128
  tail.fill(0)
  for (let i = 0; i < rest; i++) tail[i] = bytes[whole + i]!
  tail[rest] = 0x80
  putBigEndian(tail, padded - 8, Math.floor(length / 2 ** 29))
  putBigEndian(tail, padded - 4, length << 3)
  for (let at = 0; at < padded; at += 64) compress(tail, at, k)
  const digest = new Uint8Array(32)
  for (let i = 0; i < 8; i++) putBigEndian(digest, i << 2, state[i]!)
  return digest
}

function putBigEndian(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}

function compress(bytes: Uint8Array, at: number, k: Int32Array): void {
  const w = words
  for (let i = 0, j = at; i < 16; i++, j += 4)
    w[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!
    const y = w[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
  state[4] = (state[4]! + e) | 0
  state[5] = (state[5]! + f) | 0
  state[6] = (state[6]! + g) | 0
  state[7] = (state[7]! + h) | 0
}

const digits = '0123456789abcdef'

/** encoding/hex. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits[byte >> 4]! + digits[byte & 15]!
  return text
}
