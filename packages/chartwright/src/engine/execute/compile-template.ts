import { GoInt, GoStruct, int, isMap, type GoValue } from '../../go/values.ts'
import { printValue, targetOf } from '../../go/print.ts'
import { kindOf } from '../../go/kind.ts'
import { sortedKeys } from '../../go/sort.ts'
import { quote } from '../../go/quote.ts'
import {
  sharedPipeOf,
  type ActionNode,
  type IfNode,
  type ListNode,
  type Node,
  type Operand,
  type PipeNode,
  type RangeNode,
  type TemplateNode,
  type WithNode,
} from '../../template/index.ts'
import type { GoFunction } from '../functions/definition.ts'
import type { Evaluate } from './compile-field.ts'
import { compilePipeline } from './compile-pipeline.ts'
import { LimitError } from '../limits.ts'
import { ExecutionError, type Place } from './error.ts'
import { lastEvaluated } from './last-evaluated.ts'
import { execute, type Compiled, type Frame } from './frame.ts'
import { Scope } from './scope.ts'
import { compileShared, errorAt, nodeAt } from './shared-pipes.ts'
import type { Run, Signal, Tracing } from './tracing.ts'
import { elementsOf, isTrue, printed, type Value } from './value.ts'

const signals = { next: 0, stop: 1, again: 2 } as const

/**
 * Compiles a named template to closures, once; each render then runs it with a frame of its own.
 *
 * @param list its body
 * @param pure the functions that are the same in every render
 * @param tracing for closures that say where their text comes from
 */
export function compileTemplate(
  list: ListNode,
  place: Place,
  pure: ReadonlyMap<string, GoFunction>,
  tracing?: Tracing,
): Compiled {
  const scope = new Scope(place, pure, tracing)
  const body = compileList(list, scope)
  return new CompiledTemplate(scope, tracing ? tracing.template(body, place) : body)
}

/** A class, for an object with a getter of its own has a shape of its own, and V8 would look each one up. */
class CompiledTemplate implements Compiled {
  readonly name: string
  readonly run: (frame: Frame, dot: Value) => void
  private readonly scope: Scope

  constructor(scope: Scope, run: (frame: Frame, dot: Value) => void) {
    this.name = scope.place.template
    this.run = run
    this.scope = scope
  }

  /** Bodies that are compiled later add to them. */
  get slots(): number {
    return this.scope.slots
  }
}

function compileList({ nodes }: ListNode, scope: Scope): Run {
  if (scope.tracing) return compileEach(nodes, scope)
  // Each node with the text before it: half of the nodes are texts, and need no closures of their own.
  const texts: string[] = []
  const runs: Run[] = []
  let text = ''
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    if (node.type === 'text') text += node.text
    else {
      const run = compileNode(node, scope)
      if (!run) continue
      texts.push(text)
      runs.push(run)
      text = ''
    }
  }
  const rest = text
  const first = runs[0]
  if (!first) return rest === '' ? nothing : printing(rest)
  if (runs.length === 1 && texts[0] === '' && rest === '') return first
  return (frame, dot) => {
    for (let i = 0; i < runs.length; i++) {
      const before = texts[i]!
      if (before !== '') frame.out += before
      const signal = runs[i]!(frame, dot)
      if (signal !== signals.next) return signal
    }
    if (rest !== '') frame.out += rest
    return signals.next
  }
}

function compileEach(nodes: readonly Node[], scope: Scope): Run {
  const runs = nodes.flatMap((node) => compileNode(node, scope) ?? [])
  if (runs.length === 0) return nothing
  if (runs.length === 1) return runs[0]!
  return (frame, dot) => {
    for (let i = 0; i < runs.length; i++) {
      const signal = runs[i]!(frame, dot)
      if (signal !== signals.next) return signal
    }
    return signals.next
  }
}

function printing(text: string): Run {
  return (frame) => {
    frame.out += text
    return signals.next
  }
}

