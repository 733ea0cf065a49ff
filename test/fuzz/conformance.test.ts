import { describe, expect, it } from 'vitest'
import { resolveHelmVersion } from '../../packages/chartwright/src/chart/index.ts'
import { compare } from './compare.ts'
import { conformanceCases } from './conformance.ts'

// Dates without a zone stand in the machine's own; Helm was asked in this one.
process.env.TZ = 'UTC'

const cases = conformanceCases()

describe('what the fuzzer once found', () => {
  it('is kept in test/conformance', () => expect(cases.length).toBeGreaterThan(0))

  for (const { name, request, answers } of cases)
    for (const { versions, answer } of answers)
      for (const version of versions)
        it(`${name} is answered as Helm ${version} does`, () => {
          const { verdict, ours } = compare(request, answer, resolveHelmVersion(version)!)
          expect({ verdict, ours }).toEqual({
            verdict: answer.error === undefined ? 'equal' : 'refused',
            ours: expect.anything() as unknown,
          })
        })
})
