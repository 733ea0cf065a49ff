import { complex } from '../../go/complex.ts'
import { typeOf } from '../../go/kind.ts'
import {
  GoInt,
  GoSlice,
  int,
  isMap,
  nilMap,
  nilSlice,
  withoutAddress,
  type GoValue,
} from '../../go/values.ts'
import type { GoType } from '../functions/definition.ts'
import { nodeText, type NumberNode, type Operand } from '../../template/index.ts'
import type { Value } from './value.ts'

/** Throws an execution error with Go's text. */
export type Fail = (reason: string) => never

/** The parameter of a builtin that tells no value (undefined) from nil. */
export const reflectValue = 'reflect.Value'

/** Go's name of a parameter's type. */
export function typeName(type: GoType): string {
  if (type === 'any') return 'interface {}'
  if (type === 'map') return 'map[string]interface {}'
  return type === '[]any' ? '[]interface {}' : type
}

/**
 * text/template's validateType: whether a value may be given to a parameter, and as what a function gets it.
 */
export function validated(value: Value, type: GoType, fail: Fail): unknown {
  if (type === 'any') return value === undefined ? null : withoutAddress(value)
  if (type === reflectValue) return value
  if (value === undefined) return zeroOf(type, fail)
  if (accepts(value, type)) return value instanceof GoInt ? value.n : value
  return fail(
    `wrong type for value; expected ${typeName(type)}; got ${value === null ? 'interface {}' : typeOf(value)}`,
  )
}

function zeroOf(type: GoType, fail: Fail): GoValue {
  if (type === 'map') return nilMap
  if (type.startsWith('[]')) return nilSlice(typeName(type).slice(2))
  return fail(`invalid value; expected ${typeName(type)}`)
}

function accepts(value: GoValue, type: GoType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'float64':
      return typeof value === 'number'
    case 'map':
      return isMap(value) && !typeOf(value).startsWith('map[string]s')
    case '[]any':
      return Array.isArray(value) && (!(value instanceof GoSlice) || value.element === 'interface {}')
    case '[]string':
      return value instanceof GoSlice && value.element === 'string'
  }
  return value !== null && typeOf(value) === type
}

/** A constant given to a parameter: Go decides by the parameter's type. */
export function constantArgument(node: Operand, type: GoType, fail: Fail): unknown {
  const not = (what: string) => fail(`expected ${what}; found ${nodeText(node)}`)
  switch (type) {
    case 'any':
    case reflectValue:
      return idealConstant(node, fail)
    case 'string':
      return node.type === 'string' ? node.text : not('string')
    case 'bool':
      return node.type === 'bool' ? node.value : not('bool')
    case 'int':
    case 'int64':
    case 'time.Duration':
      return node.type === 'number' && node.int !== undefined ? Number(node.int) : not('integer')
    case 'uint32':
      return node.type === 'number' && node.uint !== undefined
        ? Number(node.uint) >>> 0
        : not('unsigned integer')
    case 'float64':
      return node.type === 'number' && node.float !== undefined ? node.float : not('float')
  }
  return fail(`can't handle ${nodeText(node)} for arg of type ${typeName(type)}`)
}

/** The value of a constant where nothing says which type is wanted. */
export function idealConstant(node: Operand, fail: Fail): GoValue {
  if (node.type === 'string') return node.text
  if (node.type === 'bool') return node.value
  if (node.type !== 'number')
    return fail(`can't handle assignment of ${nodeText(node)} to empty interface argument`)
  if (node.complex) return complex(node.complex.re, node.complex.im)
  if (isFloatText(node)) return node.float!
  if (node.int !== undefined) return numberOf(node.int)
  if (node.uint !== undefined) return fail(`${node.text} overflows int`)
  return fail(`${nodeText(node)} is no constant that templates can use`)
}

/** Written as a float: with a point or an exponent, but neither hexadecimal integers nor characters. */
function isFloatText(node: NumberNode): boolean {
  if (node.float === undefined) return false
  const { text } = node
  if (!/\D/.test(text)) return false
  const isHex = /^[+-]?0[xX]/.test(text) && !/[pP]/.test(text)
  return !isHex && !text.startsWith("'") && /[.eEpP]/.test(text)
}

function numberOf(value: bigint): GoInt {
  const small = Number(value)
  return Number.isSafeInteger(small) ? int(small) : new GoInt('int', value)
}
