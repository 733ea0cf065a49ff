import {
  connectionsOf,
  externalConfigsOf,
  keySpecs,
  type App,
  type External,
  type ExternalConfig,
  type KeySpec,
  type VolumePart,
  type WorkloadPart,
} from '../../author/index.ts'
import { object, template, type JsonObject } from './intent-json.ts'

/** What must be there before an install because parts read it: claims from outside, and keys. */
export function configurationNeeds(app: App): JsonObject[] {
  const claims = [...externalClaims(app)].map((part) => claim(part, app))
  return [
    ...claims,
    ...[...externalConfigs(app)].map(([config, externals]) => keysOf(config, externals, app)),
  ]
}

function claim({ source, name }: VolumePart, app: App): JsonObject {
  if (source.kind !== 'external') throw new Error(`"${name}" is no claim from outside`)
  const { accessMode, size, storageClass } = source.requires ?? {}
  const spec = object({
    accessModes: accessMode === undefined ? undefined : [accessMode],
    resources: size === undefined ? undefined : { requests: { storage: size } },
    storageClassName: storageClass,
  })
  const look = object({ object: 'PersistentVolumeClaim', name: template(source.claimName, app), spec })
  return { about: `The claim behind the volume "${name}"`, look }
}

function keysOf(config: ExternalConfig, externals: ReadonlySet<External>, app: App): JsonObject {
  const { configMap, secret } = config.externalConfig
  const from: JsonObject[] = [
    { object: 'ConfigMap', name: template(configMap, app) },
    ...(secret ? [{ object: 'Secret', name: template(secret, app), when: template(secret, app) }] : []),
  ]
  const keys = Object.fromEntries(allKeys(config, externals).map(([key, rule]) => [key, keyData(rule)]))
  return { about: 'The keys of the configuration', look: { keys, from } }
}

/** The keys of a configuration: its own, then those that lead to what its readers connect to. */
export function allKeys(config: ExternalConfig, externals: ReadonlySet<External>): [string, KeySpec][] {
  const own = keySpecs(config)
  const known = new Set(own.map(([key]) => key))
  const more = [...externals].flatMap(({ external }) =>
    (external.keys ?? [])
      .filter((key) => !known.has(key))
      .map((key): [string, KeySpec] => [
        key,
        { doc: external.doc ?? external.name, ...(external.fallback !== undefined && { optional: true }) },
      ]),
  )
  return [...own, ...new Map(more)]
}

function keyData({ optional, example, minBytes, pattern, doc }: KeySpec): JsonObject {
  return object({ required: optional ? false : true, example, minBytes, pattern, about: doc })
}

/** The operator's configurations, and what the workloads that read each of them connect to. */
export function externalConfigs(app: App): Map<ExternalConfig, Set<External>> {
  const found = new Map<ExternalConfig, Set<External>>()
  for (const { spec } of workloadsOf(app))
    for (const config of externalConfigsOf(spec.envFrom)) {
      const externals = found.get(config) ?? new Set()
      for (const { to } of connectionsOf(spec.connectsTo)) if ('external' in to) externals.add(to)
      found.set(config, externals)
    }
  return found
}

export function externalClaims(app: App): Set<VolumePart> {
  const mounts = workloadsOf(app).flatMap(({ spec }) => spec.mounts ?? [])
  return new Set(
    mounts.flatMap((one) => {
      const part = 'mount' in one ? one.mount : undefined
      return part?.part === 'volume' && part.source.kind === 'external' ? [part] : []
    }),
  )
}

function workloadsOf(app: App): WorkloadPart[] {
  return app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
}
