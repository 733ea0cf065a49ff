import { printPath, type RenderedObject, type TracedRender } from '../objects/index.ts'
import { compareValues, type RawChange } from './compare-values.ts'
import { causeId, causesOfField, causesOfObject } from './find-causes.ts'
import { labelOf } from '../objects/index.ts'
import { matchObjects } from './match-objects.ts'
import { withoutSecrets } from './secrets.ts'
import type { CauseGroup, Difference, FieldChange, ObjectChange, RandomField } from './types.ts'

export interface DiffOptions {
  /** Give what Secrets hold, too. */
  showSecrets?: boolean
  /** Do not look for causes, which takes most of the time: there are none then. */
  withoutCauses?: boolean
}

/**
 * What differs between two renders, by object and by field, and why. What is drawn anew at every render is told
 * apart and not compared.
 *
 * @example
 * const before = traceRender(chart, newMap(), options)
 * const after = traceRender(chart, mergeValueOptions({ set: ['replicas=3'] }, { fileSystem }), options)
 * diffRenders(before, after).objects[0].fields[0].causes // [{ type: 'value', key: 'replicas', from: 1, to: 3 }]
 */
export function diffRenders(from: TracedRender, to: TracedRender, options: DiffOptions = {}): Difference {
  const random: RandomField[] = []
  const objects: ObjectChange[] = []
  let unchanged = 0
  for (const pair of matchObjects(from.objects, to.objects)) {
    if (!pair.from || !pair.to) {
      const object = (pair.from ?? pair.to)!
      const change = pair.from ? 'removed' : 'added'
      const causes = options.withoutCauses ? [] : causesOfObject(object, change === 'added', from, to)
      objects.push({ change, ...pair, fields: [], causes })
      continue
    }
    const { from: before, to: after } = pair
    const causesOf = (raw: RawChange) =>
      options.withoutCauses
        ? []
        : causesOfField(raw, { render: from, object: before }, { render: to, object: after })
    const fields: FieldChange[] = []
    const changes = compareValues(before.value, after.value)
    // To know what is drawn takes a render more: only where something differs.
    const drawn = changes.length > 0 ? ([drawnPaths(from, before), drawnPaths(to, after)] as const) : []
    for (const raw of changes) {
      if (isDrawn(raw, drawn)) random.push({ object: after, path: raw.path })
      else fields.push(fieldChange(raw, after, causesOf(raw)))
    }
    const isRenamed = labelOf(pair.from) !== labelOf(pair.to) && pair.from.name !== pair.to.name
    if (fields.length === 0) unchanged++
    else objects.push({ change: isRenamed ? 'renamed' : 'changed', ...pair, fields, causes: [] })
  }
  const difference = { objects, random, unchanged }
  return options.showSecrets ? difference : withoutSecrets(difference)
}

function fieldChange(raw: RawChange, { kind }: RenderedObject, causes: FieldChange['causes']): FieldChange {
  const { path, change, from, to } = raw
  const isSecret = kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData')
  return {
    path,
    change,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    isSecret,
    causes,
  }
}

/** The fields of an object that another render of the same values gives another value. */
function drawnPaths(render: TracedRender, object: RenderedObject): ReadonlySet<string> | undefined {
  const label = labelOf(object)
  const again = render.again()?.find((other) => labelOf(other) === label)
  if (!again) return undefined
  return new Set(compareValues(object.value, again.value).map(({ path }) => printPath(path)))
}

/** Drawn in both renders: what is drawn in one alone has been settled, or has begun to be drawn. */
function isDrawn(
  { path }: RawChange,
  [before, after]: readonly (ReadonlySet<string> | undefined)[],
): boolean {
  const name = printPath(path)
  return before?.has(name) === true && after?.has(name) === true
}

/** Changes put together by why they are, the values keys first; what one key moves stands together. */
export function groupByCause(difference: Difference): CauseGroup[] {
  const groups = new Map<string, CauseGroup>()
  const add = (causes: CauseGroup['causes'], object: ObjectChange, field: FieldChange | undefined) => {
    const id = causes.map(causeId).sort().join('\n')
    let group = groups.get(id)
    if (!group) groups.set(id, (group = { causes, changes: [] }))
    let change = group.changes.find((one) => one.object === object)
    if (!change) group.changes.push((change = { object, fields: [] }))
    if (field) change.fields.push(field)
  }
  for (const object of difference.objects) {
    if (object.change === 'added' || object.change === 'removed') add(object.causes, object, undefined)
    else for (const field of object.fields) add(field.causes, object, field)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}
