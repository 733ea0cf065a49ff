import { isComplex } from '../../go/complex.ts'
import { GoInt, GoStruct, isMap, type GoValue } from '../../go/values.ts'
import { isTrue } from '../execute/value.ts'
import { define, type FunctionFamily } from './definition.ts'
import { elements } from './elements.ts'

/** Values that stand in for empty ones. Empty are nil, false, 0, "" and lists and maps with nothing in them. */
export const defaults: FunctionFamily = {
  name: 'defaults',
  pure: {
    default: define(['any', '...any'], 'any', (fallback: GoValue, given: GoValue = null) =>
      isEmpty(given) ? fallback : given,
    ),
    empty: define(['any'], 'bool', isEmpty),
    coalesce: define(['...any'], 'any', (...values: GoValue[]) => {
      for (const value of values) if (!isEmpty(value)) return value
      return null
    }),
    all: define(['...any'], 'bool', (...values: GoValue[]) => !values.some(isEmpty)),
    any: define(['...any'], 'bool', (...values: GoValue[]) => !values.every(isEmpty)),
    ternary: define(['any', 'any', 'bool'], 'any', (yes: GoValue, no: GoValue, test: boolean) =>
      test ? yes : no,
    ),
  },
}

/** sprig's empty, which `default`, `coalesce` and `compact` share. NaN is not empty. */
export function isEmpty(value: GoValue): boolean {
  switch (typeof value) {
    case 'string':
      return value === ''
    case 'boolean':
      return !value
    case 'number':
      return value === 0
  }
  if (value === null) return true
  if (Array.isArray(value)) return value.length === 0
  if (isMap(value)) {
    for (const key in value) return key === undefined
    return true
  }
  if (value instanceof GoInt) return value.n === 0
  if (isComplex(value)) return !isTrue(value)
  return value instanceof GoStruct && (elements(value)?.length === 0 || !isTrue(value))
}
