import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { root } from '../../../../test/support/repository.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'
import { applyHunks, readHunks, unifiedDiff } from '../../src/cli/platform/unified-diff.ts'

const work = path.join(root, 'node_modules/.cache/chartwright', `kept-edits-${process.pid}`)
const chart = path.join(work, 'chart')
const service = path.join(chart, 'templates/web-service.yaml')
const patch = path.join(work, 'platform/patches/templates/web-service.yaml.patch')
afterEach(() => fs.rmSync(work, { recursive: true, force: true }))

function describeWeb(port: number, more = ''): void {
  fs.mkdirSync(path.join(work, 'platform'), { recursive: true })
  fs.writeFileSync(
    path.join(work, 'platform/chart.ts'),
    `import { chart, image, service, values } from 'chartwright'
export default chart(
  { name: 'hello', version: '1.0.0', description: 'A page', kubernetes: '1.25' },
  values({ image: image({ repository: 'nginx', tag: '1.29' }) }),
  ($) => [service('web', { image: $.image, ports: { http: ${port} }${more} })],
)
`,
  )
}
const build = (...flags: string[]) =>
  runOurs(['build', path.join(work, 'platform'), '--out', chart, ...flags])
const edit = (from: string, to: string) => {
  const text = fs.readFileSync(service, 'utf8')
  expect(text).toContain(from)
  fs.writeFileSync(service, text.replace(from, to))
}
const affinity = 'type: ClusterIP\n  sessionAffinity: ClientIP'

test('an edit stops the build until it is kept; then each later build has it, where it belongs', async () => {
  describeWeb(8080)
  expect((await build()).exitCode).toBe(0)
  edit('type: ClusterIP', affinity)
  const stopped = await build()
  expect(stopped.exitCode).toBe(1)
  expect(stopped.stderr).toContain('error chart-edited')
  expect(stopped.stderr).toContain('--keep')

  const kept = await build('--keep')
  expect(kept.exitCode).toBe(0)
  expect(kept.stderr).toContain('template-not-proven')
  expect(fs.readFileSync(patch, 'utf8')).toContain('+  sessionAffinity: ClientIP\n')
  expect(fs.readFileSync(path.join(chart, 'intents.json'), 'utf8')).toContain('templates/web-service.yaml')

  // The description changes elsewhere, also in the same file: the edit stays.
  describeWeb(9090)
  expect((await build()).exitCode).toBe(0)
  const text = fs.readFileSync(service, 'utf8')
  expect(text).toContain(affinity)
  expect(text).toContain('port: 9090')
})

test('another edit of the same file is kept with the first', async () => {
  describeWeb(8080)
  await build()
  edit('type: ClusterIP', affinity)
  await build('--keep')
  edit('sessionAffinity: ClientIP', 'sessionAffinity: ClientIP\n  internalTrafficPolicy: Local')
  expect((await build('--keep')).exitCode).toBe(0)
  fs.rmSync(chart, { recursive: true })
  expect((await build()).exitCode).toBe(0)
  expect(fs.readFileSync(service, 'utf8')).toContain(`${affinity}\n  internalTrafficPolicy: Local`)
})

test('a kept edit whose lines are gone stops the build, and nothing is written', async () => {
  describeWeb(8080)
  await build()
  edit('type: ClusterIP', affinity)
  await build('--keep')
  const before = fs.readFileSync(service, 'utf8')
  describeWeb(8080, ", serviceType: 'NodePort'")
  const stopped = await build()
  expect(stopped.exitCode).toBe(1)
  expect(stopped.stderr).toMatch(/web-service\.yaml\.patch:3:1: error kept-edit-outdated: /)
  expect(stopped.stderr).toContain('type: ClusterIP')
  expect(fs.readFileSync(service, 'utf8')).toBe(before)
  fs.rmSync(patch)
  expect((await build('--overwrite')).exitCode).toBe(0)
  expect(fs.readFileSync(service, 'utf8')).toContain('type: NodePort\n')
})

test('an edit cannot be kept once the description has changed the file, nor when it is no template', async () => {
  describeWeb(8080)
  await build()
  edit('type: ClusterIP', affinity)
  describeWeb(9090)
  const changed = await build('--keep')
  expect(changed.stderr).toContain('error kept-edit-refused')
  expect(changed.exitCode).toBe(1)
  describeWeb(8080)
  edit('type: ClusterIP', 'type: {{ if }}')
  const broken = await build('--keep')
  expect(broken.stderr).toContain('web-service.yaml with the edit is no template')
  expect(fs.existsSync(patch)).toBe(false)
})

test('--overwrite drops the edit', async () => {
  describeWeb(8080)
  await build()
  edit('type: ClusterIP', affinity)
  expect((await build('--overwrite')).exitCode).toBe(0)
  expect(fs.readFileSync(service, 'utf8')).not.toContain('sessionAffinity')
  expect(fs.existsSync(patch)).toBe(false)
})

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '-x', '+y', '@@ z', ' d'), { maxLength: 30 })
  .chain((lines) => fc.boolean().map((ends) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : '')))

test('a patch of two texts makes the second of the first', () => {
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const hunks = readHunks(unifiedDiff('f', from, to))
      if (from === to) expect(hunks).toBeUndefined()
      else expect(applyHunks(from, hunks!)).toEqual({ text: to })
    }),
    { numRuns: 500 },
  )
})

test('git reads our patches', () => {
  const [from, to] = ['a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nB\nc\nd\ne\nf\nh\ni']
  fs.mkdirSync(work, { recursive: true })
  fs.writeFileSync(path.join(work, 'f'), from)
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(work) }
  const run = spawnSync('git', ['apply', '--verbose', '-'], {
    cwd: work,
    env,
    input: unifiedDiff('f', from, to),
    encoding: 'utf8',
  })
  expect([run.stderr, run.status]).toEqual([expect.stringContaining('Applied patch f cleanly'), 0])
  expect(fs.readFileSync(path.join(work, 'f'), 'utf8')).toBe(to)
})
