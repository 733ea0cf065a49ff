import { sortedKeys } from '../../go/sort.ts'
import { GoStruct, isMap, type GoValue } from '../../go/values.ts'
import type { Run, Tracing } from '../execute/tracing.ts'
import type { Evaluate } from '../execute/compile-field.ts'
import type { Value } from '../execute/value.ts'
import { shapeOfBranch } from './branch-shape.ts'
import { markUntaken, writesOfBranch } from './mutations.ts'
import { join, joinAll } from './taint.ts'
import { FrameTrace, nothing, tracer, type Activation, type Calling, type Known } from './tracer.ts'

/** The closures' company: what each kind of node does besides its own work. */
export const traceNodes: Tracing = {
  template: (body, place) => (frame, dot) => {
    const t = tracer()
    const { frame: outer, branch } = t
    const own = new FrameTrace({ place, from: t.next.from }, t.next.dot)
    t.next = { dot: nothing, from: undefined }
    t.frame = own
    t.branch = undefined
    body(frame, dot)
    t.frame = outer
    t.branch = branch
    t.last = { trace: own.trace, text: frame.out }
  },

  text(run, { pos, text }) {
    const lines = text.split(/(?<=\n)/)
    return (frame, dot) => {
      const { site, trace } = tracer().frame!
      let start = frame.out.length
      let at = pos
      for (const line of lines) {
        const end = start + line.length
        trace.segments.push({ start, end, site, pos: at, isText: true, taint: undefined })
        start = end
        at += line.length
      }
      return run(frame, dot)
    }
  },

  printed: (value) => (frame, dot) => {
    const t = tracer()
    const result = value(frame, dot)
    if (typeof result === 'object' && result !== null) t.set(join(t.known.taint, t.origins.whole(result)))
    return result
  },

  action: (run, { pos }) => printing(run, pos),

  declared: (value, slots) => (frame, dot) => {
    const result = value(frame, dot)
    const { known, frame: own } = tracer()
    for (const slot of slots) own!.vars[slot] = known
    return result
  },

  data: (value, node) => (frame, dot) => {
    const t = tracer()
    t.set(undefined)
    const result = value(frame, dot)
    t.next = { dot: t.known, from: { site: t.frame!.site, pos: node.pos } }
    return result
  },

  invocation: (run) => (frame, dot) => {
    const t = tracer()
    const at = frame.out.length
    const signal = run(frame, dot)
    t.frame!.append(t.last!.trace, at)
    return signal
  },

  constant: (value) => (frame, dot) => {
    tracer().set(undefined)
    return value(frame, dot)
  },

  dot: (value) => (frame, dot) => {
    const t = tracer()
    t.known = t.frame!.dot
    return value(frame, dot)
  },

  variable: (value, slot) => (frame, dot) => {
    const t = tracer()
    t.known = t.frame!.vars[slot] ?? nothing
    return value(frame, dot)
  },

  fields(receiver, names, isPiped, compile) {
    let held: Value
    const run = compile(() => held)
    return (frame, dot, piped) => {
      const t = tracer()
      const { calling: outer } = t
      const pipedTaint = isPiped ? t.known.taint : undefined
      const calling: Calling = { pos: 0, args: [] }
      held = receiver(frame, dot)
      let { taint } = t.known
      let at: Value = held
      for (const name of names) {
        taint = join(taint, t.origins.entry(at, name))
        at = isMap(at) ? at[name] : at instanceof GoStruct ? at.fields[name] : undefined
      }
      t.calling = calling
      const result = run(frame, dot, piped)
      t.set(join(join(taint, t.argsTaint), pipedTaint))
      t.calling = outer
      return result
    }
  },

  operand: (args, compile) => (arg, scope) => {
    const index = args.indexOf(arg)
    const evaluate = compile(arg, scope)
    return (frame, dot) => {
      const { calling } = tracer()
      const value = evaluate(frame, dot)
      calling.args[index] = { value, ...tracer().known }
      return value
    }
  },

  call(node, count, isPiped, run) {
    const isLogic = node.name === 'and' || node.name === 'or'
    return (frame, dot, piped) => {
      const t = tracer()
      const { calling: outer } = t
      const own: Calling = { pos: node.pos, args: new Array<undefined>(count).fill(undefined) }
      if (isPiped) own.args[count - 1] = { value: piped, ...t.known }
      t.calling = own
      const result = run(frame, dot, piped)
      if (isLogic) {
        const shapes = own.args.map((arg) => arg && t.origins.shape(arg.value))
        t.set(join(t.argsTaint, joinAll(shapes)))
      }
      t.calling = outer
      return result
    }
  },

  branch(node, scope) {
    const shape = shapeOfBranch(node)
    const writes = writesOfBranch(node)
    const slots = scope.visible()
    const assignedBefore = scope.assigned.length
    const isRange = node.type === 'range'
    return {
      decides: (value) => deciding(value, isRange),
      body: (run, slots) => (isRange ? element(run, slots) : subject(run)),
      whole(run) {
        const assigned = [...new Set(scope.assigned.slice(assignedBefore))].filter((slot) => slot >= 0)
        return (frame, dot) => {
          const t = tracer()
          const own = t.frame!
          const { control } = t
          const { loop, dot: outerDot } = own
          const start = frame.out.length
          const branch: Activation = {
            outer: t.branch,
            start,
            known: nothing,
            taint: undefined,
            subject: undefined,
            turn: 0,
            names: undefined,
          }
          t.branch = branch
          if (isRange) own.loop = branch
          const signal = run(frame, dot)
          t.branch = branch.outer
          own.loop = loop
          own.dot = outerDot
          const { taint } = branch
          t.control = control
          if (taint === undefined) return signal
          if (shape.jumps && loop) {
            // What follows in the loop depends on whether it was left here.
            loop.taint = join(loop.taint, taint)
            t.control = join(control, taint)
          }
          const { site, trace } = own
          const { leads, ends } = shape
          const end = frame.out.length
          trace.blocks.push({ start, end, taint, site, pos: node.pos, leads, ends, isBranch: true })
          for (const slot of assigned) {
            own.vars[slot] = { taint: join(own.vars[slot]?.taint, taint) }
          }
          markUntaken(writes, frame, slots, dot, join(t.control, taint))
          return signal
        }
      },
    }
  },
}

