/** A character as it stands in a JavaScript class. */
export function classText(code: number): string {
  return `\\u{${code.toString(16)}}`
}

/** A range of characters, likewise. */
export function rangeText(low: number, high: number): string {
  return low === high ? classText(low) : `${classText(low)}-${classText(high)}`
}
