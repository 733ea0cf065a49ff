import fs from 'node:fs'
import path from 'node:path'

/** A chart's files by their path below its folder. */
export type Files = ReadonlyMap<string, string>

export function filesOf(folder: string): Files {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(files.sort().map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]))
}

/** A template that gives manifests or notes, and nothing that others call. */
export const isManifest = (file: string) => file.startsWith('templates/') && !file.endsWith('.tpl')

/** Whether a template's output hangs on itself, the helpers and the values alone. */
export const standsAlone = (files: Files) =>
  ![...files].some(([file, text]) => isManifest(file) && /\{\{-? *define|\.BasePath|\.Files\b/.test(text))
