import { expect, test } from 'vitest'
import { compileRegexp } from '../../src/go/regexp/regexp.ts'

// Held to regexp of Go 1.26, code point by code point below U+3000, when they were written; here by samples.
test.each([
  ['\\p{Letter}', 'aé', '1 '],
  ['\\p{letter}', 'aé', '1 '],
  ['\\p{L e-t_ter}', 'aé', '1 '],
  ['\\pl', 'a', '1'],
  ['\\p{Uppercase_Letter}', 'AÉ', 'aé'],
  ['\\p{LC}', 'aA', '1中'],
  ['\\p{digit}', '1', 'a'],
  ['\\p{PUNCT}', '.', 'a'],
  ['\\p{ascii}', 'a~', 'é'],
  ['\\P{ASCII}', 'é', 'a'],
  ['(?i)\\p{ascii}', 'a\u212a', 'é'],
  ['(?i)\\P{ascii}', 'é', 'a\u212a'],
  ['\\p{Assigned}', 'a\ue000', '\u0378'],
  ['\\p{Cn}', '\u0378', 'a'],
  ['\\pC', '\0\u0378\ue000', 'a'],
  ['\\p{any}', 'a\u0378', ''],
  ['\\P{Any}', '', 'a\u0378'],
  ['\\p{^greek}', 'a', 'α'],
  ['\\p{HAN}', '中', 'a'],
])('%s holds %j and not %j', (pattern, within, without) => {
  const regexp = compileRegexp(`^${pattern}$`)
  expect([...within].filter((character) => !regexp.test(character))).toEqual([])
  expect([...without].filter((character) => regexp.test(character))).toEqual([])
})

// Of names with an underscore Go 1.25 and later take categories only: for scripts they look without it.
test.each(['Old_Italic', 'olditalic', 'SignWriting', 'Latn', 'foo', '', '_', 'é'])(
  'there is no class %j',
  (name) => {
    expect(() => compileRegexp(`\\p{${name}}`)).toThrow(
      `error parsing regexp: invalid character class range: \`\\p{${name}}\``,
    )
  },
)
