import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Case, chartYaml, folderOf, helmSays, helms, valuesTemplate, weSay } from './support.ts'
import { archiveOf } from './archive.ts'

const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

const good: Record<string, Case> = {
  'a chart of one template': { files: { 'Chart.yaml': chartYaml(), 'templates/a.yaml': map('a') } },
  'a chart without templates': { files: { 'Chart.yaml': chartYaml() } },
  'a v1 chart with requirements.yaml': {
    files: {
      'Chart.yaml': 'name: c\nversion: 0.1.0\n',
      'requirements.yaml': 'dependencies:\n- name: s\n  version: 0.1.0\n  alias: t\n',
      'charts/s/Chart.yaml': chartYaml('s'),
      'charts/s/templates/a.yaml': map('a'),
    },
  },
  'a v2 chart with requirements.yaml': {
    files: {
      'Chart.yaml': chartYaml('c', 'dependencies: [{name: x, version: 1}]'),
      'requirements.yaml': 'dependencies:\n- name: s\n  version: 0.1.0\n',
      'charts/s/Chart.yaml': chartYaml('s'),
      'charts/s/templates/a.yaml': map('a'),
    },
  },
  'byte order marks': {
    files: {
      'Chart.yaml': `\ufeff${chartYaml()}`,
      'values.yaml': '\ufeffa: 1\n',
      'templates/a.yaml': `\ufeff${map('a')}`,
      'templates/v.yaml': valuesTemplate,
    },
  },
  '.helmignore': {
    files: {
      'Chart.yaml': chartYaml(),
      '.helmignore':
        '\ufeff# comment\n\n*.txt\n/templates/b.yaml\nskipped/\n!templates/*\ntemplates/c?.yaml\n',
      'templates/a.yaml': map('a'),
      'templates/b.yaml': map('b'),
      'templates/c1.yaml': map('c1'),
      'templates/d/skipped/x.yaml': map('x'),
      'templates/.hidden.yaml': map('hidden'),
      'templates/.dir/y.yaml': map('y'),
    },
  },
  '.helmignore that leaves out Chart.yaml': {
    files: { 'Chart.yaml': chartYaml(), '.helmignore': 'Chart.yaml\n', 'templates/a.yaml': map('a') },
  },
  '.helmignore with a negated rule': {
    files: {
      'Chart.yaml': chartYaml(),
      '.helmignore': '!*.yaml\n',
      'templates/a.yaml': map('a'),
      'templates/b.yml': map('b'),
    },
  },
  'what is not a chart in charts/': {
    files: {
      'Chart.yaml': chartYaml(),
      'templates/a.yaml': map('a'),
      'charts/README.md': 'x',
      'charts/_x/nothing': 'x',
      'charts/.x/nothing': 'x',
      'charts/s.prov': 'x',
    },
  },
  'packaged subcharts, nested': {
    files: {
      'Chart.yaml': chartYaml(),
      'charts/s-0.1.0.tgz': archiveOf('s', {
        'Chart.yaml': chartYaml('s'),
        'templates/a.yaml': map('a'),
        'values.yaml': 'x: 1',
        'templates/v.yaml': valuesTemplate,
        'charts/t.tgz': archiveOf('t', { 'Chart.yaml': chartYaml('t'), 'templates/b.yaml': map('b') }),
      }),
    },
  },
  'names that are numbers': {
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: 123\nversion: 1.10\nappVersion: 1.0\ndescription: true\n',
      'templates/a.yaml': map('a'),
    },
  },
  'keys in another case': {
    files: { 'Chart.yaml': 'APIVERSION: v2\nName: c\nVERSION: 0.1.0\n', 'templates/a.yaml': map('a') },
  },
  'a file above 5 MiB': {
    files: {
      'Chart.yaml': chartYaml(),
      'big.txt': 'x'.repeat(5 * 1024 * 1024 + 1),
      'templates/a.yaml': map('a'),
    },
  },
}

