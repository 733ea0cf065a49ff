import { castFloat64, castInt64 } from '../../go/cast.ts'
import { decimals } from './decimal.ts'
import { int, int64, sliceOf, type GoInt, type GoValue } from '../../go/values.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'

/** Integer arithmetic wraps at 64 bits; the float functions compute in decimals, so addf 0.1 0.2 is 0.3. */
export const math: FunctionFamily = {
  name: 'math',
  pure: {
    add: define(['...any'], 'int64', (...values: GoValue[]) => fold(0, values, sum)),
    add1: define(['any'], 'int64', (value: GoValue) => wrapped(sum(castInt64(value), 1))),
    sub: define(['any', 'any'], 'int64', (a: GoValue, b: GoValue) =>
      wrapped(difference(castInt64(a), castInt64(b))),
    ),
    mul: define(['any', '...any'], 'int64', (first: GoValue, ...rest: GoValue[]) =>
      fold(castInt64(first), rest, product),
    ),
    div: define(['any', 'any'], 'int64', (a: GoValue, b: GoValue) => quotient(castInt64(a), castInt64(b))),
    mod: define(['any', 'any'], 'int64', (a: GoValue, b: GoValue) => remainder(castInt64(a), castInt64(b))),
    max: define(['any', '...any'], 'int64', greatest),
    biggest: define(['any', '...any'], 'int64', greatest),
    min: define(['any', '...any'], 'int64', least),
    addf: define(['...any'], 'float64', (...values: GoValue[]) => decimals('add', 0, values)),
    add1f: define(['any'], 'float64', (value: GoValue) => decimals('add', value, [1])),
    subf: define(['any', '...any'], 'float64', (first: GoValue, ...rest: GoValue[]) =>
      decimals('sub', first, rest),
    ),
    mulf: define(['any', '...any'], 'float64', (first: GoValue, ...rest: GoValue[]) =>
      decimals('mul', first, rest),
    ),
    divf: define(['any', '...any'], 'float64', (first: GoValue, ...rest: GoValue[]) =>
      decimals('div', first, rest),
    ),
    maxf: define(['any', '...any'], 'float64', (first: GoValue, ...rest: GoValue[]) =>
      rest.reduce<number>((best, value) => Math.max(best, castFloat64(value)), castFloat64(first)),
    ),
    minf: define(['any', '...any'], 'float64', (first: GoValue, ...rest: GoValue[]) =>
      rest.reduce<number>((best, value) => Math.min(best, castFloat64(value)), castFloat64(first)),
    ),
    floor: define(['any'], 'float64', (value: GoValue) => Math.floor(castFloat64(value))),
    ceil: define(['any'], 'float64', (value: GoValue) => Math.ceil(castFloat64(value))),
    round: define(['any', 'int', '...float64'], 'float64', round),
    until: define(['int'], '[]int', (count: number) => ints(range(0, count, count < 0 ? -1 : 1))),
    untilStep: define(['int', 'int', 'int'], '[]int', (start: number, stop: number, step: number) =>
      ints(range(start, stop, step)),
    ),
    seq: define(['...int'], 'string', seq),
  },
}

type Int = number | bigint

/** An int64 result: overflow wraps, as in Go. */
function wrapped(value: Int): number | GoInt {
  if (typeof value === 'number') return value
  const fit = BigInt.asIntN(64, value)
  const number = Number(fit)
  return Number.isSafeInteger(number) ? number : int64(fit)
}

function sum(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const value = a + b
    if (Number.isSafeInteger(value)) return value
  }
  return BigInt.asIntN(64, BigInt(a) + BigInt(b))
}

function difference(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const value = a - b
    if (Number.isSafeInteger(value)) return value
  }
  return BigInt(a) - BigInt(b)
}

function product(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const value = a * b
    if (Number.isSafeInteger(value)) return value + 0
  }
  return BigInt.asIntN(64, BigInt(a) * BigInt(b))
}

function fold(first: Int, rest: GoValue[], operation: (a: Int, b: Int) => Int): number | GoInt {
  let value = first
  for (const item of rest) value = operation(value, castInt64(item))
  return wrapped(value)
}

const divisionByZero = 'runtime error: integer divide by zero'

function quotient(a: Int, b: Int): number | GoInt {
  if (b == 0) throw new GoError(divisionByZero)
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0
  return wrapped(BigInt(a) / BigInt(b))
}

function remainder(a: Int, b: Int): number | GoInt {
  if (b == 0) throw new GoError(divisionByZero)
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0
  return wrapped(BigInt(a) % BigInt(b))
}

function greatest(first: GoValue, ...rest: GoValue[]): number | GoInt {
  return fold(castInt64(first), rest, (a, b) => (b > a ? b : a))
}

function least(first: GoValue, ...rest: GoValue[]): number | GoInt {
  return fold(castInt64(first), rest, (a, b) => (b < a ? b : a))
}

// sprig's own: rounds a half upwards, away from nothing, also for negative numbers below it.
function round(value: GoValue, places: number, roundOn = 0.5): number {
  const power = Math.pow(10, places)
  const digits = power * castFloat64(value)
  const part = digits - Math.trunc(digits)
  return (part >= roundOn ? Math.ceil(digits) : Math.floor(digits)) / power
}

// A chart that asks for more than this would take the machine's memory, in Helm too.
const longestRange = 10_000_000

function range(start: number, stop: number, step: number): number[] {
  const items: number[] = []
  if (stop < start ? step >= 0 : step <= 0) return items
  if (Math.abs((stop - start) / step) > longestRange)
    throw new GoError(`range of more than ${longestRange} integers`)
  if (stop < start) for (let i = start; i > stop; i += step) items.push(i)
  else for (let i = start; i < stop; i += step) items.push(i)
  return items
}

function ints(items: number[]): GoValue {
  return sliceOf('int', items.map(int))
}

function seq(...params: number[]): string {
  if (params.length === 1) {
    const end = params[0]!
    const step = end < 1 ? -1 : 1
    return range(1, end + step, step).join(' ')
  }
  if (params.length === 2) {
    const [start, end] = params as [number, number]
    const step = end < start ? -1 : 1
    return range(start, end + step, step).join(' ')
  }
  if (params.length === 3) {
    const [start, step, end] = params as [number, number, number]
    if (end < start && step > 0) return ''
    return range(start, end + (end < start ? -1 : 1), step).join(' ')
  }
  return ''
}
