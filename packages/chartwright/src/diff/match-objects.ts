import { isMap, type GoValue } from '../go/index.ts'
import { labelOf, nameOf, type RenderedObject } from '../objects/index.ts'

/** An object of one render with its counterpart in another. */
export interface ObjectPair {
  from: RenderedObject | undefined
  to: RenderedObject | undefined
}

/** How much of two objects has to be the same for one to be the other under a new name. */
const alike = 0.6

/**
 * Matches the objects of two renders: by group, kind, namespace and name; then, for a group that changed, without
 * it; then those of a kind that are nearly the same under another name. In the order of the second render, what
 * it lacks at the end.
 */
export function matchObjects(from: readonly RenderedObject[], to: readonly RenderedObject[]): ObjectPair[] {
  const matched = new Map<RenderedObject, RenderedObject>()
  const left = new Set(from)
  const match = (before: RenderedObject, after: RenderedObject) => {
    matched.set(after, before)
    left.delete(before)
  }
  for (const key of [labelOf, nameOf]) {
    const byKey = new Map<string, RenderedObject[]>()
    for (const object of left) byKey.set(key(object), [...(byKey.get(key(object)) ?? []), object])
    for (const object of to) {
      const before = matched.has(object) ? undefined : byKey.get(key(object))?.shift()
      if (before) match(before, object)
    }
  }
  const open = to.filter((object) => !matched.has(object))
  const candidates = open
    .flatMap((after) =>
      [...left]
        .filter((before) => before.kind === after.kind && before.isCrdFile === after.isCrdFile)
        .map((before) => ({ before, after, likeness: likeness(before, after) })),
    )
    .filter((candidate) => candidate.likeness >= alike)
    .sort((a, b) => b.likeness - a.likeness)
  for (const { before, after } of candidates)
    if (left.has(before) && !matched.has(after)) match(before, after)
  return [
    ...to.map((object) => ({ from: matched.get(object), to: object })),
    ...[...left].map((object) => ({ from: object, to: undefined })),
  ]
}

/** The share of the fields of two objects that are the same; names and labels tell nothing. */
function likeness(a: RenderedObject, b: RenderedObject): number {
  const [one, other] = [leavesOf(a), leavesOf(b)]
  let shared = 0
  for (const leaf of one) if (other.has(leaf)) shared++
  const all = one.size + other.size - shared
  return all === 0 ? 0 : shared / all
}

function leavesOf({ value, name }: RenderedObject): Set<string> {
  const leaves = new Set<string>()
  const visit = (at: GoValue, path: string) => {
    if (isMap(at)) for (const [key, entry] of Object.entries(at)) visit(entry, `${path}.${key}`)
    else if (Array.isArray(at)) for (const item of at) visit(item, `${path}[]`)
    // What contains the object's own name changes with it.
    else leaves.add(`${path}=${String(at).replaceAll(name === '' ? '\0' : name, '\0')}`)
  }
  for (const [field, entry] of Object.entries(value)) if (field !== 'metadata') visit(entry, field)
  return leaves
}
