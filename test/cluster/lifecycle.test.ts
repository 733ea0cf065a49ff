// Every chart, by its defaults and by each of its examples, through the life of a release on a real API server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helmBinary, helmVersionOf, newestHelmBinary } from '../support/oracles.ts'
import { Helm, kubectl } from './support/commands.ts'
import { nameOf } from './support/objects.ts'
import { clusterCases } from './support/platforms.ts'
import { Release } from './support/release.ts'

const cases = clusterCases()
const helms = (['3', '4'] as const).map((line) => newestHelmBinary(line) ?? helmBinary(line))

beforeAll(async () => {
  const all = new Set(
    cases.flatMap(({ needs }) => needs.cluster ?? []).map((object) => JSON.stringify(object)),
  )
  for (const object of all) await kubectl(['apply', '--validate=false', '--filename', '-'], object)
})

for (const binary of helms) {
  const version = helmVersionOf(binary)
  describe.concurrent(`helm ${version}`, () => {
    for (const it of cases) {
      const title = `${it.platform}, ${it.name}: install, edit, new version, test, roll back, uninstall`
      if (it.skip) {
        test.skip(`${title} (${it.skip})`)
        continue
      }
      test(title, async ({ expect }) => {
        const namespace = `${it.platform}-${it.name.replace(/\W+/g, '-')}-${version.replaceAll('.', '-')}`
        const release = new Release('rel', new Helm(binary, namespace), it)
        await release.prepare()
        const before = (await release.everything()).map(nameOf)

        await release.install()
        expect(await release.podsNotReady()).toEqual([])
        expect(await release.dangling()).toEqual([])
        expect(await release.complaints(1)).toBe('')
        const kept = await release.kept()
        const replicas = await release.replicas()

        await release.edit()
        expect(await release.podsNotReady()).toEqual([])
        expect(await release.complaints(2)).toBe('')
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

        // What survived belongs to whoever installs again under the same name.
        await release.install()
        expect(await release.podsNotReady()).toEqual([])
        for (const name of release.survivors()) expect((await release.kept())[name]).toEqual(kept[name])
        await release.uninstall()
        await release.remove()
      })
    }
  })
}

afterAll(() => {
  expect(cases.length, 'charts/ holds at least one chart').toBeGreaterThan(0)
})
