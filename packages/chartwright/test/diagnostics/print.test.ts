import { expect, test } from 'vitest'
import {
  diagnosticsToJson,
  printDiagnostic,
  printDiagnostics,
  suggest,
  type Diagnostic,
} from '../../src/diagnostics/index.ts'

const text = `export default chart(meta, v, ($) => [\n  route('/api', web.port('htp')),\n])\n`
const source = (file: string) => (file === 'app.ts' ? text : undefined)
const problem: Diagnostic = {
  code: 'port-unknown',
  severity: 'error',
  message: 'route "/api" uses port "htp", but "web" has no such port',
  span: { file: 'app.ts', line: 2, column: 26, endLine: 2, endColumn: 31 },
  while: ['rendering templates/web.yaml'],
  notes: [{ message: 'web declares "http" (8080)', span: { file: 'other.ts', line: 9, column: 3 } }],
  hint: 'did you mean "http"?',
}

test('a diagnostic shows place, severity, code, message, the line with the place marked, steps, notes and hint', () => {
  expect(printDiagnostic(problem, { source }))
    .toBe(`app.ts:2:26: error port-unknown: route "/api" uses port "htp", but "web" has no such port
  2 |   route('/api', web.port('htp')),
    |                          ^^^^^
  while rendering templates/web.yaml
  note: other.ts:9:3: web declares "http" (8080)
  help: did you mean "http"?`)
})

test('colour only where it is asked for', () => {
  expect(printDiagnostic(problem, { source })).not.toContain('\u001b')
  expect(printDiagnostic(problem, { source, color: true })).toContain('\u001b[31merror port-unknown\u001b[0m')
})

test('without the source there is no frame, and without a place no position', () => {
  expect(printDiagnostic({ ...problem, notes: [] })).not.toContain(' | ')
  expect(printDiagnostic({ code: 'flag-unknown', severity: 'warning', message: 'x' })).toBe(
    'warning flag-unknown: x',
  )
})

test('a long line is shown around its place', () => {
  const long = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`
  const printed = printDiagnostic(
    { ...problem, span: { file: 'long', line: 1, column: 501, endLine: 1, endColumn: 505 } },
    { source: () => long },
  )
  const [, line, mark] = printed.split('\n')
  expect(line!.length).toBeLessThan(200)
  expect(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('^') + 1)).toBe('HERE')
})

test('tabs and carriage returns do not move the mark', () => {
  const [, line, mark] = printDiagnostic(
    { ...problem, span: { file: 'app.ts', line: 1, column: 3 } },
    { source: () => '\t\tname: x\r\n' },
  ).split('\n')
  expect(line).toBe('  1 | \t\tname: x')
  expect(mark).toBe('    | \t\t^')
})

test('several are told one after the other', () => {
  expect(printDiagnostics([problem, problem]).split('\n\n')).toHaveLength(2)
})

test('the JSON form is one line that gives every field back', () => {
  const json = diagnosticsToJson([problem], 'what Helm says')
  expect(json).not.toContain('\n')
  expect(JSON.parse(json)).toEqual({ error: 'what Helm says', diagnostics: [problem] })
  expect(JSON.parse(diagnosticsToJson([]))).toEqual({ diagnostics: [] })
})

test.each([
  ['htp', ['http', 'metrics'], 'http'],
  ['replica', ['replicas', 'resources'], 'replicas'],
  ['HTTP', ['http'], 'http'],
  ['htpt', ['http'], 'http'],
  ['zebra', ['http', 'metrics'], undefined],
  ['a', ['b'], 'b'],
  ['vals', ['all', 'values'], 'values'],
  ['img', ['command', 'image'], 'image'],
  ['val', ['validation'], undefined],
  ['', [], undefined],
])('%s among %j suggests %s', (name, candidates, expected) => {
  expect(suggest(name, candidates)).toBe(expected)
})
