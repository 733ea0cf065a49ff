import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../support/repository.ts'

test('docs/reference is what npm run build:reference writes, and no word lacks a sentence or an example', () => {
  const args = ['--conditions=chartwright-source', '--import', 'tsx', 'scripts/build-reference.ts', '--check']
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(run.stderr).toBe('')
  expect(run.status).toBe(0)
})
