import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

test.each([
  [['template', 'r', 'nowhere', '--error-format', 'json'], 'chart-missing'],
  [['template', 'r', 'nowhere', '--nope', '--error-format=json'], 'flag-unknown'],
  [['build', 'nowhere', '--error-format=json'], 'platform-missing'],
])('%j tells what went wrong as JSON', async (args, code) => {
  const run = await runOurs(args)
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toBe('')
  const told = JSON.parse(run.stderr) as { diagnostics: { code: string }[] }
  expect(told.diagnostics.map((one) => one.code)).toEqual([code])
})
