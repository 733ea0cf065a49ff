import { GoError } from '../../go/index.ts'
import { compileRegexp } from '../../go/regexp/regexp.ts'

/** A regular expression of Go's kind. */
export interface Pattern {
  source: string
  test: (text: string) => boolean
}

/** Compiles a pattern, or says in Go's words why it cannot be. */
export function compilePattern(source: string): Pattern | { error: string } {
  try {
    const regexp = compileRegexp(source)
    return { source, test: (text) => regexp.test(text) }
  } catch (error) {
    if (error instanceof GoError) return { error: error.message }
    throw error
  }
}
