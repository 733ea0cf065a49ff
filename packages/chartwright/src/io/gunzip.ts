/**
 * gzip unpacked in plain JavaScript (RFC 1951, 1952), for where node:zlib is not: the browser and the memory
 * file system. Throws errors with zlib's codes.
 */
export function gunzip(data: Uint8Array, maxBytes: number): Uint8Array {
  const { bytes, error } = gunzipUntil(data, maxBytes)
  if (error) throw error
  return bytes
}

/** What can be unpacked before a mistake, and the mistake. Checksums are not looked at. */
export function gunzipUntil(data: Uint8Array, maxBytes: number): { bytes: Uint8Array; error?: GunzipError } {
  const output = new Output(maxBytes)
  let at = 0
  try {
    do {
      at = member(data, at, output)
    } while (data[at] === 0x1f && data[at + 1] === 0x8b)
    return { bytes: output.bytes() }
  } catch (error) {
    return { bytes: output.bytes(), error: error as GunzipError }
  }
}

/** `at`: how many bytes of the packed data had been read. */
export type GunzipError = Error & {
  code: 'Z_DATA_ERROR' | 'Z_BUF_ERROR' | 'ERR_BUFFER_TOO_LARGE'
  at?: number
}

function failure(code: GunzipError['code']): GunzipError {
  return Object.assign(new Error(`gunzip: ${code}`), { code })
}

class Output {
  private buffer = new Uint8Array(1 << 16)
  private length = 0
  private readonly max: number
  constructor(max: number) {
    this.max = max
  }
  push(byte: number): void {
    if (this.length === this.buffer.length) this.grow(1)
    this.buffer[this.length++] = byte
  }
  append(part: Uint8Array): void {
    this.grow(part.length)
    this.buffer.set(part, this.length)
    this.length += part.length
  }
  copy(distance: number, count: number): void {
    if (distance > this.length) throw failure('Z_DATA_ERROR')
    this.grow(count)
    for (let i = 0; i < count; i++, this.length++)
      this.buffer[this.length] = this.buffer[this.length - distance]!
  }
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }
  private grow(count: number): void {
    if (this.length + count > this.max) throw failure('ERR_BUFFER_TOO_LARGE')
    if (this.length + count <= this.buffer.length) return
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count))
    larger.set(this.buffer)
    this.buffer = larger
  }
}

class Bits {
  at: number
  private readonly data: Uint8Array
  private held = 0
  private count = 0
  constructor(data: Uint8Array, at: number) {
    this.data = data
    this.at = at
  }
  take(n: number): number {
    while (this.count < n) {
      if (this.at >= this.data.length) throw failure('Z_BUF_ERROR')
      this.held |= this.data[this.at++]! << this.count
      this.count += 8
    }
    const value = this.held & ((1 << n) - 1)
    this.held >>>= n
    this.count -= n
    return value
  }
  /** Drops what is left of the byte. */
  align(): void {
    this.held = 0
    this.count = 0
  }
  bytes(n: number): Uint8Array {
    if (this.at + n > this.data.length) throw failure('Z_BUF_ERROR')
    return this.data.subarray(this.at, (this.at += n))
  }
}

function member(data: Uint8Array, start: number, output: Output): number {
  if (data.length < start + 10) throw failure('Z_BUF_ERROR')
  if (data[start] !== 0x1f || data[start + 1] !== 0x8b || data[start + 2] !== 8) throw failure('Z_DATA_ERROR')
  const flags = data[start + 3]!
  let at = start + 10
  if (flags & 4) at += 2 + data[at]! + data[at + 1]! * 256
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    at = data.indexOf(0, at) + 1
    if (at === 0) throw failure('Z_BUF_ERROR')
  }
  if (flags & 2) at += 2
  const bits = new Bits(data, at)
  try {
    let last: number
    do {
      last = bits.take(1)
      const type = bits.take(2)
      if (type === 0) stored(bits, output)
      else if (type === 1) compressed(bits, output, ...fixedCodes())
      else if (type === 2) compressed(bits, output, ...dynamicCodes(bits))
      else throw failure('Z_DATA_ERROR')
    } while (!last)
  } catch (error) {
    throw Object.assign(error as GunzipError, { at: bits.at - at })
  }
  // Checksum and length follow.
  return bits.at + 8
}

