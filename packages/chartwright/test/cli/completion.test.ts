import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { globalFlags } from '../../src/cli/flags/global-flags.ts'
import { registry } from '../../src/cli/registry.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { root } from '../../../../test/support/repository.ts'

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'completion-'))
const shells = ['bash', 'zsh', 'fish'] as const
const file = (shell: string) => path.join(work, `script.${shell}`)
const has = (program: string) => spawnSync(program, ['--version']).status === 0

beforeAll(async () => {
  for (const shell of shells) fs.writeFileSync(file(shell), (await runOurs(['completion', shell])).stdout)
  for (const folder of ['charts', 'my charts'])
    fs.mkdirSync(path.join(work, 'here', folder), { recursive: true })
  for (const name of ['shop.tgz', 'values.yaml']) fs.writeFileSync(path.join(work, 'here', name), '')
})
afterAll(() => fs.rmSync(work, { recursive: true, force: true }))

/** Lines up to the cursor, and what is offered there; all of it, or with `…` at least these. */
const cases: [line: string, offers: string[]][] = [
  ['chartwright ', [...Object.keys(registry.commands)]],
  ['chartwright bu', ['build']],
  ['chartwright -n prod bu', ['build']],
  ['chartwright show no', ['notes']],
  ['chartwright show values --err', ['--error-format']],
  ['chartwright template --error-format ', ['text', 'json']],
  ['chartwright template rel charts --helm-version ', ['3', '4']],
  ['chartwright --namespace show show val', ['values']],
  ['chartwright completion ', ['bash', 'zsh', 'fish']],
  ['chartwright help sh', ['show']],
  ['chartwright show values s', ['shop.tgz']],
  ['chartwright build --out c', ['charts']],
  ['chartwright template rel charts -f v', ['values.yaml']],
  ['chartwright template --kube-version ', []],
]

function bash(line: string): string[] {
  const words = line.split(/(=)| /).filter((word) => word !== undefined)
  const script = `source ${file('bash')}; cd ${path.join(work, 'here')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_chartwright chartwright; (( \${#COMPREPLY[@]} )) && printf '%s\\n' "\${COMPREPLY[@]}"; true`
  const said = execFileSync('bash', ['--norc', '-u', '-c', script], { encoding: 'utf8' })
  return said.split('\n').filter((one) => one !== '')
}

describe('bash', () => {
  test.each(cases)('offers after "%s" %j', (line, offers) => {
    expect(bash(line).sort()).toEqual([...offers].sort())
  })

  test('parts words at "=", and the value behind it is completed', () => {
    expect(bash('chartwright template --error-format=')).toEqual(['text', 'json'])
    expect(bash('chartwright template --error-format=j')).toEqual(['json'])
  })

  test('keeps spaces of names together', () => {
    expect(bash('chartwright lint m')).toEqual(['my charts'])
  })

  test('offers every flag of every command that its help shows, and none that is hidden', async () => {
    const visit = async (
      name: string[],
      command: Awaited<ReturnType<(typeof registry.commands)[string]['load']>>,
    ) => {
      const flags = Object.entries({ ...globalFlags, ...command.flags })
      const offered = bash(`chartwright ${name.join(' ')} --`)
      const shown = flags.filter(([, flag]) => !flag.hidden).map(([flag]) => `--${flag}`)
      expect(offered.sort(), name.join(' ')).toEqual([...shown, '--help'].sort())
    }
    for (const [name, entry] of Object.entries(registry.commands)) {
      const command = await entry.load()
      await visit([name], command)
      for (const [sub, below] of Object.entries(command.subcommands ?? {})) await visit([name, sub], below)
    }
  })

  test('completes when it is sourced by a shell that has bash-completion and one that has not', () => {
    const said = execFileSync('bash', ['--norc', '-c', `source ${file('bash')}; complete -p chartwright`])
    expect(String(said)).toBe('complete -F _chartwright chartwright\n')
  })
})

describe.skipIf(!has('fish'))('fish (skipped where there is no fish to ask)', () => {
  test.each(cases)('offers after "%s" %j', (line, offers) => {
    const script = `source ${file('fish')}; cd ${path.join(work, 'here')}; complete -C '${line}'`
    const said = execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })
    const found = said
      .split('\n')
      .flatMap((row) => (row === '' ? [] : [row.split('\t')[0]!.replace(/\/$/, '')]))
    // Where nothing is known fish offers files of its own accord.
    expect(found.sort()).toEqual([...offers].sort())
  })
})

const canAskZsh = has('zsh') && has('python3')

describe.skipIf(!canAskZsh)('zsh (skipped where there is no zsh to ask, or no Python for a terminal)', () => {
  const asked = cases.filter(([, offers]) => offers.length > 0)
  const shown = new Map<string, string>()
  beforeAll(() => {
    const lines = asked.map(([line]) => line)
    const script = path.join(root, 'test/support/type-into-zsh.py')
    const args = [script, file('zsh'), path.join(work, 'here'), ...lines]
    const said = JSON.parse(execFileSync('python3', args, { encoding: 'utf8' })) as string[]
    lines.forEach((line, index) => shown.set(line, said[index]!))
  })
  test.each(asked)('offers after "%s" %j', (line, offers) => {
    for (const offer of offers) expect(shown.get(line)).toContain(offer)
  })
})

test('the scripts name no command that there is not, and quote what a summary may hold', async () => {
  const model = await import('../../src/cli/completion/model.ts')
  const { bashScript } = await import('../../src/cli/completion/bash.ts')
  const { zshScript } = await import('../../src/cli/completion/zsh.ts')
  const { fishScript } = await import('../../src/cli/completion/fish.ts')
  const commands = await model.completedCommands({
    it: {
      summary: "it's [so]: $(x) `y` \\",
      load: () => ({ usage: 'it CHART', summary: '', description: '', flags: {}, run: () => 0 }),
    },
  })
  expect(commands.map(({ path: words }) => words)).toEqual([[], ['it']])
  expect(commands[1]!.argument).toBe('charts')
  expect(zshScript(commands)).toContain(String.raw`'it:it'\''s [so]\: $(x)`)
  expect(fishScript(commands)).toContain(String.raw`-a it -d 'it\'s [so]: $(x)`)
  expect(bashScript(commands)).toContain("'it')")
})

test('another shell is refused', async () => {
  const { exitCode, stderr } = await runOurs(['completion', 'bsh'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error shell-unknown')
  expect(stderr).toContain('did you mean bash?')
})
