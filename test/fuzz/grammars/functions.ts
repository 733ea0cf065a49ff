import fc from 'fast-check'
import {
  pureFunctions,
  contextualFunctions,
} from '../../../packages/chartwright/src/engine/functions/registry.ts'
import { resolveHelmVersion } from '../../../packages/chartwright/src/chart/index.ts'
import { nodeHost } from '../../../packages/chartwright/src/io/node.ts'
import { type Grammar, choose, many, pick, text } from '../grammar.ts'
import { value as data } from './data.ts'
import { document } from './documents.ts'
import { floatLiteral, goString, intLiteral, stringLiteral } from './literals.ts'
import {
  constraint,
  duration,
  format,
  instant,
  layout,
  regexp,
  replacement,
  subject,
  version,
  zone,
} from './patterns.ts'
import { chartYaml, templateValuesJson } from './values.ts'

/*
 * One call of one function, with arguments that mostly have the kinds of its signature, printed with its kind. The
 * signatures only steer what is made: whether they are right is what is compared.
 */

type Text = fc.Arbitrary<string>

const literal = (arbitrary: Text): Text => arbitrary.map(goString)
const small = pick('0', '1', '2', '3', '5', '8', '-1', '20', '-3')
const toml = pick(
  'a = 1',
  'a = "x"\n[b]\nc = [1, 2.5, true]',
  'a.b.c = 1979-05-27T07:32:00Z',
  '[[x]]\ny = {z = 1}',
  'a =',
  '= 1',
  'a = 1\na = 2',
  '[a]\n[a]',
  "a = '''x\ny'''",
  'a = 0x10\nb = 1_000\nc = inf',
  'a = [1, "x"]',
  '"a b" = 1',
  'a = "\\u00e9\\q"',
  '# c',
  '',
  'a = 1979-05-27',
  'a = 07:32:00',
  'a = 1 b = 2',
  '[a.b]\n[a]\nc=1',
  'a = {b = 1}\n[a]\nc = 2',
  'a = +1.0e3',
  'a = 01',
  'a = .5',
  'a = """\n x \\\n  y"""',
  'a = [\n1,\n2,\n]',
  'é = 1',
  '[ a . "b c" ]\nx = 1',
)
const url = pick(
  'http://u:p@h:8/p?q=1#f',
  'https://h/p%20q/é?x=%zz',
  '//h/p',
  'mailto:a@b',
  '/p?q',
  '',
  ':',
  'http://[::1]:80/',
  'http://h:x/',
  'a b',
  'http://h/%',
  'HTTP://H/a/../b',
  'http://h?',
  'http://h#',
  'x:y:z',
  '\x00',
  'http://é/ü',
)

const strings = choose<string>(
  [4, stringLiteral],
  [2, pick('.Values.s', '.Values.e', '.Values.u', '.Values.yaml')],
)
const numbers = choose<string>(
  [3, intLiteral],
  floatLiteral,
  pick('.Values.n', '.Values.z', '.Values.big', '.Values.mil', '.Values.neg', '(int64 7)', '(float64 2)'),
)
// prettier-ignore
const lists = choose<string>(
  [3, pick('.Values.l', '.Values.ls', '.Values.ln', '.Values.el', '(list)', '(list 1 2 3)', '(list "b" "a" nil "")', '(until 3)', '(splitList "," "b,a,,c")', '(rest (list))', '.Chart.Keywords', '(list (dict "a" 1) (list 2))', '(fromJsonArray "[1,2.5,null]")', '(tuple 1.5 true)', '(keys .Values.ms | sortAlpha)', '.Capabilities.APIVersions', '.Chart.Maintainers')],
  [1, text`(list ${many(text`${fc.oneof(stringLiteral, intLiteral, pick('nil', 'true', '.Values.m', '.Values.n'))}`, { max: 4, between: ' ' })})`],
)
// prettier-ignore
const dicts = choose<string>(
  [3, pick('(deepCopy .Values.m)', '(deepCopy .Values.ms)', '(dict)', '(dict "a" 1 "b" (dict "c" "x" "e" 5) "g" nil)', '(deepCopy .Values.em)', '(dict "a" nil)', '(split "," "x,y")', '.Chart.Annotations', '(fromYaml "a: [1]")', '(dict "" 1)', '(fromYaml "")', '.Release', '(deepCopy .Values)')],
  [1, text`(dict ${pick('"a"', '"b"', '"k"', '1', 'nil')} ${fc.oneof(stringLiteral, numbers, pick('nil', '.Values.l', '.Values.m'))})`],
  [1, data(2).map((json) => `(fromJson ${goString(json)})`)],
)
const bools = pick('true', 'false', '.Values.t', '.Values.f')
// prettier-ignore
const anything = choose<string>(
  [3, strings], [3, numbers], [2, lists], [2, dicts], bools,
  pick('nil', '.Values.nil', '.Values.nope', '.', '.Chart', '.Files', '.Release.Name', '.Values.m.nil', '(toDate "2006-01-02" "2024-01-02")', '(semver "1.2.3-a+b")', '.Template', '.Capabilities.KubeVersion', '(urlParse "http://h/p")', '(int64 3)', '(index .Values.l 3)', '.Capabilities.APIVersions.Has', '(duration 5)'),
)
/** Without Go's structs, which print what no chart relies on. */
const plainValues = choose<string>(
  [3, strings],
  [3, numbers],
  lists,
  dicts,
  bools,
  pick('nil', '.Values.nope', '(int64 3)', '(index .Values.l 3)'),
)
const byType: Record<string, Text> = {
  any: anything,
  'reflect.Value': anything,
  string: strings,
  int: small,
  int64: small,
  uint32: small,
  float64: choose<string>(floatLiteral, small, pick('.Values.n', '.Values.big')),
  bool: bools,
  map: dicts,
  '[]any': lists,
  '[]string': lists,
  'time.Time': pick(
    '(toDate "2006-01-02" "2024-02-29")',
    '(toDate "x" "y")',
    '(toDate "2006-01-02T15:04:05Z07:00" "2024-01-01T12:00:00+05:30")',
  ),
}

