import path from 'node:path'
import type { FileSystem } from '../../io/index.ts'

/** Every file below a folder, by its path from there; none when there is no such folder. */
export function filesBelow(files: FileSystem, folder: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  const visit = (prefix: string) => {
    for (const { name, kind } of files.readDirectory(path.join(folder, prefix))) {
      const file = prefix === '' ? name : `${prefix}/${name}`
      if (kind === 'directory') visit(file)
      else if (kind === 'file') found.set(file, files.readFile(path.join(folder, file)))
    }
  }
  if (files.stat(folder)?.kind === 'directory') visit('')
  return found
}

/**
 * Writes a folder beside the old one and then puts it in its place, so that there is never half a chart.
 *
 * @param present what the old one holds: files that stay are linked, which takes a third of writing them
 */
export function replaceFolder(
  files: FileSystem,
  folder: string,
  content: ReadonlyMap<string, string | Uint8Array>,
  present: ReadonlyMap<string, Uint8Array>,
): void {
  const fresh = `${folder}.chartwright-new`
  const old = `${folder}.chartwright-old`
  files.remove(fresh)
  files.remove(old)
  try {
    for (const [file, data] of content) {
      const before = present.get(file)
      if (before !== undefined && isSame(before, data))
        files.link(path.join(folder, file), path.join(fresh, file))
      else files.writeFile(path.join(fresh, file), data)
    }
    const existed = files.stat(folder) !== undefined
    if (existed) files.rename(folder, old)
    try {
      files.rename(fresh, folder)
    } catch (error) {
      if (existed) files.rename(old, folder)
      throw error
    }
  } finally {
    files.remove(fresh)
    if (files.stat(folder)) files.remove(old)
  }
}

function isSame(before: Uint8Array, data: string | Uint8Array): boolean {
  return before === data || Buffer.compare(before, Buffer.from(data)) === 0
}
