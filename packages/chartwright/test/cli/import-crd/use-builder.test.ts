// What `import crd` writes, used in a platform: types catch mistakes, the chart has the object.
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { helmBinary, runHelm } from '../../../../../test/support/oracles.ts'
import { runOurs } from '../../../../../test/support/parity/render-ours.ts'
import { root } from '../../../../../test/support/repository.ts'
import { parseYamlDocuments } from '../../../src/yaml/index.ts'
import { typeCheck } from '../../../src/cli/type-check.ts'
import { readCrds } from '../../../src/cli/import-crd/read-crds.ts'
import { writeBuilder } from '../../../src/cli/import-crd/write-builder.ts'
import { backup } from './stand-ins.ts'

// Inside the repository, so that a platform finds `chartwright` and TypeScript as a user's would.
const work = path.join(root, 'node_modules/.cache/chartwright', `import-crd-${process.pid}`)
const platform = `import { bool, chart, int, str, values, when } from 'chartwright'
import { backup } from './crds/backup.ts'

const v = values({ keep: int(3).max(9).doc('How many'), nightly: bool(true) })
export default chart(
  { name: 'shop', version: '1.0.0', description: 'A shop', kubernetes: '1.25' },
  v,
  ($, release) => [
    backup('data', {
      spec: {
        schedule: '0 3 * * *',
        keep: $.keep,
        mode: 'Full',
        port: 'http',
        targets: [{ claim: str\`\${release.fullname}-data\`, from: { name: 'a' } }, when($.nightly, { claim: 'b' })],
      },
    }, { when: $.nightly }),
  ],
)
`
/** Each line a call with one mistake, and what the type checker says of it. */
const mistakes: [call: string, said: RegExp][] = [
  [`backup('a', { spec: { shedule: '', targets: [] } })`, /'shedule' does not exist/],
  [`backup('b', { spec: { targets: [] } })`, /'schedule' is missing/],
  [`backup('c', { spec: { schedule: '', targets: [], keep: '3' } })`, /'"?string"?' is not assignable/],
  [`backup('d', { spec: { schedule: '', targets: [], mode: 'Fast' } })`, /'"Fast"' is not assignable/],
  [
    `backup('e', { spec: { schedule: '', targets: [{ claim: 'a', from: { nmae: 'b' } }] } })`,
    /'nmae' does not exist/,
  ],
]

beforeAll(async () => {
  fs.mkdirSync(work, { recursive: true })
  fs.writeFileSync(path.join(work, 'crd.yaml'), backup)
  const crds = path.join(work, 'crds')
  const run = await runOurs(['import', 'crd', path.join(work, 'crd.yaml'), '--out', crds])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
})
afterAll(() => fs.rmSync(work, { recursive: true, force: true }))

test('a builder makes a part of a chart, which real Helm renders', async () => {
  fs.writeFileSync(path.join(work, 'chart.ts'), platform)
  const build = await runOurs(['build', work, '--out', path.join(work, 'chart')])
  expect(build).toMatchObject({ exitCode: 0, stderr: '' })
  const { stdout } = runHelm(helmBinary('4'), ['template', 'rel', path.join(work, 'chart')])
  const objects = parseYamlDocuments(stdout).map(({ value }) => value as { kind: string })
  expect(objects.filter(({ kind }) => kind === 'Backup')).toMatchObject([
    {
      apiVersion: 'stand-in.example.com/v1',
      metadata: { name: 'rel-shop-data', labels: { 'app.kubernetes.io/component': 'data' } },
      spec: {
        schedule: '0 3 * * *',
        keep: 3,
        mode: 'Full',
        port: 'http',
        targets: [{ claim: 'rel-shop-data', from: { name: 'a' } }, { claim: 'b' }],
      },
    },
  ])
  const off = runHelm(helmBinary('4'), [
    'template',
    'rel',
    path.join(work, 'chart'),
    '--set',
    'nightly=false',
  ])
  expect(off.stdout).not.toContain('Backup')
})

test('the type checker accepts the platform and finds each mistake at its line', () => {
  fs.writeFileSync(path.join(work, 'chart.ts'), platform)
  const lines = [
    `import { backup } from './crds/backup.ts'`,
    `import './chart.ts'`,
    ...mistakes.map(([call]) => call),
  ]
  const file = path.join(work, 'mistakes.ts')
  fs.writeFileSync(file, lines.join('\n'))
  const found = typeCheck(file)
  expect(found.map(({ span }) => [path.basename(span?.file ?? ''), span?.line])).toEqual(
    mistakes.map((_, index) => ['mistakes.ts', index + 3]),
  )
  for (const [index, [, said]] of mistakes.entries())
    expect(
      [found[index]!.message, ...(found[index]!.notes ?? []).map(({ message }) => message)].join('\n'),
    ).toMatch(said)
})

test('whatever a schema holds, the file parses and runs no code of it', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '*/',
      '`${process.exit()}`',
      "'",
      '"',
      '\\',
      '\n',
      '\u2028',
      '__proto__',
      'default',
      '-',
      '',
    ),
  )
  const schema = fc.letrec<{ node: object }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        type: fc.constantFrom('string', 'integer', 'boolean', 'odd'),
        description: text,
        default: text,
      }),
      fc.record({ type: fc.constant('string'), enum: fc.array(text) }),
      fc.record({ type: fc.constant('array'), items: tie('node') }),
      fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(text, tie('node')),
        required: fc.array(text),
      }),
      fc.record({ type: fc.constant('object'), additionalProperties: tie('node') }),
    ),
  })).node
  fc.assert(
    fc.property(schema, text, text, text, (spec, group, kind, from) => {
      const version = { name: 'v1', served: true, schema: { openAPIV3Schema: { properties: { spec } } } }
      const object = {
        kind: 'CustomResourceDefinition',
        spec: { group: `g${group}`, names: { kind: `K${kind}` }, versions: [version] },
      }
      const read = readCrds([{ name: from, text: JSON.stringify(object) }])
      // JSON is YAML but for lone surrogates and the like, which the reader refuses.
      if (!read.ok) return fc.pre(false)
      const file = writeBuilder(read.value[0]!)
      const { diagnostics, outputText } = ts.transpileModule(file, {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      })
      expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([])
      // One import and one function are all that is left without the types.
      const parsed = ts.createSourceFile('out.js', outputText, ts.ScriptTarget.ES2022)
      expect(parsed.statements.map(({ kind }) => ts.SyntaxKind[kind])).toEqual([
        'ImportDeclaration',
        'FunctionDeclaration',
      ])
    }),
    { numRuns: 150 },
  )
})
