import type { FileEntry, FileSystem } from './file-system.ts'
import { gunzip } from './gunzip.ts'
import type { Host } from './host.ts'

/** A file system in memory. Directories exist when something is below them. */
export function memoryFileSystem(initial: Record<string, string | Uint8Array> = {}): FileSystem & {
  files: Map<string, Uint8Array>
} {
  const files = new Map<string, Uint8Array>()
  const encoder = new TextEncoder()
  const clean = (path: string) => path.replace(/^\.\//, '').replace(/\/+$/, '')
  const bytes = (data: string | Uint8Array) => (typeof data === 'string' ? encoder.encode(data) : data)
  for (const [path, data] of Object.entries(initial)) files.set(clean(path), bytes(data))
  const missing = (path: string) =>
    Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' })
  const below = (path: string) => (path === '' || path === '.' ? '' : `${clean(path)}/`)
  return {
    files,
    readFile(path) {
      const data = files.get(clean(path))
      if (!data) throw missing(path)
      return data
    },
    readDirectory(path) {
      const prefix = below(path)
      const entries = new Map<string, FileEntry>()
      for (const file of files.keys()) {
        if (!file.startsWith(prefix)) continue
        const rest = file.slice(prefix.length)
        const slash = rest.indexOf('/')
        const name = slash < 0 ? rest : rest.slice(0, slash)
        entries.set(name, { name, kind: slash < 0 ? 'file' : 'directory' })
      }
      if (entries.size === 0) throw missing(path)
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    stat(path) {
      const data = files.get(clean(path))
      if (data) return { kind: 'file', size: data.length }
      const prefix = below(path)
      for (const file of files.keys()) if (file.startsWith(prefix)) return { kind: 'directory', size: 0 }
      return undefined
    },
    realPath: (path) => path,
    absolutePath: (path) => path,
    gunzip,
    writeFile: (path, data) => void files.set(clean(path), bytes(data)),
    link(from, to) {
      const data = files.get(clean(from))
      if (!data) throw missing(from)
      files.set(clean(to), data)
    },
    rename(from, to) {
      const source = clean(from)
      let found = false
      for (const [path, data] of [...files]) {
        if (path !== source && !path.startsWith(`${source}/`)) continue
        found = true
        files.delete(path)
        files.set(clean(to) + path.slice(source.length), data)
      }
      if (!found) throw missing(from)
    },
    remove(path) {
      const target = clean(path)
      for (const file of [...files.keys()])
        if (file === target || file.startsWith(`${target}/`)) files.delete(file)
    },
  }
}

/** A host in which nothing moves: a given time, UTC, and a counter for randomness. */
export function fixedHost(now = Date.UTC(2024, 0, 2, 3, 4, 5)): Host {
  let counter = 0
  return {
    now: () => now,
    zone: (name) =>
      name === 'UTC' || name === 'Local' || name === ''
        ? { offsetSeconds: 0, abbreviation: 'UTC' }
        : undefined,
    randomBytes: (length) =>
      Uint8Array.from({ length }, () => (counter = (counter * 1103515245 + 12345) & 0x7fffffff) >> 16),
    environment: () => undefined,
  }
}
