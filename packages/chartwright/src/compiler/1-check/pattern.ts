import { compileRegexp } from '../../go/regexp/regexp.ts'
import { GoError } from '../../go/index.ts'

/** Whether a pattern, as Helm's validators read it (RE2), accepts a text; undefined when they cannot read it. */
export function accepts(pattern: string, text: string): boolean | undefined {
  try {
    return compileRegexp(pattern).test(text)
  } catch (error) {
    if (error instanceof GoError) return undefined
    throw error
  }
}
