import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as library from '../../packages/chartwright/src/index.ts'
import { readMarkdownTable } from '../support/markdown-table.ts'
import { root } from '../support/repository.ts'

const rows = readMarkdownTable('docs/vocabulary.md', '| pattern | words | test |')

test.each(rows)('%s is said by %s', (_, words, cell) => {
  const text = fs.readFileSync(path.join(root, cell!.replaceAll('`', '')), 'utf8')
  const named = [...words!.matchAll(/`(\w+)(\(\)|:)`/g)]
  expect(named.length).toBeGreaterThan(0)
  for (const [, word, mark] of named) {
    if (mark === '()') expect(library).toHaveProperty(word!)
    const use = mark === '()' ? `${word!}(` : `${word!}:`
    expect([use, text.includes(use)]).toEqual([use, true])
  }
})
