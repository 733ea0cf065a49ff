import type { HelmVersion, LogFrame, LogSite } from '../../chart/index.ts'
import { quote } from '../../go/quote.ts'

/**
 * Where Helm 3 logs each, by file, and the line there from a version on. Read off the tagged sources of 3.17.2
 * to 3.22.0; Go's log package, told Lshortfile, prints it before the text.
 */
const lines: Partial<Record<LogSite, readonly [file: string, ...since: (readonly [string, number])[]]>> = {
  condition: ['dependencies.go', ['3.17', 63], ['3.18.5', 64]],
  tag: ['dependencies.go', ['3.17', 94], ['3.18.5', 95]],
  'import-pair': ['dependencies.go', ['3.17', 269], ['3.18.5', 270]],
  'import-list': ['dependencies.go', ['3.17', 286], ['3.18.5', 287]],
  'global-target': ['coalesce.go', ['3.17', 138]],
  'global-source': ['coalesce.go', ['3.17', 145]],
  'global-conflict': ['coalesce.go', ['3.17', 161]],
  'global-table': ['coalesce.go', ['3.17', 175]],
  'table-skipped': ['coalesce.go', ['3.17', 237]],
  'table-overwritten': ['coalesce.go', ['3.17', 298], ['3.19.5', 303], ['3.20.2', 316]],
  'table-ignores': ['coalesce.go', ['3.17', 301], ['3.19.5', 306], ['3.20.2', 319]],
  repository: ['install.go', ['3.19', 757], ['3.21.4', 759]],
  requirements: ['load.go', ['3.17', 120]],
  'requirements-lock': ['load.go', ['3.17', 138]],
  hook: ['manifest_sorter.go', ['3.17', 190], ['3.18', 199]],
  link: ['walk.go', ['3.17', 75]],
  'schema-urn': ['jsonschema.go', ['3.17', 192]],
  'required-nil': ['engine.go', ['3.17', 206]],
  'required-empty': ['engine.go', ['3.17', 214]],
  fail: ['engine.go', ['3.17', 227]],
}

/** One line of Helm's log on standard error, as the chosen version writes it. */
export function helmLogLine(message: string, frame: LogFrame, version: HelmVersion): string {
  if (frame.text !== undefined) return `${frame.text}\n`
  if (version.line === 4) {
    const attributes = (frame.attributes ?? []).map(
      ([name, value, kind]) => ` ${name}=${kind === 'bytes' ? quote(value) : quoted(value)}`,
    )
    return `level=${frame.level ?? 'INFO'} msg=${quoted(message)}${attributes.join('')}\n`
  }
  const at = lines[frame.site]
  if (!at) return `WARNING: ${message}\n`
  const [file, ...since] = at
  const line = since.findLast(([from]) => isSince(version, from))![1]
  return `${file}:${line}: ${message}\n`
}

function isSince({ minor, patch }: HelmVersion, from: string): boolean {
  const [, fromMinor = 0, fromPatch = 0] = from.split('.').map(Number)
  return minor > fromMinor || (minor === fromMinor && patch >= fromPatch)
}

/** slog's text handler quotes what has a space, a quote, an equals sign or anything that cannot be shown. */
function quoted(text: string): string {
  return text === '' || /[\s"=\u0000-\u001f\u007f-\u009f\ufffd]/.test(text) ? quote(text) : text
}
