import fc from 'fast-check'
import { byDepth, choose, many, pick } from '../grammar.ts'

/** Values as JSON text: what toYaml, toJson and the merging of values are given. */

// prettier-ignore
const words = ['a', 'foo', 'bar', 'lorem', 'ipsum', 'dolor', 'http://x.y/z', 'k=v', '1', 'true', '#', '-', ':', 'x:', '"q"', "it's", '{', '}', '[', ']', '%', 'é', '日本語', '😀', '\t', '\u2028', '\u00a0', '\\', '*', '&', '!', '|', '>', '@', '`', '?', ',', '--', '---', '...', '\u0001', '\u001b', '~', '\n', '\n\n', ' \n', '  ', '\u0085', '\u007f', '\ufeff', '\ufffe', '\r', '\u0000']
// prettier-ignore
const special = ['', 'y', 'n', 'yes', 'No', 'ON', 'off', 'true', 'False', 'null', '~', 'Null', '1', '-1', '+1', '0x1f', '0o7', '017', '1_000', '1e3', '1.5', '.5', '.inf', '-.Inf', '.nan', 'NaN', '1:2', '12:30:45', '1:60', '-1:2.5', '2001-01-01', '2001-1-1', '2001-13-01', '2001-01-01T00:00:00Z', '2001-01-01 00:00:00', '<<', '=', '-', '--', '---', '--- a', '...', '...a', '- a', '-a', '? a', '?a', ': a', ':a', 'a:', 'a: b', 'a:b', 'a #b', 'a#b', '#a', ' a', 'a ', ' ', '  ', '\n', '\n\n', 'a\n', 'a\n\n', '\na', 'a\nb', ' a\nb', 'a \nb', 'a\n b', 'a\nb ', '\ta', 'a\tb', '"', "'", '\\', '*a', '&a', '!a', '|a', '>a', '%a', '@a', '`a', '{a', '}a', '[a', ']a', ',a', 'a,b', '0', '00', '08', '0.', '-0', '1.', '+.5', '0b11', '0b2', '18446744073709551616', '1e400', '{{ x }}', 'a\u2028b', 'é', 'o', 'O', 't', 'f', 'nULL', 'a\rb', 'a\r\nb', '0x', '1__0', '_1', '<a&b>']

export const text: fc.Arbitrary<string> = choose<string>(
  [4, pick(...special)],
  [1, many(pick(...words), { max: 6 })],
  [2, many(pick(...words.slice(0, 12)), { max: 30, between: ' ' })],
  [1, many(pick(...words), { max: 20, between: ' ' })],
)
// prettier-ignore
const numbers = ['0', '1', '-1', '1.5', '-0', '1000000', '1e20', '1e21', '1e22', '1e-5', '1e-6', '1e-7', '123456789', '12345678901234567890', '9223372036854775807', '-9223372036854775808', '18446744073709551615', '18446744073709551616', '0.1', '1e15', '1e16', '1e100', '5e-324', '1.7976931348623157e308', '-1e19', '0.30000000000000004', '100000', '2.0', '9007199254740993', '123456.789']
// prettier-ignore
const keys = ['a', 'b', 'a1', 'a2', 'a10', 'a01', 'a1b2', 'a1b10', '_u', 'A', 'B', 'Z', '9', '10', '1', '01', '-x', '.y', 'a.b', 'a-b', 'a_b', 'a b', 'é', '日', '😀', 'a99999999999999999999', '0', 'x1y2', 'x1y10', 'y', 'yes', 'true', '1.5', 'a\nb', '', 'a: b', '~', '<<', 'k'.repeat(128), 'k'.repeat(129), 'é'.repeat(65), 'long key '.repeat(9), 'ab', 'aB', 'a0', 'b0', 'a00', '__proto__', 'constructor', 'toString']

export const scalar: fc.Arbitrary<string> = choose<string>(
  [4, text.map((value) => JSON.stringify(value))],
  [2, pick(...numbers)],
  pick('null', 'true', 'false'),
  fc.integer({ min: -1000, max: 1000000 }).map(String),
)
export const value: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  depth === 0
    ? scalar
    : choose<string>(
        [3, scalar],
        [2, fc.array(value(depth - 1), { maxLength: 4 }).map((items) => `[${items.join(',')}]`)],
        [3, object(choose<string>([6, pick(...keys)], text), value(depth - 1))],
      ),
)

/** A JSON object of these keys and values; a key given twice keeps its first value. */
export function object(
  key: fc.Arbitrary<string>,
  inner: fc.Arbitrary<string>,
  maxLength = 5,
): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.tuple(key, inner), { maxLength, selector: ([name]) => name })
    .map((entries) => `{${entries.map(([name, held]) => `${JSON.stringify(name)}:${held}`).join(',')}}`)
}
