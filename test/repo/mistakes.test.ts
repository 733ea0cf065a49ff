import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { codes } from '../../packages/chartwright/src/diagnostics/codes.ts'
import { readMarkdownTable } from '../support/markdown-table.ts'
import { root } from '../support/repository.ts'

const rows = readMarkdownTable('docs/mistakes.md', '| mistake | caught by | codes | test |')

test('the list of the issue is complete', () => expect(rows.length).toBeGreaterThanOrEqual(15))

test.each(rows)('%s: a code, a page and a test', (_, _caught, named, cell) => {
  const file = cell!.replaceAll('`', '')
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const listed = [...named!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!)
  expect(listed.length).toBeGreaterThan(0)
  for (const code of listed) {
    expect(codes).toContain(code)
    expect(fs.existsSync(path.join(root, `docs/errors/${code}.md`))).toBe(true)
    expect([code, text.includes(`'${code}'`)]).toEqual([code, true])
  }
})
