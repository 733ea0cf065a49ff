import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { builtPackage } from '../../../../test/support/built-package.ts'
import { root } from '../../../../test/support/repository.ts'
import { folderWith } from './chart-folders.ts'

const { command } = builtPackage()

// Both change V8's flags while they run: see src/cli/tune-v8.ts.
const commands: [name: string, bundle: string, args: (folder: string) => string[]][] = [
  [
    'a large render',
    'quick-start',
    (folder) => {
      const actions = '{{ if .Values.on }}\n  on: {{ .Values.on | quote }}\n{{ end }}'.repeat(50)
      for (let i = 0; i < 60; i++)
        fs.writeFileSync(path.join(folder, 'chart/templates', `${i}.yaml`), `# ${actions}`)
      return ['template', 'rel', path.join(folder, 'chart')]
    },
  ],
  [
    'a build',
    'cli',
    (folder) => ['build', path.join(root, 'platforms/dagu'), '--out', path.join(folder, 'out')],
  ],
]

test.each(commands)('what V8 compiled for %s is taken by the next process', (_, bundle, argsIn) => {
  const folder = folderWith({
    'chart/Chart.yaml': 'apiVersion: v2\nname: large\nversion: 0.1.0\n',
    'chart/templates/_none.tpl': '',
  })
  const args = argsIn(folder)
  const run = () =>
    execFileSync(process.execPath, [command, ...args], {
      env: { ...process.env, XDG_CACHE_HOME: folder, CHARTWRIGHT_CODE_CACHE: '' },
    })
  run()
  const kept = path.join(folder, 'chartwright')
  const [entry, ...others] = fs.readdirSync(kept).filter((name) => name.startsWith(`${bundle}-`))
  expect(others).toEqual([])
  const file = path.join(kept, entry!)
  const data = fs.readFileSync(file)
  // Written just now and for long, so that only what V8 refuses is written again.
  data.writeDoubleLE(Date.now() + 1e9, data.length - 8)

  const isTaken = (bytes: Buffer) => {
    fs.writeFileSync(file, bytes)
    run()
    return fs.readFileSync(file).equals(bytes)
  }
  expect(isTaken(data)).toBe(true)
  const ofOtherFlags = Buffer.from(data)
  ofOtherFlags[12]! ^= 1
  expect(isTaken(ofOtherFlags)).toBe(false)

  // However old it is, what a run compiled besides is kept ten minutes later at the latest.
  const minutes = 60_000
  const lastWritten = (ago: number) => {
    const old = Buffer.from(data)
    old.writeDoubleLE(Date.now() - 50_000 * minutes, old.length - 16)
    old.writeDoubleLE(Date.now() - ago, old.length - 8)
    return old
  }
  expect(isTaken(lastWritten(9 * minutes))).toBe(true)
  expect(isTaken(lastWritten(11 * minutes))).toBe(false)
})

// What a run loaded it keeps, so what is kept says what was loaded.
const runs: [what: string, template: string, flags: string[], loads: string[], prints: string][] = [
  ['plain YAML', 'a: {{ .Values.on | default "no" }}', [], [], 'a: no'],
  ['--set', 'a: {{ .Values.on }}', ['--set', 'on=yes'], ['seldom-needed'], 'a: yes'],
  ['TOML', '{{ toToml (dict "a" 1) }}', [], ['seldom-needed'], 'a = 1'],
  ['YAML in flow style', '{{ (fromYaml "{a: [1, 2]}").a | toJson }}', [], ['seldom-needed'], '[1,2]'],
]

test.each(runs)('what few charts need is loaded for them alone: %s', (_, template, flags, loads, prints) => {
  const folder = folderWith({
    'chart/Chart.yaml': 'apiVersion: v2\nname: small\nversion: 0.1.0\n',
    'chart/templates/one.yaml': `text: |\n  ${template}\n`,
  })
  const printed = execFileSync(
    process.execPath,
    [command, 'template', 'rel', path.join(folder, 'chart'), ...flags],
    { env: { ...process.env, XDG_CACHE_HOME: folder, CHARTWRIGHT_CODE_CACHE: '' }, encoding: 'utf8' },
  )
  expect(printed).toBe(`---\n# Source: small/templates/one.yaml\ntext: |\n  ${prints}\n`)
  const kept = fs
    .readdirSync(path.join(folder, 'chartwright'))
    .map((name) => /^[a-z-]+(?=-\d)/.exec(name)![0])
  expect(kept.sort()).toEqual(['quick-start', ...loads])
})
