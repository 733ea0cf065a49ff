import { formatBinaryFloat, formatHexFloat } from './float-bits.ts'
import { pad, type Flags } from './fmt-flags.ts'
import { formatFloat, type FloatFormat } from './strconv.ts'

/** A float64 by a verb; undefined for one that floats do not have. */
export function formatFloatVerb(value: number, verb: string, flags: Flags): string | undefined {
  if (!'vbgGeEfFxX'.includes(verb)) return undefined
  const format = verb === 'v' ? 'g' : verb === 'F' ? 'f' : verb
  const precision = flags.precision ?? ('eEf'.includes(format) ? 6 : -1)
  const isNegative = value < 0 || Object.is(value, -0)
  const sign = isNegative ? '-' : flags.space && !flags.plus ? ' ' : '+'
  if (Number.isNaN(value)) return pad(flags.space || flags.plus ? `${sign}NaN` : 'NaN', withSpaces(flags))
  if (!Number.isFinite(value)) return pad(`${sign}Inf`, withSpaces(flags))
  let text = digits(Math.abs(value), format, precision)
  if (flags.sharp && verb !== 'b') text = withPoint(text, format, precision)
  if (!flags.plus && sign === '+') return pad(text, flags)
  const { width = 0, zero, minus } = flags
  // Zeros stand between the sign and the digits.
  return zero && !minus ? sign + text.padStart(width - 1, '0') : pad(sign + text, flags)
}

function withSpaces(flags: Flags): Flags {
  return { ...flags, zero: false }
}

function digits(value: number, format: string, precision: number): string {
  if (format === 'b') return formatBinaryFloat(value)
  if (format !== 'x' && format !== 'X') return formatFloat(value, format as FloatFormat, precision)
  const text = formatHexFloat(value, precision < 0 ? undefined : precision)
  return format === 'X' ? text.toUpperCase() : text
}

/** `#`: always a decimal point, and the zeros that %g would leave out. */
function withPoint(text: string, format: string, precision: number): string {
  const isHex = format === 'x' || format === 'X'
  const end = text.search(isHex ? /p/i : /[ep]/i)
  const tail = end < 0 ? '' : text.slice(end)
  let number = end < 0 ? text : text.slice(0, end)
  let missing = 'gGx'.includes(format) ? (precision === -1 ? 6 : precision) : 0
  // Go counts what is no point from the first that is not 0, the x of 0x among them.
  missing -= number.replace('.', '').replace(/^0+/, '').length
  if (!number.includes('.')) {
    if (number === '0') missing--
    number += '.'
  }
  return number + '0'.repeat(Math.max(0, missing)) + tail
}
