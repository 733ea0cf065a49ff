// What values.yaml says, in every chart: the README's table says the same, and the schema takes it.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { at } from '../support/kubernetes-objects.ts'
import { defaultsOf, type Values } from '../support/scenarios.ts'

describe.each(chartsUnderTest())('charts/$name', ({ chart }) => {
  const defaults = defaultsOf(chart)
  const readme = fs.readFileSync(path.join(chart, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([^`]+)` \|.*\| `(.*)` \|$/gm)].map(
    ([, key, value]) => [key!, value!.replaceAll('\\|', '|')] as const,
  )

  test('the README’s table has the defaults of values.yaml', () => {
    const stated = rows.filter(([key]) => at(defaults, key) !== undefined)
    expect(stated.length).toBeGreaterThan(20)
    for (const [key, value] of stated) expect([key, JSON.parse(value)]).toEqual([key, at(defaults, key)])
  })

  test('every default of values.yaml stands in the table, itself or its group', () => {
    const keys = new Set(rows.map(([key]) => key))
    const missing = leaves(defaults).filter(
      (key) => !key.split('.').some((_, index, parts) => keys.has(parts.slice(0, index + 1).join('.'))),
    )
    expect(missing).toEqual([])
  })
})

const leaves = (values: Values, prefix = ''): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? leaves(value as Values, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  )
