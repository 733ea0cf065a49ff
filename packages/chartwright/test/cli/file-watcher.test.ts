import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileWatcher } from '../../src/cli/watch/file-watcher.ts'

let work: string
let watcher: FileWatcher
beforeEach(() => {
  work = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'))
  watcher = new FileWatcher()
})
afterEach(() => {
  watcher.close()
  fs.rmSync(work, { recursive: true, force: true })
})

const at = (...names: string[]) => path.join(work, ...names)
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true })
  fs.writeFileSync(at(name), text)
}

test.each<[string, () => void]>([
  ['written again', () => write('a', '22')],
  ['replaced by another that was renamed', () => (write('b', '2'), fs.renameSync(at('b'), at('a')))],
  ['removed', () => fs.rmSync(at('a'))],
])('a file that is %s is a change', async (_, change) => {
  write('a', '1')
  watcher.note(at('a'))
  const changed = watcher.changed()
  change()
  await changed
  expect(watcher.isStale()).toBe(true)
})

test('a file that was missing and comes is a change', async () => {
  watcher.note(at('late'))
  const changed = watcher.changed()
  write('late', '')
  await changed
})

test('a file that comes into a noted folder is a change', async () => {
  write('examples/one.yaml', '')
  watcher.note(at('examples'))
  const changed = watcher.changed()
  write('examples/two.yaml', '')
  await changed
})

test('a folder that comes late is watched once it is noted again', async () => {
  watcher.note(at('examples'))
  const came = watcher.changed()
  write('examples/one.yaml', '1')
  await came
  watcher.note(at('examples'))
  watcher.note(at('examples/one.yaml'))
  const changed = watcher.changed()
  write('examples/one.yaml', '22')
  await changed
})

test('a change between noting and waiting is not lost', async () => {
  write('a', '1')
  watcher.note(at('a'))
  write('a', '22')
  await watcher.changed()
})

test('a file in a folder that was put in place of another is still watched', async () => {
  write('folder/a', '1')
  watcher.note(at('folder/a'))
  const replaced = watcher.changed()
  write('fresh/a', '22')
  fs.renameSync(at('folder'), at('old'))
  fs.renameSync(at('fresh'), at('folder'))
  await replaced
  watcher.note(at('folder/a'))
  const changed = watcher.changed()
  write('folder/a', '333')
  await changed
})

test('what is no longer kept, and what stands beside, is no change', async () => {
  for (const name of ['a', 'b', 'beside']) write(name, '1')
  for (const name of ['a', 'b']) watcher.note(at(name))
  watcher.keep([at('a')])
  const changed = watcher.changed().then(() => 'changed')
  write('b', '22')
  write('beside', '22')
  expect(watcher.isStale()).toBe(false)
  expect(watcher.paths).toEqual([at('a')])
  write('a', '22')
  expect(await changed).toBe('changed')
})
