import { expect, test } from 'vitest'
import {
  cron,
  external,
  externalConfig,
  hook,
  image,
  immutable,
  objectName,
  requirement,
  secret,
  service,
  sharedImage,
  string,
  volume,
  worker,
} from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const img = { image: image({ repository: 'shop', tag: '1' }) }
const chart = compiled(
  {
    ...img,
    registry: string('ghcr.io/shop'),
    tag: string('v1'),
    instead: string(''),
    configMap: objectName('shop-env'),
    secret: objectName(),
    schedule: string('0 3 * * *'),
  },
  ($, release) => {
    const env = externalConfig({
      configMap: $.configMap,
      secret: $.secret,
      keys: { URL: 'https://shop', LEVEL: { example: 'info', optional: true }, KEY: { minBytes: 32 } },
    })
    const data = volume('data', {
      claimName: immutable('shop-data'),
      requires: { accessMode: 'ReadWriteMany', size: '1Ti', storageClass: 'nfs' },
    })
    return [
      service('web', {
        image: sharedImage('web', { registry: $.registry, tag: $.tag, instead: $.instead }),
        envFrom: [env],
        connectsTo: [
          external('db', { port: 5432, keys: ['DB_*'] }),
          external('logs', { port: 3100, keys: ['LOGS'], fallback: 'dropped' }),
        ],
        ports: { http: 80 },
        mounts: [data.at('/data/a', { subPath: 'a' }), data.at('/data/b', { subPath: 'b', readOnly: true })],
      }),
      hook('repair', {
        image: $.image,
        command: ['chown', '-R', '1', '/data'],
        mounts: [data.at('/data')],
        runAs: { user: 0, capabilities: ['CHOWN'] },
      }),
      cron('clean', { image: $.image, schedule: $.schedule, args: ['clean'] }),
      requirement('A namespace', { object: 'Namespace', name: release.namespace }),
      requirement('KEDA', { api: 'keda.sh/v1alpha1' }, { when: $.instead }),
    ]
  },
)
const file = (name: string) => chart.files.get(`templates/${name}.yaml`) ?? ''
const intents = JSON.parse(chart.files.get('intents.json')!) as {
  requirements: Record<string, unknown>[]
  immutable: unknown
}

test("the operator's ConfigMap is read whole, then the Secret, whose keys win", () => {
  expect(file('web-deployment')).toContain(`          envFrom:
            - configMapRef:
                name: {{ .Values.configMap | quote }}
            {{- with .Values.secret }}
            - secretRef:
                name: {{ . | quote }}
            {{- end }}
`)
  expect([...chart.files.keys()].filter((name) => /configmap|secret|claim/.test(name))).toEqual([])
})

test('a claim from outside is mounted by its subPaths and never made', () => {
  expect(file('web-deployment')).toContain(`          volumeMounts:
            - name: data
              mountPath: /data/a
              subPath: a
            - name: data
              mountPath: /data/b
              subPath: b
              readOnly: true
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: shop-data
`)
})

test('images that share registry and version differ by name', () => {
  expect(file('web-deployment')).toContain(
    'image: {{ include "shop.sharedImage" (dict "registry" .Values.registry "name" "web" "tag" .Values.tag "instead" .Values.instead "global" .Values.global) | quote }}',
  )
})

test('a hook before the install runs without the account of the release, as the user that it says', () => {
  const job = file('repair-job')
  expect(job).toContain('    helm.sh/hook: pre-install,pre-upgrade\n')
  expect(job).toContain('    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n')
  expect(job).not.toContain('serviceAccountName')
  expect(job).toContain('      automountServiceAccountToken: false\n')
  expect(job).toContain(`      securityContext:
        runAsNonRoot: false
        runAsUser: 0
        runAsGroup: 0
`)
  expect(job).toContain(`            capabilities:
              drop:
                - ALL
              add:
                - CHOWN
`)
})

test('a CronJob starts no second job while one runs', () => {
  expect(file('clean-cronjob')).toContain(`spec:
  schedule: {{ .Values.schedule | quote }}
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 3
      template:
        metadata:
          labels:
`)
})

test('what must be there first is data: objects, APIs, claims, keys, and those of dependencies', () => {
  expect(intents.immutable).toEqual([{ kind: 'PersistentVolumeClaim', name: 'shop-data' }])
  expect(intents.requirements).toEqual([
    { about: 'A namespace', look: { object: 'Namespace', name: '{{ .Release.Namespace }}' } },
    { about: 'KEDA', look: { api: 'keda.sh/v1alpha1' }, when: '{{ .Values.instead }}' },
    {
      about: 'The claim behind the volume "data"',
      look: {
        object: 'PersistentVolumeClaim',
        name: 'shop-data',
        spec: {
          accessModes: ['ReadWriteMany'],
          resources: { requests: { storage: '1Ti' } },
          storageClassName: 'nfs',
        },
      },
    },
    {
      about: 'The keys of the configuration',
      look: {
        keys: {
          URL: { required: true, example: 'https://shop' },
          LEVEL: { required: false, example: 'info' },
          KEY: { required: true, minBytes: 32 },
          'DB_*': { required: true, about: 'db' },
          LOGS: { required: false, about: 'logs' },
        },
        from: [
          { object: 'ConfigMap', name: '{{ .Values.configMap }}' },
          { object: 'Secret', name: '{{ .Values.secret }}', when: '{{ .Values.secret }}' },
        ],
      },
    },
  ])
  const readme = chart.files.get('README.md')!
  expect(readme).toContain('| `KEY` |  | Yes | at least 32 bytes |')
  expect(readme).toContain('| logs | `LOGS` | dropped |')
  expect(readme).toContain('`shop-data` (ReadWriteMany, 1Ti, class nfs). Its name is immutable')
})

test('hooks that are too early, schedules and rules that cannot be read come in one run', () => {
  const problems = reported({ ...img, password: string('x') }, ($) => {
    const own = secret('auth', { keys: { password: $.password } })
    const data = volume('data', { claim: { size: '1Gi', accessMode: 'ReadWriteOnce' } })
    const env = externalConfig({
      configMap: 'env',
      keys: { 'A-B': 'x', PORT: { example: 'x', pattern: '^[0-9]+$' }, BAD: { pattern: '(' } },
    })
    return [
      own,
      data,
      hook('a', { image: $.image, env: { P: own.key('password') }, mounts: [data.at('/data')] }),
      cron('b', { image: $.image, schedule: 'every day' }),
      cron('c', { image: $.image, schedule: '*/5 0-6 * * mon,tue' }),
      worker('d', { image: $.image, envFrom: [env] }),
    ]
  })
  expect(problems.map(({ code }) => code)).toEqual([
    'hook-too-early',
    'hook-too-early',
    'schedule-invalid',
    'key-rule-invalid',
    'key-rule-invalid',
    'key-rule-invalid',
  ])
})

test('a configuration without its ConfigMap or keys is incomplete, and the build says so', () => {
  const problems = reported(img, ($) => [
    worker('a', { image: $.image, envFrom: [externalConfig({ keys: {} } as never)] }),
    worker('b', { image: $.image, envFrom: [externalConfig({ configMap: 'env' } as never)] }),
  ])
  expect(problems.map(({ code }) => code)).toEqual(['part-incomplete', 'part-incomplete'])
})
