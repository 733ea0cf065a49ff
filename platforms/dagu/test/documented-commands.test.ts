// Every documented command and every example, with the arguments as written, by real Helm 3 and 4 and by ours.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { exampleCommands, testCommands } from '../../../test/support/documented-commands.ts'
import { documentedCommands, installWords } from '../../../test/support/documented-installs.ts'
import { chart } from './render.ts'

// The document's folder: the repository's root, with ./charts/dagu in it.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dagu-commands-'))
fs.mkdirSync(path.join(folder, 'charts'))
fs.symlinkSync(chart, path.join(folder, 'charts/dagu'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

testCommands({
  folder,
  commands: [
    ...documentedCommands('dagu').map(
      ({ item, about, command }) => [`${item} ${about}`, installWords(command)] as const,
    ),
    ...exampleCommands('dagu', (file) => ['dagu', './charts/dagu', '-f', `charts/dagu/examples/${file}`]),
  ],
  lint: { chart: path.join(folder, 'charts/dagu'), name: 'lint, strict too' },
})
