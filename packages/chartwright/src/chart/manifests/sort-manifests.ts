import { DecodeError } from '../decode.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { type Log, noLog } from '../log.ts'
import type { Hook, HookEvent, Manifest, ManifestHead } from '../manifest.ts'
import { YamlError } from '../read-yaml.ts'
import { quote } from '../../go/quote.ts'
import { compareStrings } from '../../go/sort.ts'
import { notObject, notYaml } from './manifest-failure.ts'
import { readHead } from './read-head.ts'
import { splitDocuments } from './split-documents.ts'

export interface SortedManifests {
  manifests: Manifest[]
  hooks: Hook[]
}

export interface SortOptions {
  /** A kind's place in the install order, undefined for unknown kinds: kubernetes' `installRank`. */
  rankOf: (kind: string, ordersWebhooks: boolean) => number | undefined
  version?: HelmVersion
  log?: Log
}

const events = new Set<string>([
  'pre-install',
  'post-install',
  'pre-delete',
  'post-delete',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'test',
])

/**
 * What becomes of rendered files, given as path and text: split into documents, hooks apart, both in install
 * order. Partials and empty files drop out. Throws HelmError for a document that is not YAML.
 */
export function sortManifests(
  files: Iterable<readonly [string, string]>,
  options: SortOptions,
): SortedManifests {
  const { version = resolveHelmVersion()!, log = noLog, rankOf } = options
  const manifests: Manifest[] = []
  const hooks: Hook[] = []
  for (const [path, text] of [...files].sort((a, b) => compareStrings(a[0], b[0]))) {
    if (path.startsWith('_', path.lastIndexOf('/') + 1)) continue
    for (const { text: content, offset } of splitDocuments(text, version)) {
      const head = headOf(content, path, text, offset, version)
      const { annotations } = head
      if (annotations?.['helm.sh/hook'] === undefined) manifests.push({ path, content, head, offset })
      else {
        const hook = hookOf({ path, content, head, offset }, annotations, version, log)
        if (hook) hooks.push(hook)
      }
    }
  }
  const rank = (kind: string) => rankOf(kind, version.ordersWebhooks) ?? Infinity
  return { manifests: byKind(manifests, rank), hooks: byKind(hooks, rank) }
}

/**
 * Heads by document. Renders repeat themselves, within a chart and from one render to the next, and reading a
 * document costs far more than looking it up.
 */
const heads = new Map<string, ManifestHead>()
let headsLength = 0
const mostHeadsLength = 16 * 1024 * 1024

function remember(content: string, head: ManifestHead): ManifestHead {
  headsLength += content.length
  if (headsLength > mostHeadsLength) {
    heads.clear()
    headsLength = content.length
  }
  heads.set(content, head)
  return head
}

function headOf(
  content: string,
  path: string,
  file: string,
  offset: number,
  version: HelmVersion,
): ManifestHead {
  const known = heads.get(content)
  if (known) return known
  try {
    return remember(content, readHead(content, version))
  } catch (error) {
    if (error instanceof YamlError) throw notYaml(error, path, file, offset)
    if (!(error instanceof DecodeError)) throw error
    throw notObject(error, path, file, offset)
  }
}

function hookOf(
  manifest: Manifest,
  annotations: Record<string, string>,
  version: HelmVersion,
  log: Log,
): Hook | undefined {
  const types = annotations['helm.sh/hook']!
  const found: HookEvent[] = []
  for (const type of list(types)) {
    // Helm 2's name for a test.
    const event = type === 'test-success' ? 'test' : type
    if (!events.has(event)) {
      const message =
        version.line === 3 ? `info: skipping unknown hook: ${quote(types)}` : 'skipping unknown hooks'
      log(
        {
          code: 'hook-unknown',
          severity: 'warning',
          message,
          notes: [{ message: `${manifest.path}: "${type}" is no hook; the document is left out` }],
        },
        { site: 'hook', attributes: [['hookTypes', types]] },
      )
      return undefined
    }
    found.push(event as HookEvent)
  }
  const weight = annotations['helm.sh/hook-weight'] ?? ''
  return {
    ...manifest,
    events: found,
    weight: /^[+-]?\d{1,18}$/.test(weight) ? Number(weight) : 0,
    deletePolicies: policies(annotations['helm.sh/hook-delete-policy']),
    outputLogPolicies: policies(annotations['helm.sh/hook-output-log-policy']),
  }
}

function policies(text: string | undefined): string[] {
  return text === undefined ? [] : list(text)
}

function list(text: string): string[] {
  return text.split(',').map((item) => item.trim().toLowerCase())
}

/** Known kinds in install order, then unknown ones by name; equal kinds stay as they stood. */
function byKind<T extends Manifest>(manifests: T[], rank: (kind: string) => number): T[] {
  return manifests
    .map((manifest) => ({ manifest, rank: rank(manifest.head.kind) }))
    .sort((a, b) =>
      a.rank === b.rank
        ? a.rank === Infinity
          ? compareStrings(a.manifest.head.kind, b.manifest.head.kind)
          : 0
        : a.rank - b.rank,
    )
    .map(({ manifest }) => manifest)
}
