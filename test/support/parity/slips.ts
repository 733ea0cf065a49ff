import { gzipSync } from 'node:zlib'
import { wrongActions } from './wrong-actions.ts'
import type { Random } from './random.ts'

/** One mistake in one file of a chart. */
export interface Slip {
  name: string
  /** Where it can be made; a text is a file that is written even where the chart has none. */
  file: RegExp | string
  /** The file as it stands then, null when it is gone, undefined when there is nothing to be mistaken in. */
  make(text: string, random: Random): string | Uint8Array | null | undefined
}

const template = /^templates\/.*\.(ya?ml|tpl|txt)$/
const manifest = /^templates\/[^_].*\.ya?ml$/
const yaml = /^(values|Chart|requirements)\.yaml$|^values\.schema\.json$/

/** Lines that no YAML has, or that mean something else than they seem to. */
const oddLines: readonly string[] = [
  ...['\ta: b', 'a: b: c', 'a: "b', "a: 'b", 'a: [b', 'a: {b', 'a: ]', 'a: *nowhere', 'a: &b', 'a: @b'],
  ...['a: `b`', 'a: %b', '%YAML 9.9', '- a', '-a', 'a', 'a:b', '? a', ': a', 'a: |\n b\nc: d\n e', '<<: a'],
  ...[
    'a: !!binary "?"',
    'a: !!int x',
    'a: !b c',
    '--- a',
    '...',
    '... a',
    'a: >-x',
    '"a": b\n"a": c',
    '"a" b',
  ],
  ...[
    'a: "\\q"',
    'a: "\\xzz"',
    'a: - b',
    '- a\nb: c',
    '{{ "{{" }}',
    'a: {b: c}}',
    'a: {b: c, b: d}',
    '!',
    '&',
  ],
]

/** Mistakes in what is there: the more often a name stands here, the more often it is made. */
export const slips: readonly Slip[] = [
  ...Array.from({ length: 2 }, () => ({ name: 'action', file: template, make: damagedTemplate })),
  { name: 'line', file: yaml, make: damagedYaml },
  { name: 'dependency gone', file: /^charts\/.*(Chart\.yaml|\.tgz)$/, make: () => null },
  ...Array.from({ length: 4 }, () => ({ name: 'wrong action', file: template, make: withWrongAction })),
  { name: 'output', file: manifest, make: inLine(oddLines) },
  { name: 'output', file: manifest, make: wrongIndent },
  { name: 'template bytes', file: template, make: inLine(['a: \xff\xfe', '\ufeffa: b', 'a: \0', 'a: \r b']) },
  { name: 'template bytes', file: template, make: (text, random) => cutBytes(text, random) },
  {
    name: 'no text',
    file: template,
    make: (_, random) => random.pick(['', '\n', '---\n', '# a\n', '{{- /* */ -}}']),
  },
  { name: 'gone', file: /^templates\/_.*\.tpl$|^values\.yaml$|^Chart\.yaml$/, make: () => null },
  { name: 'notes', file: 'templates/NOTES.txt', make: withWrongAction },
  { name: 'metadata', file: /^Chart\.yaml$/, make: withoutField },
  ...Array.from({ length: 3 }, () => ({ name: 'metadata', file: /^Chart\.yaml$/, make: withField })),
  { name: 'subchart metadata', file: /^charts\/[^/]+\/Chart\.yaml$/, make: withField },
  { name: 'subchart metadata', file: /^charts\/[^/]+\/Chart\.yaml$/, make: withoutField },
  { name: 'values', file: 'values.yaml', make: (_, random) => random.pick(noValues) },
  { name: 'values', file: /^values\.yaml$/, make: inLine(oddLines) },
  { name: 'values', file: /^values\.yaml$/, make: valueGone },
  { name: 'schema', file: 'values.schema.json', make: (_, random) => random.pick(wrongSchemas) },
  { name: 'archive', file: 'charts/damaged-1.0.0.tgz', make: (_, random) => random.pick(wrongArchives) },
  { name: 'archive', file: /^charts\/.*\.tgz$/, make: (_, random) => random.pick(wrongArchives) },
  { name: 'folder in charts', file: 'charts/inner/values.yaml', make: () => 'a: b\n' },
  { name: 'file in charts', file: 'charts/inner.txt', make: () => 'a: b\n' },
  { name: 'lock', file: 'Chart.lock', make: (_, random) => random.pick(wrongLocks) },
  { name: 'lock', file: 'requirements.lock', make: (_, random) => random.pick(wrongLocks) },
  { name: 'requirements', file: 'requirements.yaml', make: (_, random) => random.pick(wrongRequirements) },
  { name: 'helmignore', file: '.helmignore', make: (text, random) => `${text}\n${random.pick(ignores)}\n` },
  { name: 'crds', file: 'crds/a.yaml', make: (_, random) => random.pick(wrongCrds) },
]

