// DOG-13, DOG-30 to DOG-34: every documented command and every example, with the arguments as written, by every
// Helm and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { compareWithHelm } from '../../../test/support/parity/compare-with-helm.ts'
import { root } from '../../../test/support/repository.ts'
import { chart, render } from './render.ts'

// The document's folder: the chart itself.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dograh-commands-'))
fs.mkdirSync(path.join(folder, 'deploy/helm'), { recursive: true })
fs.symlinkSync(chart, path.join(folder, 'deploy/helm/dograh'))
const here = process.cwd()
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = JSON.parse(
  fs.readFileSync(path.join(root, 'platforms/dograh/documented-commands.json'), 'utf8'),
) as { item: string; about: string; command: string }[]

/** The words of a command, as the shell gives them to Helm; openssl's answer is not random here. */
const words = (command: string) =>
  command.replaceAll('"$(openssl rand -hex 32)"', '0123456789abcdef'.repeat(4)).split(' ').slice(2)

// `helm install NAME CHART …` is rendered by `template` with the same arguments.
const commands = [
  ...documented
    .filter(({ command }) => !command.startsWith('helm lint'))
    .map(({ item, about, command }) => [`${item} ${about}`, words(command)] as const),
  [
    'DOG-14 example values-production.yaml',
    ['dograh', '.', '-f', 'examples/values-production.yaml'],
  ] as const,
]

describe.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'Helm %s',
  (version, binary) => {
    // Passwords differ from run to run: those lines are compared up to where they begin to.
    test.each(commands)('%s', async (_, args) => {
      process.chdir(path.join(folder, 'deploy/helm/dograh'))
      try {
        const compared = await compareWithHelm({ binary, version }, ['template', ...args])
        expect(compared.difference).toBeUndefined()
        expect(compared.verdict).toBe('equal')
        expect(compared.randomLines).toBeLessThan(20)
      } finally {
        process.chdir(here)
      }
    })

    test('DOG-30 helm lint ., strict too', () => {
      for (const flags of [[], ['--strict']]) {
        const run = runHelm(binary, ['lint', ...flags, path.join(folder, 'deploy/helm/dograh')])
        expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
        expect(run.exitCode).toBe(0)
      }
    })
  },
)

test('DOG-13 the quick start makes a Gateway with three routes', () => {
  const { command } = documented[0]!
  const made = render(...words(command).slice(2))
  expect(made.names('Gateway')).toEqual(['dograh-gateway'])
  expect(made.names('HTTPRoute').sort()).toEqual(['dograh-api', 'dograh-minio', 'dograh-ui'])
  expect(made.one('Secret', 'dograh-secrets').stringData).toMatchObject({
    OSS_JWT_SECRET: '0123456789abcdef'.repeat(4),
    TURN_SECRET: '0123456789abcdef'.repeat(4),
  })
})

test('DOG-30 to DOG-34 the commands stand in the document and in the README as they stand here', () => {
  const readme = fs.readFileSync(path.join(chart, 'README.md'), 'utf8').replaceAll(/ \\\n\s+/g, ' ')
  for (const { command } of documented) expect(readme).toContain(command)
  expect(documented.map(({ item }) => item)).toEqual([
    ...['DOG-13', 'DOG-30', 'DOG-31', 'DOG-32', 'DOG-33', 'DOG-34'],
  ])
})
