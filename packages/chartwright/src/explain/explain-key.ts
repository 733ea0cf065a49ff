import type { Decision, KeyRead, SourcePlace } from '../engine/index.ts'
import { isMap, type GoValue } from '../go/index.ts'
import {
  keyedBy,
  keyPath,
  decisionsOfFile,
  linesOfField,
  selectorOf,
  type FieldPath,
  type RenderedObject,
  type TracedRender,
} from '../objects/index.ts'
import { skippedWithin } from './explain-field.ts'
import type { Path } from '../yaml/index.ts'

/** A field that a key moves. */
export interface MovedField {
  path: FieldPath
  value: GoValue
  place: SourcePlace | undefined
  /** The key is part of what it says; otherwise it decides whether it is there. */
  isContent: boolean
}

export interface MovedObject {
  object: RenderedObject
  /** The empty path when it decides about the whole object. */
  fields: MovedField[]
}

/** All that a key decides about: a place, and the files in which it came into question. */
export interface DecidedBranch {
  place: SourcePlace
  /** How often it printed something, and how often nothing. */
  taken: number
  skipped: number
  files: string[]
}

export interface KeyExplanation {
  key: string
  objects: MovedObject[]
  branches: DecidedBranch[]
  /** Whether anything read it at all: a template, a condition, a tag. */
  isRead: boolean
}

/** Everything that a values key moves: fields that are made of it, fields and objects it decides about. */
export function explainValue(render: TracedRender, key: string): KeyExplanation {
  const provenance = render.provenance!
  const wanted = keyPath(key)
  // The same keys are read by many lines.
  const known = new Map<string, boolean>()
  const concerns = (read: KeyRead) => {
    const id = `${read.of} ${read.key}`
    let answer = known.get(id)
    if (answer === undefined) known.set(id, (answer = concernsKey(read, wanted)))
    return answer
  }
  const objects = render.objects.flatMap((object): MovedObject[] => {
    if (object.isCrdFile) return []
    const { lines } = linesOfField(render, object, [])
    const reads = [...lines, ...decisionsOfFile(render, object.path)]
    if (!reads.some(({ keys }) => keys.some(concerns))) return []
    const fields: MovedField[] = []
    collect(render, object, { path: [], place: [], value: object.value }, concerns, fields)
    return fields.length > 0 ? [{ object, fields }] : []
  })
  const branches = new Map<string, DecidedBranch>()
  for (const file of provenance.files)
    for (const decision of decisionsOfFile(render, file))
      if (decision.keys.some(concerns)) note(branches, decision, file)
  return {
    key,
    objects,
    branches: [...branches.values()],
    isRead: provenance.keys.some(concerns),
  }
}

/** Whether a read hangs on a key: it read the key itself, something below it, or all of a map around it. */
export function concernsKey({ key, of }: KeyRead, wanted: Path): boolean {
  const path = keyPath(key)
  const shared = Math.min(path.length, wanted.length)
  if (!path.slice(0, shared).every((step, at) => step === wanted[at])) return false
  // Names of a map around it: whether the key is there counts, its value does not.
  return path.length >= wanted.length || of === 'value' || path.length === wanted.length - 1
}

function note(branches: Map<string, DecidedBranch>, { place, first, last }: Decision, file: string): void {
  const id = `${place.template}:${place.line}:${place.column}`
  let branch = branches.get(id)
  if (!branch) branches.set(id, (branch = { place, taken: 0, skipped: 0, files: [] }))
  if (last < first) branch.skipped++
  else branch.taken++
  if (!branch.files.includes(file)) branch.files.push(file)
}

interface At {
  path: FieldPath
  place: Path
  value: GoValue
}

/** A map or list that the key only decides about is one; else what is in it is looked at. */
function collect(
  render: TracedRender,
  object: RenderedObject,
  at: At,
  concerns: (read: KeyRead) => boolean,
  fields: MovedField[],
): void {
  const { first, last, lines: all } = linesOfField(render, object, at.place)
  const lines = all.filter(({ text }) => text.trim() !== '')
  if (!lines.some(({ keys }) => keys.some(concerns))) {
    if (typeof at.value !== 'string') {
      for (const entry of entriesOf(at)) collect(render, object, entry, concerns, fields)
      return
    }
    const branch = skippedWithin(render, object, first, last).find(({ keys }) => keys.some(concerns))
    if (branch) fields.push({ path: at.path, value: at.value, place: branch.place, isContent: false })
    return
  }
  const isContent = lines.some(({ content }) => content.some(concerns))
  const below = entriesOf(at)
  if (below.length === 0 || (!isContent && lines.every(({ keys }) => keys.some(concerns)))) {
    const told = lines.find(({ keys }) => keys.some(concerns))
    fields.push({ path: at.path, value: at.value, place: told?.place, isContent })
    return
  }
  for (const entry of below) collect(render, object, entry, concerns, fields)
}

function entriesOf({ path, place, value }: At): At[] {
  if (isMap(value))
    return Object.entries(value).map(([name, entry]) => ({
      path: [...path, name],
      place: [...place, name],
      value: entry,
    }))
  if (!Array.isArray(value)) return []
  const fields = keyedBy(String(path.findLast((step) => typeof step === 'string') ?? ''), value)
  return value.map((item, index) => ({
    path: [...path, fields && isMap(item) ? selectorOf(item, fields)! : index],
    place: [...place, index],
    value: item,
  }))
}
