// Init containers, amounts of the container's own, texts within texts, and URLs that are given whole.
import { describe, expect, test } from 'vitest'
import {
  config,
  contains,
  dependency,
  dependencyValues,
  image,
  refuse,
  requestedCpus,
  service,
  string,
  when,
  worker,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }

test('init containers run first, in their order, with mounts and scratch folders of their own', () => {
  const { files } = compiled({ ...img, migrate: string('') }, ($) => {
    const settings = config('settings', { 'a.yaml': { a: 1 } })
    return [
      settings,
      worker('web', {
        image: $.image,
        initContainers: {
          wait: { image: $.image, args: ['wait'] },
          migrate: when($.migrate, {
            image: $.image,
            args: ['migrate'],
            env: { MODE: 'up' },
            mounts: [settings.at('/etc/web')],
            writes: ['/tmp'],
          }),
        },
      }),
    ]
  })
  const pods = files.get('templates/web-deployment.yaml')!
  const first = pods.slice(pods.indexOf('initContainers:'), pods.indexOf('      containers:'))
  expect([...first.matchAll(/- name: (wait|migrate|web)$/gm)].map(([, name]) => name)).toEqual([
    'wait',
    'migrate',
  ])
  expect(first).toContain('{{- if .Values.migrate }}\n        - name: migrate')
  expect(first).toContain('- name: settings\n              mountPath: /etc/web')
  expect(pods).toContain('- name: migrate-tmp\n          emptyDir: {}')
})

test('two things at one path of an init container are reported', () => {
  const found = reported(img, ($) => [
    worker('web', {
      image: $.image,
      initContainers: { first: { image: $.image, writes: ['/tmp', '/tmp'] } },
    }),
  ])
  expect(found.map(({ code }) => code)).toEqual(['mount-duplicate'])
})

test('a variable tells the CPUs that its container asks for', () => {
  const { files } = compiled(img, ($) => [
    worker('hear', { image: $.image, env: { OMP_NUM_THREADS: requestedCpus } }),
  ])
  expect(files.get('templates/hear-deployment.yaml')).toContain(`            - name: OMP_NUM_THREADS
              valueFrom:
                resourceFieldRef:
                  resource: requests.cpu
`)
})

test('a text may be refused for what stands in it', () => {
  const { files } = compiled({ ...img, key: string('') }, ($) => [
    worker('web', { image: $.image, env: { KEY: $.key } }),
    refuse(contains($.key, 'change-me'), 'key is still change-me'),
  ])
  expect(files.get('templates/validate.yaml')).toContain('{{- if contains "change-me" .Values.key }}')
})

describe('a dependency whose whole URL may be given', () => {
  const values = dependencyValues(
    'PostgreSQL',
    { modes: ['internal', 'managed'], port: 5432, user: 'shop', database: 'shop', key: 'postgresURL' },
    { dsn: string('').doc('Its URL') },
  )
  const described = ($: { image: never; postgres: never }, leak: (dsn: never) => object) => {
    const from = $.postgres as unknown as Parameters<typeof dependency>[1] & { dsn: never }
    const db = dependency('db', from, {
      scheme: 'postgres',
      url: from.dsn,
      internal: { data: '/data', env: (password) => ({ POSTGRES_PASSWORD: password }) },
    })
    return [
      db,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        connectsTo: db.connections,
        env: { DATABASE_URL: db.url, ...leak(from.dsn) },
      }),
    ]
  }
  const declared = { ...img, postgres: values }

  test('runs nowhere in the chart then, and its URL is in a Secret as it is', () => {
    const { files } = compiled(declared, ($) => described($ as never, () => ({})))
    expect(files.get('templates/db-statefulset.yaml')).toMatch(
      /^\{\{- if and \(eq .Values.postgres.mode "internal"\) \(not .Values.postgres.dsn\) \}\}/,
    )
    const url = files.get('templates/db-url-secret.yaml')!
    expect(url).toMatch(/^\{\{- if or .Values.postgres.dsn /)
    expect(files.get('templates/_helpers.tpl')).toContain(`{{- if .Values.postgres.dsn }}
postgresURL: {{ .Values.postgres.dsn | quote }}
{{- else if .Values.postgres.password }}`)
    expect(files.get('templates/web-deployment.yaml')).toContain('key: postgresURL')
  })

  test('is refused by the name that its values have', () => {
    const { files } = compiled(declared, ($) => described($ as never, () => ({})))
    expect(files.get('templates/validate.yaml')).toContain(
      'postgres.mode is managed, which needs postgres.existingSecret: a Secret whose key postgresURL leads to it.',
    )
    expect(files.get('values.yaml')).toContain('A Secret with the key `postgresURL`')
  })

  test('stands in no plain variable', () => {
    const found = reported(declared, ($) => described($ as never, (dsn) => ({ PLAIN: dsn })))
    expect(found.map(({ code }) => code)).toEqual(['secret-in-config'])
  })
})
