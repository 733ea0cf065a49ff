/**
 * strconv.FormatFloat of a number that is not negative, for format b (`mantissa p exponent`) and for x and X
 * (`0x1.8p+01`, rounded half to even).
 *
 * @example formatBinaryFloat(2.5, 'x', -1) // '0x1.4p+01'
 */
export function formatBinaryFloat(value: number, format: string, precision: number): string {
  if (!Number.isFinite(value)) return 'Inf'
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const field = Number(bits >> 52n)
  let mantissa = bits & ((1n << 52n) - 1n)
  let exponent = field === 0 ? -1022 : field - 1023
  if (field !== 0) mantissa |= 1n << 52n
  if (format === 'b') return `${mantissa}p${exponent - 52 < 0 ? '-' : '+'}${Math.abs(exponent - 52)}`
  if (mantissa === 0n) exponent = 0
  else for (; mantissa >> 52n === 0n; exponent--) mantissa <<= 1n
  if (precision >= 0 && precision < 13) {
    const shift = BigInt(52 - precision * 4)
    const rest = mantissa & ((1n << shift) - 1n)
    const half = 1n << (shift - 1n)
    mantissa >>= shift
    if (rest > half || (rest === half && mantissa & 1n)) mantissa++
    mantissa <<= shift
    if (mantissa >> 53n) {
      mantissa >>= 1n
      exponent++
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const fraction =
    precision < 0 ? digits.replace(/0+$/, '') : digits.slice(0, precision).padEnd(precision, '0')
  const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  const text = `0x${mantissa >> 52n}${fraction && `.${fraction}`}p${power}`
  return format === 'X' ? text.toUpperCase() : text
}
