import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../../../test/support/repository.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

// Inside the repository, so that a platform finds `chartwright` and TypeScript as a user's would.
const work = path.join(root, 'node_modules/.cache/chartwright', `build-test-${process.pid}`)
const chart = path.join(work, 'chart')
const good = `import { chart, http, image, replicas, service, values, workload } from 'chartwright'

const v = values({
  image: image({ repository: 'nginx', tag: '1.29' }),
  web: workload('The web page', { replicas: replicas(2) }),
})

export default chart(
  { name: 'hello', version: '1.0.0', description: 'A page', kubernetes: '1.25' },
  v,
  ($) => [service('web', { image: $.image, values: $.web, replicas: $.web.replicas, ports: { http: 8080 }, ready: http('http', '/') })],
)
`

beforeAll(async () => {
  platform('good', good)
  const built = await build('good')
  expect(built).toMatchObject({ exitCode: 0, stderr: '' })
})
afterAll(() => fs.rmSync(work, { recursive: true, force: true }))

function platform(name: string, text: string): void {
  fs.mkdirSync(path.join(work, name), { recursive: true })
  fs.writeFileSync(path.join(work, name, 'chart.ts'), text)
}

function build(name: string, ...flags: string[]) {
  return runOurs(['build', path.join(work, name), '--out', chart, ...flags])
}

function contents(): Record<string, string> {
  const files = fs
    .readdirSync(chart, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((file) => {
      const full = path.join(file.parentPath, file.name)
      return [path.relative(chart, full), fs.readFileSync(full, 'utf8')]
    }),
  )
}

test('a build says what it wrote, and a second one that nothing changed', async () => {
  const before = contents()
  const { stdout } = await build('good')
  expect(stdout).toMatch(/^hello 1\.0\.0 → .* \(\d+ unchanged\) in \d+ ms\n$/)
  expect(contents()).toEqual(before)
})

test.each([
  ['does not parse', good.replace('values({', 'values({{'), 3],
  ['throws', good.replace('const v', "throw new Error('out of eggs')\nconst v"), 3],
  ['names a value that does not exist', good.replace('$.image,', '$.imge,'), 11],
  ['exports nothing', good.replace('export default ', ''), undefined],
])('a platform that %s is refused at its line, and the chart stays as it was', async (_, text, line) => {
  const before = contents()
  platform('bad', text)
  const { exitCode, stderr, stdout } = await build('bad')
  expect(exitCode).toBe(1)
  expect(stdout).toBe('')
  if (line) expect(stderr).toMatch(new RegExp(`bad/chart\\.ts:${line}:\\d+: error [a-z-]+: `))
  else expect(stderr).toMatch(/bad\/chart\.ts(:\d+:\d+)?: error [a-z-]+: /)
  expect(stderr).not.toMatch(/^ {4}at /m)
  expect(contents()).toEqual(before)
})

test("line ends of Windows, as git writes them there, are nobody's edit", async () => {
  const before = contents()
  for (const [file, text] of Object.entries(before))
    fs.writeFileSync(path.join(chart, file), text.replaceAll('\n', '\r\n'))
  platform('windows', good.replaceAll('\n', '\r\n'))
  expect(await build('windows')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(contents()).toEqual(before)
  fs.writeFileSync(
    path.join(chart, 'values.yaml'),
    before['values.yaml']!.replace('2', '3').replaceAll('\n', '\r\n'),
  )
  const { exitCode, stderr } = await build('windows')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('values.yaml was edited by hand')
  expect(stderr.match(/^ +[-+] /gm)).toHaveLength(2)
  await build('windows', '--overwrite')
})

test('the README says of a component what its values say, and of an example without a comment nothing', async () => {
  fs.mkdirSync(path.join(work, 'good/examples'))
  fs.writeFileSync(path.join(work, 'good/examples/two.yaml'), 'web:\r\n  replicas: 2\r\n')
  await build('good')
  expect(contents()['README.md']).toContain('| `web` | The web page | Deployment, Service | http 8080 |')
  expect(contents()['README.md']).toContain('-f charts/hello/examples/two.yaml`\n')
  expect(contents()['examples/two.yaml']).toBe('web:\n  replicas: 2\n')
  fs.rmSync(path.join(work, 'good/examples'), { recursive: true })
})

test('a port that is none is told at its property', async () => {
  platform('quoted', good.replace('{ http: 8080 }', "{\n  http: '8080' as never }"))
  expect((await build('quoted')).stderr).toMatch(/chart\.ts:12:3: error port-invalid: .*text "8080"/)
})

test('a missing platform is named', async () => {
  const { exitCode, stderr } = await build('nowhere')
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^error platform-missing: there is no file .*nowhere\/chart\.ts\n {2}help: /)
})

test('an error of types stops the build only with --check', async () => {
  platform('typed', good.replace('replicas(2)', "replicas(2), more: 'x' as number"))
  const checked = await build('typed', '--check')
  expect(checked.exitCode).toBe(1)
  expect(checked.stderr).toMatch(/typed\/chart\.ts:5:\d+: error type-check: .*\(TS\d+\)\n {2}5 \| /)
})

test('a template edited by hand stops the build with the difference, and --overwrite drops it', async () => {
  const file = path.join(
    chart,
    'templates',
    fs.readdirSync(path.join(chart, 'templates')).find((name) => name.endsWith('.yaml'))!,
  )
  const generated = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, `${generated}# mine\n`)
  const stopped = await build('good')
  expect(stopped.exitCode).toBe(1)
  expect(stopped.stderr).toContain('error chart-edited')
  expect(stopped.stderr).toContain('# mine')
  expect(fs.readFileSync(file, 'utf8')).toBe(`${generated}# mine\n`)
  expect((await build('good', '--overwrite')).exitCode).toBe(0)
  expect(fs.readFileSync(file, 'utf8')).toBe(generated)
})

test('of several platforms each is built, also when another fails', () => {
  const other = path.join(work, 'several')
  platform('several/one', good.replaceAll('hello', 'one'))
  platform('several/two', good.replace('$.image,', '$.imge,'))
  platform('several/three', good.replaceAll('hello', 'three'))
  const source = [
    '--import',
    'tsx',
    '--conditions',
    'chartwright-source',
    path.join(root, 'scripts/chartwright.ts'),
  ]
  const run = spawnSync(process.execPath, [...source, 'build', 'one', 'two', 'three'], {
    cwd: other,
    encoding: 'utf8',
  })
  expect(run.status).toBe(1)
  expect(run.stderr).toMatch(/^two\/chart\.ts:11:\d+: error /m)
  expect(run.stdout.replace(/\d+ ms/g, '')).toMatch(
    /^one 1\.0\.0 → charts\/one \(\d+ written\) in \nthree 1\.0\.0 → charts\/three \(\d+ written\) in \n$/,
  )
  expect(fs.readdirSync(path.join(other, 'charts'))).toEqual(['one', 'three'])
})

test.each(['--out=charts', '--watch'])('several platforms do not go with %s', async (flag) => {
  const { exitCode, stderr } = await runOurs(['build', path.join(work, 'good'), path.join(work, 'bad'), flag])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(
    /^Error: --(out|watch) takes one platform, and 2 are given\n\nerror argument-count: /,
  )
})
