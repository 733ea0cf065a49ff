import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isMap, type GoValue } from '../../src/go/index.ts'
import { parseYaml } from '../../src/yaml/index.ts'
import { skim } from '../../src/yaml/skim.ts'
import { cases } from './cases.ts'
import { randomText } from './random-text.ts'

const root = path.join(import.meta.dirname, '../../../..')
const wanted = /(?:a|kind|metadata):/iy

/** Entries of the outermost mapping whose keys `wanted` would find, as the complete reader has them. */
function wantedEntries(value: GoValue): string {
  if (value === null) return '{}'
  if (!isMap(value)) return JSON.stringify(value)
  return JSON.stringify(
    Object.fromEntries(Object.entries(value).filter(([key]) => /^(?:a|kind|metadata)$/i.test(key))),
  )
}

function holds(text: string): boolean {
  const kept = skim(text, wanted)
  if (kept === undefined) return false
  expect(wantedEntries(parseYaml(kept).value)).toBe(wantedEntries(parseYaml(text).value))
  return true
}

it('keeps what is wanted of texts without a mistake, or leaves them', () => {
  fc.assert(
    fc.property(randomText, (text) => void holds(text)),
    { numRuns: 20_000 },
  )
})

it.each(cases)('keeps what is wanted of %j or leaves it', (text) => {
  expect(holds(text)).toBeTypeOf('boolean')
})

const pieces = fc.constantFrom(
  ...[
    'a: 1',
    'b:',
    'kind: c d',
    'metadata:',
    '- x',
    '- y:',
    '- z: "q\\n"',
    "e: 'f''g'",
    'h: |',
    'i: >-',
    '#',
  ],
  ...['text', 'k: [a, "b"]', 'l: {}', '- -', '-', '---', 'm: 12 # n:', 'o:p', 'q: a:b', 'null: r', '0.5', ''],
)
const lines = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 2, 2, 4, 6), pieces), { maxLength: 9 })
  .map((all) => all.map(([indent, piece]) => ' '.repeat(indent) + piece).join('\n'))

it('judges indentation as the complete reader does', () => {
  let skimmed = 0
  fc.assert(
    fc.property(lines, (text) => {
      if (holds(text)) skimmed++
    }),
    { numRuns: 30_000 },
  )
  expect(skimmed).toBeGreaterThan(300)
})

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the front
  labels: {}
spec:
  template:
    spec:
      containers:
        - name: web
          image: "registry.example:5000/web:1.0"
          args: ["serve", --port, 80]
          command:
          - sh
          - -c
          ports:
            - containerPort: 8080
          resources:
            limits: { }
`

it('leaves out all that is not wanted', () => {
  expect(skim(deployment.replace('{ }', '{}'), /kind:|metadata:/y)).toBe(
    'kind: Deployment\nmetadata:\n  name: web # the front\n  labels: {}\n',
  )
})

it.each([
  ['a text under a key that has a value', 'a: b\n  c: d\n'],
  ['a key under a comment that ends with a colon', 'a: b # see:\n  c: d\n'],
  ['a key left of where it may stand', 'a:\n    b: 1\n  c: 2\n'],
  ['a list in the column of an earlier key', 'a: 1\n- b\n'],
  ['an item after the list ended', 'a:\n  - b\n  c: d\n'],
  ['null as a key', 'null: 1\n'],
  ['a number out of range', 'a: 1e999\n'],
  ['a document marker', 'a: 1\n---\nb: 2\n'],
  ['a list that is the document', '- a\n'],
  ['a tab', 'a:\tb\n'],
  ['an accent', 'a: é\n'],
])('leaves %s to the readers', (_, text) => {
  expect(skim(text, wanted)).toBeUndefined()
})

it('gives up a line of a million blanks at once', () => {
  const many = (text: string) => text.repeat(1_000_000)
  const lines = [`a: x${many(' ')}\t`, `a: 1${many(' ')}\t`, `a:${many(' ')}\t`, `a: x #${many(' ')}\t`]
  for (const line of [
    ...lines,
    `a: 1${many(' ')}#${many(' :')}`,
    `a: x${many(':x ')}\t`,
    `a: |${many(' ')}\t`,
  ])
    expect(skim(line, wanted)).toBeUndefined()
})

it('keeps its own stack small on lines of megabytes', () => {
  const many = (text: string) => text.repeat(5_000_000)
  const long = [
    `a: "${many(String.raw`\n`)}"`,
    `a: '${many("''")}'`,
    `a: x${many(':x')}`,
    `a: [1${many(', 1')}]`,
  ]
  for (const line of long) expect(skim(line, wanted)).toBeUndefined()
  expect(skim(`b: "${many('x')}"\na: 1`, wanted)).toBe('a: 1')
  expect(skim(`b: x${many(' ')}\na: 1`, wanted)).toBe('a: 1')
  expect(skim(`b: |\n${many('  x\n')}a: 1`, wanted)).toBe('a: 1')
})

const files = fs
  .readdirSync(path.join(root, 'charts'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[^/]+\/(Chart|values|examples\/.*)\.ya?ml$/.test(file))

it.each(files)('keeps what is wanted of %s', (file) => {
  expect(holds(fs.readFileSync(path.join(root, 'charts', file), 'utf8'))).toBeTypeOf('boolean')
})
