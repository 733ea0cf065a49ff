import path from 'node:path'
import { compile, type Example } from '../../compiler/index.ts'
import { failed, hasErrors, succeeded, type Result } from '../../diagnostics/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { checkExamples } from './check-examples.ts'
import { findEdits } from './find-edits.ts'
import { loadPlatform } from './load-platform.ts'
import { readRecord, recordFile, recordOf } from './record.ts'
import { filesBelow, replaceFolder } from './replace-folder.ts'

export interface BuildOptions {
  /** The folder that holds chart.ts and examples/, or the file itself. */
  platform: string
  /** Where the chart is written; `charts/<name>` when left out. */
  out?: string
  /** Overwrite files that were edited by hand. */
  force?: boolean
  files: FileSystem
  /** Is told each file and folder that the chart comes from, before it is read. */
  willRead?: (path: string) => void
}

export interface BuildReport {
  name: string
  version: string
  out: string
  /** Files whose content is new, and those that were as they are. */
  written: string[]
  unchanged: number
  removed: string[]
  /** The generated files. */
  made: ReadonlyMap<string, string>
}

/**
 * Builds the chart that a platform describes. It is written whole or not at all: into a folder beside, which
 * then takes the old one's place. Files that somebody added by hand stay.
 *
 * Reports what loading and compiling report, `example-invalid`, and `chart-edited` for generated files that
 * somebody edited since.
 */
export async function buildPlatform(options: BuildOptions): Promise<Result<BuildReport>> {
  const { files } = options
  const isFile = files.stat(options.platform)?.kind === 'file'
  const folder = isFile ? path.dirname(options.platform) : options.platform
  const { willRead } = options
  const loaded = await loadPlatform(isFile ? options.platform : path.join(folder, 'chart.ts'), willRead)
  if (!loaded.ok) return loaded
  const compiled = compile(loaded.value, readExamples(files, path.join(folder, 'examples'), willRead))
  if (!compiled.ok) return compiled
  const made = compiled.value.files
  const examples = checkExamples(made, path.join(folder, 'examples'), files)
  if (hasErrors(examples)) return failed([...compiled.diagnostics, ...examples])
  const { meta } = loaded.value
  const out = options.out ?? path.join('charts', meta.name)
  const present = filesBelow(files, out)
  const record = readRecord(present)
  const edits = options.force ? [] : findEdits(out, present, record, made)
  if (edits.length > 0) return failed([...compiled.diagnostics, ...edits])
  const byHand = [...present].filter(
    ([file]) => !made.has(file) && !Object.hasOwn(record, file) && file !== recordFile,
  )
  const complete = new Map<string, string | Uint8Array>([...byHand, ...made, [recordFile, recordOf(made)]])
  const written = [...made.keys()].filter((file) => textOf(present.get(file)) !== made.get(file))
  const removed = [...present.keys()].filter((file) => !complete.has(file))
  if (
    written.length > 0 ||
    removed.length > 0 ||
    textOf(present.get(recordFile)) !== complete.get(recordFile)
  )
    replaceFolder(files, out, complete)
  const unchanged = made.size - written.length
  return succeeded({ name: meta.name, version: meta.version, out, written, unchanged, removed, made }, [
    ...compiled.diagnostics,
    ...examples,
  ])
}

function readExamples(files: FileSystem, folder: string, willRead?: (path: string) => void): Example[] {
  willRead?.(folder)
  for (const { name } of files.stat(folder) ? files.readDirectory(folder) : [])
    willRead?.(path.join(folder, name))
  return [...filesBelow(files, folder)]
    .filter(([file]) => /^[^/]+\.yaml$/.test(file))
    .map(([file, data]) => ({ name: file.replace(/\.yaml$/, ''), text: textOf(data)! }))
}

function textOf(data: Uint8Array | undefined): string | undefined {
  return data && new TextDecoder().decode(data)
}
