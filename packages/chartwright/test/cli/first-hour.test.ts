// What a newcomer met in the first hour.
import { expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { folderWith } from './chart-folders.ts'

test.each([
  ['show vals', 'did you mean "show values"?'],
  ['show foo', 'run "chartwright show --help" to see the commands'],
  ['buidl', 'did you mean "build"?'],
  ['create', 'did you mean "init"?'],
  ['install', `that is Helm's: run "helm install", which takes the chart as it is`],
  ['nonsense', 'run "chartwright --help" to see the commands'],
])('chartwright %s: %s', async (line, help) => {
  const { exitCode, stderr } = await runOurs(line.split(' '))
  expect(exitCode).toBe(1)
  expect(stderr).toBe(`Error: unknown command "${line}" for "chartwright"

error command-unknown: there is no command "${line}"
  help: ${help}
`)
})

test.each(['completion', 'show values', 'import crd', 'template'])(
  'the usage of %s brackets no argument that it needs',
  async (line) => {
    const { stderr } = await runOurs(line.split(' '))
    const usage = /usage: chartwright [a-z ]+(.*)/.exec(stderr)![1]!
    expect(usage.replace('[NAME] ', '')).toMatch(/^(?!\[)\S+ \[flags\]$/)
  },
)

test('a file of definitions that is not there is told as a file, not as a chart', async () => {
  const folder = folderWith({ 'crds.yaml': '' })
  const { stderr } = await runOurs(['import', 'crd', `${folder}/crd.yaml`])
  expect(stderr).toBe(`Error: open ${folder}/crd.yaml: no such file or directory

error file-missing: cannot read ${folder}/crd.yaml
  help: did you mean ${folder}/crds.yaml?
`)
})

test('a platform that is not there is suggested from those that are', async () => {
  const folder = folderWith({ 'platforms/shop/chart.ts': '' })
  const help = async (...args: string[]) => /help: (.*)/.exec((await runOurs(['build', ...args])).stderr)![1]
  expect(await help(`${folder}/platforms/shp`)).toBe(`did you mean ${folder}/platforms/shop?`)
  expect(await help(folder)).toBe(`name a platform: chartwright build ${folder}/platforms/shop`)
  expect(await help(`${folder}/elsewhere`)).toContain('"chartwright init" writes a first one')
})

test("a name that cannot be a chart's is suggested as one that can", async () => {
  const { stderr } = await runOurs(['init', `${folderWith({})}/Hello_X`])
  expect(stderr).toContain('help: write --name hello-x\n')
})
