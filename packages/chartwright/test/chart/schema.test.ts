import { describe, expect, test } from 'vitest'
import { HelmError, loadFiles, ChartFile, resolveHelmVersion, validateValues } from '../../src/chart/index.ts'
import type { GoMap } from '../../src/go/index.ts'
import { memoryFileSystem } from '../../src/io/index.ts'
import { parseYaml } from '../../src/yaml/index.ts'
import { type Case, chartYaml, folderOf, helmSays, helms, weSay } from './support.ts'

const draft = (name: string) => ({
  $schema: name.startsWith('20')
    ? `https://json-schema.org/draft/${name}/schema`
    : `http://json-schema.org/draft-${name}/schema#`,
})
const of = (a: object) => ({ properties: { a } })

const cases: [title: string, schema: object | string | boolean, values: string][] = [
  ['values that fit', { type: 'object', required: ['a'], ...of({ type: 'integer' }) }, 'a: 1'],
  ['a wrong type', of({ type: 'string' }), 'a: 1'],
  ['a wrong type of several', of({ type: ['string', 'null'] }), 'a: 1.5'],
  ['an integer written as a float', of({ type: 'integer' }), 'a: 3.0'],
  ['null for a string', of({ type: 'string' }), 'a: null'],
  ['missing names', { required: ['x', 'y'] }, 'a: 1'],
  ['unknown names', { ...of({}), additionalProperties: false }, 'b: 1'],
  ['bounds', of({ minimum: 10, exclusiveMaximum: 2, multipleOf: 0.3 }), 'a: 5'],
  ['large numbers in messages', of({ minimum: 1500, maximum: 12345678 }), 'a: 1'],
  ['a large bound', of({ maximum: 1e6 }), 'a: 123456789'],
  ['lengths', of({ minLength: 5, pattern: '^x' }), 'a: äöü'],
  ['counts', { minProperties: 3, ...of({ minItems: 2, uniqueItems: true }) }, 'a: [1]'],
  ['equal items', of({ uniqueItems: true }), 'a: [1, {b: 1}, 1.0, {b: 1}]'],
  ['an enumeration', of({ enum: ['a', 1, null, 1.5, true] }), 'a: b'],
  ['a constant', of({ const: { b: 1 } }), 'a: 2'],
  ['anyOf', of({ anyOf: [{ type: 'string' }, { required: ['x'] }] }), 'a: {y: 1}'],
  ['oneOf with none', of({ oneOf: [{ type: 'string' }, { type: 'boolean' }] }), 'a: 1'],
  ['oneOf with two', of({ oneOf: [{ type: 'integer' }, { minimum: 0 }] }), 'a: 1'],
  ['allOf', of({ allOf: [{ type: 'string' }, { enum: [2] }] }), 'a: 1'],
  ['not', of({ not: { type: 'integer' } }), 'a: 1'],
  [
    'if, then',
    { ...draft('07'), if: of({ const: 1 }), then: { required: ['b'] }, else: { required: ['c'] } },
    'a: 1',
  ],
  [
    'if, else',
    { ...draft('07'), if: of({ const: 1 }), then: { required: ['b'] }, else: { required: ['c'] } },
    'a: 2',
  ],
  ['items', of({ items: { type: 'string' } }), 'a: [x, 1]'],
  [
    'items by place',
    { ...draft('07'), ...of({ items: [{ type: 'string' }, {}], additionalItems: false }) },
    'a: [1, 2, 3]',
  ],
  ['prefixItems', of({ prefixItems: [{ type: 'string' }], items: { type: 'boolean' } }), 'a: [x, 1]'],
  ['contains', of({ contains: { const: 1 } }), 'a: [2]'],
  ['patternProperties', { patternProperties: { '^a': { type: 'string' } } }, 'ab: 1'],
  ['propertyNames', { propertyNames: { maxLength: 1 } }, 'ab: 1'],
  ['dependencies', { ...draft('07'), dependencies: { a: ['b'], c: { required: ['d'] } } }, 'a: 1'],
  ['dependentRequired', { dependentRequired: { a: ['b', 'c'] } }, 'a: 1'],
  ['unevaluatedProperties', { allOf: [of({})], unevaluatedProperties: false }, 'b: 1'],
  ['references', { $defs: { s: { type: 'string' } }, ...of({ $ref: '#/$defs/s' }) }, 'a: 1'],
  [
    'a reference beside other rules',
    {
      ...draft('07'),
      definitions: { s: { type: 'string' } },
      ...of({ $ref: '#/definitions/s', minimum: 5 }),
    },
    'a: 1',
  ],
  ['anchors', { $defs: { s: { $anchor: 'name', type: 'string' } }, ...of({ $ref: '#name' }) }, 'a: 1'],
  [
    'ids',
    {
      $id: 'http://example.com/root.json',
      $defs: { s: { $id: 'item.json', type: 'string' } },
      ...of({ $ref: 'item.json' }),
    },
    'a: 1',
  ],
  ['recursion', { ...of({ $ref: '#' }), required: ['x'] }, 'x: 1\na: {x: 1, a: {}}'],
  ['draft 4 exclusive bounds', { ...draft('04'), ...of({ minimum: 1, exclusiveMinimum: true }) }, 'a: 1'],
  ['draft 4 ignores const', { ...draft('04'), ...of({ const: 2 }) }, 'a: 1'],
  [
    'draft 2019-09',
    { ...draft('2019-09'), $recursiveAnchor: true, ...of({ $recursiveRef: '#' }), required: ['a'] },
    'a: {}',
  ],
  ['formats of draft 7', { ...draft('07'), ...of({ format: 'ipv4' }) }, 'a: x'],
  ['formats are notes from 2019-09 on', of({ format: 'ipv4' }), 'a: x'],
  ['a date', { ...draft('07'), ...of({ format: 'date' }) }, 'a: "2024-02-30"'],
  [
    'quotes in messages',
    { ...of({ enum: ["it's", 'a"b'] }), additionalProperties: false },
    `a: x\n"q'\\"": 1`,
  ],
  ['names with slashes', { properties: { 'a/b~c': { type: 'string' } } }, 'a/b~c: 1'],
  [
    'names every object has',
    {
      properties: { __proto__: { type: 'string' }, constructor: { type: 'string' } },
      required: ['toString'],
    },
    'constructor: 1',
  ],
  ['false as schema', of({ not: {} }), 'a: 1'],
  ['a boolean schema', { properties: { a: false } }, 'a: 1'],
  ['a schema that is no JSON', '{"a":}', 'a: 1'],
  ['an empty schema file', '', 'a: 1'],
  ['a schema that is a list', '[]', 'a: 1'],
  ['text behind the schema', '{} x', 'a: 1'],
  ['a keyword of the wrong type', of({ minimum: 'x' }), 'a: 1'],
  ['a boolean where 2020 wants a number', of({ exclusiveMinimum: true }), 'a: 1'],
  ['an unknown type', of({ type: 'text' }), 'a: 1'],
  ['a pattern Go does not take', of({ pattern: '(?=x)' }), 'a: x'],
  ['a required list with a name twice', { required: ['a', 'a'] }, 'a: 1'],
  ['a reference to nothing', of({ $ref: '#/$defs/none' }), 'a: 1'],
  ['a reference that is no address', of({ $ref: '%' }), 'a: 1'],
  ['an id that is no address', { $id: ':', ...of({ type: 'string' }) }, 'a: 1'],
  ['an id below that is no address', { ...draft('07'), ...of({ $id: 'b%zz', $ref: '#' }) }, 'a: 1'],
  ['a reference to a file', of({ $ref: 'other.json' }), 'a: 1'],
  [
    'a reference to a metaschema',
    of({ $ref: 'https://json-schema.org/draft/2020-12/schema' }),
    'a: {type: 5}',
  ],
]

