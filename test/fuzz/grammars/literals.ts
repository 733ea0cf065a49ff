import type fc from 'fast-check'
import { pick } from '../grammar.ts'

/** The text as Go source: what a template's string literal looks like. Stray bytes become \x escapes. */
export function goString(text: string): string {
  let out = '"'
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (character === '"' || character === '\\') out += `\\${character}`
    else if (character === '\n') out += '\\n'
    else if (character === '\t') out += '\\t'
    else if (code < 32 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code >= 0xdc80 && code <= 0xdcff) out += `\\x${(code - 0xdc00).toString(16)}`
    else out += character
  }
  return `${out}"`
}

/** Texts that functions trip over, simple ones first. */
// prettier-ignore
export const strings = [
  '', 'a', 'abc', '1', '0', 'true', 'Hello World', 'foo bar  baz', 'a,b,,c', 'a.b.c', 'äöüß', '日本語 text', '😀x',
  'a\nb\nc', ' pad ', '\ttab\n', 'FooBar_baz-Qux', 'HTTPServer2x', '/', '$foo$', 'x-y-z-', '-1', '012', '0x1f', '3.7',
  '3.00', '1e3', '1_000', 'false', '1.2.3', '>=1.2', '"quoted"', "it's", 'back\\slash', '\x00\x01', '\x7f', '\u0085',
  '\u00a0', 'ǆ', 'İi', 'ΑΣ', '\udcff\udc80', 'ab\udce2', 'null', '{}', '[]', '{"a":1}', '[1,"b"]', 'YWJj', 'YQ==', 'MFRGG===',
  'long words in a sentence that goes on', 'aaaa', '9223372036854775807', '9223372036854775808', '-9223372036854775808',
  '<a&b>', 'a/b/../c.txt', '/a//b/./c/', '..', '/..', '.hidden', 'x.tar.gz', 'éÉcole', '_complex__case_', 'a1B2c3', '__',
  'foo.bar_baz!', '漢字Kanji', 'http://u:p@h:8/p?q=1#f', '\u2028', 'ﬀ', 'a: 1\nb: [x, y]', '- a\n- b: 2', 'k = 1\n[t]\nx = "y"',
  '%s %d', '%', '[a-z]+', '(a)(b)?', '2006-01-02', '1h30m', '192.0.2.1', 'x'.repeat(90), '.5', '+5', '0b11', '0o17', 'NaN', 'Inf', '1.',
  '{{ 1 }}', '{{ .x }}', '\r\n', 'a\rb', '\ufeff', '\ud83d\ude00', 'ｆｕｌｌ', '١٢', 'Ⅷ', 'ß', 'ŉ', 'a\u0301', '\u200b', '   ', '\t', '1.2.3-alpha.1+b',
]

export const string: fc.Arbitrary<string> = pick(...strings)
export const stringLiteral: fc.Arbitrary<string> = string.map(goString)

// prettier-ignore
export const intLiteral: fc.Arbitrary<string> = pick(
  '0', '1', '2', '3', '-1', '5', '7', '10', '16', '-3', '64', '100', '0x10', '0b11', '0o17', '017', '1_000', "'a'", "'\\n'",
  '9223372036854775807', '-9223372036854775808', '9007199254740993',
)
// prettier-ignore
export const floatLiteral: fc.Arbitrary<string> = pick(
  '1.5', '0.0', '-0.5', '2.0', '1e3', '1e6', '1e21', '1.0e-7', '0x1p4', '100000000.0', '3.', '.5', '123456789.125',
)
