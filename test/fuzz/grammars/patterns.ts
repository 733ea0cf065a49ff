import type fc from 'fast-check'
import { byDepth, choose, many, pick, text } from '../grammar.ts'

/** Regular expressions as RE2 has them, and what it refuses. */
const atom = byDepth((depth): fc.Arbitrary<string> =>
  choose<string>(
    // prettier-ignore
    [6, pick('a', 'b', '.', 'x', '1', 'é', ' ', '-', '\\d', '\\w', '\\s', '\\D', '\\W', '\\S', '\\b', '\\B', '^', '$', '\\A', '\\z', '\\.', '\\n', '\\x41', '\\x{e9}', '\\pL', '\\PN', '\\p{Greek}', '\\p{^Lu}', '\\P{Any}', '\\Q.*\\E', '\\t', '\\071', '\\v', '\\a', '\\C', '\\Z', '\\1', '\\y', '\\G', '\\h', '\\u0041')],
    // prettier-ignore
    [3, pick('[abc]', '[^a]', '[a-z]', '[[:alpha:]]', '[^[:^digit:]x]', '[\\d-]', '[]a]', '[^]a]', '[a-]', '[-a]', '[z-a]', '[a', '[[:foo:]]', '[\\pL0]', '[é-ü]', '[^\\n]', '[\\w.]', '[a^]', '[\\]]', '[]', '[a&&b]', '[[a]]', '[\\Q]\\E]', '[\\x{10FFFF}]')],
    pick(
      '\udcff',
      '\\\udce2',
      '[a\udc80]',
      '\\x{4\udcff}',
      '\\x4\udcff',
      '\\p{\udcff}',
      '(?P<\udcff>',
      '\\Q\udcff',
    ),
    ...(depth === 0
      ? []
      : ([
          [
            3,
            // prettier-ignore
            text`${pick('(', '(', '(?:', '(?P<n>', '(?<m>', '(?i:', '(?s:', '(?m:', '(?U:', '(?-i:', '(?is-m:', '(?=', '(?!', '(?P<1x>', '(?P=n)', '(?#', '(?z:')}${regexp(depth - 1)}${pick(')', ')', ')', ')', ')', ')', ')', '')}`,
          ],
          [1, pick('(?i)', '(?s)', '(?m)', '(?U)', '(?', ')', '|', '()', '(|a)')],
        ] as [number, fc.Arbitrary<string>][])),
  ),
)

const repetition = choose<string>(
  [5, pick('')],
  // prettier-ignore
  [3, pick('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,}', '{2}?', '{,2}', '{1001}', '{2,1}', '{0}', '{', '{a}', '**', '+*', '{1}{2}', '{1000}')],
)

export const regexp: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  choose<string>(
    [4, many(text`${atom(depth)}${repetition}`, { min: 1, max: 4 })],
    [1, text`${many(text`${atom(depth)}${repetition}`, { max: 3 })}|${many(atom(depth), { max: 3 })}`],
  ),
)

/** What patterns are tried on. */
// prettier-ignore
export const subject = choose<string>(
  many(pick('a', 'b', 'x', '1', '.', ' ', 'é', 'A', '\n', 'ab', '-', 'Ω', '_', '12'), { max: 8 }),
  pick('', 'aaa', 'Hello World 123', 'foo.bar-baz', 'a\nb\nc', 'äöüß', '\udcffa\udc80', '日本語', '😀a😀', 'v1.2.3', 'KkſK', 'ǅ', 'a\r\nb', 'x=1;y=2', '\u0000a'),
)

// prettier-ignore
export const replacement = pick('', 'x', '$1', '${1}x', '$1x', '$n', '${n}', '$$', '$', '$0', '${0}-$2', '\\1', '$m$1', '${', '${n', '$é', '$10', '${1}0', '$$1')

