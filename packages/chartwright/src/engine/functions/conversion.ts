import { castFloat64, castInt64, parsedOrNearest } from '../../go/cast.ts'
import { parseInteger } from '../../go/strconv.ts'
import { GoInt, int, int64, type GoValue } from '../../go/values.ts'
import { define, type FunctionFamily } from './definition.ts'
import { toText } from './text.ts'

/** Numbers out of anything; what is no number gives 0. `int "012"` reads octal, `int "3.7"` is 0. */
export const conversion: FunctionFamily = {
  name: 'conversion',
  pure: {
    int: define(['any'], 'int', (value: GoValue) => {
      const whole = castInt64(value)
      return typeof whole === 'number' ? int(whole) : new GoInt('int', whole)
    }),
    int64: define(['any'], 'int64', (value: GoValue) => int64(castInt64(value))),
    float64: define(['any'], 'float64', castFloat64),
    atoi: define(['string'], 'int', (text: string) => new GoInt('int', parsedOrNearest(text))),
    toDecimal: define(['any'], 'int64', (value: GoValue) => int64(parseInteger(toText(value), 8) ?? 0)),
  },
}
