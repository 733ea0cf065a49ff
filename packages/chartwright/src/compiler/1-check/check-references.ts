import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  and,
  expression,
  nodeOf,
  toNode,
  whenOf,
  type App,
  type ExprNode,
  type Expr,
  type Mount,
  type SecretKey,
  type Site,
  type WorkloadPart,
} from '../../author/index.ts'
import { implies } from '../conditions.ts'
import { containersOf } from './containers.ts'
import { noteAt, problem } from './problem.ts'

/** A pod that refers to what exists only sometimes must exist, or refer to it, only then: else it never starts. */
export function checkReferences(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => (part.part === 'workload' ? references(part) : []))
}

interface Use {
  to: Mount['mount']
  condition: ExprNode | undefined
  at: Site | undefined
}

function references(part: WorkloadPart): Diagnostic[] {
  const always = part.spec.when && toNode(part.spec.when)
  const uses = containersOf(part).flatMap(({ name, spec, condition: container }) => {
    const mounts = (spec.mounts ?? []).map((one): Use => {
      const conditional = whenOf(one)
      const mount = (conditional?.then ?? one) as Mount
      return { to: mount.mount, condition: conditional?.condition, at: mount.at }
    })
    const keys = Object.values(spec.env ?? {}).flatMap((value) => keysIn(value, undefined))
    return [...mounts, ...keys].map((use) => ({
      ...use,
      by: name,
      condition: conjunction(conjunction(always, container), use.condition),
    }))
  })
  return uses.flatMap(({ by, to, condition, at }) => {
    const when = 'when' in to ? to.when : undefined
    if (!when || implies(condition, toNode(when))) return []
    return [
      problem(
        'reference-conditional',
        at ?? part.at,
        `"${by}" refers to "${to.name}", which exists only under a condition that does not hold here`,
        {
          notes: [noteAt(to.at, `"${to.name}" and its condition are described here`)],
          hint: 'put the same condition around the reference: when(condition, …)',
        },
      ),
    ]
  })
}

/** The keys of Secrets in a variable, each under what must hold for it. */
function keysIn(value: unknown, known: ExprNode | undefined): Use[] {
  if (typeof value !== 'object' || value === null || nodeOf(value)) return []
  const conditional = whenOf(value)
  if (conditional) {
    const { condition, then, otherwise } = conditional
    const negated: ExprNode = { e: 'call', fn: 'not', args: [condition], type: { t: 'bool' } }
    return [...keysIn(then, conjunction(known, condition)), ...keysIn(otherwise, conjunction(known, negated))]
  }
  if (!('secret' in value)) return []
  const { secret, at } = value as SecretKey
  return [{ to: secret, condition: known, at }]
}

function conjunction(a: ExprNode | undefined, b: ExprNode | undefined): ExprNode | undefined {
  if (!a || !b) return a ?? b
  return toNode(and(expression<Expr<boolean>>(a), expression<Expr<boolean>>(b)))
}
