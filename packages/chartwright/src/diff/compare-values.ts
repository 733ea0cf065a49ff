import { isMap, type GoMap, type GoValue } from '../go/index.ts'
import { matchLists, type FieldPath } from '../objects/index.ts'
import { equalValues } from '../objects/key.ts'
import type { Path } from '../yaml/index.ts'

/** One field that two objects differ in. What came or went whole is one field. */
export interface RawChange {
  path: FieldPath
  change: 'added' | 'removed' | 'changed' | 'reordered'
  from: GoValue | undefined
  to: GoValue | undefined
  /** Where it stands in each object's own text; the nearest map or list around it where it is not. */
  fromPath: Path
  toPath: Path
}

/** The fields in which two maps differ, in the order of the second. A null is as good as nothing there. */
export function compareValues(from: GoMap, to: GoMap): RawChange[] {
  const changes: RawChange[] = []
  compareMaps({ path: [], fromPath: [], toPath: [] }, from, to, changes)
  return changes
}

interface Place {
  path: FieldPath
  fromPath: Path
  toPath: Path
}

function compareMaps(at: Place, from: GoMap, to: GoMap, changes: RawChange[]): void {
  const names = Object.keys(to)
  for (const name of new Set([...names, ...Object.keys(from)])) {
    const below = {
      path: [...at.path, name],
      fromPath: [...at.fromPath, name],
      toPath: [...at.toPath, name],
    }
    compare(below, at, own(from, name), own(to, name), changes)
  }
}

function own(map: GoMap, name: string): GoValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}

function compare(
  at: Place,
  around: Place,
  from: GoValue | undefined,
  to: GoValue | undefined,
  changes: RawChange[],
): void {
  if (equalValues(from, to)) return
  const add = (change: RawChange['change']) =>
    changes.push({
      path: at.path,
      change,
      from,
      to,
      fromPath: change === 'added' ? around.fromPath : at.fromPath,
      toPath: change === 'removed' ? around.toPath : at.toPath,
    })
  if (isMap(from) && isMap(to)) compareMaps(at, from, to, changes)
  else if (Array.isArray(from) && Array.isArray(to)) {
    if (from.length > 0 && to.length > 0) compareLists(at, from, to, changes)
    else add('changed')
  } else if (isNothing(from) && isNothing(to)) return
  else if (isNothing(from)) add('added')
  else if (isNothing(to)) add('removed')
  else add('changed')
}

function isNothing(value: GoValue | undefined): boolean {
  return value === undefined || value === null
}

function compareLists(
  at: Place,
  from: readonly GoValue[],
  to: readonly GoValue[],
  changes: RawChange[],
): void {
  const name = at.path.findLast((step) => typeof step === 'string') ?? ''
  const { pairs, isReordered } = matchLists(from, to, name)
  if (isReordered) {
    const { path, fromPath, toPath } = at
    changes.push({ path, change: 'reordered', from: [...from], to: [...to], fromPath, toPath })
  }
  for (const { from: before, to: after, step } of pairs) {
    const below = {
      path: [...at.path, step],
      fromPath: before === undefined ? at.fromPath : [...at.fromPath, before],
      toPath: after === undefined ? at.toPath : [...at.toPath, after],
    }
    compare(
      below,
      at,
      before === undefined ? undefined : from[before],
      after === undefined ? undefined : to[after],
      changes,
    )
  }
}
