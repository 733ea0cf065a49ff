import fc from 'fast-check'
import { type Grammar, choose, many, pick, text } from '../grammar.ts'
import { object, scalar } from './data.ts'

const name = pick(
  'a',
  'b',
  'c',
  'dd',
  'global',
  's',
  'é',
  'a\\.b',
  'a\\,b',
  ' a',
  'a ',
  '"a"',
  '',
  '-1',
  '__proto__',
  'constructor',
  'x/y',
  'a\\[0\\]',
)
const step = choose<string>(
  [3, text`.${name}`],
  [
    3,
    text`[${pick('0', '1', '2', '3', '-1', '', 'a', '01', ' 1', '1 ', '65536', '65537', '0x1', '+1', '99999999999999999999')}]`,
  ],
  pick('..', '[0', ']', '[[0]]', '[0]x', '.[0]'),
)
const key = text`${name}${many(step, { max: 3 })}`
// prettier-ignore
const atom = pick('1', '0', '01', 'true', 'false', 'null', 'x', '', '1e3', '-5', '9223372036854775808', '9223372036854775807', '-0', '+1', '0x10', '1_000', 'a\\,b', 'TRUE', 'True', '"x"', '{"a":1}', '[1,2', '{a', ' 1', '1 ', '"a\\u0041"', '1.5', 'a=b', 'a.b', '\\', '\\\\', 'a\\=b', '[0]', 'é', '😀', '\n', '{{ x }}', 'nil', 'NULL', '0.0', '.5')
const value = choose<string>(
  [6, atom],
  [2, text`{${many(atom, { max: 3, between: ',' })}${pick('}', '}', '}', '', '},', '}x', ' }')}`],
  // prettier-ignore
  [2, pick('{"a":1}', '[1,"b",null]', '"x"', '{"a":{"b":[1.5,true]}}', '{"a":1,"a":2}', '1.5e3', '12345678901234567890', '[', '{"a":}', '[1,]', 'tru', '{"__proto__":{"x":1}}', '"\\ud800"', ' {"a": 1} ', '{"a":1}x', '[1] [2]')],
  [1, scalar],
)
const assignment = choose<string>(
  [8, text`${key}=${value}`],
  [1, key],
  [1, text`${key}${pick('==', '= ', ' =', '=,', ':', '=[')}${value}`],
)
const soup = many(
  pick(
    'a',
    'b',
    '.',
    ',',
    '=',
    '[',
    ']',
    '{',
    '}',
    '\\',
    '0',
    '1',
    ' ',
    '-',
    '"',
    "'",
    'null',
    'true',
    'é',
    '\n',
    '\udcff',
  ),
  { min: 1, max: 14 },
)
const list = choose<string>(
  scalar,
  object(pick('a', 'b', 'c'), scalar, 2),
  fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
)

export const set: Grammar = {
  name: 'set',
  about: 'texts of --set, --set-string, --set-json and --set-literal on top of values',
  arbitrary: fc
    .record({
      kind: pick('set', 'set', 'set-string', 'set-json', 'set-literal'),
      text: choose<string>(
        [5, many(assignment, { min: 1, max: 3, between: ',' })],
        [1, many(assignment, { min: 1, max: 2, between: ', ' })],
        [2, soup],
      ),
      values: choose<string>(
        fc.constant('{}'),
        object(
          pick('a', 'b', 'c', 'dd', 's', 'global'),
          choose<string>(list, object(pick('a', 'b', 'c'), list, 3)),
          4,
        ),
      ),
    })
    .map((request) => ({ op: 'set' as const, ...request })),
}
