/** SHA-1 (FIPS 180-4), for hosts that bring no cryptography. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const length = ((bytes.length + 8) >> 6) + 1
  const padded = new DataView(new ArrayBuffer(length << 6))
  new Uint8Array(padded.buffer).set(bytes)
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(padded.byteLength - 8, Math.floor(bytes.length / 2 ** 29))
  padded.setUint32(padded.byteLength - 4, bytes.length << 3)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const words = new Int32Array(80)
  for (let block = 0; block < padded.byteLength; block += 64) compress(padded, block, words, state)
  const digest = new DataView(new ArrayBuffer(20))
  state.forEach((word, i) => digest.setInt32(i << 2, word))
  return new Uint8Array(digest.buffer)
}

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by))

function compress(view: DataView, at: number, w: Int32Array, state: number[]): void {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + (i << 2))
  for (let i = 16; i < 80; i++) w[i] = rotate(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1)
  let [a, b, c, d, e] = state as [number, number, number, number, number]
  for (let i = 0; i < 80; i++) {
    const [mixed, constant] =
      i < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : i < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : i < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6]
    const next = (rotate(a, 5) + mixed + e + constant + w[i]!) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  ;[a, b, c, d, e].forEach((word, i) => (state[i] = (state[i]! + word) | 0))
}
