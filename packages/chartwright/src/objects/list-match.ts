import { GoInt, isMap, type GoMap, type GoValue } from '../go/index.ts'
import { equalValues } from './key.ts'
import type { Step } from './path.ts'

/** The fields that name the items of a list, where the list's own name tells (Kubernetes' patchMergeKey). */
const byField: Readonly<Record<string, readonly (readonly string[])[]>> = {
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  hostAliases: [['ip']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable'], ['topologyKey']],
  subjects: [
    ['kind', 'namespace', 'name'],
    ['kind', 'name'],
  ],
  paths: [['path', 'pathType'], ['path']],
  tls: [['secretName']],
  volumeClaimTemplates: [['metadata.name']],
  conditions: [['type']],
}

/** Else, the first of these that every item has and no two share. */
const usual: readonly (readonly string[])[] = [
  ['name'],
  ['containerPort', 'protocol'],
  ['containerPort'],
  ['port', 'protocol'],
  ['port'],
  ['host'],
  ['key', 'operator', 'effect'],
  ['key'],
  ['id'],
  ['metadata.name'],
]

/** Which item of one list is which of another. */
export interface ListMatch {
  /** Places in the first and the second list; one of them is missing where an item has no counterpart. */
  pairs: { from: number | undefined; to: number | undefined; step: Step }[]
  /** The items that both have stand in another order. */
  isReordered: boolean
}

/**
 * Matches the items of two lists: by what names them, as Kubernetes merges them; else equal ones, and those
 * that stand between the same equal ones.
 *
 * @param name the field that holds the list: `containers`
 */
export function matchLists(from: readonly GoValue[], to: readonly GoValue[], name: string): ListMatch {
  const fields = keyedBy(name, from, to)
  return fields ? matchByName(from, to, fields) : matchByPlace(from, to)
}

/** The fields that name the items of a list, of both lists where two are given; undefined for other lists. */
export function keyedBy(
  name: string,
  ...lists: readonly (readonly GoValue[])[]
): readonly string[] | undefined {
  if (!lists.some((list) => list.length > 0) || !lists.flat().every(isMap)) return undefined
  const candidates = [...(Object.hasOwn(byField, name) ? byField[name]! : []), ...usual]
  return candidates.find((fields) =>
    lists.every((list) => {
      const names = list.map((item) => selectorOf(item as GoMap, fields))
      return names.every((one) => one !== undefined) && new Set(names.map(identity)).size === names.length
    }),
  )
}

/** What names an item: `{ name: 'web' }`. Undefined when it lacks one of the fields. */
export function selectorOf(
  item: GoMap,
  fields: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {}
  for (const field of fields) {
    const value = field
      .split('.')
      .reduce<GoValue | undefined>((at, name) => (isMap(at) ? at[name] : undefined), item)
    if (typeof value === 'number' || value instanceof GoInt) found[field] = String(value)
    else if (typeof value === 'string') found[field] = value
    else return undefined
  }
  return found
}

function identity(selector: Readonly<Record<string, string>> | undefined): string {
  return JSON.stringify(selector)
}

function matchByName(from: readonly GoValue[], to: readonly GoValue[], fields: readonly string[]): ListMatch {
  const steps = (list: readonly GoValue[]) => list.map((item) => selectorOf(item as GoMap, fields)!)
  const [before, after] = [steps(from), steps(to)]
  const places = new Map(before.map((step, at) => [identity(step), at]))
  const pairs: ListMatch['pairs'] = after.map((step, at) => ({
    from: places.get(identity(step)),
    to: at,
    step,
  }))
  const kept = pairs.map((pair) => pair.from).filter((at) => at !== undefined)
  const isReordered = kept.some((at, index) => index > 0 && at < kept[index - 1]!)
  const gone = before.flatMap((step, at) => (kept.includes(at) ? [] : [{ from: at, to: undefined, step }]))
  const come = pairs.filter((pair) => pair.from === undefined)
  for (const pair of come) {
    const at = gone.findIndex(({ from: before }) => isRenamed(from[before], to[pair.to!], fields[0]!))
    if (at >= 0) Object.assign(pair, gone.splice(at, 1)[0], { to: pair.to })
  }
  // A port without a name that got another number is the same port; what has a name is what it is called.
  const left = come.filter((pair) => pair.from === undefined)
  if (fields[0] !== 'name' && gone.length === 1 && left.length === 1) {
    left[0]!.from = gone.pop()!.from
    if (from.length === 1 && to.length === 1) left[0]!.step = 0
  }
  return { pairs: [...gone, ...pairs], isReordered }
}

/** Whether two items have all in common but their names, and more than that. */
function isRenamed(a: GoValue | undefined, b: GoValue | undefined, field: string): boolean {
  if (!isMap(a) || !isMap(b) || Object.keys(a).length < 2) return false
  const rest = ({ [field]: _, ...others }: GoMap) => Object.entries(others)
  const [mine, theirs] = [rest(a), rest(b)]
  return mine.length === theirs.length && mine.every(([name, value]) => equalValues(value, b[name]))
}

function matchByPlace(from: readonly GoValue[], to: readonly GoValue[]): ListMatch {
  const same = commonItems(from, to)
  const pairs: ListMatch['pairs'] = []
  let [i, j] = [0, 0]
  for (const [x, y] of [...same, [from.length, to.length] as const]) {
    for (; i < x && j < y; i++, j++) pairs.push({ from: i, to: j, step: j })
    for (; i < x; i++) pairs.push({ from: i, to: undefined, step: i })
    for (; j < y; j++) pairs.push({ from: undefined, to: j, step: j })
    if (x < from.length && y < to.length) pairs.push({ from: i++, to: j++, step: y })
  }
  const rest = [...to]
  const isReordered =
    from.length === to.length &&
    same.length < from.length &&
    from.every((item) => {
      const at = rest.findIndex((other) => equalValues(item, other))
      if (at >= 0) rest.splice(at, 1)
      return at >= 0
    })
  return isReordered ? { pairs: [], isReordered } : { pairs, isReordered: false }
}

/** The longest common subsequence, as pairs of places. Long lists are cut to their common ends first. */
export function commonItems<T extends GoValue>(from: readonly T[], to: readonly T[]): [number, number][] {
  let start = 0
  while (start < from.length && start < to.length && equalValues(from[start], to[start])) start++
  let end = 0
  while (
    end < from.length - start &&
    end < to.length - start &&
    equalValues(from[from.length - 1 - end], to[to.length - 1 - end])
  )
    end++
  const [rows, columns] = [from.length - start - end, to.length - start - end]
  const head = Array.from({ length: start }, (_, at): [number, number] => [at, at])
  const tail = Array.from({ length: end }, (_, at): [number, number] => [
    from.length - end + at,
    to.length - end + at,
  ])
  // Two texts of thousands of other lines have nothing in common worth a minute's work.
  if (rows * columns > 4_000_000) return [...head, ...tail]
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      lengths[i * width + j] = equalValues(from[start + i], to[start + j])
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  const middle: [number, number][] = []
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (equalValues(from[start + i], to[start + j])) middle.push([start + i++, start + j++])
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++
    else j++
  }
  return [...head, ...middle, ...tail]
}
