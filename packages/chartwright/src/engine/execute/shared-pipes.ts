import type { AnyNode, SharedPipe } from '../../template/index.ts'
import type { Evaluate } from './compile-field.ts'
import { compilePipeline } from './compile-pipeline.ts'
import { ExecutionError, type Place } from './error.ts'
import type { Scope } from './scope.ts'

/** Where the closures of a shared pipeline say that they stand: who runs them knows where that is. */
const anywhere: Place = { tree: { name: '', text: '' }, template: '' }

/** What was compiled of a shared pipeline, by what its variables and its dot are. */
const compiled = new WeakMap<SharedPipe, Map<string, Evaluate>>()

/**
 * The closures of a pipeline, compiled once for all places where it means the same, none of which tells nil from
 * no value. What they throw is to be passed through `errorAt`. Undefined where one of its variables is not declared,
 * or `$` is declared anew: no other place knows of that.
 */
export function compileShared(shared: SharedPipe, scope: Scope): Evaluate | undefined {
  if (scope.declaresRoot) return undefined
  let key = String(scope.dotContainer)
  const { variables } = shared
  for (let i = 0; i < variables.length; i++) {
    const found = scope.find(variables[i]!)
    if (!found) return undefined
    key += ` ${found.slot},${found.container}`
  }
  let made = compiled.get(shared)
  if (!made) compiled.set(shared, (made = new Map<string, Evaluate>()))
  let evaluate = made.get(key)
  if (!evaluate) made.set(key, (evaluate = compilePipeline(shared.pipe, scope.at(anywhere), false)))
  return evaluate
}

/** What a shared pipeline threw, as the one that stands at `pos` would have. */
export function errorAt(error: unknown, place: Place, pos: number, shared: SharedPipe): unknown {
  if (!(error instanceof ExecutionError) || error.place !== anywhere) return error
  return new ExecutionError(place, nodeAt(error.node, pos, shared), error.reason, error.inner)
}

/** A node of a shared pipeline, where it is in the one that stands at `pos`. */
export function nodeAt<Some extends AnyNode & { pos: number }>(
  node: Some,
  pos: number,
  { pipe }: SharedPipe,
): Some {
  return { ...node, pos: node.pos + pos - pipe.pos }
}
