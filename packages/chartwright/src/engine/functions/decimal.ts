import { castFloat64 } from '../../go/cast.ts'
import { formatFloatG } from '../../go/strconv.ts'
import type { GoValue } from '../../go/values.ts'
import { GoError } from './definition.ts'

/** A decimal number, value × 10^exponent: shopspring/decimal, in which sprig's float arithmetic computes. */
interface Decimal {
  value: bigint
  exponent: number
}

export type DecimalOperation = 'add' | 'sub' | 'mul' | 'div'

/** Computes from left to right in decimals, so that 0.1 + 0.2 is 0.3. */
export function decimals(operation: DecimalOperation, first: GoValue, rest: readonly GoValue[]): number {
  let result = toDecimal(castFloat64(first))
  for (const item of rest) result = operations[operation](result, toDecimal(castFloat64(item)))
  return Number(`${result.value}e${result.exponent}`)
}

function toDecimal(x: number): Decimal {
  if (!Number.isFinite(x)) throw new GoError(`Cannot create a Decimal from ${formatFloatG(x)}`)
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    String(x),
  )!
  return { value: BigInt(`${sign}${whole}${fraction}`), exponent: Number(exponent) - fraction.length }
}

const operations: Record<DecimalOperation, (a: Decimal, b: Decimal) => Decimal> = {
  add: (a, b) => sum(a, b),
  sub: (a, b) => sum(a, { value: -b.value, exponent: b.exponent }),
  mul: (a, b) => ({ value: a.value * b.value, exponent: a.exponent + b.exponent }),
  div: quotient,
}

function sum(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { value: a.value * power(a.exponent - exponent) + b.value * power(b.exponent - exponent), exponent }
}

const power = (exponent: number) => 10n ** BigInt(exponent)
const absolute = (value: bigint) => (value < 0n ? -value : value)

// decimal.DivisionPrecision: sixteen digits after the point, the last one rounded away from zero at a half.
const precision = 16

function quotient(a: Decimal, b: Decimal): Decimal {
  if (b.value === 0n) throw new GoError('decimal division by 0')
  const shift = a.exponent - b.exponent + precision
  const dividend = shift > 0 ? a.value * power(shift) : a.value
  const divisor = shift < 0 ? b.value * power(-shift) : b.value
  const whole = dividend / divisor
  const up = absolute(dividend % divisor) * 2n >= absolute(divisor)
  const away = a.value < 0n !== b.value < 0n && a.value !== 0n ? -1n : 1n
  return { value: up ? whole + away : whole, exponent: -precision }
}
