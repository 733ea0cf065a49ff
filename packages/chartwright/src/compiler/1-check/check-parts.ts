import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  connectionsOf,
  externalConfigsOf,
  ownConfigsOf,
  isSecretUrl,
  isSharedImage,
  nodeOf,
  typesSayMore,
  whenOf,
  type App,
  type Mount,
  type Part,
  type PortRef,
  type ScaleTrigger,
  type SecretKey,
  type Site,
} from '../../author/index.ts'
import { containersOf } from './containers.ts'
import { problem } from './problem.ts'

/**
 * What types would have said, for builds that do not check them: a part without what it is made of would fail
 * later, where nobody could tell why.
 */
export function checkComplete(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => {
    const missing = missingIn(part)
    if (missing === undefined) return []
    const name = 'name' in part ? `"${part.name}"` : `a ${part.part}`
    return [
      problem('part-incomplete', part.at, `${name} has no ${missing}`, {
        hint: typesSayMore,
      }),
    ]
  })
}

function missingIn(part: Part): string | undefined {
  if (part.part === 'workload') {
    for (const { externalConfig } of externalConfigsOf(part.spec.envFrom)) {
      if (externalConfig?.configMap === undefined) return 'configMap in its externalConfig()'
      if (externalConfig.keys === undefined) return 'keys in its externalConfig()'
    }
    const { keda } = part.spec
    if (keda && !Array.isArray(keda.triggers)) return 'triggers in its keda'
    for (const one of keda?.triggers ?? []) {
      const { type, auth } = (whenOf(one)?.then ?? one) as ScaleTrigger
      if (Object.values(auth ?? {}).some((key) => (key as SecretKey | undefined)?.secret === undefined))
        return `secret that its keda's ${type} logs in with`
    }
    for (const [name, one] of Object.entries({ ...part.spec.initContainers, ...part.spec.sidecars }))
      if (((whenOf(one)?.then ?? one) as { image?: unknown }).image === undefined)
        return `image in its "${name}"`
    for (const { spec } of containersOf(part)) {
      const [variable] = Object.entries(spec.env ?? {}).find(([, value]) => isNothing(value)) ?? []
      if (variable !== undefined) return `value for its variable "${variable}"`
      if ([...(spec.command ?? []), ...(spec.args ?? [])].some(isNothing))
        return 'text for one of its arguments'
    }
    if (part.spec.image !== undefined && isSharedImage(part.spec.image)) return undefined
    const image = nodeOf(part.spec.image)
    const type = image && image.e !== 'lit' ? image.type : undefined
    if (
      type?.t !== 'group' ||
      !['repository', 'tag', 'digest', 'pullPolicy'].every((key) => key in type.fields)
    )
      return 'image; declare one with image({ … }) and give it'
    return part.pool && typeof part.pool.label !== 'string' ? 'label to tell its pools apart' : undefined
  }
  if (part.part === 'secret') {
    for (const [key, value] of Object.entries(part.keys)) {
      if (!isSecretUrl(value)) continue
      const missing = (['scheme', 'host', 'port'] as const).find((name) => isNothing(value.url[name]))
      if (missing) return `${missing} in the URL of its "${key}"`
    }
    return undefined
  }
  if (part.part === 'volume' && part.source.kind === 'claim') {
    if (part.source.claim.size === undefined) return 'size'
    return part.source.claim.accessMode === undefined ? 'accessMode' : undefined
  }
  if (part.part === 'exposure') {
    const routes = Object.entries((part.routes as typeof part.routes | undefined) ?? {})
    const astray = routes.find(([, { to }]) => (to as PortRef | undefined)?.workload === undefined)
    return routes.length === 0 ? 'routes' : astray && `to in its route "${astray[0]}"`
  }
  if (part.part === 'route') {
    const isAstray = part.rules.some(({ to }) => (to as PortRef | undefined)?.workload === undefined)
    return isAstray ? 'to in one of its rules' : undefined
  }
  if (part.part === 'requirement' && (typeof part.look !== 'object' || part.look === null))
    return 'question for preflight, as { api: … }'
  if ('message' in part && part.message.e === 'lit' && part.message.value === undefined) return 'message'
  return undefined
}

/** What a property that is misspelt gives. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}

/** What a workload mounts or reads must be part of the chart, or the pod would wait for it forever. */
export function checkParts(app: App): Diagnostic[] {
  const listed = new Set<Part>(app.parts)
  return app.parts.flatMap((part) => {
    if (part.part !== 'workload') return []
    const { restartOn = [] } = part.spec
    const all = containersOf(part).map(({ spec }) => spec)
    const mounts = all.flatMap((one) => one.mounts ?? [])
    const secrets = all.flatMap(({ env = {} }) => Object.values(env).flatMap(secretKeysIn))
    const configs = all.flatMap(({ envFrom }) => ownConfigsOf(envFrom))
    const needed = new Map<Part, Site | undefined>()
    for (const one of mounts) {
      const mount = (whenOf(one)?.then ?? one) as Mount
      needed.set(mount.mount, mount.at)
    }
    for (const key of secrets) needed.set(key.secret, key.at)
    for (const one of [...restartOn, ...configs]) needed.set(one.part, one.part.at)
    for (const { to } of connectionsOf(part.spec.connectsTo))
      if ('workload' in to) needed.set(to.workload, to.at)
    return [...needed]
      .filter(([one]) => !listed.has(one) && !('source' in one && one.source.kind !== 'claim'))
      .map(([one, at]) =>
        problem(
          'part-unlisted',
          at,
          `"${part.name}" uses "${'name' in one ? one.name : ''}", which is not part of the chart`,
          {
            hint: 'add it to the list that chart() returns',
          },
        ),
      )
  })
}

/** The keys of Secrets that a variable may hold. */
function secretKeysIn(value: unknown): SecretKey[] {
  if (typeof value !== 'object' || value === null || nodeOf(value)) return []
  const conditional = whenOf(value)
  if (conditional) return [conditional.then, conditional.otherwise].flatMap(secretKeysIn)
  return 'secret' in value ? [value as SecretKey] : []
}
