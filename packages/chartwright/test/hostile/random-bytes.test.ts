import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { ChartFile, HelmError, loadChart, loadFiles, resolveHelmVersion } from '../../src/chart/index.ts'
import { renderChart } from '../../src/engine/index.ts'
import { bytesOf, stringOf } from '../../src/go/bytes.ts'
import { GoError } from '../../src/go/error.ts'
import { newMap } from '../../src/go/index.ts'
import { fromToml } from '../../src/go/toml-reader.ts'
import { memoryFileSystem } from '../../src/io/index.ts'
import { nodeHost } from '../../src/io/node.ts'
import { parseTemplate, TemplateSyntaxError } from '../../src/template/index.ts'
import { YamlError, parseYaml } from '../../src/yaml/index.ts'

/** Bytes of any kind, and pieces that a parser takes for the beginning of something. */
function bytes(...pieces: string[]): fc.Arbitrary<string> {
  const noise = fc.uint8Array({ maxLength: 6 }).map(stringOf)
  return fc
    .array(fc.oneof(fc.constantFrom(...pieces), noise), { maxLength: 14 })
    .map((parts) => parts.join(''))
}

/** Runs, and lets pass only what a user's mistake may be told with. */
function refusing(work: () => unknown, ...kinds: (new (...args: never[]) => Error)[]): void {
  try {
    work()
  } catch (error) {
    if (!kinds.some((kind) => error instanceof kind)) throw error
  }
}

const version = resolveHelmVersion()!
const chartFile = new ChartFile('Chart.yaml', bytesOf('apiVersion: v2\nname: c\nversion: 0.1.0\n'))
const runs = { numRuns: 400 }
const settings = { isNew: true, zones: nodeHost, now: () => 0 }

const templateText = bytes(
  '{{',
  '}}',
  '{{- ',
  ' -}}',
  'if ',
  'range $i, $x := ',
  'end',
  'define "a"',
  '.Values',
  '$',
  '"',
  '`',
  '|',
  '(',
  ')',
  '/*',
  '*/',
  'include "a" .',
  'tpl ',
  '1e',
  '\\x',
  "'",
  ':=',
  'else',
)

test('bytes as a template are parsed or refused', () => {
  fc.assert(
    fc.property(templateText, (text) =>
      refusing(() => parseTemplate('a', text, { functions: undefined }), TemplateSyntaxError),
    ),
    runs,
  )
})

test('bytes as a template of a chart are rendered or refused', () => {
  fc.assert(
    fc.property(templateText, (text) =>
      refusing(() => {
        const files = [chartFile, new ChartFile('templates/a.yaml', bytesOf(text))]
        const chart = loadFiles(memoryFileSystem({}), files, { version })
        renderChart(chart, newMap(), { host: nodeHost, release: { name: 'r', namespace: 'n' }, version })
      }, HelmError),
    ),
    runs,
  )
})

test('bytes as TOML are read or refused', () => {
  const toml = bytes(
    '[',
    ']',
    '[[',
    '=',
    'a',
    '.',
    '"',
    "'",
    '"""',
    "'''",
    '{',
    '}',
    ',',
    '\n',
    '#',
    '\\u',
    '1979-05-27',
    '0x',
    '1e',
    '_',
    '-',
    'inf',
  )
  fc.assert(
    fc.property(toml, (text) => refusing(() => fromToml(text, settings), GoError)),
    runs,
  )
})

test('bytes as YAML are read or refused', () => {
  const yaml = bytes(
    'a: ',
    '- ',
    '\n',
    '  ',
    '&x ',
    '*x',
    '<<: ',
    '|',
    '>',
    '"',
    "'",
    '{',
    '[',
    '!!',
    '!',
    '%',
    '---\n',
    '? ',
    '#',
    '\ufeff',
    '\udcff\udcfe',
    '\t',
  )
  fc.assert(
    fc.property(yaml, (text) => refusing(() => parseYaml(text), YamlError)),
    runs,
  )
})

test('bytes as .helmignore, values.yaml and Chart.yaml are taken or refused', () => {
  const any = bytes('*', '!', '/', '**', '[', ']', '\\', '\n', '#', 'a', '?', ': ', '- ', 'name', 'version')
  const names = ['.helmignore', 'values.yaml', 'values.schema.json', 'Chart.yaml', 'Chart.lock']
  fc.assert(
    fc.property(any, fc.constantFrom(...names), (text, name) =>
      refusing(() => {
        const files = {
          'c/Chart.yaml': chartFile.bytes,
          'c/templates/a.yaml': bytesOf('a: 1\n'),
          [`c/${name}`]: bytesOf(text),
        }
        const chart = loadChart(memoryFileSystem(files), 'c', { version })
        renderChart(chart, newMap(), { host: nodeHost, release: { name: 'r', namespace: 'n' }, version })
      }, HelmError),
    ),
    runs,
  )
})

test('any words as a command line are a refusal, never an internal error', async () => {
  const word = fc.oneof(
    bytes('-', '--', '=', 'set', 'values', ',', '[', ']', '.', '0', 'a', '\\', '{', '"'),
    fc.constantFrom(
      'template',
      'lint',
      'show',
      '--set',
      '--set-json',
      '--set-file',
      '--set-literal',
      '--set-string',
      '-f',
      '--name-template',
      '--kube-version',
      '-a',
      '--post-renderer',
      '--output-dir=/dev/null/x',
      '--helm-version',
      '-s',
      '--timeout',
      'r',
      './nope',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (args) => {
      // The folder does not exist, so that nothing is rendered or written.
      const { stderr } = await runOurs(['template', 'rel', '/nonexistent/chart', ...args])
      expect(stderr).not.toContain('internal error')
    }),
    { numRuns: 300 },
  )
})
