import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { registry } from '../../packages/chartwright/src/cli/registry.ts'
import { globalFlags } from '../../packages/chartwright/src/cli/flags/global-flags.ts'
import { parseFlags } from '../../packages/chartwright/src/cli/flags/parse-flags.ts'
import { typeCheck } from '../../packages/chartwright/src/cli/type-check.ts'
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

describe.each(snippets.filter(({ text }) => text.includes('export default chart(')))(
  'the platform at $page:$line',
  ({ line, text }) => {
    const folder = path.join(work, String(line))
    const file = path.join(folder, 'chart.ts')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(file, text)

    test('has no error of types', () => expect(typeCheck(file)).toEqual([]))

    test('builds to a chart that renders as Helm renders it', async () => {
      const out = path.join(temporary, String(line))
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
  },
)

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
