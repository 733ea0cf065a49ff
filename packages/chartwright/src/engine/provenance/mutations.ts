import { GoStruct, isMap } from '../../go/values.ts'
import type { IfNode, ListNode, Operand, PipeNode, RangeNode, WithNode } from '../../template/index.ts'
import type { Frame } from '../execute/frame.ts'
import type { Scope } from '../execute/scope.ts'
import type { Value } from '../execute/value.ts'
import type { Taint } from './taint.ts'
import { tracer } from './tracer.ts'

/** A map that a branch would write to: below the dot, or below a variable. */
interface Mutation {
  slot: number | undefined
  path: readonly string[]
  /** The entry, when it is written in the template. */
  entry: string | undefined
}

const writers = /^(must)?(set|unset|merge|mergeOverwrite)$/i

/**
 * The maps that a branch writes to by name. A branch that is not taken leaves them as they are, and that too is
 * the decision's doing. What an include inside the branch writes is not followed.
 */
export function mutationsOf(node: IfNode | WithNode | RangeNode, scope: Scope): Mutation[] {
  const found: Mutation[] = []
  const list = ({ nodes }: ListNode, isOwnDot: boolean): void => {
    for (const one of nodes) {
      if (one.type === 'action') pipe(one.pipe, isOwnDot)
      else if (one.type === 'template' && one.pipe) pipe(one.pipe, isOwnDot)
      else if (one.type === 'if' || one.type === 'with' || one.type === 'range') branch(one, isOwnDot)
    }
  }
  const branch = (one: IfNode | WithNode | RangeNode, isOwnDot: boolean): void => {
    pipe(one.pipe, isOwnDot)
    list(one.list, isOwnDot && one.type === 'if')
    if (one.elseList) list(one.elseList, isOwnDot)
  }
  const pipe = ({ commands }: PipeNode, isOwnDot: boolean): void => {
    for (const { args } of commands) {
      const [word, target, key] = args
      if (word?.type === 'identifier' && writers.test(word.name) && target) {
        const mutation = mutationOf(target, isOwnDot, scope)
        const isEntry = key?.type === 'string' && /set$/i.test(word.name)
        if (mutation) found.push({ ...mutation, entry: isEntry ? key.text : undefined })
      }
      for (const arg of args) if (arg.type === 'pipe') pipe(arg, isOwnDot)
    }
  }
  branch(node, true)
  return found
}

function mutationOf(target: Operand, isOwnDot: boolean, scope: Scope): Omit<Mutation, 'entry'> | undefined {
  if (target.type === 'dot') return isOwnDot ? { slot: undefined, path: [] } : undefined
  if (target.type === 'field') return isOwnDot ? { slot: undefined, path: target.idents } : undefined
  if (target.type !== 'variable') return undefined
  const slot = scope.find(target.idents[0]!)?.slot
  return slot === undefined ? undefined : { slot, path: target.idents.slice(1) }
}

/** The maps as they are now would be others, had the decision been another. */
export function markUntaken(mutations: readonly Mutation[], frame: Frame, dot: Value, taint: Taint): void {
  for (const { slot, path, entry } of mutations) {
    let at: Value = slot === undefined ? dot : frame.vars[slot]
    for (const name of path) at = isMap(at) ? at[name] : at instanceof GoStruct ? at.fields[name] : undefined
    tracer().origins.change(at, entry, taint)
  }
}