const bad: Record<string, Case> = {
  'no Chart.yaml': { files: { 'values.yaml': 'a: 1' } },
  'an empty Chart.yaml': { files: { 'Chart.yaml': '' } },
  'Chart.yaml that is a list': { files: { 'Chart.yaml': '- a' } },
  'Chart.yaml that is no YAML': { files: { 'Chart.yaml': 'a: b: c' } },
  'no name': { files: { 'Chart.yaml': 'apiVersion: v2\nversion: 0.1.0' } },
  'no version': { files: { 'Chart.yaml': 'apiVersion: v2\nname: c' } },
  'a bad version': { files: { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: one' } },
  'a version with a leading zero': { files: { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0-01' } },
  'a name with a slash': { files: { 'Chart.yaml': 'apiVersion: v2\nname: a/b\nversion: 0.1.0' } },
  'a name of one dot': { files: { 'Chart.yaml': 'apiVersion: v2\nname: .\nversion: 0.1.0' } },
  'a bad type': { files: { 'Chart.yaml': chartYaml('c', 'type: app') } },
  'a library': { files: { 'Chart.yaml': chartYaml('c', 'type: library') } },
  'an unknown apiVersion': { files: { 'Chart.yaml': 'apiVersion: v9\nname: c\nversion: 0.1.0' } },
  'apiVersion v3': { files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: 0.1.0' } },
  'apiVersion v3 with a bad version': { files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: x' } },
  'apiVersion v3 of a library': {
    files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: 0.1.0\ntype: library' },
  },
  'apiVersion v3 with bad values': {
    files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: 0.1.0', 'values.yaml': '- a' },
  },
  'apiVersion v3 with a broken subchart': {
    files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: 0.1.0', 'charts/s/values.yaml': 'a: 1' },
  },
  'apiVersion v3 with a subchart that is not declared': {
    files: { 'Chart.yaml': 'apiVersion: v3\nname: c\nversion: 0.1.0', 'charts/s/Chart.yaml': chartYaml('s') },
  },
  'apiVersion v3 with another subchart than declared': {
    files: {
      'Chart.yaml':
        'apiVersion: v3\nname: c\nversion: 0.1.0\ndependencies: [{name: t, version: 1, repository: ""}]',
      'charts/s/Chart.yaml': chartYaml('s'),
    },
  },
  'a list as name': { files: { 'Chart.yaml': 'apiVersion: v2\nname: [c]\nversion: 0.1.0' } },
  'a map as keywords': { files: { 'Chart.yaml': chartYaml('c', 'keywords: {a: 1}') } },
  'a map inside keywords': { files: { 'Chart.yaml': chartYaml('c', 'keywords: [{a: 1}]') } },
  'a string as deprecated': { files: { 'Chart.yaml': chartYaml('c', 'deprecated: "yes"') } },
  'a string as maintainer': { files: { 'Chart.yaml': chartYaml('c', 'maintainers: [me]') } },
  'a list as maintainer name': { files: { 'Chart.yaml': chartYaml('c', 'maintainers: [{name: [x]}]') } },
  'a null maintainer': { files: { 'Chart.yaml': chartYaml('c', 'maintainers: [null]') } },
  'a string as dependency': { files: { 'Chart.yaml': chartYaml('c', 'dependencies: [s]') } },
  'a map as dependency version': {
    files: { 'Chart.yaml': chartYaml('c', 'dependencies: [{name: s, version: {}}]') },
  },
  'a null dependency': { files: { 'Chart.yaml': chartYaml('c', 'dependencies: [null]') } },
  'the same dependency twice': {
    files: { 'Chart.yaml': chartYaml('c', 'dependencies: [{name: s, version: 1}, {name: s, version: 1}]') },
  },
  'a bad alias': {
    files: { 'Chart.yaml': chartYaml('c', 'dependencies: [{name: s, version: 1, alias: "a.b"}]') },
  },
  'a list in annotations': { files: { 'Chart.yaml': chartYaml('c', 'annotations: {a: [1]}') } },
  'missing dependencies': {
    files: { 'Chart.yaml': chartYaml('c', 'dependencies: [{name: s, version: 1}, {name: t, version: 1}]') },
  },
  'a subchart without Chart.yaml': { files: { 'Chart.yaml': chartYaml(), 'charts/s/values.yaml': 'a: 1' } },
  'a subchart with a bad version': {
    files: { 'Chart.yaml': chartYaml(), 'charts/s/Chart.yaml': 'name: s\nversion: x' },
  },
  'a broken packaged subchart': { files: { 'Chart.yaml': chartYaml(), 'charts/s.tgz': 'not gzip' } },
  'a folder named as a packaged subchart': {
    files: { 'Chart.yaml': chartYaml(), 'charts/s.tgz/Chart.yaml': chartYaml('s') },
  },
  'a broken Chart.lock': { files: { 'Chart.yaml': chartYaml(), 'Chart.lock': 'a: b: c' } },
  'a pattern with ** in .helmignore': { files: { 'Chart.yaml': chartYaml(), '.helmignore': 'a/**' } },
  'a broken pattern in .helmignore': { files: { 'Chart.yaml': chartYaml(), '.helmignore': 'a[' } },
  'a values file instead of a chart': { files: { 'values.yaml': 'a: 1' }, chart: 'values.yaml' },
  'a text file instead of a chart': { files: { 'a.txt': 'hello' }, chart: 'a.txt' },
  'an archive without Chart.yaml': {
    files: { 'c.tgz': archiveOf('c', { 'values.yaml': 'a: 1' }) },
    chart: 'c.tgz',
  },
  'an archive of nothing': { files: { 'c.tgz': archiveOf('c', {}) }, chart: 'c.tgz' },
  'an archive that is cut short': {
    files: { 'c.tgz': archiveOf('c', { 'Chart.yaml': chartYaml(), a: 'x'.repeat(9999) }).subarray(0, 80) },
    chart: 'c.tgz',
  },
  'an archive that leads out': {
    files: { 'c.tgz': archiveOf('c', { 'Chart.yaml': chartYaml(), '../../x': 'x' }) },
    chart: 'c.tgz',
  },
  'an archive with an absolute path': {
    files: { 'c.tgz': archiveOf('c', { 'Chart.yaml': chartYaml(), '/x': 'x' }) },
    chart: 'c.tgz',
  },
  'an archive with a Windows drive': {
    files: { 'c.tgz': archiveOf('c', { 'Chart.yaml': chartYaml(), 'c:/x': 'x' }) },
    chart: 'c.tgz',
  },
  'an archive without a folder': {
    files: { 'c.tgz': archiveOf('', { 'Chart.yaml': chartYaml() }) },
    chart: 'c.tgz',
  },
  'a release name in capitals': { files: { 'Chart.yaml': chartYaml() }, name: 'Rel' },
  'a release name of 54 characters': { files: { 'Chart.yaml': chartYaml() }, name: 'a'.repeat(54) },
}

describe.each(helms)('charts as Helm $version.version loads them', ({ binary, version }) => {
  test.each(Object.entries(good))('%s', (_, given) => {
    const folder = folderOf(given.files)
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    expect(ours.text ?? ours.error).toBe('text' in helm ? helm.text : helm.error)
  })

  test.each(Object.entries(bad))('%s', (_, given) => {
    const folder = folderOf(given.files)
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    if ('text' in helm) return expect(ours.text).toBe(helm.text)
    expect(ours.error).toBe(helm.error)
    if (ours.error !== undefined) expect(ours.thrown.diagnostics).not.toEqual([])
    return undefined
  })

  test('links to files and folders are followed, as Helm follows them', () => {
    const given: Case = {
      files: { 'c/Chart.yaml': chartYaml(), 'outside/b.yaml': map('b'), 'a.yaml': map('a') },
      chart: 'c',
    }
    const folder = folderOf(given.files)
    fs.mkdirSync(path.join(folder, 'c/templates'))
    fs.symlinkSync('../../a.yaml', path.join(folder, 'c/templates/a.yaml'))
    fs.symlinkSync('../../outside', path.join(folder, 'c/templates/more'))
    const helm = helmSays(binary, folder, given)
    expect(weSay(version, folder, given).text).toBe('text' in helm ? helm.text : '')
  })

  test('a link to nothing is refused in the same words', () => {
    const given: Case = { files: { 'Chart.yaml': chartYaml() } }
    const folder = folderOf(given.files)
    fs.symlinkSync('nowhere', path.join(folder, 'x'))
    const helm = helmSays(binary, folder, given)
    expect(weSay(version, folder, given).error).toBe('error' in helm ? helm.error : '')
  })
})
