import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { runOurs } from '../support/parity/render-ours.ts'
import { filesBelow, root } from '../support/repository.ts'
import { readSnippets, type Snippet } from '../support/snippets.ts'

const pages = filesBelow('docs/cookbook').filter((page) => path.basename(page) !== 'README.md')
const snippets = readSnippets()
const home = fs.mkdtempSync(path.join(root, 'node_modules/.cache/chartwright/cookbook-'))
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'cookbook-'))
afterAll(() => {
  for (const folder of [home, out]) fs.rmSync(folder, { recursive: true, force: true })
})

test('the contents name every page', () => {
  const contents = fs.readFileSync(path.join(root, 'docs/cookbook/README.md'), 'utf8')
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages) expect(contents).toContain(`](${path.basename(page)})`)
})

describe.each(pages)('%s', (page) => {
  const own = snippets.filter((snippet) => snippet.page === page)
  const platform = own.find(({ language }) => language === 'ts')
  const name = path.basename(page, '.md')
  const chart = path.join(out, name)

  test('describes a platform that builds', async () => {
    const folder = path.join(home, name)
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'chart.ts'), platform!.text)
    const build = await runOurs(['build', folder, '--out', chart])
    expect(build.stderr).toBe('')
  })

  // A block that begins with `# values.yaml` holds the values for the blocks after it.
  let values: Snippet | undefined
  const shown = own
    .filter(({ language }) => language === 'yaml')
    .flatMap((block) => {
      if (!block.text.startsWith('# values.yaml\n')) return [{ block, values, line: block.line }]
      values = block
      return []
    })
  test('shows what comes of it', () => expect(shown.length).toBeGreaterThan(0))
  test.each(shown)('what stands at line $line is rendered', async ({ block, values }) => {
    const args = ['template', 'rel', chart]
    if (values) {
      const file = path.join(out, `${name}-${values.line}.yaml`)
      fs.writeFileSync(file, values.text)
      args.push('-f', file)
    }
    const run = await runOurs(args)
    expect(run.stderr).toBe('')
    const documents = parseYamlDocuments(run.stdout).map(({ value }) => plain(value))
    const [excerpt] = parseYamlDocuments(block.text).map(({ value }) => plain(value))
    expect(
      documents.some((document) => somewhere(document, excerpt)),
      block.text,
    ).toBe(true)
  })
})

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

/** Whether an excerpt stands at some place of a document. */
function somewhere(document: unknown, excerpt: unknown): boolean {
  if (holds(document, excerpt)) return true
  if (typeof document !== 'object' || document === null) return false
  return Object.values(document).some((below) => somewhere(below, excerpt))
}

/** Whether all that the excerpt says is so: keys of maps, and items of lists in their order. */
function holds(value: unknown, excerpt: unknown): boolean {
  if (typeof excerpt !== 'object' || excerpt === null) return value === excerpt
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(excerpt)) {
    if (!Array.isArray(value)) return false
    let at = 0
    return excerpt.every((item) => {
      while (at < value.length && !holds(value[at], item)) at++
      return at++ < value.length
    })
  }
  return Object.entries(excerpt).every(([key, below]) =>
    holds((value as Record<string, unknown>)[key], below),
  )
}
