import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepKnown, readKnown } from '../../src/cli/platform/known-module.ts'
import { loadPlatform } from '../../src/cli/platform/load-platform.ts'
import { parseModule } from '../../src/cli/platform/rewrite-tests.ts'
import { authorColumn, writeModule } from '../../src/cli/platform/write-module.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'load-platform-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

let count = 0
/** Loads a chart.ts, with other files beside it. */
function load(text: string, beside: Record<string, string> = {}) {
  const home = path.join(folder, String(count++))
  fs.mkdirSync(home)
  for (const [name, content] of Object.entries({ 'chart.ts': text, ...beside }))
    fs.writeFileSync(path.join(home, name), content)
  return loadPlatform(path.join(home, 'chart.ts'))
}

const meta = `{ name: 'shop', version: '1.0.0', description: 'A shop', kubernetes: '1.25' }`
const app = (body: string) => `import { chart, values, bool, int, string, when, str } from 'chartwright'
const v = values({ on: bool(false), n: int(1), name: string('') })
export default chart(${meta}, v, ($) => {
  ${body}
  return []
})
`

test('a description is loaded with its types stripped, and modules beside it too', async () => {
  const result = await load(
    `import { chart, values, type Expr } from 'chartwright'
import { title } from './title.ts'
interface Unused { a: string }
export default chart({ ...${meta}, description: title as string }, values({}), () => [])
`,
    { 'title.ts': `const count: number = 1\nexport const title: string = \`A shop \${count}\`\n` },
  )
  expect(result.ok && result.value.meta.description).toBe('A shop 1')
})

test.each([
  ['if ($.on) void 0', 6],
  ['const a = $.on && 1', 12],
  ['const a = $.on ? 1 : 2', 12],
  ['const a = $.n === 1', 12],
  ['const a = $.name ?? "x"', 12],
  ['const a = !$.on', 13],
  ['while ($.on) break', 9],
])('an expression in a test position is refused at its line: %s', async (body) => {
  const result = await load(app(body))
  expect(result.ok).toBe(false)
  expect(result.diagnostics).toMatchObject([{ code: 'expression-as-value', span: { line: 4 } }])
})

test('test positions of plain values decide as they do in JavaScript', async () => {
  const result = await load(`import { chart, values } from 'chartwright'
const words = ['a', '', 'b']
const kept = words.filter((word) => word && word !== 'b').map((word) => (word === 'a' ? 'A' : word))
let i = 0
for (; !(i >= 3); i++) if (i === 1) continue
export default chart({ ...${meta}, description: \`\${kept.join()} \${i} \${undefined ?? 'x'}\` }, values({}), () => [])
`)
  expect(result.ok && result.value.meta.description).toBe('A 3 x')
})

