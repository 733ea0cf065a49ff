import { base64EncodeBytes } from '../../go/base64.ts'
import { hex } from '../../go/sha256.ts'
import type { Host } from '../../io/host.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'

const digits = '0123456789'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')

/** What differs at every render, drawn from the host's source of randomness. */
export const random: FunctionFamily = {
  name: 'random',
  contextual: ({ host }) => ({
    randAlphaNum: define(['int'], 'string', (count: number) => drawn(host, count, digits + letters)),
    randAlpha: define(['int'], 'string', (count: number) => drawn(host, count, letters)),
    randNumeric: define(['int'], 'string', (count: number) => drawn(host, count, digits)),
    randAscii: define(['int'], 'string', (count: number) => drawn(host, count, printable)),
    randBytes: define(['int'], 'string', (count: number) => {
      if (count < 0 || count > mostDrawn) throw new GoError('runtime error: makeslice: len out of range')
      return base64EncodeBytes(host.randomBytes(count))
    }),
    randInt: define(['int', 'int'], 'int', (least: number, limit: number) => {
      if (limit <= least) throw new GoError('invalid argument to Intn')
      return least + below(host, limit - least)
    }),
    shuffle: define(['string'], 'string', (text: string) => shuffled(host, text)),
    uuidv4: define([], 'string', () => uuid(host)),
  }),
}

// A chart must not be able to take the machine's memory.
const mostDrawn = 64 * 1024 * 1024

function drawn(host: Host, count: number, alphabet: string): string {
  if (count <= 0) return ''
  if (count > mostDrawn) throw new GoError(`random text of more than ${mostDrawn} characters`)
  // Bytes from the last whole multiple on would favour the first characters.
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < count)
    for (const byte of host.randomBytes(Math.min(count - text.length + 16, 4096)))
      if (byte < limit && text.length < count) text += alphabet[byte % alphabet.length]
  return text
}

/** A whole number from 0 up to a limit, all equally likely. */
function below(host: Host, limit: number): number {
  const most = 2 ** 48
  const fair = most - (most % limit)
  for (;;) {
    const value = host.randomBytes(6).reduce((sum, byte) => sum * 256 + byte, 0)
    if (value < fair) return value % limit
  }
}

function shuffled(host: Host, text: string): string {
  const characters = Array.from(text)
  for (let i = characters.length - 1; i > 0; i--) {
    const other = below(host, i + 1)
    ;[characters[i], characters[other]] = [characters[other]!, characters[i]!]
  }
  return characters.join('')
}

function uuid(host: Host): string {
  const bytes = Uint8Array.from(host.randomBytes(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
