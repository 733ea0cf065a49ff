import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

let work: string
beforeEach(() => (work = fs.mkdtempSync(path.join(os.tmpdir(), 'init-'))))
afterEach(() => fs.rmSync(work, { recursive: true, force: true }))

const read = (...parts: string[]) => fs.readFileSync(path.join(work, ...parts), 'utf8')
const init = (folder: string, ...flags: string[]) => runOurs(['init', path.join(work, folder), ...flags])

test('init writes a platform named after its folder, and says what to do next', async () => {
  const { exitCode, stdout, stderr } = await init('hello')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(fs.readdirSync(path.join(work, 'hello')).sort()).toEqual([
    '.gitignore',
    'README.md',
    'chart.ts',
    'eslint.config.mjs',
    'package.json',
    'tsconfig.json',
  ])
  expect(read('hello', 'chart.ts')).toContain("name: 'hello'")
  expect(stdout).toMatch(/Next:\n {2}cd .*hello\n {2}npm install\n {2}npm run build\n$/)
})

test('--name names the chart otherwise than the folder', async () => {
  expect((await init('My Folder', '--name', 'shop')).exitCode).toBe(0)
  expect(read('My Folder', 'chart.ts')).toContain("name: 'shop'")
  expect(JSON.parse(read('My Folder', 'package.json'))).toMatchObject({ name: 'shop' })
})

test.each([
  ['My Shop!', [], '--name my-shop'],
  ['x', ['--name', 'Übung 1'], '--name bung-1'],
  ['x', ['--name', 'a'.repeat(41)], `--name ${'a'.repeat(40)}`],
  ['x', ['--name', ''], 'write --name'],
])('what DNS does not take as a name is refused: %s %s', async (folder, flags, hint) => {
  const { exitCode, stderr } = await init(folder, ...flags)
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error name-invalid')
  expect(stderr).toContain(hint)
  expect(fs.existsSync(path.join(work, folder))).toBe(false)
})

test('a chart.ts that is there stops init before it writes anything', async () => {
  fs.writeFileSync(path.join(work, 'chart.ts'), 'mine')
  const { exitCode, stderr } = await init('', '--name', 'x')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error init-file-taken')
  expect(fs.readdirSync(work)).toEqual(['chart.ts'])
  expect(read('chart.ts')).toBe('mine')
})

test('package.json, README.md and .gitignore stay, and the commands that complete package.json are told', async () => {
  for (const file of ['package.json', 'README.md', '.gitignore'])
    fs.writeFileSync(path.join(work, file), 'mine')
  const { exitCode, stderr } = await init('', '--name', 'x')
  expect(exitCode).toBe(0)
  expect(stderr.match(/warning init-file-kept/g)).toHaveLength(3)
  expect(stderr).toContain('npm pkg set type=module scripts.build="chartwright build . --check"')
  expect(stderr).toMatch(/npm install --save-dev "chartwright@\^\d/)
  for (const file of ['package.json', 'README.md', '.gitignore']) expect(read(file)).toBe('mine')
  expect(read('chart.ts')).toContain("name: 'x'")
})

test('a second init writes nothing', async () => {
  await init('twice')
  const { exitCode, stdout } = await init('twice')
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
})

test('a folder that is a file is refused', async () => {
  fs.writeFileSync(path.join(work, 'file'), '')
  const { exitCode, stderr } = await init('file')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('is a file, not a folder')
})

test('two folders are one too many', async () => {
  const { exitCode, stderr } = await runOurs(['init', 'a', 'b'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('"chartwright init" accepts at most 1 argument')
})