/** A slip of the hand in one action, or in one line when there is none. */
function damagedTemplate(text: string, random: Random): string {
  const actions = [...text.matchAll(/\{\{.*?\}\}/gs)]
  if (actions.length === 0) return damagedYaml(text, random)
  const { index, 0: action } = random.pick(actions)
  const put = (other: string) => text.slice(0, index) + other + text.slice(index + action.length)
  const place = random.below(action.length - 4) + 2
  return random.pick([
    () => put(''),
    () => put(action.slice(0, -1)),
    () => put(action.slice(1)),
    () => put(action.slice(0, place) + action.slice(place + 1)),
    () =>
      put(
        `${action.slice(0, place)}${random.pick(['(', ')', '"', '|', '.', ' ', '$', ',', '%'])}${action.slice(place)}`,
      ),
    () => put(action.replace(/\.Values\.(\w+)/, '.Values.$1.nothing.here')),
    () => put(action.replace(/\b[a-z]\w+\b/, 'notAFunction')),
    () => put(action.replace(/"([^"]*)"/, '"$1x"')),
    () =>
      put(
        action.replace(/\b(?:if|with|range|end|else|define|include)\b/, (word) =>
          word === 'end' ? 'else' : 'end',
        ),
      ),
    () => put(action.replace(/\.Values\b/, '.values')),
    () => put(`${action}\n  \tx: [`),
    () => text.slice(0, index),
  ])()
}

