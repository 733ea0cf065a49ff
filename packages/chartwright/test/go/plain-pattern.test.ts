import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Machine } from '../../src/go/regexp/machine.ts'
import { plainPattern } from '../../src/go/regexp/plain-pattern.ts'
import { parseRegexp } from '../../src/go/regexp/syntax.ts'

// The machine is held against Go's own regexp elsewhere; here the short way is held against the machine.
const piece = fc.oneof(
  fc.constantFrom('a', 'b', '-', ':', '.', '\\.', '\\-', '\\d', '\\w', '[a-c]', '[^b]', '[-a.]', '[\\d-]'),
  fc.constantFrom(
    '[a-]',
    '[--b]',
    '[^]',
    '[]a]',
    '[b-a]',
    '[a-\\d]',
    '{',
    '}',
    'µ',
    '\\b',
    '(?i)',
    '(?P<n>a)',
  ),
)
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{0,3}', '{2,}', '{2,1}', '{1001}')
const term = fc.tuple(piece, quantifier).map((parts) => parts.join(''))
const sequence = fc.array(term, { maxLength: 4 }).map((terms) => terms.join(''))
const group = fc.tuple(
  fc.constantFrom('(', '(?:'),
  sequence,
  fc.constantFrom(')', ')?', ')*', ')+', ')*?', '|b)', '|)?', '|b)+'),
)
const pattern = fc
  .tuple(
    fc.constantFrom('', '^'),
    fc.array(
      fc.oneof(
        sequence,
        group.map((parts) => parts.join('')),
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom('', '$', '|a'),
  )
  .map(([start, middle, end]) => start + middle.join('') + end)
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '.', ':', '1', '\n', 'Z'), maxLength: 8 })

describe('a plain pattern', () => {
  it('is one that RE2 takes, and matches as it does', () => {
    let plain = 0
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        const found = plainPattern(source)
        if (!found) return
        plain++
        const { root, names } = parseRegexp(source)
        const matches = new Machine(root).run(subject, 0, names.length) !== undefined
        expect(found.native.test(subject), `${source} on ${JSON.stringify(subject)}`).toBe(matches)
      }),
      { numRuns: 20_000 },
    )
    expect(plain).toBeGreaterThan(2_000)
  })

  it('is what schemas mostly hold', () => {
    for (const source of [
      '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
      '^([+-]?[0-9]+(\\.[0-9]*)?|[+-]?\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
      '^(sha256:[a-f0-9]{64})?$',
      '^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$',
    ])
      expect(plainPattern(source)).toBeDefined()
  })

  it('is asked about quantities and ranges of ports', () => {
    const port = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3})'
    for (const [source, text] of [
      ['^([+-]?[0-9]+(\\.[0-9]*)?|[+-]?\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$', '1024Mi'],
      [`^${port}-${port}$`, '49152-49200'],
    ] as const)
      expect(plainPattern(source)!.steps(text.length), source).toBeLessThan(2_000_000)
    for (const slow of [
      'a*a*a*a*b',
      '^a*a*a*a*a*$',
      'a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b',
      'a{0,99}a{0,99}a{0,99}b',
    ]) {
      const { steps } = plainPattern(slow)!
      expect(steps(30), slow).toBeGreaterThan(2_000_000)
    }
  })

  it('is asked about short texts only where groups repeat', () => {
    const { steps } = plainPattern('^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$')!
    expect(steps('24h'.length)).toBeLessThan(2_000_000)
    expect(steps('1h30m15s'.length)).toBeGreaterThan(2_000_000)
    for (const endless of ['^(a+)+$', '(a|a)*b', '^(a?a?a?)*$', '^((a?)?)*$']) {
      const { steps } = plainPattern(endless)!
      expect(steps(12), endless).toBeGreaterThan(2_000_000)
    }
  })

  it('is none that looks around, or reads otherwise in RE2', () => {
    for (const source of ['(?=a)', '(?i)a', '.', '\\s', '\\bx', '[[:alpha:]]', '[]a]', 'a{1001}', 'a**'])
      expect(plainPattern(source), source).toBeUndefined()
  })
})
