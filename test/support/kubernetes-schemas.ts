import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readZipEntry } from './read-zip.ts'

/** The PyPI package kubernetes-validate, which scripts/install-kubernetes-schemas.mjs fetches. */
export const packageVersion = '1.37.0'
export const packageDigest = '85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9'

/** The oldest and the newest Kubernetes that the package has schemas for. */
export const oldestMinor = 25
export const newestMinor = 37

const root = fileURLToPath(new URL('../..', import.meta.url))
const wheel = path.join(
  root,
  `node_modules/.cache/chartwright/kubernetes-schemas/kubernetes_validate-${packageVersion}-py3-none-any.whl`,
)

/** A node of a JSON Schema, as far as Kubernetes' own definitions use the language. */
export interface Schema {
  description?: string
  type?: string | string[]
  format?: string
  enum?: string[]
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  oneOf?: Schema[]
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
  'x-kubernetes-patch-merge-key'?: string
}

/** Says what to run, when the schemas are not at hand; undefined when they are. */
export function schemasMissing(): string | undefined {
  if (fs.existsSync(wheel)) return undefined
  return "Kubernetes' schemas are not at hand: run node scripts/install-kubernetes-schemas.mjs"
}

/** All definitions of `1.<minor>` by name; `strict` ones refuse unknown fields. */
export function kubernetesDefinitions(minor: number, strict = false): Record<string, Schema> {
  const folder = `v1.${minor}.0-local${strict ? '-strict' : ''}`
  const entry = `kubernetes_validate/kubernetes-json-schema/${folder}/_definitions.json`
  const { $defs } = JSON.parse(readZipEntry(wheel, entry).toString('utf8')) as {
    $defs: Record<string, Schema>
  }
  return $defs
}
