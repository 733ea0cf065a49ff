import type { GoValue } from '../go/values.ts'
import { Composer } from './compose.ts'
import { decode } from './decode.ts'
import { Positions } from './positions.ts'
import { fromUtf16 } from './utf16.ts'

/** The first document of a text, whatever YAML it is written in. Most texts are plain enough for readBlock. */
export function readDocument(text: string, strict: boolean, exact: boolean): GoValue {
  const root = new Composer(fromUtf16(text)).next()
  return root ? decode(root, strict, exact) : null
}

/** The same, with where everything stands. */
export function readWithPositions(text: string, strict: boolean): { value: GoValue; positions: Positions } {
  const root = new Composer(fromUtf16(text)).next()
  return { value: root ? decode(root, strict) : null, positions: new Positions(root) }
}
