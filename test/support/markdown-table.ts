import fs from 'node:fs'
import path from 'node:path'
import { root } from './repository.ts'

/** The rows of the Markdown table with this header line, each as its cells' text. */
export function readMarkdownTable(file: string, header: string): string[][] {
  const lines = fs.readFileSync(path.join(root, file), 'utf8').split('\n')
  const start = lines.indexOf(header)
  if (start < 0) throw new Error(`${file} has no table headed ${header}`)
  const rest = lines.slice(start + 2)
  const end = rest.findIndex((line) => !line.startsWith('|'))
  return rest.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
