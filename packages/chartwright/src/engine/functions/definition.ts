import type { HelmVersion } from '../../chart/index.ts'
import type { Host } from '../../io/host.ts'
import type { GoValue } from '../../go/values.ts'

/**
 * The type of a parameter or result as Go's reflect sees it. `any` is interface{}. Arguments reach `call`
 * already checked and converted by Go's rules: `string` as string, `bool` as boolean, `int`, `int64` and
 * `float64` as plain numbers, `map` as GoMap, `[]any` and `[]string` as arrays, `any` as it is.
 * A result declared `int` or `int64` may be returned as a plain number: the engine gives it its kind.
 */
export type GoType =
  | 'any'
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'float64'
  | 'map'
  | '[]any'
  | '[]string'
  | 'error'
  | (string & {})

/** A template function with its Go signature. Throws GoError for what Go returns as an error or panics with. */
export interface GoFunction {
  readonly params: readonly GoType[]
  /** The last parameter repeats. */
  readonly variadic: boolean
  readonly returns: GoType
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the engine converts by `params`, TypeScript cannot follow
  readonly call: (...args: any[]) => GoValue
}

/** What a function that is not pure may ask of the render it runs in. The engine extends it. */
export interface FunctionContext {
  readonly host: Host
  readonly helm: HelmVersion
}

/**
 * A family of functions: one file, one page of documentation. `pure` ones are shared by every render;
 * `contextual` ones are made anew for each.
 */
export interface FunctionFamily {
  readonly name: string
  readonly pure?: Readonly<Record<string, GoFunction>>
  readonly contextual?: (context: FunctionContext) => Readonly<Record<string, GoFunction>>
}

/** An error as Go's function would return it: the engine wraps it as `error calling NAME: MESSAGE`. */
export { GoError } from '../../go/error.ts'

/**
 * Declares a function by its Go signature.
 *
 * @example define(['int', 'string'], 'string', (n, s) => trunc(n, s))
 * @example define(['...any'], '[]any', (...items) => items)
 */
export function define(params: readonly GoType[], returns: GoType, call: GoFunction['call']): GoFunction {
  const variadic = params.at(-1)?.startsWith('...') ?? false
  if (!variadic) return { params, variadic, returns, call }
  return { params: [...params.slice(0, -1), params.at(-1)!.slice(3)], variadic, returns, call }
}
