import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { filesBelow, replaceFolder } from '../../src/cli/platform/replace-folder.ts'
import { nodeFileSystem } from '../../src/io/node.ts'

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-replace-'))
const chart = path.join(work, 'chart')
const bytes = (text: string) => new TextEncoder().encode(text)

beforeEach(() => fs.rmSync(chart, { recursive: true, force: true }))
afterAll(() => fs.rmSync(work, { recursive: true, force: true }))

function replace(content: Record<string, string | Uint8Array>, files = nodeFileSystem) {
  replaceFolder(files, chart, new Map(Object.entries(content)), filesBelow(files, chart))
}

function contents() {
  return Object.fromEntries(
    [...filesBelow(nodeFileSystem, chart)].map(([file, data]) => [file, new TextDecoder().decode(data)]),
  )
}

test('the folder holds what it is given and nothing else, and nothing is left beside it', () => {
  replace({ 'Chart.yaml': 'a', 'templates/web.yaml': 'b', 'templates/old.yaml': 'c' })
  replace({ 'Chart.yaml': 'a', 'templates/web.yaml': 'new', logo: bytes('\x00') })
  expect(contents()).toEqual({ 'Chart.yaml': 'a', 'templates/web.yaml': 'new', logo: '\x00' })
  expect(fs.readdirSync(work)).toEqual(['chart'])
})

test('a file that stays is the same file with its time, and has no second name', () => {
  replace({ 'Chart.yaml': 'a', 'templates/web.yaml': 'b' })
  const file = path.join(chart, 'Chart.yaml')
  fs.utimesSync(file, 1000, 1000)
  const { ino, mtimeMs } = fs.statSync(file)
  replace({ 'Chart.yaml': 'a', 'templates/web.yaml': 'new' })
  expect(fs.statSync(file)).toMatchObject({ ino, mtimeMs, nlink: 1 })
})

test('a file that differs in a byte order mark alone is written', () => {
  replace({ 'values.yaml': '\ufeffa: 1\n' })
  replace({ 'values.yaml': 'a: 1\n' })
  expect([...fs.readFileSync(path.join(chart, 'values.yaml'))]).toEqual([...bytes('a: 1\n')])
})

test('where a file can have no second name it is copied', () => {
  const [from, to] = [path.join(work, 'from'), path.join(work, 'below', 'to')]
  fs.writeFileSync(from, 'text')
  nodeFileSystem.link(from, to)
  expect(fs.statSync(to).ino).toBe(fs.statSync(from).ino)
  // What is there already is what the system refuses here; other systems refuse every link.
  fs.rmSync(to)
  fs.writeFileSync(to, 'other')
  nodeFileSystem.link(from, to)
  expect(fs.readFileSync(to, 'utf8')).toBe('text')
  expect(fs.statSync(to).ino).not.toBe(fs.statSync(from).ino)
  fs.rmSync(from)
  fs.rmSync(path.dirname(to), { recursive: true })
})

test('when writing fails the old folder stands as it was', () => {
  replace({ 'Chart.yaml': 'a' })
  const full: typeof nodeFileSystem = {
    ...nodeFileSystem,
    writeFile() {
      throw new Error('no space left')
    },
  }
  expect(() => replace({ 'Chart.yaml': 'b' }, full)).toThrow('no space left')
  expect(contents()).toEqual({ 'Chart.yaml': 'a' })
  expect(fs.readdirSync(work)).toEqual(['chart'])
})
