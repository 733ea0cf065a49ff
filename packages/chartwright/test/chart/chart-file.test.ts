import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChartFile } from '../../src/chart/chart-file.ts'

test('a file gives its bytes after its text was read, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const file = new ChartFile('a', Uint8Array.from(bytes))
      const same = new ChartFile('b', file)
      const { text } = same
      expect(file.text).toBe(text)
      expect([...file.bytes]).toEqual([...bytes])
      expect([...same.bytes]).toEqual([...bytes])
      expect(same.size).toBe(bytes.length)
    }),
  )
})
