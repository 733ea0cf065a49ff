import { isMap, type GoMap, type GoValue } from '../../go/index.ts'

/** A node of a CustomResourceDefinition's schema, as its YAML says it. */
export type Schema = GoMap

/** A custom resource in one of the versions that a cluster serves. */
export interface CustomResource {
  group: string
  version: string
  kind: string
  /** Of the whole object. */
  schema: Schema
  deprecated: boolean
  /** Where it was read. */
  from: string
}

/** The fields of a node that are objects, by name. */
export function fieldsOf(node: GoValue | undefined, key: string): [string, Schema][] {
  const fields = isMap(node) ? node[key] : undefined
  return isMap(fields)
    ? Object.entries(fields).filter((entry): entry is [string, Schema] => isMap(entry[1]))
    : []
}

/** A node below a node, when it is an object. */
export function child(node: GoValue | undefined, key: string): Schema | undefined {
  const found = isMap(node) ? node[key] : undefined
  return isMap(found) ? found : undefined
}

export function textOf(node: GoValue | undefined, key: string): string {
  const found = isMap(node) ? node[key] : undefined
  return typeof found === 'string' ? found : ''
}

export function listOf(node: GoValue | undefined, key: string): GoValue[] {
  const found = isMap(node) ? node[key] : undefined
  return Array.isArray(found) ? found : []
}

export const isOn = (node: GoValue | undefined, key: string) => isMap(node) && node[key] === true

/** Newest first, as Kubernetes orders versions: v2, v1, v1beta2, v1beta1, v1alpha1 (apimachinery/pkg/version). */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)]
  for (const [index, part] of left.entries()) if (part !== right[index]) return right[index]! - part
  return a < b ? -1 : 1
}

function rank(version: string): number[] {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? []
  if (!major) return [-1, 0, 0]
  return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)]
}
