// Every documented command and every example, with the arguments as written, by all four Helms and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { runOurs } from '../../../test/support/parity/render-ours.ts'
import { root } from '../../../test/support/repository.ts'
import { chart } from './deploy.ts'

// The document's folder: the one that holds ./deploy.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-commands-'))
fs.symlinkSync(chart, path.join(folder, 'deploy'))
const here = process.cwd()
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = JSON.parse(
  fs.readFileSync(path.join(root, 'platforms/deploy/documented-commands.json'), 'utf8'),
) as { item: string; about: string; command: string }[]

// `helm upgrade --install NAME CHART …` is rendered by `template` with the same arguments.
const commands = [
  ...documented.map(({ item, about, command }) => {
    const args = command.split(' ').slice(2)
    return [`${item} ${about}`, args.filter((word) => word !== '--install')] as const
  }),
  ...fs
    .readdirSync(path.join(root, 'platforms/deploy/examples'))
    .map(
      (file) =>
        [
          `DEP-22 example ${file}`,
          ['deploy', './deploy', '--namespace', 'app', '-f', `deploy/examples/${file}`],
        ] as const,
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
        expect(theirs.stderr).toBe('')
        expect(theirs.exitCode).toBe(0)
        expect(ours.stdout).toBe(theirs.stdout)
        expect(ours.exitCode).toBe(0)
      } finally {
        process.chdir(here)
      }
    })

    test('DEP-14 helm lint ./deploy, strict too', () => {
      for (const flags of [[], ['--strict']]) {
        const run = runHelm(binary, ['lint', ...flags, path.join(folder, 'deploy')])
        expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
        expect(run.exitCode).toBe(0)
      }
    })
  },
)

test('DEP-14, DEP-18 and DEP-22 the commands stand in the document as they stand here', () => {
  const commands = documented.map(({ command }) => command)
  expect(commands).toContain(
    'helm template deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org',
  )
  expect(commands).toContain(
    'helm upgrade --install deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org --set imageTag=v0.2.9 --set services.app.replicas=3 --set services.app.autoscaling.maxReplicas=20 --set ingress.enabled=true --set ingress.className=nginx --set ingress.hosts[0].host=your-domain.com --set configMapName=app-env',
  )
})
