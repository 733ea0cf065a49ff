import { expect, test } from 'vitest'
import { defaultRenderLimits } from '../../src/engine/index.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith } from '../cli/chart-folders.ts'

const chartYaml = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'

/** What the command says of a chart with one template. Nothing may end as a mistake of ours. */
async function render(template: string, ...flags: string[]): Promise<string> {
  const folder = folderWith({ 'c/Chart.yaml': chartYaml, 'c/templates/a.yaml': `a: ${template}\n` })
  const { stdout, stderr } = await runOurs(['template', 'rel', `${folder}/c`, ...flags])
  expect(stderr).not.toContain('internal error')
  return stderr === '' ? stdout : stderr
}

const few = ['--limit', 'steps=20000,output=200000']

test.each([
  ['repeat', '{{ repeat 2000000000 "x" }}', 'strings: Repeat output length overflow'],
  ['indent', '{{ indent 2000000000 "x" }}', 'strings: Repeat output length overflow'],
  ['nindent', '{{ nindent 2000000000 "x" }}', 'strings: Repeat output length overflow'],
  ['until', '{{ until 1000000000 }}', 'range of more than 10000000 integers'],
  ['untilStep', '{{ untilStep 0 1000000000 1 }}', 'range of more than 10000000 integers'],
  ['seq', '{{ seq 1 1000000000 }}', 'range of more than 10000000 integers'],
  ['randAlpha', '{{ randAlpha 1000000000 }}', 'random text of more than'],
  [
    'a text that doubles',
    '{{ $x := "aaaaaaaaaa" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}',
    'error calling print: the value is too long',
  ],
  [
    'a list that doubles',
    '{{ $x := list 1 2 }}{{ range until 40 }}{{ $x = concat $x $x }}{{ end }}',
    'list of more than 1000000 items',
  ],
  ['loops in loops', '{{ range until 1000 }}{{ range until 1000 }}{{ end }}{{ end }}', 'too many steps'],
  ['output without end', '{{ range until 10000 }}{{ print (repeat 1000 "x") }}{{ end }}', 'prints too much'],
  [
    'includes that double',
    '{{ define "a" }}{{ end }}{{ range $n, $_ := until 15 }}{{ end }}{{ range until 300 }}{{ range until 300 }}{{ include "a" . }}{{ end }}{{ end }}',
    'too many steps',
  ],
])(
  '%s is refused and named',
  async (_, template, reason) => {
    expect(await render(template, ...few)).toContain(reason)
  },
  60_000,
)

test.each([
  ['regexMatch "^(a+)+$" (printf "%s!" (repeat 5000 "a"))', 'false'],
  ['regexMatch "(a|a)*b" (repeat 20000 "a")', 'false'],
  ['regexMatch "(.*)*=(.*)*" (repeat 5000 "x")', 'false'],
  ['regexReplaceAll "a*?" (repeat 2000 "a") "" | len', '2000'],
])(
  '%s takes linear time',
  async (call, told) => {
    expect(await render(`{{ ${call} }}`)).toContain(`a: ${told}`)
  },
  60_000,
)

test('limits are options, and unknown ones are named', async () => {
  expect(defaultRenderLimits).toEqual({ steps: 10_000_000, output: 67_108_864 })
  expect(await render('{{ range until 100 }}{{ end }}', '--limit', 'steps=99')).toContain('--limit steps=N')
  expect(await render('1', '--limit', 'nope=1')).toContain('invalid argument "nope=1" for "--limit" flag')
})
