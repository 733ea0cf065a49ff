import fc from 'fast-check'
import { type Grammar, byDepth, choose, pick } from '../grammar.ts'
import { object } from './data.ts'

const names = ['a', 'b', 'c', 'dd', 'é', 'a/b', 'x~y', '']
const name = pick(...names)
const type = pick('string', 'integer', 'number', 'object', 'array', 'boolean', 'null')
// prettier-ignore
const plain = pick('1', '0', '2', '1.5', '-3', '100000', '1e6', '"x"', '"abc"', '""', 'true', 'false', 'null', '"12"', '"a.b"', '"é"', '0.3', '1.0', '12345678901234567890', '"2024-01-01"', '"a@b.c"', '"http://x/y"', '"192.0.2.1"', '"::1"')
const instance: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  depth === 0
    ? plain
    : choose<string>(
        [4, plain],
        [2, fc.array(instance(depth - 1), { maxLength: 3 }).map((items) => `[${items.join(',')}]`)],
        [2, object(name, instance(depth - 1), 4)],
      ),
)

/** A keyword with its value, as JSON. */
type Keyword = [string, string]
const keyword = (key: string, held: fc.Arbitrary<string>): fc.Arbitrary<Keyword> =>
  fc.tuple(fc.constant(key), held)
const quoted = (held: fc.Arbitrary<string>) => held.map((text) => JSON.stringify(text))
const listOf = (held: fc.Arbitrary<string>, minLength = 1) =>
  fc.uniqueArray(held, { minLength, maxLength: 2 }).map((items) => `[${items.join(',')}]`)

const simple: fc.Arbitrary<Keyword>[] = [
  keyword('type', choose<string>([3, quoted(type)], listOf(quoted(type)))),
  keyword('type', quoted(type)),
  keyword('enum', listOf(plain)),
  keyword('const', plain),
  keyword('minimum', pick('0', '1', '2', '1000', '0.5', '1e3')),
  keyword('maximum', pick('0', '1', '50000')),
  keyword('exclusiveMinimum', pick('0', '1', 'true')),
  keyword('exclusiveMaximum', pick('2', 'false', '1.5')),
  keyword('multipleOf', pick('2', '0.1', '0.5', '3', '0.3', '1e-7')),
  keyword('minLength', pick('0', '1', '2', '3')),
  keyword('maxLength', pick('0', '1', '3')),
  // prettier-ignore
  keyword('pattern', quoted(pick('^a', '[0-9]+$', 'x|y', '^$', '\\d', '^[a-z]{2,}$', '\\p{L}', '(?=a)', '\\w+@', '^.$'))),
  // prettier-ignore
  keyword('format', quoted(pick('ipv4', 'date', 'email', 'uri', 'hostname', 'uuid', 'regex', 'ipv6', 'date-time', 'foo', 'uri-reference', 'json-pointer', 'time', 'duration', 'iri', 'idn-email', 'uri-template', 'relative-json-pointer'))),
  keyword('required', listOf(quoted(name))),
  keyword('minItems', pick('0', '1', '2')),
  keyword('maxItems', pick('0', '1')),
  keyword('uniqueItems', pick('true', 'false')),
  keyword('minProperties', pick('0', '1', '3')),
  keyword('maxProperties', pick('0', '1')),
  keyword('$comment', quoted(pick('x'))),
  keyword('title', quoted(pick('T'))),
  keyword('default', plain),
  keyword('contentEncoding', quoted(pick('base64'))),
]

