/** The values that templates of the fuzzer read, one of every kind a values file can hold. */
export const templateValues = {
  s: 'text',
  e: '',
  n: 1.5,
  one: 1,
  z: 0,
  big: 1e21,
  mil: 1000000,
  neg: -3,
  t: true,
  f: false,
  nil: null,
  l: [1, 'b', null, { x: 1 }],
  ls: ['c', 'a', 'b', 'a'],
  ln: [3, 1, 2],
  el: [],
  m: { a: 1, b: { c: 'x', d: null }, nil: null },
  ms: { x: 'y', k: 'v' },
  em: {},
  'a-b': { 'c.d': 1 },
  u: 'äöü 日本 😀',
  yaml: 'a: 1\nb: [x, {c: d}]\n',
  tpl: '{{ .Values.s }}-{{ include "h" . }}',
}

export const templateValuesJson = JSON.stringify(templateValues)

export const chartYaml = `apiVersion: v2
name: c
version: 0.1.0
appVersion: "1.2"
description: d
keywords: [k1, k2]
maintainers: [{name: ann, email: a@b}]
annotations: {x: "y"}
`
