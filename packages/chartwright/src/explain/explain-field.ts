import type { Decision, KeyRead, OutputLine, SourcePlace } from '../engine/index.ts'
import { decisionsOfFile, linesOfField, type RenderedObject, type TracedRender } from '../objects/index.ts'
import type { Field } from './field-selector.ts'

/** Lines that one place of the templates made. */
export interface MadeBy {
  text: string[]
  place: SourcePlace | undefined
  /** The includes that led there, the innermost first. */
  stack: readonly SourcePlace[]
  /** Other templates that parts of the lines come from. */
  also: readonly SourcePlace[]
}

export interface FieldExplanation {
  object: RenderedObject
  field: Field
  made: MadeBy[]
  /** The keys that its text is made of. */
  content: KeyRead[]
  /** The branches that it stands in, the outermost first. */
  decisions: Decision[]
  /** Branches in it, of a text of several lines, that printed nothing. */
  inside: Decision[]
  /** Keys besides that decide whether it is there: of a dependency's condition, of a loop that was left. */
  others: KeyRead[]
}

/** Where a field comes from: the lines of templates that made it, and the values keys that those read. */
export function explainField(render: TracedRender, object: RenderedObject, field: Field): FieldExplanation {
  const { first, last, lines } = linesOfField(render, object, field.place)
  const told = lines.filter(({ text }) => text.trim() !== '')
  const decisions = decisionsAround(render, object, first, last)
  const content = byKey(told.flatMap((line) => line.content))
  // A text may have had more lines: what was left out of it is another text's difference.
  const inside = typeof field.value === 'string' ? skippedWithin(render, object, first, last) : []
  const known = new Set([...content, ...decisions.flatMap(({ keys }) => keys)].map(({ key }) => key))
  return {
    object,
    field,
    made: madeBy(told),
    content,
    decisions,
    inside,
    others: byKey(told.flatMap(({ keys }) => keys)).filter(({ key }) => !known.has(key)),
  }
}

/** Neighbouring lines of one place are told together. */
function madeBy(lines: readonly OutputLine[]): MadeBy[] {
  const made: MadeBy[] = []
  for (const { text, place, stack, also } of lines) {
    const last = made.at(-1)
    if (last && samePlace(last.place, place) && last.stack.length === stack.length && also.length === 0)
      last.text.push(text)
    else made.push({ text: [text], place, stack, also })
  }
  return made
}

function samePlace(a: SourcePlace | undefined, b: SourcePlace | undefined): boolean {
  return a?.template === b?.template && a?.line === b?.line
}

/** The decisions that printed all of some lines of an object, counted from 0 in its document. */
function decisionsAround(
  render: TracedRender,
  object: RenderedObject,
  first: number,
  last: number,
): Decision[] {
  const { provenance } = render
  if (!provenance || object.isCrdFile || last < first) return []
  const offset = provenance.firstLineOf(object.manifest)
  return decisionsOfFile(render, object.path)
    .filter((decision) => decision.first <= first + offset && decision.last >= last + offset)
    .sort((a, b) => b.last - b.first - (a.last - a.first))
}

/** The decisions between the lines of a field that printed nothing. */
export function skippedWithin(
  render: TracedRender,
  object: RenderedObject,
  first: number,
  last: number,
): Decision[] {
  const { provenance } = render
  if (!provenance || object.isCrdFile || last <= first) return []
  const offset = provenance.firstLineOf(object.manifest)
  return decisionsOfFile(render, object.path).filter(
    (decision) =>
      decision.last < decision.first &&
      decision.first > first + offset &&
      decision.first <= last + offset + 1,
  )
}

export function byKey(reads: readonly KeyRead[]): KeyRead[] {
  const known = new Map<string, KeyRead>()
  for (const read of reads) if (read.of === 'value' || !known.has(read.key)) known.set(read.key, read)
  return [...known.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}
