import { deepEqual, kindOf } from '../../go/kind.ts'
import { castInt64 } from '../../go/cast.ts'
import { sortStrings } from '../../go/sort.ts'
import { GoSlice, nilSlice, sliceOf, type GoValue } from '../../go/values.ts'
import { isEmpty } from './defaults.ts'
import { define, GoError, type FunctionFamily, type GoFunction } from './definition.ts'
import { elements, elementsFor, nilPointer, partOf } from './elements.ts'
import { texts } from './strings.ts'
import { toText } from './text.ts'

const append = define(['any', 'any'], '[]any', (list: GoValue, item: GoValue) => [
  ...elementsFor('Cannot push on type', list),
  item,
])
const prepend = define(['any', 'any'], '[]any', (list: GoValue, item: GoValue) => [
  item,
  ...elementsFor('Cannot prepend on type', list),
])
const first = define(
  ['any'],
  'any',
  (list: GoValue) => elementsFor('Cannot find first on type', list)[0] ?? null,
)
const last = define(
  ['any'],
  'any',
  (list: GoValue) => elementsFor('Cannot find last on type', list).at(-1) ?? null,
)
const rest = define(['any'], '[]any', (list: GoValue) => {
  const items = elementsFor('Cannot find rest on type', list)
  return items.length === 0 ? nilSlice() : items.slice(1)
})
const initial = define(['any'], '[]any', (list: GoValue) => {
  const items = elementsFor('Cannot find initial on type', list)
  return items.length === 0 ? nilSlice() : items.slice(0, -1)
})
const reverse = define(['any'], '[]any', (list: GoValue) =>
  elementsFor('Cannot find reverse on type', list).slice().reverse(),
)
const uniq = define(['any'], '[]any', (list: GoValue) => {
  const kept: GoValue[] = []
  for (const item of elementsFor('Cannot find uniq on type', list)) if (!includes(kept, item)) kept.push(item)
  return kept
})
const without = define(['any', '...any'], '[]any', (list: GoValue, ...omitted: GoValue[]) =>
  elementsFor('Cannot find without on type', list).filter((item) => !includes(omitted, item)),
)
const has = define(['any', 'any'], 'bool', (needle: GoValue, list: GoValue) =>
  list === null ? false : includes(elementsFor('Cannot find has on type', list), needle),
)
const compact = define(['any'], '[]any', (list: GoValue) =>
  elementsFor('Cannot compact on type', list).filter((item) => !isEmpty(item)),
)
const slice = define(['any', '...any'], 'any', sliceList)
const chunk = define(['int', 'any'], '[][]any', chunkList)
const list = define(['...any'], '[]any', (...items: GoValue[]) => items)

/** Those that have a twin called `must…`. */
const withTwin = {
  append,
  push: append,
  prepend,
  first,
  last,
  rest,
  initial,
  reverse,
  uniq,
  without,
  has,
  compact,
  slice,
  chunk,
}

/** Lists. None changes the list it is given; `append` and its like return a new one. */
export const lists: FunctionFamily = {
  name: 'lists',
  pure: {
    list,
    tuple: list,
    ...withTwin,
    ...must(withTwin),
    concat: define(['...any'], 'any', concat),
    sortAlpha: define(['any'], '[]string', sortAlpha),
  },
}

/** The `must` twins: sprig's return the error, the plain ones panic with it; a template sees the same. */
function must(functions: Record<string, GoFunction>): Record<string, GoFunction> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, fn]) => [`must${name[0]!.toUpperCase()}${name.slice(1)}`, fn]),
  )
}

function includes(items: readonly GoValue[], item: GoValue): boolean {
  if (typeof item !== 'object' || item === null) return items.includes(item) && item === item
  return items.some((other) => deepEqual(item, other))
}

// A list joined with itself doubles: forty times are more than any machine holds.
const mostItems = 1_000_000

function concat(...all: GoValue[]): GoValue {
  const joined: GoValue[] = []
  for (const list of all) {
    const items = elements(list)
    if (!items) throw new GoError(list === null ? nilPointer : `Cannot concat type ${kindOf(list)} as list`)
    if (joined.length + items.length > mostItems) throw new GoError(`list of more than ${mostItems} items`)
    for (const item of items) joined.push(item)
  }
  return joined.length === 0 ? nilSlice() : joined
}

function sliceList(list: GoValue, ...indices: GoValue[]): GoValue {
  const items = elementsFor('list should be type of slice or array but', list)
  if (items.length === 0) return null
  const start = indices.length > 0 ? Number(castInt64(indices[0]!)) : 0
  const end = indices.length > 1 ? Number(castInt64(indices[1]!)) : items.length
  if (start < 0 || start > end || end > items.length)
    throw new GoError('reflect.Value.Slice: slice index out of bounds')
  return partOf(list, items.slice(start, end))
}

const badLength = 'runtime error: makeslice: len out of range'

function chunkList(size: number, list: GoValue): GoValue {
  const items = elementsFor('Cannot chunk type', list)
  const count = Math.floor((items.length - 1) / size) + 1
  if (!(count >= 0 && count < Infinity)) throw new GoError(badLength)
  const chunks: GoValue[] = []
  for (let i = 0; i < count; i++) {
    const length = i < count - 1 ? size : items.length % size || size
    if (length < 0) throw new GoError(badLength)
    chunks.push(items.slice(i * size, i * size + length))
  }
  return sliceOf('[]interface {}', chunks)
}

function sortAlpha(list: GoValue): GoSlice {
  return sliceOf('string', elements(list) ? sortStrings(texts(list)) : [toText(list)])
}