function printing(run: Run, pos: number): Run {
  return (frame, dot) => {
    const t = tracer()
    const start = frame.out.length
    const signal = run(frame, dot)
    const { known, frame: own } = t
    if (known.trace) own!.append(known.trace, start)
    else {
      const { site, trace } = own!
      trace.segments.push({ start, end: frame.out.length, site, pos, isText: false, taint: known.taint })
    }
    return signal
  }
}

function deciding(value: Evaluate, isRange: boolean): Evaluate {
  return (frame, dot) => {
    const t = tracer()
    const result = value(frame, dot)
    const branch = t.branch!
    branch.known = t.known
    branch.subject = result
    branch.taint = join(branch.taint, join(t.known.taint, t.origins.shape(result)))
    if (isRange && isMap(result)) branch.names = sortedKeys(result)
    t.control = join(t.control, branch.taint)
    return result
  }
}

/** The body of a with: its dot is what decided. */
function subject(run: Run): Run {
  return (frame, dot) => {
    const t = tracer()
    t.frame!.dot = t.branch!.known
    return run(frame, dot)
  }
}

/** The body of a range: the dot and its variables are the next element and its name. */
function element(run: Run, slots: readonly number[]): Run {
  return (frame, dot) => {
    const t = tracer()
    const branch = t.branch!
    const own = t.frame!
    const name = branch.names ? branch.names[branch.turn]! : String(branch.turn)
    branch.turn++
    const taint = join(branch.known.taint, t.origins.entry(branch.subject as GoValue, name))
    const known: Known = { taint }
    own.dot = known
    const [first, second] = slots
    if (second !== undefined) {
      own.vars[first!] = { taint: branch.taint }
      own.vars[second] = known
    } else if (first !== undefined) own.vars[first] = known
    return run(frame, dot)
  }
}
