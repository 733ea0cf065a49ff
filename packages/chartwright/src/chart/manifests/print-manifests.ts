import { type HelmError, refusal } from '../helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { type Crd } from '../chart.ts'
import { fileMatch } from '../load/file-match.ts'
import { firstNonSpace, lastNonSpace, splitDocuments } from './split-documents.ts'
import type { SortedManifests } from './sort-manifests.ts'

export interface PrintOptions {
  version?: HelmVersion
  /** --include-crds: printed first. */
  crds?: readonly Crd[]
  /** --no-hooks */
  noHooks?: boolean
  /** --skip-tests: hooks of tests alone are left out. */
  skipTests?: boolean
}

/** The text `helm template` prints: manifests trimmed at the end as one, then hooks. */
export function printManifests(sorted: SortedManifests, options: PrintOptions = {}): string {
  let text = ''
  for (const crd of options.crds ?? []) text += source(crd.path, crd.file.text)
  for (const manifest of sorted.manifests) text += source(manifest.path, manifest.content)
  text = `${text.slice(firstNonSpace(text, 0), lastNonSpace(text, text.length))}\n`
  if (options.noHooks) return text
  for (const hook of sorted.hooks) {
    if (options.skipTests && hook.events.includes('test')) continue
    text += source(hook.path, hook.content)
  }
  return text
}

/** One document as `helm template` prints it and as `--output-dir` writes it. */
export function source(path: string, content: string): string {
  return `---\n# Source: ${path}\n${content}\n`
}

/**
 * What `--show-only` leaves of the printed text. Helm looks for its own Source comments in it again, so a
 * document of a file may lack one and be dropped. Throws HelmError when a pattern finds nothing.
 */
export function showOnly(printed: string, patterns: readonly string[], options: PrintOptions = {}): string {
  const version = options.version ?? resolveHelmVersion()!
  const documents = splitDocuments(printed, version).map(({ text }) => ({
    text,
    path: /# Source: [^/\n]+\/([^\n]+)/.exec(text)?.[1],
  }))
  let shown = ''
  for (const pattern of patterns) {
    const found = documents.filter(({ path }) => path !== undefined && fileMatch(pattern, path))
    if (found.length === 0)
      throw templateMissing(
        pattern,
        documents.map(({ path }) => path ?? ''),
      )
    for (const { text } of found) shown += `---\n${text}\n`
  }
  return shown
}

function templateMissing(pattern: string, paths: string[]): HelmError {
  const known = [...new Set(paths.filter((path) => path !== ''))]
  return refusal('show-only-missing', `could not find template ${pattern} in chart`, {
    notes: known.length > 0 ? [{ message: `rendered: ${known.slice(0, 20).join(', ')}` }] : [],
    hint: 'give the path inside the chart, as after "# Source: NAME/"; a template that renders nothing is not found',
  })
}
