// npm run build:charts: renews charts/ from platforms/, and docs/platforms.md with its pictures from both.
import fs from 'node:fs'
import path from 'node:path'
import { main } from '../packages/chartwright/src/cli/index.ts'
import { root } from '../test/support/repository.ts'
import { writePlatformsPage } from './platforms-page/page.ts'

for (const name of fs.readdirSync(path.join(root, 'platforms'))) {
  const code = await main([
    'build',
    path.join(root, 'platforms', name),
    '--out',
    path.join(root, 'charts', name),
  ])
  if (code !== 0) process.exitCode = code
}
if (!process.exitCode) writePlatformsPage()
