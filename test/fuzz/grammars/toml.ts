import { type Grammar, choose, many, pick, text } from '../grammar.ts'
import { goString } from './literals.ts'
import { chartYaml } from './values.ts'

/*
 * TOML: tables, dotted keys and arrays of tables that meet again under the same few names, numbers and dates that
 * almost are some, and texts that end too early.
 */

const name = pick('a', 'a', 'b', 'c', '"a"', "'b'", '""', '"a.b"', '1', 'é', '"\\u0061"', '-', 'a b', '"\\q"')
const key = choose<string>(
  [3, name],
  [2, text`${name}${pick('.', '.', ' . ', '..')}${name}`],
  text`${name}.${name}.${name}`,
)
// prettier-ignore
const number = pick('1', '0', '-1', '+1', '1_0', '1__0', '_1', '1_', '01', '+01', '-0', '0x1F', '0x', '0xg', '0o7', '0o8', '0b1', '0b2', '0b_1', '+0x1', '0_1', '9223372036854775807', '9223372036854775808', '0xFFFFFFFFFFFFFFFF', '1.5', '1.', '.5', '1.e3', '1e3', '1e', '1e+5', '1e5.5', '1e400', '-1.5e-3', '1_.5', '1._5', '00.5', 'inf', '+inf', '-nan', 'nan', '+in', 'inn', 'inan', 'nnf', 'na', 'infinity', '1-2', '1:2', '0-1', '--1', '+', '- 1')
// prettier-ignore
const date = pick('1979-05-27', '1979-05-27T07:32:00Z', '1979-05-27t07:32:00z', '1979-05-27 07:32:00', '1979-05-27T07:32:00.999999-07:00', '1979-05-27 07:32:00+00:00', '07:32:00', '07:32:00.5', '07:32', '7:32:00', '1979-05-27T07:32', '1979-05-27T07:32Z', '1979-5-27', '1979-13-01', '1979-02-30', '24:00:00', '1979-05-27T', '1979-05-27 ', '1979-05-27  07:32:00', '1979-05-27T7:32:00', '1979-05-27T07:32:00+05:30', '0000-01-01', '10000-01-01', '1979-05-27T07:32:00.1234567891Z', '1979-05-27T07:32:00+24:00', '1979-05-27T07:32:00,5Z')
// prettier-ignore
const string = pick('"x"', "'x'", '""', "''", '"a\\tb"', '"\\u00e9"', '"\\U0001F600"', '"\\ud800"', '"\\u12"', '"\\x41"', '"\\e"', '"\\q"', '"\\"', '"a\nb"', "'a\nb'", '"""x"""', "'''x'''", '"""\nx\n"""', '"""\\\n  x \\  \n y"""', '"""\\ x"""', '"""a\\"""""', '""""a"""""', '""""""', '"""a""""""', "'''a''''''", "''''a'''''", '"""a\r\nb\\\r\n c"""', '"', "'", '"""', "'''a", '"\\', '"\u0001"', '"\udcff"', '"\t"', '"a\rb"', '"é😀"')
const word = pick(
  'true',
  'false',
  'True',
  'truex',
  'invalid',
  'nope',
  'nah',
  'é',
  '',
  '?',
  '=',
  '#',
  'x',
  '\u0000',
  '😀',
)
const plain = choose<string>([3, number], [2, date], [3, string], word)
const gap = pick('', '', ' ', ' ', '\t', '\n', ' # c\n', '\r\n', '\r')
const pair = text`${key}${pick(' = ', '=', ' =\t', '= \n', ' ', ': ', ' = = ')}${plain}`
const item = choose<string>([4, plain], text`{${pair}}`, text`[${plain}]`)
const array = text`[${gap}${many(item, { max: 3, between: ', ' })}${pick('', '', ',', ' ,\n', ',,')}${gap}${pick(']', ']', ']', ']', '', '}')}`
const inlinePair = choose<string>([3, pair], text`${key} = ${array}`, text`${key} = {${gap}${pair}}`)
const inline = text`{${gap}${many(inlinePair, { max: 3, between: ', ' })}${pick('', '', ',', ',\n', ';')}${gap}${pick('}', '}', '}', '}', '', ']')}`
const value = choose<string>([6, plain], [3, array], [3, inline])
const line = choose<string>(
  [6, text`${key} = ${value}`],
  [3, text`[${key}]`],
  [3, text`[[${key}]]`],
  [1, pair],
  [
    1,
    pick(
      '[]',
      '[[]]',
      '[a',
      '[[a]',
      '[a.]',
      '[.a]',
      '[ a . b ]',
      '[[a] ]',
      '[a]]',
      '# c',
      '',
      ' ',
      '=',
      '.',
      'a',
      'a.',
      'a =',
      '= 1',
      '\ufeff',
      '# \u0000',
      '[a] x',
      '[a] # c',
      '\r',
    ),
  ],
)
const document = many(line, { min: 1, max: 4, between: '\n' })
const ended = text`${pick('', '', '', '', '\ufeff', '\udcff\udcfe', 'a\u0000')}${document}${pick('', '', '\n', '\r\n', ' ', '\n\n', ' x', ' # c')}`
const shows = pick(
  '{{ $r | toJson }}',
  '{{ printf "%v %T" $r $r.a }}',
  '{{ toToml $r }}',
  '{{ toYaml $r }}',
  '{{ eq $r.a $r.b }}',
  '{{ eq $r.a $r.a }}{{ deepEqual $r.a $r.b }}{{ kindOf $r.a }}',
  '{{ $r.a.Location }} {{ $r.a.Local }} {{ $r.a.UTC }}',
)

export const toml: Grammar = {
  name: 'toml',
  about: 'TOML as fromToml reads it: tables and keys that meet again, odd numbers, dates and texts',
  arbitrary: choose<string>(ended)
    .chain((source) => shows.map((show) => [source, show] as const))
    .map(([source, show]) => ({
      op: 'render' as const,
      values: '{}',
      files: {
        'Chart.yaml': chartYaml,
        'templates/a.yaml': `{{ $r := fromToml ${goString(source)} }}${show}`,
      },
    })),
}
