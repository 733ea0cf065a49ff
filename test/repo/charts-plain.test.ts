// What every built chart is to those who never heard of us: plain Helm, safe from null, quiet between versions.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { at } from '../support/kubernetes-objects.ts'
import { helmBinary, runHelm } from '../support/oracles.ts'
import { conditionsWithin } from '../support/nested-conditions.ts'
import { filesBelow } from '../support/repository.ts'
import { objectsOf, scenariosOf } from '../support/scenarios.ts'

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'charts-plain-'))
afterAll(() => fs.rmSync(temporary, { recursive: true, force: true }))

interface Schema {
  type?: string | string[]
  $ref?: string
  properties?: Record<string, Schema | boolean>
  definitions?: Record<string, Schema>
}

/** What authors call kinds in the names of files, as kubectl does. */
const shortNames: Record<string, string[]> = {
  HorizontalPodAutoscaler: ['hpa'],
  PodDisruptionBudget: ['pdb'],
  PersistentVolumeClaim: ['pvc'],
}

/** Values with null at every path whose type takes it. */
function nulls(one: Schema, root: Schema): unknown {
  const own = one.$ref ? root.definitions![one.$ref.split('/').at(-1)!]! : one
  if (Array.isArray(own.type) && own.type.includes('null')) return null
  const inner = Object.entries(own.properties ?? {}).flatMap(([key, of]) => {
    const value = typeof of === 'boolean' ? undefined : nulls(of, root)
    return value === undefined ? [] : [[key, value] as const]
  })
  return inner.length > 0 ? Object.fromEntries(inner) : undefined
}

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const { chart, name } = under
  const read = (file: string) => fs.readFileSync(path.join(chart, file), 'utf8')
  const templates = fs.readdirSync(path.join(chart, 'templates'), { recursive: true }).map(String)
  const files = templates.filter((file) => /\.(yaml|tpl|txt)$/.test(file))

  test('templates are such as a person writes: nothing of ours, no objects in one line, no stray spaces', () => {
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const text = read(`templates/${file}`)
      expect([file, /chartwright/i.exec(text)?.[0]]).toEqual([file, undefined])
      expect([file, /toYaml \(dict|toYaml \(list|toJson/.exec(text)?.[0]]).toEqual([file, undefined])
      expect([file, /[ \t]+$|\t/m.exec(text)?.[0]]).toEqual([file, undefined])
      expect([file, /\n\n\n/.exec(text)?.[0]]).toEqual([file, undefined])
    }
  })

  test('no template asks what was asked around it', () => {
    for (const file of files.filter((one) => one.endsWith('.yaml')))
      for (const { condition, around } of conditionsWithin(read(`templates/${file}`)))
        expect([file, around]).not.toEqual([file, expect.arrayContaining([condition])])
  })

  test('a file holds one kind, and its name says which', () => {
    for (const file of files.filter((one) => one.endsWith('.yaml'))) {
      const kinds = new Set(
        [...read(`templates/${file}`).matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind!),
      )
      expect([file, kinds.size <= 1]).toEqual([file, true])
      for (const kind of kinds) {
        const words = [kind.toLowerCase(), ...(shortNames[kind] ?? [])].join('|')
        expect(file).toMatch(new RegExp(`(^|-)(${words})(-[a-z0-9-]+)?\\.yaml$|^tests/`))
      }
    }
  })

  test('null at every path that takes it renders, or the chart says what is missing', () => {
    const schema = JSON.parse(read('values.schema.json')) as Schema
    const values = path.join(temporary, `${name}-nulls.json`)
    fs.writeFileSync(values, JSON.stringify(nulls(schema, schema)))
    expect(fs.readFileSync(values, 'utf8').match(/null/g)!.length).toBeGreaterThan(10)
    for (const line of ['3', '4'] as const) {
      const { exitCode, stderr } = runHelm(helmBinary(line), ['template', 'rel', chart, '--values', values])
      if (exitCode !== 0) expect(stderr).toMatch(/(is|are) .*(empty|not set|missing)|set [\w.[\]]+/)
      expect(stderr).not.toMatch(/nil pointer|can't evaluate|wrong type|incompatible types/)
    }
  })

  test('helm lint --strict finds nothing, Helm 3 and 4', () => {
    for (const line of ['3', '4'] as const) {
      const { exitCode, stdout, stderr } = runHelm(helmBinary(line), ['lint', '--strict', '--quiet', chart])
      expect([exitCode, stdout.trim(), stderr.trim()]).toEqual([0, '', ''])
    }
  })

  test('a new version of the chart alone rolls no pod', () => {
    const newer = path.join(temporary, name)
    fs.cpSync(chart, newer, { recursive: true })
    const meta = path.join(newer, 'Chart.yaml')
    const text = fs.readFileSync(meta, 'utf8')
    const bumped = text.replace(/^version: .*$/m, 'version: 99.0.0')
    expect(bumped).not.toBe(text)
    fs.writeFileSync(meta, bumped)
    const { args } = scenariosOf(under).at(-1)!
    const pods = (folder: string) =>
      objectsOf(folder, 'rel', args).flatMap((object) => {
        const template = at(object, 'spec.template')
        const isWorkload = ['Deployment', 'StatefulSet'].includes(object.kind)
        return isWorkload ? [[object.metadata.name, template, at(object, 'spec.selector')]] : []
      })
    expect(pods(chart).length).toBeGreaterThan(0)
    expect(pods(newer)).toEqual(pods(chart))
  })
})

// A damaged chart is judged alone.
test.skipIf(process.env.CHARTWRIGHT_TEST_ONLY)('charts that were built are under test', () => {
  expect(chartsUnderTest().map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...new Set(
        filesBelow('platforms').flatMap((file) => /^platforms\/([^/]+)\/chart\.ts$/.exec(file)?.[1] ?? []),
      ),
    ]),
  )
})
