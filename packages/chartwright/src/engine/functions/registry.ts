import { builtins } from './builtins.ts'
import type { FunctionContext, GoFunction } from './definition.ts'
import { families } from './families.ts'

let pure: Map<string, GoFunction> | undefined

/** The functions that are the same in every render, by name. */
export function pureFunctions(): ReadonlyMap<string, GoFunction> {
  if (!pure) {
    pure = new Map()
    for (const family of [builtins, ...families])
      for (const name in family.pure) pure.set(name, family.pure[name]!)
  }
  return pure
}

/** The functions of one render that depend on its host and on the version of Helm. */
export function contextualFunctions(context: FunctionContext): Record<string, GoFunction> {
  const functions: Record<string, GoFunction> = Object.create(null) as Record<string, GoFunction>
  for (const { contextual } of families) if (contextual) Object.assign(functions, contextual(context))
  return functions
}
