import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Schema } from '../cluster/crds/notation.ts'
import { standIns } from '../cluster/crds/index.ts'
import { newestMinor } from './kubernetes-schemas.ts'
import { validatorFor, type KubernetesObject, type Validate } from './validate-manifest.ts'

interface Definition {
  spec: {
    group: string
    names: { kind: string }
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[]
  }
}

/** A schema that refuses unknown fields, as the API server does with `--validate=strict`. */
function strict(schema: Schema): object {
  if (schema['x-kubernetes-preserve-unknown-fields']) return { type: 'object' }
  if (schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string'] }
  const { properties, items, additionalProperties, ...rest } = schema
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, strict(one)])),
      additionalProperties: false,
    }),
    ...(items && { items: strict(items) }),
    ...(additionalProperties && { additionalProperties: strict(additionalProperties) }),
  }
}

let custom: Map<string, ValidateFunction> | undefined

/** The custom resources that test/cluster has stand-ins for, by `apiVersion kind`. */
function customValidators(): Map<string, ValidateFunction> {
  if (custom) return custom
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  const definitions = Object.values(standIns).flat() as Definition[]
  custom = new Map(
    definitions.flatMap(({ spec: { group, names, versions } }) =>
      versions.map(({ name, schema }) => {
        const { spec } = schema.openAPIV3Schema.properties!
        const whole = { type: 'object', properties: { spec: strict(spec!) }, required: ['spec'] }
        return [`${group}/${name} ${names.kind}`, ajv.compile(whole)] as const
      }),
    ),
  )
  return custom
}

let builtIn: Validate | undefined

/** What is wrong with objects by Kubernetes' own schemas and by those of the custom resources they are. */
export function wrongIn(objects: readonly KubernetesObject[]): string[] {
  builtIn ??= validatorFor(newestMinor)
  return objects.flatMap((object) => {
    const name = `${object.kind}/${object.metadata?.name}`
    const validate = customValidators().get(`${object.apiVersion} ${object.kind}`)
    if (!validate) return builtIn!(object).map((problem) => `${name}: ${problem}`)
    if (validate(object)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${name}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  })
}
