import fs from 'node:fs'
import path from 'node:path'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import chartwright from '../../src/eslint/index.ts'
import { root } from '../../../../test/support/repository.ts'

function findings(code: string): string[] {
  const linter = new Linter()
  const config = [
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } },
    chartwright.configs.recommended as unknown as Linter.Config,
  ]
  return linter.verify(code, config, { filename: 'platforms/x/chart.ts' }).map(({ line, message }) => {
    return `${line}: ${message}`
  })
}

const inChart = (body: string) => `import { chart, eq, pool, str, values, when } from 'chartwright'
export default chart({ name: 'x' }, values({}), ($, release) => {
${body}
})`

describe('the ESLint rule finds', () => {
  it.each([
    ['if ($.on) { a() }', 'if'],
    ['const x = $.on ? 1 : 2', '?:'],
    ['const x = $.on && 1', '&&'],
    ["const x = $.name ?? 'a'", '??'],
    ['const x = !$.on', '!'],
    ["const x = $.mode === 'basic'", '==='],
    ["const x = 'a' + $.name", '+'],
    ['const x = `a-${$.name}`', '${}'],
    ['const x = { ...$.labels }', '...'],
    ['const x = [...$.list]', '...'],
    ['for (const x of $.list) a(x)', 'for…of'],
    ['const { on } = $.web; if (on) a()', 'if'],
    ['const on = $.web.on; if (on) a()', 'if'],
    ["if (eq($.mode, 'basic')) a()", 'if'],
    ['const x = `${release.name}-x`', '${}'],
    ["const x = release.component('a') + '!'", '+'],
    ["pool('w', $.pools, (name, p) => ({ image: p.on ? 1 : 2 }))", '?:'],
    ["pool('w', $.pools, (name, { on }) => ({ image: on ? 1 : 2 }))", '?:'],
    ["pool('w', $.pools, (name) => ({ image: `${name}-x` }))", '${}'],
  ])('%s', (body, operator) => {
    const found = findings(inChart(body))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`used as a JavaScript value by ${operator};`)
    expect(found[0]).toMatch(/^3: /)
  })
})

describe('the ESLint rule lets be', () => {
  it.each([
    'const x = when($.on, 1, 2)',
    'const x = str`a-${$.name}`',
    'const debug = true; if (debug) a()',
    "const x = ['a', 'b'].map((name) => `${name}-x`)",
    'const home = { A: $.a }; const x = { ...home }',
    'for (const name of names) a(name)',
  ])('%s', (body) => expect(findings(inChart(body))).toEqual([]))

  it('names of other packages', () => {
    expect(findings("import { chart } from 'other'\nchart({}, {}, ($) => ($.on ? 1 : 2))")).toEqual([])
  })

  it.each(fs.readdirSync(path.join(root, 'platforms')))('platforms/%s', (name) => {
    const file = path.join(root, 'platforms', name, 'chart.ts')
    expect(findings(fs.readFileSync(file, 'utf8'))).toEqual([])
  })
})
