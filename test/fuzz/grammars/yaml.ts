import fc from 'fast-check'
import { type Grammar, choose, pick } from '../grammar.ts'
import { value } from './data.ts'
import { document, utf16Document } from './documents.ts'

export const yaml: Grammar = {
  name: 'yaml',
  about:
    'YAML documents read into anything, a map, a list, strictly, and as a values file of several documents',
  arbitrary: fc
    .record({
      text: choose<string>([19, document], utf16Document),
      kind: pick('any', 'any', 'values', 'map', 'list', 'strict'),
    })
    .map(({ text, kind }) => ({ op: 'yaml' as const, kind, text })),
}

export const print: Grammar = {
  name: 'print',
  about: 'values printed by toYaml and toYamlPretty',
  arbitrary: fc
    .record({
      values: choose<string>([4, value(3)], value(1), value(0)),
      kind: pick('plain', 'plain', 'pretty'),
    })
    .map(({ values, kind }) => ({ op: 'toYaml' as const, kind, values })),
}
