/**
 * Go's strconv: numbers to text and back. One place for every number Helm prints: templates (`%v` is
 * formatFloatG), toYaml, toJson, printf, and for every number it reads from text.
 */

interface Digits {
  negative: boolean
  /** Decimal digits without leading zeros; empty for zero. */
  digits: string
  /** The number is 0.DIGITS × 10^point. */
  point: number
}

/**
 * A float64 as strconv.FormatFloat(x, 'g', -1, 64): what `{{ .Values.n }}` and `%v` print.
 *
 * @example formatFloatG(1000000) // '1e+06'
 */
export function formatFloatG(x: number): string {
  // Between these bounds Go and JavaScript print alike; beyond them Go switches to an exponent earlier.
  if ((x < 1e6 && x >= 1e-3) || (x > -1e6 && x <= -1e-3)) return String(x)
  if (x === 0) return Object.is(x, -0) ? '-0' : '0'
  return special(x) ?? general(shortest(x), -1, 'e')
}

/**
 * A float64 as encoding/json writes it: what toJson prints. NaN and infinities are errors in Go; the caller
 * refuses them before.
 *
 * @example formatJsonNumber(1e21) // '1e+21'
 */
export function formatJsonNumber(x: number): string {
  if (x === 0) return Object.is(x, -0) ? '-0' : '0'
  // JSON follows ECMAScript here (exponent below 1e-6 and from 1e21), so only V8's own printing is needed.
  return String(x)
}

/**
 * strconv.FormatFloat with format 'f': no exponent. Precision -1 gives the fewest digits that read back.
 *
 * @example formatFloatF(2.5, 0) // '2'
 */
export function formatFloatF(x: number, precision = -1): string {
  return formatFloat(x, 'f', precision)
}

/**
 * strconv.FormatFloat with format 'e'. Precision -1 gives the fewest digits that read back.
 *
 * @example formatFloatE(1234.5) // '1.2345e+03'
 */
export function formatFloatE(x: number, precision = -1): string {
  return formatFloat(x, 'e', precision)
}

export type FloatFormat = 'e' | 'E' | 'f' | 'g' | 'G'

/**
 * strconv.FormatFloat for formats e, E, f, g and G, with any precision and with either size of float.
 *
 * @example formatFloat(0.1, 'g', -1, 32) // '0.1'
 */
export function formatFloat(x: number, format: FloatFormat, precision: number, bits: 32 | 64 = 64): string {
  const value = bits === 32 ? Math.fround(x) : x
  const named = special(value)
  if (named !== undefined) return named
  const exponent = format === 'E' || format === 'G' ? 'E' : 'e'
  if (precision < 0) {
    const digits = bits === 32 ? shortest32(value) : shortest(value)
    if (format === 'f') return fixed(digits, Math.max(digits.digits.length - digits.point, 0))
    if (format === 'g' || format === 'G') return general(digits, -1, exponent)
    return scientific(digits, Math.max(digits.digits.length - 1, 0), exponent)
  }
  if (format === 'f') return fixed(rounded(value, precision, true), precision)
  if (format === 'g' || format === 'G') {
    const wanted = precision === 0 ? 1 : precision
    return general(rounded(value, wanted, false), wanted, exponent)
  }
  return scientific(rounded(value, precision + 1, false), precision, exponent)
}

/**
 * strconv.ParseInt: the number, or undefined for a syntax or a range error. Base 0 takes prefixes 0x, 0o, 0b
 * and 0, and underscores between digits, as Go's literals do.
 *
 * @example parseInteger('0x_1f', 0) // 31n
 */
export function parseInteger(text: string, base: number, bits = 64): bigint | undefined {
  const sign = text.charCodeAt(0)
  const signed = sign === 43 || sign === 45
  const magnitude = parseMagnitude(signed ? text.slice(1) : text, base)
  if (magnitude === undefined) return undefined
  const limit = 1n << BigInt(bits - 1)
  if (sign === 45) return magnitude > limit ? undefined : -magnitude
  return magnitude >= limit ? undefined : magnitude
}

/**
 * strconv.ParseUint: as parseInteger, but with no sign.
 *
 * @example parseUnsigned('18446744073709551615', 10) // 18446744073709551615n
 */
export function parseUnsigned(text: string, base: number, bits = 64): bigint | undefined {
  const magnitude = parseMagnitude(text, base)
  return magnitude === undefined || magnitude >= 1n << BigInt(bits) ? undefined : magnitude
}

