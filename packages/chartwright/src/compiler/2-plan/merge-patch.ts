import { isRemoved, nodeOf, whenOf, type Site } from '../../author/index.ts'
import { isControl, type Entry, type Flow, type Item, type Yaml } from '../ir.ts'
import { tree, withEmpty } from './tree.ts'

type YamlMap = Extract<Yaml, { y: 'map' }>
type YamlList = Extract<Yaml, { y: 'list' }>
type Fields = Readonly<Record<string, unknown>>

/** By which field items of a list are the same one. Kubernetes' own merge keys, where they have names. */
const mergeKeys: Record<string, string> = {
  volumeMounts: 'mountPath',
  topologySpreadConstraints: 'topologyKey',
}

// Kubernetes refuses to change them, or the chart's own parts find each other by them.
const frozen = [
  /^spec\.(selector|podSelector)(\.|$)/,
  /^metadata\.name$/,
  /^(apiVersion|kind)$/,
  /(^|\.)metadata\.labels\.(app\.kubernetes\.io\/(name|instance|component|version|managed-by)|helm\.sh\/chart)$/,
]

/** A tree with the fields of a patch in it. Adds to `problems` what cannot be patched. */
export function mergePatch(
  map: YamlMap,
  fields: Fields,
  at: Site | undefined,
  problems: string[],
  path = '',
): YamlMap {
  let entries = map.entries
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const here = path === '' ? key : `${path}.${key}`
    if (frozen.some((one) => one.test(here)))
      problems.push(`${here} cannot be changed: other objects depend on it`)
    else entries = patchKey(entries, key, value, at, problems, here)
  }
  return { y: 'map', entries }
}

function patchKey(
  entries: Flow<Entry>[],
  key: string,
  value: unknown,
  at: Site | undefined,
  problems: string[],
  path: string,
): Flow<Entry>[] {
  if (isRemoved(value)) return without(entries, key)
  const index = entries.findIndex((flow) => !isControl(flow) && flow.key === key)
  const own = entries[index] as Entry | undefined
  const merged = own && mergeValue(own.value, key, value, at, problems, path)
  if (own && merged) return entries.with(index, { ...own, value: merged })
  const isMerge = isPlainObject(value) || Array.isArray(value)
  if (isMerge && (own?.value.y === 'user' || mentions(entries, key, own))) {
    problems.push(`${path} depends on values; give it a default in the values, or patch it with one value`)
    return entries
  }
  const conditional = whenOf(value)
  const before = entries.filter((flow) => !isControl(flow) && flow.key === key)
  const literal =
    conditional && conditional.otherwise === undefined && before.length > 0
      ? [
          {
            f: 'if' as const,
            condition: conditional.condition,
            then: flows({ [key]: conditional.then }),
            otherwise: before,
          },
        ]
      : flows({ [key]: value })
  const placed = literal.map((flow): Flow<Entry> => (at ? { ...flow, at } : flow))
  const rest = without(entries, key)
  return index < 0 ? [...rest, ...placed] : [...rest.slice(0, index), ...placed, ...rest.slice(index)]
}

function mergeValue(
  own: Yaml,
  key: string,
  value: unknown,
  at: Site | undefined,
  problems: string[],
  path: string,
): Yaml | undefined {
  if (own.y === 'map' && isPlainObject(value)) return mergePatch(own, value, at, problems, path)
  if (own.y === 'list' && Array.isArray(value) && value.every(isPlainObject)) {
    const by = mergeKeys[key] ?? 'name'
    if (value.every((item) => by in item)) return mergeItems(own, value, by, at, problems, path)
  }
  return undefined
}

/** Items that are there already are changed where they stand, others follow. */
function mergeItems(
  list: YamlList,
  patches: readonly Fields[],
  by: string,
  at: Site | undefined,
  problems: string[],
  path: string,
): YamlList {
  let items = list.items
  for (const patch of patches) {
    const same = (flow: Flow<Item>) => !isControl(flow) && nameOf(flow.item, by) === patch[by]
    const index = items.findIndex(same)
    const found = items[index] as Item | undefined
    if (found?.item.y === 'map') {
      const { [by]: name, ...fields } = patch
      const item = mergePatch(found.item, fields, at, problems, `${path}.${String(name)}`)
      items = items.with(index, { ...found, item })
    } else items = [...items, { item: tree(withEmpty(patch)), ...(at && { at }) }]
  }
  return { y: 'list', items }
}

function nameOf(item: Yaml, by: string): unknown {
  if (item.y !== 'map') return undefined
  const entry = item.entries.find((flow): flow is Entry => !isControl(flow) && flow.key === by)
  const [only, ...more] = entry?.value.y === 'scalar' ? entry.value.parts : []
  return only?.e === 'lit' && more.length === 0 ? only.value : undefined
}

function flows(fields: Fields): Flow<Entry>[] {
  const made = tree(withEmpty(fields))
  return made.y === 'map' ? made.entries : []
}

/** Whether a key stands under a condition somewhere. */
function mentions(entries: readonly Flow<Entry>[], key: string, but?: Entry): boolean {
  return entries.some((flow) => {
    if (!isControl(flow)) return flow.key === key && flow !== but
    return flow.f === 'if' && (mentions(flow.then, key) || mentions(flow.otherwise ?? [], key))
  })
}

/** The entries without a key, also where it stands under a condition. */
function without(entries: readonly Flow<Entry>[], key: string): Flow<Entry>[] {
  return entries.flatMap((flow): Flow<Entry>[] => {
    if (!isControl(flow)) return flow.key === key ? [] : [flow]
    if (flow.f !== 'if' || !mentions([flow], key)) return [flow]
    const then = without(flow.then, key)
    const otherwise = flow.otherwise && without(flow.otherwise, key)
    if (then.length === 0 && !otherwise?.length) return []
    return [{ ...flow, then, ...(otherwise && { otherwise }) }]
  })
}

function isPlainObject(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !nodeOf(value) &&
    !whenOf(value) &&
    !isRemoved(value)
  )
}
