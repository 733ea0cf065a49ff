import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatFloat,
  formatFloatE,
  formatFloatF,
  formatFloatG,
  formatJsonNumber,
  parseFloat64,
  parseInteger,
  parseUnsigned,
} from '../../src/go/strconv.ts'

// What Go 1.26 printed for each.
const floats: [number, g: string, json: string, fixed: string, exponent: string][] = [
  [0, '0', '0', '0', '0e+00'],
  [-0, '-0', '-0', '-0', '-0e+00'],
  [1, '1', '1', '1', '1e+00'],
  [100000, '100000', '100000', '100000', '1e+05'],
  [999999, '999999', '999999', '999999', '9.99999e+05'],
  [1000000, '1e+06', '1000000', '1000000', '1e+06'],
  [1234567, '1.234567e+06', '1234567', '1234567', '1.234567e+06'],
  [1e20, '1e+20', '100000000000000000000', '100000000000000000000', '1e+20'],
  [1e21, '1e+21', '1e+21', '1000000000000000000000', '1e+21'],
  [0.0001, '0.0001', '0.0001', '0.0001', '1e-04'],
  [0.00001, '1e-05', '0.00001', '0.00001', '1e-05'],
  [1e-7, '1e-07', '1e-7', '0.0000001', '1e-07'],
  [-123456789.125, '-1.23456789125e+08', '-123456789.125', '-123456789.125', '-1.23456789125e+08'],
]

describe('floats', () => {
  it.each(floats)('%d prints as Go prints it', (number, g, json, fixed, exponent) => {
    expect([
      formatFloatG(number),
      formatJsonNumber(number),
      formatFloatF(number),
      formatFloatE(number),
    ]).toEqual([g, json, fixed, exponent])
  })

  it('are rounded half to even on their exact value', () => {
    expect([0.5, 1.5, 2.5, 0.125, 0.375].map((number) => formatFloatF(number, 0))).toEqual([
      '0',
      '2',
      '2',
      '0',
      '0',
    ])
    expect([formatFloatF(0.125, 2), formatFloatF(0.375, 2), formatFloatF(1.005, 2)]).toEqual([
      '0.12',
      '0.38',
      '1.00',
    ])
    expect([formatFloat(1234.5, 'g', 3), formatFloat(0.1, 'g', -1, 32), formatFloat(NaN, 'f', 2)]).toEqual([
      '1.23e+03',
      '0.1',
      'NaN',
    ])
  })

  it('read back from every shortest form', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (number) => {
        for (const print of [formatFloatG, formatFloatF, formatFloatE])
          expect(parseFloat64(print(number))?.value).toBe(number)
      }),
    )
  })

  it('read as Go reads them', () => {
    expect(parseFloat64('0x1p-2')?.value).toBe(0.25)
    expect(parseFloat64('1_000.5')?.value).toBe(1000.5)
    expect(parseFloat64('1e400')).toEqual({ value: Infinity, range: true })
    expect(['', '.', '1e', '_1', '1__0', '0x1', ' 1'].map(parseFloat64)).toEqual(Array(7).fill(undefined))
  })
})

describe('integers', () => {
  it('read prefixes and underscores in base 0 only', () => {
    expect(['0x1f', '0b11', '0o17', '017', '-0x_1f', '1_000'].map((text) => parseInteger(text, 0))).toEqual([
      31n,
      3n,
      15n,
      15n,
      -31n,
      1000n,
    ])
    expect(['0x1f', '1_000', '08x', '', '-'].map((text) => parseInteger(text, 10))).toEqual(
      Array(5).fill(undefined),
    )
    expect(parseInteger('08', 0)).toBeUndefined()
  })

  it('have the range of their type', () => {
    expect(parseInteger('9223372036854775807', 10)).toBe(9223372036854775807n)
    expect(parseInteger('9223372036854775808', 10)).toBeUndefined()
    expect(parseInteger('-9223372036854775808', 10)).toBe(-9223372036854775808n)
    expect(parseInteger('128', 10, 8)).toBeUndefined()
    expect(parseUnsigned('18446744073709551615', 10)).toBe(18446744073709551615n)
    expect(parseUnsigned('18446744073709551616', 10)).toBeUndefined()
  })
})
