import path from 'node:path'
import { compile, type Example } from '../../compiler/index.ts'
import { failed, hasErrors, succeeded, type Diagnostic, type Result } from '../../diagnostics/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { checkExamples } from './check-examples.ts'
import { findEdits } from './find-edits.ts'
import { loadPlatform } from './load-platform.ts'
import { readRecord, recordFile, recordOf, withoutReturns } from './record.ts'
import { filesBelow, replaceFolder } from './replace-folder.ts'

export interface BuildOptions {
  /** The folder that holds chart.ts and examples/, or the file itself. */
  platform: string
  /** Where the chart is written; `charts/<name>` when left out. */
  out?: string
  /** What becomes of generated files that were edited by hand; the build stops when left out. */
  edits?: 'keep' | 'overwrite'
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
 * somebody edited since; `kept-edit-outdated` and `kept-edit-refused` for edits that are or shall be kept.
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
  const pristine = compiled.value.files
  willRead?.(path.join(folder, 'patches'))
  const kept = await withKeptEdits(pristine, folder, files)
  if (hasErrors(kept.problems)) return failed([...compiled.diagnostics, ...kept.problems])
  let made = kept.files
  const examples = checkExamples(made, path.join(folder, 'examples'), files)
  if (hasErrors(examples)) return failed([...compiled.diagnostics, ...examples])
  const { meta } = loaded.value
  const out = options.out ?? path.join('charts', meta.name)
  const present = filesBelow(files, out)
  const record = readRecord(present)
  const read = withoutReturns(present, record)
  const edits = options.edits === 'overwrite' ? [] : findEdits(out, read, record, made)
  if (edits.length > 0 && options.edits === 'keep') {
    const { keepEdits } = await import('./kept-edits.ts')
    const edited = edits.map(({ file }) => file)
    const refused = keepEdits({ edited, present: read, record, pristine, made, platform: folder, out, files })
    if (refused.length > 0) return failed([...compiled.diagnostics, ...refused])
    const again = await withKeptEdits(pristine, folder, files)
    made = again.files
    kept.problems = again.problems
  } else if (edits.length > 0) {
    return failed([...compiled.diagnostics, ...edits.map(({ diagnostic }) => diagnostic)])
  }
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
    replaceFolder(files, out, complete, present)
  const unchanged = made.size - written.length
  return succeeded({ name: meta.name, version: meta.version, out, written, unchanged, removed, made }, [
    ...compiled.diagnostics,
    ...kept.problems,
    ...examples,
  ])
}

/** The generated files with the edits that the platform keeps. Most keep none, and load no code for it. */
async function withKeptEdits(made: Map<string, string>, folder: string, files: FileSystem) {
  const none = { files: made, problems: [] as Diagnostic[] }
  if (files.stat(path.join(folder, 'patches'))?.kind !== 'directory') return none
  const { applyKeptEdits, readKeptEdits } = await import('./kept-edits.ts')
  const edits = readKeptEdits(files, folder)
  return edits.size > 0 ? applyKeptEdits(made, edits, folder) : none
}

function readExamples(files: FileSystem, folder: string, willRead?: (path: string) => void): Example[] {
  willRead?.(folder)
  for (const { name } of files.stat(folder) ? files.readDirectory(folder) : [])
    willRead?.(path.join(folder, name))
  return [...filesBelow(files, folder)]
    .filter(([file]) => /^[^/]+\.yaml$/.test(file))
    .map(([file, data]) => ({
      name: file.replace(/\.yaml$/, ''),
      text: textOf(data)!.replaceAll('\r\n', '\n'),
    }))
}

function textOf(data: Uint8Array | undefined): string | undefined {
  return data && new TextDecoder().decode(data)
}
