import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeCliIo } from '../../src/cli/node-cli-io.ts'
import { registry } from '../../src/cli/registry.ts'
import { run } from '../../src/cli/run.ts'
import { root } from '../../../../test/support/repository.ts'

const work = path.join(root, 'node_modules/.cache/chartwright', `watch-test-${process.pid}`)
const at = (...names: string[]) => path.join(work, ...names)
const write = (name: string, text: string) => fs.writeFileSync(at(name), text)

const settings = `export const count = 2\n`
const chart = `import { chart, generated, image, replicas, secret, service, string, values, workload } from 'chartwright'
import { count } from './settings.ts'

const v = values({
  image: image({ repository: 'nginx', tag: '1.29' }),
  tone: string('').doc('How it greets'),
  web: workload('The web page', { replicas: replicas(count) }),
})

export default chart({ name: 'hello', version: '1.0.0', description: 'A page', kubernetes: '1.25' }, v, ($) => {
  const token = secret('token', { keys: { token: generated('') } })
  return [
    token,
    service('web', {
      image: $.image, values: $.web, replicas: $.web.replicas, ports: { http: 8080 },
      env: { TONE: $.tone, TOKEN: token.key('token') },
    }),
  ]
})
`

interface Session {
  /** Waits for text on either stream beyond what was waited for before, and gives all up to it. */
  until(pattern: RegExp): Promise<string>
  end(): Promise<number>
}
let sessions: Session[] = []

beforeEach(() => {
  fs.mkdirSync(at('examples'), { recursive: true })
  write('settings.ts', settings)
  write('chart.ts', chart)
  write('examples/loud.yaml', 'tone: loud\n')
})
afterEach(async () => {
  for (const session of sessions) await session.end()
  sessions = []
  fs.rmSync(work, { recursive: true, force: true })
})

function watch(...flags: string[]): Session {
  let said = ''
  let interrupt: () => void
  let heard: () => void = () => undefined
  const interrupted = new Promise<void>((resolve) => (interrupt = resolve))
  const say = (text: string) => {
    said += text
    heard()
  }
  const ended = run(registry, ['build', work, '--out', at('out'), '--watch', ...flags], {
    files: nodeCliIo.files,
    host: nodeCliIo.host,
    readStdin: () => new Uint8Array(),
    color: false,
    stdout: say,
    stderr: say,
    interrupted: () => interrupted,
  })
  const session = {
    async until(pattern: RegExp) {
      for (;;) {
        const found = pattern.exec(said)
        if (found) {
          const until = said.slice(0, found.index + found[0].length)
          said = said.slice(until.length)
          return until
        }
        await new Promise<void>((resolve) => (heard = resolve))
      }
    },
    end() {
      interrupt()
      return ended
    },
  }
  sessions.push(session)
  return session
}

test('a change of chart.ts is built and told: the files, and the fields of objects', async () => {
  const { until, end } = watch()
  await until(
    /hello 1\.0\.0 → .* written\).*\nWatching chart\.ts and settings\.ts, and examples\/\. Ctrl-C ends it\.\n/,
  )
  write('chart.ts', chart.replace('http: 8080', 'http: 9090'))
  const told = await until(/ {4}~ Service\/hello-web\n.*\n/)
  expect(told).toMatch(/^\n\d\d:\d\d:\d\d hello 1\.0\.0 → .* in \d+ ms\n/)
  expect(told).toContain('  ~ templates/web-deployment.yaml\n')
  expect(told).toContain('spec.ports[name=http].port: 8080 → 9090')
  const rest = await until(/Deployment\/hello-web\n(?: {6}.*\n)+/)
  expect(rest).toContain('containerPort')
  expect(fs.readFileSync(at('out/templates/web-deployment.yaml'), 'utf8')).toContain('9090')
  expect(await end()).toBe(0)
})

test('a change of an imported file is a change, and random secrets are none', async () => {
  const { until } = watch()
  await until(/Watching/)
  write('settings.ts', settings.replace('2', '3'))
  const told = await until(/spec\.replicas: 2 → 3\n/)
  expect(told).toContain('~ values.yaml')
  expect(told).not.toContain('Secret')
})

test('an example tells what the defaults do not', async () => {
  const { until } = watch()
  await until(/Watching/)
  write('examples/loud.yaml', 'tone: louder\n')
  const told = await until(/loud → .*|"loud" → .*/)
  expect(told).toContain('~ examples/loud.yaml\n')
  expect(told).toMatch(/with examples\/loud\.yaml:\n {4}~ Deployment\/hello-web\n/)
})

test('mistakes are told with their place, do not end it, and their repair builds again', async () => {
  const { until } = watch()
  await until(/Watching/)
  write('settings.ts', 'export const count = {{\n')
  expect(await until(/Error: 1 error\n/)).toMatch(/not built\n.*settings\.ts:1:.*error platform-syntax/)
  write('settings.ts', settings)
  expect(await until(/in \d+ ms\n/)).toMatch(/\d+ unchanged\)/)
  fs.rmSync(at('settings.ts'))
  expect(await until(/error import-unknown: .*/)).toMatch(
    /chart\.ts:\d+:\d+: .*there is no file .*settings\.ts/,
  )
  write('settings.ts', settings.replace('2', '5'))
  await until(/spec\.replicas: 2 → 5\n/)
})

test('a first build that fails is watched, too', async () => {
  write('settings.ts', 'throw new Error("not yet")\nexport const count = 2\n')
  const { until } = watch()
  expect(await until(/Watching/)).toContain('error platform-threw')
  write('settings.ts', settings)
  await until(/hello 1\.0\.0 → .* written\)/)
})

test('defaults that stop to render are told in the words of the chart, and that they render again', async () => {
  const { until } = watch()
  await until(/Watching/)
  write(
    'chart.ts',
    chart
      .replace('    token,\n', "    token, refuse(eq($.tone, ''), 'set tone'),\n")
      .replace('{ chart,', '{ chart, eq, refuse,'),
  )
  expect(await until(/does not render: .*/)).toContain('set tone')
  write('chart.ts', chart)
  await until(/ {4}renders again\n/)
})

test('a platform that is not there ends it', async () => {
  fs.rmSync(work, { recursive: true })
  const { until, end } = watch()
  await until(/error platform-missing/)
  expect(await end()).toBe(1)
})

test.skipIf(process.platform === 'win32')('Ctrl-C ends the process without an error', async () => {
  const script = path.join(root, 'scripts/chartwright.ts')
  const args = ['--conditions=chartwright-source', '--import', 'tsx', script]
  const child = spawn(process.execPath, [...args, 'build', work, '--out', at('out'), '--watch'], {
    cwd: root,
  })
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)))
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (data: Buffer) => data.includes('Watching') && resolve()),
  )
  child.kill('SIGINT')
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
