import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mapOf, type GoValue } from '../../src/go/index.ts'
import { parseYaml, toYaml } from '../../src/yaml/index.ts'
import { cases } from './cases.ts'

// Go writes through JSON, which leaves these as they are and YAML does not read: `toYaml` gives nothing then.
const lost = /[\x7f-\x9f\ufffe\uffff]/

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...cases.filter(({ length }) => length < 500)), // Longer keys are none.
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', "'", '"', 'é', '😀', '\\', '|', '\u2028'))
    .map((parts) => parts.join('')),
)
const text = anyText.filter((candidate) => !lost.test(candidate))
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
)

const value = fc.letrec<{ value: GoValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }).map(mapOf),
  ),
})).value

it('reads back every value it prints', () => {
  fc.assert(
    fc.property(value, (printed) => {
      expect(parseYaml(toYaml(printed)).value).toEqual(printed)
    }),
    { numRuns: 3000 },
  )
})
