/**
 * A pattern of gobwas/glob with `/` as separator, as `.Files.Glob` takes it: `*` within a name, `**` across
 * folders, `?`, `[a-z]`, `[!a]`, `{a,b}`. Undefined when the pattern is not one.
 *
 * @example globToRegExp('conf/**.{yaml,yml}')?.test('conf/a/b.yml') // true
 */
export function globToRegExp(pattern: string): RegExp | undefined {
  let source = ''
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!
    switch (character) {
      case '*':
        if (pattern[at + 1] === '*') {
          while (pattern[at + 1] === '*') at++
          source += '.*'
        } else source += '[^/]*'
        break
      case '?':
        source += '[^/]'
        break
      case '[': {
        const end = pattern.indexOf(']', at + 2)
        if (end < 0) return undefined
        const body = pattern.slice(at + 1, end)
        const negated = body.startsWith('!')
        source += `[${negated ? '^' : ''}${(negated ? body.slice(1) : body).replace(/[\\\]^]/g, '\\$&')}]`
        at = end
        break
      }
      case '{':
        depth++
        source += '(?:'
        break
      case '}':
        if (depth-- === 0) return undefined
        source += ')'
        break
      case ',':
        source += depth > 0 ? '|' : ','
        break
      case '\\':
        at++
        if (at < pattern.length) source += escape(pattern[at]!)
        break
      default:
        source += escape(character)
    }
  }
  return depth === 0 ? new RegExp(`^${source}$`, 'su') : undefined
}

function escape(character: string): string {
  return /[$()*+./?[\\\]^{|}]/.test(character) ? `\\${character}` : character
}