function compileNode(node: Node, scope: Scope): Run | undefined {
  switch (node.type) {
    case 'text': {
      const run = printing(node.text)
      return scope.tracing ? scope.tracing.text(run, node) : run
    }
    case 'action':
      return compileAction(node, scope)
    case 'if':
      return scope.within(() => compileIf(node, scope))
    case 'with':
      return scope.within(() => {
        const branch = scope.tracing?.branch(node, scope)
        const subject = compileSubject(node, scope)
        const value = branch ? branch.decides(subject) : subject
        const compileThen = scope.later(() => {
          const body = compileList(node.list, scope)
          return branch ? branch.body(body, []) : body
        }, noContainer)
        const compileElse = elseOf(node, scope)
        let then: Run | undefined
        let otherwise: Run | undefined
        const run: Run = (frame, dot) => {
          const inner = value(frame, dot)
          if (isTrue(inner)) return (then ??= compileThen())(frame, inner)
          return (otherwise ??= compileElse())(frame, dot)
        }
        return branch ? branch.whole(run) : run
      })
    case 'range':
      return scope.within(() => compileRange(node, scope))
    case 'template':
      return compileInvocation(node, scope)
    case 'define':
      if (!node.blockPipe) return undefined
      return compileInvocation(
        { type: 'template', pos: node.pos, name: node.name, pipe: node.blockPipe },
        scope,
      )
    case 'break':
      return () => signals.stop
    case 'continue':
      return () => signals.again
    case 'list':
      return compileList(node, scope)
    case 'comment':
      return undefined
  }
}

function compileIf(node: IfNode, scope: Scope): Run {
  const { place, tracing } = scope
  const { pos } = node
  const branch = tracing?.branch(node, scope)
  const shared = tracing ? undefined : sharedPipeOf(node)
  const known = shared && compileShared(shared, scope)
  const subject = known ?? compileDeclaring(node.pipe, scope)
  const value = branch ? branch.decides(subject) : subject
  const compileThen = scope.later(() => compileList(node.list, scope))
  const compileElse = elseOf(node, scope)
  let then: Run | undefined
  let otherwise: Run | undefined
  const run: Run = (frame, dot) => {
    let decision: Value
    try {
      decision = value(frame, dot)
    } catch (error) {
      throw known ? errorAt(error, place, pos, shared) : error
    }
    return isTrue(decision) ? (then ??= compileThen())(frame, dot) : (otherwise ??= compileElse())(frame, dot)
  }
  return branch ? branch.whole(run) : run
}

// No slot: what stands there holds nothing.
const noContainer = -1

const nothing: Run = () => signals.next

function elseOf({ elseList }: IfNode | RangeNode | WithNode, scope: Scope): () => Run {
  return elseList ? scope.later(() => compileList(elseList, scope)) : () => nothing
}

function compileAction(node: ActionNode, scope: Scope): Run {
  const { tracing } = scope
  const shared = tracing ? undefined : sharedPipeOf(node)
  const known = shared && compileShared(shared, scope)
  if (known) {
    const { place } = scope
    const { pos } = node
    return (frame, dot) => {
      try {
        frame.out += printed(known(frame, dot))
      } catch (error) {
        throw errorAt(error, place, pos, shared)
      }
      return signals.next
    }
  }
  const { pipe } = node
  const value = compileDeclaring(pipe, scope)
  if (pipe.declare.length > 0) {
    return (frame, dot) => {
      value(frame, dot)
      return signals.next
    }
  }
  const shown = tracing ? tracing.printed(value) : value
  const run: Run = (frame, dot) => {
    frame.out += printed(shown(frame, dot))
    return signals.next
  }
  return tracing ? tracing.action(run, node) : run
}

/** What a `with` decides by. */
function compileSubject(node: WithNode, scope: Scope): Evaluate {
  return compileOwnPipe(node, scope) ?? compileDeclaring(node.pipe, scope)
}

/** The pipeline of a branch, if it is one that is shared. */
function compileOwnPipe(node: WithNode | RangeNode, scope: Scope): Evaluate | undefined {
  const shared = scope.tracing ? undefined : sharedPipeOf(node)
  const known = shared && compileShared(shared, scope)
  if (!known) return undefined
  const { place } = scope
  const { pos } = node
  return (frame, dot) => {
    try {
      return known(frame, dot)
    } catch (error) {
      throw errorAt(error, place, pos, shared)
    }
  }
}

/** A pipeline, and its variables set to what it gives. */
function compileDeclaring(pipe: PipeNode, scope: Scope): Evaluate {
  const value = compilePipeline(pipe, scope)
  if (pipe.declare.length === 0) return value
  const slots = slotsOf(pipe, scope)
  const run: Evaluate = (frame, dot) => {
    const result = value(frame, dot)
    assign(pipe, slots, result, frame, scope.place)
    return result
  }
  return scope.tracing ? scope.tracing.declared(run, slots) : run
}

const undeclared = -1

