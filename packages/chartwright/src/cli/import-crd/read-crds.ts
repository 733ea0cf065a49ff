import { succeeded, failed, type Diagnostic, type Result } from '../../diagnostics/index.ts'
import { mapOf, type GoValue } from '../../go/index.ts'
import { parseYamlDocuments, YamlError } from '../../yaml/index.ts'
import { child, compareVersions, isOn, listOf, textOf, type CustomResource } from './crd.ts'

/** A file's text, and what to call it. */
export interface Source {
  name: string
  text: string
}

/**
 * The custom resources that files define, the newest version of each first. Documents that define none are
 * passed over, so a whole release's manifests can be given.
 *
 * Reports `crd-invalid` for what cannot be read.
 */
export function readCrds(sources: readonly Source[]): Result<CustomResource[]> {
  const found: CustomResource[] = []
  const problems: Diagnostic[] = []
  for (const source of sources) {
    for (const object of objectsIn(source, problems)) {
      if (textOf(object, 'kind') !== 'CustomResourceDefinition') continue
      const resources = resourcesOf(object, source.name)
      if (typeof resources === 'string') problems.push(invalid(source, resources))
      else found.push(...resources)
    }
  }
  if (problems.length > 0) return failed(problems)
  return succeeded(found.sort(order))
}

const order = (a: CustomResource, b: CustomResource) =>
  a.group !== b.group
    ? a.group < b.group
      ? -1
      : 1
    : a.kind !== b.kind
      ? a.kind < b.kind
        ? -1
        : 1
      : compareVersions(a.version, b.version)

/** The documents of a file; those of a List one by one, as `kubectl get --output yaml` prints them. */
function objectsIn(source: Source, problems: Diagnostic[]): GoValue[] {
  try {
    return parseYamlDocuments(source.text).flatMap(({ value }) =>
      textOf(value, 'kind') === 'List' ? listOf(value, 'items') : [value],
    )
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    const { line, column = 1 } = error
    const span = line === undefined ? undefined : { file: source.name, line, column }
    problems.push({ ...invalid(source, error.message), ...(span && { span }) })
    return []
  }
}

/** The versions of one definition that a cluster serves, or what is wrong with it. */
function resourcesOf(object: GoValue, from: string): CustomResource[] | string {
  const spec = child(object, 'spec')
  const group = textOf(spec, 'group')
  const kind = textOf(child(spec, 'names'), 'kind')
  if (!group || !kind) return 'a CustomResourceDefinition says no spec.group or no spec.names.kind'
  // apiextensions.k8s.io/v1beta1 could say one schema for all versions, and the version as a field of its own.
  const shared = child(child(spec, 'validation'), 'openAPIV3Schema')
  const single = textOf(spec, 'version')
  const listed = listOf(spec, 'versions')
  const versions =
    listed.length > 0
      ? listed
      : single
        ? [
            mapOf([
              ['name', single],
              ['served', true],
            ]),
          ]
        : []
  const served = versions.filter((version) => isOn(version, 'served'))
  if (served.length === 0) return `${kind} of ${group} has no version that is served`
  const resources: CustomResource[] = []
  for (const version of served) {
    const name = textOf(version, 'name')
    const schema = child(child(version, 'schema'), 'openAPIV3Schema') ?? shared
    if (!schema) return `${kind} of ${group}/${name} has no schema (openAPIV3Schema)`
    resources.push({ group, version: name, kind, schema, deprecated: isOn(version, 'deprecated'), from })
  }
  return resources
}

function invalid(source: Source, message: string): Diagnostic {
  return {
    code: 'crd-invalid',
    severity: 'error',
    message: `${source.name}: ${message}`,
    hint: 'give the CustomResourceDefinition as its project publishes it, or as kubectl get crd NAME --output yaml prints it',
  }
}
