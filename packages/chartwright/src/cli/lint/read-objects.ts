import type { HelmVersion } from '../../chart/index.ts'
import { decodeInto, string, type Shape } from '../../chart/decode.ts'
import { isMap } from '../../go/index.ts'
import { parseYaml } from '../../yaml/index.ts'

/** What a lint reads of an object. */
export interface LintedObject {
  apiVersion: string
  kind: string
  name: string
}

type Struct = Shape & { kind: 'struct' }

const metadata: Struct = {
  kind: 'struct',
  name: 'k8sYamlMetadata',
  go: 'rules.k8sYamlMetadata',
  fields: { Namespace: ['namespace', string], Name: ['name', string] },
}

/** Helm 3 exports the type, and its messages show the name. */
function objectShape({ line }: HelmVersion): Struct {
  const name = line === 3 ? 'K8sYamlStruct' : 'k8sYamlStruct'
  return {
    kind: 'struct',
    name,
    go: `rules.${name}`,
    fields: { apiVersion: ['apiVersion', string], Kind: ['kind', string], Metadata: ['metadata', metadata] },
  }
}

/**
 * Reads a file's documents as the YAML reader of Kubernetes' libraries does, which `helm lint` uses: a line of
 * nothing but `---` separates, documents without content are passed over. Ends after the first that cannot be read.
 */
export function* readObjects(
  text: string,
  version: HelmVersion,
): Generator<LintedObject | { problem: string }> {
  for (const document of text.split(/^---[^\S\n]*(?:\n|$)/m)) {
    if (document === '') continue
    const target = { apiVersion: '', kind: '', metadata: null as { name: string } | null }
    try {
      const { value } = parseYaml(document)
      if (value === null) continue
      decodeInto(value, objectShape(version), target)
      if (!isMap(value)) continue
    } catch (error) {
      const text = (error as Error).message
      const wrapped = text.startsWith('json: ')
        ? `error unmarshaling JSON: while decoding JSON: ${text}`
        : text
      yield { problem: `unable to parse YAML: ${wrapped}` }
      return
    }
    yield { apiVersion: target.apiVersion, kind: target.kind, name: target.metadata?.name ?? '' }
  }
}
