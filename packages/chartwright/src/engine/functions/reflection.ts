import { deepEqual, kindOf, typeOf } from '../../go/kind.ts'
import type { GoValue } from '../../go/values.ts'
import { define, type FunctionFamily } from './definition.ts'

/** What a value is, in Go's words: a number from values.yaml is a float64, a literal an int. */
export const reflection: FunctionFamily = {
  name: 'reflection',
  pure: {
    kindOf: define(['any'], 'string', kindOf),
    kindIs: define(['string', 'any'], 'bool', (kind: string, value: GoValue) => kindOf(value) === kind),
    typeOf: define(['any'], 'string', typeOf),
    typeIs: define(['string', 'any'], 'bool', (type: string, value: GoValue) => typeOf(value) === type),
    typeIsLike: define(['string', 'any'], 'bool', (type: string, value: GoValue) => {
      const found = typeOf(value)
      return found === type || found === `*${type}`
    }),
    deepEqual: define(['any', 'any'], 'bool', deepEqual),
  },
}
