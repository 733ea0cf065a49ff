import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brokenCopy } from '../support/parity/broken-copies.ts'
import { damagedValues, flippedSwitches } from '../support/parity/damage-values.ts'
import { findCharts } from '../support/parity/find-charts.ts'
import { casesOf, commandOf } from '../support/parity/public-cases.ts'
import { seededRandom } from '../support/parity/random.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-cases-'))
afterAll(() => fs.rmSync(root, { recursive: true }))
const scratch = path.join(root, 'scratch')
fs.mkdirSync(scratch)

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
}

write('repo/b/one/Chart.yaml', 'name: one\n')
write('repo/b/one/values.yaml', 'a: {enabled: false, n: 1}\nb: false\nc: text\n')
write('repo/b/one/values-prod.yaml', 'c: prod\n')
write('repo/b/one/ci/x-values.yaml', 'c: x\n')
write('repo/b/one/templates/a.yaml', 'a: {{ .Values.a.n }}\nb: {{ include "x" . }}\n')
write('repo/b/one/charts/inner/Chart.yaml', 'name: inner\n')
write('repo/a/two.tgz', '')
write('repo/readme.md', '')

test('charts are found in folders and archives, none inside another', () => {
  const found = findCharts(path.join(root, 'repo'))
  expect(found.map((place) => path.relative(root, place))).toEqual(['repo/a/two.tgz', 'repo/b/one'])
})

test('the same seed gives the same cases, another seed others', () => {
  const cases = (seed: string) =>
    casesOf(path.join(root, 'repo/b/one'), { seed, damaged: 3, broken: 4, scratch })
  expect(cases('1')).toEqual(cases('1'))
  expect(cases('1').map(commandOf)).not.toEqual(cases('2').map(commandOf))
  const kinds = cases('1').map(({ kind }) => kind)
  expect(kinds.slice(0, 3)).toEqual(['defaults', 'bundled', 'bundled'])
  for (const kind of [
    'switches',
    'flags',
    'set',
    'damaged',
    'names',
    'lint',
    'subchart',
    'broken',
    'wrong flags',
  ])
    expect(kinds).toContain(kind)
})

test('a broken copy differs from the chart in one file, and the chart stays as it was', () => {
  const chart = path.join(root, 'repo/b/one')
  const whole = contentsOf(chart)
  const changed = new Set<number>()
  for (let seed = 0; seed < 50; seed++) {
    const copy = brokenCopy(chart, seededRandom(String(seed)), scratch)
    if (!copy) continue
    const own = contentsOf(copy.folder)
    const names = new Set([...whole.keys(), ...own.keys()])
    changed.add([...names].filter((name) => own.get(name) !== whole.get(name)).length)
  }
  expect([...changed]).toEqual([1])
  expect(contentsOf(chart)).toEqual(whole)
})

function contentsOf(folder: string): Map<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const places = files.map((one) => path.join(one.parentPath, one.name))
  return new Map(places.map((place) => [path.relative(folder, place), fs.readFileSync(place, 'utf8')]))
}

test('switches that are off are turned on, all or one', () => {
  const values = { a: { enabled: false, n: 1 }, b: false, c: 'text' }
  expect(flippedSwitches(values)).toBe('{"a":{"enabled":true},"b":true}')
  expect(['{"a":{"enabled":true}}', '{"b":true}']).toContain(flippedSwitches(values, seededRandom('x')))
  expect(flippedSwitches({ c: 'text' })).toBeUndefined()
})

test('damage stands at places the chart has', () => {
  for (let seed = 0; seed < 50; seed++) {
    const text = damagedValues({ a: { n: 1 }, c: 'text' }, seededRandom(String(seed)))!
    const damaged = JSON.parse(text) as Record<string, unknown>
    expect(Object.keys(damaged).every((key) => key === 'a' || key === 'c')).toBe(true)
  }
})
