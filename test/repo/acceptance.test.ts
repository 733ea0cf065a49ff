import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  report,
  resultsOf,
  unknownIds,
  type AcceptanceItem,
} from '../../scripts/support/acceptance-report.ts'
import { root } from '../support/repository.ts'

const items: AcceptanceItem[] = [
  { id: 'ABC-01', class: 'render', about: 'a port' },
  { id: 'ABC-02', class: 'cluster', about: 'an uninstall' },
  { id: 'ABC-03', class: 'runtime', about: 'a fallback' },
]
const tests = [
  { name: 'Helm 3.17.2 ABC-01 the port', status: 'passed' },
  { name: 'ABC-01 and ABC-03 both', status: 'failed' },
  { name: 'ABC-011 another', status: 'passed' },
]

test('an item without a test is told apart from one whose test fails', () => {
  expect(resultsOf(items, tests).map(({ result }) => result)).toEqual(['failed', 'no test', 'failed'])
  expect(resultsOf(items, tests.slice(0, 1)).map(({ result }) => result)).toEqual([
    'passed',
    'no test',
    'no test',
  ])
  expect(resultsOf(items, [{ name: 'ABC-01', status: 'skipped' }])[0]!.result).toBe('skipped')
})

test('an item that a test names but no list knows is reported', () => {
  expect(unknownIds(items, tests)).toEqual(['ABC-011'])
})

test('each item is a line with its class, its result and a test, and failures stand below it', () => {
  expect(report(resultsOf(items, tests))).toEqual([
    'ABC-01  render    failed   a port: Helm 3.17.2 ABC-01 the port (and 1 more)',
    '                           FAILED ABC-01 and ABC-03 both',
    'ABC-02  cluster   no test  an uninstall: nothing shows it',
    'ABC-03  runtime   failed   a fallback: FAILED ABC-01 and ABC-03 both',
  ])
})

const platforms = fs
  .readdirSync(path.join(root, 'platforms'))
  .filter((name) => fs.existsSync(path.join(root, 'platforms', name, 'acceptance.json')))

test.each(platforms)('%s lists its items, numbered without a gap, each with a class', (name) => {
  const file = path.join(root, 'platforms', name, 'acceptance.json')
  const listed = JSON.parse(fs.readFileSync(file, 'utf8')) as AcceptanceItem[]
  const prefix = listed[0]!.id.replace(/\d+$/, '')
  expect(listed.map(({ id }) => id)).toEqual(
    listed.map((_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`),
  )
  for (const item of listed) {
    expect(['render', 'cluster', 'runtime', 'external']).toContain(item.class)
    expect(item.about).not.toBe('')
  }
})