/** Lines in any order: Go walks objects in random order. */
function asSet(text: string): string[] {
  return text.split('\n').sort()
}

describe.each(helms)('schemas as Helm $version.version applies them', ({ binary, version }) => {
  const online = (title: string) =>
    title === 'a reference to a metaschema' && version.schemaLibrary === 'gojsonschema'

  test.each(cases.filter(([title]) => !online(title)))('%s', (_, schema, values) => {
    const files = {
      'Chart.yaml': chartYaml(),
      'values.yaml': values,
      'values.schema.json': typeof schema === 'string' ? schema : JSON.stringify(schema),
    }
    const folder = folderOf(files)
    const given: Case = { files }
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    if ('text' in helm) expect(ours.text ?? ours.error).toBe(helm.text)
    else expect(asSet(ours.error ?? '')).toEqual(asSet(helm.error))
  })

  test('every subchart under its own heading', () => {
    const files = {
      'Chart.yaml': chartYaml(),
      'values.yaml': 'a: 1\ns: {b: 1}',
      'values.schema.json': JSON.stringify(of({ type: 'string' })),
      'charts/s/Chart.yaml': chartYaml('s'),
      'charts/s/values.schema.json': JSON.stringify({ properties: { b: { type: 'string' } } }),
    }
    const folder = folderOf(files)
    const helm = helmSays(binary, folder, { files })
    expect(weSay(version, folder, { files }).error).toBe('error' in helm ? helm.error : '')
  })
})

