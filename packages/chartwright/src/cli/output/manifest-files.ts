import { source } from '../../chart/index.ts'
import type { CliIo } from '../cli-io.ts'

/**
 * Writes manifests below a folder as `helm template --output-dir` does: one file for each template, its
 * documents one after another, and a line on standard output for each document written.
 */
export function writeManifestFiles(
  io: CliIo,
  folder: string,
  documents: readonly { path: string; content: string }[],
): void {
  const texts = new Map<string, string>()
  for (const { path, content } of documents) {
    texts.set(path, (texts.get(path) ?? '') + source(path, content))
    io.stdout(`wrote ${folder}/${path}\n`)
  }
  for (const [path, text] of texts) io.files.writeFile(`${folder}/${path}`, text)
}
