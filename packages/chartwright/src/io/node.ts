import type { KeyObject } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { Host } from './host.ts'
import { zonesFrom } from './zone.ts'

/** The machine's own files. */
export const nodeFileSystem: FileSystem = {
  readFile: (file, most = Infinity) => at(file, () => readUpTo(file, most)),
  readDirectory: (folder) =>
    fs
      .readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({
        name: entry.name,
        kind: entry.isFile()
          ? ('file' as const)
          : entry.isDirectory()
            ? ('directory' as const)
            : entry.isSymbolicLink()
              ? ('link' as const)
              : ('other' as const),
      }))
      .sort(({ name: a }, { name: b }) =>
        isLatin(a) && isLatin(b) ? (a < b ? -1 : 1) : Buffer.compare(Buffer.from(a), Buffer.from(b)),
      ),
  stat(file) {
    const stat = statOf(file)
    if (!stat) return undefined
    return { kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other', size: stat.size }
  },
  realPath,
  absolutePath: (file) => path.resolve(file),
  gunzip: (data, maxBytes) => zlib().gunzipSync(data, { maxOutputLength: maxBytes }),
  writeFile: (file, data) => inFolder(file, () => at(file, () => fs.writeFileSync(file, data))),
  link(from, to) {
    try {
      inFolder(to, () => fs.linkSync(from, to))
    } catch {
      fs.copyFileSync(from, to)
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.rmSync(file, { recursive: true, force: true }),
}

// JavaScript orders these as their bytes are.
function isLatin(name: string): boolean {
  return !/[^\0-\xff]/.test(name)
}

let scratch: Buffer | undefined

/** Node asks for a file's size before it reads: a third of the time that the files of a chart take, most being short. */
function readUpTo(file: string, most: number): Uint8Array {
  const descriptor = fs.openSync(file, 'r')
  try {
    scratch ??= Buffer.allocUnsafeSlow(1 << 16)
    const parts: Uint8Array[] = []
    for (let left = most; left > 0;) {
      const count = fs.readSync(descriptor, scratch, 0, Math.min(left, scratch.length), null)
      if (count === 0) break
      parts.push(Uint8Array.prototype.slice.call(scratch, 0, count))
      left -= count
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Writes where there may be no folder yet. Most files have one, and asking first costs as much as writing. */
function inFolder(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    // What stands where a folder should is told by the attempt to make one.
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    makeFolder(path.dirname(file))
    write()
  }
}

/** On a disk that cannot be written to, Node says of the folders above that they are not there. */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true })
  } catch (error) {
    const missing = firstMissing(folder)
    if (missing !== undefined) fs.mkdirSync(missing)
    throw error
  }
}

/** Reading and writing fail without a word of which file it was. */
function at<T>(file: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    const { path: named } = error as NodeJS.ErrnoException
    throw named === undefined ? Object.assign(error as Error, { path: file }) : error
  }
}

/** Below a file there is nothing, which Node calls an error of its own. */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Says of a link that leads nowhere what is not there, as Go does. */
function realPath(file: string): string {
  try {
    return fs.realpathSync(file)
  } catch (error) {
    const missing = firstMissing(file)
    throw missing === undefined ? error : Object.assign(error as Error, { path: missing, syscall: 'lstat' })
  }
}

/** The first part of a path, links followed, at which there is nothing. */
function firstMissing(file: string): string | undefined {
  let at = path.parse(path.resolve(file)).root
  const rest = path.resolve(file).split(path.sep).filter(Boolean)
  for (let links = 0; rest.length > 0 && links < 255;) {
    const next = path.join(at, rest.shift()!)
    const stat = fs.lstatSync(next, { throwIfNoEntry: false })
    if (!stat) return next
    if (!stat.isSymbolicLink()) {
      at = next
      continue
    }
    links++
    const target = path.resolve(at, fs.readlinkSync(next))
    at = path.parse(target).root
    rest.unshift(...target.split(path.sep).filter(Boolean))
  }
  return undefined
}

/** Loaded when an archive is opened: most runs read folders. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib')
}

// Asking for a few bytes costs as much as asking for many.
const drawnAtOnce = 1024
let drawn: Uint8Array = new Uint8Array()
let used = 0

/** Each byte is handed out once. */
function randomBytes(length: number): Uint8Array {
  if (length > drawnAtOnce / 8) return drawBytes(length)
  if (used + length > drawn.length) {
    drawn = drawBytes(drawnAtOnce)
    used = 0
  }
  used += length
  return drawn.subarray(used - length, used)
}

/** From the kernel where it has a device for that: loading `node:crypto` takes as long as rendering a small chart. */
function drawBytes(length: number): Uint8Array {
  return loadedCrypto
    ? loadedCrypto.randomBytes(length)
    : (fromDevice(length) ?? nodeCrypto().randomBytes(length))
}

function fromDevice(length: number): Uint8Array | undefined {
  let device: number | undefined
  try {
    device = fs.openSync('/dev/urandom', 'r')
    if (!fs.fstatSync(device).isCharacterDevice()) return undefined
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length;) {
      const count = fs.readSync(device, bytes, at, length - at, null)
      if (count === 0) return undefined
      at += count
    }
    return bytes
  } catch {
    return undefined
  } finally {
    if (device !== undefined) fs.closeSync(device)
  }
}

