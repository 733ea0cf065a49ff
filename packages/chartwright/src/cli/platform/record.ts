import { createHash } from 'node:crypto'

/** Beside a generated chart: the hashes of its files, by which an edit by hand is noticed. Helm ignores it. */
export const recordFile = '.chartwright.json'

export function recordOf(files: ReadonlyMap<string, string>): string {
  const hashes = Object.fromEntries([...files].map(([file, text]) => [file, hashOf(text)]))
  return `${JSON.stringify({ comment: 'Hashes of the generated files: chartwright build stops when one was edited by hand.', files: hashes }, null, 2)}\n`
}

/** The hashes by path; empty when there is no record, or none that can be read. */
export function readRecord(present: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  const data = present.get(recordFile)
  if (!data) return {}
  try {
    const { files } = JSON.parse(new TextDecoder().decode(data)) as { files?: Record<string, string> }
    return files ?? {}
  } catch {
    return {}
  }
}

export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
