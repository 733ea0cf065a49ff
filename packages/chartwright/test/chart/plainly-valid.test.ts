import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlainlyValid } from '../../src/chart/schema/plainly-valid.ts'
import { santhoshSchema } from '../../src/chart/schema/santhosh.ts'
import type { Json } from '../../src/chart/schema/node.ts'
import type { GoMap } from '../../src/go/index.ts'

// The compiled schema is held against Helm elsewhere; here the short way is held against the compiled schema.
const names = fc.constantFrom('a', 'b', 'c')
const { schema } = fc.letrec<{ schema: Json; value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Json[]>(null, true, 0, 1, 5, 1.5, '', 'ab', 'abc-1'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json[]>(true, false, {}, { $ref: '#/definitions/a' }, { $ref: '#/definitions/gone' }),
    fc.constantFrom<Json[]>(
      { $ref: '#/definitions/a', type: 'string' },
      { $ref: '#/$defs/x' },
      { type: 'strange' },
    ),
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('string', 'integer', 'number', 'null', 'object', 'array', 'boolean'),
          fc.uniqueArray(fc.constantFrom('string', 'integer', 'null', 'object'), { minLength: 1 }),
        ),
        enum: fc.uniqueArray(fc.constantFrom<Json[]>('ab', 1, null, 'abc-1'), { minLength: 1 }),
        const: fc.constantFrom<Json[]>('ab', 1),
        pattern: fc.constantFrom('^[a-c-]*$', '^(ab)?$', '(', '\\d'),
        minLength: fc.nat(3),
        maximum: fc.nat(4),
        exclusiveMinimum: fc.nat(2),
        maxItems: fc.nat(2),
        items: tie('schema'),
        required: fc.uniqueArray(names),
        properties: fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        patternProperties: fc.dictionary(names, tie('schema'), { maxKeys: 1 }),
        propertyNames: tie('schema'),
        not: tie('schema'),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        allOf: fc.array(tie('schema'), { maxLength: 2 }),
        if: tie('schema'),
        then: tie('schema'),
        uniqueItems: fc.boolean(),
        format: fc.constantFrom('ipv4', 'date'),
        $id: fc.constantFrom('http://example.com/x'),
        strange: fc.integer(),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ),
}))
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json[]>(null, true, 0, 1, 5, 1.5, '', 'ab', 'abc-1'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
})).value
const draft = fc.constantFrom(
  undefined,
  'http://json-schema.org/draft-07/schema#',
  'http://json-schema.org/draft-06/schema#',
  'https://json-schema.org/draft/2019-09/schema',
  'http://json-schema.org/draft-04/schema#',
  'http://example.com/own',
)

describe('values that plainly meet a schema', () => {
  it('are valid to the compiled schema, which compiles', () => {
    let plain = 0
    fc.assert(
      fc.property(draft, schema, schema, value, (named, a, root, values) => {
        const whole = {
          ...(named && { $schema: named }),
          definitions: { a },
          properties: { v: root },
        } as Json
        const text = JSON.stringify(whole)
        if (!isPlainlyValid(whole, text, { v: values })) return
        plain++
        const compiled = santhoshSchema(text).compile()
        expect(compiled.isValid({ v: values } as unknown as GoMap), text).toBe(true)
      }),
      { numRuns: 10_000 },
    )
    expect(plain).toBeGreaterThan(300)
  })
})
