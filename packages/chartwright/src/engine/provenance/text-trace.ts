import type { Place } from '../execute/error.ts'
import { joinAll, type Taint } from './taint.ts'

/** One execution of a template: where in the source it is, and the call that led to it. */
export interface Site {
  place: Place
  from: Call | undefined
}

/** A node at which another template was called. */
export interface Call {
  site: Site
  pos: number
}

/** A stretch of text and the node that printed it. */
export interface Segment {
  start: number
  end: number
  site: Site
  /** Of its node; of its first character, when the node is text. */
  pos: number
  isText: boolean
  taint: Taint
}

/** A stretch that stands or falls with a decision: a branch that was taken, a range, an include by a made-up name. */
export interface Block {
  start: number
  end: number
  taint: Taint
  site: Site
  pos: number
  /** Whatever else it might print begins with a new line, or ends with one: lines around it stay as they are. */
  leads: boolean
  ends: boolean
  /** `if`, `with` or `range`. */
  isBranch: boolean
}

/** What is known of a text's parts. */
export interface TextTrace {
  segments: Segment[]
  blocks: Block[]
}

/** Everything the whole text stems from. */
export function taintOf({ segments, blocks }: TextTrace): Taint {
  return joinAll([...segments.map(({ taint }) => taint), ...blocks.map(({ taint }) => taint)])
}

/** The trace of the text after its places have moved. `move` never goes back and maps what is gone to where it was. */
export function moved(
  { segments, blocks }: TextTrace,
  move: (at: number) => number,
  moveBlock: (at: number) => number = move,
): TextTrace {
  const stretch = <T extends { start: number; end: number }>(one: T, start: number): T => {
    // Not `move(end)` alone: what is put in front of the next line belongs to nobody here.
    const end =
      one.end === one.start ? start : Math.max(start, Math.min(move(one.end), move(one.end - 1) + 1))
    return { ...one, start, end }
  }
  return {
    segments: segments.map((segment) => stretch(segment, move(segment.start))),
    blocks: blocks.map((block) => stretch(block, moveBlock(block.start))),
  }
}

/** The trace after every occurrence of a text was taken out. */
export function without(trace: TextTrace, text: string, removed: string): TextTrace {
  const places: number[] = []
  for (let at = text.indexOf(removed); at >= 0; at = text.indexOf(removed, at + removed.length))
    places.push(at)
  if (places.length === 0) return trace
  return moved(trace, (at) => {
    let gone = 0
    for (const place of places) {
      if (place >= at) break
      gone += Math.min(removed.length, at - place)
    }
    return at - gone
  })
}

/** The trace after every line, or every but the first, got `width` characters in front, and the text `before` more. */
export function indented(trace: TextTrace, text: string, width: number, before: number): TextTrace {
  const breaks: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at)
  const move = (at: number) => {
    let [low, high] = [0, breaks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (breaks[middle]! < at) low = middle + 1
      else high = middle
    }
    return before + at + width * (low + 1)
  }
  // A block that begins with a line takes the line's indent with it.
  const isLineStart = (at: number) => at === 0 || text.charCodeAt(at - 1) === 10
  return moved(trace, move, (at) => (isLineStart(at) ? move(at) - width : move(at)))
}

/** The trace of a part of the text. */
export function sliced(trace: TextTrace, start: number, end: number): TextTrace {
  return moved(trace, (at) => Math.min(Math.max(at, start), end) - start)
}
