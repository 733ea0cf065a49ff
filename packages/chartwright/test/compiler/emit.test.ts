import { describe, expect, test } from 'vitest'
import {
  bool,
  config,
  count,
  dnsLabel,
  eq,
  group,
  gt,
  image,
  int,
  listOf,
  mapOf,
  not,
  note,
  or,
  oneOf,
  pool,
  refuse,
  service,
  str,
  string,
  when,
  worker,
  workload,
} from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
/** The lines of a template that hold what a test is about. */
function lines(text: string | undefined, from: RegExp, count = 1): string {
  const all = (text ?? '').split('\n')
  const start = all.findIndex((line) => from.test(line))
  return all
    .slice(start, start + count)
    .map((line) => line.trim())
    .join('\n')
}

describe('scalars are quoted or typed by their declared type', () => {
  const chart = compiled(
    {
      ...img,
      text: string('x'),
      num: int(1).max(10),
      big: int(5_000_000),
      flag: bool(true),
      mode: oneOf(['a', 'b']),
      word: oneOf(['yes', 'no']),
    },
    ($) => [
      config('all', {
        'all.yaml': {
          text: $.text,
          num: $.num,
          big: $.big,
          flag: $.flag,
          mode: $.mode,
          word: $.word,
          joined: str`${$.mode}-${$.num}`,
          free: str`<${$.text}>`,
        },
      }),
      worker('mail', { image: $.image, env: { NUM: $.num, FLAG: $.flag, ONE: 1, TRUE_: true } }),
    ],
  )
  const helpers = chart.files.get('templates/_helpers.tpl')
  test.each([
    ['text', 'text: {{ .Values.text | quote }}'],
    ['num', 'num: {{ .Values.num }}'],
    ['big', 'big: {{ .Values.big | int64 }}'],
    ['flag', 'flag: {{ .Values.flag }}'],
    ['mode', 'mode: {{ .Values.mode }}'],
    ['word', 'word: {{ .Values.word | quote }}'],
    ['joined', 'joined: "{{ .Values.mode }}-{{ .Values.num }}"'],
    ['free', 'free: {{ printf "<%s>" .Values.text | quote }}'],
  ])('%s', (key, expected) => {
    expect(lines(helpers, new RegExp(`^\\s*${key}: `))).toBe(expected)
  })

  test('an environment variable is text whatever it is made of', () => {
    const deployment = chart.files.get('templates/mail-deployment.yaml')
    expect(lines(deployment, /name: NUM$/, 8)).toBe(
      '- name: NUM\nvalue: "{{ .Values.num }}"\n- name: FLAG\nvalue: "{{ .Values.flag }}"\n- name: ONE\nvalue: "1"\n- name: TRUE_\nvalue: "true"',
    )
  })
})

test('what may be empty is guarded whole; one static part needs no guard', () => {
  const chart = compiled({ ...img, a: bool(false), b: bool(false) }, ($) => [
    worker('one', { image: $.image, args: [when($.a, '--a'), when($.b, '--b')] }),
    worker('two', { image: $.image, args: ['run', when($.a, '--a')] }),
  ])
  expect(lines(chart.files.get('templates/one-deployment.yaml'), /if or .Values.a/, 9)).toBe(
    '{{- if or .Values.a .Values.b }}\nargs:\n{{- if .Values.a }}\n- --a\n{{- end }}\n{{- if .Values.b }}\n- --b\n{{- end }}\n{{- end }}',
  )
  expect(lines(chart.files.get('templates/two-deployment.yaml'), /args:/, 3)).toBe(
    'args:\n- run\n{{- if .Values.a }}',
  )
})

test('`with` is used when the body is about its subject alone', () => {
  const chart = compiled({ ...img, host: string(''), port: int(1).max(9) }, ($) => [
    worker('one', {
      image: $.image,
      args: [
        'x',
        when($.host, str`--host=${$.host}`),
        'y',
        when($.host, str`--at=${$.host}:${$.port}`),
        'z',
        when($.host, '--some'),
      ],
    }),
  ])
  expect(lines(chart.files.get('templates/one-deployment.yaml'), /with .Values.host/, 11)).toBe(
    `{{- with .Values.host }}
- {{ printf "--host=%s" . | quote }}
{{- end }}
- "y"
{{- if .Values.host }}
- {{ printf "--at=%s:%d" .Values.host (int64 .Values.port) | quote }}
{{- end }}
- z
{{- if .Values.host }}
- --some
{{- end }}`,
  )
})

