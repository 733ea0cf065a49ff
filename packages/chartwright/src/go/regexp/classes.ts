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
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn'.split(
    ' ',
  ),
)

/** The long names of categories, as Go writes what it is asked for. */
const aliases: Record<string, string> = Object.assign(Object.create(null) as object, {
  Casedletter: 'LC',
  Closepunctuation: 'Pe',
  Cntrl: 'Cc',
  Combiningmark: 'M',
  Connectorpunctuation: 'Pc',
  Control: 'Cc',
  Currencysymbol: 'Sc',
  Dashpunctuation: 'Pd',
  Decimalnumber: 'Nd',
  Digit: 'Nd',
  Enclosingmark: 'Me',
  Finalpunctuation: 'Pf',
  Format: 'Cf',
  Initialpunctuation: 'Pi',
  Lc: 'LC',
  Letter: 'L',
  Letternumber: 'Nl',
  Lineseparator: 'Zl',
  Lowercaseletter: 'Ll',
  Mark: 'M',
  Mathsymbol: 'Sm',
  Modifierletter: 'Lm',
  Modifiersymbol: 'Sk',
  Nonspacingmark: 'Mn',
  Number: 'N',
  Openpunctuation: 'Ps',
  Other: 'C',
  Otherletter: 'Lo',
  Othernumber: 'No',
  Otherpunctuation: 'Po',
  Othersymbol: 'So',
  Paragraphseparator: 'Zp',
  Privateuse: 'Co',
  Punct: 'P',
  Punctuation: 'P',
  Separator: 'Z',
  Spaceseparator: 'Zs',
  Spacingmark: 'Mc',
  Surrogate: 'Cs',
  Symbol: 'S',
  Titlecaseletter: 'Lt',
  Unassigned: 'Cn',
  Uppercaseletter: 'Lu',
})

// Those of Unicode 15.0 whose names are one word: Go looks for the others without their underscores and finds none.
const scripts =
  'Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Carian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dogra Duployan Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew Hiragana Inherited Javanese Kaithi Kannada Katakana Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Medefaidrin Miao Modi Mongolian Mro Multani Myanmar Nabataean Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya Palmyrene Phoenician Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sinhala Sogdian Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi'

let knownScripts: Set<string> | undefined

/**
 * `\pL`, `\p{Greek}`, `\p{letter number}`; undefined for a name that Go's tables do not have. Names are looked up as
 * by Go 1.25 and later, which every Helm but 3.17 is built with (regexp/syntax, canonicalName and unicodeTable).
 */
export function unicodeClass(given: string, negated: boolean, fold: boolean): string | undefined {
  const p = negated ? 'P' : 'p'
  const name = canonical(given)
  switch (name) {
    case 'Any':
      return negated ? '' : '\\0-\\u{10ffff}'
    case 'Assigned':
      return negated ? '\\p{Cn}' : '\\P{Cn}'
    case 'Ascii':
      return asciiClass(negated, fold)
  }
  const category = categories.has(name) ? name : aliases[name]
  if (category !== undefined) return `\\${p}{${fold && /^L[ult]$/.test(category) ? 'LC' : category}}`
  knownScripts ??= new Set(scripts.split(' '))
  return knownScripts.has(name) ? `\\${p}{Script=${name}}` : undefined
}

/** `letter_number` is `Letternumber`. */
function canonical(name: string): string {
  const letters = name.replace(/[-_ ]/g, '')
  return letters.slice(0, 1).replace(/[a-z]/, upper) + letters.slice(1).replace(/[A-Z]/g, lower)
}

const upper = (letter: string) => letter.toUpperCase()
const lower = (letter: string) => letter.toLowerCase()

/** Two letters beyond ASCII fold into it. */
function asciiClass(negated: boolean, fold: boolean): string {
  if (!fold) return negated ? '\\x80-\\u{10ffff}' : '\\0-\\x7f'
  return negated ? '\\x80-\\u017e\\u0180-\\u2129\\u212b-\\u{10ffff}' : '\\0-\\x7f\\u017f\\u212a'
}
