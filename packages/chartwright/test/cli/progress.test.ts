import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CliIo } from '../../src/cli/cli-io.ts'
import { nodeCliIo } from '../../src/cli/node-cli-io.ts'
import { isWatched, showProgress } from '../../src/cli/progress.ts'
import { registry } from '../../src/cli/registry.ts'
import { run } from '../../src/cli/run.ts'
import { root } from '../../../../test/support/repository.ts'

const clear = '\r\u001b[K'
let file: string
let descriptor: number
beforeEach(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'progress-')), 'terminal')
  descriptor = fs.openSync(file, 'a')
})
afterEach(() => {
  fs.closeSync(descriptor)
  fs.rmSync(path.dirname(file), { recursive: true })
})
const drawn = () => fs.readFileSync(file, 'utf8')

/** Without a turn for timers, as a render has none. */
function work(isDone: () => boolean): void {
  for (const started = performance.now(); !isDone() && performance.now() - started < 20_000;);
}

test('it is drawn while the thread that works has no time for it, and is gone when it ends', () => {
  const progress = showProgress('rendering shop', descriptor, 0)
  work(() => drawn().split('rendering shop').length > 2)
  progress.end()
  const said = drawn()
  expect(said).toMatch(/^\r. rendering shop \d+ s\u001b\[K\r. rendering shop/u)
  expect(said.endsWith(clear)).toBe(true)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  expect(drawn()).toBe(said)
})

test('what ends in time is never seen', async () => {
  const progress = showProgress('quick', descriptor, 400)
  progress.end()
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(drawn()).toBe('')
})

test('it is taken away before output, before input is read, and when the command ends', async () => {
  const log: string[] = []
  const code = await run(
    registry,
    ['diff', path.join(root, 'charts/dagu'), '--set', 'scheduler.replicas=3'],
    {
      files: nodeCliIo.files,
      host: nodeCliIo.host,
      readStdin: () => new Uint8Array(),
      color: false,
      stdout: () => void log.push('output'),
      stderr: () => void log.push('error'),
      progress: (text) => {
        log.push(text.replace(root, ''))
        return { end: () => void log.push('gone') }
      },
    },
  )
  expect({ code, log }).toEqual({ code: 0, log: ['rendering /charts/dagu', 'gone', 'output'] })
})

test('a command that fails leaves nothing behind', async () => {
  const log: string[] = []
  await run(registry, ['lint', path.join(root, 'missing')], {
    files: nodeCliIo.files,
    host: nodeCliIo.host,
    readStdin: () => new Uint8Array(),
    color: false,
    stdout: () => undefined,
    stderr: () => void log.push('error'),
    progress: () => (log.push('shown'), { end: () => void log.push('gone') }),
  })
  expect(log.slice(0, 3)).toEqual(['shown', 'gone', 'error'])
  expect(log.filter((one) => one === 'gone')).toHaveLength(1)
})

test('nobody watches a CI, a dumb terminal, or what is none', () => {
  expect(isWatched({ CI: 'true' })).toBe(false)
  expect(isWatched({ TERM: 'dumb' })).toBe(false)
  if (!process.stderr.isTTY) expect(isWatched({})).toBe(false)
})

test("the process's own streams, whose properties are getters, are wrapped like any other", async () => {
  let said = ''
  const own = Object.create(nodeCliIo, { stdout: { value: (text: string) => void (said += text) } }) as CliIo
  expect(await run(registry, ['version', '--short'], own)).toBe(0)
  expect(said).toMatch(/^\d+\.\d+\.\d+\n$/)
})
