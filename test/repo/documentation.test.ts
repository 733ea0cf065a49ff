import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registry } from '../../packages/chartwright/src/cli/registry.ts'
import { globalFlags } from '../../packages/chartwright/src/cli/flags/global-flags.ts'
import { parseFlags } from '../../packages/chartwright/src/cli/flags/parse-flags.ts'
import { helmBinaries, helmVersionOf } from '../support/oracles.ts'
import { compareWithHelm } from '../support/parity/compare-with-helm.ts'
import { runOurs } from '../support/parity/render-ours.ts'
import { filesBelow, root } from '../support/repository.ts'
import { readSnippets } from '../support/snippets.ts'

const snippets = readSnippets()
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'documentation-'))
// Inside the repository, so that TypeScript finds `chartwright` and the options of the root.
const work = path.join(root, 'node_modules/.cache/chartwright', path.basename(temporary))
afterAll(() => {
  for (const folder of [temporary, work]) fs.rmSync(folder, { recursive: true, force: true })
})

const platforms = snippets
  .filter(({ text }) => text.includes('export default chart('))
  .map((snippet) => ({ ...snippet, id: `${snippet.page}-${snippet.line}`.replaceAll(/[^a-z0-9]+/gi, '-') }))

/** What TypeScript says of all of them: one program, for starting it takes longer than any of them. */
let typeErrors: string[] = []
beforeAll(() => {
  for (const { id, text } of platforms) {
    fs.mkdirSync(path.join(work, id), { recursive: true })
    fs.writeFileSync(path.join(work, id, 'chart.ts'), text)
  }
  const options = { extends: path.join(root, 'tsconfig.json'), include: ['*/chart.ts'] }
  fs.writeFileSync(path.join(work, 'tsconfig.json'), JSON.stringify(options))
  const tsc = [path.join(root, 'node_modules/ts7/bin/tsc'), '-p', work, '--noEmit', '--pretty', 'false']
  typeErrors = spawnSync(process.execPath, tsc, { cwd: work, encoding: 'utf8' }).stdout.trim().split('\n')
})

describe.each(platforms)('the platform at $page:$line', ({ id }) => {
  const folder = path.join(work, id)

  test('has no error of types', () => {
    expect(typeErrors.filter((line) => line.includes(`${id}/`) || line.startsWith('error'))).toEqual([])
  })

  test('builds to a chart that renders as Helm renders it', async () => {
    const out = path.join(temporary, id)
    const build = await runOurs(['build', folder, '--out', out])
    expect(build.stderr).toBe('')
    for (const binary of helmBinaries()) {
      const comparison = await compareWithHelm({ binary, version: helmVersionOf(binary) }, [
        'template',
        'rel',
        out,
      ])
      expect(comparison).toMatchObject({ verdict: 'equal' })
    }
  })
})

/** Command lines in the documentation that call us, without comments, pipes and the `$`. */
const commands = snippets
  .filter(({ language }) => ['console', 'sh', 'bash'].includes(language))
  .flatMap(({ page, line, text }) =>
    text.split('\n').flatMap((row, index) => {
      const call = /^\s*\$ (?:npx )?chartwright (.*?)(?:\s+#.*|\s*\|.*)?$/.exec(row)
      return call ? [{ where: `${page}:${line + 1 + index}`, page, command: call[1] }] : []
    }),
  )

test.each(commands.filter(({ page }) => !page.startsWith('docs/errors/')))(
  '`chartwright $command` at $where uses commands and flags that exist',
  async ({ command }) => {
    const [name, ...args] = command.split(/\s+/)
    expect(Object.keys(registry.commands)).toContain(name)
    const { flags, subcommands } = await registry.commands[name].load()
    if (subcommands) expect(Object.keys(subcommands)).toContain(args[0])
    expect(() => parseFlags({ ...globalFlags, ...flags }, args)).not.toThrow()
  },
)

test('links between pages lead somewhere', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs')]
  const broken = pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      const text = fs.readFileSync(path.join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '')
      return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
        .filter(([, target]) => !fs.existsSync(path.join(root, path.dirname(page), target)))
        .map(([, target]) => `${page} → ${target}`)
    })
  expect(broken).toEqual([])
})
