import { suggest } from '../diagnostics/index.ts'
import type { FileSystem } from '../io/index.ts'

/** What lies beside the missing path under a similar name. */
export function nearPath(files: Pick<FileSystem, 'readDirectory'>, name: string): string | undefined {
  const path = name.replace(/\/+$/, '')
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? '.' : path.slice(0, slash) || '/'
  try {
    const names = files.readDirectory(folder).map((entry) => entry.name)
    const near = suggest(path.slice(slash + 1), names)
    return near && path.slice(0, slash + 1) + near
  } catch {
    return undefined
  }
}
