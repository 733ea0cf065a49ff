import type { Chart, Dependency, HelmVersion, Metadata } from '../chart/index.ts'
import {
  GoSlice,
  GoStruct,
  mapOf,
  newMap,
  newTypedMap,
  nilStringMap,
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
  const map = asMap(metadataFields(metadata))
  map.IsRoot = isRoot
  return map
}

function asMap(fields: GoMap): GoMap {
  const map = newMap()
  for (const name of Object.keys(fields)) map[name] = asMapsHaveIt(fields[name]!)
  return map
}

/** structToMap makes its slices anew, of interface{}: none of them is nil, and their structs are maps too. */
function asMapsHaveIt(value: GoValue): GoValue {
  if (!(value instanceof GoSlice)) return value
  return [...value].map((item) => (item instanceof GoStruct ? asMap(item.fields) : item))
}

function metadataStruct(metadata: Metadata, isRoot: boolean): GoStruct {
  const own = new GoStruct('chart.Metadata', metadataFields(metadata), {}, { tags: metadataTags })
  const fields = mapOf([
    ['Metadata', own],
    ['IsRoot', isRoot],
  ])
  return new GoStruct('struct { chart.Metadata; IsRoot bool }', fields, {}, { embeds: 'Metadata' })
}

/** Go's fields, in the order of their declaration. */
function metadataFields(metadata: Metadata): GoMap {
  const { dependencies, maintainers } = metadata
  return mapOf([
    ['Name', metadata.name],
    ['Home', metadata.home],
    ['Sources', strings(metadata.sources)],
    ['Version', metadata.version],
    ['Description', metadata.description],
    ['Keywords', strings(metadata.keywords)],
    ['Maintainers', pointers('*chart.Maintainer', maintainers, maintainerFields, maintainerTags)],
    ['Icon', metadata.icon],
    ['APIVersion', metadata.apiVersion],
    ['Condition', metadata.condition],
    ['Tags', metadata.tags],
    ['AppVersion', metadata.appVersion],
    ['Deprecated', metadata.deprecated],
    ['Annotations', stringMap(metadata.annotations)],
    ['KubeVersion', metadata.kubeVersion],
    ['Dependencies', pointers('*chart.Dependency', dependencies, dependencyFields, dependencyTags)],
    ['Type', metadata.type],
  ])
}

const metadataTags = omittedWhenEmpty({
  Name: 'name',
  Home: 'home',
  Sources: 'sources',
  Version: 'version',
  Description: 'description',
  Keywords: 'keywords',
  Maintainers: 'maintainers',
  Icon: 'icon',
  APIVersion: 'apiVersion',
  Condition: 'condition',
  Tags: 'tags',
  AppVersion: 'appVersion',
  Deprecated: 'deprecated',
  Annotations: 'annotations',
  KubeVersion: 'kubeVersion',
  Dependencies: 'dependencies',
  Type: 'type',
})

function maintainerFields({ name, email, url }: NonNullable<Metadata['maintainers']>[number]): GoMap {
  return mapOf([
    ['Name', name],
    ['Email', email],
    ['URL', url],
  ])
}

const maintainerTags = omittedWhenEmpty({ Name: 'name', Email: 'email', URL: 'url' })

function dependencyFields(one: Dependency): GoMap {
  return mapOf([
    ['Name', one.name],
    ['Version', one.version],
    ['Repository', one.repository],
    ['Condition', one.condition],
    ['Tags', strings(one.tags)],
    ['Enabled', one.enabled],
    ['ImportValues', one.importValues ?? nilSlice()],
    ['Alias', one.alias],
  ])
}

const dependencyTags = {
  ...omittedWhenEmpty({
    Version: 'version',
    Condition: 'condition',
    Tags: 'tags',
    Enabled: 'enabled',
    ImportValues: 'import-values',
    Alias: 'alias',
  }),
  Name: 'name',
  Repository: 'repository',
}

function omittedWhenEmpty(names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([field, name]) => [field, `${name},omitempty`]))
}

function pointers<T>(
  type: string,
  items: readonly T[] | null,
  fieldsOf: (item: T) => GoMap,
  tags: Record<string, string>,
): GoSlice {
  if (!items) return nilSlice(type)
  return sliceOf(
    type,
    items.map((item) => new GoStruct(type, fieldsOf(item), {}, { tags })),
  )
}

function strings(list: readonly string[] | null): GoValue {
  return list ? sliceOf('string', list) : nilSlice('string')
}

function stringMap(map: Record<string, string> | null): GoMap {
  if (!map) return nilStringMap
  return Object.assign(newTypedMap('map[string]string'), map)
}
