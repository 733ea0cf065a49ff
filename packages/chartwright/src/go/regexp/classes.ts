/** Perl's classes, ASCII only in Go, as they stand inside a JavaScript class with flag u. */
export const perlClasses: Record<string, string> = Object.assign(Object.create(null) as object, {
  d: '0-9',
  D: '\\0-\\/:-\\u{10ffff}',
  s: '\\t\\n\\f\\r ',
  S: '\\0-\\x08\\x0b\\x0e-\\x1f!-\\u{10ffff}',
  w: '0-9A-Z_a-z',
  W: '\\0-\\/:-@\\[-\\^`\\{-\\u{10ffff}',
})

const posix: Record<string, string> = Object.assign(Object.create(null) as object, {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\x7f',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Z_a-z',
  xdigit: '0-9A-Fa-f',
})

const negatedPosix: Record<string, string> = Object.assign(Object.create(null) as object, {
  alnum: '\\0-\\/:-@\\[-`\\{-\\u{10ffff}',
  alpha: '\\0-@\\[-`\\{-\\u{10ffff}',
  ascii: '\\x80-\\u{10ffff}',
  blank: '\\0-\\x08\\n-\\x1f!-\\u{10ffff}',
  cntrl: ' -~\\x80-\\u{10ffff}',
  digit: '\\0-\\/:-\\u{10ffff}',
  graph: '\\0- \\x7f-\\u{10ffff}',
  lower: '\\0-`\\{-\\u{10ffff}',
  print: '\\0-\\x1f\\x7f-\\u{10ffff}',
  punct: '\\0- 0-9A-Za-z\\x7f-\\u{10ffff}',
  space: '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}',
  upper: '\\0-@\\[-\\u{10ffff}',
  word: '\\0-\\/:-@\\[-\\^`\\{-\\u{10ffff}',
  xdigit: '\\0-\\/:-@G-`g-\\u{10ffff}',
})

/** `[:alpha:]` or `[:^alpha:]`; undefined for a name that POSIX does not have. */
export function posixClasses(text: string, fold: boolean): string | undefined {
  const negated = text[2] === '^'
  let name = text.slice(negated ? 3 : 2, -2)
  if (fold && (name === 'lower' || name === 'upper')) name = 'alpha'
  const source = (negated ? negatedPosix : posix)[name]
  // The two letters beyond ASCII that fold into it.
  if (fold && !negated && /^(?:alnum|alpha|word)$/.test(name)) return `${source}\\u017f\\u212a`
  return source
}

const categories = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp Cc Cf Cs Co'.split(
    ' ',
  ),
)

/** `\pL`, `\p{Greek}`; undefined for a name that Go's tables do not have. */
export function unicodeClass(name: string, negated: boolean, fold: boolean): string | undefined {
  const p = negated ? 'P' : 'p'
  if (name === 'Any') return negated ? '' : '\\0-\\u{10ffff}'
  // Go's C leaves out what is not assigned.
  if (name === 'C') return negated ? '\\P{C}\\p{Cn}' : '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}'
  if (categories.has(name)) {
    if (!fold || !/^L[ult]$/.test(name)) return `\\${p}{${name}}`
    return negated ? '\\P{LC}' : '\\p{LC}'
  }
  if (!/^[A-Z][A-Za-z_]*$/.test(name)) return undefined
  const source = `\\${p}{Script=${name}}`
  try {
    new RegExp(`[${source}]`, 'u')
    // JavaScript also takes the short names of scripts, Go the long ones only.
    return name.length > 4 ||
      [
        'Cham',
        'Lao',
        'Lisu',
        'Mro',
        'Nko',
        'Thai',
        'Vai',
        'Yi',
        'Han',
        'Kawi',
        'Ahom',
        'Modi',
        'Miao',
        'Newa',
        'Bopo',
        'Sora',
      ].includes(name)
      ? source
      : undefined
  } catch {
    return undefined
  }
}
