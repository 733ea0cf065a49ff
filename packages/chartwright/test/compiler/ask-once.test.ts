import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ExprNode } from '../../src/author/index.ts'
import { askOnce } from '../../src/compiler/3-emit/ask-once.ts'
import { isControl, type Flow } from '../../src/compiler/ir.ts'
import { keyOf } from '../../src/compiler/conditions.ts'

interface Part {
  id: number
}
type Row = Record<string, boolean>
type If = Extract<Flow<Part>, { f: 'if' }>

const bool = { t: 'bool' } as const
const atom = (name: string): ExprNode => ({ e: 'value', path: [name], type: bool })
const call = (fn: 'and' | 'or' | 'not', ...args: ExprNode[]): ExprNode => ({
  e: 'call',
  fn,
  args,
  type: bool,
})
const [a, b, c] = ['a', 'b', 'c'].map(atom) as [ExprNode, ExprNode, ExprNode]
const when = (condition: ExprNode, then: Flow<Part>[], otherwise?: Flow<Part>[]): Flow<Part> => ({
  f: 'if',
  condition,
  then,
  ...(otherwise && { otherwise }),
})
const once = (flows: Flow<Part>[]) => askOnce(flows, (part) => part)

test('what was asked around a part is not asked again', () => {
  const part = { id: 1 }
  expect(once([when(a, [when(a, [part])])])).toEqual([when(a, [part])])
  expect(once([when(call('and', a, b), [when(call('and', b, c), [part])])])).toEqual([
    when(call('and', a, b), [when(c, [part])]),
  ])
  expect(once([when(a, [when(call('or', b, call('and', a, c)), [part])])])).toEqual([
    when(a, [when(call('or', b, c), [part])]),
  ])
})

test('the same twice is asked once', () => {
  const part = { id: 1 }
  expect(once([when(call('or', a, a), [when(a, [part])])])).toEqual([when(a, [part])])
})

test('side by side the same is asked once', () => {
  const [one, two, three] = [{ id: 1 }, { id: 2 }, { id: 3 }]
  expect(once([when(a, [one]), when(a, [two]), three])).toEqual([when(a, [one, two]), three])
  expect(once([when(a, [when(b, [one])]), when(a, [when(b, [two])])])).toEqual([
    when(a, [when(b, [one, two])]),
  ])
  for (const flows of [
    [when(a, [one]), when(b, [two])],
    [when(a, [one]), three, when(a, [two])],
    [when(a, [one]), when(a, [two], [three])],
    [when(a, [one], [three]), when(a, [two])],
  ])
    expect(once(flows)).toEqual(flows)
})

test('otherwise, the opposite is known: `else if not a` is `else`', () => {
  const [one, two] = [{ id: 1 }, { id: 2 }]
  expect(once([when(a, [one], [when(call('not', a), [two])])])).toEqual([when(a, [one], [two])])
  expect(once([when(call('or', a, b), [], [when(call('not', b), [two])])])).toEqual([
    when(call('or', a, b), [], [two]),
  ])
})

const conditions = fc.letrec<{ node: ExprNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(a, b, c),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), tie('node'), tie('node'))
      .map(([fn, x, y]) => call(fn, x, y)),
    tie('node').map((x) => call('not', x)),
  ),
})).node
const flows = fc.letrec<{ flow: Flow<Part>; list: Flow<Part>[] }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ id: fc.nat(99) }),
    fc
      .tuple(conditions, tie('list'), fc.option(tie('list'), { nil: undefined }))
      .map(([condition, then, otherwise]) => when(condition, then, otherwise)),
  ),
  list: fc.array(tie('flow'), { minLength: 1, maxLength: 3 }),
})).list

const holds = (node: ExprNode, row: Row): boolean => {
  if (node.e !== 'call') return row[keyOf(node)]!
  const values = node.args.map((arg) => holds(arg, row))
  if (node.fn === 'not') return !values[0]
  return node.fn === 'and' ? values.every(Boolean) : values.some(Boolean)
}
const partsOf = (list: readonly Flow<Part>[], row: Row): number[] =>
  list.flatMap((flow) => {
    if (!isControl(flow)) return [(flow as Part).id]
    const { condition, then, otherwise = [] } = flow as If
    return partsOf(holds(condition, row) ? then : otherwise, row)
  })
const rows = Array.from({ length: 8 }, (_, bits): Row => ({
  '$.a': (bits & 1) > 0,
  '$.b': (bits & 2) > 0,
  '$.c': (bits & 4) > 0,
}))

test('the same parts are there, whatever holds', () => {
  fc.assert(
    fc.property(flows, (list) => {
      for (const row of rows) expect(partsOf(once(list), row)).toEqual(partsOf(list, row))
    }),
  )
})
