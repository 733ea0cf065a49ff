// Every chart, by its defaults and by each of its examples, through the life of a release on a real API server.
import { beforeAll, describe, expect, test, type ExpectStatic } from 'vitest'
import { helmBinary, helmVersionOf, newestHelmBinary } from '../support/oracles.ts'
import { Helm, kubectl } from './support/commands.ts'
import { establish } from './support/establish.ts'
import { nameOf } from './support/objects.ts'
import { standIns } from './crds/index.ts'
import { clusterCases, type ClusterCase } from './support/platforms.ts'
import { Release } from './support/release.ts'

const cases = clusterCases()
const helms = (['3', '4'] as const).map((line) => newestHelmBinary(line) ?? helmBinary(line))

beforeAll(async () => {
  const items = [
    ...new Set(cases.flatMap(({ needs }) => needs.cluster ?? []).map((one) => JSON.stringify(one))),
  ]
  const list = `{"apiVersion": "v1", "kind": "List", "items": [${items.join()}]}`
  await kubectl(['apply', '--validate=false', '--filename', '-'], list)
})

test('there are charts to try', () => expect(cases).not.toEqual([]))

// In this order: a chart whose example needs no custom resources must do without any in the cluster.
describe('in a cluster without custom resources', () => {
  for (const it of cases.filter(({ needs }) => !needs.crds?.length)) tryWithEachHelm(it)
})

const needing = cases.filter(({ needs }) => needs.crds?.length)
describe.skipIf(needing.length === 0)('in a cluster with custom resources', () => {
  beforeAll(async () => {
    const owners = new Set(needing.flatMap(({ needs }) => needs.crds!))
    const kinds = [...owners].flatMap((owner) => standIns[owner])
    if (kinds.length > 0) await establish(kinds)
  })
  for (const it of needing) tryWithEachHelm(it)
})

function tryWithEachHelm(it: ClusterCase): void {
  for (const binary of helms) {
    const title = `${it.platform}, ${it.name}, helm ${helmVersionOf(binary)}: from install to uninstall`
    if (it.skip) test.skip(`${title} (${it.skip})`)
    else test.concurrent(title, ({ expect }) => liveThrough(it, binary, expect))
  }
}

async function liveThrough(it: ClusterCase, binary: string, expect: ExpectStatic): Promise<void> {
  const namespace = `${it.platform}-${it.name.replace(/\W+/g, '-')}-${helmVersionOf(binary).replaceAll('.', '-')}`
  const release = new Release('rel', new Helm(binary, namespace), it)
  await release.prepare()
  const before = (await release.everything()).map(nameOf)
  const holders = 'persistentvolumeclaims,secrets,configmaps'
  const outside = await release.kept(holders)

  await release.install()
  expect(await release.podsNotReady()).toEqual([])
  expect(await release.dangling()).toEqual([])
  expect(await release.complaints(1)).toEqual([])
  const kept = await release.kept()
  const replicas = await release.replicas()

  await release.edit()
  expect(await release.podsNotReady()).toEqual([])
  expect(await release.complaints(2)).toEqual([])
  expect(await release.kept()).toMatchObject(kept)
  expect(await release.manifest(2)).not.toBe(await release.manifest(1))
  const templates = await release.templates()

  await release.bump()
  expect(await release.kept()).toMatchObject(kept)
  expect(await release.templates(), 'a new version alone must not replace pods').toEqual(templates)
  await release.test()

  await release.rollback(1)
  expect(await release.podsNotReady()).toEqual([])
  expect(await release.kept()).toMatchObject(kept)
  expect(await release.replicas()).toEqual(replicas)
  expect(await release.manifest(4)).toBe(await release.manifest(1))

  await release.uninstall()
  const left = (await release.everything()).map(nameOf).sort()
  expect(left).toEqual([...new Set([...before, ...release.survivors()])].sort())

  expect(await release.kept(holders), "the operator's own must stay as it was").toMatchObject(outside)

  // What survived belongs to whoever installs again under the same name.
  const survivors = release.survivors()
  if (survivors.length > 0) {
    await release.install()
    expect(await release.podsNotReady()).toEqual([])
    const again = await release.kept()
    for (const name of survivors) expect(again[name]).toEqual(kept[name])
    await release.uninstall()
  }
  release.remove()
}
