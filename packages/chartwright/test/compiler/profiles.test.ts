import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import {
  bool,
  eq,
  image,
  int,
  listOf,
  mapOf,
  profile,
  refuse,
  replicas,
  service,
  string,
  when,
  workload,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const emitted = compiled(
  {
    ...img,
    profile: profile(['single-node', 'ha', 'edge']),
    level: string('info').byProfile({ edge: 'warn' }),
    web: workload(
      'The page',
      { replicas: replicas(1).byProfile({ ha: 3 }), cache: bool(true).byProfile({ edge: false }) },
      {
        resources: { requests: { cpu: '50m' } },
        byProfile: { ha: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } },
      },
    ),
  },
  ($) => [
    service('web', {
      image: $.image,
      values: $.web,
      replicas: $.web.replicas,
      ports: { http: 80 },
      env: { LEVEL: $.level, CACHE: when($.web.cache, 'yes', 'no') },
    }),
    refuse(eq($.web.replicas, 7), 'seven is too many'),
  ],
)
const shop = onHelm(emitted)
const web = (values: object, line: '3' | '4' = '4') => {
  const deployment = shop.objects({ values, line }).find(({ kind }) => kind === 'Deployment')!
  const { replicas: pods, template } = deployment.spec as {
    replicas: number
    template: { spec: { containers: { env: { name: string; value: string }[]; resources: unknown }[] } }
  }
  const [{ env, resources }] = template.spec.containers as [(typeof template.spec.containers)[0]]
  return [pods, ...env.map(({ value }) => value), resources]
}

test.each(['3', '4'] as const)('the profile gives defaults, and what is set wins (Helm %s)', (line) => {
  const small = { requests: { cpu: '50m' } }
  const large = { requests: { cpu: '1' }, limits: { memory: '1Gi' } }
  expect(web({}, line)).toEqual([1, 'info', 'yes', small])
  expect(web({ profile: 'ha' }, line)).toEqual([3, 'info', 'yes', large])
  expect(web({ profile: 'edge' }, line)).toEqual([1, 'warn', 'no', small])
  const own = { requests: { cpu: '2' } }
  const set = { replicas: 0, cache: true, resources: own }
  expect(web({ profile: 'edge', level: 'debug', web: set }, line)).toEqual([0, 'debug', 'yes', own])
  expect(web({ profile: 'ha', web: { resources: null } }, line)).toEqual([3, 'info', 'yes', large])
})

test('the schema knows the profiles, and the types of what they set', () => {
  expect(shop.refusal({ values: { profile: 'hq' } })).toMatch(/single-node.*ha.*edge/)
  expect(shop.refusal({ values: { web: { replicas: '3' } } })).toContain('replicas')
  expect(shop.refusal({ values: { web: { replicas: null } } })).toContain('replicas')
  expect(shop.refusal({ values: { profile: 'ha', web: { replicas: 7 } } })).toContain('seven is too many')
})

test('templates, values and README stay plain', () => {
  expect(emitted.files.get('templates/web-deployment.yaml')).toContain(`
  replicas: {{ dig "replicas" (get (dict "single-node" 1 "ha" 3 "edge" 1) .Values.profile) .Values.web }}
`)
  expect(emitted.files.get('templates/_helpers.tpl')).toContain(`{{- define "shop.profileWebResources" -}}
{{- if eq .Values.profile "single-node" }}
requests:
  cpu: 50m
{{- else if eq .Values.profile "ha" }}
requests:
  cpu: "1"
limits:
  memory: 1Gi
{{- else }}
requests:
  cpu: 50m
{{- end }}
`)
  expect(emitted.files.get('values.yaml')).toContain(`
  # How many pods run
  # By profile: 1 in single-node, 3 in ha, 1 in edge.
  # replicas: 1
`)
  expect(emitted.files.get('README.md')).toContain(`## Profiles

\`profile\` chooses the defaults of these values; whatever you set wins.

| key | single-node | ha | edge |
|---|---|---|---|
| \`level\` | \`"info"\` | \`"info"\` | \`"warn"\` |
| \`web.replicas\` | \`1\` | \`3\` | \`1\` |
`)
  expect(JSON.parse(emitted.files.get('intents.json')!)).toMatchObject({
    profiles: { value: 'profile', sets: { ha: { 'web.replicas': 3 } } },
  })
})

test('profiles that there are not, and values that cannot have one, are refused together', () => {
  const problems = reported(
    {
      ...img,
      profile: profile(['single-node', 'ha']),
      a: int(1).max(9).byProfile({ hq: 2 }),
      b: int(1).max(9).byProfile({ ha: 10 }),
      c: listOf(string('')).byProfile({ ha: 'x' as never }),
      d: listOf(int(1).max(9)).byProfile({ ha: [1, 10] }),
    },
    ($) => [service('web', { image: $.image, ports: { http: 80 }, env: { A: $.a, B: $.b } })],
  )
  expect(problems.map(({ code, message, hint }) => [code, hint ?? message])).toContainEqual([
    'profile-invalid',
    'did you mean "ha"?',
  ])
  expect(problems.filter(({ code }) => code === 'profile-invalid')).toHaveLength(2)
  const messages = problems.map(({ message }) => message)
  expect(messages).toContain('in the profile "ha" the default of "b" is 10, outside ..9')
  expect(messages).toContain('"c" is no list in the profile "ha"')
  expect(messages).toContain('in the profile "ha" the default of "d.1" is 10, outside ..9')
})

test('entries of a map or list have no profile', () => {
  expect(() => mapOf(int(1).byProfile({ ha: 2 }))).toThrow('no profile gives them a default')
  expect(() => listOf(int(1).byProfile({ ha: 2 }))).toThrow('no profile gives them a default')
})

test('defaults by profile need a profile', () => {
  const problems = reported({ ...img, a: int(1).byProfile({ ha: 2 }) }, ($) => [
    service('web', { image: $.image, ports: { http: 80 }, env: { A: $.a } }),
  ])
  expect(problems).toMatchObject([{ code: 'profile-invalid', hint: "declare profile: profile(['…', '…'])" }])
})
