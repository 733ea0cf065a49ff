import type { Value } from '../execute/value.ts'
import { Origins } from './origins.ts'
import { join, joinAll, type Taint } from './taint.ts'
import { taintOf, type Call, type Site, type TextTrace } from './text-trace.ts'

/** What is known of a value besides itself. A text with a trace says where each part of it comes from. */
export interface Known {
  taint: Taint
  trace?: TextTrace | undefined
}

export const nothing: Known = { taint: undefined }

/** A call while its arguments are evaluated: those that are constants stay undefined. */
export interface Calling {
  pos: number
  args: (({ value: Value } & Known) | undefined)[]
}

/** A branch while it runs. */
export interface Activation {
  outer: Activation | undefined
  start: number
  /** The subject, and what the decision stems from. */
  known: Known
  taint: Taint
  subject: Value
  /** Of a range: how many elements have had their turn, and the names when it goes over a map. */
  turn: number
  names: readonly string[] | undefined
}

/** One execution of a template: twin of a frame. */
export class FrameTrace {
  readonly site: Site
  readonly trace: TextTrace = { segments: [], blocks: [] }
  readonly vars: Known[]
  dot: Known
  /** The innermost range that runs in it. */
  loop: Activation | undefined
  constructor(site: Site, dot: Known) {
    this.site = site
    this.dot = dot
    this.vars = [dot]
  }

  /** A text with a trace was printed at `at`. */
  append({ segments, blocks }: TextTrace, at: number): void {
    const own = this.trace
    for (const one of segments) own.segments.push({ ...one, start: one.start + at, end: one.end + at })
    for (const one of blocks) own.blocks.push({ ...one, start: one.start + at, end: one.end + at })
  }
}

/**
 * What one render knows while it runs. `known` speaks of the value that was evaluated last: each closure sets it
 * as it returns and whoever takes the value reads it at once.
 */
export class Tracer {
  readonly origins = new Origins()
  known: Known = nothing
  frame: FrameTrace | undefined
  branch: Activation | undefined
  calling: Calling = { pos: 0, args: [] }
  /** The decisions under which everything runs at the moment. */
  control: Taint
  /** What the next template that starts is given. */
  next: { dot: Known; from: Call | undefined } = { dot: nothing, from: undefined }
  /** The template that ended last, and what it printed. */
  last: { trace: TextTrace; text: string } | undefined

  set(taint: Taint, trace?: TextTrace): void {
    this.known = trace ? { taint, trace } : taint === undefined ? nothing : { taint }
  }

  /** Everything the arguments of a call stem from. */
  get argsTaint(): Taint {
    return joinAll(this.calling.args.map((arg) => arg?.taint))
  }

  get here(): Call {
    return { site: this.frame!.site, pos: this.calling.pos }
  }

  /** The trace of a text of `length` that as a whole depends on something more. */
  under(trace: TextTrace, length: number, taint: Taint): TextTrace {
    if (taint === undefined) return trace
    const { site, pos } = this.here
    const block = { start: 0, end: length, taint, site, pos, leads: false, ends: false, isBranch: false }
    return { segments: trace.segments, blocks: [...trace.blocks, block] }
  }

  setText(trace: TextTrace): void {
    this.set(taintOf(trace), trace)
  }

  within<T>(taint: Taint, run: () => T): T {
    const outer = this.control
    this.control = join(outer, taint)
    const result = run()
    this.control = outer
    return result
  }
}

let active: Tracer | undefined

/** The tracer of the render that runs at the moment. */
export function tracer(): Tracer {
  return active!
}

/** Renders run one after the other, so that compiled templates need not carry their render's tracer. */
export function tracing<T>(own: Tracer, run: () => T): T {
  const outer = active
  active = own
  try {
    return run()
  } finally {
    active = outer
  }
}
