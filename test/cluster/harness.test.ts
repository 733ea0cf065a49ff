// The tests beside this one would be worth little if fake pods were always ready and fake tests always passed.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { helmBinary, newestHelmBinary } from '../support/oracles.ts'
import { Helm, kubectl } from './support/commands.ts'
import { danglingReferences } from './support/references.ts'
import { podsNotReady, type KubeObject } from './support/objects.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-harness-'))
const helm = new Helm(newestHelmBinary('4') ?? helmBinary('4'), 'harness')

const pod = (name: string, metadata: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { containers: [{ name: 'main', image: 'busybox' }], ...spec },
})

function chart(name: string, ...objects: object[]): string {
  const at = path.join(folder, name)
  fs.mkdirSync(path.join(at, 'templates'), { recursive: true })
  fs.writeFileSync(path.join(at, 'Chart.yaml'), JSON.stringify({ apiVersion: 'v2', name, version: '1.0.0' }))
  objects.forEach((object, index) =>
    fs.writeFileSync(path.join(at, `templates/${index}.yaml`), JSON.stringify(object)),
  )
  return at
}

beforeAll(() => kubectl(['create', 'namespace', 'harness']))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('helm --wait fails when a pod does not become ready, and the pod is named', async () => {
  const never = chart('never', pod('never', { annotations: { 'kc/not-ready': 'true' } }))
  const { exitCode } = await helm.try('install', 'never', never, '--wait', '--timeout', '5s')
  expect(exitCode).not.toBe(0)
  expect(await podsNotReady('harness')).toEqual(['Pod/never'])
})

test('helm test fails when a test pod ends with an error', async () => {
  const hook = { 'helm.sh/hook': 'test', 'kc/exit-code': '1' }
  const failing = chart('failing', pod('failing', { annotations: hook }, { restartPolicy: 'Never' }))
  await helm.must('install', 'failing', failing)
  const { exitCode, stderr, stdout } = await helm.try('test', 'failing', '--timeout', '20s')
  expect(exitCode).not.toBe(0)
  expect(stdout + stderr).toMatch(/failing/)
})

test('a Secret, a key or a claim that nobody made is missed', () => {
  const spec = {
    volumes: [
      { persistentVolumeClaim: { claimName: 'data' } },
      { secret: { secretName: 'gone', optional: true } },
      { projected: { sources: [{ configMap: { name: 'here', items: [{ key: 'absent' }] } }] } },
    ],
    containers: [{ env: [{ valueFrom: { secretKeyRef: { name: 'token', key: 'a' } } }] }],
  }
  const present = [{ kind: 'ConfigMap', metadata: { name: 'here' }, data: { other: '' } }] as unknown[]
  const pods = [{ kind: 'Pod', metadata: { name: 'p' }, spec }] as unknown[]
  expect(danglingReferences(pods as KubeObject[], present as KubeObject[])).toEqual([
    'Pod/p needs PersistentVolumeClaim/data',
    'Pod/p needs ConfigMap/here with the key absent',
    'Pod/p needs Secret/token',
  ])
})

test('an unknown field of a manifest is a complaint of the API server', async () => {
  const object = pod('typo', {}, { hostNetwrok: true })
  const asked = [
    'create',
    '--dry-run=server',
    '--validate=strict',
    '--namespace',
    'harness',
    '--filename',
    '-',
  ]
  await expect(kubectl(asked, JSON.stringify(object))).rejects.toThrow(/unknown field "spec.hostNetwrok"/)
})
