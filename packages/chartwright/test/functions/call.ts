import { resolveHelmVersion } from '../../src/chart/index.ts'
import { families } from '../../src/engine/functions/families.ts'
import type { FunctionContext, GoFunction } from '../../src/engine/functions/definition.ts'
import { GoInt, mapOf, type GoValue } from '../../src/go/index.ts'
import { nodeHost } from '../../src/io/node.ts'

/** The functions of a Helm version, by name. */
export function functionsOf(version: string): Map<string, GoFunction> {
  const resolved = resolveHelmVersion(version)
  const helm = (
    'value' in (resolved as object) ? (resolved as unknown as { value: unknown }).value : resolved
  ) as FunctionContext['helm']
  const functions = new Map<string, GoFunction>()
  for (const family of families)
    for (const table of [family.pure ?? {}, family.contextual?.({ host: nodeHost, helm }) ?? {}])
      for (const [name, fn] of Object.entries(table)) functions.set(name, fn)
  return functions
}

/** A map or a list in a test, of which each call gets a copy of its own. */
export type Argument = null | boolean | string | number | GoInt | Argument[] | { [key: string]: Argument }

export function toGo(argument: Argument): GoValue {
  if (Array.isArray(argument)) return argument.map(toGo)
  if (argument === null || typeof argument !== 'object' || argument instanceof GoInt) return argument
  return mapOf(Object.entries(argument).map(([key, value]) => [key, toGo(value)]))
}

/** Calls a function as the engine does: integers plain where the signature asks for them, results of their kind. */
export function call(fn: GoFunction, args: readonly GoValue[]): GoValue {
  const converted = args.map((value, i) => {
    const type = fn.params[Math.min(i, fn.params.length - 1)]!
    return /^u?int(?:32|64)?$/.test(type) && value instanceof GoInt ? value.n : value
  })
  const result = fn.call(...converted)
  const isInteger = fn.returns === 'int' || fn.returns === 'int64'
  return typeof result === 'number' && isInteger ? new GoInt(fn.returns as 'int', result) : result
}

/** The argument as a template writes it; numbers that are no integers of Go's are floats. */
export function written(argument: Argument): string {
  if (argument === null) return '.Values.nil'
  if (typeof argument === 'string') return `(${JSON.stringify(argument)})`
  if (typeof argument === 'number') return `(float64 ${JSON.stringify(String(argument))})`
  if (typeof argument === 'boolean') return String(argument)
  if (argument instanceof GoInt)
    return argument.kind === 'int' ? argument.toString() : `(int64 "${argument.toString()}")`
  if (Array.isArray(argument)) return `(list ${argument.map(written).join(' ')})`
  const entries = Object.entries(argument).map(([key, value]) => `${JSON.stringify(key)} ${written(value)}`)
  return `(dict ${entries.join(' ')})`
}
