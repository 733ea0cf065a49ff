import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The TypeScript files below a folder of the repository, relative to its root. */
export function sourceFiles(folder: string): string[] {
  return filesBelow(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
}

/** Every file below a folder of the repository, relative to its root; built and installed ones left out. */
export function filesBelow(folder: string): string[] {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    if (['node_modules', 'dist', '.git'].includes(entry.name)) return []
    const file = path.posix.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(file) : [file]
  })
}
