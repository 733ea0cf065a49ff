import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMarkdownTable } from '../support/markdown-table.ts'
import { root } from '../support/repository.ts'

const rows = readMarkdownTable('docs/promises.md', '| promise | tests |')

test('there are ten promises', () => {
  expect(rows.map(([promise]) => Number.parseInt(promise!))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

describe.each(rows)('%s', (_, cell) => {
  const tests = cell!.split('; `').map((one) => /^`?([^`]+)`: (.+)$/.exec(one)?.slice(1) ?? [one, ''])

  test.each(tests)('%s has the test “%s”', (file, title) => {
    expect(file).toMatch(/\.test\.ts$/)
    const text = fs.readFileSync(path.join(root, file!), 'utf8')
    expect(text.includes(title!)).toBe(true)
    expect(title!.length).toBeGreaterThan(7)
  })
})
