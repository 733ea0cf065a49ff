import type { Cause, Difference, FieldChange, ObjectChange } from '../../diff/index.ts'
import { printPath, type RenderedObject } from '../../objects/index.ts'
import { plain } from './value-text.ts'

/** A difference for programs; docs/diff.md describes it. */
export function differenceJson(difference: Difference): unknown {
  const causes: unknown[] = []
  const known = new Map<string, number>()
  const indexOf = (cause: Cause): number => {
    const shown = causeJson(cause)
    const id = JSON.stringify(shown)
    if (!known.has(id)) known.set(id, causes.push(shown) - 1)
    return known.get(id)!
  }
  const objects = difference.objects.map((object) => objectJson(object, indexOf))
  const count = (change: ObjectChange['change']) =>
    difference.objects.filter((object) => object.change === change).length
  return {
    summary: {
      changed: count('changed'),
      renamed: count('renamed'),
      added: count('added'),
      removed: count('removed'),
      unchanged: difference.unchanged,
      random: difference.random.length,
    },
    causes,
    objects,
    random: difference.random.map(({ object, path }) => ({
      object: identity(object),
      path: printPath(path),
    })),
  }
}

function objectJson(
  { change, from, to, fields, causes }: ObjectChange,
  indexOf: (cause: Cause) => number,
): unknown {
  const object = (to ?? from)!
  return {
    change,
    ...identity(object),
    ...(change === 'renamed' && { from: identity(from!) }),
    template: object.path,
    ...(object.events.length > 0 && { hook: object.events }),
    ...(object.isCrdFile && { isCrdFile: true }),
    ...(causes.length > 0 && { causes: causes.map(indexOf) }),
    fields: fields.map((field) => fieldJson(field, indexOf)),
  }
}

function fieldJson(
  { path, change, from, to, isSecret, causes }: FieldChange,
  indexOf: (cause: Cause) => number,
): unknown {
  return {
    path: printPath(path),
    change,
    ...(from !== undefined && { from: plain(from) }),
    ...(to !== undefined && { to: plain(to) }),
    ...(isSecret && { isSecret }),
    causes: causes.map(indexOf),
  }
}

function causeJson(cause: Cause): unknown {
  if (cause.type !== 'value') return cause
  const { from, to, ...rest } = cause
  return {
    ...rest,
    ...(from !== undefined && { from: plain(from) }),
    ...(to !== undefined && { to: plain(to) }),
  }
}

function identity({ apiVersion, kind, namespace, name }: RenderedObject): Record<string, string> {
  return { apiVersion, kind, ...(namespace !== '' && { namespace }), name }
}
