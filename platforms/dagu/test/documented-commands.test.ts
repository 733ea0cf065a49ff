// Every documented command and every example, with the arguments as written, by real Helm 3 and 4 and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { runOurs } from '../../../test/support/parity/render-ours.ts'
import { root } from '../../../test/support/repository.ts'
import { chart } from './render.ts'

// The document's folder: the repository's root, with ./charts/dagu in it.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dagu-commands-'))
fs.mkdirSync(path.join(folder, 'charts'))
fs.symlinkSync(chart, path.join(folder, 'charts/dagu'))
const here = process.cwd()
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = JSON.parse(
  fs.readFileSync(path.join(root, 'platforms/dagu/documented-commands.json'), 'utf8'),
) as { item: string; about: string; command: string }[]

// `helm install NAME CHART …` is rendered by `template` with the same arguments.
const commands = [
  ...documented.map(({ item, about, command }) => [`${item} ${about}`, command.split(' ').slice(2)] as const),
  ...fs
    .readdirSync(path.join(root, 'platforms/dagu/examples'))
    .map(
      (file) => [`example ${file}`, ['dagu', './charts/dagu', '-f', `charts/dagu/examples/${file}`]] as const,
    ),
]

describe.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'Helm %s',
  (version, binary) => {
    test.each(commands)('%s', async (_, args) => {
      process.chdir(folder)
      try {
        const theirs = runHelm(binary, ['template', ...args])
        const ours = await runOurs(['template', ...args, '--helm-version', version])
        expect(theirs.exitCode).toBe(0)
        expect(ours.stdout).toBe(theirs.stdout)
        expect(ours.exitCode).toBe(0)
      } finally {
        process.chdir(here)
      }
    })

    test('lint --strict', () => {
      const run = runHelm(binary, ['lint', '--strict', path.join(folder, 'charts/dagu')])
      expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
      expect(run.exitCode).toBe(0)
    })
  },
)
