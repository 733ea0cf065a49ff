import fc from 'fast-check'
import { type Grammar, choose, many, mostly, pick, text } from '../grammar.ts'
import { chart, field, user } from './charts.ts'

/*
 * Charts as people get them wrong: a Chart.yaml of odd fields, addresses and versions; objects without names,
 * selectors or a living API; files of odd names; values that do not fit their schema or their subcharts.
 */

// prettier-ignore
const address = pick('https://x.org', 'x.org', 'http://', 'a@b.c', 'a@b', '', 'ftp://x', '/a/b', 'mailto:a@b.c', 'https://x.org/a b', 'http://localhost:80/', 'https://[::1]/', 'x', '1.2.3.4', 'https://é.org', 'http://a_b.c', 'http://x.org:99999', 'a b@c.de', '"a b"@c.de', 'A@B.CD', 'http://x?y=z#f', '//x.org', 'x.org/', 'http://.x', 'http://x..y', 'javascript:1', 'http://u:p@h.de/', 'c.de:80', '-x.de', 'http://-x.de')
const quoted = address.map((one) => JSON.stringify(one))
// prettier-ignore
const version = pick('1', '1.2', 'v1.2.3', '1.2.3', '0.0.0', '0.0.0-0', '0.0.0-1', '1.2.3-a.01', '1.2.3-a', '1.2.3+b', '01.2.3', '1.2.3.4', 'x', '', '1.2.3-', '1.2.3+', '99999999999999999999.0.0', 'v1', '0.0', '0', '1.2.3-é', ' 1.2.3', '1.2.3-rc_1', '0.0.0-a', '0.0.1-0')
const metadata = choose<string>(
  [2, field],
  text`version: ${version.map((one) => JSON.stringify(one))}`,
  text`icon: ${quoted}`,
  text`sources: [${many(quoted, { max: 2, between: ', ' })}]`,
  text`maintainers: [{name: ${pick('a', '""', '1')}, email: ${quoted}, url: ${quoted}}]`,
  text`maintainers: [{name: a, ${pick('email', 'url', 'mail', 'Url')}: ${quoted}}]`,
  text`dependencies: [{name: ${pick('s', 't', 'x')}, version: ${pick('"*"', '0.1.0', '""')}, ${pick('alias: al', 'alias: s', 'foo: 1', 'condition: on', 'Tags: [a]')}}, {name: s, version: "*"}]`,
  pick(
    'name: a/b',
    'name: c/',
    'name: /',
    'name: a b',
    'apiVersion: v1',
    'name: [a',
    'version: 1.10',
    'appVersion: 1.10',
    'appVersion: null',
  ),
)