const nested = (depth: number): fc.Arbitrary<Keyword>[] => {
  const sub = schemaOf(depth - 1)
  const properties = object(name, sub, 3)
  return [
    keyword('properties', properties),
    keyword('properties', properties),
    keyword('properties', properties),
    keyword('additionalProperties', choose<string>(pick('false'), sub)),
    keyword('patternProperties', object(pick('^a', 'b$', '.', 'a|b'), sub, 2)),
    keyword('items', choose<string>([3, sub], listOf(sub))),
    keyword('additionalItems', choose<string>(pick('false'), sub)),
    keyword('prefixItems', listOf(sub)),
    keyword('unevaluatedItems', choose<string>(pick('false'), sub)),
    keyword('allOf', listOf(sub)),
    keyword('anyOf', listOf(sub)),
    keyword('oneOf', listOf(sub)),
    keyword('not', sub),
    keyword('if', sub),
    keyword('then', sub),
    keyword('else', sub),
    keyword('contains', sub),
    keyword('minContains', pick('0', '1', '2')),
    keyword('maxContains', pick('0', '1')),
    keyword('propertyNames', choose<string>(pick('{"maxLength":1}', '{"pattern":"^a"}'), sub)),
    keyword('dependencies', object(name, choose<string>(listOf(quoted(name)), sub), 2)),
    keyword('dependentRequired', object(name, listOf(quoted(name)), 2)),
    keyword('dependentSchemas', object(name, sub, 2)),
    keyword('unevaluatedProperties', choose<string>(pick('false'), sub)),
    // prettier-ignore
    keyword('$ref', quoted(pick('#/$defs/x', '#/definitions/x', '#/$defs/y', '#/definitions/y', '#', '#/nope', '#anchor', '#/properties/a', '#/$defs/x/properties/a', '#/%24defs/x', 'x.json', 'urn:x:y'))),
    keyword('$dynamicRef', quoted(pick('#/$defs/x', '#anchor', '#'))),
    keyword('$anchor', quoted(pick('anchor'))),
    keyword('$dynamicAnchor', quoted(pick('anchor'))),
    keyword('$id', quoted(pick('#anchor', 'http://x/y', 'x.json', 'urn:x'))),
    keyword('id', quoted(pick('#anchor', 'x.json'))),
  ]
}

function written(keywords: Keyword[]): string {
  return `{${keywords.map(([key, held]) => `${JSON.stringify(key)}:${held}`).join(',')}}`
}

const keywordsOf = (depth: number, maxLength: number) =>
  fc.uniqueArray(fc.oneof(...simple, ...(depth > 0 ? [...nested(depth), ...nested(depth)] : [])), {
    minLength: 1,
    maxLength,
    selector: ([key]) => key,
  })

const schemaOf: (depth: number) => fc.Arbitrary<string> = byDepth((depth) =>
  choose<string>([20, keywordsOf(depth, 3).map(written)], [1, pick('true', 'false')]),
)

// prettier-ignore
const draft = pick('http://json-schema.org/draft-07/schema#', 'http://json-schema.org/draft-04/schema#', 'http://json-schema.org/draft-06/schema', 'https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2020-12/schema', 'http://json-schema.org/schema#')
/** Keywords of the wrong type, which the metaschemas refuse. */
const broken = fc.tuple(
  pick(
    'minimum',
    'type',
    'required',
    'properties',
    'items',
    'enum',
    'pattern',
    'minLength',
    'additionalProperties',
    '$ref',
    'format',
    'allOf',
  ),
  pick('"x"', '-1', '["q"]', '{"a":1}', 'null', '"("', '[]', '1.5', '[1,1]'),
)

const root = fc
  .record({
    schema: keywordsOf(3, 4),
    definitions: fc.option(fc.tuple(pick('$defs', 'definitions'), schemaOf(1), schemaOf(1)), {
      nil: undefined,
    }),
    draft: fc.option(draft, { nil: undefined }),
    broken: choose<Keyword | undefined>([14, fc.constant(undefined)], [1, broken]),
  })
  .map(({ schema, definitions, draft: uri, broken: mistake }) => {
    const all = new Map(schema)
    if (uri) all.set('$schema', JSON.stringify(uri))
    if (definitions) all.set(definitions[0], `{"x":${definitions[1]},"y":${definitions[2]}}`)
    if (mistake) all.set(mistake[0], mistake[1])
    return written([...all])
  })

export const schema: Grammar = {
  name: 'schema',
  about: 'JSON schemas of drafts 4 to 2020-12 with values that meet them or do not',
  arbitrary: fc
    .record({ text: root, values: object(name, instance(2), 4) })
    .map(({ text, values }) => ({ op: 'schema' as const, text, values })),
}
