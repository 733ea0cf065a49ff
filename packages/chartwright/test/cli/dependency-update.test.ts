import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith, helmPart, helmsAtHand, runBoth, type Files } from './chart-folders.ts'

const chartYaml = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`
const dependency = (name: string, version: string, repository: string, more = '') =>
  `- name: ${name}\n  version: "${version}"\n  repository: "${repository}"\n${more}`
const parent = (...dependencies: string[]): Files => ({
  'c/Chart.yaml': chartYaml('c', `dependencies:\n${dependencies.join('')}`),
  'c/templates/a.yaml': 'v: {{ toJson .Values }}\n',
})
const below = (folder: string, name = 's', version = '0.1.0'): Files => ({
  [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
  [`${folder}/values.yaml`]: 'x: 1\n',
  [`${folder}/templates/b.yaml`]: 'b: {{ .Values.x }}\n',
})

const cases: Record<string, Files> = {
  'a folder beside': { ...parent(dependency('s', '0.1.0', 'file://../s')), ...below('s') },
  'two, one by a range': {
    ...parent(dependency('s', '0.1.0', 'file://../s'), dependency('u', '>0.2 <1 || ^2', 'file://../u')),
    ...below('s'),
    ...below('u', 'u', '0.3.0'),
  },
  'two aliases of one': {
    ...parent(
      dependency('s', '0.1.0', 'file://../s', '  alias: one\n  tags: [a, b]\n'),
      dependency('s', '0.1.0', 'file://../s', '  alias: two\n  condition: s.on\n  import-values: [x]\n'),
    ),
    ...below('s'),
  },
  'nothing missing': { ...parent(dependency('s', '0.1.0', 'file://../s')), ...below('c/charts/s') },
  'no such folder': parent(dependency('s', '0.1.0', 'file://../nope')),
  'another version': { ...parent(dependency('s', '0.2.0', 'file://../s')), ...below('s') },
  'a constraint that is none': { ...parent(dependency('s', 'abc', 'file://../s')), ...below('s') },
  'another name': { ...parent(dependency('s', '0.1.0', 'file://../s')), ...below('s', 'z') },
  'no repository, not there': parent(dependency('s', '0.1.0', '')),
  'no repository, but there': {
    ...parent(dependency('s', '0.1.0', ''), dependency('u', '0.1.0', 'file://../u')),
    ...below('c/charts/s'),
    ...below('u', 'u'),
  },
  'what does not belong in charts/': {
    ...parent(dependency('s', '0.1.0', 'file://../s')),
    ...below('s'),
    'c/charts/README.md': 'text\n',
  },
  'a chart of the first format': {
    'c/Chart.yaml': chartYaml('c').replace('v2', 'v1'),
    'c/requirements.yaml': `dependencies:\n${dependency('s', '0.1.0', 'file://../s')}`,
    'c/templates/a.yaml': 'a: 1\n',
    ...below('s'),
  },
}

/** Archives by name alone, and locks without their date: gzip's bytes and the clock are each program's own. */
function comparable(written: Files): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(written).map(([name, text]) => [
      name,
      name.endsWith('.tgz') ? 'an archive' : String(text).replace(/^generated: .*$/m, 'generated: then'),
    ]),
  )
}

test.each([helmsAtHand[0]!, helmsAtHand.at(-1)!])(
  'Helm %s updates dependencies in the same way',
  async (version, binary) => {
    for (const [name, files] of Object.entries(cases)) {
      const args = ['template', 'rel', 'c', '--dependency-update']
      const { theirs, ours, written } = await runBoth([version, binary], files, args)
      const told = (run: typeof ours) => [name, run.exitCode, run.stdout, helmPart(run.stderr)]
      expect(told(ours)).toEqual(told(theirs))
      expect(comparable(written.ours)).toEqual(comparable(written.theirs))
    }
  },
  120_000,
)

test.each(['https://example.com/charts', 'oci://example.com/charts', '@stable'])(
  'what would have to be fetched from %s is refused',
  async (repository) => {
    const folder = folderWith(parent(dependency('s', '0.1.0', repository)))
    const { stderr, exitCode } = await runOurs(['template', 'rel', `${folder}/c`, '--dependency-update'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`Error: dependency "s" cannot be fetched from ${repository}\n`)
  },
)
