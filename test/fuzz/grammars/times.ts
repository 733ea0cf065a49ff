import fc from 'fast-check'
import { type Grammar, choose, pick, text } from '../grammar.ts'
import { goString } from './literals.ts'
import { duration, layout, zone } from './patterns.ts'
import { chartYaml } from './values.ts'

/*
 * Times: texts that mostly fit their layout, piece by piece, with zones by name and by offset; shown by layouts, in
 * zones, through their methods, compared and written as JSON, YAML and TOML.
 */

const offsets = [
  '+05:30',
  '-08:00',
  '+00:00',
  'Z',
  '+24:00',
  '+25:00',
  '+01:61',
  '05:30',
  '+0530',
  '+5:30',
  '-00:00',
]
const short = offsets.map((offset) => offset.replace(':', ''))
// prettier-ignore
const pieces: [piece: string, values: string[]][] = [
  ['2006', ['2024', '0000', '9999', '1969', '24', '+024', '2023']],
  ['06', ['24', '69', '68', '+5', '-5', '5', 'x5']],
  ['01', ['02', '2', '13', '00', '12']],
  ['1', ['2', '12', '02', '0']],
  ['Jan', ['Feb', 'feb', 'FEBRUARY', 'Fe', 'Dec']],
  ['January', ['February', 'Feb', 'december', 'May']],
  ['02', ['29', '31', '1', '00', '32']],
  ['_2', [' 5', '5', '29', '  5']],
  ['2', ['5', '29', '05', '0']],
  ['002', ['060', '366', '1', '000', '365']],
  ['__2', [' 60', '  5', '366', '60']],
  ['Mon', ['Tue', 'tuesday', 'Xxx']],
  ['Monday', ['Tuesday', 'Tue']],
  ['15', ['07', '7', '23', '24']],
  ['03', ['07', '12', '13', '7']],
  ['3', ['7', '12', '00']],
  ['04', ['05', '59', '60', '5']],
  ['4', ['5', '59']],
  ['05', ['06', '59', '60', '06.5', '06,123456789012']],
  ['5', ['6', '6.5']],
  ['PM', ['PM', 'AM', 'pm', 'XM']],
  ['pm', ['pm', 'am']],
  ['MST', ['UTC', 'CET', 'GMT', 'GMT+3', 'GMT-11', 'GMT+24', 'GMT+', 'EST', 'WITA', 'ChST', 'MeST', '+03', '-0330', '+25', 'ABCDE', 'ABCDT', 'ABCT', 'ABCDEF', 'Ab', 'UTC+1', 'GMTX', 'utc', '+']],
  ['-0700', short],
  ['-07:00', offsets],
  ['Z0700', short],
  ['Z07:00', offsets],
  ['-07', ['+05', '-08', '+5', 'Z', '+25']],
  ['Z07', ['+05', 'Z', 'x05']],
  ['-07:00:00', ['+05:30:15', '-00:00:01', '+05:30', '+01:00:61']],
  ['-070000', ['+053015', '-000001', '+0530']],
  ['Z07:00:00', ['Z', '+05:30:15']],
  ['.000', ['.123', ',5', '.12', '.+12', '.-12', '']],
  ['.999', ['.5', ',123456', '', '.']],
  ['-', ['-', '/']],
  [' ', [' ', '', '   ']],
  ['T', ['T', 't']],
  ['é', ['é', 'e']],
]
const pair = fc
  .tuple(fc.constantFrom(...pieces), fc.nat(99), fc.nat(3))
  .map(([[piece, values], at, odd]): [string, string] => [
    piece,
    odd === 0 ? values[at % values.length]! : values[0]!,
  ])
const free = fc
  .array(pair, { minLength: 1, maxLength: 5 })
  .map((pairs): [string, string] => [
    pairs.map(([piece]) => piece).join(''),
    pairs.map(([, value]) => value).join(''),
  ])
