import type { KeyRead, OutputLine } from '../engine/index.ts'
import type { GoValue } from '../go/index.ts'
import { linesOfField, type RenderedObject, type TracedRender } from '../objects/index.ts'
import { changedKeys } from './changed-keys.ts'
import { changedLines } from './changed-lines.ts'
import type { RawChange } from './compare-values.ts'
import { chartCauses, digestCause, optionCauses, templateCauses } from './other-causes.ts'
import type { Cause } from './types.ts'

/** Why a field changed: values keys that its lines read and that differ, else what else differs. */
export function causesOfField(
  change: RawChange,
  from: { render: TracedRender; object: RenderedObject },
  to: { render: TracedRender; object: RenderedObject },
): Cause[] {
  const before = linesOfField(from.render, from.object, change.fromPath)
  const after = linesOfField(to.render, to.object, change.toPath)
  let lines = [before.lines, after.lines] as const
  // What came or went is explained by its own lines: those of the map around it have reasons of their own.
  if (change.change === 'added') lines = [[], after.lines]
  else if (change.change === 'removed') lines = [before.lines, []]
  else lines = changedLines(change, lines[0], lines[1])
  return causesOfLines(lines, from.render, to.render, change)
}

/** Why an object is there in one render alone. */
export function causesOfObject(
  object: RenderedObject,
  isAdded: boolean,
  from: TracedRender,
  to: TracedRender,
): Cause[] {
  const { lines } = linesOfField(isAdded ? to : from, object, [])
  return causesOfLines(isAdded ? [[], lines] : [lines, []], from, to, undefined)
}

function causesOfLines(
  [before, after]: readonly [readonly OutputLine[], readonly OutputLine[]],
  from: TracedRender,
  to: TracedRender,
  change: RawChange | undefined,
): Cause[] {
  const lines = [...before, ...after]
  const isWhole = before.length === 0 || after.length === 0
  const field = change && {
    name: String(change.path.findLast((step) => typeof step !== 'object') ?? ''),
    from: change.from,
    to: change.to,
  }
  const keys = changedKeys(isWhole ? sharedReads(lines) : allReads(lines), from.values, to.values, field)
  if (keys.length > 0) return keys
  const union = isWhole ? changedKeys(allReads(lines), from.values, to.values, field) : []
  if (union.length > 0) return union
  const charts = chartCauses(from, to, change?.from, change?.to)
  if (charts.length > 0) return charts
  if (isDigest(change?.from) && isDigest(change?.to)) return [digestCause]
  const templates = templateCauses(from, to, before, after)
  if (templates.length > 0) return templates
  const options = optionCauses(from, to)
  return options.length > 0 ? options : [{ type: 'unknown' }]
}

/** What decides about all of several lines is what they all hang on. */
function sharedReads(lines: readonly OutputLine[]): KeyRead[] {
  const told = lines.filter(({ text }) => text.trim() !== '')
  const [first, ...rest] = told
  if (!first) return []
  const names = rest.map((line) => new Set(line.keys.map(id)))
  return first.keys.filter((read) => names.every((set) => set.has(id(read))))
}

function allReads(lines: readonly OutputLine[]): KeyRead[] {
  return [...new Map(lines.flatMap(({ keys }) => keys.map((read) => [id(read), read] as const))).values()]
}

function id({ key, of }: KeyRead): string {
  return `${of} ${key}`
}

/** As sha256sum and its kin print it. */
export function isDigest(value: GoValue | undefined): boolean {
  return typeof value === 'string' && /^[0-9a-f]{32,128}$/.test(value)
}

/** For sorting and grouping: equal causes are equal text. */
export function causeId(cause: Cause): string {
  switch (cause.type) {
    case 'value':
      return `0 ${cause.key}`
    case 'template':
      return `1 ${cause.file} ${cause.name}`
    case 'chart':
      return `2 ${cause.chart} ${cause.field}`
    case 'option':
      return `3 ${cause.option}`
    case 'digest':
      return '4'
    case 'unknown':
      return '5'
  }
}
