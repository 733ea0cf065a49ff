import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helmBinary, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

let folder: string
let home: string

beforeAll(() => {
  home = process.cwd()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refusals-'))
  runHelm(helmBinary('4'), ['create', 'scaffold'], { cwd: folder })
  fs.writeFileSync(path.join(folder, 'tab.yaml'), 'a:\n\t- b\n')
  fs.writeFileSync(path.join(folder, 'list.yaml'), '- a\n- b\n')
  fs.mkdirSync(path.join(folder, 'empty'))
  process.chdir(folder)
})

afterAll(() => {
  process.chdir(home)
  fs.rmSync(folder, { recursive: true })
})

const refused = [
  'template',
  'template rel ./nope',
  'template rel nope',
  'template rel nope/chart',
  'template rel scaffold --foo',
  'template rel scaffold -Z',
  'template rel scaffold -gZ',
  'template rel scaffold --set',
  'template rel scaffold -f',
  'template rel scaffold --no-hooks=maybe',
  'template rel scaffold -f nope.yaml',
  'template rel scaffold -f tab.yaml',
  'template rel scaffold -f list.yaml',
  'template rel scaffold -f=a"b',
  'template rel scaffold --set a',
  'template rel scaffold --set-json a={',
  'template rel scaffold --timeout soon',
  'template rel scaffold --dry-run=maybe',
  'template rel scaffold --kube-version abc',
  'template rel nope --kube-version abc',
  'template rel scaffold -f nope.yaml --kube-version 01.2',
  'template rel nope --dry-run=maybe',
  'template rel scaffold --dry-run=maybe --ca-file nope',
  'template rel scaffold -s templates/nope.yaml',
  'template rel scaffold extra',
  'template rel scaffold --generate-name',
  'template rel scaffold --name-template x',
  'template scaffold --name-template {{.x.y}}',
  'template rel scaffold --validate=x',
  'template --help=x',
  'template -h1',
  'template rel scaffold --labels a=b,c --kube-version x',
  'template rel scaffold --output-dir tab.yaml',
  'template rel scaffold --set-json {"a":',
  'template Rel scaffold',
  'template rel empty',
  'template --=x',
  'lint nope',
  'lint scaffold -f nope.yaml --kube-version abc',
  'show values',
  'show values scaffold scaffold',
  'show chart nope',
  'foo',
]

describe.each(['3', '4'] as const)('Helm %s', (line) => {
  test.each(refused)('%s is refused in its words', async (command) => {
    const args = command.split(' ')
    const theirs = runHelm(helmBinary(line), args)
    const ours = await runOurs(['--helm-version', helmVersionOf(helmBinary(line)), ...args])
    expect(firstLine(ours.stderr)).toBe(firstLine(theirs.stderr).replaceAll(/\bhelm(?= |")/g, 'chartwright'))
    expect(ours.exitCode).toBe(theirs.exitCode)
    expect(ours.stderr).not.toMatch(/^ {4}at /m)
  })
})

function firstLine(stderr: string): string {
  return stderr.split('\n').find((line) => line.startsWith('Error: ')) ?? stderr
}