/** A range with `=` does so before its first element, with the whole that it goes over. */
function assign(pipe: PipeNode, slots: readonly number[], value: Value, frame: Frame, place: Place): void {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!
    if (slot === undeclared) {
      const reason = `undefined variable: ${pipe.declare[i]!.idents[0]}`
      throw new ExecutionError(place, lastEvaluated(pipe), reason)
    }
    frame.vars[slot] = value
  }
}

/** @param container the slot of what a range's last variable is an element of */
function slotsOf(pipe: PipeNode, scope: Scope, container?: number): number[] {
  const last = pipe.declare.length - 1
  const slots = pipe.declare.map(({ idents: [name] }, index) =>
    pipe.isAssign
      ? (scope.find(name!)?.slot ?? undeclared)
      : scope.declare(name!, index === last ? container : undefined),
  )
  if (pipe.isAssign) scope.assigned.push(...slots)
  return slots
}

function compileRange(node: RangeNode, scope: Scope): Run {
  const branch = scope.tracing?.branch(node, scope)
  const known = compileOwnPipe(node, scope)
  const shared = known && sharedPipeOf(node)
  const pipe = shared?.pipe ?? node.pipe
  const pipeline = known ?? compilePipeline(pipe, scope)
  const over = branch ? branch.decides(pipeline) : pipeline
  const container = scope.slots++
  const slots = slotsOf(pipe, scope, container)
  const subject = (): Operand => {
    const last = lastEvaluated(pipe)
    return shared ? nodeAt(last, node.pos, shared) : last
  }
  const compileBody = scope.later(() => {
    const list = compileList(node.list, scope)
    return branch ? branch.body(list, slots) : list
  }, container)
  const compileElse = elseOf(node, scope)
  let body: Run | undefined
  let otherwise: Run | undefined
  const { place } = scope
  const [first, second] = slots
  const once = (frame: Frame, key: GoValue, element: GoValue): Signal => {
    if (second !== undefined) {
      frame.vars[first!] = key
      frame.vars[second] = element
    } else if (first !== undefined) frame.vars[first] = element
    const { budget } = frame.render
    if (--budget.steps < 0) throw new LimitError('steps')
    if (frame.out.length > budget.output) throw new LimitError('output')
    return (body ??= compileBody())(frame, element)
  }
  const run: Run = (frame, dot) => {
    const value = over(frame, dot)
    if (pipe.isAssign) assign(pipe, slots, value, frame, place)
    frame.vars[container] = value
    let empty = true
    const list = elementsOf(value)
    if (list) {
      const { length } = list
      for (let i = 0; i < length; i++) {
        empty = false
        if (once(frame, int(i), list[i]!) === signals.stop) break
      }
    } else if (isMap(value) || (value instanceof GoStruct && kindOf(value) === 'map')) {
      const map = isMap(value) ? value : value.fields
      for (const key of sortedKeys(map)) {
        empty = false
        if (once(frame, key, map[key]!) === signals.stop) break
      }
    } else if (value instanceof GoInt && frame.render.helm.rangesOverInts) {
      if (second !== undefined) {
        const reason = `can't use ${value.toString()} to iterate over more than one variable`
        throw new ExecutionError(place, subject(), reason)
      }
      for (let i = 0; i < value.n; i++) {
        empty = false
        const element = value.kind === 'int' ? int(i) : new GoInt(value.kind, i)
        if (once(frame, element, element) === signals.stop) break
      }
    } else if (value !== undefined && value !== null) {
      throw new ExecutionError(
        place,
        subject(),
        `range can't iterate over ${printValue(value instanceof GoStruct ? targetOf(value) : value)}`,
      )
    }
    return empty ? (otherwise ??= compileElse())(frame, dot) : signals.next
  }
  return branch ? branch.whole(run) : run
}

// exec.go's maxExecDepth.
const deepestTemplate = 100_000

function compileInvocation(node: TemplateNode, scope: Scope): Run {
  const pipeline: Evaluate = node.pipe ? compilePipeline(node.pipe, scope) : () => undefined
  const { place, tracing } = scope
  const data = tracing ? tracing.data(pipeline, node) : pipeline
  const run: Run = (frame, dot) => {
    const { render } = frame
    const template = render.templates.get(node.name)
    if (!template) throw new ExecutionError(place, node, `template ${quote(node.name)} not defined`)
    if (frame.depth === deepestTemplate)
      throw new ExecutionError(place, node, `exceeded maximum template depth (${deepestTemplate})`)
    frame.out += execute(template, render, data(frame, dot), frame.depth + 1)
    return signals.next
  }
  return tracing ? tracing.invocation(run) : run
}
