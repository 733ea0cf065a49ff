import { GoInt, isMap } from '../../go/index.ts'
import type { TypeName } from './node.ts'

export function typeOf(value: unknown): Exclude<TypeName, 'integer'> {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
  }
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  return isMap(value) || !(value instanceof GoInt) ? 'object' : 'number'
}

/** Go counts code points; a byte that is not UTF-8 is one. */
export function runeCount(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}
