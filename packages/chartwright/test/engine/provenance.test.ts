import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinary } from '../../../../test/support/oracles.ts'
import { root } from '../../../../test/support/repository.ts'
import { printManifests } from '../../src/chart/index.ts'
import { renderChart } from '../../src/engine/index.ts'
import type { GoValue } from '../../src/go/values.ts'
import { newMap } from '../../src/go/values.ts'
import { nodeHost } from '../../src/io/node.ts'
import { trickyChart } from './provenance-chart.ts'
import { keysIn, load, othersFor, setting, shown, trace, unexplained, version } from './provenance-support.ts'
import { withChart } from './support.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-provenance-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
execFileSync(helmBinary('4'), ['create', path.join(folder, 'scaffold')], { stdio: 'ignore' })
for (const [name, text] of Object.entries(trickyChart)) {
  fs.mkdirSync(path.dirname(path.join(folder, 'tricky', name)), { recursive: true })
  fs.writeFileSync(path.join(folder, 'tricky', name), text)
}

/** The lines of a file as `template:line<calls | keys | text`. */
function described(chart: string, file: string): string[] {
  const { provenance } = trace(load(chart))!
  return provenance.lines(file).map(({ text, place, stack, keys }) => {
    const calls = stack.map(({ line }) => `<${line}`).join('')
    return `${place ? path.basename(place.template) : ''}:${place?.line}${calls} | ${shown(keys)} | ${text.trim()}`
  })
}

test('a line names the innermost template, the includes around it and the keys it hangs on', () => {
  const lines = described(path.join(folder, 'scaffold'), 'scaffold/templates/deployment.yaml')
  expect(lines).toContain('_helpers.tpl:49<38<6 | nameOverride | app.kubernetes.io/name: scaffold')
  expect(lines).toContain('deployment.yaml:41 | image.repository image.tag | image: "nginx:1.16.0"')
  expect(lines).toContain('deployment.yaml:9 | autoscaling.enabled replicaCount | replicas: 1')
  expect(lines).toContain('deployment.yaml:49 | livenessProbe# livenessProbe.httpGet.path | path: /')
  expect(lines).toContain('deployment.yaml:7 |  | spec:')
})

test('a digest of what toYaml wrote hangs on which entries there are, and on each', () => {
  const files = {
    'templates/a.yaml': 'sum: {{ toYaml .Values.config | nindent 2 | sha256sum }}\n',
    'values.yaml': 'config: {a: 1, b: {c: 2}}',
  }
  withChart(files, (chart) => {
    const [line] = trace(load(chart))!.provenance.lines('web/templates/a.yaml')
    const keys = line!.keys.map(({ key, of }) => `${key} ${of}`).sort()
    expect(keys).toEqual(['config names', 'config.a value', 'config.b names', 'config.b.c value'])
  })
})

test('maps that were merged again and again are asked once each', () => {
  const again = '{{ $b = merge (dict) $a $b }}{{ $a = merge (dict) $b $a }}'.repeat(20)
  const text = `{{ $a := dict "x" .Values.x }}{{ $b := dict }}${again}x: {{ $a.x }}\n`
  withChart({ 'templates/a.yaml': text, 'values.yaml': 'x: 1' }, (chart) => {
    const [line] = trace(load(chart))!.provenance.lines('web/templates/a.yaml')
    expect(shown(line!.keys)).toBe('x')
  })
})

test('columns count from 1, within what tpl was given too', () => {
  withChart(
    { 'templates/a.yaml': 'a: {{ tpl "b{{ .Values.x }}" . }}\nc:\n  b: {{ 1 }}\n', 'values.yaml': 'x: 1' },
    (chart) => {
      const [first, , third] = trace(load(chart))!.provenance.lines('web/templates/a.yaml')
      expect(first).toMatchObject({ text: 'a: b1', place: { line: 1, column: 1 }, stack: [] })
      expect(first!.keys).toEqual([{ key: 'x', of: 'value', isAbsent: false }])
      expect(third!.place).toEqual({
        template: 'web/templates/a.yaml',
        name: 'web/templates/a.yaml',
        line: 3,
        column: 3,
      })
    },
  )
})

test('keys flow through with, range, variables, include arguments, merges, tpl and branches that were not taken', () => {
  const at = (file: string) => described(path.join(folder, 'tricky'), `web/templates/${file}-NOTES.txt`)
  const branches = at('branches')
  expect(branches).toContain('branches-NOTES.txt:12 | nested.deep# nested.deep.er.value | deep: x')
  expect(branches).toContain('branches-NOTES.txt:19 | flag | variable: start')
  expect(branches.at(-1)).toMatch(/ \|  \| last: 1$/)
  const ranges = at('ranges')
  expect(ranges).toContain('ranges-NOTES.txt:12 | env# env.C mode | c: small')
  expect(ranges).toContain('ranges-NOTES.txt:3 | hosts# hosts[1].name | - host1: "b.test"')
  expect(at('includes')).toContain('_helpers.tpl:9<2 | mode | mode: small')
  const functions = at('functions')
  expect(functions).toContain('functions-NOTES.txt:3 | defaults.limits.cpu resources.limits.cpu | cpu: 1')
  expect(functions).toContain('functions-NOTES.txt:16 | mode written | written: small')
})

