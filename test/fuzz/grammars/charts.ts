import fc from 'fast-check'
import { type Grammar, byDepth, choose, many, pick, text } from '../grammar.ts'
import type { Request } from '../request.ts'
import { object } from './data.ts'

/*
 * Whole charts: two levels of subcharts with aliases, conditions, tags, import-values, exports, globals and nulls
 * on every level; hooks and documents of every kind.
 */

const keys = ['a', 'b', 'c', 'global', 's', 't', 'al', 'data', 'exports', 'tags', 'on']
// prettier-ignore
const scalar = pick('1', '0', '"x"', 'null', 'null', 'true', 'false', '1.5', '""', '"12"', '[]', '{}', '[1,null]', '[{"a":1}]', '1e6')
const value: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  depth === 0
    ? scalar
    : choose<string>([3, scalar], [2, object(pick('a', 'b', 'c', 'data', 'on'), value(depth - 1), 3)]),
)
const table = (depth: number) => object(pick('a', 'b', 'c', 'data', 'on'), value(depth), 3)
/** Values of a chart that may hold those of its subcharts, now and then of a shape that they must not have. */
const values: fc.Arbitrary<string> = fc
  .uniqueArray(
    choose<[string, string]>(
      [3, fc.tuple(pick('a', 'b', 'c', 'on'), value(2))],
      [3, fc.tuple(pick('s', 't', 'al', 'bb', 'al1', 'global'), nested(2))],
      [1, fc.tuple(pick('exports'), object(pick('data', 'x'), table(1), 2))],
      [1, fc.tuple(pick('tags'), object(pick('a', 'b', 's'), pick('true', 'false', '1', 'null', '"x"'), 2))],
      [1, fc.tuple(pick(...keys), scalar)],
    ),
    { maxLength: 5, selector: ([key]) => key },
  )
  .map((entries) => `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${held}`).join(',')}}`)

function nested(depth: number): fc.Arbitrary<string> {
  if (depth === 0) return table(1)
  return choose<string>(
    [3, table(1)],
    [
      1,
      object(
        pick('s', 't', 'global', 'a', 'exports', 'data'),
        choose<string>([3, nested(depth - 1)], scalar),
        3,
      ),
    ],
  )
}

const path = pick(
  'a',
  'b',
  'on',
  's.a',
  's.on',
  'al.on',
  'global.a',
  'b,a',
  's.b,on',
  'a.b',
  '',
  't.on',
  'tags.a',
)
const child = pick('data', 'x', 'a', 'b', 'global', 'exports.data', '.', 'a.b', 'nope', 'exports')
const parent = pick('.', 'im', 'a.b', 's', 'global', 'a', 'b', 'im.x')
// prettier-ignore
const importValue = choose<string>(
  [2, child.map((name) => JSON.stringify(name))],
  [3, fc.tuple(child, parent).map(([from, to]) => JSON.stringify({ child: from, parent: to }))],
  [1, pick('{"child":1,"parent":"a"}', '{"child":"a"}', '{"parent":"a"}', '1', 'null', '{}', '["a"]')],
)
/** Fields of an entry of Chart.yaml's dependencies, besides its name. */
const dependency = fc.record(
  {
    version: choose<string>(
      [9, pick('"*"', '"0.1.0"', '">0.0.1"', '""', '"~0.1"', '"0.1.x"')],
      pick('"9"', '"abc"'),
    ),
    alias: choose<string>([15, pick('"al"')], pick('"s"', '"t"', '""', '"a/b"', '"é"')),
    condition: path.map((one) => JSON.stringify(one)),
    tags: fc.uniqueArray(pick('"a"', '"b"'), { maxLength: 2 }).map((tags) => `[${tags.join(',')}]`),
    'import-values': fc.array(importValue, { maxLength: 2 }).map((items) => `[${items.join(',')}]`),
    repository: pick('""', '"http://x"'),
    enabled: pick('true', 'false'),
  },
  { requiredKeys: ['version'] },
)

interface Made {
  name: string
  files: Record<string, string>
}

/** Kinds that stand at all ends of the install order, and some that do not. */
// prettier-ignore
const kind = pick('ConfigMap', 'Secret', 'Deployment', 'Namespace', 'Service', 'CustomResourceDefinition', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Ingress', 'APIService', 'Widget', 'Job', 'Pod', 'List', '', 'configmap', 'PriorityClass', 'HorizontalPodAutoscaler', 'RoleBinding', 'ClusterRoleList', '"Quoted"', '1')
// prettier-ignore
const hook = pick('', '', '', '\n  annotations: {helm.sh/hook: pre-install}', '\n  annotations:\n    "helm.sh/hook": post-install, test\n    "helm.sh/hook-weight": "-5"', '\n  annotations: {helm.sh/hook: foo}', '\n  annotations: {helm.sh/hook: "pre-install,foo"}', '\n  annotations: {helm.sh/hook: ""}', '\n  annotations: {helm.sh/hook: test-success, helm.sh/hook-weight: "x"}', '\n  annotations: {helm.sh/hook-weight: "1"}', '\n  annotations: {helm.sh/hook: pre-delete, helm.sh/hook-delete-policy: "before-hook-creation,x"}', '\n  annotations: {helm.sh/resource-policy: keep}', '\n  annotations: {a: 1}', '\n  annotations: null', '\n  annotations: {helm.sh/hook: [a]}', '\n  annotations: {helm.sh/hook: crd-install}')
const manifest = text`apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${pick('x', 'y', '{{ .Chart.Name }}', '""', 'null')}${hook}${pick('', '\n', '\n\n', '\ndata: {k: v}\n', '\ndata:\n  k: |+\n    x\n\n', '\r\n', ' ', '\n# end', '\n---', '\n...\n')}`
// prettier-ignore
const separator = pick('\n---\n', '\n---\n', '\n--- \n', '\n---\n---\n', '\n---\n\n', '\n--- # c\n', '\n---\n# c\n', '\n ---\n', '\n---x: 1\n', '\r\n---\r\n', '\n---\t\n', '---\n', '\n---\n# only a comment\n---\n', '\n\n\n---\n')
// prettier-ignore
const oddity = pick('# comment', '', '\n', ' \n', 'text', '- a', 'a: {', 'a: 1\na: 2', '{}', 'null', '---', '--- \n', '\t', 'kind: X', '"k": v', '[]', 'a: b: c', '{{ fail "no" }}', '{{- required "need" .Values.nope -}}', '\ufeffkind: X', 'apiVersion: 1\nkind: [a]', 'metadata: x', 'metadata: {name: 1}', 'metadata: {annotations: {a: {b: c}}}')
// prettier-ignore
const harmless = pick('# comment', '', '\n', ' \n', '{}', '---', '--- \n', 'kind: X', '"k": v', 'a: 1\na: 2', '{{- "" -}}')
const document = choose<string>([20, manifest], [3, harmless], [1, oddity])
const documents = fc
  .tuple(
    pick('', '', '---\n', '\n', '# c\n---\n', '--- \n\n', '\n---\n'),
    document,
    fc.array(fc.tuple(separator, document), { maxLength: 3 }),
    pick('\n', '', '\n---\n', '\n\n\n'),
  )
  .map(([head, first, more, tail]) => head + first + more.map((pair) => pair.join('')).join('') + tail)

const dump = 'v: {{ toJson .Values | quote }}\n'
const fileName = pick(
  'templates/a.yaml',
  'templates/b.yaml',
  'templates/sub/a.yaml',
  'templates/NOTES.txt',
  'templates/z.txt',
  'templates/_h.tpl',
  'templates/A.yaml',
  'templates/b.json',
  'crds/c.yaml',
  'templates/.x.yaml',
  'README.md',
  'templates/a-b.yaml',
)

/** A chart of this name with its subcharts below it. */
export function chart(name: string, depth: number, template: fc.Arbitrary<string>): fc.Arbitrary<Made> {
  const children: fc.Arbitrary<[Made, Record<string, string>[]] | undefined>[] =
    depth === 0
      ? []
      : ['s', 't'].map((below) =>
          fc.option(
            fc.tuple(
              chart(below, depth - 1, template),
              fc.array(dependency, { maxLength: 2 }),
            ) as fc.Arbitrary<[Made, Record<string, string>[]]>,
            { nil: undefined, freq: 3 },
          ),
        )
  return fc
    .tuple(
      fc.option(values, { nil: undefined, freq: 8 }),
      fc.tuple(...children),
      template,
      choose<string>(
        [20, pick('')],
        // prettier-ignore
        [6, pick('"type":"application",', '"kubeVersion":">=1.20",', '"apiVersion":"v1",', '"annotations":{"a":"b"},', '"deprecated":true,', '"appVersion":1.10,')],
        [1, pick('"type":"library",', '"kubeVersion":"<1.10",')],
      ),
      fc.option(fc.tuple(fileName, documents), { nil: undefined, freq: 1 }),
    )
    .map(([own, below, body, extra, other]) => {
      const files: Record<string, string> = {}
      const entries: string[] = []
      for (const one of below) {
        if (!one) continue
        const [made, dependencies] = one
        for (const [file, content] of Object.entries(made.files))
          files[`charts/${made.name}/${file}`] = content
        for (const [at, fields] of dependencies.entries()) {
          // A name given twice is refused, so most are not.
          if (at > 0 || fields.alias === '"al"')
            fields.alias = `"${made.name === 's' ? 'al' : 'bb'}${at || ''}"`
          entries.push(
            `{"name":"${made.name}"${Object.entries(fields)
              .map(([key, held]) => `,"${key}":${held}`)
              .join('')}}`,
          )
        }
      }
      const listed = entries.length > 0 ? `,"dependencies":[${entries.join(',')}]` : ''
      const api = extra.includes('apiVersion') ? '' : '"apiVersion":"v2",'
      files['Chart.yaml'] = `{${api}${extra}"name":"${name}","version":"0.1.0"${listed}}`
      if (own !== undefined) files['values.yaml'] = own
      if (body !== '') files['templates/a.yaml'] = body
      if (other) files[other[0]] = other[1]
      return { name, files }
    })
}

export const user = choose<string>([1, fc.constant('{}')], [4, values])

function wholeCharts(op: Request['op'], template: fc.Arbitrary<string>): fc.Arbitrary<Request> {
  return fc
    .tuple(chart('root', 2, template), user)
    .map(([{ files }, given]) => ({ op, files, values: given }))
}

export const chartValues: Grammar = {
  name: 'values',
  about:
    "whole charts' values: subcharts, aliases, conditions, tags, import-values, exports, globals and nulls",
  arbitrary: wholeCharts('values', fc.constant('')),
}

export const charts: Grammar = {
  name: 'chart',
  about: 'the same with templates of every kind, hooks and documents, printed as helm template does',
  arbitrary: wholeCharts('template', choose<string>([2, fc.constant(dump)], documents)),
}

export const manifests: Grammar = {
  name: 'manifests',
  about: 'what becomes of rendered text: documents, white space, kinds and their order, hooks',
  arbitrary: fc.dictionary(fileName, documents, { minKeys: 1, maxKeys: 4 }).map((files) => ({
    op: 'template' as const,
    values: '{}',
    files: { ...files, 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n' },
  })),
}

/** Chart.yaml itself, with fields of the wrong type and names that are refused. */
// prettier-ignore
export const field = choose<string>(
  text`${pick('name', 'version', 'apiVersion', 'type', 'appVersion', 'description', 'icon', 'kubeVersion', 'home', 'condition', 'tags', 'deprecated', 'keywords', 'sources', 'maintainers', 'annotations', 'dependencies', 'unknown', 'Name', 'VERSION')}: ${pick('x', '1', '"1"', '1.2.3', 'v2', 'v1', 'v3', 'null', '', 'true', 'yes', '[a, b]', '[1]', '{}', '{a: b}', '{a: 1}', 'library', 'application', 'foo', '[{name: a, email: b@c, url: u}]', '[null]', '[{name: a, version: 1.0.0}]', '[{name: a, version: "*", repository: "", alias: b}]', '"a\\nb"', '..', 'a/b', '.', '" "', '>=1.20', 'é', '0.1', '1', 'v1.2.3', '-1', '01.2.3', '[{}]', '[[a]]', '1e3', '"a\\u0007b"', '[{name: a, tags: x}]')}`,
  pick('a: b: c', '- a', '# c', '', 'name', 'x: [', '---', 'dependencies: [{name: "a b", version: 1.0.0}]'),
)
export const metadata: Grammar = {
  name: 'metadata',
  about: 'Chart.yaml with fields of every type, as .Chart shows them or as a refusal',
  arbitrary: fc
    .tuple(
      pick(
        'apiVersion: v2\nname: c\nversion: 0.1.0\n',
        'name: c\nversion: 0.1.0\n',
        'apiVersion: v1\nname: c\nversion: 0.1.0\n',
        '',
      ),
      many(field, { max: 3, between: '\n' }),
    )
    .map(([base, fields]) => ({
      op: 'template' as const,
      values: '{}',
      files: {
        'Chart.yaml': base + fields,
        'templates/a.yaml':
          'c: {{ .Chart | toJson | quote }}\nn: {{ .Chart.Name | quote }}\na: {{ .Chart.AppVersion | quote }}',
      },
    })),
}
