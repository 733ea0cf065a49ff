import { chartFullPath, type Chart } from '../chart/index.ts'
import type { Decision, KeyRead, SourcePlace } from '../engine/index.ts'
import { decisionsOfFile, linesOfField, type RenderedObject, type TracedRender } from '../objects/index.ts'
import { lineAndColumn } from '../template/index.ts'
import { isKind, type ObjectName } from './object-selector.ts'
import { nextName, type MissingField } from './field-selector.ts'
import { branchAt, mentions, textOf } from './skipped-text.ts'
import type { TemplateSources } from './source.ts'

/** A branch that would have written what is missing. */
export interface SkippedBranch {
  /** Of the branch. */
  place: SourcePlace
  stack: readonly SourcePlace[]
  keys: readonly KeyRead[]
  /** Where in it what is missing is written. */
  wouldWrite: SourcePlace
}

/** The branches around a missing field that would have written it and did not. */
export function explainMissingField(
  render: TracedRender,
  object: RenderedObject,
  { nearest, rest }: MissingField,
  sources: TemplateSources,
): SkippedBranch[] {
  const { provenance } = render
  if (!provenance || object.isCrdFile) return []
  const { first, last } = linesOfField(render, object, nearest.place)
  const offset = provenance.firstLineOf(object.manifest)
  const name = nextName(rest)
  const pattern = rest.startsWith('[')
    ? new RegExp(`^\\s*(?:- )?\\w+:\\s*["']?${escaped(name)}["']?\\s*$`, 'm')
    : new RegExp(`^\\s*(?:- )?["']?${escaped(name)}["']?:`, 'm')
  return decisionsOfFile(render, object.path)
    .filter((decision) => decision.first <= last + offset + 1 && decision.last >= first + offset - 1)
    .flatMap((decision) => skipped(decision, pattern, sources))
}

/** The branches that printed nothing although they hold an object of a kind. */
export function explainMissingObject(
  render: TracedRender,
  wanted: ObjectName,
  sources: TemplateSources,
): SkippedBranch[] {
  const { provenance } = render
  if (!provenance) return []
  const pattern = kindPattern(wanted)
  return provenance.files
    .flatMap((file) => decisionsOfFile(render, file))
    .filter(({ first, last }) => last < first)
    .flatMap((decision) => skipped(decision, pattern, sources))
}

/** The subcharts that conditions or tags turned off and that have an object of a kind. */
export function subchartsTurnedOff({ loaded, chart }: TracedRender, wanted: ObjectName): Chart[] {
  const on = new Set<string>()
  const visit = (at: Chart) => {
    on.add(chartFullPath(at))
    for (const child of at.dependencies) visit(child)
  }
  visit(chart)
  const all = (at: Chart): Chart[] => [at, ...at.dependencies.flatMap(all)]
  const pattern = kindPattern(wanted)
  return all(loaded).filter(
    (at) => !on.has(chartFullPath(at)) && at.templates.some(({ text }) => pattern.test(text)),
  )
}

function kindPattern({ kind }: ObjectName): RegExp {
  const one = ['', 's', 'es', 'ies'].map((ending) => kind.replace(new RegExp(`${ending}$`), ''))
  const words = [...new Set([kind, ...one, kind.replace(/ies$/, 'y')])].filter((word) => isKind(kind, word))
  return new RegExp(`^kind:\\s*["']?(?:${words.map(escaped).join('|')})["']?\\s*$`, 'im')
}

function skipped(
  { place, stack, keys }: Decision,
  pattern: RegExp,
  sources: TemplateSources,
): SkippedBranch[] {
  const tree = sources.treeOf(place.template)
  const branch = tree && branchAt(tree, place)
  if (!tree || !branch) return []
  for (const list of [branch.list, ...(branch.elseList ? [branch.elseList] : [])]) {
    const found = mentions(list, tree, pattern, sources)
    if (!found) continue
    const wouldWrite = {
      template: found.tree.name,
      name: place.name,
      ...lineAndColumn(found.tree.text, found.pos),
    }
    return [{ place, stack, keys, wouldWrite }]
  }
  return []
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** What a decision asks, as it is written. */
export function questionAt(place: SourcePlace, sources: TemplateSources): string {
  const tree = sources.treeOf(place.template)
  const branch = tree && branchAt(tree, place)
  return branch ? textOf(branch) : sources.textAt(place)
}