/**
 * strconv.ParseFloat(text, 64): the number, an infinity with `range` set where Go reports a range error, or
 * undefined for a syntax error. Takes decimal and hexadecimal floats, `inf`, `infinity` and `nan`, and single
 * underscores between digits.
 *
 * @example parseFloat64('0x1p-2')?.value // 0.25
 */
export function parseFloat64(text: string): { value: number; range: boolean } | undefined {
  const digits = text.includes('_') && underscoresFit(text) ? text.replaceAll('_', '') : text
  if (decimalFloat.test(digits)) {
    const value = Number(digits)
    return { value, range: !Number.isFinite(value) }
  }
  if (namedFloat.test(text)) {
    if (text.length === 3 && (text.charCodeAt(0) | 32) === 110) return { value: NaN, range: false }
    return { value: text.charCodeAt(0) === 45 ? -Infinity : Infinity, range: false }
  }
  return hexFloat(text)
}

const decimalFloat = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const namedFloat = /^(?:[+-]?inf(?:inity)?|nan)$/i

function hexFloat(text: string): { value: number; range: boolean } | undefined {
  const match = /^([+-]?)0[xX]([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?\d[\d_]*)$/.exec(text)
  if (!match || !underscoresFit(text)) return undefined
  const whole = match[2]!.replaceAll('_', '')
  const fraction = (match[3] ?? '').replaceAll('_', '')
  if (whole === '' && fraction === '') return undefined
  const mantissa = BigInt(`0x${whole}${fraction}`)
  const sign = match[1] === '-' ? -1 : 1
  if (mantissa === 0n) return { value: sign * 0, range: false }
  const power = Math.max(-1e6, Math.min(1e6, Number(match[4]!.replaceAll('_', '')))) - 4 * fraction.length
  const value = sign * scaled(mantissa, power)
  return { value, range: !Number.isFinite(value) }
}

/** mantissa × 2^power, rounded half to even once. */
function scaled(mantissa: bigint, power: number): number {
  const length = mantissa.toString(2).length
  const top = length + power
  if (top > 1025) return Infinity
  if (top < -1080) return 0
  // Bits a float64 of this size can hold: 53, or fewer for a subnormal.
  const room = Math.min(53, Math.max(top + 1074, 0))
  const drop = length - room
  if (drop <= 0) return Number(mantissa) * 2 ** Math.max(power, -1022) * 2 ** Math.min(power + 1022, 0)
  let kept = mantissa >> BigInt(drop)
  const rest = mantissa - (kept << BigInt(drop))
  const half = 1n << BigInt(drop - 1)
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n
  const exponent = power + drop
  return exponent > 900
    ? Number(kept) * 2 ** 900 * 2 ** (exponent - 900)
    : Number(kept) * 2 ** Math.max(exponent, -1022) * 2 ** Math.min(exponent + 1022, 0)
}

function parseMagnitude(text: string, base: number): bigint | undefined {
  let digits = text
  let radix = base
  if (base === 0) {
    radix = 10
    if (digits.charCodeAt(0) === 48 && digits.length > 1) {
      const letter = digits.length >= 3 ? digits.charCodeAt(1) | 32 : 0
      radix = letter === 98 ? 2 : letter === 111 ? 8 : letter === 120 ? 16 : 8
      digits = digits.slice(letter === 98 || letter === 111 || letter === 120 ? 2 : 1)
    }
    if (digits.includes('_')) {
      if (!underscoresFit(text)) return undefined
      digits = digits.replaceAll('_', '')
    }
  }
  if (digits === '') return undefined
  for (let i = 0; i < digits.length; i++) {
    const digit = digitOf(digits.charCodeAt(i))
    if (digit >= radix) return undefined
  }
  if (radix === 10) return BigInt(digits)
  if (radix === 16) return BigInt(`0x${digits}`)
  if (radix === 8) return BigInt(`0o${digits}`)
  if (radix === 2) return BigInt(`0b${digits}`)
  let value = 0n
  for (let i = 0; i < digits.length; i++)
    value = value * BigInt(radix) + BigInt(digitOf(digits.charCodeAt(i)))
  return value
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 122 && code < 128 ? lower - 87 : 99
}

/** Go's rule for literals: an underscore stands between digits, or between a base prefix and a digit. */
function underscoresFit(text: string): boolean {
  if (!text.includes('_')) return true
  const body = text.replace(/^[+-]/, '')
  const prefixed = /^0[xXbBoO]/.test(body)
  const hex = /^0[xX]/.test(body)
  let last = prefixed ? '0' : '^'
  for (let i = prefixed ? 2 : 0; i < body.length; i++) {
    const code = body.charCodeAt(i)
    if ((code >= 48 && code <= 57) || (hex && digitOf(code) < 16)) last = '0'
    else if (code === 95) {
      if (last !== '0') return false
      last = '_'
    } else {
      if (last === '_') return false
      last = '!'
    }
  }
  return last !== '_'
}

function special(x: number): string | undefined {
  if (x !== x) return 'NaN'
  if (x === Infinity) return '+Inf'
  if (x === -Infinity) return '-Inf'
  return undefined
}

/** The fewest digits that read back as the same float64: V8 and Go agree on them. */
function shortest(x: number): Digits {
  return fromExponential(x, x.toExponential())
}

function shortest32(x: number): Digits {
  for (let count = 1; count < 9; count++) {
    const digits = rounded(x, count, false)
    if (Math.fround(Number(scientific(digits, count, 'e'))) === x) return digits
  }
  return rounded(x, 9, false)
}

function fromExponential(x: number, text: string): Digits {
  const e = text.indexOf('e')
  const negative = x < 0 || Object.is(x, -0)
  let digits = text.slice(text.charCodeAt(0) === 45 ? 1 : 0, e).replace('.', '')
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  digits = digits.slice(0, end)
  return { negative, digits, point: digits === '' ? 0 : Number(text.slice(e + 1)) + 1 }
}

/** Rounds the exact value, half to even, to `count` significant digits or `count` digits after the point. */
function rounded(x: number, count: number, afterPoint: boolean): Digits {
  const exact = exactDigits(x)
  const keep = afterPoint ? exact.point + count : count
  if (keep >= exact.digits.length) return exact
  if (keep < 0) return { negative: exact.negative, digits: '', point: 0 }
  const next = exact.digits.charCodeAt(keep)
  const tie = next === 53 && keep + 1 === exact.digits.length
  const odd = keep > 0 && (exact.digits.charCodeAt(keep - 1) & 1) === 1
  const up = tie ? odd : next >= 53
  if (!up) return trimmed(exact.negative, exact.digits.slice(0, keep), exact.point)
  const raised = (BigInt(exact.digits.slice(0, keep) || '0') + 1n).toString()
  return trimmed(exact.negative, raised, exact.point + (raised.length > keep ? raised.length - keep : 0))
}

function trimmed(negative: boolean, digits: string, point: number): Digits {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  return { negative, digits: digits.slice(0, end), point: end === 0 ? 0 : point }
}

/** Every decimal digit of the float64 (they are finitely many). */
function exactDigits(x: number): Digits {
  const negative = x < 0 || Object.is(x, -0)
  let fraction = Math.abs(x)
  if (fraction === 0) return { negative, digits: '', point: 0 }
  let power = 0
  while (!Number.isInteger(fraction)) {
    fraction *= 2
    power++
  }
  const digits = (BigInt(fraction) * 5n ** BigInt(power)).toString()
  return trimmed(negative, digits, digits.length - power)
}

function fixed({ negative, digits, point }: Digits, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const sign = negative ? '-' : ''
  if (precision === 0) return sign + whole
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  return `${sign}${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`
}

function scientific({ negative, digits, point }: Digits, precision: number, letter: string): string {
  const exponent = digits === '' ? 0 : point - 1
  const mantissa = digits === '' ? '0' : digits[0]!
  const fraction = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, '0')}` : ''
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${negative ? '-' : ''}${mantissa}${fraction}${letter}${exponent < 0 ? '-' : '+'}${size}`
}

function general(digits: Digits, precision: number, letter: string): string {
  const count = digits.digits.length
  let threshold = precision
  if (threshold > count && count >= digits.point) threshold = count
  if (precision < 0) threshold = 6
  const exponent = digits.digits === '' ? -1 : digits.point - 1
  if (exponent < -4 || exponent >= threshold) {
    const shown = precision < 0 || precision > count ? count : precision
    return scientific(digits, Math.max(shown - 1, 0), letter)
  }
  return fixed(digits, Math.max(count - digits.point, 0))
}
