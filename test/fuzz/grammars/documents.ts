import fc from 'fast-check'
import { stringOf } from '../../../packages/chartwright/src/go/bytes.ts'
import { byDepth, choose, many, pick, text } from '../grammar.ts'

/** YAML as people write it and as they should not: the texts of the grammar `yaml`. */

// prettier-ignore
const tame = ['a', 'foo', 'bar baz', 'yes', 'y', 'true', 'null', '', '1', '010', '1.5', '1e3', '"q x"', "'q'", '[a, b]', '{a: b}', 'x: y', 'http://a/b', 'a#b', '2001-01-01', '12:30', 'é ü', '-x', '?y', '*a', '&a z', '!!str 5', 'it is', 'a,b', '0x1F', '😀 z', '"\\n"', '"\u00e9"', '{{ .x }}', '~', '1_000', '0o17', '-1']
// prettier-ignore
const odd = ['no', 'on', 'off', 'N', 'False', '~', '0', '-1', '+1', '0o17', '0b101', '.5', '-.5', '1.', '.inf', '-.inf', '.nan', '1e400', '12:30:45', '2001-12-14t21:59:43.10-05:00', '09', '08.5', '1__0', '_1', '0x', '0b2', '0b+1', '18446744073709551615', '18446744073709551616', '9223372036854775808', '-9223372036854775809', '1e', 'e1', '-', '?', ':', '- a', '? a', ': a', 'a:b', 'a: b', 'a #b', '#c', '&a', '!t', '!!str', '!!int 3', "'it''s'", '"\\t\\x41\\u00e9\\U0001F600"', '"\\q"', '"unterminated', "'un", '[', '{', ']', '}', '{a, b: c}', '[a: b, c]', '{{ .Values.x }}', '%', '@x', '`x', '|', '>', '|-', '>+', '|2', '>1-', '|0', '<<', '日本', '\u0085', '\u2028', '\ufeff', 'a\tb', '\ta', 'a\t', '---', '...', '--- x', '[a,]', '[,a]', '{"a":1}', "{'a':1}", '{"a"}', '!!binary aGk=', '!!binary a', '!!float 1', '!!float x', '!!int "5"', '!!bool "yes"', '!!null ""', '!!map {a: b}', '! 12', '!local x', '!<tag:yaml.org,2002:str> 5', '!e!x y', '!!timestamp 2001-01-01', '=', '0.1', '1.10', '1e-7', '123456789012345678901234567890', '-0', '-0.0', '0755', '1:2', '::', 'a::b', 'a:', '-a', '--', ':a', '\\', '"\\"', '\u00a0', 'a\u0000', '\u0007', '\u007f', '\ufffe', '\udcff']

const scalar = choose<string>([3, pick(...tame)], [2, pick(...odd)])
const newline = choose<string>(
  [8, pick('\n')],
  pick('\n\n', '\n# c\n', '\r\n', '\r', '  \n', '\n \n', '\n\t\n', '\u2028'),
)
// prettier-ignore
const property = choose<string>([14, pick('')], pick('&a ', '&b ', '!!str ', '!!int ', '! ', '!!map ', '!!seq ', '&a !!str ', '!x &b ', '!!set ', '!!omap ', '!!merge '))
// prettier-ignore
const key = choose<string>(
  [4, pick('a', 'b', 'c', 'd', 'e1', 'f-x', 'g y', 'h')],
  [1, pick('"a"', "'b'", '1', '1.5', 'y', 'null', '~', '*a', '<<', '? a', '"x y"', '[a]', '{a: b}', '!!str a', '&a a', '18446744073709551615', 'true', '-1', '0x10', '&b <<', '', 'é', '__proto__', 'constructor', '=', '2001-01-01', '.inf', 'k'.repeat(130))],
)
const space = choose<string>([8, pick('', ' ')], pick('\n ', '\n', '\t', '\n  # c\n ', '  '))
const flow: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  depth === 0
    ? text`${property}${scalar}`
    : choose<string>(
        [2, text`${property}${scalar}`],
        text`[${space}${many(text`${flow(depth - 1)}`, { max: 3, between: ', ' })}${pick('', '', ',', ' ', ': x')}${pick(']', ']', ']', ']', ']', ' ]', '', '}')}`,
        text`{${space}${many(text`${pick('', '', '', '? ')}${key}${pick(': ', ': ', ': ', ':', '', ' : ')}${flow(depth - 1)}`, { max: 3, between: ', ' })}${pick('', '', ',', ' ')}${pick('}', '}', '}', '}', '}', '\n}', '', ']')}`,
      ),
)

/** Block nodes are trees first and text when the indentation is known. */
type Lines = (indent: number) => string

const pad = (columns: number) => ' '.repeat(columns)

const blockScalar: fc.Arbitrary<Lines> = fc
  .tuple(
    pick('|', '>'),
    pick('', '', '-', '+', '2', '1-', '-1', '+2'),
    pick('', '', ' ', ' # c', ' x'),
    pick(2, 2, 1, 0, 4),
    fc.array(
      fc.tuple(
        pick('', '', ' ', '\t', '  '),
        pick('text', 'two words', '', '# no', '- x', 'a: b', 'é', ' ', '{{ x }}', 'long '.repeat(20)),
      ),
      {
        maxLength: 4,
      },
    ),
  )
  .map(
    ([style, chomp, tail, by, lines]) =>
      (indent) =>
        `${style}${chomp}${tail}\n${lines.map(([before, line]) => (line === '' ? '' : pad(indent + by) + before + line)).join('\n')}`,
  )
