import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeCliIo } from '../../src/cli/node-cli-io.ts'
import { registry } from '../../src/cli/registry.ts'
import { run } from '../../src/cli/run.ts'
import { nodeFileSystem } from '../../src/io/node.ts'
import type { FileSystem } from '../../src/io/index.ts'
import { helmBinary, helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { root } from '../../../../test/support/repository.ts'
import { folderWith } from './chart-folders.ts'

const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'web/values.yaml': 'a: 1\n',
  'web/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
}

const error = (code: string, syscall: string, file?: string) =>
  Object.assign(new Error(`${code}: …, ${syscall}`), { code, syscall, ...(file && { path: file }) })

/** Runs a command line on files of which some are refused, as to somebody who is not root. */
async function runRefused(args: readonly string[], refused: Partial<FileSystem>) {
  let stderr = ''
  let stdout = ''
  const files = { ...nodeFileSystem, ...refused }
  const exitCode = await run(registry, args, {
    ...nodeCliIo,
    files,
    color: false,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
  })
  return { exitCode, stdout, stderr }
}

const unreadable = (name: string): Partial<FileSystem> => ({
  readFile(file) {
    if (path.basename(file) === name) throw error('EACCES', 'open', file)
    return nodeFileSystem.readFile(file)
  },
})

test('a disk that is full is told with the file, and is no internal error', async () => {
  const folder = folderWith({})
  const writeFile = (file: string) => {
    throw error('ENOSPC', 'write', file)
  }
  const { exitCode, stderr } = await runRefused(['init', path.join(folder, 'hello')], { writeFile })
  expect(exitCode).toBe(1)
  expect(stderr).toBe(`Error: write ${folder}/hello/package.json: no space left on device

error file-refused: ${folder}/hello/package.json cannot be written or read
  help: make room, or choose another place
`)
})

test.each(['Chart.yaml', 'values.yaml', 'a.yaml'])(
  '%s that may not be read is told as Helm tells it',
  async (name) => {
    const folder = folderWith(chart)
    const of = (command: string) => runRefused([command, path.join(folder, 'web')], unreadable(name))
    const { exitCode, stderr } = await of('template')
    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      `open ${folder}/web/${name === 'a.yaml' ? 'templates/' : ''}${name}: permission denied`,
    )
    expect(stderr).not.toContain('internal error')
    const lint = await of('lint')
    expect(lint.stdout).not.toContain('EACCES')
    expect(lint.stdout).toContain(': permission denied')
  },
)

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary]))(
  'Helm %s says the same of a Chart.yaml that is a folder',
  async (version, binary) => {
    const folder = folderWith({ 'web/Chart.yaml/x': '', 'web/values.yaml': '' })
    const args = ['template', path.join(folder, 'web')]
    const ours = await runOurs(['--helm-version', version, ...args])
    const theirs = runHelm(binary, args, { cwd: folder })
    expect(ours.stderr.split('\n')[0]).toBe(theirs.stderr.split('\n')[0])
  },
)

test('a folder given as values file is named', async () => {
  const folder = folderWith(chart)
  const args = ['template', path.join(folder, 'web'), '-f', folder]
  const ours = await runOurs(args)
  expect(ours.stderr.split('\n')[0]).toBe(runHelm(helmBinary('4'), args).stderr.split('\n')[0])
})

test('a values file that is not there is suggested from those beside it', async () => {
  const folder = folderWith({ ...chart, 'prod.yaml': 'a: 2\n' })
  const { stderr } = await runOurs([
    'template',
    path.join(folder, 'web'),
    '-f',
    path.join(folder, 'prod.yml'),
  ])
  expect(stderr).toContain(`help: did you mean ${folder}/prod.yaml?`)
})

test.runIf(fs.existsSync('/dev/full'))('output that nobody can take is told in one line', () => {
  const folder = folderWith(chart)
  const full = fs.openSync('/dev/full', 'w')
  const script = path.join(root, 'scripts/chartwright.ts')
  const ours = ['--conditions=chartwright-source', '--import', 'tsx', script]
  const done = spawnSync(process.execPath, [...ours, 'template', path.join(folder, 'web')], {
    cwd: root,
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  fs.closeSync(full)
  expect(done.status).toBe(1)
  expect(done.stderr).toContain('Error: write /dev/stdout: no space left on device\n')
  expect(done.stderr).not.toContain('internal error')
})
