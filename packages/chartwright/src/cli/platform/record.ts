import crypto from 'node:crypto'

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

/**
 * The files as they were generated where nothing but the ends of lines differs: git writes \r\n on Windows unless
 * it is told otherwise, and nobody edited anything.
 */
export function withoutReturns(
  present: ReadonlyMap<string, Uint8Array>,
  record: Readonly<Record<string, string>>,
): Map<string, Uint8Array> {
  const plain = (file: string, data: Uint8Array) =>
    !Object.hasOwn(record, file) || record[file] === hashOf(data) || !data.includes(13)
      ? data
      : new TextEncoder().encode(new TextDecoder().decode(data).replaceAll('\r\n', '\n'))
  return new Map([...present].map(([file, data]) => [file, plain(file, data)]))
}

export function hashOf(data: string | Uint8Array): string {
  return crypto.createHash('sha256').update(data).digest('hex')
}
