import { parseFloat64, parseInteger } from './strconv.ts'
import { GoInt, GoNamedInt, type GoValue } from './values.ts'

/**
 * spf13/cast, which sprig's `int`, `int64`, `float64` and all its arithmetic stand on: whatever cannot be
 * converted is 0.
 */

/** cast.ToInt64 (and ToInt, the same on 64 bits). A bigint only where a number would not be exact. */
export function castInt64(value: GoValue): number | bigint {
  switch (typeof value) {
    case 'number':
      return floatToInt64(value)
    case 'string':
      return stringToInt64(value)
    case 'boolean':
      return value ? 1 : 0
  }
  if (value instanceof GoInt) {
    // Of the named integers cast knows these two; time.Duration is not among them.
    if (value instanceof GoNamedInt && value.type !== 'time.Month' && value.type !== 'time.Weekday') return 0
    if (value.big === undefined) return value.n
    return value.kind.startsWith('u') ? BigInt.asIntN(64, value.big) : value.big
  }
  return 0
}

/** cast.ToFloat64. */
export function castFloat64(value: GoValue): number {
  switch (typeof value) {
    case 'number':
      return value
    case 'string': {
      const parsed = parseFloat64(value)
      return parsed === undefined || parsed.range ? 0 : parsed.value
    }
    case 'boolean':
      return value ? 1 : 0
  }
  if (value instanceof GoInt) {
    if (value instanceof GoNamedInt && value.type !== 'time.Month' && value.type !== 'time.Weekday') return 0
    return value.n
  }
  return 0
}

const minInt64 = -(2n ** 63n)

/** Go's int64(float64) on amd64: truncates; NaN and whatever does not fit give the least integer. */
export function floatToInt64(value: number): number | bigint {
  const whole = Math.trunc(value)
  if (Number.isSafeInteger(whole)) return whole + 0
  if (!(whole >= -(2 ** 63) && whole < 2 ** 63)) return minInt64
  return BigInt(whole)
}

function stringToInt64(text: string): number | bigint {
  const first = text.charCodeAt(0)
  // Plain decimals, which are nearly all: no prefix, few enough digits to be exact.
  if (first >= 49 && first <= 57 && text.length <= 15) {
    let value = 0
    for (let i = 0; i < text.length; i++) {
      const digit = text.charCodeAt(i) - 48
      if (!(digit >= 0 && digit <= 9)) return parsed(text)
      value = value * 10 + digit
    }
    return value
  }
  return parsed(text)
}

function parsed(text: string): number | bigint {
  const value = parseInteger(trimZeroDecimal(text), 0)
  if (value === undefined) return 0
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** "3.00" counts as the integer 3; "3." and "3.10" do not. */
function trimZeroDecimal(text: string): string {
  let zeros = false
  for (let i = text.length; i > 0; i--) {
    const unit = text.charCodeAt(i - 1)
    if (unit === 46) {
      if (zeros) return text.slice(0, i - 1)
    } else if (unit === 48) zeros = true
    else return text
  }
  return text
}

/** The value that strconv.ParseInt returns even with an error: 0, or the nearest integer for one out of range. */
export function parsedOrNearest(text: string): bigint {
  const value = parseInteger(text, 10)
  if (value !== undefined) return value
  if (!/^[+-]?[0-9]+$/.test(text)) return 0n
  return text.startsWith('-') ? minInt64 : -minInt64 - 1n
}
