import type { GoValue } from '../go/values.ts'

/** What readBlock gives for a text it leaves to the complete reader. */
export const unread = Symbol('unread')

export function readBlock(text: string): GoValue | typeof unread {
  void text
  return unread
}
