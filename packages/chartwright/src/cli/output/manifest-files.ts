import { goError } from '../../chart/load/read-folder.ts'
import { HelmError, refusal, source } from '../../chart/index.ts'
import type { CliIo } from '../cli-io.ts'

/**
 * Writes manifests below a folder as `helm template --output-dir` does: one file for each template, its
 * documents one after another, and a line on standard output for each document written. Throws HelmError when
 * the folder cannot be written to.
 */
export function writeManifestFiles(
  io: CliIo,
  folder: string,
  documents: readonly { path: string; content: string }[],
): void {
  const texts = new Map<string, string>()
  for (const { path, content } of documents) texts.set(path, (texts.get(path) ?? '') + source(path, content))
  for (const { path } of documents) {
    const text = texts.get(path)
    if (text !== undefined) write(io, `${folder}/${path}`, text)
    texts.delete(path)
    io.stdout(`wrote ${folder}/${path}\n`)
  }
}

function write({ files }: CliIo, path: string, text: string): void {
  try {
    files.writeFile(path, text)
  } catch (error) {
    const reason = refusal('output-dir-unwritable', goText(error as NodeJS.ErrnoException, path), {
      message: `cannot write ${path}`,
      hint: 'name a folder that exists, or one that can be made, after --output-dir',
    })
    throw new HelmError(
      `${reason.message}\n\nUse --debug flag to render out invalid YAML`,
      reason.diagnostics,
    )
  }
}

/** Helm looks at the file's folder before it makes it: a file above it is met by stat, one in its place by mkdir. */
function goText(error: NodeJS.ErrnoException, path: string): string {
  const folder = path
    .slice(0, path.lastIndexOf('/'))
    .replace(/\/(?:\.?\/)+/g, '/')
    .replace(/^\.\//, '')
  if (error.code === 'ENOTDIR') return `stat ${folder}: not a directory`
  if (error.code === 'EEXIST') return `mkdir ${folder}: not a directory`
  return goError(error)
}
