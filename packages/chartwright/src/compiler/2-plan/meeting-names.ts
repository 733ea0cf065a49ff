import type { ExprNode, Site } from '../../author/index.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { noteAt, problem } from '../1-check/problem.ts'
import { implies, keyOf } from '../conditions.ts'
import { isControl, type Flow, type Resource, type Yaml } from '../ir.ts'

/** A letter of a name, an expression whose text is not known (below its key), or the key of a pool. */
type Piece = { letter: string } | { text: string } | 'key'

interface Named {
  kind: string
  component: string
  name: Piece[]
  conditions: ExprNode[]
  at: Site | undefined
}

/**
 * Objects of one kind whose names come out as one text, though they are written differently: the headless
 * Service of "web" and a Service "web-headless", or a pool's Deployment and one named as if it were of the pool.
 * Helm would refuse them, or the later would silently take the place of the other.
 */
export function meetingNames(resources: readonly Resource[]): Diagnostic[] {
  const byKind = new Map<string, Named[]>()
  for (const one of resources.flatMap(namesIn)) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one])
  const met = [...byKind.values()].flatMap((named) =>
    named.flatMap((one, index) =>
      named.slice(0, index).flatMap((before) => {
        const meeting =
          before.at === one.at && before.component === one.component ? undefined : meet(before.name, one.name)
        if (meeting === undefined || exclude(before, one)) return []
        const [kind] = one.kind.split(' ')
        const message = `the ${kind} of "${one.component}" can be called "${meeting}", as that of "${before.component}" is`
        return [
          problem('name-duplicate', one.at ?? before.at, message, {
            notes: one.at && before.at ? [noteAt(before.at, `"${before.component}" is described here`)] : [],
            hint: 'rename one of them',
          }),
        ]
      }),
    ),
  )
  return met.length > 0 ? met : oneFile(resources)
}

/** Objects of different kinds may share a name, but each has a template of its own. */
function oneFile(resources: readonly Resource[]): Diagnostic[] {
  return resources.flatMap(({ file, component, at }, index) => {
    const before = resources.slice(0, index).find((one) => one.file === file)
    if (!before) return []
    const message = `the templates of "${before.component}" and "${component}" would both be called "${file}"`
    return [problem('name-duplicate', at ?? before.at, message, { hint: 'rename one of them' })]
  })
}

function exclude(a: Named, b: Named): boolean {
  const all = (conditions: ExprNode[]): ExprNode | undefined =>
    conditions.length > 1 ? { e: 'call', fn: 'and', args: conditions, type: { t: 'bool' } } : conditions[0]
  const [first, second] = [all(a.conditions), all(b.conditions)]
  if (!first || !second) return false
  return implies(first, { e: 'call', fn: 'not', args: [second], type: { t: 'bool' } })
}

/** The objects of a file by their names. */
function namesIn({ body, component, when, at, secrets = [] }: Resource): Named[] {
  const own = when ? [when] : []
  const found: Named[] = secrets.map((name) => ({
    kind: 'Secret ',
    component,
    name: pieces(name),
    conditions: own,
    at,
  }))
  const walk = (flow: Flow<Yaml>, conditions: ExprNode[]): void => {
    if (isControl(flow)) {
      if (flow.f === 'each') for (const inner of flow.body) walk(inner, conditions)
      if (flow.f !== 'if') return
      const { condition } = flow
      const not: ExprNode = { e: 'call', fn: 'not', args: [condition], type: { t: 'bool' } }
      for (const inner of flow.then) walk(inner, [...conditions, condition])
      for (const inner of flow.otherwise ?? []) walk(inner, [...conditions, not])
      return
    }
    const api = textOf(entryAt(flow, 'apiVersion'))
    const kind = textOf(entryAt(flow, 'kind'))
    const add = (kind: string, name: Yaml | undefined) => {
      if (name?.y !== 'scalar' || name.parts.some(({ e }) => e === 'template')) return
      found.push({ kind, component, name: name.parts.flatMap(pieces), conditions, at })
    }
    if (kind === undefined) return
    const group = api?.includes('/') ? api.split('/')[0]! : ''
    add(`${kind} ${group}`, entryAt(entryAt(flow, 'metadata'), 'name'))
  }
  for (const flow of Array.isArray(body) ? body : [body]) walk(flow, own)
  return found
}

function entryAt(yaml: Yaml | undefined, key: string): Yaml | undefined {
  if (yaml?.y !== 'map') return undefined
  for (const entry of yaml.entries) if (!isControl(entry) && entry.key === key) return entry.value
  return undefined
}

function textOf(yaml: Yaml | undefined): string | undefined {
  const [only, more] = yaml?.y === 'scalar' ? yaml.parts : []
  return only?.e === 'lit' && more === undefined ? String(only.value) : undefined
}

function pieces(node: ExprNode): Piece[] {
  if (node.e === 'lit') return [...String(node.value)].map((letter) => ({ letter }))
  if (node.e === 'call' && node.fn === 'concat') return node.args.flatMap(pieces)
  if (node.e === 'var') return ['key']
  return [{ text: node.e === 'include' && node.helper === 'fullname' ? '<release>' : keyOf(node) }]
}

/** A text that both can be, or none. A key takes one letter or more of those that names have. */
function meet(a: readonly Piece[], b: readonly Piece[]): string | undefined {
  const [first, ...restA] = a
  const [second, ...restB] = b
  if (first === undefined || second === undefined) return first === second ? '' : undefined
  if (first === 'key' || second === 'key') {
    const [taken, rest, keyed] = first === 'key' ? [second, restB, restA] : [first, restA, restB]
    if (taken !== 'key' && 'text' in taken) return undefined
    const shown = taken === 'key' ? '<key>' : taken.letter
    const tail = meet(keyed, rest) ?? meet(['key', ...keyed], rest)
    return tail === undefined ? undefined : shown + tail
  }
  const [left, right] = [
    'letter' in first ? first.letter : `\0${first.text}`,
    'letter' in second ? second.letter : `\0${second.text}`,
  ]
  if (left !== right) return undefined
  const tail = meet(restA, restB)
  return tail === undefined ? undefined : ('letter' in first ? first.letter : first.text) + tail
}