const folded: fc.Arbitrary<Lines> = fc
  .tuple(
    pick('"', "'", ''),
    pick('a', 'b c', '\\x41', "it''s", '  x', 'plain'),
    pick('\n', '\n\n', ' \n', '\\\n', '\r\n', '\n# c\n', '\t\n'),
    pick(2, 1, 0, 3),
    pick('d', 'e f', '\\n', 'x: y', '- z', '# c', '\tq', ''),
    pick(true, true, true, true, true, false),
  )
  .map(
    ([quote, first, fold, by, second, closes]) =>
      (indent) =>
        `${quote}${first}${fold}${pad(indent + by)}${second}${closes ? quote : ''}`,
  )
const inline: fc.Arbitrary<Lines> = choose<Lines>(
  [
    8,
    scalar.map(
      (value): Lines =>
        () =>
          value,
    ),
  ],
  [
    2,
    flow(2).map(
      (value): Lines =>
        () =>
          value,
    ),
  ],
  [1, blockScalar],
  [1, folded],
)
const block: (depth: number) => fc.Arbitrary<Lines> = byDepth((depth) =>
  depth === 0
    ? inline
    : choose<Lines>(
        [2, inline],
        [5, mapping(depth)],
        [3, sequence(depth)],
        [
          1,
          fc.tuple(inline, inline, pick(': ', ':', '')).map(
            ([k, v, colon]) =>
              (indent) =>
                `? ${k(indent + 2)}\n${pad(indent)}${colon}${v(indent + 2)}`,
          ),
        ],
      ),
)
const step = choose<number>([6, pick(2)], pick(0, 1, 3, 4))
function mapping(depth: number): fc.Arbitrary<Lines> {
  const entry = fc.tuple(
    key,
    choose<string>([8, pick(': ')], pick(':', ' : ', ':\t', ':  ')),
    property,
    choose<[boolean, Lines]>(
      fc.tuple(fc.constant(false), inline),
      fc.tuple(fc.constant(true), block(depth - 1)),
    ),
    step,
    newline,
    pick('', '', '', '', ' ', ' # c', ' &a', ' !!map', ' &b'),
  )
  return fc.array(entry, { minLength: 1, maxLength: 4 }).map(
    (entries) => (indent) =>
      entries
        .map(([k, colon, props, [below, value], by, nl, tail], i) => {
          const start = i === 0 ? '' : pad(indent)
          if (!below) return `${start}${k}${colon}${props}${value(indent)}`
          return `${start}${k}:${tail}${nl}${pad(indent + by)}${value(indent + by)}`
        })
        .join('\n'),
  )
}
function sequence(depth: number): fc.Arbitrary<Lines> {
  const item = fc.tuple(property, block(depth - 1), pick(false, false, false, true), step, newline)
  return fc.array(item, { minLength: 1, maxLength: 3 }).map(
    (items) => (indent) =>
      items
        .map(([props, value, below, by, nl], i) => {
          const start = i === 0 ? '' : pad(indent)
          if (below) return `${start}-${nl}${pad(indent + by)}${value(indent + by)}`
          return `${start}- ${props}${value(indent + 2)}`
        })
        .join('\n'),
  )
}

// prettier-ignore
const head = choose<string>([12, pick('')], pick('---\n', '--- ', '%YAML 1.1\n---\n', '%TAG !e! tag:x,2000:\n---\n', '%YAML 1.2\n---\n', '# c\n', '\ufeff', '\n', '...\n', '--- # c\n', '---\t', '%FOO x\n---\n', '---\n---\n', '%YAML 2.0\n---\n', ' '))
// prettier-ignore
const tail = choose<string>([10, pick('\n', '')], pick('\n...\n', '\n---\nb: 2\n', '\n# end', '\n--- x', '\n\n', '\nx', '\n]', ' ', '\n---\n', '\n--- \nc: 3', '\n---a: 1\n', '\n...\nx: 1', '\t', '\r\n', '\n---\n# only\n---\nd: 4\n'))
// prettier-ignore
const splinter = pick('', ' ', '\n', ':', '-', '#', '"', "'", '[', '}', ',', '\t', '|', '&', '*', '!', '%', '?', '\\', '  ', ': ', '- ', '\u0001', 'é', '\r', '\u0085', '\udc80')

/** A text in UTF-16 with its mark, now and then cut off or with a half of a pair in it; bytes as go/bytes.ts holds them. */
function inUtf16(text: string, isLittle: boolean, cut: number, odd: number): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  if (odd > 0) units.splice(odd % (units.length + 1), 0, 0xd800 + odd)
  const bytes = [0xfeff, ...units].flatMap((unit) =>
    isLittle ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff],
  )
  return stringOf(Uint8Array.from(bytes.slice(0, bytes.length - cut)))
}

/** A document, and now and then one with a splinter put in somewhere. */
export const document: fc.Arbitrary<string> = choose<string>(
  [4, fc.tuple(head, block(3), tail).map(([before, lines, after]) => before + lines(0) + after)],
  [
    1,
    fc
      .tuple(head, block(3), tail, fc.nat(400), splinter, pick(0, 0, 1))
      .map(([before, lines, after, at, mark, cut]) => {
        const whole = Array.from(before + lines(0) + after)
        const place = at % (whole.length + 1)
        return [...whole.slice(0, place), mark, ...whole.slice(place + cut)].join('')
      }),
  ],
)

export const utf16Document: fc.Arbitrary<string> = fc
  .tuple(document, fc.boolean(), pick(0, 0, 0, 1, 2), pick(0, 0, 0, 0, 3, 1025, 1030))
  .map(([text, isLittle, cut, odd]) => inUtf16(text, isLittle, cut, odd))
