import { expect, it } from 'vitest'
import { parseYamlDocuments, parseYamlWithPositions, parseYaml, YamlError } from '../../src/yaml/index.ts'

const text = `a:
  b: 1 # one
  "c d": [x, {y: z}]
base: &base
  e: 2
f:
  <<: *base
  g: |
    text
list:
- h: 3
`
const { positions } = parseYamlWithPositions(text)

it.each([
  [['a', 'b'], 2, 3, 2, 6],
  [['a', 'c d'], 3, 3, 3, 10],
  [['a', 'c d', 0], 3, 11, 3, 11],
  // `y` is true in YAML 1.1.
  [['a', 'c d', 1, 'true'], 3, 15, 3, 18],
  [['f', 'e'], 5, 3, 5, 6],
  [['list', 0, 'h'], 11, 3, 11, 6],
])('finds key and value of %j', (path, line, column, valueLine, valueColumn) => {
  expect(positions.key(path)).toMatchObject({ line, column })
  expect(positions.value(path)).toMatchObject({ line: valueLine, column: valueColumn })
})

it('says where a value ends', () => {
  expect(positions.value(['a', 'b'])).toEqual({ line: 2, column: 6, endLine: 2, endColumn: 7 })
})

it('knows no place for what is not there, and the nearest that is', () => {
  expect(positions.value(['a', 'x'])).toBeUndefined()
  expect(positions.nearest(['a', 'x', 'y'])).toMatchObject({ line: 1, column: 1 })
})

it('finds the last of two equal keys, whose value counts', () => {
  expect(parseYamlWithPositions('a: 1\na: 2').positions.value(['a'])).toMatchObject({ line: 2, column: 4 })
})

it('counts lines of every document from the start of the file', () => {
  expect(parseYamlDocuments('a: 1\n---\nb: 2\n').map(({ line }) => line)).toEqual([1, 3])
  expect(place(() => parseYamlDocuments('a: 1\n---\nb: 2\nc: [\n'))).toBeGreaterThanOrEqual(4)
})

it('says where a mistake is', () => {
  expect(place(() => parseYaml('a: 1\nb: c: d\n'))).toBe(2)
})

function place(work: () => unknown): number | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof YamlError) return error.line
    throw error
  }
  return undefined
}