test('a subchart reads the globals of its parent, and hangs on its condition', () => {
  const lines = described(path.join(folder, 'tricky'), 'web/charts/db/templates/db.yaml')
  expect(lines[1]).toBe('db.yaml:2 | db.enabled global.domain | domain: example.test')
  expect(lines[3]).toBe('db.yaml:4 | db.enabled global.labels.team | team: a')
})

test('all keys that were read are reported, absent ones and those that printed nothing too', () => {
  const { provenance } = trace(load(path.join(folder, 'tricky')))!
  const keys = shown(provenance.keys).split(' ')
  expect(keys).toEqual(expect.arrayContaining(['missing?', 'tags.caching', 'flag', 'env.D?', 'global.none?']))
  const gap = provenance.gaps('web/templates/branches-NOTES.txt').find(({ place }) => place.line === 18)
  expect(shown(gap!.keys)).toBe('flag')
})

test('the lines of a manifest are those of its document', () => {
  const files = { 'templates/a.yaml': 'kind: A\n---\nkind: B\nb: 2\n---\n\nkind: C\n' }
  withChart(files, (folder) => {
    const traced = trace(load(folder))!
    const chart = load(folder)
    const release = { name: 'rel', namespace: 'default' }
    const { manifests } = renderChart(chart, newMap(), { host: nodeHost, release, version })
    const texts = manifests.map((manifest) => traced.provenance.linesOf(manifest).map(({ text }) => text))
    expect(texts).toEqual([['kind: A'], ['kind: B', 'b: 2'], ['kind: C']])
  })
})

describe.each(['scaffold', 'tricky', 'dagu'])('%s', (name) => {
  const chart = load(name === 'dagu' ? path.join(root, 'charts/dagu') : path.join(folder, name))
  const base = trace(chart)!
  // A list is written whole.
  const known = keysIn(base.values).filter(([key]) => !key.includes('['))
  const absent = base.provenance.keys.filter(({ key, isAbsent }) => isAbsent && !key.includes('['))
  const keys: [string, GoValue][] = [...known, ...absent.map(({ key }): [string, GoValue] => [key, null])]

  test('renders the same with provenance and without', () => {
    const release = { name: 'rel', namespace: 'default' }
    const options = { host: nodeHost, release, version }
    const plain = printManifests(renderChart(chart, newMap(), options), { version })
    const { provenance } = base
    const traced = [...renderChart(chart, newMap(), options).files].map(([file, text]) => [file, text])
    for (const [file, text] of traced)
      expect(
        provenance
          .lines(file!)
          .map((line) => line.text)
          .join('\n'),
      ).toBe(text!.replace(/\n$/, ''))
    expect(plain.length).toBeGreaterThan(0)
  })

  test('whatever key is changed, every line that changes with it had reported it', () => {
    let compared = 0
    const problems: string[] = []
    for (const [key, value] of keys) {
      // charts/dagu is for breadth, and its renders cost more.
      for (const other of othersFor(value).slice(0, name === 'dagu' ? 1 : undefined)) {
        const changed = trace(chart, setting(key, other))
        if (!changed) continue
        compared++
        for (const problem of unexplained(base, changed))
          problems.push(`${key}=${JSON.stringify(other)}: ${problem}`)
      }
    }
    expect(problems).toEqual([])
    expect(compared).toBeGreaterThan(keys.length / 2)
  })

  test('so it is when two keys differ at once, from any values to any others', () => {
    const change = fc
      .constantFrom(...keys)
      .chain(([key, value]) => fc.constantFrom(...othersFor(value)).map((other) => setting(key, other)))
    fc.assert(
      fc.property(change, change, (one, two) => {
        const [a, b] = [trace(chart, one), trace(chart, two)]
        if (a && b) expect(unexplained(a, b)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

test('the example in docs/provenance.md prints what it says', () => {
  const page = fs.readFileSync(path.join(root, 'docs/provenance.md'), 'utf8')
  const code = /```ts\n([^]*?)```/.exec(page)![1]!
  const expected = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, text]) => text!.trimEnd())
  const cache = path.join(root, 'node_modules/.cache/chartwright')
  fs.mkdirSync(cache, { recursive: true })
  const file = path.join(cache, `provenance-${process.pid}.mts`)
  fs.writeFileSync(file, code)
  const run = ['--conditions=chartwright-source', '--import', 'tsx', file]
  const printed = execFileSync(process.execPath, run, { cwd: root, encoding: 'utf8' })
  fs.rmSync(file)
  expect(printed.split('\n').map((text) => text.trimEnd())).toEqual([...expected, ''])
})
