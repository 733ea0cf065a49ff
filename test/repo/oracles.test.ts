import { expect, test } from 'vitest'
import { helmBinary, helmVersionOf } from '../support/oracles.ts'

test('the npm oracles are Helm 3.17.2 and 4.1.4', () => {
  expect(helmVersionOf(helmBinary('3'))).toBe('3.17.2')
  expect(helmVersionOf(helmBinary('4'))).toBe('4.1.4')
})