/** A slip of the hand in one line of YAML or JSON. */
function damagedYaml(text: string, random: Random): string {
  const lines = text.split('\n')
  const told = linesTold(lines)
  if (told.length === 0) return text
  const at = random.pick(told)
  const line = lines[at]
  lines[at] = random.pick([
    () => `# ${line}`,
    () => ` ${line}`,
    () => `\t${line}`,
    () => line.replace(':', ''),
    () => line.replace(/:.*/, ':'),
    () => line.replace(/:.*/, ': [1, 2]'),
    () => line.replace(/:.*/, ': {a: b}'),
    () => line.replace(/:.*/, ': 17'),
    () => line.replace(/:.*/, ': null'),
    () => `${line} "`,
    () => `${line}: x`,
    () => `${line}\n${line}`,
    () => `${line} {`,
    () => line.replace(/["']/, ''),
    () => `- ${line.trim()}`,
    () => line.replace(/(\w+):/, '$1x:'),
  ])()
  return lines.join('\n')
}

function linesTold(lines: readonly string[]): number[] {
  return lines.flatMap((line, at) => (/^\s*[^#\s]/.test(line) ? [at] : []))
}

/** An action that Helm refuses, on a line of its own or in the middle of one that is there. */
function withWrongAction(text: string, random: Random): string {
  const action = random.pick(wrongActions)
  const lines = text.split('\n')
  const at = random.pick([0, random.below(lines.length), random.below(lines.length)])
  const inside = random.below(4) === 0
  if (inside) lines[at] = `${lines[at]} ${action}`
  else lines.splice(at, 0, `${' '.repeat(random.pick([0, 2, 8]))}${action}`)
  return lines.join('\n')
}

function inLine(lines: readonly string[]) {
  return (text: string, random: Random): string => {
    const all = text.split('\n')
    const at = random.below(all.length)
    all.splice(at, 0, ' '.repeat(indentOf(all[at])) + random.pick(lines))
    return all.join('\n')
  }
}

function wrongIndent(text: string, random: Random): string | undefined {
  const lines = text.split('\n')
  const told = linesTold(lines)
  if (told.length === 0) return undefined
  const at = random.pick(told)
  const by = random.pick([1, 3, -1, -2])
  lines[at] = by > 0 ? ' '.repeat(by) + lines[at] : lines[at].replace(new RegExp(`^ {1,${-by}}`), '')
  return lines.join('\n')
}

/** Cut in the middle, or with bytes that are no UTF-8. */
function cutBytes(text: string, random: Random): Uint8Array {
  const bytes = Buffer.from(text)
  const at = random.below(bytes.length)
  const middle = random.pick([[], [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0]])
  const rest = random.below(2) === 0 ? bytes.subarray(at) : []
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), Buffer.from(rest)])
}

/** A value with all that is below it taken out: what templates ask for is not there. */
function valueGone(text: string, random: Random): string | undefined {
  const lines = text.split('\n')
  const keys = lines.flatMap((line, at) => (/^ *[\w-]+:/.test(line) ? [at] : []))
  if (keys.length === 0) return undefined
  const at = random.pick(keys)
  const indent = indentOf(lines[at])
  let end = at + 1
  while (end < lines.length && (lines[end].trim() === '' || indentOf(lines[end]) > indent)) end++
  lines.splice(at, end - at)
  return lines.join('\n')
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length
}

function withoutField(text: string, random: Random): string {
  const field = random.pick(['name', 'version', 'apiVersion'])
  return text.replace(new RegExp(`^${field}:.*\\n?`, 'm'), '')
}

/** In place of the chart's own, which may be many lines; at the end where it has none. */
function withField(text: string, random: Random): string {
  const wrong = random.pick(wrongFields)
  const own = new RegExp(`^${/^[\w-]+/.exec(wrong)?.[0] ?? '$.'}:.*\\n(?:[ -].*\\n)*`, 'm')
  return `${text.replace(own, '')}\n${wrong}\n`
}

const wrongFields: readonly string[] = [
  ...['name: a/b', 'name: ..', 'name: ""', 'name: 7', 'name: [a]', 'name: null', 'name: "a b"', 'name: .'],
  ...[
    'version: one',
    'version: v1',
    'version: 1',
    'version: 1.2',
    'version: 1.2.3.4',
    'version: ""',
    'version: {}',
  ],
  ...['version: 01.2.3', 'version: 1.2.3-', 'version: 1.2.3+a_b', 'version: 1.2.3-01', 'version: "1.2.3 "'],
  ...[
    'apiVersion: v3',
    'apiVersion: v0',
    'apiVersion: 2',
    'apiVersion: ""',
    'apiVersion: V2',
    'apiVersion: {}',
  ],
  ...['type: widget', 'type: library', 'type: 7', 'type: [application]', 'type: ""', 'type: Application'],
  ...[
    'kubeVersion: ">=99.0.0"',
    'kubeVersion: nonsense',
    'kubeVersion: 1.2',
    'kubeVersion: ">=1.20 <"',
    'kubeVersion: [a]',
  ],
  ...[
    'kubeVersion: ">= 1.20.0-0 && < 1.21"',
    'kubeVersion: "~1.19 || ^1.18"',
    'kubeVersion: "!1.0"',
    'kubeVersion: ">=v1.x.y"',
  ],
  ...[
    'keywords: a',
    'keywords: {a: b}',
    'keywords: [1, [2]]',
    'sources: a',
    'home: []',
    'icon: {}',
    'description: []',
  ],
  ...[
    'maintainers: a',
    'maintainers: [a]',
    'maintainers: [null]',
    'maintainers: {name: a}',
    'maintainers: [{email: a}]',
  ],
  ...[
    'annotations: a',
    'annotations: [a]',
    'annotations: {a: 1}',
    'annotations: {a: {b: c}}',
    'annotations: {1: a}',
  ],
  ...[
    'deprecated: yes',
    'deprecated: "true"',
    'deprecated: 1',
    'appVersion: [1]',
    'appVersion: {}',
    'tags: []',
    'condition: 7',
  ],
  ...[
    'dependencies: a',
    'dependencies: {}',
    'dependencies: [null]',
    'dependencies: [a]',
    'dependencies: [{}]',
  ],
  ...[
    '{name: a}',
    '{name: a, version: 1.0.0}',
    '{name: a, version: one, repository: "file://../a"}',
    '{name: a, version: 1.0.0, alias: "a b"}',
    '{name: a, version: 1.0.0, alias: a/b}',
    '{name: a, version: 1.0.0, alias: 7}',
    '{name: a, version: ">=1 <2", condition: a.b, tags: [c]}',
    '{name: a, version: 1.0.0, tags: c}',
    '{name: a, version: 1.0.0, condition: [c]}',
    '{name: a, version: 1.0.0, enabled: maybe}',
    '{name: a, version: 1.0.0, import-values: a}',
    '{name: ../a, version: 1.0.0}',
    '{version: 1.0.0}',
    '{name: a, version: 1.0.0}, {name: a, version: 1.0.0}',
    '{name: a, version: 1.0.0, alias: b}, {name: c, version: 1.0.0, alias: b}',
  ].map((one) => `dependencies: [${one}]`),
  ...[
    'unknownField: a',
    '\tname: a',
    'name: a: b',
    '- a',
    '"',
    'name: "a',
    '{}',
    '---\nname: b',
    '\0',
    '{{ a }}',
  ],
]

const noValues: readonly (string | Uint8Array)[] = [
  ...[
    '- a\n',
    'text\n',
    '7\n',
    'null\n',
    '',
    '\n',
    '# a\n',
    'true\n',
    '"a"\n',
    '[]\n',
    '{}\n',
    '{a: b\n',
    'a: b\n---\nc: d\n',
  ],
  ...[
    'a: {{ .Release.Name }}\n',
    '{{- if a }}\n',
    'a: b\n\tc: d\n',
    'a:\n\tb: c\n',
    'a:\n  b: c\n d: e\n',
    'a: b\na: c\n',
  ],
  ...[
    'a: *b\n',
    'a: &b\n  <<: *b\n',
    '<<: [1]\n',
    '1: a\n',
    'null: a\n',
    'true: a\n',
    '? [a]\n: b\n',
    '? {a: b}\n: c\n',
  ],
  ...[
    '\ufeffa: b\n',
    'a: \0\n',
    'a: !!binary "?"\n',
    'a: !!float x\n',
    'a: .inf\n',
    'a: .nan\n',
    'a: !!timestamp x\n',
    '--- a\n--- b\n',
  ],
  ...[
    'global: a\n',
    'global: [a]\n',
    'global: null\n',
    'a: 0x\n',
    '%TAG ! a\n---\na: b\n',
    'a: "b\n',
    "a: 'b\n",
    'a: |\n\tb\n',
  ],
  Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]),
  Buffer.from('\ufeffa: b\n', 'utf16le'),
]