const versionNumber = pick(
  '0',
  '1',
  '2',
  '1',
  '10',
  '01',
  'x',
  '*',
  'X',
  '',
  '-1',
  '1a',
  '99999999999999999999',
  '20240101',
)
/** Versions as Masterminds/semver reads them, loosely. */
export const version = choose<string>(
  // prettier-ignore
  [3, pick('1.2.3', '1.0.0', '0.0.0', 'v1.2.3', '1.2', '1', '2.0.0-alpha', '1.2.3-beta.1', '1.2.3+build', '1.2.3-rc.1+b.2', 'v1.28.3-gke.100', '1.2.3-0', '1.2.3-01', '', 'abc', '1.2.3.4', ' 1.2.3', '1.2.3 ', 'V1.0', '1.2.3-', '1.2.3+', '1.2.3--', '1.2.3-a..b', '=1.2.3', '1,2')],
  [
    2,
    text`${pick('', '', 'v')}${versionNumber}${pick('', '.')}${versionNumber}${pick('', '.')}${versionNumber}${pick('', '-alpha', '-0', '-a.1', '+b', '-rc1+x.y', '-', '~')}`,
  ],
)
/** And its constraints. */
export const constraint = choose<string>(
  [
    4,
    text`${pick('', '=', '>', '>=', '<', '<=', '!=', '~', '^', '~>', '=>', '=<', '==', '><', '> ', '^ ')}${version}`,
  ],
  [
    2,
    text`${pick('>', '>=', '^', '~', '<', '!=')}${version}${pick(', ', ' ', ',', ' || ', '||', ' | ', ' - ')}${pick('<', '<=', '', '>', '^')}${version}`,
  ],
  [1, text`${version} - ${version}${pick('', ' || 1.x', ', <2')}`],
  // prettier-ignore
  [1, pick('*', '', '>=1.2 <2 || 3.x', '1.x', '1.2.x', 'x', '>=1.19-0', '>= 1.19.0-0', '<1.10', '||', ',', '>', '1.2.3,', '>=1.2.3-alpha <2', '^0', '^0.0', '^0.0.3', '~1', '~0', '^0.1.2', '>*', '!=*', '!=1', '!=1.2.x', '<=1', '<=1.2', '>1', '>1.2', '^1.x', '~1.x.x')],
)

const verb = pick(
  'v',
  'd',
  's',
  'q',
  'T',
  'x',
  'X',
  'f',
  'e',
  'g',
  't',
  'c',
  'U',
  'b',
  'o',
  'O',
  'p',
  'E',
  'F',
  'G',
  '+v',
  '#v',
  'w',
  'z',
  '%',
  '',
)
const flags = many(pick('+', '-', '#', '0', ' '), { max: 2 })
const width = pick('', '', '', '5', '1', '20', '*', '08', '-3', '[1]', '[2]*', '[5]', '[x]', '[')
const precision = pick('', '', '', '.2', '.0', '.', '.*', '.10', '.[1]*', '.-1')
/** Formats of Go's fmt. */
export const format: fc.Arbitrary<string> = many(
  choose<string>([4, text`%${flags}${width}${precision}${verb}`], pick('', ' ', 'x', 'é', '|', '\udc80')),
  { min: 1, max: 3 },
)

/** Layouts of Go's time, and texts for them. */
// prettier-ignore
export const layout = choose<string>(
  [2, pick('2006-01-02', '2006-01-02T15:04:05Z07:00', 'Mon Jan _2 15:04:05 2006', 'Mon, 02 Jan 2006 15:04:05 MST', '15:04:05.000', '15:04:05.999999', 'Monday, January 2', '3:04PM', '__2 002', '06/1/2', 'Z0700 -07 -07:00:00', 'Jan', '.000', 'x', '', '20060102150405', '05.00s', '3pm 15h', '02 _2 2 2nd', 'Janua', 'JanMonday', '2006-W01')],
  [1, many(pick('2006', '06', '01', '1', 'Jan', 'January', '02', '_2', '2', '002', 'Mon', 'Monday', '15', '03', '3', '04', '4', '05', '5', 'PM', 'pm', 'MST', '-0700', 'Z07:00', '-07', 'Z07', '.000', ',999', '-', ' ', ':', 'T', 'é'), { min: 1, max: 6 })],
)
// prettier-ignore
export const instant = pick('2024-02-29', '2023-12-31T23:59:59Z', '2024-01-01T00:00:00+05:30', 'Mon Jan  1 00:00:00 2024', '1999-01-01', '0001-01-01', '2024-13-01', '2024-02-30', '', 'x', '12:30:45.123', '3:04AM', '2024-1-2', '20240102030405', 'Mon, 02 Jan 2006 15:04:05 CET', '2024-02-29 24:00:00', '99', 'Feb')
// prettier-ignore
export const zone = pick('UTC', 'Local', '', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Nope/Zone', 'EST', 'Etc/GMT+5', 'Australia/Lord_Howe', 'utc', '../etc/passwd')
// prettier-ignore
export const duration = pick('1h', '-1.5h', '1h30m', '10s', '100ms', '1us', '1µs', '5', '', '1d', 'x', '0', '1.5', '-0.5s', '1h-1m', '.5m', '1.h', '9999999h', '2562047h47m16.854775807s', '1e3s', '+5m', '1h 2m', '240h', '730h', '9000h', '90s', '59m59s')
