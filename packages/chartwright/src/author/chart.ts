import { expression, type Expr } from './values/expression.ts'
import { Declaration, groupType, type Declarations, type Faces } from './values/declaration.ts'
import { withDerived } from './values/derived.ts'
import type { Config } from './storage/config.ts'
import type { Metrics } from './workload/metrics.ts'
import type { Mtls } from './network/mtls.ts'
import type { CapacityPart } from './preflight/capacity.ts'
import type { Part } from './part.ts'
import { withProfiles } from './values/profile.ts'
import { makesSecrets, type Secret } from './storage/secret.ts'
import type { Volume } from './storage/volume.ts'
import { componentName } from './workload/component-name.ts'
import type { Service } from './workload/workload.ts'
import { houseValueNames, houseValues, secretSeed } from './values/house-values.ts'
import { mistake } from './mistake.ts'
import { captureSite, type Site } from './site.ts'
import type { GroupType } from './values/type.ts'

/** What Chart.yaml and the README say of a chart. */
export interface ChartMeta {
  /** The chart's name, also the first part of its templates' names. */
  name: string
  /** The version of the chart itself (SemVer). */
  version: string
  /** The version of what it runs. */
  appVersion?: string
  description: string
  home?: string
  sources?: readonly string[]
  keywords?: readonly string[]
  maintainers?: readonly { name: string; email?: string; url?: string }[]
  /** The oldest Kubernetes it is made for, as `1.19`. */
  kubernetes: string
  /** What must be there before an install; each becomes a line of the README. */
  requires?: readonly string[]
  /** Further sections of the README, by title, in Markdown. */
  readme?: Readonly<Record<string, string>>
  /** The user and group that containers run as, unless the operator says otherwise. */
  user?: number
  /** Containers cannot write to their image; each workload says what it writes to. */
  readOnlyRoot?: boolean
  /**
   * Other names for files of `templates/`, by the name that the compiler gives them, as documents ask for.
   *
   * @example files: { 'web-horizontalpodautoscaler.yaml': 'web-hpa.yaml' }
   */
  files?: Readonly<Record<string, string>>
  /** The image that `helm test` runs; it needs sh, wget and nc. */
  testImage?: { repository: string; tag: string }
}

/** What a release is, when the chart is rendered. */
export interface Release {
  readonly name: Expr<string>
  readonly namespace: Expr<string>
  /** `<release>` or `<release>-<chart>`: what the names of objects begin with. */
  readonly fullname: Expr<string>
  /** The full name of a component. */
  component(name: string): Expr<string>
}

/** A whole description: data, ready for the compiler. */
export interface App {
  readonly app: 1
  meta: ChartMeta
  values: GroupType
  /** Where each declared value stands in the author's file, by path. */
  declaredAt: Map<string, Site>
  parts: Part[]
  at?: Site
}

/** What the body of a chart may return. */
/** A chart may add to `global` what it shares with the charts around it. */
function both(own: Declaration, house: Declaration): Declaration {
  const fields = (of: Declaration) => (of.field.type as GroupType).fields
  return new Declaration({ ...own.field, type: { t: 'group', fields: { ...fields(own), ...fields(house) } } })
}

/** What the function of a chart returns a list of. */
export type Described =
  Part | Volume | Config | Secret | Service | Metrics | Mtls | { readonly part: CapacityPart } | Bundle

/** Several parts that belong together, as a Redis with its scripts and Secret. */
export interface Bundle {
  readonly parts: readonly Part[]
}

/** Declares the values that operators may set. @example values({ replicas: int(1).doc('How many') }) */
export function values<const D extends Declarations>(declarations: D): D {
  return declarations
}

/**
 * Describes a platform: its values, then what it is made of.
 *
 * @example
 * import { chart, http, image, replicas, service, values } from 'chartwright'
 *
 * const v = values({ image: image({ repository: 'nginx', tag: '1.29' }), replicas: replicas(2) })
 *
 * export default chart({ name: 'web', version: '1.0.0', description: 'A page', kubernetes: '1.25' }, v, ($) => [
 *   service('web', { image: $.image, replicas: $.replicas, ports: { http: 80 }, ready: http('http', '/') }),
 * ])
 */
export function chart<const D extends Declarations>(
  meta: ChartMeta,
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
): App {
  const at = captureSite()
  if (typeof describe !== 'function')
    throw mistake('part-incomplete', 'the chart has no function that gives its parts', {
      hint: 'write chart({ name, … }, values({ … }), ($) => [ … ])',
    })
  const house = houseValues({
    user: meta.user ?? 65532,
    readOnlyRoot: meta.readOnlyRoot ?? false,
    since: Number(meta.kubernetes?.split('.')[1]),
    tests: meta.testImage ?? { repository: 'busybox', tag: '1.37' },
  })
  for (const name of Object.keys(declared))
    if (houseValueNames.has(name) && name !== 'global')
      throw mistake('value-declared-twice', `every chart has the value "${name}" already`, {
        hint: 'leave it out: it comes with the chart',
        ...(declared[name]!.at && { span: declared[name]!.at }),
      })
  const all = {
    ...declared,
    ...house,
    ...(declared.global && { global: both(declared.global, house.global!) }),
  }
  const type: GroupType = { t: 'group', fields: withProfiles(all) }
  const release: Release = {
    name: expression({ e: 'builtin', path: 'Release.Name', type: { t: 'string', safe: 'bare' } }),
    namespace: expression({ e: 'builtin', path: 'Release.Namespace', type: { t: 'string', safe: 'bare' } }),
    fullname: expression({ e: 'include', helper: 'fullname', type: { t: 'string', safe: 'bare' } }),
    component: componentName,
  }
  const { result: described, parts: texts } = withDerived(() =>
    describe(expression({ e: 'value', path: [], type }), release),
  )
  const listed = described.flatMap((one): readonly Part[] => {
    if ('parts' in one) return one.parts
    return [typeof one.part === 'string' ? (one as Part) : one.part]
  })
  const parts = [...texts, ...listed]
  if (parts.some((part) => part.part === 'secret' && makesSecrets(part)))
    Object.assign(type.fields, groupType({ secretSeed: secretSeed() }).fields)
  const declaredAt = new Map<string, Site>()
  for (const [name, declaration] of Object.entries(declared))
    if (declaration.at) declaredAt.set(name, declaration.at)
  return { app: 1, meta, values: type, declaredAt, parts, ...(at && { at }) }
}
