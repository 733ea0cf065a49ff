import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { StackExhausted } from '../../src/engine/index.ts'
import { builtPackage } from '../../../../test/support/built-package.ts'
import { folderWith } from '../cli/chart-folders.ts'

const { command } = builtPackage()

/** What the command says of a chart with one template. Nothing may end as a mistake of ours. */
function render(template: string): string {
  const chartYaml = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'
  const folder = folderWith({ 'c/Chart.yaml': chartYaml, 'c/templates/a.yaml': `a: ${template}\n` })
  const args = [command, 'template', 'rel', `${folder}/c`]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 })
  expect(stderr).not.toContain('internal error')
  expect(status).toBe(stderr === '' ? 0 : 1)
  return stderr === '' ? stdout : stderr
}

const tooDeep = new StackExhausted('c/templates/a.yaml').message

test.each([
  ['a value that holds itself, as JSON', 'set $d "a" $d }}{{ toJson $d | quote }}', 'a: ""'],
  ['a value that holds itself, as YAML', 'set $d "a" $d }}{{ toYaml $d | quote }}', 'a: ""'],
  ['a value that holds itself, printed', 'set $d "a" $d }}{{ print $d }}', tooDeep],
  ['a value that holds itself, copied', 'set $d "a" $d }}{{ deepCopy $d }}', tooDeep],
])(
  '%s ends',
  (_, rest, told) => {
    expect(render(`{{ $d := dict }}{{ $_ := ${rest}`)).toContain(told)
  },
  180_000,
)

const deep = '{{ $x := list }}{{ range until 100000 }}{{ $x = list $x }}{{ end }}'

test.each(['toJson', 'toYaml', 'print', 'deepCopy', 'toToml', 'toPrettyJson', 'toString'])(
  'a list 100,000 deep through %s gives an answer or a diagnostic',
  (name) => {
    const told = render(`${deep}{{ ${name} $x | len }}`)
    expect(told).toMatch(/^---\n# Source|^Error: /)
  },
  180_000,
)

test.each([
  ['parentheses', `{{ ${'('.repeat(100_000)}1${')'.repeat(100_000)} }}`],
  ['ifs', `${'{{ if true }}'.repeat(100_000)}${'{{ end }}'.repeat(100_000)}`],
  ['ranges', `${'{{ range list 1 }}'.repeat(100_000)}${'{{ end }}'.repeat(100_000)}`],
  ['pipes', `{{ 1${' | print'.repeat(100_000)} }}`],
  ['fields', `{{ .Values${'.a'.repeat(100_000)} }}`],
  ['fromJson', `{{ fromJsonArray (printf "%s%s" (repeat 100000 "[") (repeat 100000 "]")) | len }}`],
  ['fromYaml', `{{ fromYamlArray (printf "%s%s" (repeat 100000 "[") (repeat 100000 "]")) | len }}`],
  ['fromToml', `{{ fromToml (printf "a = %s%s" (repeat 100000 "[") (repeat 100000 "]")) | len }}`],
])(
  '%s nested 100,000 deep give an answer or a diagnostic',
  (_, template) => {
    expect(render(template)).toMatch(/^---\n# Source|^Error: /)
  },
  180_000,
)
