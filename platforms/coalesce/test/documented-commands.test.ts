// COA-06: what helmfile runs, and every example, with the arguments as written, by every Helm and by ours.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { compareWithHelm } from '../../../test/support/parity/compare-with-helm.ts'
import { root } from '../../../test/support/repository.ts'
import { chart, platform } from './render.ts'

const documented = JSON.parse(fs.readFileSync(path.join(platform, 'documented-commands.json'), 'utf8')) as {
  item: string
  about: string
  command: string
}[]

// `helm upgrade --install NAME CHART …` is rendered by `template` with the same arguments, from the root.
const commands = [
  ...documented.map(({ item, about, command }) => {
    const args = command.split(' ').slice(2)
    return [`${item} ${about}`, args.filter((word) => word !== '--install')] as const
  }),
  ...fs
    .readdirSync(path.join(platform, 'examples'))
    .map(
      (file) =>
        [`COA-20 example ${file}`, ['coalesce', chart, '-f', path.join(chart, 'examples', file)]] as const,
    ),
  [
    'COA-16 a cluster with every API',
    ['coalesce', chart, '--api-versions', 'monitoring.coreos.com/v1,gateway.networking.k8s.io/v1'],
  ] as const,
]

describe.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'Helm %s',
  (version, binary) => {
    // Secrets differ from run to run: those lines are compared up to where they begin to.
    test.each(commands)('%s', async (_, args) => {
      const here = process.cwd()
      process.chdir(root)
      try {
        const compared = await compareWithHelm({ binary, version }, ['template', ...args])
        expect(compared.difference).toBeUndefined()
        expect(compared.verdict).toBe('equal')
        expect(compared.randomLines).toBeLessThan(16)
      } finally {
        process.chdir(here)
      }
    })

    test('COA-06 lint --strict', () => {
      const run = runHelm(binary, ['lint', '--strict', chart])
      expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
      expect(run.exitCode).toBe(0)
    })
  },
)
