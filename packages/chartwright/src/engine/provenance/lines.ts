import { lineAndColumn } from '../../template/index.ts'
import { readsOf, type Read, type Taint } from './taint.ts'
import type { Block, Segment, Site, TextTrace } from './text-trace.ts'

/** A place in a template. */
export interface SourcePlace {
  /** The file, by its path in the chart: `web/templates/web.yaml`; `gotpl` for a text that `tpl` was given. */
  template: string
  /** The named template that ran: `web.labels`, or the file itself. */
  name: string
  /** Both from 1, in UTF-16 units. */
  line: number
  column: number
}

/** A values key as the templates read it. */
export interface KeyRead {
  /** As `--set` writes it: `image.tag`, `hosts[0].name`, `annotations.example\.com/team`; "" for all values. */
  key: string
  /** `value`: all below it; `names`: whether it is there, is empty, and the names it has. */
  of: 'value' | 'names'
  /** Asked for, but not there. */
  isAbsent: boolean
}

/** One line of a rendered file. */
export interface OutputLine {
  text: string
  /** What made it: the innermost text or action that its first character comes from. */
  place: SourcePlace | undefined
  /** The calls that led there, the innermost first. */
  stack: readonly SourcePlace[]
  /** Places in other templates that its rest comes from: the helper behind `image: {{ include … }}`. */
  also: readonly SourcePlace[]
  /** Everything that, were it another, could make this line another. */
  keys: readonly KeyRead[]
  /** Those of `keys` that its text is made of; what only decided that it is there is not among them. */
  content: readonly KeyRead[]
}

/** A branch or a range: what it printed hangs on its keys. */
export interface Decision {
  place: SourcePlace
  stack: readonly SourcePlace[]
  keys: readonly KeyRead[]
  /** The lines that it printed, counted from 0; none when `last` is before `first`. */
  first: number
  last: number
}

/** A place that printed nothing, and what that hangs on. */
export interface Gap {
  /** How many lines stand before it. */
  after: number
  place: SourcePlace
  keys: readonly KeyRead[]
}

/** The lines of a rendered text with what is known of each. */
export function linesOf(text: string, trace: TextTrace, everywhere: Taint): OutputLine[] {
  const lines = new LineIndex(text)
  const taints: Taint[][] = lines.starts.map(() => [everywhere])
  for (const segment of trace.segments)
    if (segment.taint !== undefined)
      touch(taints, lines.at(segment.start), lines.at(segment.end), segment.taint)
  const touchBlock = (block: Block) => touch(taints, ...linesOfBlock(block, text, lines), block.taint)
  for (const block of trace.blocks) if (!block.isBranch) touchBlock(block)
  const content = taints.map(([, ...rest]) => keysOf(readsOf(rest)))
  for (const block of trace.blocks) if (block.isBranch) touchBlock(block)
  const makers = makersOf(text, trace.segments, lines)
  const also = otherPlaces(trace.segments, makers, lines)
  return lines.starts.map((start, index) => {
    const maker = makers[index]
    return {
      text: text.slice(start, lines.endOf(index)),
      place: maker && placeOf(maker.site, maker.pos),
      stack: maker ? stackOf(maker.site) : [],
      also: also[index]!,
      keys: keysOf(readsOf(taints[index]!)),
      content: content[index]!,
    }
  })
}

/** Every decision of a file, in the order in which they ended. */
export function decisionsOf(text: string, trace: TextTrace): Decision[] {
  const lines = new LineIndex(text)
  const branches = trace.blocks.filter(({ isBranch }) => isBranch)
  return branches.map((block) => {
    const { start, end, site, pos, taint } = block
    // What begins with a line's break begins on the next line; what ends with one ends on the line before.
    const first =
      lines.at(start) + (text.charCodeAt(start) === 10 && start > lines.starts[lines.at(start)]! ? 1 : 0)
    const last = start === end ? first - 1 : lines.at(end - 1)
    return { place: placeOf(site, pos), stack: stackOf(site), keys: keysOf(readsOf([taint])), first, last }
  })
}

