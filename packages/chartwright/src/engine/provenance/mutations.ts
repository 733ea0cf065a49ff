import { GoStruct, isMap } from '../../go/values.ts'
import type { CommandNode, IfNode, ListNode, Operand, RangeNode, WithNode } from '../../template/index.ts'
import type { Frame } from '../execute/frame.ts'
import type { Value } from '../execute/value.ts'
import type { Taint } from './taint.ts'
import { tracer } from './tracer.ts'

type Branch = IfNode | WithNode | RangeNode

/** A map below the dot (root "") or below a variable. */
interface Target {
  root: string
  path: readonly string[]
}

/** A map that is written to, and the entry when its name stands in the template. */
interface Write extends Target {
  entry: string | undefined
}

/** What a piece of template writes, and the templates it hands something to. */
interface Writes {
  writes: Write[]
  /** `data` is one operand, or the entries of a `dict` written in place. */
  calls: { name: string; data: Target | Map<string, Target> }[]
}

const writers = /^(must)?(set|unset|merge|mergeOverwrite)$/i

/**
 * The maps that a branch writes to, itself or through templates that it includes. A branch that is not taken
 * leaves them as they are, and that too is the decision's doing.
 */
export function writesOfBranch(node: Branch): Writes {
  const found: Writes = { writes: [], calls: [] }
  visitBranch(node, true, new Map(), found)
  return found
}

/** What a named template writes below its dot. */
const ofTemplates = new WeakMap<ListNode, Writes>()

function writesOfTemplate(list: ListNode): Writes {
  let found = ofTemplates.get(list)
  if (!found) {
    ofTemplates.set(list, (found = { writes: [], calls: [] }))
    visit(list, true, new Map(), found)
  }
  return found
}

/** `known` are variables that stand for something below the dot; undefined for maps made on the spot. */
type Variables = Map<string, Target | undefined>

function visit(list: ListNode, isOwnDot: boolean, known: Variables, found: Writes): void {
  for (const node of list.nodes) {
    if (node.type === 'action') {
      for (const command of node.pipe.commands) visitCommand(command, isOwnDot, known, found)
      const [first, ...more] = node.pipe.commands
      const only = more.length === 0 && first!.args.length === 1 ? first!.args[0] : undefined
      for (const { idents } of node.pipe.declare)
        known.set(idents[0]!, only && targetOf(only, isOwnDot, known))
    } else if (node.type === 'template' && node.pipe) {
      const data = dataOf(node.pipe.commands[0]!.args[0], isOwnDot, known)
      if (data) found.calls.push({ name: node.name, data })
    } else if (node.type === 'if' || node.type === 'with' || node.type === 'range')
      visitBranch(node, isOwnDot, known, found)
  }
}

function visitBranch(node: Branch, isOwnDot: boolean, known: Variables, found: Writes): void {
  for (const command of node.pipe.commands) visitCommand(command, isOwnDot, known, found)
  visit(node.list, isOwnDot && node.type === 'if', known, found)
  if (node.elseList) visit(node.elseList, isOwnDot, known, found)
}

function visitCommand({ args }: CommandNode, isOwnDot: boolean, known: Variables, found: Writes): void {
  const [word, first, second] = args
  if (word?.type === 'identifier' && first) {
    if (writers.test(word.name)) {
      const target = targetOf(first, isOwnDot, known)
      const isEntry = second?.type === 'string' && /set$/i.test(word.name)
      if (target) found.writes.push({ ...target, entry: isEntry ? second.text : undefined })
    } else if (word.name === 'include' && first.type === 'string') {
      const data = dataOf(second, isOwnDot, known)
      if (data) found.calls.push({ name: first.text, data })
    }
  }
  for (const arg of args)
    if (arg.type === 'pipe') for (const command of arg.commands) visitCommand(command, isOwnDot, known, found)
}

function targetOf(node: Operand, isOwnDot: boolean, known: Variables): Target | undefined {
  if (node.type === 'dot') return isOwnDot ? { root: '', path: [] } : undefined
  if (node.type === 'field') return isOwnDot ? { root: '', path: node.idents } : undefined
  if (node.type !== 'variable') return undefined
  const [root, ...path] = node.idents as [string, ...string[]]
  if (!known.has(root)) return { root, path }
  const behind = known.get(root)
  return behind && { root: behind.root, path: [...behind.path, ...path] }
}

function dataOf(
  node: Operand | undefined,
  isOwnDot: boolean,
  known: Variables,
): Target | Map<string, Target> | undefined {
  if (node?.type !== 'pipe') return node && targetOf(node, isOwnDot, known)
  const [word, ...entries] = node.commands[0]!.args
  if (node.commands.length > 1 || word?.type !== 'identifier' || word.name !== 'dict') return undefined
  const data = new Map<string, Target>()
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const [key, value] = [entries[i]!, targetOf(entries[i + 1]!, isOwnDot, known)]
    if (key.type === 'string' && value) data.set(key.text, value)
  }
  return data
}

/** The maps as they are now would be others, had the decision been another. */
export function markUntaken(
  { writes, calls }: Writes,
  frame: Frame,
  slots: ReadonlyMap<string, number>,
  dot: Value,
  taint: Taint,
): void {
  if (writes.length === 0 && calls.length === 0) return
  const value = ({ root, path }: Target): Value => {
    const slot = slots.get(root)
    if (root !== '' && slot === undefined) return undefined
    return below(slot === undefined ? dot : frame.vars[slot], path)
  }
  for (const write of writes) tracer().origins.change(value(write), write.entry, taint)
  for (const { name, data } of calls) {
    const resolve = (path: readonly string[]): Value => {
      if (!(data instanceof Map)) return below(value(data), path)
      const entry = data.get(path[0] ?? '')
      return entry && below(value(entry), path.slice(1))
    }
    markCalled(name, frame, resolve, taint, new Set())
  }
}

function markCalled(
  name: string,
  frame: Frame,
  resolve: (path: readonly string[]) => Value,
  taint: Taint,
  seen: Set<string>,
): void {
  const list = frame.render.templates.get(name)?.list
  if (!list || seen.has(name)) return
  seen.add(name)
  const { writes, calls } = writesOfTemplate(list)
  const isDots = ({ root }: Target) => root === '' || root === '$'
  for (const write of writes)
    if (isDots(write)) tracer().origins.change(resolve(write.path), write.entry, taint)
  for (const { name: next, data } of calls) {
    const inner = (path: readonly string[]): Value => {
      const target = data instanceof Map ? data.get(path[0] ?? '') : data
      if (!target || !isDots(target)) return undefined
      return resolve([...target.path, ...(data instanceof Map ? path.slice(1) : path)])
    }
    markCalled(next, frame, inner, taint, seen)
  }
}

function below(value: Value, path: readonly string[]): Value {
  let at = value
  for (const name of path) at = isMap(at) ? at[name] : at instanceof GoStruct ? at.fields[name] : undefined
  return at
}