// prettier-ignore
const apiVersion = pick('v1', 'apps/v1', 'extensions/v1beta1', 'policy/v1beta1', 'batch/v1beta1', 'batch/v1', 'autoscaling/v2beta1', 'autoscaling/v2beta2', 'networking.k8s.io/v1beta1', 'rbac.authorization.k8s.io/v1beta1', 'apiextensions.k8s.io/v1beta1', 'apps/v1beta2', 'storage.k8s.io/v1beta1', 'x.io/v1', '', '1', 'a/b/c', 'discovery.k8s.io/v1beta1', 'flowcontrol.apiserver.k8s.io/v1beta2', 'admissionregistration.k8s.io/v1beta1', 'coordination.k8s.io/v1beta1')
// prettier-ignore
const kind = pick('ConfigMap', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Ingress', 'PodDisruptionBudget', 'CronJob', 'HorizontalPodAutoscaler', 'Service', 'Namespace', 'Role', 'ClusterRoleBinding', 'List', 'CertificateSigningRequest', 'Endpoints', 'ServiceAccount', 'CustomResourceDefinition', 'deployment', '', '[a]', 'EndpointSlice', 'ComponentStatus', 'FlowSchema', 'Lease', 'PodSecurityPolicy', 'Eviction', 'MutatingWebhookConfiguration')
// prettier-ignore
const name = pick('a', 'A', 'a.b', '1a', '-a', 'a-', '"a/b"', '"%"', '..', '.', '""', 'null', '"é"', 'a_b', '[x]', '{}', '1', 'true', `${'n'.repeat(70)}`, `${'n'.repeat(260)}`, '"a b"', '"a\\nb"', '{{ .Release.Name }}', '{{ .Values.a }}', '{{ required "need a" .Values.a }}', '{{ fail "no" }}')
// prettier-ignore
const body = pick('', '\nspec:\n  selector:\n    matchLabels: {a: b}', '\nspec: {selector: {matchExpressions: []}}', '\nitems: []', '\nitems:\n- metadata:\n    annotations: {helm.sh/resource-policy: keep}', '\nitems: [{metadata: {annotations: {helm.sh/resource-policy: 1}}}]', '\nitems: {}', '\nitems: [1]', '\nitems: [{metadata: {annotations: {a: [1]}}}]', '\nx: [', '\nkind: X', '\nspec: {{ toJson .Values }}', '\n# .Release.Time', '\n  helm.sh/hook: crd-install', '\nmetadata:\n  annotations: {"helm.sh/hook": crd-install}', '\ndata: {a: "{{ required "x" .Values.nope }}"}', '\na: {{ .Values.global.x }}', '\nb: {{ .Values.s.a }}', '\nc: {{ tpl "{{ fail `y` }}" . }}', '\n{{ .Values.a.b.c }}', '\n{{ nope }}', '\n{{ include "x" . }}', '\n{{ lookup "v1" "Pod" "" "" | toJson }}')
const manifest = text`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${choose<string>([8, text`{name: ${name}}`], pick('x', 'null', '[]', '{namespace: 1}', '{name: a, namespace: [b]}'))}${body}`
// prettier-ignore
const odd = pick('', '  a: b', '\ta: b', '\n  \n a: b\nc: d', 'text', '- a', '{"kind": "Deployment"}', '{"a": 1}{"b": 2}', '{"kind": 1}\n', '{', '{a: b}', '{"apiVersion":"v1","kind":"Pod"}\n---\nkind: X', '---\na: [', 'a: b\n---x\nc: d', 'a: b\n--- # c\nc: {', 'a: b\n---\n\n---\n- x', 'null', '# c', '\ufeffa: b', 'a: b\r\n---\r\nc: [', 'a: 1\na: 2', '{"kind":"Deployment","kind":"List"}', '{} x', ' {"a": tru}', '{}\n{}\n{', '----', '...', '%YAML 1.1\n---\na: b', 'a: !!binary x', 'kind: &a X\nmetadata: {name: *a}', '[]', '{"metadata":{"name":"A"}}\n', 'KIND: Pod\nMetaData: {NAME: a}', '\u00a0a: b', '1')
const separator = pick('\n---\n', '\n---\n', '\n--- \n', '\n---\n---\n', '\n---\r\n', '\n\n---\n\n')
const document = choose<string>([3, manifest], [1, odd])
const file = choose<string>(
  [3, document],
  fc.tuple(document, separator, document).map((parts) => parts.join('')),
  fc.tuple(pick('---\n', '\n---\n', '# c\n---\n'), document).map((parts) => parts.join('')),
)
// prettier-ignore
const fileName = mostly(pick('templates/a.yaml', 'templates/b.yml', 'templates/sub/c.yaml', 'templates/d.tpl', 'templates/NOTES.txt', 'templates/_h.tpl'), pick('templates/e.json', 'templates/f', 'templates/.g', 'templates/h.YAML', 'templates/i.Yml', 'templates/j.yaml.bak', 'templates/_k.yaml', 'templates/l.'), 6)
const crd = choose<string>(
  [
    3,
    text`apiVersion: ${pick('apiextensions.k8s.io/v1', 'apiextensions.k8s.io', 'v1', '')}\nkind: ${pick('CustomResourceDefinition', 'X')}`,
  ],
  document,
)
// prettier-ignore
const schema = pick('', '{}', '{"type":"object","required":["a"]}', '{"properties":{"a":{"type":"string"}}}', '{"properties":{"s":{"required":["x","y"]},"b":{"type":"integer"}}}', '{', '{"type":1}', 'false', '{"$schema":"http://json-schema.org/draft-07/schema#","additionalProperties":false}')
// prettier-ignore
const brokenValues = pick('', '# c', 'a: [', '- a', 'text', 'a: b: c', 'null', 'a: 1\n---\nb: 2', 'a: {b: 1}\ns: 1', 'global: 1', 's: {global: x}', 'a: 1\na: 2', '\ta: b')

type Files = Record<string, string>

/** A sound chart with a few of its files made worse. */
const files: fc.Arbitrary<Files> = fc
  .tuple(
    choose<Files>(
      [
        3,
        fc.record({
          'Chart.yaml': text`apiVersion: v2\nname: c\nversion: 0.1.0\n${many(metadata, { max: 3, between: '\n' })}`,
        }) as fc.Arbitrary<Files>,
      ],
      [2, chart('root', 1, fc.constant('')).map((made) => made.files)],
      [1, fc.record({ 'Chart.yaml': many(metadata, { max: 4, between: '\n' }) }) as fc.Arbitrary<Files>],
    ),
    fc.dictionary(fileName, file, { maxKeys: 3 }),
    fc.option(brokenValues, { nil: undefined, freq: 2 }),
    fc.option(schema, { nil: undefined, freq: 3 }),
    fc.option(crd, { nil: undefined, freq: 4 }),
    mostly(
      fc.constant<Files>({}),
      // prettier-ignore
      pick<Files>({ templates: 'x' }, { crds: 'x' }, { 'charts/u/Chart.yaml': 'name: u' }, { 'charts/u/Chart.yaml': 'apiVersion: v1\nname: u\nversion: 1.0.0' }, { 'requirements.yaml': 'dependencies: [{name: s, version: "*"}]' }, { 'charts/x.txt': 'x' }, { 'charts/y.tgz': 'x' }, { 'charts/_z/x': 'y' }, { 'crds/b.txt': 'x' }, { '.helmignore': 'templates\n' }, { '.helmignore': '[' }, { 'charts/a/b.yaml': 'x' }, { 'README.md': 'x' }, { 'Chart.lock': 'x: [' }, { 'crds/d.yaml': 'a: [' }),
      4,
    ),
  )
  .map(([base, templates, values, checks, definition, more]): Files => ({
    ...base,
    ...(more.templates === undefined && templates),
    ...(values !== undefined && { 'values.yaml': values }),
    ...(checks !== undefined && { 'values.schema.json': checks }),
    ...(definition !== undefined && more.crds === undefined && { 'crds/c.yaml': definition }),
    ...more,
  }))
  .map((all) =>
    // A file cannot stand where a folder is.
    all.templates === undefined
      ? all
      : Object.fromEntries(Object.entries(all).filter(([at]) => !at.startsWith('templates/'))),
  )

const flags = mostly(
  fc.constant(''),
  fc
    .subarray(['strict', 'quiet', 'with-subcharts', 'skip-schema-validation'])
    .map((chosen) => chosen.join(' ')),
  2,
)

export const lint: Grammar = {
  name: 'lint',
  about: 'charts with mistakes, as helm lint speaks of them: what it prints, what it logs, whether it fails',
  // It sets up every kind of Kubernetes' for each object anew.
  cost: 10,
  arbitrary: fc
    .tuple(files, user, flags)
    .map(([all, values, kind]) => ({ op: 'lint' as const, files: all, values, kind })),
}