/** Where branches printed nothing. */
export function gapsOf(text: string, trace: TextTrace): Gap[] {
  const lines = new LineIndex(text)
  return trace.blocks
    .filter(({ start, end }) => start === end)
    .map(({ start, site, pos, taint }) => ({
      after: lines.at(start) + (start > lines.starts[lines.at(start)]! ? 1 : 0),
      place: placeOf(site, pos),
      keys: keysOf(readsOf([taint])),
    }))
}

/** Reads as keys, by name; who reads all of a key reads its names too. */
export function keysOf(reads: Iterable<Read>): KeyRead[] {
  const byKey = new Map<string, KeyRead>()
  for (const { key, of, isAbsent } of reads)
    if (of === 'value' || !byKey.has(key)) byKey.set(key, { key, of, isAbsent })
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** The lines that a branch's other outcome could change: not its neighbours, when whole lines come and go. */
function linesOfBlock({ start, end, leads, ends }: Block, text: string, lines: LineIndex): [number, number] {
  const [first, last] = [lines.at(start), lines.at(end)]
  const breakAt = (at: number) => at === text.length || text.charCodeAt(at) === 10
  if (leads && breakAt(end) && (start === end || breakAt(start))) return [first + 1, last]
  const begins = (at: number) => at === 0 || text.charCodeAt(at - 1) === 10
  if (ends && begins(start) && begins(end)) return [first, last - 1]
  return [first, last]
}

function touch(taints: Taint[][], first: number, last: number, taint: Taint): void {
  for (let line = first; line <= last; line++) taints[line]!.push(taint)
}

/** For each line the node that its first visible character comes from. */
function makersOf(
  text: string,
  segments: readonly Segment[],
  lines: LineIndex,
): ({ site: Site; pos: number } | undefined)[] {
  const filled = segments.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)
  let next = 0
  return lines.starts.map((start, line) => {
    const end = lines.endOf(line)
    let at = start
    while (at < end && (text[at] === ' ' || text[at] === '\t')) at++
    if (at === end) at = start
    while (next < filled.length && filled[next]!.end <= at) next++
    const found = filled[next]
    if (!found || found.start > at) return undefined
    return { site: found.site, pos: found.isText ? found.pos + at - found.start : found.pos }
  })
}

/** For each line the places of segments that another execution of a template printed, one for each template. */
function otherPlaces(
  segments: readonly Segment[],
  makers: readonly ({ site: Site } | undefined)[],
  lines: LineIndex,
): SourcePlace[][] {
  const found = lines.starts.map(() => new Map<string, SourcePlace>())
  for (const { start, end, site, pos } of segments) {
    if (start === end) continue
    const [first, last] = [lines.at(start), lines.at(end - 1)]
    for (let line = first; line <= last; line++) {
      const name = site.place.template
      const own = makers[line]?.site
      if (site !== own && own?.place.template !== name && !found[line]!.has(name))
        found[line]!.set(name, placeOf(site, pos))
    }
  }
  return found.map((places) => [...places.values()])
}

function placeOf({ place: { tree, template } }: Site, pos: number): SourcePlace {
  return { template: tree.name, name: template, ...lineAndColumn(tree.text, pos) }
}

function stackOf(site: Site): SourcePlace[] {
  const stack: SourcePlace[] = []
  for (let call = site.from; call; call = call.site.from) stack.push(placeOf(call.site, call.pos))
  return stack
}

class LineIndex {
  readonly starts: number[] = [0]
  readonly #end: number
  constructor(text: string) {
    this.#end = text.endsWith('\n') ? text.length - 1 : text.length
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1)
    if (this.starts.length > 1 && this.starts.at(-1) === text.length) this.starts.pop()
  }

  /** The line that holds a place. */
  at(place: number): number {
    let [low, high] = [0, this.starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle]! <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Where its text ends, without the break. */
  endOf(line: number): number {
    const next = this.starts[line + 1]
    if (next !== undefined) return next - 1
    return this.#end
  }
}
