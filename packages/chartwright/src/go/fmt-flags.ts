/** What stands between `%` and the verb. */
export interface Flags {
  minus: boolean
  plus: boolean
  /** `%+v`: fields with their names, and no sign before numbers. */
  plusV: boolean
  sharp: boolean
  /** `%#v`: in Go's syntax. */
  sharpV: boolean
  space: boolean
  zero: boolean
  width: number | undefined
  precision: number | undefined
}

/** A text as wide as the flags ask. */
export function pad(text: string, { width, minus, zero }: Flags): string {
  if (width === undefined) return text
  const missing = width - [...text].length
  if (missing <= 0) return text
  return minus ? text + ' '.repeat(missing) : (zero ? '0' : ' ').repeat(missing) + text
}
