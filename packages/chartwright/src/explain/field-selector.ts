import { suggest } from '../diagnostics/index.ts'
import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { keyedBy, printPath, selectorOf, type FieldPath, type Step } from '../objects/index.ts'
import type { Path } from '../yaml/index.ts'

/** A field of an object: its path as it is printed, and as places in its text. */
export interface Field {
  path: FieldPath
  place: Path
  value: GoValue
}

export interface MissingField {
  /** The deepest map or list on the way that is there. */
  nearest: Field
  /** What was asked for below it: `env[name=X].value`. */
  rest: string
  /** Paths that may have been meant. */
  meant: string[]
}

/**
 * Finds a field by a path as people write it: `spec.replicas`, `spec.containers[0].image`,
 * `spec.containers[name=web].image`, `spec.containers.web.image`, `metadata.labels["app.kubernetes.io/name"]`.
 * A name with dots may be written as it is, or with `\.`: the object itself tells where it ends.
 *
 * @example findField(object.value, 'spec.ports.http.port')
 */
export function findField(object: GoMap, text: string): { field: Field } | { missing: MissingField } {
  const root: Field = { path: [], place: [], value: object }
  let nearest = { field: root, rest: text }
  const search = (at: Field, rest: string): Field | undefined => {
    if (rest.length < nearest.rest.length) nearest = { field: at, rest }
    if (rest === '') return at
    for (const { field, length } of steps(at, rest)) {
      const found = search(field, rest.slice(length).replace(/^\.(?=[^.])/, ''))
      if (found) return found
    }
    return undefined
  }
  const field = search(root, text.replace(/^\./, ''))
  if (field) return { field }
  return {
    missing: {
      nearest: nearest.field,
      rest: nearest.rest,
      meant: meantPaths(object, nearest.field, nearest.rest),
    },
  }
}

/** Where the next step of a path may lead, the longest name first. */
function steps(at: Field, rest: string): { field: Field; length: number }[] {
  const below = (step: Step, place: string | number, length: number) => ({
    field: {
      path: [...at.path, step],
      place: [...at.place, place],
      value: (at.value as GoMap)[place]!,
    },
    length,
  })
  const bracket = /^\[((?:"(?:\\.|[^"\\])*"|'[^']*'|[^\]"'])*)\]/.exec(rest)
  if (isMap(at.value)) {
    const names = Object.keys(at.value).sort((a, b) => b.length - a.length)
    if (bracket) {
      const name = unquoted(bracket[1]!)
      return Object.hasOwn(at.value, name) ? [below(name, name, bracket[0].length)] : []
    }
    return names.flatMap((name) => {
      const spelled = [name, name.replaceAll('.', '\\.')].find(
        (one) => one !== '' && startsWithName(rest, one),
      )
      return spelled === undefined ? [] : [below(name, name, spelled.length)]
    })
  }
  if (!Array.isArray(at.value)) return []
  const list = at.value
  const fields = keyedBy(String(at.path.findLast((step) => typeof step === 'string') ?? ''), list)
  const stepAt = (index: number): Step =>
    fields && isMap(list[index]) ? selectorOf(list[index], fields)! : index
  const word =
    /^\d+(?=$|[.[])/.exec(rest)?.[0] ?? (/^\d+$/.test(bracket?.[1] ?? '') ? bracket![1]! : undefined)
  if (word !== undefined)
    return Number(word) < list.length
      ? [below(stepAt(Number(word)), Number(word), bracket ? bracket[0].length : word.length)]
      : []
  if (bracket) {
    const wanted = bracket[1]!.split(/,(?=[^,=]+=)/).map((part) => {
      const [field, ...value] = part.split('=')
      return [field!.trim(), unquoted(value.join('='))] as const
    })
    return list.flatMap((item, index) =>
      isMap(item) && wanted.every(([field, value]) => selectorOf(item, [field])?.[field] === value)
        ? [below(Object.fromEntries(wanted), index, bracket[0].length)]
        : [],
    )
  }
  return list.flatMap((item, index) => {
    const name = isMap(item) && fields?.length === 1 ? selectorOf(item, fields)![fields[0]!]! : undefined
    return name !== undefined && name !== '' && startsWithName(rest, name)
      ? [below(stepAt(index), index, name.length)]
      : []
  })
}

function startsWithName(text: string, name: string): boolean {
  const next = text[name.length]
  return text.startsWith(name) && (next === undefined || next === '.' || next === '[')
}

function unquoted(text: string): string {
  if (/^".*"$/s.test(text)) return text.slice(1, -1).replace(/\\(.)/g, '$1')
  return /^'.*'$/s.test(text) ? text.slice(1, -1) : text
}

/** The name that a missing path goes on with. */
export function nextName(rest: string): string {
  const bracket = /^\[(?:([^=\]]*)=)?["']?([^\]"']*)["']?\]/.exec(rest)
  return bracket ? bracket[2]! : (/^[^.[]+/.exec(rest)?.[0] ?? rest)
}

/** A near name at the place where the path ends, else fields elsewhere whose paths end alike. */
function meantPaths(object: GoMap, nearest: Field, rest: string): string[] {
  const here = isMap(nearest.value)
    ? Object.keys(nearest.value)
    : Array.isArray(nearest.value)
      ? nearest.value.flatMap((item) => (isMap(item) && typeof item.name === 'string' ? [item.name] : []))
      : []
  const name = nextName(rest)
  const near = suggest(name, here)
  if (near !== undefined) {
    const step = Array.isArray(nearest.value) ? { name: near } : near
    const whole = `${printPath([...nearest.path, step])}${rest.slice(rest.indexOf(name) + name.length).replace(/^["']?\]/, '')}`
    return 'field' in findField(object, whole) ? [whole] : [printPath([...nearest.path, step])]
  }
  const last = nextName(/[^.[]+\]?$/.exec(rest)?.[0] ?? rest)
  return [...pathsIn(object)]
    .filter((path) => path.at(-1) === last)
    .map(printPath)
    .slice(0, 3)
}

/** The paths of all fields of a value, maps and lists before what is in them. */
export function* pathsIn(value: GoValue, path: FieldPath = []): Generator<FieldPath> {
  if (path.length > 0) yield path
  if (isMap(value)) for (const [name, entry] of Object.entries(value)) yield* pathsIn(entry, [...path, name])
  if (!Array.isArray(value)) return
  const fields = keyedBy(String(path.findLast((step) => typeof step === 'string') ?? ''), value)
  for (const [index, item] of value.entries())
    yield* pathsIn(item, [...path, fields && isMap(item) ? selectorOf(item, fields)! : index])
}
