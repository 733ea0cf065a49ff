import type { HelmVersion } from '../../chart/index.ts'
import type { Host } from '../../io/host.ts'
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

const contextual = new WeakMap<Host, Map<HelmVersion, Readonly<Record<string, GoFunction>>>>()

/**
 * The functions that depend on a render's host and on its version of Helm. They keep nothing of the render, so
 * those of the same host and version are the same: closures that called one know the next one's signature.
 */
export function contextualFunctions(context: FunctionContext): Readonly<Record<string, GoFunction>> {
  const { host, helm } = context
  let ofHost = contextual.get(host)
  if (!ofHost) contextual.set(host, (ofHost = new Map<HelmVersion, Record<string, GoFunction>>()))
  let functions = ofHost.get(helm)
  if (!functions) {
    const made: Record<string, GoFunction> = Object.create(null) as Record<string, GoFunction>
    for (const family of families) if (family.contextual) Object.assign(made, family.contextual(context))
    ofHost.set(helm, (functions = made))
  }
  return functions
}