const wrongSchemas: readonly string[] = [
  ...[
    '',
    '{',
    '[]',
    '7',
    '"a"',
    'null',
    'true',
    'false',
    '{"type": "object",}',
    '{a: b}',
    "{'a': 1}",
    '{} {}',
    '\ufeff{}',
    '// a\n{}',
  ],
  ...[
    '"$ref": "#/nowhere"',
    '"$ref": "#/definitions/a"',
    '"$ref": "nowhere.json"',
    '"$ref": "file:///nowhere.json"',
    '"$ref": 7',
    '"$ref": "%"',
    '"$schema": "nonsense"',
    '"$schema": 7',
    '"$schema": "http://json-schema.org/draft-03/schema#"',
    '"$schema": "http://json-schema.org/draft-04/schema#", "id": 7',
    '"$id": ":", "type": "object"',
    '"type": "text"',
    '"type": 7',
    '"type": []',
    '"type": ["object", "object"]',
    '"type": "array"',
    '"type": "string"',
    '"required": "a"',
    '"required": ["notThere"]',
    '"required": ["notThere", "norThis", "notThere"]',
    '"required": [7]',
    '"properties": []',
    '"properties": {"a": 7}',
    '"properties": {"a": {"type": "nonsense"}}',
    '"patternProperties": {"[": {}}',
    '"patternProperties": {"(?=a)": {}}',
    '"properties": {"a": {"pattern": "["}}',
    '"properties": {"a": {"pattern": "(?!a)b"}}',
    '"properties": {"a": {"pattern": 7}}',
    '"properties": {"a": {"format": "nonsense"}}',
    '"properties": {"a": {"minimum": "1"}}',
    '"properties": {"a": {"multipleOf": 0}}',
    '"properties": {"a": {"minLength": -1}}',
    '"properties": {"a": {"enum": []}}',
    '"properties": {"a": {"enum": "a"}}',
    '"items": 7',
    '"allOf": []',
    '"allOf": {}',
    '"anyOf": [7]',
    '"not": {}',
    '"not": 7',
    '"if": 7',
    '"additionalProperties": false',
    '"additionalProperties": "no"',
    '"minProperties": 99999',
    '"maxProperties": 0',
    '"propertyNames": {"pattern": "^$"}',
    '"additionalProperties": {"type": "null"}',
    '"dependentRequired": {"a": 7}',
    '"const": {}',
    '"oneOf": [{}, {}]',
    '"anyOf": [{"type": "string"}, {"type": "number"}]',
    '"unknown": {"$ref": "#/nowhere"}',
    '"definitions": {"a": {"$ref": "#/nowhere"}}',
    '"type": "object", "type": "array"',
  ].map((text) => `{${text}}`),
]

