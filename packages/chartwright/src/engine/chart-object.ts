import type { Chart, Dependency, HelmVersion, Metadata } from '../chart/index.ts'
import {
  GoSlice,
  GoStruct,
  mapOf,
  newMap,
  newTypedMap,
  nilMap,
  nilSlice,
  sliceOf,
  type GoMap,
  type GoValue,
} from '../go/values.ts'

/** `.Chart`: a struct in Helm 3, a map with Go's field names in Helm 4. */
export function chartObject(chart: Chart, helm: HelmVersion): GoValue {
  const isRoot = chart.parent === undefined
  return helm.chartIsMap ? metadataMap(chart.metadata, isRoot) : metadataStruct(chart.metadata, isRoot)
}

function metadataMap(metadata: Metadata, isRoot: boolean): GoMap {
  const entries = Object.entries(fields(metadata, (dependency) => mapOf(dependencyFields(dependency))))
  return mapOf([...entries.map(([name, value]) => [name, asMapsHaveIt(value)] as const), ['IsRoot', isRoot]])
}

/** structToMap makes its slices anew, of interface{}: none of them is nil, and their structs are maps too. */
function asMapsHaveIt(value: GoValue): GoValue {
  if (!(value instanceof GoSlice)) return value
  return [...value].map((item) => (item instanceof GoStruct ? item.fields : item))
}

function metadataStruct(metadata: Metadata, isRoot: boolean): GoStruct {
  const all = mapOf([
    ...Object.entries(
      fields(
        metadata,
        (dependency) => new GoStruct('*chart.Dependency', mapOf(dependencyFields(dependency))),
      ),
    ),
    ['IsRoot', isRoot],
  ])
  return new GoStruct('struct { chart.Metadata; IsRoot bool }', all, {
    MarshalJSON: () => metadataJson(metadata, isRoot),
  })
}

/** Go's fields, in the order of their declaration. */
function fields(metadata: Metadata, dependency: (one: Dependency) => GoValue): Record<string, GoValue> {
  const { dependencies, maintainers } = metadata
  return {
    Name: metadata.name,
    Home: metadata.home,
    Sources: strings(metadata.sources),
    Version: metadata.version,
    Description: metadata.description,
    Keywords: strings(metadata.keywords),
    Maintainers: maintainers
      ? sliceOf(
          '*chart.Maintainer',
          maintainers.map(
            ({ name, email, url }) =>
              new GoStruct(
                '*chart.Maintainer',
                mapOf([
                  ['Name', name],
                  ['Email', email],
                  ['URL', url],
                ]),
              ),
          ),
        )
      : nilSlice('*chart.Maintainer'),
    Icon: metadata.icon,
    APIVersion: metadata.apiVersion,
    Condition: metadata.condition,
    Tags: metadata.tags,
    AppVersion: metadata.appVersion,
    Deprecated: metadata.deprecated,
    Annotations: stringMap(metadata.annotations),
    KubeVersion: metadata.kubeVersion,
    Dependencies: dependencies
      ? sliceOf('*chart.Dependency', dependencies.map(dependency))
      : nilSlice('*chart.Dependency'),
    Type: metadata.type,
  }
}

function dependencyFields(one: Dependency): [string, GoValue][] {
  return [
    ['Name', one.name],
    ['Version', one.version],
    ['Repository', one.repository],
    ['Condition', one.condition],
    ['Tags', strings(one.tags)],
    ['Enabled', one.enabled],
    ['ImportValues', one.importValues ?? nilSlice()],
    ['Alias', one.alias],
  ]
}

/** What JSON and YAML show of Helm 3's struct: lower-case names, nothing that is empty. */
function metadataJson(metadata: Metadata, isRoot: boolean): GoMap {
  const json = newMap()
  const put = (key: string, value: GoValue) => {
    if (value !== '' && value !== false && value !== null && !(Array.isArray(value) && value.length === 0))
      json[key] = value
  }
  for (const [key, value] of Object.entries(metadata) as [keyof Metadata, GoValue][])
    if (!['maintainers', 'dependencies', 'annotations'].includes(key)) put(key, value)
  put('annotations', metadata.annotations && stringMap(metadata.annotations))
  put(
    'maintainers',
    (metadata.maintainers ?? []).map((one) => mapOf(Object.entries(one).filter(([, text]) => text !== ''))),
  )
  put('dependencies', (metadata.dependencies ?? []).map(dependencyJson))
  json.IsRoot = isRoot
  return json
}

function dependencyJson(one: Dependency): GoMap {
  const json = mapOf([
    ['name', one.name],
    ['repository', one.repository],
  ])
  if (one.version !== '') json.version = one.version
  if (one.condition !== '') json.condition = one.condition
  if (one.tags?.length) json.tags = one.tags
  if (one.enabled) json.enabled = true
  if (one.importValues?.length) json['import-values'] = one.importValues
  if (one.alias !== '') json.alias = one.alias
  return json
}

function strings(list: readonly string[] | null): GoValue {
  return list ? sliceOf('string', list) : nilSlice('string')
}

function stringMap(map: Record<string, string> | null): GoMap {
  if (!map) return nilMap
  return Object.assign(newTypedMap('map[string]string'), map)
}