describe('our own diagnostics for values', () => {
  const schema = {
    properties: {
      replicas: { type: 'integer', minimum: 1 },
      image: {
        type: 'object',
        required: ['tag'],
        additionalProperties: false,
        properties: { tag: { type: 'string' }, pullPolicy: { enum: ['Always', 'Never'] } },
      },
    },
    additionalProperties: false,
  }
  const chart = loadFiles(
    memoryFileSystem(),
    Object.entries({
      'Chart.yaml': chartYaml('web'),
      'values.yaml': 'replicas: 1\nimage:\n  tag: "1"\n',
      'values.schema.json': JSON.stringify(schema),
    }).map(([name, text]) => new ChartFile(name, new TextEncoder().encode(text))),
    { origin: 'charts/web' },
  )
  const problems = (user: string, helm = '4') => {
    try {
      validateValues(chart, parseYaml(user).value as GoMap, {
        version: resolveHelmVersion(helm)!,
        sources: [{ file: 'prod.yaml', text: user }],
      })
    } catch (error) {
      if (error instanceof HelmError) return error.diagnostics
      throw error
    }
    return []
  }

  test.each(['3.17', '4'])('a wrong type shows where the value stands (Helm %s)', (helm) => {
    expect(problems('image:\n  tag: 1.5\n', helm)).toMatchObject([
      {
        code: 'value-type',
        message: 'image.tag must be a string, and is the number 1.5',
        span: { file: 'prod.yaml', line: 2, column: 8 },
        hint: 'write it in quotes, or use --set-string',
      },
    ])
  })

  test.each(['3.17', '4'])('an unknown name suggests the nearest (Helm %s)', (helm) => {
    expect(problems('image:\n  tag: x\n  pullpolicy: Never\n', helm)).toMatchObject([
      { code: 'value-unknown', span: { line: 3, column: 3 }, hint: 'did you mean "image.pullPolicy"?' },
    ])
  })

  test.each(['3.17', '4'])('an unknown name that belongs elsewhere says where (Helm %s)', (helm) => {
    expect(problems('pullPolicy: Never\n', helm)).toMatchObject([
      { code: 'value-unknown', hint: 'did you mean "image.pullPolicy"?' },
    ])
  })

  test('a missing value points at the map it should be in', () => {
    expect(problems('image:\n  pullPolicy: Never\n')).toMatchObject([
      { code: 'value-missing', message: 'image.tag is required', span: { file: 'prod.yaml', line: 1 } },
    ])
  })

  test('a refused value says what is allowed', () => {
    expect(
      problems('replicas: 0\nimage: {tag: x, pullPolicy: Often}\n').map(({ message }) => message),
    ).toEqual(['replicas must be at least 1, and is 0', 'image.pullPolicy must be one of "Always", "Never"'])
  })

  test('values from the chart itself are shown in its values.yaml', () => {
    expect(problems('image: {tag: x}\nreplicas: a\n')).toMatchObject([
      { code: 'value-type', hint: 'write it without quotes' },
    ])
  })
})