function stored(bits: Bits, output: Output): void {
  bits.align()
  const [a, b, c, d] = bits.bytes(4) as unknown as [number, number, number, number]
  const length = a | (b << 8)
  if ((length ^ 0xffff) !== (c | (d << 8))) throw failure('Z_DATA_ERROR')
  output.append(bits.bytes(length))
}

/** Codes of each length, and the symbols in code order: enough to decode bit by bit. */
interface Codes {
  counts: Uint16Array
  symbols: Uint16Array
}

function codesOf(lengths: ArrayLike<number>): Codes {
  const counts = new Uint16Array(16)
  for (let i = 0; i < lengths.length; i++) counts[lengths[i]!]!++
  counts[0] = 0
  let left = 1
  for (let i = 1; i < 16; i++) left = left * 2 - counts[i]!
  // No codes at all, or a single one, may be too few.
  const isSingle = counts[1] === 1 && counts.every((count, length) => length === 1 || count === 0)
  if (left !== 0 && !isSingle && counts.some((count) => count > 0)) throw failure('Z_DATA_ERROR')
  const offsets = new Uint16Array(16)
  for (let i = 1; i < 16; i++) offsets[i] = offsets[i - 1]! + counts[i - 1]!
  const symbols = new Uint16Array(lengths.length)
  for (let i = 0; i < lengths.length; i++) if (lengths[i]) symbols[offsets[lengths[i]!]!++] = i
  return { counts, symbols }
}

function symbol(bits: Bits, { counts, symbols }: Codes): number {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length < 16; length++) {
    code |= bits.take(1)
    const count = counts[length]!
    if (code - count < first) return symbols[index + (code - first)]!
    index += count
    first = (first + count) << 1
    code <<= 1
  }
  throw failure('Z_DATA_ERROR')
}

function fixedCodes(): [Codes, Codes] {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))
  return [codesOf(lengths), codesOf(new Uint8Array(32).fill(5))]
}

const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

function dynamicCodes(bits: Bits): [Codes, Codes] {
  const literals = bits.take(5) + 257
  if (literals > 286) throw failure('Z_DATA_ERROR')
  const distances = bits.take(5) + 1
  if (distances > 30) throw failure('Z_DATA_ERROR')
  const count = bits.take(4) + 4
  const order = new Uint8Array(19)
  for (let i = 0; i < count; i++) order[lengthOrder[i]!] = bits.take(3)
  const codes = codesOf(order)
  const lengths = new Uint8Array(literals + distances)
  for (let i = 0; i < lengths.length;) {
    const next = symbol(bits, codes)
    if (next < 16) {
      lengths[i++] = next
      continue
    }
    const repeats = next === 16 ? 3 + bits.take(2) : next === 17 ? 3 + bits.take(3) : 11 + bits.take(7)
    if (i + repeats > lengths.length || (next === 16 && i === 0)) throw failure('Z_DATA_ERROR')
    lengths.fill(next === 16 ? lengths[i - 1]! : 0, i, i + repeats)
    i += repeats
  }
  return [codesOf(lengths.subarray(0, literals)), codesOf(lengths.subarray(literals))]
}

function compressed(bits: Bits, output: Output, literals: Codes, distances: Codes): void {
  for (;;) {
    const next = symbol(bits, literals)
    if (next < 256) output.push(next)
    else if (next === 256) return
    else {
      const length = lengthOf(next - 257, bits)
      output.copy(distanceOf(symbol(bits, distances), bits), length)
    }
  }
}

function lengthOf(code: number, bits: Bits): number {
  if (code < 8) return code + 3
  if (code === 28) return 258
  if (code > 28) throw failure('Z_DATA_ERROR')
  const extra = (code >> 2) - 1
  return ((4 + (code & 3)) << extra) + 3 + bits.take(extra)
}

function distanceOf(code: number, bits: Bits): number {
  if (code < 4) return code + 1
  if (code > 29) throw failure('Z_DATA_ERROR')
  const extra = (code >> 1) - 1
  return ((2 + (code & 1)) << extra) + 1 + bits.take(extra)
}
