import { describe, expect, it } from 'vitest'
import {
  intoMap,
  parseYaml,
  parseYamlDocuments,
  parseYamlWithPositions,
  toYaml,
  YamlError,
} from '../../src/yaml/index.ts'
import type { GoValue } from '../../src/go/index.ts'

function mistake(work: () => unknown): YamlError {
  try {
    work()
  } catch (error) {
    if (error instanceof YamlError) return error
    throw error
  }
  throw new Error('no mistake was found')
}

describe('a reader of YAML', () => {
  it.each([['['], ['{a: '], ['- '], ['? ']])(
    'refuses 100,000 levels of %j as Go does, and keeps its stack',
    (opener) => {
      expect(mistake(() => parseYaml(opener.repeat(100_000))).message).toBe(
        'error converting YAML to JSON: yaml: exceeded max depth of 10000',
      )
    },
  )

  it('refuses an anchor inside itself', () => {
    expect(mistake(() => parseYaml('a: &a [*a]')).message).toBe(
      "error converting YAML to JSON: yaml: anchor 'a' value contains itself",
    )
  })

  it('takes the last of equal keys, and refuses them when strict', () => {
    const text = 'a: 1\nb: 2\na: 3\n'
    expect(parseYaml(text).value).toEqual({ a: 3, b: 2 })
    expect(mistake(() => parseYaml(text, { strict: true })).message).toBe(
      'error converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key "a" already set in map',
    )
  })

  it('says Go’s message with its line, and where the mistake really stands', () => {
    const error = mistake(() => parseYaml('a: 1\nb:\n  - c: d: e\n'))
    expect(error.message).toBe(
      'error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context',
    )
    expect([error.line, error.column]).toEqual([3, 9])
  })

  it('names the Go type that a root does not fit', () => {
    expect(mistake(() => parseYaml('- a', { into: intoMap })).message).toBe(
      'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    )
  })

  it('reads the first document, or all of them with the lines they start at', () => {
    const text = 'a: 1\n---\nb: 2\n--- # third\nc: 3\n'
    expect(parseYaml(text).value).toEqual({ a: 1 })
    expect(parseYamlDocuments(text)).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: { b: 2 }, line: 3 },
      { value: { c: 3 }, line: 5 },
    ])
    expect(mistake(() => parseYamlDocuments('a: 1\n--- b')).message).toBe(
      'invalid Yaml document separator: b',
    )
    expect(mistake(() => parseYamlDocuments('a: 1\n---\nb: c: d\n')).line).toBe(3)
  })
})

describe('positions', () => {
  const { positions } = parseYamlWithPositions(
    'a:\n  - b: "x"\n    y: 2\nbase: &base {k: 1}\nother:\n  <<: *base\n  k2: é😀 z\n',
  )

  it('point at values and keys, lists included', () => {
    expect(positions.value(['a', 0, 'b'])).toEqual({ line: 2, column: 8, endLine: 2, endColumn: 11 })
    expect(positions.key(['a', 0, 'b'])).toEqual({ line: 2, column: 5, endLine: 2, endColumn: 6 })
    expect(positions.key(['a', 0])).toMatchObject({ line: 2, column: 5 })
  })

  it('are found by the key that Go reads', () => {
    expect(positions.key(['a', 0, 'true'])).toMatchObject({ line: 3, column: 5 })
  })

  it('go through aliases and merges to what was written', () => {
    expect(positions.value(['other', 'k'])).toMatchObject({ line: 4, column: 17 })
  })

  it('count columns in UTF-16 units', () => {
    expect(positions.value(['other', 'k2'])).toMatchObject({ column: 7, endColumn: 12 })
  })

  it('fall back to the nearest that is there', () => {
    expect(positions.value(['a', 5])).toBeUndefined()
    expect(positions.nearest(['a', 5, 'z'])).toMatchObject({ line: 1, column: 1 })
  })
})

describe('toYaml', () => {
  it('refuses what Go refuses', () => {
    expect(mistake(() => toYaml(Infinity)).message).toBe(
      'error marshaling into JSON: json: unsupported value: +Inf',
    )
    expect(mistake(() => toYaml('a\u007f')).message).toBe('yaml: control characters are not allowed')
  })

  it('writes any depth that Go reads back, and no deeper', () => {
    const nested = (depth: number) => {
      let value: GoValue = 1
      for (let i = 0; i < depth; i++) value = [value]
      return value
    }
    expect(toYaml(nested(700))).toBe(`${'- '.repeat(700)}1\n`)
    expect(mistake(() => toYaml(nested(100_000))).message).toBe('yaml: exceeded max depth of 10000')
  })
})
