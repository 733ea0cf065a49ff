import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadChart } from '../../src/chart/index.ts'
import { fixedHost, HelmError, memoryFileSystem, Provenance, renderChart } from '../../src/engine/index.ts'
import { newMap } from '../../src/go/values.ts'
import { parseTemplate, type SharedPipes } from '../../src/template/index.ts'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

const words = [
  '.',
  '$',
  '.a',
  '.a.b',
  '.a.b.c',
  '$.Values.bad.a.b',
  '$v.a',
  '$v.a.b',
  '$gone',
  '.a | upper',
  'upper .a',
  'len .a',
  'and .a .a.b',
  'or .a.b $v.a.b',
  '(.a)',
  '(len .a.b) | printf "%d"',
  'include "leaf" .a',
  'include "bad" $v',
  'index .a "b"',
  'dict "x" .a.b | toJson',
  'printf "}}%s" .a',
  '`}}`',
  '"}}"',
  '1',
  'first (list .a.b)',
  'tpl "{{ .a.b }}" .',
  'required "needed" .gone',
  'nil',
  'call .a',
]
const spaces = fc.constantFrom('', ' ', '  ', '\n')
const pipeline = fc.tuple(
  fc.constantFrom('{{', '{{- '),
  spaces,
  fc.constantFrom(...words),
  fc.constantFrom('', ' ', '\t'),
  fc.constantFrom('}}', ' -}}'),
)
const action = pipeline.map((parts) => parts.join(''))
const branch = fc
  .tuple(
    fc.constantFrom('if', 'with', 'range'),
    fc.constantFrom(...words),
    fc.array(action, { maxLength: 2 }),
  )
  .map(([type, word, body]) => `{{ ${type} ${word} }}${body.join(' ')}{{else}}-{{ end }}`)
const body = fc.array(fc.oneof(action, branch, fc.constantFrom('x', '\n', '{{ $ }}{{ $ := .a }}{{ $ }}')), {
  minLength: 1,
  maxLength: 4,
})
const text = body.map((parts) => parts.join(' '))

const helpers = '{{ define "leaf" }}{{ . }}{{ end }}{{ define "bad" }}{{ .a.b }}{{ end }}'
const values = 'good: {a: {b: {c: 1}}}\nbad: {a: s}\n'

/** The same text over values that suit it and over some that do not, with variables in other places. */
function filesOf(one: string): Record<string, string> {
  return {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'values.yaml': values,
    'templates/_helpers.tpl': helpers,
    // Helm executes the last name first.
    'templates/z.txt': `{{ with .Values.good }}{{ $v := . }}${one}{{ end }}`,
    'templates/a.txt': `\n  {{ $w := 1 }}{{ range list .Values.good .Values.bad }}{{ $v := . }}${one}{{ end }}`,
  }
}

function rendered(files: Record<string, string>, provenance?: Provenance): string {
  const within = Object.entries(files).map(([name, file]) => [`web/${name}`, file] as const)
  try {
    const chart = loadChart(memoryFileSystem(Object.fromEntries(within)), 'web')
    const render = renderChart(chart, newMap(), {
      host: fixedHost(),
      release: { name: 'web', namespace: 'default' },
      ...(provenance && { provenance }),
    })
    return JSON.stringify([...render.files])
  } catch (error) {
    const reason = error instanceof HelmError ? error : (error as { reason?: HelmError }).reason
    if (!reason) throw error
    return `${reason.message}\n${JSON.stringify(reason.diagnostics)}`
  }
}

function parsed(one: string, pipes?: SharedPipes): string {
  const functions = { has: (name: string) => !name.startsWith('$') }
  const tree = parseTemplate('t', `{{ $v := 1 }}${one}`, { functions, ...(pipes && { pipes }) })
  // What is a getter's in a shared tree is a property in the other.
  return JSON.stringify(tree, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null || !('pipe' in value)) return value
    const { shared: _shared, ...own } = value as Record<string, unknown>
    return Object.fromEntries(
      Object.entries({ ...own, pipe: value.pipe }).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  })
}

function outcome(run: () => string): string {
  try {
    return run()
  } catch (error) {
    return (error as Error).message
  }
}

describe('pipelines that are written more than once', () => {
  test('read as if each were read by itself', () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        const pipes: SharedPipes = new Map()
        outcome(() => parsed(first, pipes))
        expect(outcome(() => parsed(second, pipes))).toBe(outcome(() => parsed(second)))
      }),
      { numRuns: 300 },
    )
  })

  test('print and fail as if each were compiled by itself', () => {
    fc.assert(
      fc.property(text, (one) => {
        const files = filesOf(one)
        expect(rendered(files)).toBe(rendered(files, new Provenance()))
      }),
      { numRuns: 300 },
    )
  })

  describe.each(helms.slice(-1))('fail where Helm $name says', ({ binary, version }) => {
    test.each([
      '{{ .a.b.c }}',
      '{{ range $v.a.b }}{{ end }}',
      '{{ include "bad" $v }}',
      '{{ if and .a .a.b }}{{ end }}',
    ])('%s', (one) => {
      withChart(filesOf(one), (folder) => {
        const { error } = printedByHelm(binary, folder)
        expect(error).toContain('a.txt:2:')
        expect(printedByUs(version, folder).error).toBe(error)
      })
    })
  })
})
