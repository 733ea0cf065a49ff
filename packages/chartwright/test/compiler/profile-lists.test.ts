// Lists by profile: of a type of the author's, of Kubernetes' fragments, at the top and inside of groups.
import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  group,
  image,
  join,
  listOf,
  note,
  profile,
  replicas,
  service,
  str,
  string,
  tolerations,
  topologySpreadConstraints,
  when,
  workload,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const taint = { key: 'batch', operator: 'Exists' }
const spread = {
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: {},
  matchLabelKeys: [],
}
const emitted = compiled(
  {
    image: image({ repository: 'shop', tag: '1' }),
    profile: profile(['single-node', 'ha', 'edge']),
    hosts: listOf(string('')).byProfile({ ha: ['a.example', '{{ "b" }}: "c"', '010'] }),
    mail: group('Mail', {
      to: listOf(string(''))
        .default(['me'])
        .byProfile({ ha: ['us', 'them'] }),
    }),
    web: workload('The page', {
      replicas: replicas(1),
      tolerations: tolerations()
        .byProfile({ edge: [taint] })
        .doc('Taints it accepts'),
      topologySpreadConstraints: topologySpreadConstraints().byProfile({ ha: [spread] }),
    }),
  },
  ($) => [
    service('web', {
      image: $.image,
      values: $.web,
      replicas: $.web.replicas,
      ports: { http: 80 },
      env: { TO: join(',', $.mail.to), HOSTS: when($.hosts, join(' ', $.hosts)) },
    }),
    note(str`Mail goes to ${join(', ', $.mail.to)}`),
  ],
)
const shop = onHelm(emitted)

interface Pod {
  tolerations?: object[]
  topologySpreadConstraints?: object[]
  containers: { env: { name: string; value: string }[] }[]
}
function web(values: object, line: '3' | '4') {
  const deployment = shop.objects({ values, line }).find(({ kind }) => kind === 'Deployment')!
  const pod = (deployment.spec as { template: { spec: Pod } }).template.spec
  const env = Object.fromEntries(pod.containers[0]!.env.map(({ name, value }) => [name, value]))
  return { ...env, tolerations: pod.tolerations, spread: pod.topologySpreadConstraints }
}

test.each(['3', '4'] as const)('the profile gives lists, and what is set wins (Helm %s)', (line) => {
  expect(web({}, line)).toEqual({ TO: 'me' })
  const hosts = 'a.example {{ "b" }}: "c" 010'
  expect(web({ profile: 'ha' }, line)).toEqual({ TO: 'us,them', HOSTS: hosts, spread: [spread] })
  expect(web({ profile: 'edge' }, line)).toEqual({ TO: 'me', tolerations: [taint] })
  const other = { key: 'other' }
  const set = { profile: 'edge', hosts: ['b'], web: { tolerations: [other] } }
  expect(web(set, line)).toEqual({ TO: 'me', HOSTS: 'b', tolerations: [other] })
})

test.each(['3', '4'] as const)('an empty list is set, too (Helm %s)', (line) => {
  const none = { profile: 'ha', hosts: [], mail: { to: [] }, web: { topologySpreadConstraints: [] } }
  expect(web(none, line)).toEqual({ TO: '' })
})

test('the schema asks for lists, and null, which Helm may drop, is refused', () => {
  expect(shop.refusal({ values: { hosts: 'a' } })).toContain('hosts')
  expect(shop.refusal({ values: { hosts: [1] } })).toContain('hosts')
  expect(shop.refusal({ values: { web: { tolerations: null } } })).toContain('tolerations')
})

test('values, templates and README are such as a person writes', () => {
  const values = emitted.files.get('values.yaml')!
  expect(values).toContain(`
mail: {}
  # Left out: as the profile says; the README has a table.
  # to:
  #   - me
`)
  expect(values).toContain(`
  # Taints it accepts
  # Left out: as the profile says; the README has a table.
  # tolerations: []
`)
  expect(values.match(/ tolerations:/g)).toHaveLength(1)
  expect(emitted.files.get('templates/web-deployment.yaml')).toContain(`
      {{- with dig "tolerations" (include "shop.profileWebTolerations" . | fromYamlArray) .Values.web }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
`)
  expect(emitted.files.get('templates/_helpers.tpl')).toContain(`
What web.tolerations is, by the profile, where it is not set.
*/}}
{{- define "shop.profileWebTolerations" -}}
{{- if eq .Values.profile "single-node" }}
{{- else if eq .Values.profile "ha" }}
{{- else }}
- key: batch
  operator: Exists
{{- end }}
{{- end }}
`)
  expect(emitted.files.get('README.md')).toContain(
    '| `web.tolerations` | `[]` | `[]` | `[{"key":"batch","operator":"Exists"}]` |',
  )
})
