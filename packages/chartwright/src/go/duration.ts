import { GoError } from './error.ts'
import { timeQuoted as quoted } from './parse-time.ts'
import { GoInt, GoNamedInt, int64, method, type GoMethod, type GoValue } from './values.ts'

const units: readonly [string, bigint][] = [
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1000000n],
  ['s', 1000000000n],
  ['m', 60000000000n],
  ['h', 3600000000000n],
]
const unitSizes = new Map(units)
const maxInt64 = 2n ** 63n - 1n

/** time.ParseDuration: nanoseconds. Throws GoError with Go's message. */
export function parseDuration(text: string): bigint {
  const invalid = () => new GoError(`time: invalid duration ${quoted(text)}`)
  let rest = text
  const negative = rest[0] === '-'
  if (negative || rest[0] === '+') rest = rest.slice(1)
  if (rest === '0') return 0n
  if (rest === '') throw invalid()
  let total = 0n
  while (rest !== '') {
    const number = /^(\d*)(?:(\.)(\d*))?/.exec(rest)!
    const [whole, digits, , decimals = ''] = number
    if (digits === '' && decimals === '') throw invalid()
    rest = rest.slice(whole.length)
    const unit = /^[^.0-9]+/.exec(rest)?.[0]
    if (unit === undefined) throw new GoError(`time: missing unit in duration ${quoted(text)}`)
    const size = unitSizes.get(unit)
    if (size === undefined)
      throw new GoError(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`)
    rest = rest.slice(unit.length)
    if (BigInt(digits || '0') > 2n ** 63n) throw invalid()
    const shown = decimals.slice(0, 18)
    total += BigInt(digits || '0') * size
    if (shown !== '') total += BigInt(Math.trunc(Number(shown) * (Number(size) / 10 ** shown.length)))
    if (total > 2n ** 63n) throw invalid()
  }
  if (negative) return -total
  if (total > maxInt64) throw invalid()
  return total
}

/** Duration.String. */
export function durationText(nanos: bigint): string {
  if (nanos === 0n) return '0s'
  const sign = nanos < 0n ? '-' : ''
  const size = nanos < 0n ? -nanos : nanos
  if (size < 1000n) return `${sign}${size}ns`
  if (size < 1000000n) return `${sign}${decimal(size, 1000n)}µs`
  if (size < 1000000000n) return `${sign}${decimal(size, 1000000n)}ms`
  const minutes = size / 60000000000n
  const seconds = `${decimal(size % 60000000000n, 1000000000n)}s`
  if (minutes === 0n) return sign + seconds
  const hours = minutes / 60n
  return hours === 0n ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60n}m${seconds}`
}

function decimal(value: bigint, unit: bigint): string {
  const part = (value % unit)
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '')
  return part === '' ? String(value / unit) : `${value / unit}.${part}`
}

/** A time.Duration. */
export function durationValue(nanos: bigint): GoNamedInt {
  return new GoNamedInt('time.Duration', 'int64', nanos, durationText(nanos), () => durationMethods(nanos))
}

function durationMethods(nanos: bigint): Record<string, GoMethod> {
  // Go divides whole units and the rest apart, which decides the last digit.
  const parts = (unit: bigint) => Number(nanos / unit) + Number(nanos % unit) / Number(unit)
  const toMultiple = (change: (multiple: bigint) => bigint) =>
    method(['time.Duration'], (multiple) => durationValue(change(wholeNumber(multiple!))))
  return {
    String: () => durationText(nanos),
    Hours: () => parts(3600000000000n),
    Minutes: () => parts(60000000000n),
    Seconds: () => parts(1000000000n),
    Milliseconds: () => int64(nanos / 1000000n),
    Microseconds: () => int64(nanos / 1000n),
    Nanoseconds: () => int64(nanos),
    Abs: () => durationValue(nanos >= 0n ? nanos : nanos === -maxInt64 - 1n ? maxInt64 : -nanos),
    Round: toMultiple((multiple) => roundDuration(nanos, multiple)),
    Truncate: toMultiple((multiple) => (multiple <= 0n ? nanos : nanos - (nanos % multiple))),
  }
}

/** An integer that is a method's argument: the engine hands constants over plain. */
export function wholeNumber(value: GoValue): bigint {
  return value instanceof GoInt ? value.toBigInt() : BigInt(value as number)
}

/** Duration.Round: halves go away from zero. */
export function roundDuration(nanos: bigint, multiple: bigint): bigint {
  if (multiple <= 0n) return nanos
  const rest = nanos % multiple
  const size = rest < 0n ? -rest : rest
  if (size + size < multiple) return nanos - rest
  const rounded = nanos < 0n ? nanos - rest - multiple : nanos - rest + multiple
  return rounded > maxInt64 ? maxInt64 : rounded < -maxInt64 - 1n ? -maxInt64 - 1n : rounded
}