/** Arguments with a language of their own. */
const special: Record<string, Text[]> = {
  printf: [literal(format), plainValues, plainValues],
  toDate: [literal(layout), literal(instant)],
  mustToDate: [literal(layout), literal(instant)],
  date: [literal(layout), dateOf()],
  dateInZone: [literal(layout), dateOf(), literal(zone)],
  date_in_zone: [literal(layout), dateOf(), literal(zone)],
  htmlDate: [dateOf()],
  htmlDateInZone: [dateOf(), literal(zone)],
  dateModify: [literal(duration), byType['time.Time']!],
  mustDateModify: [literal(duration), byType['time.Time']!],
  semver: [literal(version)],
  semverCompare: [literal(constraint), literal(version)],
  fromYaml: [literal(document)],
  fromYamlArray: [literal(document)],
  fromJson: [literal(jsonText())],
  fromJsonArray: [literal(jsonText())],
  mustFromJson: [literal(jsonText())],
  fromToml: [literal(toml)],
  urlParse: [literal(url)],
  repeat: [small, strings],
  until: [small],
  untilStep: [small, small, pick('1', '2', '-1', '3')],
  seq: [small, small, pick('1', '2', '-1', '0')],
  indent: [pick('0', '1', '4', '-1'), strings],
  nindent: [pick('0', '1', '4', '-1'), strings],
  wrap: [pick('0', '1', '5', '20', '-1', '80'), strings],
  wrapWith: [pick('0', '1', '5', '20', '-1'), pick('"\\n"', '""', '"--"'), strings],
  round: [numbers, pick('0', '1', '2', '-1', '10'), pick('0.5', '0.1', '0.9')],
  ...Object.fromEntries(
    ['regexMatch', 'mustRegexMatch', 'regexFind', 'mustRegexFind'].map((name) => [
      name,
      [literal(regexp(2)), literal(subject)],
    ]),
  ),
  ...Object.fromEntries(
    ['regexFindAll', 'mustRegexFindAll', 'regexSplit', 'mustRegexSplit'].map((name) => [
      name,
      [literal(regexp(2)), literal(subject), pick('-1', '0', '1', '2', '3', '-2')],
    ]),
  ),
  ...Object.fromEntries(
    ['regexReplaceAll', 'mustRegexReplaceAll', 'regexReplaceAllLiteral', 'mustRegexReplaceAllLiteral'].map(
      (name) => [name, [literal(regexp(2)), literal(subject), literal(replacement)]],
    ),
  ),
  ...Object.fromEntries(
    [
      'duration',
      'durationRound',
      'mustToDuration',
      'durationSeconds',
      'durationMinutes',
      'durationHours',
      'durationDays',
      'durationWeeks',
      'durationMilliseconds',
      'durationMicroseconds',
      'durationNanoseconds',
    ].map((name) => [name, [choose<string>(literal(duration), numbers, anything)]]),
  ),
  durationRoundTo: [literal(duration), choose<string>(literal(duration), numbers)],
  durationTruncateTo: [literal(duration), choose<string>(literal(duration), numbers)],
}
function dateOf(): Text {
  return choose<string>(
    [3, byType['time.Time']!],
    pick('0', '1700000000', '.Values.mil', '(int64 86399)', '-1', '"x"', 'nil'),
  )
}
function jsonText(): Text {
  // prettier-ignore
  return choose<string>([3, data(2)], pick('{"a":1', '[1,]', '{"a":1}x', ' [1] ', 'nul', '"\\ud83d\\ude00\\ud800"', '"a\nb"', '1e400', '-', '01', '[1 2]', '{"a" 1}', '"\\x"', '{a:1}', '\ufeff1', '', '"\udcff"', '[[[[1]]]]', '{"a":{"b":[}}', 'true false', '-0', '1.', '.1', '1e', '"\\u00e"'))
}

