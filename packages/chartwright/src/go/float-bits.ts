/** `%b` of a float64, as Go prints it: the whole mantissa and the power of two. */
export function formatBinaryFloat(value: number): string {
  const { mantissa, exponent } = parts(value)
  const power = exponent - 52
  return `${mantissa}p${power < 0 ? '' : '+'}${power}`
}

/** `%x` of a float64: `0x1.4p+01`. Without a precision, as many digits as the value has. */
export function formatHexFloat(value: number, precision?: number): string {
  let { mantissa, exponent } = parts(value)
  if (mantissa === 0n) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+00`
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n
    exponent--
  }
  if (precision !== undefined && precision < 13) {
    mantissa = roundedTo(mantissa, BigInt(52 - 4 * precision))
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n
      exponent++
    }
  }
  const all = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const digits =
    precision === undefined ? all.replace(/0+$/, '') : all.slice(0, precision).padEnd(precision, '0')
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `0x1${digits && `.${digits}`}p${exponent < 0 ? '-' : '+'}${power}`
}

/** Rounds the lowest bits away, half to even. */
function roundedTo(mantissa: bigint, bits: bigint): bigint {
  const unit = 1n << bits
  const rest = mantissa % unit
  const down = mantissa - rest
  const up = rest * 2n > unit || (rest * 2n === unit && (down >> bits) % 2n === 1n)
  return up ? down + unit : down
}

/** value = mantissa / 2^52 * 2^exponent, for a finite value that is not negative. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & ((1n << 52n) - 1n)
  return biased === 0
    ? { mantissa: fraction, exponent: -1022 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1023 }
}
