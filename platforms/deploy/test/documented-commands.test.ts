// Every documented command and every example, with the arguments as written, by all four Helms and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exampleCommands, testCommands } from '../../../test/support/documented-commands.ts'
import { documentedCommands, installWords } from '../../../test/support/documented-installs.ts'
import { chart } from './deploy.ts'

// The document's folder: the one that holds ./deploy.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-commands-'))
fs.symlinkSync(chart, path.join(folder, 'deploy'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = documentedCommands('deploy')
testCommands({
  folder,
  commands: [
    ...documented.map(({ item, about, command }) => [`${item} ${about}`, installWords(command)] as const),
    ...exampleCommands(
      'deploy',
      (file) => ['deploy', './deploy', '--namespace', 'app', '-f', `deploy/examples/${file}`],
      'DEP-22',
    ),
  ],
  lint: { chart: path.join(folder, 'deploy'), name: 'DEP-14 helm lint ./deploy, strict too' },
})

test('DEP-14, DEP-18 and DEP-22 the commands stand in the document as they stand here', () => {
  const commands = documented.map(({ command }) => command)
  expect(commands).toContain(
    'helm template deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org',
  )
  expect(commands).toContain(
    'helm upgrade --install deploy ./deploy --namespace app --set imageRegistry=ghcr.io/your-org --set imageTag=v0.2.9 --set services.app.replicas=3 --set services.app.autoscaling.maxReplicas=20 --set ingress.enabled=true --set ingress.className=nginx --set ingress.hosts[0].host=your-domain.com --set configMapName=app-env',
  )
})
