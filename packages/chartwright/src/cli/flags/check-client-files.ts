import { refusal, type HelmVersion } from '../../chart/index.ts'
import type { FileSystem } from '../../io/index.ts'
import type { FlagValues } from './flag.ts'

/**
 * Helm prepares its client for registries before it looks at the chart, and stops when a file for it is
 * missing. Nothing is read from these files here. Throws HelmError.
 */
export function checkClientFiles(flags: FlagValues, files: FileSystem, { line }: HelmVersion): void {
  const [cert, key, authority] = ['cert-file', 'key-file', 'ca-file'].map((name) => flags.text(name))
  const isMissing = (path: string) => path !== '' && !files.stat(path)
  const refuse = (text: string) =>
    refusal('file-missing', `missing registry client: can't create TLS config for client: ${text}`, {
      hint: 'leave the flag out: nothing is fetched',
    })
  const absent = (path: string) => `open ${path}: no such file or directory`
  if (cert && key) {
    const missing = [cert, key].find(isMissing)
    if (missing !== undefined) {
      const kind = missing === cert ? 'cert' : 'key'
      throw refuse(
        line === 3
          ? `can't load key pair from cert ${cert} and key ${key}: ${absent(missing)}`
          : `unable to read ${kind} file: ${JSON.stringify(missing)}: ${absent(missing)}`,
      )
    }
  }
  if (isMissing(authority!))
    throw refuse(
      line === 3
        ? `can't read CA file: ${authority}`
        : `can't read CA file: ${JSON.stringify(authority)}: ${absent(authority!)}`,
    )
}
