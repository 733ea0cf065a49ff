import fc from 'fast-check'
import { type Grammar, choose, many, pick } from '../grammar.ts'
import { chartYaml, templateValuesJson } from './values.ts'

/** Tokens of the template language in any order: what the lexer and the parser refuse, and with which words. */
// prettier-ignore
const token = choose<string>(
  [6, pick(' ', ' ', ' ', '.', '$', '$x', '.x', '.Values', '|', '(', ')', ',', ':=', '=', '"a"', '`b`', "'c'", '1', 'true', 'nil', 'quote', 'list', 'dict', 'print', '1.5', '0x1f', '-', '+1', '/*', '*/', '{{', '}}', '- }}', '{{- ', ' -}}', '\n', '.x.y', '$.x', '$x.y', 'if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue', 'and', 'eq', '"', "'", '`', '\\', '!', '#', '@', '%', '&', ';', '..', '...', '.1', '1.', '1e', '0b2', '1_0', '1__0', '\'ab\'', '"\\q"', '"\\u00e9"', "'\\''", '"\\x"', 'é', '日本', '\u0000', '\udcff', '{', '}', '[', ']', '?', ':', '1i', '(1)', '9999999999999999999', '0x', '"a\nb"', '$1', '$é', '.1a', '1a', 'nope', '.(', ').x', ') .x')],
)
const action = many(token, { min: 1, max: 6 }).map((inside) => `{{${inside}}}`)
const keyword = pick(
  '{{ if . }}',
  '{{ else }}',
  '{{ end }}',
  '{{ range . }}',
  '{{ with . }}',
  '{{ define "x" }}',
  '{{ template "x" }}',
  '{{ block "x" . }}',
  '{{ else if . }}',
  '{{ else with . }}',
  '{{ else range . }}',
  '{{ break }}',
  '{{ continue }}',
  '{{ $x := 1 }}',
  '{{ $x }}',
  '{{/* c */}}',
  '{{- /* c */ -}}',
  '{{ /* c */ }}',
  '{{define "x"}}y{{end}}',
  '{{ end -}}',
  '{{if}}',
  '{{range $i, $x := .}}',
  '{{range $i, $x, $y := .}}',
  '{{range $i, 1 := .}}',
  '{{with $x := .}}',
  '{{if $x = 1}}',
  '{{define x}}',
  '{{define "x" .}}',
  '{{template x}}',
  '{{template "x" . .}}',
  '{{block "x"}}',
  '{{end x}}',
  '{{else x}}',
  '{{break x}}',
  '{{nope}}',
  '{{.x | 1}}',
  '{{1 | .x}}',
  '{{"a" | nope}}',
  '{{}}',
  '{{ }}',
  '{{-}}',
  '{{- -}}',
  '{{(}}',
  '{{)}}',
  '{{.}',
  '{{',
)
const piece = choose<string>(
  [3, action],
  [3, keyword],
  [2, pick('a', ' ', '\n', '{', '}', 'x: y', '{{', '}}', ' \n ')],
  [1, many(token, { max: 3 })],
)

export const syntax: Grammar = {
  name: 'syntax',
  about:
    'tokens of the template language in any order: which templates are refused, where and with which words',
  arbitrary: fc.tuple(many(piece, { min: 1, max: 5 }), pick('render', 'tpl')).map(([source, how]) => ({
    op: 'render' as const,
    values: how === 'tpl' ? JSON.stringify({ source }) : templateValuesJson,
    files: {
      'Chart.yaml': chartYaml,
      'templates/a.yaml': how === 'tpl' ? '{{ tpl .Values.source . }}' : source,
    },
  })),
}
