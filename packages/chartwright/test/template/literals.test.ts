import { describe, expect, test } from 'vitest'
import { parseTemplate, TemplateSyntaxError } from '../../src/template/index.ts'

function literal(text: string): unknown {
  try {
    const node = parseTemplate('f', `{{${text}}}`, { functions: undefined }).root.nodes[0]
    if (node?.type !== 'action') throw new Error('no action')
    const first = node.pipe.commands[0].args[0]
    if (first.type === 'string') return first.text
    if (first.type !== 'number') throw new Error(first.type)
    const { int, uint, float, complex } = first
    return { int, uint, float, complex }
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error.detail
    throw error
  }
}

const whole = (n: bigint) => ({ int: n, uint: n < 0n ? undefined : n, float: Number(n), complex: undefined })
const fraction = (float: number) => ({ int: undefined, uint: undefined, float, complex: undefined })

describe('numbers', () => {
  test.each([
    ['7', 7n],
    ['-3', -3n],
    ['0x1F', 31n],
    ['0b101', 5n],
    ['0o17', 15n],
    ['017', 15n],
    ['1_000', 1000n],
    ['1e3', 1000n],
    ['0x1p4', 16n],
    ["'a'", 97n],
    ["'é'", 233n],
    ["'\\n'", 10n],
    ["'\\xff'", 255n],
  ])('%s is the integer %s', (text, value) => {
    expect(literal(text)).toEqual(whole(value))
  })
  test.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['0x1p-2', 0.25],
    ['1e-3', 0.001],
    ['1e20', 1e20],
  ])('%s is the float %s', (text, value) => {
    expect(literal(text)).toEqual(fraction(value))
  })
  test('an integer beyond int64 is unsigned only', () => {
    expect(literal('18446744073709551615')).toEqual({
      int: undefined,
      uint: 18446744073709551615n,
      float: 2 ** 64,
      complex: undefined,
    })
  })
  test('imaginary and complex numbers are their real part too when the other is zero', () => {
    expect(literal('1+2i')).toMatchObject({ complex: { re: 1, im: 2 }, float: undefined })
    expect(literal('5+0i')).toMatchObject({ complex: { re: 5, im: 0 }, int: 5n, float: 5 })
  })
  test.each([
    ['089', 'integer overflow: "089"'],
    ['1__0', 'illegal number syntax: "1__0"'],
    ['18446744073709551616', 'integer overflow: "18446744073709551616"'],
    ['1e400', 'illegal number syntax: "1e400"'],
    ['1a', 'bad number syntax: "1a"'],
    ['1+2', 'bad number syntax: "1+2"'],
    ["''", 'invalid syntax'],
    ["'ab'", "malformed character constant: 'ab'"],
  ])('%s is refused: %s', (text, message) => {
    expect(literal(text)).toBe(message)
  })
})

describe('strings', () => {
  test.each([
    ['"a\\tb"', 'a\tb'],
    ['"\\u00e9\\U0001F600"', 'é😀'],
    ['"\\xc3\\xa9"', 'é'],
    ['"\\xff\\101"', '\udcffA'],
    ['"\\303\\251"', 'é'],
    ['`a\\n\r\nb`', 'a\\n\nb'],
    ['"\udcff"', '\ufffd'],
    ['`\udcff`', '\udcff'],
  ])('%j', (text, value) => {
    expect(literal(text)).toBe(value)
  })
  test.each(['"\\z"', '"\\\'"', '"\\ud800"', '"\\400"', '"\\x4"'])('%s is refused', (text) => {
    expect(literal(text)).toBe('invalid syntax')
  })
})
