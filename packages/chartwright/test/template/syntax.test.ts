import { describe, expect, test } from 'vitest'
import {
  goLocation,
  lineAndColumn,
  nodeText,
  parseTemplate,
  printTemplate,
  templateSyntaxDiagnostic,
  TemplateSyntaxError,
  templatesOf,
  type Operand,
} from '../../src/template/index.ts'

const parse = (text: string, comments = false) =>
  parseTemplate('f.yaml', text, { functions: undefined, comments })
const shown = (text: string) => nodeText(parse(text).root)

function failure(text: string, functions?: ReadonlySet<string>): TemplateSyntaxError {
  try {
    parseTemplate('f.yaml', text, { functions })
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error
    throw error
  }
  throw new Error(`parsed: ${text}`)
}

function operand(text: string): Operand {
  const node = parse(`{{${text}}}`).root.nodes[0]
  if (node?.type !== 'action') throw new Error('no action')
  return node.pipe.commands[0].args[0]
}

describe('text', () => {
  test('trim markers take white space on their side, line breaks included', () => {
    expect(shown('a \r\n\t{{- .x -}} \n b')).toBe('a{{.x}}b')
  })
  test('a minus without a space is a sign', () => {
    expect(shown('a {{-3}} b')).toBe('a {{-3}} b')
  })
  test('a trim marker may be set off by a line break', () => {
    expect(shown('a {{-\n.x\n-}} b')).toBe('a{{.x}}b')
  })
  test('comments vanish with the space their markers take, unless asked for', () => {
    expect(shown('a {{- /* {{ }} */ -}} b')).toBe('ab')
    expect(nodeText(parse('a{{/* c */}}b', true).root)).toBe('a{{/* c */}}b')
  })
  test('NUL, CRLF, a byte order mark and bytes that are not UTF-8 pass through', () => {
    expect(shown('\ufeff\0\r\n\udcff{{.}}')).toBe('\ufeff\0\r\n\udcff{{.}}')
  })
})

describe('actions', () => {
  test('else if nests, and shares one end', () => {
    expect(shown('{{if .a}}1{{else if .b}}2{{else}}3{{end}}')).toBe(
      '{{if .a}}1{{else}}{{if .b}}2{{else}}3{{end}}{{end}}',
    )
  })
  test('else with does as well', () => {
    expect(shown('{{with .a}}1{{else with .b}}2{{end}}')).toBe(
      '{{with .a}}1{{else}}{{with .b}}2{{end}}{{end}}',
    )
  })
  test('range declares one or two variables', () => {
    expect(shown('{{range $i,$e:=.}}{{break}}{{continue}}{{end}}')).toBe(
      '{{range $i, $e := .}}{{break}}{{continue}}{{end}}',
    )
  })
  test('fields behind fields and variables become part of them, behind parentheses a chain', () => {
    expect(operand('$.a.b')).toMatchObject({ type: 'variable', idents: ['$', 'a', 'b'] })
    expect(operand('.a.b')).toMatchObject({ type: 'field', idents: ['a', 'b'] })
    expect(operand('(f 1).a.b')).toMatchObject({ type: 'chain', fields: ['a', 'b'] })
  })
  test('a pipe may end in nothing', () => {
    expect(shown('{{ .a | }}')).toBe('{{.a}}')
  })
  test('a block is a definition that is also called', () => {
    const tree = parse('{{block "b" .x}}y{{end}}{{define `d`}}z{{end}}')
    expect(nodeText(tree.root)).toBe('{{template "b" .x}}')
    expect(tree.defines.map(({ name }) => name)).toEqual(['b', 'd'])
  })
  test('of two definitions with one name the empty one gives way', () => {
    const tree = parse('{{define "a"}}x{{end}}{{define "a"}} {{end}}')
    expect(nodeText(templatesOf(tree).get('a')!)).toBe('x')
  })
  test('a variable lasts until the end of its block, an else included', () => {
    expect(shown('{{if .a}}{{$x := 1}}{{else}}{{$x}}{{end}}')).toContain('{{$x}}')
    expect(failure('{{if .a}}{{$x := 1}}{{end}}{{$x}}').detail).toBe('undefined variable "$x"')
  })
})

describe('errors', () => {
  test('break is allowed in the body of a range only', () => {
    expect(failure('{{break}}').detail).toBe('{{break}} outside {{range}}')
    expect(failure('{{range .}}{{else}}{{break}}{{end}}').detail).toBe('{{break}} outside {{range}}')
  })
  test('functions are checked when they are given; those of text/template always exist', () => {
    expect(failure('{{ printf "x" | frob }}', new Set(['a'])).detail).toBe('function "frob" not defined')
  })
  test('an error has the place of the mistake', () => {
    const error = failure('a\n  {{ frob 1 }}', new Set())
    expect(error).toMatchObject({
      message: 'template: f.yaml:2: function "frob" not defined',
      line: 2,
      column: 6,
    })
    expect(templateSyntaxDiagnostic(error).span).toEqual({
      file: 'f.yaml',
      line: 2,
      column: 6,
      excerpt: '  {{ frob 1 }}',
    })
  })
  test('at the end of the file the block that has no end is named', () => {
    const [note] = templateSyntaxDiagnostic(failure('\n {{- if .x }}\n a\n')).notes!
    expect(note).toEqual({
      message: 'this {{if}} has no {{end}}',
      span: { file: 'f.yaml', line: 2, column: 2 },
    })
  })
  test('parentheses nest 10,000 deep, as in Go', () => {
    const nested = (depth: number) => `{{${'('.repeat(depth)}1${')'.repeat(depth)}}}`
    expect(shown(nested(10_000))).toBe(nested(10_000))
    expect(failure(nested(100_000)).detail).toBe('max expression depth exceeded')
  })
  test('100,000 nested blocks parse, print and fail without a stack', () => {
    const open = '{{if .x}}'.repeat(100_000)
    expect(failure(open).detail).toBe('unexpected EOF')
    const text = open + '{{end}}'.repeat(100_000)
    expect(printTemplate(parse(text)) === text).toBe(true)
  })
})

describe('places', () => {
  test('Go counts lines from 1 and columns from 0, in bytes', () => {
    const tree = parse('x\né {{ .a }}')
    expect(goLocation(tree, { pos: 0 })).toBe('f.yaml:1:0')
    expect(goLocation(tree, { pos: 7 })).toBe('f.yaml:2:6')
  })
  test('ours count from 1', () => {
    expect(lineAndColumn('a\nbc', 3)).toEqual({ line: 2, column: 2 })
    expect(lineAndColumn('\n', 0)).toEqual({ line: 1, column: 1 })
  })
})
