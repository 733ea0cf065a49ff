import { isMap, type GoMap, type GoValue } from '../../go/values.ts'
import { join, joinAll, type Taint } from './taint.ts'
import { indented, sliced, without, type TextTrace } from './text-trace.ts'
import type { Tracer } from './tracer.ts'
import { taintsOfYaml } from './yaml-lines.ts'

/** Calls a function and says what its result stems from. `values` are its arguments as it gets them. */
export type Rule = (call: () => GoValue, values: readonly GoValue[], t: Tracer) => GoValue

const all = (t: Tracer, values: readonly GoValue[], reveal: (value: GoValue) => Taint): Taint =>
  join(t.argsTaint, joinAll(values.map(reveal)))

/** It may look at everything in its arguments. */
const byDefault: Rule = (call, values, t) => {
  const taint = all(t, values, (value) => t.origins.whole(value))
  const result = call()
  t.set(taint)
  return result
}

/** It looks at whether its arguments are there, their kinds and their names. */
const byShape: Rule = (call, values, t) => {
  const taint = all(t, values, (value) => t.origins.shape(value))
  const result = call()
  t.set(taint)
  return result
}

/** It makes a list of the elements of others. */
const byElements: Rule = (call, values, t) => {
  const taint = all(t, values, (value) => (Array.isArray(value) ? t.origins.shallow(value) : undefined))
  const result = call()
  t.set(taint)
  return result
}

/** It gives one of its arguments. */
const choosing: Rule = (call, values, t) => {
  const { args } = t.calling
  const taint = all(t, values, (value) => t.origins.shape(value))
  const result = call()
  const index = typeof result === 'string' ? args.findIndex((arg) => arg?.trace && arg.value === result) : -1
  if (index < 0) t.set(taint)
  else {
    const others = args.map((arg, at) => (at === index ? undefined : arg?.taint))
    t.setText(t.under(args[index]!.trace!, (result as string).length, joinAll(others)))
  }
  return result
}

/** The text that is the last argument, as a trace: of its own, or one that knows it as a whole. */
function traceOfText(t: Tracer, text: string): TextTrace {
  const last = t.calling.args.at(-1)
  if (last?.trace) return last.trace
  const { site, pos } = t.here
  const segment = { start: 0, end: text.length, site, pos, isText: false, taint: last?.taint }
  return { segments: [segment], blocks: [] }
}

function othersTaint(t: Tracer): Taint {
  return joinAll(t.calling.args.slice(0, -1).map((arg) => arg?.taint))
}

const indenting =
  (before: number): Rule =>
  (call, values, t) => {
    const [width, text] = values as unknown as [number, string]
    const result = call() as string
    t.setText(t.under(indented(traceOfText(t, text), text, width, before), result.length, othersTaint(t)))
    return result
  }

/** It takes something off the ends of its last argument. */
const trimming: Rule = (call, values, t) => {
  const text = values.at(-1) as string
  const result = call() as string
  const start = Math.max(0, text.indexOf(result))
  const trace = sliced(traceOfText(t, text), start, start + result.length)
  t.setText(t.under(trace, result.length, othersTaint(t)))
  return result
}

const set: Rule = (call, values, t) => {
  const [target, key, value] = t.calling.args
  const result = call()
  t.origins.change(values[0], values[1] as string, joinAll([key?.taint, value?.taint, t.control]))
  t.set(target?.taint)
  return result
}

const merging: Rule = (call, values, t) => {
  const { args } = t.calling
  const result = call()
  for (const [index, source] of values.entries()) {
    if (index > 0) t.origins.addSource(result, source)
    if (index > 0) t.origins.change(result, undefined, join(args[index]?.taint, t.control))
  }
  t.set(args[0]?.taint)
  return result
}

const dict: Rule = (call, values, t) => {
  const { args } = t.calling
  const result = call() as GoMap
  const keys: Taint[] = []
  for (let i = 0; i < values.length; i += 2) {
    keys.push(args[i]?.taint)
    if (typeof values[i] === 'string') t.origins.made(result, values[i] as string, args[i + 1]?.taint)
    else keys.push(args[i + 1]?.taint)
  }
  t.set(joinAll(keys))
  return result
}

const list: Rule = (call, _, t) => {
  const { args } = t.calling
  const result = call()
  args.forEach((arg, index) => t.origins.made(result, String(index), arg?.taint))
  t.set(undefined)
  return result
}

/** Steps into a container by the names given. */
function stepping(t: Tracer, from: GoValue, names: readonly GoValue[]): Taint {
  let taint = t.argsTaint
  let at: GoValue | undefined = from
  for (const name of names) {
    taint = join(taint, t.origins.entry(at, textOf(name)))
    at = isMap(at) || Array.isArray(at) ? (at as GoMap)[textOf(name)] : undefined
  }
  return taint
}

