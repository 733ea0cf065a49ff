import { expect, test } from 'vitest'
import { helmsAtHand, runBoth, withoutTimes, type Files } from './chart-folders.ts'

const metadata = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`
const object = 'kind: X\nv: {{ toJson .Values }}\n'
const sound: Files = {
  'c/Chart.yaml': metadata(
    'c',
    'dependencies: [{name: s, version: "*"}, {name: t, version: "*", condition: t.on}]\n',
  ),
  'c/values.yaml': 't: {on: false}\nm: {x: 1}\n',
  'c/values.schema.json': '{"properties": {"s": {"type": "object"}}}',
  'c/templates/a.yaml': object,
  'c/charts/s/Chart.yaml': metadata('s'),
  'c/charts/s/values.schema.json': '{}',
  'c/charts/s/charts/u/Chart.yaml': metadata('u'),
  'c/charts/t/Chart.yaml': metadata('t'),
}
const cases: [name: string, files: Files, ...args: string[]][] = [
  ['a chart with subcharts and schemas', sound, 'c'],
  ['values over tables', sound, 'c', '--set', 'm=1', '--devel'],
  ['values that the schema refuses', sound, 'c', '--set', 's=null', '--version', '1.2'],
  ['no schemas wanted', sound, './c', '--skip-schema-validation'],
  ['text that is not YAML', { ...sound, 'c/templates/b.yaml': 'a: b: c' }, 'c'],
  ['a template that fails', { ...sound, 'c/templates/b.yaml': '{{ fail "no" }}' }, 'c'],
  ['a schema that is not JSON', { ...sound, 'c/values.schema.json': '{' }, 'c'],
]

/** Everything up to Helm 3's stack of Go functions. */
function said(stderr: string): string[] {
  const lines = withoutTimes(stderr).split('\n')
  const error = lines.findIndex((line) => line.startsWith('Error: '))
  return error < 0 ? lines : lines.slice(0, error + 1)
}

test.each(helmsAtHand)('--debug says on standard error what Helm %s says', async (version, binary) => {
  for (const [name, files, ...args] of cases) {
    const { theirs, ours } = await runBoth([version, binary], files, ['template', 'rel', ...args, '--debug'])
    expect({ name, said: said(ours.stderr) }).toEqual({ name, said: said(theirs.stderr) })
    expect({ name, exitCode: ours.exitCode }).toEqual({ name, exitCode: theirs.exitCode })
    expect(ours.stderr).not.toContain('undefined')
  }
})
