import { describe, expect, test } from 'vitest'
import { type Case, chartYaml, folderOf, helmSays, helms, weSay } from './support.ts'

const object = (kind: string, name = 'x', more = '') => `kind: ${kind}\nmetadata:\n  name: ${name}\n${more}`
const hook = (types: string, more = '') =>
  object('Job', 'h', `  annotations:\n    helm.sh/hook: ${types}\n${more}`)

const texts: Record<string, string> = {
  'empty lines at the end': `${object('ConfigMap')}\n\n\n`,
  'no line break at the end': object('ConfigMap').trimEnd(),
  'empty lines at the start': `\n\n  \n${object('ConfigMap')}`,
  'Windows line ends': object('ConfigMap').replaceAll('\n', '\r\n'),
  'two documents': `${object('ConfigMap')}---\n${object('Secret')}`,
  'separators in a row': `---\n---\n${object('ConfigMap')}`,
  'separators around and between': `---\n---\n\n---\n${object('ConfigMap')}---\n---`,
  'text behind a separator': `---kind: ConfigMap\n---   # note\n${object('Secret')}`,
  'an indented separator': `a: |\n  x\n  ---\n  y\n`,
  'a separator inside a block': `a: |\n---\nb: 1\n`,
  'a document of comments': `# one\n---\n# two\n---\n${object('ConfigMap')}`,
  'a literal that keeps its end': `k: |+\n  x\n\n\n---\n${object('ConfigMap')}`,
  'other white space': `\v\f\n\u00a0${object('ConfigMap')}\u2003\n`,
  'nothing but white space': ' \n\t\n',
  'all kinds, unknown ones too': [
    'Zebra',
    'Service',
    'APIService',
    'ValidatingWebhookConfiguration',
    'Deployment',
    'Namespace',
    'Apple',
    'Apple',
    'MutatingWebhookConfiguration',
    'ConfigMap',
    'Ingress',
    'CustomResourceDefinition',
    'PriorityClass',
    'Pod',
  ]
    .map((kind, i) => object(kind, `n${i}`))
    .join('---\n'),
  'a hook': hook('pre-install'),
  'hooks and a manifest': `${hook('post-install,pre-delete')}---\n${object('ConfigMap')}---\n${hook('test-success').replace('Job', 'Pod')}`,
  'an unknown hook': `${hook('pre-install, nope')}---\n${object('ConfigMap')}`,
  'an empty hook': hook('""'),
  'hooks in capitals': hook('" Pre-Install "'),
  'no YAML': 'a: b: c\n',
  'no YAML in the second document': `${object('ConfigMap')}---\na: [1\n`,
  'a list': '- a\n',
  'a string': 'hello\n',
  'a number': '5\n',
  'a list as kind': 'kind: [a]\n',
  'a number as kind': 'kind: 5\napiVersion: 1.10\n',
  'a map as annotation': 'kind: X\nmetadata:\n  annotations:\n    a: {b: 1}\n',
  'a list as annotations': 'kind: X\nmetadata:\n  annotations: [a]\n',
  'a string as metadata': 'kind: X\nmetadata: hello\n',
  'a list as name': 'kind: X\nmetadata: {name: [a]}\n',
  'null metadata and annotations': 'kind: X\nmetadata:\n---\nkind: Y\nmetadata: {annotations: null}\n',
  'a boolean hook weight': hook('pre-install', '    helm.sh/hook-weight: true\n    x: 5\n'),
  'keys twice': 'kind: X\nkind: Y\n',
}

const cases: Record<string, Case> = {
  ...Object.fromEntries(
    Object.entries(texts).map(([title, text]) => [title, { files: { 'templates/a.yaml': text } }]),
  ),
  'files in order, partials left out': {
    files: {
      'templates/b.yaml': object('ConfigMap', 'b'),
      'templates/a/c.yaml': object('ConfigMap', 'c'),
      'templates/a.yaml': object('ConfigMap', 'a'),
      'templates/_p.yaml': 'nothing: {',
      'templates/Z.yaml': object('ConfigMap', 'Z'),
      'templates/NOTES.txt': 'notes',
      'templates/x.txt': object('ConfigMap', 'x'),
    },
  },
  crds: {
    crds: true,
    files: {
      'crds/b.yaml': '# crd b',
      'crds/a.yaml': '# crd a\n\n\n',
      'crds/c.txt': 'x',
      'crds/d.JSON': '{}',
      'templates/a.yaml': object('ConfigMap'),
      'charts/s/Chart.yaml': chartYaml('s'),
      'charts/s/crds/s.yml': '# crd s',
    },
  },
  'one template': {
    show: ['templates/a.yaml'],
    files: {
      'templates/a.yaml': `${object('ConfigMap')}\n\n---\n${object('Secret')}`,
      'templates/b.yaml': object('Pod'),
    },
  },
  'templates by pattern, in the order asked': {
    show: ['templates/b*.yaml', 'templates/*.yaml', 'charts/s/templates/?.yaml'],
    files: {
      'templates/a.yaml': object('ConfigMap'),
      'templates/b1.yaml': hook('pre-install'),
      'charts/s/Chart.yaml': chartYaml('s'),
      'charts/s/templates/a.yaml': object('Pod'),
    },
  },
  'a template that is not there': {
    show: ['templates/x.yaml'],
    files: { 'templates/a.yaml': object('ConfigMap') },
  },
  'a malformed pattern': { show: ['templates/['], files: { 'templates/a.yaml': object('ConfigMap') } },
}

describe.each(helms)('documents as Helm $version.version prints them', ({ binary, version }) => {
  test.each(Object.entries(cases))('%s', (_, given) => {
    const folder = folderOf({ 'Chart.yaml': chartYaml(), ...given.files })
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    expect(ours.text ?? ours.error).toBe('text' in helm ? helm.text : helm.error)
  })
})
