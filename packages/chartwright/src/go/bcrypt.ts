let initialState: Uint32Array | undefined

/** Blowfish begins with the digits of pi: eighteen words for the rounds, four boxes of 256. */
function piWords(): Uint32Array {
  if (initialState) return initialState
  const count = 18 + 1024
  const precision = BigInt(count * 32 + 64)
  // Machin's formula.
  const pi = 16n * arctangent(5n, precision) - 4n * arctangent(239n, precision)
  const fraction = (pi & ((1n << precision) - 1n)) >> 64n
  const digits = fraction.toString(16).padStart(count * 8, '0')
  initialState = Uint32Array.from({ length: count }, (_, i) => parseInt(digits.slice(i * 8, i * 8 + 8), 16))
  return initialState
}

/** The arctangent of 1/n, times 2 to the precision. */
function arctangent(n: bigint, precision: bigint): bigint {
  let power = (1n << precision) / n
  let sum = power
  for (let divisor = 3n, sign = -1n; power > 0n; divisor += 2n, sign = -sign) {
    power /= n * n
    sum += (sign * power) / divisor
  }
  return sum
}

class Blowfish {
  private readonly p: Uint32Array
  private readonly s: Uint32Array
  left = 0
  right = 0

  constructor() {
    const words = piWords()
    this.p = words.slice(0, 18)
    this.s = words.slice(18)
  }

  encrypt(left: number, right: number): void {
    const { p, s } = this
    let l = left ^ p[0]!
    let r = right
    for (let i = 1; i < 17; i += 2) {
      r ^=
        (((s[l >>> 24]! + s[256 + ((l >>> 16) & 255)]!) ^ s[512 + ((l >>> 8) & 255)]!) +
          s[768 + (l & 255)]!) ^
        p[i]!
      l ^=
        (((s[r >>> 24]! + s[256 + ((r >>> 16) & 255)]!) ^ s[512 + ((r >>> 8) & 255)]!) +
          s[768 + (r & 255)]!) ^
        p[i + 1]!
    }
    this.left = r ^ p[17]!
    this.right = l
  }

  /** Mixes a key in, and a salt where there is one. */
  expand(key: Uint32Array, salt?: Uint32Array): void {
    const { p, s } = this
    for (let i = 0; i < 18; i++) p[i] = p[i]! ^ key[i % key.length]!
    this.left = 0
    this.right = 0
    let at = 0
    for (const words of [p, s])
      for (let i = 0; i < words.length; i += 2) {
        if (salt) {
          this.left ^= salt[at]!
          this.right ^= salt[at + 1]!
          at = (at + 2) & 3
        }
        this.encrypt(this.left, this.right)
        words[i] = this.left
        words[i + 1] = this.right
      }
  }
}

/** The bytes over and over, as words. */
function cyclicWords(bytes: Uint8Array, count: number): Uint32Array {
  let at = 0
  const next = () => bytes[at++ % bytes.length]!
  return Uint32Array.from(
    { length: count },
    () => ((next() << 24) | (next() << 16) | (next() << 8) | next()) >>> 0,
  )
}

const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function encoded(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let size = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff
    size += 8
    while (size >= 6) text += alphabet[(buffer >> (size -= 6)) & 63]
  }
  return size > 0 ? text + alphabet[(buffer << (6 - size)) & 63] : text
}

/** bcrypt, as golang.org/x/crypto writes it: version 2a, the salt given, the text at most 72 bytes. */
export function bcryptHash(password: Uint8Array, salt: Uint8Array, cost: number): string {
  const key = cyclicWords(Uint8Array.from([...password, 0]), 18)
  const saltWords = cyclicWords(salt, 4)
  const saltKey = cyclicWords(salt, 18)
  const cipher = new Blowfish()
  cipher.expand(key, saltWords)
  for (let round = 2 ** cost; round > 0; round--) {
    cipher.expand(key)
    cipher.expand(saltKey)
  }
  const words = cyclicWords(new TextEncoder().encode('OrpheanBeholderScryDoubt'), 6)
  for (let i = 0; i < 6; i += 2) {
    cipher.left = words[i]!
    cipher.right = words[i + 1]!
    for (let round = 0; round < 64; round++) cipher.encrypt(cipher.left, cipher.right)
    words[i] = cipher.left
    words[i + 1] = cipher.right
  }
  const digest = new DataView(new ArrayBuffer(24))
  words.forEach((word, i) => digest.setUint32(i * 4, word))
  const hash = encoded(new Uint8Array(digest.buffer, 0, 23))
  return `$2a$${String(cost).padStart(2, '0')}$${encoded(salt)}${hash}`
}