/** The machine itself, without DNS: a chart must not reach out by itself. */
export const nodeHost: Host = {
  now: () => Date.now(),
  zone: zonesFrom(
    (file) => fs.readFileSync(file),
    () => process.env.TZ,
  ),
  randomBytes,
  environment: (name) => process.env[name],
  crypto: {
    hash: (algorithm, data) => nodeCrypto().createHash(algorithm).update(data).digest('hex'),
    hmacSha256: (key, data) => nodeCrypto().createHmac('sha256', key).update(data).digest(),
    scrypt: (password, salt, cost, blockSize, parallelization, length) =>
      nodeCrypto().scryptSync(password, salt, length, {
        cost,
        blockSize,
        parallelization,
        maxmem: 256 * 1024 * 1024,
      }),
    aesCbc(direction, key, iv, data) {
      const name = `aes-${key.length * 8}-cbc`
      const crypto = nodeCrypto()
      const cipher =
        direction === 'encrypt'
          ? crypto.createCipheriv(name, key, iv)
          : crypto.createDecipheriv(name, key, iv)
      cipher.setAutoPadding(false)
      return Buffer.concat([cipher.update(data), cipher.final()])
    },
    generateKey(kind, bits = 2048) {
      const [type, options] = kinds(bits)[kind]
      const made = (nodeCrypto().generateKeyPairSync as unknown as GenerateKeyPair)(type, {
        ...options,
        publicKeyEncoding: { type: 'spki', format: 'der' },
      })
      return exported(made.privateKey, made.publicKey)
    },
    readKey(pem) {
      const known = keys.get(pem)
      const key = known?.key ?? nodeCrypto().createPrivateKey(pem)
      const kind = key.asymmetricKeyType
      if (kind !== 'rsa' && kind !== 'ec' && kind !== 'ed25519') throw new Error(`a ${kind} key`)
      const publicKey =
        known?.publicKey ?? nodeCrypto().createPublicKey(key).export({ type: 'spki', format: 'der' })
      const curve = kind === 'ec' ? curveOf(publicKey) : undefined
      return {
        kind,
        ...(curve === undefined ? {} : { curve }),
        pem: known ? pem : exported(key, publicKey),
        publicKey,
      }
    },
    sign: (pem, algorithm, data) => nodeCrypto().sign(algorithm, data, keys.get(pem)?.key ?? pem),
  },
}

/**
 * Asks the machine's resolver, as `--enable-dns` allows. Node resolves names only while a program waits, and a
 * render does not wait: another process asks.
 */
export function nodeLookUpHost(name: string): readonly string[] {
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const script = `require('node:dns').lookup(process.argv[1], { all: true }, (error, found) =>
    process.stdout.write(JSON.stringify(error ? [] : found.map(({ address }) => address))))`
  const run = spawnSync(process.execPath, ['-e', script, '--', name], { encoding: 'utf8', timeout: 15_000 })
  return name === '' || run.status !== 0 ? [] : (JSON.parse(run.stdout) as string[])
}

let loadedCrypto: typeof import('node:crypto') | undefined

// Most renders need no cryptography, and loading it takes a tenth of a small render's time.
function nodeCrypto(): typeof import('node:crypto') {
  return (loadedCrypto ??= process.getBuiltinModule('node:crypto'))
}

/**
 * Of an EC key, by its SubjectPublicKeyInfo. Not by Node's asymmetricKeyDetails: it allocates while it holds the lock
 * of the key, and where the collector then frees the job that generated the key, that waits for the same lock forever.
 */
function curveOf(publicKey: Buffer): string | undefined {
  return curves.find(([oid]) => publicKey.includes(ecPublicKey + oid, 0, 'hex'))?.[1]
}

/** The object identifiers id-ecPublicKey and of NIST's curves, in DER. */
const ecPublicKey = '06072a8648ce3d0201'
const curves = [
  ['06082a8648ce3d030107', 'P-256'],
  ['06052b81040022', 'P-384'],
  ['06052b81040023', 'P-521'],
] as const

/**
 * With the public half as it is written, which Node's types know of both halves only. Asking a key for it later takes
 * Node as long as making one.
 */
type GenerateKeyPair = (type: string, options: object) => { publicKey: Buffer; privateKey: KeyObject }

const kinds = (bits: number) =>
  ({
    rsa: ['rsa', { modulusLength: bits }],
    dsa: ['dsa', { modulusLength: bits, divisorLength: 256 }],
    ecdsa: ['ec', { namedCurve: 'P-256' }],
    ed25519: ['ed25519', {}],
  }) as const

/** Keys by the text that we wrote of them. OpenSSL takes longer to see how a key is written than to sign with it. */
const keys = new Map<string, { key: KeyObject; publicKey: Buffer }>()
const mostKeys = 32

function exported(key: KeyObject, publicKey: Buffer): string {
  const kind = key.asymmetricKeyType
  const type = kind === 'rsa' ? 'pkcs1' : kind === 'ec' ? 'sec1' : 'pkcs8'
  const pem = key.export({ type, format: 'pem' }) as string
  if (keys.size === mostKeys) keys.clear()
  keys.set(pem, { key, publicKey })
  return pem
}
