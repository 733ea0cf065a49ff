import { trimSpace } from './strings.ts'
import { kindOf, typeOf } from '../../go/kind.ts'
import { formatFloatG, parseFloat64 } from '../../go/strconv.ts'
import { durationValue, parseDuration, roundDuration } from '../../go/duration.ts'
import { GoInt, GoNamedInt, int64, type GoValue } from '../../go/values.ts'
import { define, GoError, type FunctionFamily, type GoFunction } from './definition.ts'
import { quote as quoteText } from '../../go/quote.ts'

/** Helm's own duration functions, since 4.3: numbers are seconds, what is no duration counts as 0. */
export const durations: FunctionFamily = {
  name: 'durations',
  contextual: ({ helm }) => (helm.durationFunctions ? functions : {}),
}

const second = 1000000000n
const minute = 60n * second
const hour = 60n * minute

const whole = (unit: bigint) => define(['any'], 'int64', (value: GoValue) => int64(durationOr0(value) / unit))

// Go divides whole units and the rest apart, which decides the last digit.
const parts = (unit: bigint, divide = 1) =>
  define(['any'], 'float64', (value: GoValue) => {
    const nanos = durationOr0(value)
    return (Number(nanos / unit) + Number(nanos % unit) / Number(unit)) / divide
  })

const functions: Record<string, GoFunction> = {
  mustToDuration: define(['any'], 'time.Duration', (value: GoValue) => durationValue(asDuration(value))),
  durationNanoseconds: whole(1n),
  durationMicroseconds: whole(1000n),
  durationMilliseconds: whole(1000000n),
  durationSeconds: parts(second),
  durationMinutes: parts(minute),
  durationHours: parts(hour),
  durationDays: parts(hour, 24),
  durationWeeks: define(['any'], 'float64', (value: GoValue) => {
    const nanos = durationOr0(value)
    return (Number(nanos / hour) + Number(nanos % hour) / Number(hour)) / 24 / 7
  }),
  durationRoundTo: define(['any', 'any'], 'time.Duration', (value: GoValue, multiple: GoValue) =>
    toMultiple(value, multiple, roundDuration),
  ),
  durationTruncateTo: define(['any', 'any'], 'time.Duration', (value: GoValue, multiple: GoValue) =>
    toMultiple(value, multiple, (nanos, unit) => (unit <= 0n ? nanos : nanos - (nanos % unit))),
  ),
}

function toMultiple(
  value: GoValue,
  multiple: GoValue,
  change: (nanos: bigint, unit: bigint) => bigint,
): GoNamedInt {
  const nanos = durationOr0(value)
  let unit: bigint
  try {
    unit = asDuration(multiple)
  } catch (error) {
    if (error instanceof GoError) return durationValue(nanos)
    throw error
  }
  return durationValue(change(nanos, unit))
}

function durationOr0(value: GoValue): bigint {
  try {
    return asDuration(value)
  } catch (error) {
    if (error instanceof GoError) return 0n
    throw error
  }
}

function asDuration(value: GoValue): bigint {
  if (value === null) throw new GoError('invalid duration')
  if (typeof value === 'string') return fromText(value)
  if (typeof value === 'number') return fromFloat(value)
  if (value instanceof GoNamedInt && value.type === 'time.Duration') return value.toBigInt()
  if (value instanceof GoInt) {
    const seconds = value.toBigInt()
    if (seconds > mostSeconds || (seconds < -mostSeconds && !kindOf(value).startsWith('u')))
      throw new GoError(`duration seconds overflow: ${seconds}`)
    return seconds * second
  }
  throw new GoError(`unsupported duration type ${typeOf(value)}`)
}

const mostSeconds = (2n ** 63n - 1n) / second
const mostSecondsFloat = Number(2n ** 63n - 1n) / 1e9

function fromText(text: string): bigint {
  const trimmed = trimSpace(text)
  if (trimmed === '') throw new GoError('empty duration')
  try {
    return parseDuration(trimmed)
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    const seconds = parseFloat64(trimmed)
    if (seconds === undefined || seconds.range)
      throw new GoError(`could not parse duration ${quoteText(text)}`)
    return fromFloat(seconds.value)
  }
}

function fromFloat(seconds: number): bigint {
  if (!Number.isFinite(seconds)) throw new GoError(`invalid duration seconds: ${formatFloatG(seconds)}`)
  if (Math.abs(seconds) > mostSecondsFloat)
    throw new GoError(`duration seconds overflow: ${formatFloatG(seconds)}`)
  return BigInt.asIntN(64, BigInt(Math.trunc(seconds * 1e9)))
}