function textOf(name: GoValue): string {
  return typeof name === 'string' ? name : String(name)
}

const entryOf =
  (path: (values: readonly GoValue[]) => [from: GoValue, names: readonly GoValue[]]): Rule =>
  (call, values, t) => {
    const [from, names] = path(values)
    const taint = stepping(t, from, names)
    const result = call()
    t.set(taint)
    return result
  }

/** The first or the last element of a list. */
const atEnd =
  (place: (length: number) => number): Rule =>
  (call, values, t) => {
    const [list] = values
    const name = Array.isArray(list) ? String(place(list.length)) : ''
    const taint = joinAll([t.argsTaint, t.origins.shape(list), t.origins.entry(list, name)])
    const result = call()
    t.set(taint)
    return result
  }

const hasKey: Rule = (call, values, t) => {
  const [map, key] = values as [GoMap, string]
  const taint = joinAll([t.argsTaint, t.origins.entry(map, key), t.origins.shape(map[key])])
  const result = call()
  t.set(taint)
  return result
}

/** It makes a map out of the entries of another. */
const selecting: Rule = (call, values, t) => {
  const result = call()
  t.origins.addSource(result, values[0])
  t.set(t.argsTaint)
  return result
}

const copying: Rule = (call, values, t) => {
  const result = call()
  t.origins.copy(values[0], result)
  t.set(t.argsTaint)
  return result
}

const include: Rule = (call, _, t) => {
  const [name, data] = t.calling.args
  const from = t.here
  t.next = { dot: data ? { taint: data.taint, trace: data.trace } : { taint: undefined }, from }
  const result = t.within(name?.taint, call) as string
  t.setText(t.under(t.last!.trace, result.length, name?.taint))
  return result
}

const tpl: Rule = (call, values, t) => {
  const [text, data] = t.calling.args
  if (!(values[0] as string).includes('{{')) {
    const result = call() as string
    const trace = text?.trace && without(text.trace, values[0] as string, '<no value>')
    t.set(text?.taint, trace)
    return result
  }
  t.next = { dot: data ? { taint: data.taint, trace: data.trace } : { taint: undefined }, from: t.here }
  const result = t.within(text?.taint, call) as string
  const printed = t.last!
  t.setText(t.under(without(printed.trace, printed.text, '<no value>'), result.length, text?.taint))
  return result
}

/** It writes each entry on lines of its own. */
const writingYaml: Rule = (call, values, t) => {
  const [value] = values
  const result = call()
  const taints = typeof result === 'string' ? taintsOfYaml(result, value!, t.origins) : undefined
  if (!taints) {
    t.set(all(t, values, (one) => t.origins.whole(one)))
    return result
  }
  const { site, pos } = t.here
  let start = 0
  // Without the line's end: what ends there would touch the line below.
  const segments = (result as string).split('\n').map((line, index) => {
    const segment = { start, end: start + line.length, site, pos, isText: false }
    start += line.length + 1
    return { ...segment, taint: join(t.argsTaint, taints[index]) }
  })
  t.setText({ segments, blocks: [] })
  return result
}

const families = (): [Rule, string][] => [
  [byShape, 'not empty len kindOf kindIs typeOf typeIs typeIsLike keys all any'],
  [choosing, 'default coalesce ternary required'],
  [byElements, 'append push prepend concat rest initial reverse slice'],
  [indenting(1), 'nindent'],
  [indenting(0), 'indent'],
  [trimming, 'trim trimAll trimall trimSuffix trimPrefix'],
  [set, 'set unset'],
  [merging, 'merge mergeOverwrite'],
  [dict, 'dict'],
  [list, 'list tuple'],
  [entryOf(([from, ...names]) => [from!, names]), 'index'],
  [entryOf(([from, name]) => [from!, [name!]]), 'get'],
  [entryOf((values) => [values.at(-1)!, values.slice(0, -2)]), 'dig'],
  [atEnd(() => 0), 'first'],
  [atEnd((length) => length - 1), 'last'],
  [hasKey, 'hasKey'],
  [selecting, 'pick omit'],
  [copying, 'deepCopy'],
  [include, 'include'],
  [tpl, 'tpl'],
  [writingYaml, 'toYaml'],
]

let byName: Map<string, Rule> | undefined

/** How a function reads its arguments, `must` twins included; what is not here reads everything. */
export function ruleOf(name: string): Rule {
  if (!byName) {
    byName = new Map()
    for (const [rule, names] of families()) {
      for (const one of names.split(' ')) {
        byName.set(one, rule)
        byName.set(`must${one[0]!.toUpperCase()}${one.slice(1)}`, rule)
      }
    }
  }
  return byName.get(name) ?? byDefault
}
