// DOG-13, DOG-30 to DOG-34: every documented command and every example, with the arguments as written, by every
// Helm and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exampleCommands, testCommands } from '../../../test/support/documented-commands.ts'
import { documentedCommands, installWords } from '../../../test/support/documented-installs.ts'
import { chart, render } from './render.ts'

// The document's folder: the chart itself.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dograh-commands-'))
fs.mkdirSync(path.join(folder, 'deploy/helm'), { recursive: true })
fs.symlinkSync(chart, path.join(folder, 'deploy/helm/dograh'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = documentedCommands('dograh')

/** The words of a command, as the shell gives them to Helm; openssl's answer is not random here. */
const words = (command: string) =>
  installWords(command.replaceAll('"$(openssl rand -hex 32)"', '0123456789abcdef'.repeat(4)))

testCommands({
  folder: path.join(folder, 'deploy/helm/dograh'),
  commands: [
    ...documented
      .filter(({ command }) => !command.startsWith('helm lint'))
      .map(({ item, about, command }) => [`${item} ${about}`, words(command)] as const),
    ...exampleCommands('dograh', (file) => ['dograh', '.', '-f', `examples/${file}`], 'DOG-14'),
  ],
  mostRandomLines: 19,
  lint: { chart: path.join(folder, 'deploy/helm/dograh'), name: 'DOG-30 helm lint ., strict too' },
})

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
    'DOG-13',
    'DOG-30',
    'DOG-31',
    'DOG-32',
    'DOG-33',
    'DOG-34',
  ])
})
