import { expect, test } from 'vitest'
import { formatTime, utc } from '../../src/go/time.ts'

// What time.Unix(seconds, 0).UTC() of Go 1.26 prints. Seconds beyond 2^53 are doubles here.
test.each([
  [-9223372036854775808, '292277026596-12-04 Sun 339'],
  [9223372036854774784, '292277026596-12-04 Sun 339'],
  [4611686018427387904, '146138514283-06-19 Tue 170'],
  [9007199254740991, '285428751-11-12 Mon 316'],
  [-9007199254740991, '-285424812-02-20 Sat 051'],
  [8640000000000, '275760-09-13 Sat 257'],
  [8640000000001, '275760-09-13 Sat 257'],
  [-8640000000001, '-271821-04-19 Mon 109'],
  [-62135596801, '0000-12-31 Sun 366'],
])('%d seconds from 1970 are %s', (seconds, text) => {
  expect(formatTime({ seconds, nanos: 0, zone: utc }, '2006-01-02 Mon 002')).toBe(text)
})
