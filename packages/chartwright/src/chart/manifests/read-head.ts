import type { GoValue } from '../../go/index.ts'
import type { HelmVersion } from '../helm-version.ts'
import { type Shape, decodeInto, string } from '../decode.ts'
import type { ManifestHead } from '../manifest.ts'

type Struct = Shape & { kind: 'struct' }

function headShape(pkg: 'releaseutil' | 'util'): Struct {
  const metadata: Struct = {
    kind: 'struct',
    name: '',
    go: 'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }',
    fields: {
      name: ['name', string],
      annotations: ['annotations', { kind: 'map', go: 'map[string]string', element: string }],
    },
  }
  return {
    kind: 'struct',
    name: 'SimpleHead',
    go: `${pkg}.SimpleHead`,
    fields: {
      apiVersion: ['apiVersion', string],
      kind: ['kind', string],
      metadata: ['metadata', metadata],
    },
  }
}

const shapeOfLine: Partial<Record<3 | 4, Struct>> = {}

/** What Helm reads of a document: apiVersion, kind, name and annotations. Throws DecodeError. */
export function readHead(value: GoValue, version: HelmVersion): ManifestHead {
  const shape = (shapeOfLine[version.line] ??= headShape(version.line === 3 ? 'releaseutil' : 'util'))
  const target: {
    apiVersion: string
    kind: string
    metadata: Pick<ManifestHead, 'name' | 'annotations'> | null
  } = {
    apiVersion: '',
    kind: '',
    metadata: null,
  }
  decodeInto(value, shape, target)
  const { apiVersion, kind, metadata } = target
  return { apiVersion, kind, name: metadata?.name ?? '', annotations: metadata?.annotations ?? null }
}