test('a mistake names the line and column of the author, whatever was put before it', async () => {
  const result = await load(
    app(`const a = true && 1 === 1 && \${$.name}`.replace('${', '`${').replace(/\}$/, '}`')),
  )
  expect(result.diagnostics[0]).toMatchObject({ code: 'expression-as-value', span: { line: 4 } })
  const text = fs.readFileSync(path.join(folder, String(count - 1), 'chart.ts'), 'utf8').split('\n')[3]!
  expect(text.slice(result.diagnostics[0]!.span!.column - 1)).toMatch(/^(\$\{)?\$?\.?name|^`/)
})

test('below a link to node_modules a mistake still names the line of the author', async () => {
  const home = path.join(folder, String(count++))
  fs.mkdirSync(path.join(home, 'elsewhere/node_modules'), { recursive: true })
  fs.symlinkSync('elsewhere/node_modules', path.join(home, 'node_modules'))
  fs.writeFileSync(path.join(home, 'chart.ts'), app('if ($.on) return []'))
  const { diagnostics } = await loadPlatform(path.join(home, 'chart.ts'))
  const span = { file: expect.stringMatching(/chart\.ts$/) as string, line: 4 }
  expect(diagnostics).toMatchObject([{ code: 'expression-as-value', span }])
})

test('columns of the copy map back to those of the file', () => {
  const code = 'const a = x && y ? 1 : z === 2\n'
  const { code: copy, insertions } = writeModule(parseModule(code), 'HEAD;', new Map())
  for (const name of ['x', 'y', 'z']) {
    const column = copy.indexOf(`${name}`, 5) + 1
    const mapped = authorColumn(insertions, 1, column)
    expect(code[mapped - 1], name).toBe(name)
  }
})

test('a file that does not parse is said with its line', async () => {
  const result = await load(`import { chart } from 'chartwright'\nexport default chart(\n`)
  expect(result.diagnostics).toMatchObject([{ code: 'platform-syntax', severity: 'error' }])
  expect(result.diagnostics[0]!.span!.line).toBeGreaterThan(1)
})

test('syntax that cannot be stripped is said with its line', async () => {
  const result = await load(`import { chart } from 'chartwright'\nenum Mode { A }\nexport default 1\n`)
  expect(result.diagnostics).toMatchObject([{ code: 'platform-syntax', span: { line: 2 } }])
})

test('code that throws is said with its line', async () => {
  const result = await load(
    `const a: { b?: { c: number } } = {}\nexport const x = 1\nexport default a.b!.c\n`,
  )
  expect(result.diagnostics).toMatchObject([{ code: 'platform-threw', span: { line: 3 } }])
  expect(result.diagnostics[0]!.message).toContain('undefined')
})

test('a file without a description, and no file at all', async () => {
  expect((await load('export const a = 1\n')).diagnostics).toMatchObject([{ code: 'platform-export' }])
  expect((await loadPlatform(path.join(folder, 'nowhere/chart.ts'))).diagnostics).toMatchObject([
    { code: 'platform-missing' },
  ])
})

test.each([
  [`import { a } from './b.ts'`, 1, 19, /there is no file .*\/b\.ts/, /did you mean .*a\.ts/],
  [`import { a,\n  c } from './a.ts'`, 2, 3, /a\.ts exports no "c"/, undefined],
  [`import { porte } from './a.ts'`, 1, 10, /a\.ts exports no "porte"/, /"port"/],
  [`import { chart, servce } from 'chartwright'`, 1, 17, /"chartwright" exports no "servce"/, /"service"/],
  [`import { chart } from 'chartwrihgt'`, 1, 23, /no package "chartwrihgt"/, /"chartwright"/],
  [`import { c } from 'constructs-of-ours'`, 1, 19, /no package/, /npm install/],
])('an import that leads nowhere is told at its place: %s', async (line, row, column, message, hint) => {
  const beside = { 'a.ts': 'export const a = 1\nexport const port = 2\n' }
  const { diagnostics } = await load(`${line}\nexport default 1\n`, beside)
  expect(diagnostics).toMatchObject([
    {
      code: 'import-unknown',
      message: expect.stringMatching(message) as string,
      span: { file: expect.stringMatching(/chart\.ts$/) as string, line: row, column },
    },
  ])
  if (hint) expect(diagnostics[0]!.hint).toMatch(hint)
})

test('code that throws names the lines that called it', async () => {
  const { diagnostics } = await load('const f = () => { throw new Error("no") }\nexport default f()\n')
  expect(diagnostics[0]).toMatchObject({ span: { line: 1 }, notes: [{ span: { line: 2 } }] })
})

test('files that import each other, and one that two import, are one module each', async () => {
  const result = await load(
    `import { chart, values } from 'chartwright'
import { a } from './a.ts'
import { b } from './b.ts'
export default chart({ ...${meta}, description: \`\${a() === b()} \${a().n}\` }, values({}), () => [])
`,
    {
      'a.ts': `import { one } from './shared.ts'\nimport { b } from './b.ts'\nexport const a = () => (void b, one)\n`,
      'b.ts': `import { one } from './shared.ts'\nimport { a } from './a.ts'\nexport const b = () => (void a, one)\n`,
      'shared.ts': `export const one = { n: 1 }\n`,
    },
  )
  expect(result.ok && result.value.meta.description).toBe('true 1')
})

test('a changed file is loaded anew, also when only what it imports changed', async () => {
  const text = `import { chart, values } from 'chartwright'
import { title } from './title.ts'
export default chart({ ...${meta}, description: title }, values({}), () => [])
`
  const first = await load(text, { 'title.ts': `export const title = 'one'\n` })
  expect(first.ok && first.value.meta.description).toBe('one')
  const home = path.join(folder, String(count - 1))
  fs.writeFileSync(path.join(home, 'title.ts'), `export const title = 'two'\n`)
  const second = await loadPlatform(path.join(home, 'chart.ts'))
  expect(second.ok && second.value.meta.description).toBe('two')
})

test('columns behind an imported name lead back too, however long the address in its place is', () => {
  const code = "import { a } from './a.ts'; const b = !a && c\nconst d = !a\n"
  const modules = new Map([['./a.ts', 'file:///somewhere/far/away.mjs']])
  const { code: copy, insertions } = writeModule(parseModule(code), 'HEAD;', modules)
  const [first, second] = copy.split('\n')
  expect(first).toMatch(/^HEAD;import \{ a \} from "file:\/\/\/somewhere\/far\/away.mjs"; const b = /)
  expect(second).toBe('const d = !__chartwrightTest(a,"!")')
  for (const name of ['import', 'const b', 'a,"!"', 'c']) {
    const column = (name === 'c' ? first!.lastIndexOf('c') : first!.indexOf(name)) + 1
    const found = code[authorColumn(insertions, 1, column) - 1]
    expect(found, name).toBe(name[0])
  }
  expect(authorColumn(insertions, 2, second!.indexOf('a,') + 1)).toBe(code.split('\n')[1]!.indexOf('a') + 1)
})

test('what a file came to is known again while its text is the same, and not when it is damaged', () => {
  const parsed = parseModule('const a = !b\n')
  keepKnown(folder, 'chart.ts', 'text', parsed)
  expect(readKnown(folder, 'chart.ts', 'text')).toMatchObject(parsed)
  expect(readKnown(folder, 'chart.ts', 'other')).toBeUndefined()
  expect(readKnown(folder, 'other.ts', 'text')).toBeUndefined()
  const [kept] = fs.readdirSync(folder).filter((name) => name.endsWith('.json'))
  fs.truncateSync(path.join(folder, kept!), 20)
  expect(readKnown(folder, 'chart.ts', 'text')).toBeUndefined()
})
