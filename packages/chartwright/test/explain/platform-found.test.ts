import path from 'node:path'
import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith } from '../cli/chart-folders.ts'

/** Where explain finds the line of chart.ts behind a field, with a chart built to `out`. */
async function described(platform: string, out: string): Promise<string | undefined> {
  const home = folderWith({})
  const at = (folder: string) => path.join(home, folder)
  await runOurs(['init', at(platform), '--name', 'hello'])
  expect((await runOurs(['build', at(platform), '--out', at(out)])).stderr).toBe('')
  const { stdout } = await runOurs(['explain', at(out), 'deploy/hello-web', 'spec.replicas'])
  const found = /described at (\S+):\d+:\d+/.exec(stdout)
  return found ? path.relative(home, path.resolve(found[1]!)) : undefined
}

test.each([
  ['hello', 'hello/charts/hello'],
  ['hello', 'charts/hello'],
  ['platforms/hello', 'charts/hello'],
  ['platforms/hello', 'platforms/hello/charts/hello'],
])('the platform in %s is found for a chart in %s', async (platform, out) => {
  expect(await described(platform, out)).toBe(`${platform}/chart.ts`)
})

test('a chart.ts on the way up that describes another chart is left alone', async () => {
  const home = folderWith({})
  await runOurs(['init', home, '--name', 'other'])
  await runOurs(['init', path.join(home, 'apart/hello')])
  const out = path.join(home, 'charts/hello')
  await runOurs(['build', path.join(home, 'apart/hello'), '--out', out])
  const { stdout, stderr } = await runOurs(['explain', out, 'deploy/hello-web', 'spec.replicas'])
  expect(stderr).toBe('')
  expect(stdout).toContain('templates/web-deployment.yaml:9:3')
  expect(stdout).not.toContain('described at')
})