const wrongArchives: readonly Uint8Array[] = [
  Buffer.from(''),
  Buffer.from('not an archive\n'),
  Buffer.from([0x1f, 0x8b]),
  gzipSync(''),
  gzipSync('not a tar'),
  gzipSync(Buffer.alloc(1024)),
  gzipSync(Buffer.alloc(2048, 'a')),
  gzipSync(Buffer.alloc(2048, 'a')).subarray(0, 20),
]

const wrongLocks: readonly string[] = [
  ...[
    '{',
    'a',
    '- a\n',
    '',
    'digest: 7\n',
    'dependencies: a\n',
    'generated: a\n',
    'dependencies: []\ndigest: a\ngenerated: "x"\n',
  ],
  ...[
    'dependencies:\n\t- a\n',
    'generated: 2020\n',
    'a: b: c\n',
    '\0',
    'dependencies: [null]\n',
    'digest: [a]\n',
  ],
]

const wrongRequirements: readonly string[] = [
  ...[
    '{',
    'a',
    '- a\n',
    '',
    'dependencies: a\n',
    'dependencies: [null]\n',
    'dependencies: [a]\n',
    'dependencies:\n\t- a\n',
  ],
  ...['{name: a}', '{name: a, version: 1.0.0}', '{name: a, version: x, alias: "a b"}'].map(
    (one) => `dependencies: [${one}]\n`,
  ),
]

const ignores: readonly string[] = [
  ...[
    '[',
    '[]a]',
    'a/**/b',
    '**',
    '\\',
    '!',
    '!a',
    '*',
    '/',
    'Chart.yaml',
    'templates',
    'templates/',
    'values.yaml',
  ],
  ...[
    '*.tpl',
    '/templates/*.yaml',
    '[a-',
    'charts',
    'charts/',
    '[^]',
    '!Chart.yaml',
    '*\n!templates',
    '?',
    '# a',
    ' a',
  ],
]

const wrongCrds: readonly string[] = [
  ...[
    '{',
    'a: b: c\n',
    '\ta: b\n',
    '',
    '---\n---\n',
    '{{ a }}\n',
    'kind: 7\n',
    '- a\n',
    'a\n',
    'a: b\n---\n\tc\n',
  ],
]