test('inside a pool the root is $, and scalars have defaults that keep 0 and false', () => {
  const item = workload('A pool', { replicas: int(2).max(9), on: bool(true), name: string('') })
  const chart = compiled(
    { ...img, pools: mapOf(item, { key: dnsLabel('', 10) }), level: int(1).max(5) },
    ($) => [
      pool('w', $.pools, { label: 'shop.dev/pool' }, (key, p) => ({
        image: $.image,
        values: p,
        replicas: p.replicas,
        args: [
          str`--name=${key}`,
          when(p.on, '--on'),
          str`--level=${$.level}`,
          when(p.name, str`--n=${p.name}`),
        ],
      })),
    ],
  )
  const text = chart.files.get('templates/w-deployment.yaml')
  expect(text).toMatch(/^\{\{- range \$name, \$pool := \.Values\.pools \}\}\n---\n/)
  expect(lines(text, /replicas:/)).toBe('replicas: {{ dig "replicas" 2 $pool }}')
  expect(lines(text, /args:/, 5)).toBe(
    'args:\n- "--name={{ $name }}"\n{{- if dig "on" true $pool }}\n- --on\n{{- end }}',
  )
  expect(text).toContain('- "--level={{ $.Values.level }}"')
})

test('numbers are compared as ints, which is all that Go compares', () => {
  const chart = compiled({ n: int(1).max(9), hosts: listOf(string('')), a: string('') }, ($) => [
    refuse(or(gt($.n, 1), gt(count($.hosts), 2)), 'too many'),
    refuse(not(eq($.a, 'b')), str`a is ${$.a}`),
  ])
  expect(chart.files.get('templates/validate.yaml')).toContain(
    '{{- if or (gt (int .Values.n) 1) (gt (len (default list .Values.hosts)) 2) }}\n{{- fail "too many" }}',
  )
  expect(chart.files.get('templates/validate.yaml')).toContain('{{- fail (printf "a is %s" .Values.a) }}')
})

test('braces in constants are not actions', () => {
  const chart = compiled(img, ($) => [
    worker('one', { image: $.image, args: ['{{ x }}'] }),
    note('use {{ y }}'),
  ])
  expect(lines(chart.files.get('templates/one-deployment.yaml'), /args:/, 2)).toBe(
    'args:\n- "{{ "{{" }} x }}"',
  )
  expect(chart.files.get('templates/NOTES.txt')).toBe('use {{ "{{" }} y }}\n')
})

test('only the helpers that something includes are there', () => {
  const helpers = compiled(img, ($) => [worker('one', { image: $.image })]).files.get(
    'templates/_helpers.tpl',
  )!
  expect(helpers).toContain('define "shop.fullname"')
  expect(helpers).not.toContain('define "shop.pairs"')
})

test('the same description gives the same bytes', () => {
  const make = () => [
    ...compiled(img, ($) => [service('web', { image: $.image, ports: { http: 80 } })]).files.entries(),
  ]
  expect(make()).toEqual(make())
})

test('each emitted line knows the line of the description that it came from', () => {
  const chart = compiled(img, ($) => [worker('one', { image: $.image })])
  const sources = chart.sources.get('templates/one-deployment.yaml')!
  expect(sources.length).toBe(chart.files.get('templates/one-deployment.yaml')!.trimEnd().split('\n').length)
  expect(sources.every((site) => site?.file.endsWith('emit.test.ts'))).toBe(true)
})

test('a group of values is required, unknown keys are refused, fragments may be null', () => {
  const chart = compiled({ ...img, web: group('The page', { n: int(1).min(0) }) }, ($) => [
    worker('one', { image: $.image, replicas: $.web.n }),
  ])
  const schema = JSON.parse(chart.files.get('values.schema.json')!) as {
    required: string[]
    properties: Record<string, { required?: string[]; additionalProperties?: unknown; type: unknown }>
    additionalProperties: boolean
  }
  expect(schema.required).toContain('web')
  expect(schema.additionalProperties).toBe(false)
  expect(schema.properties.web).toMatchObject({ required: ['n'], additionalProperties: false })
  expect(schema.properties.extraEnv!.type).toEqual(['array', 'null'])
  expect(schema.properties.global!.additionalProperties).toBe(true)
})
