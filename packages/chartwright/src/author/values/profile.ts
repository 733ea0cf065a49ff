import { Declaration, type Declarations } from './declaration.ts'
import type { Expr } from './expression.ts'
import type { Field, GroupType, Json, Type } from './type.ts'

/**
 * Named topologies: the operator chooses one, and values that say `byProfile()` take their defaults from it.
 * Whatever the operator sets wins. The first is the default.
 *
 * @example values({ profile: profile(['single-node', 'ha']), web: workload('The page', { replicas: replicas(1).byProfile({ ha: 3 }) }) })
 */
export function profile<const W extends string>(words: readonly [W, ...W[]]): Declaration<Expr<W>, W> {
  return new Declaration<Expr<W>, W>({
    type: { t: 'string', enum: words, safe: 'bare' },
    default: words[0],
    profiles: true,
    doc: `The topology whose defaults are taken: ${words.join(', ')}. Values that are set win over them`,
  })
}

/** The value that chooses the profile, and what it may be. */
export interface Profiles {
  value: string
  words: readonly string[]
}

/** The value declared with profile(). */
export function profilesOf(fields: Record<string, Field>): Profiles | undefined {
  const found = Object.entries(fields).find(([, field]) => field.profiles)
  if (!found) return undefined
  const [value, { type }] = found
  return { value, words: (type as Type & { t: 'string' }).enum! }
}

/**
 * Fields whose defaults depend on the profile: each names the value that chooses and a default for every
 * profile, and its own default is that of the first.
 */
export function withProfiles(declared: Declarations): Record<string, Field> {
  const fields = Object.fromEntries(Object.entries(declared).map(([name, { field }]) => [name, field]))
  const profiles = profilesOf(fields)
  return profiles ? mapFields(fields, profiles) : fields
}

function mapFields(fields: Record<string, Field>, profiles: Profiles): Record<string, Field> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, complete(field, profiles)]))
}

function complete(field: Field, profiles: Profiles): Field {
  if (field.type.t === 'group')
    return { ...field, type: { t: 'group', fields: mapFields(field.type.fields, profiles) } }
  if (!field.byProfile) return field
  const given = field.byProfile.defaults
  const known = profiles.words.map((word): [string, Json] => [word, given[word] ?? field.default])
  const defaults = { ...Object.fromEntries(known), ...given }
  return { ...field, default: known[0]![1], byProfile: { value: profiles.value, defaults } }
}

/** A value whose default depends on the profile. */
export interface ProfiledValue {
  path: string
  field: Field & { byProfile: NonNullable<Field['byProfile']> }
}

/** Every such value of a chart. */
export function profiledValues({ fields }: GroupType, prefix = ''): ProfiledValue[] {
  return Object.entries(fields).flatMap(([name, field]): ProfiledValue[] => {
    const path = `${prefix}${name}`
    if (field.type.t === 'group') return profiledValues(field.type, `${path}.`)
    return field.byProfile ? [{ path, field: { ...field, byProfile: field.byProfile } }] : []
  })
}

/** Whether a value is written beside its key, or below it as a map. */
export function isScalar(type: Type): boolean {
  return type.t === 'string' || type.t === 'int' || type.t === 'number' || type.t === 'bool'
}

/** Whether a value is a list: of a type of its own, or of Kubernetes' fragments. */
export function isList(type: Type): boolean {
  return type.t === 'list' || (type.t === 'user' && type.what.schema.type === 'array')
}

/** The named template with the defaults of a value by profile: `profileWebResources`. */
export function profileHelper(keys: readonly string[]): string {
  const words = keys.flatMap((key) => key.split(/[^A-Za-z0-9]+/))
  return `profile${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
}
