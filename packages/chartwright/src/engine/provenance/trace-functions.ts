import type { GoValue } from '../../go/values.ts'
import type { GoFunction } from '../functions/definition.ts'
import { pureFunctions } from '../functions/registry.ts'
import { ruleOf } from './function-rules.ts'
import { tracer } from './tracer.ts'

let traced: Map<string, GoFunction> | undefined

/** The functions that are the same in every render, each saying what its result stems from. */
export function tracedPureFunctions(): ReadonlyMap<string, GoFunction> {
  traced ??= new Map([...pureFunctions()].map(([name, fn]) => [name, tracedFunction(name, fn)]))
  return traced
}

/** The functions of one render. */
export function tracedFunctions(functions: Record<string, GoFunction>): Record<string, GoFunction> {
  const all: Record<string, GoFunction> = Object.create(null) as Record<string, GoFunction>
  for (const name in functions) all[name] = tracedFunction(name, functions[name]!)
  return all
}

function tracedFunction(name: string, fn: GoFunction): GoFunction {
  const rule = ruleOf(name)
  const { call } = fn
  return { ...fn, call: (...values: GoValue[]) => rule(() => call(...values), values, tracer()) }
}
