import { GoError, type GoValue } from '../../go/index.ts'
import { parseVersion } from '../../go/semver.ts'
import type { Dependency, Lock, Maintainer, Metadata } from '../chart.ts'
import type { HelmVersion } from '../helm-version.ts'
import { quote } from '../../go/quote.ts'
import { type Shape, any, bool, decodeInto, string, time, zero } from '../decode.ts'

type Struct = Shape & { kind: 'struct' }

/** The Go types of Chart.yaml under the package names of each line, which its messages show. */
function shapes(pkg: 'chart' | 'v2'): { metadata: Struct; lock: Struct } {
  const strings: Shape = { kind: 'list', go: '[]string', element: string }
  const dependency: Struct = {
    kind: 'struct',
    name: 'Dependency',
    go: `${pkg}.Dependency`,
    fields: {
      name: ['name', string],
      version: ['version', string],
      repository: ['repository', string],
      condition: ['condition', string],
      tags: ['tags', strings],
      enabled: ['enabled', bool],
      'import-values': ['importValues', { kind: 'list', go: '[]interface {}', element: any }],
      alias: ['alias', string],
    },
  }
  const maintainer: Struct = {
    kind: 'struct',
    name: 'Maintainer',
    go: `${pkg}.Maintainer`,
    fields: { name: ['name', string], email: ['email', string], url: ['url', string] },
  }
  const dependencies: Shape = { kind: 'list', go: `[]*${pkg}.Dependency`, element: dependency }
  return {
    metadata: {
      kind: 'struct',
      name: 'Metadata',
      go: `${pkg}.Metadata`,
      fields: {
        name: ['name', string],
        home: ['home', string],
        sources: ['sources', strings],
        version: ['version', string],
        description: ['description', string],
        keywords: ['keywords', strings],
        maintainers: ['maintainers', { kind: 'list', go: `[]*${pkg}.Maintainer`, element: maintainer }],
        icon: ['icon', string],
        apiVersion: ['apiVersion', string],
        condition: ['condition', string],
        tags: ['tags', string],
        appVersion: ['appVersion', string],
        deprecated: ['deprecated', bool],
        annotations: ['annotations', { kind: 'map', go: 'map[string]string', element: string }],
        kubeVersion: ['kubeVersion', string],
        dependencies: ['dependencies', dependencies],
        type: ['type', string],
      },
    },
    lock: {
      kind: 'struct',
      name: 'Lock',
      go: `${pkg}.Lock`,
      fields: {
        generated: ['generated', time],
        digest: ['digest', string],
        dependencies: ['dependencies', dependencies],
      },
    },
  }
}

const shapesOfLine: Partial<Record<3 | 4, ReturnType<typeof shapes>>> = {}

function shapesFor(version: HelmVersion): ReturnType<typeof shapes> {
  return (shapesOfLine[version.line] ??= shapes(version.line === 3 ? 'chart' : 'v2'))
}

export function emptyMetadata(version: HelmVersion): Metadata {
  return zero(shapesFor(version).metadata) as unknown as Metadata
}

/** Decodes Chart.yaml or requirements.yaml, read with exact numbers, on top of what is there. Throws DecodeError. */
export function decodeMetadata(value: GoValue, metadata: Metadata, version: HelmVersion): void {
  decodeInto(value, shapesFor(version).metadata, metadata as unknown as Record<string, unknown>, {
    exactNumbers: true,
  })
}

export function decodeLock(value: GoValue, version: HelmVersion): Lock {
  const lock = zero(shapesFor(version).lock)
  decodeInto(value, shapesFor(version).lock, lock, { exactNumbers: true })
  return { ...lock, dependencies: lock.dependencies ?? [] } as unknown as Lock
}

/** What Helm finds wrong with the metadata, in its words, and which key it is about. */
export interface MetadataProblem {
  text: string
  path: string[]
  hint?: string
}

/**
 * Cleans strings as Helm does (white space to spaces, unprintable characters dropped), then returns the first
 * thing that is wrong, or undefined. Like Helm it stops there, so what follows stays as it was.
 */
export function validateMetadata(metadata: Metadata, version: HelmVersion): MetadataProblem | undefined {
  for (const key of [
    'name',
    'description',
    'home',
    'icon',
    'condition',
    'tags',
    'appVersion',
    'kubeVersion',
  ] as const)
    metadata[key] = sanitize(metadata[key])
  metadata.sources = metadata.sources?.map(sanitize) ?? null
  metadata.keywords = metadata.keywords?.map(sanitize) ?? null
  const { name } = metadata
  if (metadata.apiVersion === '') return problem('chart.metadata.apiVersion is required', 'apiVersion')
  if (name === '') return problem('chart.metadata.name is required', 'name')
  if (version.refusesDotNames && (name === '.' || name === '..'))
    return problem(`chart.metadata.name ${quote(name)} is not allowed`, 'name')
  if (name !== baseName(name)) return problem(`chart.metadata.name ${quote(name)} is invalid`, 'name')
  if (metadata.version === '') return problem('chart.metadata.version is required', 'version')
  if (!isVersion(metadata.version, version))
    return problem(`chart.metadata.version ${quote(metadata.version)} is invalid`, 'version')
  if (!['', 'application', 'library'].includes(metadata.type))
    return problem('chart.metadata.type must be application or library', 'type')
  for (const [index, maintainer] of (metadata.maintainers as (Maintainer | null)[] | null)?.entries() ?? []) {
    if (!maintainer)
      return problem('maintainers must not contain empty or null nodes', 'maintainers', String(index))
    maintainer.name = sanitize(maintainer.name)
    maintainer.email = sanitize(maintainer.email)
    maintainer.url = sanitize(maintainer.url)
  }
  const names = new Set<string>()
  for (const [index, dependency] of (metadata.dependencies as (Dependency | null)[] | null)?.entries() ??
    []) {
    const at = ['dependencies', String(index)]
    if (!dependency) return problem('dependencies must not contain empty or null nodes', ...at)
    for (const key of ['name', 'version', 'repository', 'condition'] as const)
      dependency[key] = sanitize(dependency[key])
    dependency.tags = dependency.tags?.map(sanitize) ?? null
    if (dependency.alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(dependency.alias))
      return problem(
        `dependency ${quote(dependency.name)} has disallowed characters in the alias`,
        ...at,
        'alias',
      )
    const key = dependency.alias || dependency.name
    if (names.has(key)) return problem(`more than one dependency with name or alias ${quote(key)}`, ...at)
    names.add(key)
  }
  return undefined
}

function problem(text: string, ...path: string[]): MetadataProblem {
  return { text: `validation: ${text}`, path }
}

/** Go's unicode.IsSpace becomes a space; what unicode.IsPrint does not print is dropped. */
function sanitize(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return text
    .replace(/[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '')
}

/** Go's filepath.Base. */
function baseName(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

function isVersion(text: string, version: HelmVersion): boolean {
  try {
    parseVersion(text, version.semver)
    return true
  } catch (error) {
    if (error instanceof GoError) return false
    throw error
  }
}