/** What no two runs answer alike, what takes long on purpose, and what is not Helm's. */
// prettier-ignore
const left = new Set(['now', 'ago', 'randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randBytes', 'randInt', 'shuffle', 'uuidv4', 'genPrivateKey', 'genCA', 'genCAWithKey', 'genSelfSignedCert', 'genSelfSignedCertWithKey', 'genSignedCert', 'genSignedCertWithKey', 'bcrypt', 'htpasswd', 'derivePassword', 'encryptAES', 'getHostByName'])
/** Whose results stand in the order of Go's maps. */
const unordered = new Set(['keys', 'values', 'pluck'])

const everyFunction = new Map([
  ...pureFunctions(),
  ...Object.entries(contextualFunctions({ host: nodeHost, helm: resolveHelmVersion()! })),
])

function callOf(name: string): Text {
  const { params, variadic } = everyFunction.get(name)!
  const given = Object.hasOwn(special, name) ? special[name] : undefined
  const usual: Text[] = given ?? params.map((type) => byType[type] ?? anything)
  const more =
    variadic && !given ? many(text` ${byType[params.at(-1)!] ?? anything}`, { max: 3 }) : fc.constant('')
  const fixed = variadic && !given ? usual.slice(0, -1) : usual
  const proper = fc
    .tuple(more, ...fixed.map((one) => text` ${one}`))
    .map(([rest, ...own]) => name + own.join('') + rest)
  const last = usual.at(-1)
  return choose<string>(
    [12, proper],
    // Too few, too many, of other kinds; by a pipe.
    [
      1,
      fc
        .tuple(
          ...fixed.map(
            () => text` ${fixed.some((one) => one === small) ? fc.oneof(strings, lists, bools) : anything}`,
          ),
        )
        .map((own) => name + own.join('')),
    ],
    [1, text`${name} ${many(strings, { max: 3, between: ' ' })}`],
    ...(last && fixed.length > 0
      ? ([
          [
            2,
            fc
              .tuple(last, ...fixed.slice(0, -1).map((one) => text` ${one}`))
              .map(([piped, ...own]) => `${piped} | ${name}${own.join('')}`),
          ],
        ] as [number, Text][])
      : []),
  )
}

// prettier-ignore
const shows = pick(
  (call: string) => `{{ ${call} }}`,
  (call: string) => `{{ printf "%T %v" (${call}) (${call}) }}`,
  (call: string) => `{{ ${call} | toJson }}`,
  (call: string) => `{{ $r := ${call} }}{{ kindOf $r }} {{ toYaml $r }}`,
  (call: string) => `{{ printf "%+v %q" (${call}) (${call}) }}`,
  (call: string) => `{{ range $i, $e := (${call}) }}{{ $i }}={{ $e }};{{ end }}`,
)

/** Calls of these functions alone. */
function callsOf(name: string, about: string, wanted: (name: string) => boolean): Grammar {
  const names = [...everyFunction.keys()].filter((one) => !left.has(one) && wanted(one)).sort()
  const calls = fc.oneof(
    ...names.map((one) => {
      const call = callOf(one)
      return unordered.has(one) ? call.map((made) => `(${made}) | sortAlpha`) : call
    }),
  )
  return {
    name,
    about,
    arbitrary: fc.tuple(calls, shows).map(([call, show]) => ({
      op: 'render' as const,
      values: templateValuesJson,
      files: { 'Chart.yaml': chartYaml, 'templates/a.yaml': show(call) },
    })),
  }
}

const families: [name: string, about: string, wanted: RegExp][] = [
  [
    'regexp',
    'regular expressions: what they match, find, replace and split, and which are refused',
    /^(mustR|r)egex/,
  ],
  ['semver', 'versions and constraints', /^semver/],
  ['dates', 'layouts, instants, time zones and durations', /[dD]ate|^duration|Duration|^unixEpoch/],
  ['format', 'formats of printf', /^printf$/],
  [
    'texts',
    'JSON, TOML and YAML as functions read and write them',
    /^(must)?(from|to|From|To).*(Json|Yaml|Toml)/,
  ],
]

export const functions: Grammar[] = [
  callsOf('functions', "calls of every function of sprig's, Helm's and Go's with odd arguments", () => true),
  ...families.map(([name, about, wanted]) => callsOf(name, about, (one) => wanted.test(one))),
]
