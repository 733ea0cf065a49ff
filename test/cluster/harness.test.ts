// The tests beside this one would be worth little if fake pods were always ready and fake tests always passed.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { helmBinary, newestHelmBinary } from '../support/oracles.ts'
import { complaintsAbout } from './support/api.ts'
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

test('what a manifest says wrong is a complaint of the API server', async () => {
  const unknown = JSON.stringify(pod('typo', {}, { hostNetwrok: true }))
  const doubled = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata:\n  a: b\n  a: c\n'
  const refused = JSON.stringify(pod('refused', {}, { restartPolicy: 'Sometimes' }))
  const right = JSON.stringify(pod('right', {}))
  const complaints = await complaintsAbout([unknown, doubled, refused, right].join('\n---\n'), 'harness')
  expect(complaints).toHaveLength(3)
  expect(complaints[0]).toMatch(/^Pod\/typo: .*spec\.hostNetwrok/)
  expect(complaints[1]).toMatch(/^ConfigMap\/twice: .*"a" already set/s)
  expect(complaints[2]).toMatch(/^Pod\/refused: .*restartPolicy/)
})
