import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { Host } from './host.ts'
import { zonesFrom } from './zone.ts'

/** The machine's own files. */
export const nodeFileSystem: FileSystem = {
  readFile: (file) => fs.readFileSync(file),
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
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))),
  stat(file) {
    const stat = fs.statSync(file, { throwIfNoEntry: false })
    if (!stat) return undefined
    return { kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other', size: stat.size }
  },
  realPath: (file) => fs.realpathSync(file),
  absolutePath: (file) => path.resolve(file),
  gunzip: (data, maxBytes) => zlib().gunzipSync(data, { maxOutputLength: maxBytes }),
  writeFile(file, data) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, data)
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.rmSync(file, { recursive: true, force: true }),
}

/** Loaded when an archive is opened: most runs read folders. */
function zlib(): typeof import('node:zlib') {
  return createRequire(import.meta.url)('node:zlib') as typeof import('node:zlib')
}

/** The machine itself. DNS answers "" unless a caller switches it on: a chart must not reach out by itself. */
export const nodeHost: Host = {
  now: () => Date.now(),
  zone: zonesFrom(
    (file) => fs.readFileSync(file),
    () => process.env.TZ,
  ),
  randomBytes: (length) => nodeCrypto().randomBytes(length),
  hostByName: () => '',
  environment: (name) => process.env[name],
  crypto: {
    hash: (algorithm, data) => nodeCrypto().createHash(algorithm).update(data).digest('hex'),
  },
}

let loadedCrypto: typeof import('node:crypto') | undefined

// Most renders need no cryptography, and loading it takes a tenth of a small render's time.
function nodeCrypto(): typeof import('node:crypto') {
  return (loadedCrypto ??= process.getBuiltinModule('node:crypto'))
}
