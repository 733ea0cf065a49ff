import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { codes } from '../../packages/chartwright/src/diagnostics/index.ts'
import { root, sourceFiles } from '../support/repository.ts'

const pages = fs.readdirSync(path.join(root, 'docs/errors')).filter((name) => name.endsWith('.md'))
const pageOf = (code: string) => fs.readFileSync(path.join(root, 'docs/errors', `${code}.md`), 'utf8')

test('every code has a page and every page a code', () => {
  expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual([...codes].sort())
})

test('the codes stand sorted in codes.ts', () => {
  expect([...codes]).toEqual([...codes].sort())
})

test.each(codes)('the page of %s has a title with its code, and a cause, an example and a repair', (code) => {
  const headings = pageOf(code)
    .split('\n')
    .filter((line) => /^#/.test(line))
    .map((line) => line.replace(/^#+\s*/, ''))
  expect(headings[0]).toContain(code)
  expect(headings.slice(1).map((heading) => heading.toLowerCase())).toEqual(['cause', 'example', 'repair'])
})

test('every code is used somewhere', () => {
  const text = sourceFiles('packages/chartwright/src')
    .filter((file) => !file.endsWith('diagnostics/codes.ts'))
    .map((file) => fs.readFileSync(path.join(root, file), 'utf8'))
    .join('\n')
  expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([])
})
