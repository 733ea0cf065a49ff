import type { HelmVersion } from '../../chart/index.ts'
import { decodeInto, string, type Shape } from '../../chart/decode.ts'
import { isMap, type GoValue } from '../../go/index.ts'
import { fromJson, jsonValueAt } from '../../go/json.ts'
import { parseYaml } from '../../yaml/index.ts'
import { yamlProblem } from './yaml-problem.ts'

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

type Read = LintedObject | { problem: string }

/**
 * Reads a file's documents as YAMLOrJSONDecoder of Kubernetes' libraries does, which `helm lint` uses: what
 * begins with a brace is JSON, and since their 0.33 YAML where it turns out not to be. Ends after the first
 * document that cannot be read.
 */
export function* readObjects(text: string, version: HelmVersion): Generator<Read> {
  if (!/^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*\{/.test(text.slice(0, 4096)))
    return yield* readYaml(text, version)
  let at = 0
  for (let count = 0; ; count++) {
    const read = jsonValueAt(text, at)
    if (!read) return
    const problem = 'fault' in read ? read.fault : decodeProblem(text.slice(at, read.end), version)
    if (problem === undefined && 'end' in read) {
      yield* objectOf(fromJson(text.slice(at, read.end)).value, version, false)
      at = read.end
      continue
    }
    const isSyntax = 'fault' in read && read.fault !== 'unexpected EOF'
    const framed = isSyntax ? `json: offset ${byteLength(text.slice(0, read.at)) + 1}: ${problem}` : problem!
    const fallsBack = version.kubernetesMinor >= 33
    if (!fallsBack || count > 1) yield { problem: unreadable(fallsBack ? problem! : framed) }
    // White space up to the first line's end went with the JSON.
    else yield* readYaml(text.slice(at).replace(/^[^\S\n]*\n?/, ''), version, framed)
    return
  }
}

function decodeProblem(json: string, version: HelmVersion): string | undefined {
  try {
    for (const _ of objectOf(fromJson(json).value, version, false)) return undefined
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

/** @param first what is said instead when the first document is wrong, too */
function* readYaml(text: string, version: HelmVersion, first?: string): Generator<Read> {
  for (const document of documents(text)) {
    let read: LintedObject[]
    try {
      if (typeof document !== 'string') throw new Error(document.separator)
      read = [...objectOf(parseYaml(document).value, version, true)]
    } catch (error) {
      return yield { problem: unreadable(first ?? yamlProblem(error as Error)) }
    }
    yield* read
    first = undefined
  }
}

/** The documents of a stream; a separator with words behind it ends it. */
function* documents(text: string): Generator<string | { separator: string }> {
  let document = ''
  for (const line of text.replace(/\n$/, '').split('\n')) {
    if (line.startsWith('---')) {
      const after = line.slice(3).trim()
      if (after !== '' && !after.startsWith('#'))
        return yield { separator: `invalid Yaml document separator: ${after}` }
      if (document !== '') {
        yield document
        document = ''
        continue
      }
    }
    document += `${line.replace(/\r$/, '')}\n`
  }
  if (document !== '') yield document
}

function* objectOf(value: GoValue, version: HelmVersion, fromYaml: boolean): Generator<LintedObject> {
  if (value === null) return
  const target = { apiVersion: '', kind: '', metadata: null as { name: string } | null }
  decodeInto(value, objectShape(version), target, { onlyStrings: !fromYaml })
  if (isMap(value))
    yield { apiVersion: target.apiVersion, kind: target.kind, name: target.metadata?.name ?? '' }
}

function unreadable(problem: string): string {
  return `unable to parse YAML: ${problem}`
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
