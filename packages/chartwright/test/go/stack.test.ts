import { expect, test } from 'vitest'
import { isStackOverflow } from '../../src/go/stack.ts'

test('the end of the stack is known in both of its shapes', () => {
  const descend = (): number => descend() + 1
  let ended: unknown
  try {
    descend()
  } catch (error) {
    ended = error
  }
  expect(isStackOverflow(ended)).toBe(true)
  // What V8 throws where a regular expression is compiled at the end of the stack.
  const compiled = new SyntaxError('Invalid regular expression: /a/: Maximum call stack size exceeded')
  expect(isStackOverflow(compiled)).toBe(true)
})

test('other errors are not', () => {
  for (const error of [
    new RangeError('Invalid string length'),
    new SyntaxError('Unterminated group'),
    undefined,
    'x',
  ])
    expect(isStackOverflow(error)).toBe(false)
})
