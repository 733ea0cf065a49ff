import { bytesOf, isStrayByte } from '../../go/bytes.ts'
import { sha1 } from '../../go/sha1.ts'
import { hex, sha256 } from '../../go/sha256.ts'
import { sha512 } from '../../go/sha512.ts'
import type { Host } from '../../io/host.ts'
import { define, type FunctionFamily } from './definition.ts'

/** Checksums in hexadecimal; Adler's in decimal. The host's own hashing is used where there is one. */
export const hashes: FunctionFamily = {
  name: 'hashes',
  pure: {
    adler32sum: define(['string'], 'string', (text: string) => String(adler32(bytesOf(text)))),
  },
  contextual: ({ host }) => ({
    sha1sum: define(['string'], 'string', (text: string) => digest(host, 'sha1', text)),
    sha256sum: define(['string'], 'string', sha256sum(host)),
    sha512sum: define(['string'], 'string', (text: string) => digest(host, 'sha512', text)),
  }),
}

/** Charts hash the same few configurations for every workload that reads them: the last answers are kept. */
function sha256sum(host: Host): (text: string) => string {
  const sums = new Map<string, string>()
  return (text) => {
    let sum = sums.get(text)
    if (sum === undefined) {
      if (sums.size === mostSums) sums.clear()
      sums.set(text, (sum = digest(host, 'sha256', text)))
    }
    return sum
  }
}

const mostSums = 32

const own = { sha1, sha256, sha512 }

// Loading Node's cryptography costs as much as hashing this much ourselves.
let leftToOwn = 4096

function digest({ crypto }: Host, algorithm: keyof typeof own, text: string): string {
  if (!crypto || (algorithm === 'sha256' && leftToOwn > text.length)) {
    leftToOwn -= text.length
    return hex(own[algorithm](bytesOf(text)))
  }
  // Text without stray bytes needs no copy: the host reads it as UTF-8 itself.
  return crypto.hash(algorithm, hasStrayBytes(text) ? bytesOf(text) : text)
}

function hasStrayBytes(text: string): boolean {
  return /[\udc80-\udcff]/.test(text) && Array.from(text).some(isStrayByte)
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}
