import type { Host } from '../../io/index.ts'
import type { HelmVersion } from '../../chart/index.ts'
import type { ListNode } from '../../template/index.ts'
import type { GoFunction } from '../functions/definition.ts'
import { LimitError, type Budget } from '../limits.ts'
import type { Value } from './value.ts'

/** A named template, ready to run. The same for every render: what changes lives in frames. */
export interface Compiled {
  name: string
  /** Its syntax, for who asks what it would do. */
  list?: ListNode
  /** How many variables it declares, `$` among them. */
  slots: number
  run(frame: Frame, dot: Value): void
}

/** What one render shares between its templates. */
export interface RenderState {
  readonly helm: HelmVersion
  readonly host: Host
  templates: ReadonlyMap<string, Compiled>
  /** Functions that belong to this render: include, tpl, dates, random. */
  functions: Readonly<Record<string, GoFunction>>
  /** What is left of the render's limits. */
  readonly budget: Budget
}

/** One execution of a template: its output so far and its variables, `$` first. */
export interface Frame {
  out: string
  /** How many templates stand around this one, as `{{template}}` nests them. */
  readonly depth: number
  readonly vars: Value[]
  readonly render: RenderState
}

/** Runs a template and gives what it printed. */
export function execute(template: Compiled, render: RenderState, dot: Value, depth = 0): string {
  if (--render.budget.steps < 0) throw new LimitError('steps')
  const vars = new Array<Value>(template.slots)
  vars[0] = dot
  const frame: Frame = { out: '', depth, vars, render }
  template.run(frame, dot)
  return frame.out
}

/** Whether a text or a list grew longer than JavaScript can hold, or than our functions let it. */
export function isTooLong(error: unknown): error is RangeError {
  if (!(error instanceof RangeError)) return false
  // By no regular expression: near the end of the stack there is no room to compile one.
  const { message } = error
  return ['Invalid string length', 'Invalid array length', 'Too many'].some((words) =>
    message.startsWith(words),
  )
}
