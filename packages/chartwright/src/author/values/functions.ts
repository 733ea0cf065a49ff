import type { Conditional } from '../../kubernetes/index.ts'
import type { Arg, Expr, ExprNode, FunctionName } from './expression.ts'
import { expression, nodeOf, toNode, typeOfNode } from './expression.ts'
import { mistake } from '../mistake.ts'
import { captureSite } from '../site.ts'
import type { Type } from './type.ts'

function call<T>(fn: FunctionName, type: Type, args: readonly unknown[]): Expr<T> {
  const at = captureSite()
  return expression<Expr<T>>({ e: 'call', fn, args: args.map(toNode), type, ...(at && { at }) })
}

const boolType: Type = { t: 'bool' }

/** True when both are the same. @example eq($.auth.mode, 'basic') */
export function eq<T extends string | number | boolean>(a: Expr<T>, b: Arg<NoInfer<T>>): Expr<boolean> {
  return call('eq', boolType, [a, b])
}

/** True when they differ. @example ne($.persistence.accessMode, 'ReadWriteMany') */
export function ne<T extends string | number | boolean>(a: Expr<T>, b: Arg<NoInfer<T>>): Expr<boolean> {
  return call('ne', boolType, [a, b])
}

/** True when the first is greater. @example gt($.web.replicas, 1) */
export const gt = (a: Arg<number>, b: Arg<number>): Expr<boolean> => call('gt', boolType, [a, b])
/** True when the first is greater or equal. @example ge($.web.replicas, 2) */
export const ge = (a: Arg<number>, b: Arg<number>): Expr<boolean> => call('ge', boolType, [a, b])
/** True when the first is less. @example lt($.web.replicas, 2) */
export const lt = (a: Arg<number>, b: Arg<number>): Expr<boolean> => call('lt', boolType, [a, b])
/** True when the first is less or equal. @example le($.web.replicas, 1) */
export const le = (a: Arg<number>, b: Arg<number>): Expr<boolean> => call('le', boolType, [a, b])

/** What decides: a boolean, or a text, list or map, which counts as true when it is not empty. */
export type Condition = Expr<boolean> | Expr<string> | Expr<readonly unknown[]> | Expr<object>

function condition(value: unknown): unknown {
  const node = nodeOf(value)
  if (!node)
    throw mistake('condition-constant', 'a condition must depend on a value; this one is always the same')
  const type = typeOfNode(node)
  if (type.t === 'int' || type.t === 'number')
    throw mistake('condition-number', 'a number is not a condition: 0 would count as false', {
      hint: 'compare it: ne(x, 0), gt(x, 1)',
    })
  return value
}

/** True when all are. @example and($.ui.enabled, $.ui.host) */
export const and = (...all: Condition[]): Expr<boolean> => call('and', boolType, all.map(condition))
/** True when one is. @example or($.ingress.enabled, $.gateway.enabled) */
export const or = (...any: Condition[]): Expr<boolean> => call('or', boolType, any.map(condition))
/** True when it is false or empty. @example not($.database.existingSecret) */
export const not = (one: Condition): Expr<boolean> => call('not', boolType, [condition(one)])

/** How many entries a list or map has, or bytes a text. @example gt(count($.hosts), 1) */
export const count = (of: Expr<string> | Expr<readonly unknown[]> | Expr<object>): Expr<number> =>
  call('count', { t: 'int', min: 0 }, [of])

/** Numbers added up. @example add($.drain.seconds, 5) */
export const add = (...all: Arg<number>[]): Expr<number> => call('add', { t: 'int' }, all)
/** The greatest of several numbers. @example max($.replicas, 2) */
export const max = (...all: Arg<number>[]): Expr<number> => call('max', { t: 'int' }, all)
/** The least of several numbers. @example min($.replicas, 10) */
export const min = (...all: Arg<number>[]): Expr<number> => call('min', { t: 'int' }, all)

/** True when a text begins so. @example hasPrefix($.image.tag, 'v') */
export const hasPrefix = (text: Expr<string>, prefix: string): Expr<boolean> =>
  call('hasPrefix', boolType, [text, prefix])

/**
 * Text with values in it.
 *
 * @example str`http://${release.name}:${$.port}/`
 */
export function str(texts: TemplateStringsArray, ...holes: Arg<string | number | boolean>[]): Expr<string> {
  const parts: unknown[] = []
  texts.forEach((text, index) => {
    if (text !== '') parts.push(text)
    if (index < holes.length) parts.push(...flat(holes[index]))
  })
  return call('concat', { t: 'string' }, parts)
}

function flat(hole: unknown): unknown[] {
  const node = nodeOf(hole)
  return node?.e === 'call' && node.fn === 'concat' ? node.args.map((arg) => expression(arg)) : [hole]
}

/** True when a text has another in it. @example contains($.password, 'change-me') */
export const contains = (text: Expr<string>, part: string): Expr<boolean> =>
  call('contains', boolType, [text, part])

/** The items of a list with a separator between. @example join(',', $.hosts) */
export const join = (separator: string, list: Expr<readonly string[]>): Expr<string> =>
  call('join', { t: 'string' }, [separator, list])

/** A map as `k=v,k=v`, sorted by key. @example str`--labels=${pairs(pool.labels)}` */
export const pairs = (map: Expr<Readonly<Record<string, unknown>>>): Expr<string> =>
  call('pairs', { t: 'string' }, [map])

/** Something that is there only under a condition. */
export interface When<out T> extends Conditional<T> {
  readonly [whenKey]: { condition: ExprNode; then: T; otherwise: T | undefined }
}
const whenKey = Symbol('chartwright.when')

/**
 * A value, a list item, an entry or a document that exists only under a condition.
 *
 * @example args: ['serve', when($.debug, '--debug')]
 */
export function when<const T>(decides: Condition, then: T): When<T>
export function when<const T, const E>(decides: Condition, then: T, otherwise: E): When<T | E>
export function when(decides: Condition, then: unknown, otherwise?: unknown): unknown {
  return { [whenKey]: { condition: toNode(condition(decides)), then, otherwise } }
}

/** There, or there only under a condition. */
export type Maybe<T> = T | When<T>

/** The parts of a `when`, or undefined for anything else. */
export function whenOf(
  value: unknown,
): { condition: ExprNode; then: unknown; otherwise: unknown } | undefined {
  if (typeof value !== 'object' || value === null || nodeOf(value)) return undefined
  return (value as Partial<When<unknown>>)[whenKey]
}
