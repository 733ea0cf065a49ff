// COA-06: what helmfile runs, and every example, with the arguments as written, by every Helm and by ours.
import path from 'node:path'
import { exampleCommands, testCommands } from '../../../test/support/documented-commands.ts'
import { documentedCommands, installWords } from '../../../test/support/documented-installs.ts'
import { root } from '../../../test/support/repository.ts'
import { chart } from './render.ts'

testCommands({
  folder: root,
  commands: [
    ...documentedCommands('coalesce').map(
      ({ item, about, command }) => [`${item} ${about}`, installWords(command)] as const,
    ),
    ...exampleCommands(
      'coalesce',
      (file) => ['coalesce', chart, '-f', path.join(chart, 'examples', file)],
      'COA-20',
    ),
    [
      'COA-16 a cluster with every API',
      ['coalesce', chart, '--api-versions', 'monitoring.coreos.com/v1,gateway.networking.k8s.io/v1'],
    ] as const,
  ],
  mostRandomLines: 15,
  lint: { chart, name: 'COA-06 lint, strict too' },
})
