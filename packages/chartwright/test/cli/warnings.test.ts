import { expect, test } from 'vitest'
import { helmPart, helmsAtHand, runBoth, type Files } from './chart-folders.ts'

const chartYaml = (name = 'c', more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`
const all = 'v: {{ toJson .Values }}\n'

/** A chart with a subchart `s`. */
const pair = (values: string, below: string, more = ''): Files => ({
  'c/Chart.yaml': chartYaml('c', `dependencies:\n- name: s\n  version: 0.1.0\n${more}`),
  'c/values.yaml': values,
  'c/templates/a.yaml': all,
  'c/charts/s/Chart.yaml': chartYaml('s'),
  'c/charts/s/values.yaml': below,
  'c/charts/s/templates/b.yaml': all,
})
const alone = (files: Files, more = ''): Files => ({ 'c/Chart.yaml': chartYaml('c', more), ...files })
const hook = (types: string) => `kind: A\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: ${types}\n`

/** What makes Helm say something, with the flags after `template rel c`. */
const cases: Record<string, [files: Files, ...flags: string[]]> = {
  'a table set to a scalar': [pair('a: {b: 1}\n', 'x: 1\n'), '--set', 'a=5'],
  'a scalar set to a table': [pair('a: 1\n', 'x: 1\n'), '--set', 'a.b=5'],
  'a table below set to a scalar': [pair('a: {b: {c: 1, d: hello}}\n', 'x: 1\n'), '--set', 'a.b=5'],
  'a scalar below set to a table': [pair('a: {b: 1}\n', 'x: 1\n'), '--set', 'a.b.c=5'],
  'a scalar for a table of the subchart': [pair('s: {b: 1}\n', 'b: {c: 1}\n')],
  'a table for a scalar of the subchart': [pair('s: {b: {x: 1}}\n', 'b: 1\n')],
  'a global table over a scalar': [pair('global: {b: {x: 1}}\n', 'global: {b: 1}\n')],
  'a global scalar over a table': [pair('global: {b: 1}\n', 'global: {b: {x: 1}}\n')],
  'globals that are no table': [pair('global: 1\n', 'global: {b: {x: 1}}\n')],
  'globals of the subchart that are no table': [pair('global: {b: 2}\ns: {global: 1}\n', 'a: 1\n')],
  'a scalar under the name of the subchart': [pair('s: 1\n', 'a: 1\n')],
  'a condition that is text': [pair('s: {on: hi}\n', 'a: 1\n', '  condition: s.on\n')],
  'a condition that is a list': [pair('s: {on: [{x: 1}]}\n', 'a: 1\n', '  condition: s.on,s.off\n')],
  'a condition that is a table': [pair('s: {on: {x: 1}}\n', 'a: 1\n', '  condition: s.on\n')],
  'a tag that is text': [pair('tags: {x: hi}\n', 'a: 1\n', '  tags: [x]\n')],
  'an export that is missing': [pair('a: 1\n', 'a: 1\n', '  import-values: [nope]\n')],
  'an import that is missing': [pair('a: 1\n', 'a: 1\n', '  import-values: [{child: nope.x, parent: q}]\n')],
  'an import over a table': [
    pair('a: 1\nq: {a: {z: 1}}\n', 'exports: {m: {q: {a: 1}}}\n', '  import-values: [m]\n'),
  ],
  'a deprecated chart': [alone({ 'c/templates/a.yaml': all }, 'deprecated: true\n')],
  'links in the folder': [
    alone({
      'x/a.yaml': 'a: 1\n',
      'x/b/q.yaml': 'q: 1\n',
      'c/templates': '-> ../x',
      'c/f': '-> ../x/b',
      'c/g.txt': '-> ../x/b/q.yaml',
    }),
  ],
  'a link that leads nowhere': [alone({ 'c/templates/a': '-> ../x/nope' })],
  'requirements.yaml in a v2 chart': [
    alone({ 'c/requirements.yaml': 'dependencies: []\n', 'c/requirements.lock': 'digest: x\n' }),
  ],
  'a dependency of requirements.yaml that is missing': [
    alone({ 'c/requirements.yaml': 'dependencies: [{name: s, version: 0.1.0}]\n' }),
  ],
  'a hook that is none': [alone({ 'c/templates/a.yaml': hook('foo, pre-install') })],
  'an empty hook': [alone({ 'c/templates/a.yaml': hook('""') })],
  'a URN in the schema': [alone({ 'c/values.schema.json': '{"properties":{"a":{"$ref":"urn:x:y"}}}' })],
}

test.each(helmsAtHand)(
  'Helm %s warns in the same words',
  async (version, binary) => {
    for (const [name, [files, ...flags]] of Object.entries(cases)) {
      const { theirs, ours } = await runBoth([version, binary], files, ['template', 'rel', 'c', ...flags])
      expect([name, sorted(helmPart(ours.stderr))]).toEqual([name, sorted(helmPart(theirs.stderr))])
      expect([name, ours.stdout, ours.exitCode]).toEqual([name, theirs.stdout, theirs.exitCode])
    }
  },
  120_000,
)

test('several warnings of one chart stand by key, as Helm most often has them', async () => {
  const files = pair('z: {x: {b: 1}}\na: {x-1: {b: 1}, x: {b: 1}, q: {b: 1}}\n', 'b: 1\n')
  const flags = ['--set', 'z.x=1,a.x=1,a.q=1,a.x-1=1']
  const { theirs, ours } = await runBoth(helmsAtHand.at(-1)!, files, ['template', 'rel', 'c', ...flags])
  expect(sorted(helmPart(ours.stderr))).toEqual(sorted(helmPart(theirs.stderr)))
  const keys = [...helmPart(ours.stderr).matchAll(/table for (\S+) /g)].map(([, key]) => key)
  expect([...new Set(keys)]).toEqual(['c.a.q', 'c.a.x', 'c.a.x-1', 'c.z.x'])
})

/** Go walks its maps in random order, and warns in it. */
function sorted(stderr: string): string[] {
  return stderr.split('\n').sort()
}
