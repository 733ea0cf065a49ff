import type { ExprNode } from '../../author/index.ts'
import { keyOf } from '../conditions.ts'
import { isControl, type Control, type Entry, type Flow, type Item, type Yaml } from '../ir.ts'
import { anyOf, conditionOf } from './emit-if.ts'

/** Conditions that hold where something stands, by their keys. */
type Known = ReadonlySet<string>

/**
 * Leaves out what a template has asked before: within `if a`, `if (and a b)` is `if b`, and `if a` is no question;
 * `or a a` is `a`; and what stands side by side under one question is asked for once.
 * A person would not ask twice, and a reader would look for the case that the second question is about.
 *
 * @param flows - parts of a document, or whole documents
 * @param part - does the same below a part
 * @param known - what was asked around them
 */
export function askOnce<T extends object>(
  flows: readonly Flow<T>[],
  part: (one: T, known: Known) => T,
  known: Known = new Set(),
): Flow<T>[] {
  const asked = flows.flatMap((flow): Flow<T>[] => {
    if (!isControl(flow)) return [part(flow as T, known)]
    if (flow.f === 'each') return [{ ...flow, body: askOnce(flow.body, part, known) }]
    if (flow.f !== 'if') return [flow]
    const condition = open(flow.condition, known)
    if (!condition) return askOnce(flow.then, part, known)
    const within = (asked: ExprNode) => new Set([...known, ...facts(asked)])
    const then = askOnce(flow.then, part, within(condition))
    const other = flow.otherwise && askOnce(flow.otherwise, part, within(negated(condition)))
    return [{ ...flow, condition, then, ...(other && { otherwise: other }) }]
  })
  return asked.reduce<Flow<T>[]>(joined, [])
}

/** A part behind others, in the `if` of the one before it where both hang on the same. */
function joined<T extends object>(before: Flow<T>[], flow: Flow<T>): Flow<T>[] {
  const last = before.at(-1)
  if (!last || !isPlainIf(last) || !isPlainIf(flow) || keyOf(last.condition) !== keyOf(flow.condition))
    return [...before, flow]
  const then = [...last.then, ...flow.then].reduce<Flow<T>[]>(joined, [])
  return [...before.slice(0, -1), { ...last, then }]
}

/** An `if` without an else. */
function isPlainIf<T extends object>(flow: Flow<T>): flow is Control<T> & { f: 'if' } {
  return isControl(flow) && flow.f === 'if' && !flow.otherwise
}

/** The same for a tree. */
export function askOnceWithin(yaml: Yaml, known: Known): Yaml {
  switch (yaml.y) {
    case 'map': {
      const value = (entry: Entry, inside: Known) => ({ ...entry, value: askOnceWithin(entry.value, inside) })
      const entries = askOnce(yaml.entries, value, known)
      return { ...yaml, entries, sure: isSure(entries, known) }
    }
    case 'list': {
      const value = (item: Item, inside: Known) => ({ ...item, item: askOnceWithin(item.item, inside) })
      const items = askOnce(yaml.items, value, known)
      return { ...yaml, items, sure: isSure(items, known) }
    }
    case 'text':
      return typeof yaml.body === 'string' ? yaml : { ...yaml, body: askOnceWithin(yaml.body, known) }
    case 'lines':
      return { ...yaml, lines: askOnce(yaml.lines, (line) => line, known) }
    default:
      return yaml
  }
}

/** Whether one part at least is there. */
function isSure(parts: readonly Flow<Entry | Item>[], known: Known): boolean {
  const conditions = parts.map(conditionOf)
  if (conditions.length === 0 || conditions.includes(undefined)) return false
  return open(anyOf(conditions as ExprNode[]), known) === undefined
}

/** What of a condition is still a question; undefined when nothing is. */
function open(node: ExprNode, known: Known): ExprNode | undefined {
  if (known.has(keyOf(node))) return undefined
  if (node.e !== 'call' || (node.fn !== 'and' && node.fn !== 'or')) return node
  const args = node.args.map((arg) => open(arg, known))
  if (node.fn === 'or' && args.includes(undefined)) return undefined
  const left = [...new Map(args.flatMap((arg) => (arg ? [[keyOf(arg), arg]] : []))).values()]
  return left.length > 1 ? { ...node, args: left } : left[0]
}

/** What is known when a condition holds. */
function facts(node: ExprNode): string[] {
  const own = keyOf(node)
  if (node.e !== 'call') return [own]
  if (node.fn === 'and') return [own, ...node.args.flatMap(facts)]
  const [of] = node.args
  if (node.fn === 'not' && of?.e === 'call') {
    if (of.fn === 'or') return [own, ...of.args.flatMap((arg) => facts(negated(arg)))]
    if (of.fn === 'not') return [own, ...facts(of.args[0]!)]
  }
  return [own]
}

function negated(node: ExprNode): ExprNode {
  return node.e === 'call' && node.fn === 'not'
    ? node.args[0]!
    : { e: 'call', fn: 'not', args: [node], type: { t: 'bool' } }
}
