import type { GoValue } from '../../go/index.ts'
import type { HelmVersion } from '../helm-version.ts'
import { type Shape, decodeInto, string } from '../decode.ts'
import type { ManifestHead } from '../manifest.ts'
import { YamlError, readYamlForStruct, readYamlHead } from '../read-yaml.ts'

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

/** What Helm reads of a document: apiVersion, kind, name and annotations. Throws YamlError and DecodeError. */
export function readHead(text: string, version: HelmVersion): ManifestHead {
  let value: GoValue
  try {
    value = readYamlHead(text)
  } catch (error) {
    if (!(error instanceof YamlError) || !infinite.test(error.message)) throw error
    return decodeHead(readYamlForStruct(text), version, true)!
  }
  return decodeHead(value, version, false) ?? decodeHead(readYamlForStruct(text), version, true)!
}

/** A text of a head may be such a number, and nothing else may. */
const infinite = /unsupported value: (?:[+-]Inf|NaN)$/

/** Nothing when a number became a text and was not read exactly. */
function decodeHead(value: GoValue, version: HelmVersion, exactNumbers: boolean): ManifestHead | undefined {
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
  if (decodeInto(value, shape, target, { exactNumbers })) return undefined
  const { apiVersion, kind, metadata } = target
  return { apiVersion, kind, name: metadata?.name ?? '', annotations: metadata?.annotations ?? null }
}
