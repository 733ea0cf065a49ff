/** A compiled regular expression of Go's kind. */
export interface Pattern {
  source: string
  test: (text: string) => boolean
}

const compiled = new Map<string, Pattern | { error: string }>()

/** Compiles a pattern, or says in Go's words why it cannot be. */
export function compilePattern(source: string): Pattern | { error: string } {
  let pattern = compiled.get(source)
  if (!pattern) {
    pattern = compile(source)
    compiled.set(source, pattern)
  }
  return pattern
}

function compile(source: string): Pattern | { error: string } {
  const perl = /\(\?(<?[=!])/.exec(source)
  if (perl)
    return {
      error: `error parsing regexp: invalid or unsupported Perl syntax: \`${perl[0].slice(0, perl[0][2] === '<' ? 3 : 3)}\``,
    }
  try {
    const regexp = new RegExp(source.replace(/\\z$/, '$').replace(/^\\A/, '^'), 'u')
    return { source, test: (text) => regexp.test(text) }
  } catch (error) {
    return { error: `error parsing regexp: ${(error as Error).message}` }
  }
}