const zonePair = fc
  .constantFrom(...pieces.slice(22, 32))
  .chain(([piece, values]) =>
    fc
      .tuple(fc.constantFrom('2006-01-02 15:04:05 ', '2006-01-02 15:04:05 MST '), fc.constantFrom(...values))
      .map(([head, value]): [string, string] => [
        head + piece,
        `2024-07-05 06:07:08 ${head.includes('MST') ? 'CET ' : ''}${value}`,
      ]),
  )
const parsed = choose<[string, string]>([2, free], [3, zonePair]).map(
  ([form, value]) => `${goString(form)} ${goString(value)}`,
)
const literal = (arbitrary: fc.Arbitrary<string>) => arbitrary.map(goString)
// prettier-ignore
const odd = pick('Europe/Berlin', 'europe/berlin', 'GMT', 'GMT+3', 'Etc/UTC', 'Etc/GMT-14', 'CET', 'EST5EDT', 'Asia/Kathmandu', '/etc/localtime', 'America/Argentina/Buenos_Aires', 'US/Pacific', 'Zulu', 'Europe', 'posixrules', ' UTC', 'UTC ', '+01:00', 'a\\b', 'Pacific/Apia', 'Africa/Casablanca', 'Antarctica/Troll')
const anyZone = choose<string>([2, odd], zone)
const at = pick(
  '0',
  '1720000000',
  '-3000000000',
  '4102444800',
  '100000000000',
  '1711846799',
  '1711846800',
  '-62135596801',
)
// prettier-ignore
const methodCall = pick('Location', 'Local', 'UTC', 'GoString', 'String', 'IsDST', 'Unix', 'UnixNano', 'UnixMilli', 'YearDay', 'Weekday', 'Month', 'Month.String', 'Zone', 'ISOWeek', 'Clock', 'MarshalText', 'MarshalJSON', 'MarshalBinary', 'IsZero', 'Nope', 'wall', 'Add 5', 'AddDate 0 1 -1', 'AddDate 8000 0 0', 'Truncate 3600000000000', 'Round 86400000000000', 'Sub $u', '(Sub $u).Hours', 'Equal $u', 'In $u.Location', 'In nil', 'Compare $u', 'Before $u', 'Location.String', 'Local.Location', 'UTC.Location', 'Format "MST -07:00:00 Z07"')
const show = choose<string>(
  text`{{ $t }}`,
  text`{{ $t.${methodCall} }}`,
  text`{{ $t.Local.${methodCall} }}`,
  text`{{ date ${literal(layout)} $t }}`,
  text`{{ dateInZone ${literal(layout)} $t ${literal(anyZone)} }}`,
  text`{{ $t | ${pick('toJson', 'mustToJson', 'toYaml', 'mustToYaml', 'dict "a" | toToml', 'dict "a" | toYamlPretty', 'kindOf', 'typeOf', 'printf "%v|%s|%q|%d"', 'printf "%+v"', 'htmlDate', 'unixEpoch', 'toString', 'quote', 'duration', 'len', 'empty', 'not')} }}`,
  text`{{ $t | ${pick('dateModify', 'mustDateModify', 'date_modify')} ${literal(duration)} }}`,
  text`{{ ${pick('eq', 'ne', 'lt', 'deepEqual')} $t $u }}`,
)

export const times: Grammar = {
  name: 'times',
  about: 'texts for layouts piece by piece, zones by name and offset, and the methods of what came of them',
  arbitrary: choose<string>(
    [6, text`{{ $t := mustToDate ${parsed} }}{{ $u := toDate ${parsed} }}${show}`],
    [1, text`{{ $t := mustToDate ${parsed} }}{{ $u := $t }}${show}`],
    [2, text`{{ dateInZone "2006-01-02 15:04:05.999 MST Z07:00:00" (int64 ${at}) ${literal(anyZone)} }}`],
  ).map((source) => ({
    op: 'render' as const,
    values: '{}',
    files: { 'Chart.yaml': chartYaml, 'templates/a.yaml': source },
  })),
}
