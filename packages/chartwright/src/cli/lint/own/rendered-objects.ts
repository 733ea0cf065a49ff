import { isMap, type GoMap } from '../../../go/index.ts'
import { parseYaml } from '../../../yaml/index.ts'

/** An object that a template renders. */
export interface RenderedObject {
  /** The template, as Helm names it. */
  path: string
  apiVersion: string
  kind: string
  name: string
  namespace: string
  isHook: boolean
  value: GoMap
}

/** Every object in rendered files that has a kind. What is not YAML is told by Helm's own rules. */
export function renderedObjects(rendered: ReadonlyMap<string, string>): RenderedObject[] {
  return [...rendered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) =>
      path.endsWith('NOTES.txt') || path.includes('/_')
        ? []
        : text.split(/^---[^\S\n]*(?:#.*)?$/m).flatMap((document) => objectOf(path, document)),
    )
}

function objectOf(path: string, document: string): RenderedObject[] {
  let value
  try {
    ;({ value } = parseYaml(document))
  } catch {
    return []
  }
  if (!isMap(value)) return []
  const { apiVersion, kind, metadata } = value
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return []
  const of = isMap(metadata) ? metadata : ({} as GoMap)
  const text = (field: unknown) => (typeof field === 'string' ? field : '')
  const isHook = isMap(of.annotations) && Object.hasOwn(of.annotations, 'helm.sh/hook')
  return [{ path, apiVersion, kind, name: text(of.name), namespace: text(of.namespace), isHook, value }]
}
