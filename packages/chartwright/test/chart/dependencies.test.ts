import { describe, expect, test } from 'vitest'
import { type Case, chartYaml, folderOf, helmSays, helms, valuesTemplate, weSay } from './support.ts'

const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n'

/** A chart with these dependencies and s below it, s with t below it. */
function chart(dependencies: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    'Chart.yaml': chartYaml('c', `dependencies:\n${dependencies}`),
    'templates/v.yaml': valuesTemplate,
    'charts/s/Chart.yaml': chartYaml('s'),
    'charts/s/templates/v.yaml': valuesTemplate,
    'charts/s/templates/m.yaml': map,
    'charts/s/values.yaml':
      'enabled: true\ndata: {a: 1, n: null}\nexports: {one: {x: 1}, two: {y: {z: 2}}}\n',
    ...more,
  }
}

const listed = (more = '') => `- name: s\n  version: 0.1.0\n${more}`

const withT = {
  'charts/s/charts/t/Chart.yaml': chartYaml('t'),
  'charts/s/charts/t/templates/m.yaml': map,
  'charts/s/charts/t/templates/v.yaml': valuesTemplate,
  'charts/s/charts/t/values.yaml': 'deep: {d: 1}\nexports: {e: {from: t}}\n',
}

const cases: Record<string, Case> = {
  'an alias': { files: chart(listed('  alias: one')) },
  'two aliases': { files: chart(listed('  alias: one\n') + listed('  alias: two')) },
  'two aliases with an unlisted subchart': {
    files: chart(listed('  alias: one\n') + listed('  alias: two'), withT),
  },
  'two aliases with a listed subchart': {
    files: chart(listed('  alias: one\n') + listed('  alias: two'), {
      ...withT,
      'charts/s/Chart.yaml': chartYaml(
        's',
        'dependencies:\n- name: t\n  version: "*"\n  alias: tt\n  import-values: [e]',
      ),
    }),
  },
  'an alias and its import-values': {
    files: chart(listed('  alias: one\n  import-values: [one, {child: data, parent: got.it}]')),
  },
  'import-values of both forms': {
    files: chart(
      listed('  import-values: [one, two, {child: data, parent: .}, {child: none, parent: x}, nothing]'),
      { 'values.yaml': 'a: 5\nx: {own: 1}' },
    ),
  },
  'import-values through two levels': {
    files: chart(listed('  import-values: [e]'), {
      ...withT,
      'charts/s/Chart.yaml': chartYaml(
        's',
        'dependencies:\n- name: t\n  version: "*"\n  import-values: [{child: deep, parent: exports.e}]',
      ),
    }),
  },
  'a condition that is false': {
    files: chart(listed('  condition: s.enabled'), { 'values.yaml': 's: {enabled: false}' }),
  },
  'a condition from the subchart': { files: chart(listed('  condition: s.enabled')) },
  'the first condition that is there': {
    files: chart(listed('  condition: no.thing,flag,s.enabled'), { 'values.yaml': 'flag: false' }),
  },
  'a condition that is no boolean': {
    files: chart(listed('  condition: flag,s.enabled'), { 'values.yaml': 'flag: "no"\ns: {enabled: false}' }),
  },
  'conditions below an alias': {
    files: chart(listed('  alias: one\n  condition: one.on'), { 'values.yaml': 'one: {on: false}' }),
  },
  tags: { files: chart(listed('  tags: [x, y]'), { 'values.yaml': 'tags: {x: false}' }) },
  'one tag of two': {
    files: chart(listed('  tags: [x, y]'), { 'values.yaml': 'tags: {x: false, y: true}' }),
  },
  'a condition over a tag': {
    files: chart(listed('  tags: [x]\n  condition: s.enabled'), { 'values.yaml': 'tags: {x: false}' }),
  },
  'a nested condition': {
    files: chart(listed(), {
      ...withT,
      'charts/s/Chart.yaml': chartYaml('s', 'dependencies:\n- name: t\n  version: "*"\n  condition: t.on'),
      'values.yaml': 's: {t: {on: false}}',
    }),
  },
  'a version that does not fit': { files: chart('- name: s\n  version: ">=2"') },
  'no version': { files: chart('- name: s') },
  'a subchart that is not listed': { files: chart('[]') },
  'a library': {
    files: chart(listed(), {
      'charts/s/Chart.yaml': chartYaml('s', 'type: library'),
      'charts/s/templates/m.yaml': '',
      'charts/s/templates/v.yaml': '',
    }),
  },
  'values set for an alias': {
    files: chart(listed('  alias: one')),
    values: { set: ['one.data.a=7,s.data.a=8,global.g=1'] },
  },
}

describe.each(helms)('dependencies as Helm $version.version processes them', ({ binary, version }) => {
  test.each(Object.entries(cases))('%s', (_, given) => {
    const folder = folderOf(given.files)
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    expect(ours.text ?? ours.error).toBe('text' in helm ? helm.text : helm.error)
  })
})
