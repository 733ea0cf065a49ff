import {
  componentName,
  expression,
  nodeOf,
  toNode,
  when,
  whenOf,
  type Expr,
  type ExprNode,
  type ScaleTrigger,
  type WorkloadPart,
} from '../../author/index.ts'
import { keyOf } from '../conditions.ts'

// Where KEDA's triggers name whom they ask.
const addresses = /address|host|url|server|endpoint|broker/i

const namespace: ExprNode = { e: 'builtin', path: 'Release.Namespace', type: { t: 'string', safe: 'bare' } }

/**
 * The metadata of a trigger with Services of this chart by their whole names: KEDA runs in a namespace of its own,
 * where a bare name would be looked for.
 */
export function metadataOf({ metadata }: ScaleTrigger): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, addresses.test(key) ? qualified(value) : value]),
  )
}

function qualified(value: unknown): unknown {
  const conditional = whenOf(value)
  if (conditional) {
    const { condition, then, otherwise } = conditional
    const decides = expression<Expr<boolean>>(condition)
    if (otherwise === undefined) return when(decides, qualified(then) as never)
    return when(decides, qualified(then) as never, qualified(otherwise) as never)
  }
  const parts = partsOf(nodeOf(value))
  const from = hostAt(parts)
  if (from < 0) return value
  const args = parts.slice(0, from + 1)
  let placed = false
  for (const part of parts.slice(from + 1)) {
    const end = part.e === 'lit' ? String(part.value).search(/[:/]/) : -1
    if (placed || part.e !== 'lit' || end < 0) args.push(part)
    else {
      const text = String(part.value)
      if (isQualified(text.slice(0, end))) return value
      args.push({ e: 'lit', value: `${text.slice(0, end)}.` }, namespace, {
        e: 'lit',
        value: `.svc${text.slice(end)}`,
      })
      placed = true
    }
    // The author says which namespace.
    if (!placed && part.e === 'lit' && isQualified(String(part.value))) return value
  }
  if (!placed) args.push({ e: 'lit', value: '.' }, namespace, { e: 'lit', value: '.svc' })
  return expression({ e: 'call', fn: 'concat', args, type: { t: 'string' } })
}

const isQualified = (text: string) => text.includes('.')

function partsOf(node: ExprNode | undefined): ExprNode[] {
  return node?.e === 'call' && node.fn === 'concat' ? node.args.flatMap((one) => joined(one)) : []
}

function joined(node: ExprNode): ExprNode[] {
  return node.e === 'call' && node.fn === 'concat' ? node.args.flatMap(joined) : [node]
}

/** Where the name of a Service of this chart begins: at the beginning, or behind what leads to a host. */
function hostAt(parts: readonly ExprNode[]): number {
  return parts.findIndex((part, index) => {
    if (part.e !== 'include' || part.helper !== 'fullname') return false
    const before = parts[index - 1]
    return before === undefined || (before.e === 'lit' && /[/@,]$|^$/.test(String(before.value)))
  })
}

/** Whether a trigger asks a port of a component, and when. */
export function asksPort(
  { metadata }: ScaleTrigger,
  { name }: WorkloadPart,
  port: unknown,
): { condition: ExprNode | undefined } | undefined {
  const wanted = [...partsOf(toNode(componentName(name))), toNode(port)].map(keyOf).join()
  for (const [key, value] of Object.entries(metadata)) {
    if (!addresses.test(key)) continue
    const conditional = whenOf(value)
    for (const [one, condition] of [
      [conditional?.then ?? value, conditional?.condition],
      [conditional?.otherwise, undefined],
    ] as const) {
      const parts = partsOf(nodeOf(one))
      const from = hostAt(parts)
      const named = parts
        .slice(from)
        .filter((part) => !(part.e === 'lit' && part.value === ':'))
        .slice(0, 3)
      if (from >= 0 && named.map(keyOf).join() === wanted) return { condition }
    }
  }
  return undefined
}
