import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { kubernetesDefinitions } from './kubernetes-schemas.ts'

/** Says what is wrong with an object for one version of Kubernetes; an empty list when nothing is. */
export type Validate = (object: KubernetesObject) => string[]

export interface KubernetesObject {
  apiVersion: string
  kind: string
  metadata?: { name?: string }
}

const validators = new Map<number, Validate>()

/** A validator for `1.<minor>`, from Kubernetes' own strict schemas, which refuse unknown fields. */
export function validatorFor(minor: number): Validate {
  const known = validators.get(minor) ?? makeValidator(minor)
  validators.set(minor, known)
  return known
}

function makeValidator(minor: number): Validate {
  const definitions = kubernetesDefinitions(minor, true)
  const byKind = new Map<string, string>()
  const groups = new Set<string>()
  for (const [name, schema] of Object.entries(definitions))
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      byKind.set(`${group ? `${group}/` : ''}${version} ${kind}`, name)
      groups.add(group)
    }
  // Formats such as int32 are Go's and say nothing to a validator of JSON; `strict` is about ajv's own dialect.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'kubernetes', $defs: definitions })
  const compiled = new Map<string, ValidateFunction>()
  return (object) => {
    const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0]! : ''
    const definition = byKind.get(`${object.apiVersion} ${object.kind}`)
    if (!definition) {
      // Custom resources have groups of their own; test/cluster asks the API server about them.
      return groups.has(group) ? [`Kubernetes 1.${minor} has no ${object.kind} of ${object.apiVersion}`] : []
    }
    const validate = compiled.get(definition) ?? ajv.getSchema(`kubernetes#/$defs/${definition}`)
    if (!validate) throw new Error(`no schema for ${definition}`)
    compiled.set(definition, validate as ValidateFunction)
    if (validate(object)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}
