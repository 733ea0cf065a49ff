import { expect, it } from 'vitest'
import { parseYaml, toYaml, YamlError } from '../../src/yaml/index.ts'

function problem(text: string): string {
  try {
    parseYaml(text)
    return 'none'
  } catch (error) {
    if (error instanceof YamlError) return error.message
    throw error
  }
}

it('refuses an alias bomb within a second', () => {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n'
  for (let i = 1; i < 12; i++)
    text += `a${i}: &a${i} [${Array(10)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`
  const started = performance.now()
  expect(problem(text)).toBe('error converting YAML to JSON: yaml: document contains excessive aliasing')
  expect(performance.now() - started).toBeLessThan(5000)
})

it.each([
  ['[', 100_000],
  ['{a: ', 100_000],
  ['- ', 100_000],
  ['? ', 100_000],
])('refuses %j nested 100,000 deep', (opener, depth) => {
  expect(problem(opener.repeat(depth))).toMatch(/exceeded max depth/)
})

it('refuses a map 20,000 deep, which Go refuses to read', () => {
  let text = ''
  for (let i = 0; i < 20_000; i++) text += `${' '.repeat(i)}a:\n`
  expect(problem(text)).toMatch(/exceeded max depth/)
})

it('reads 5,000 levels', () => {
  expect(problem('['.repeat(5000) + ']'.repeat(5000))).toBe('none')
})

it.each([
  ['NUL', 'a: b\0c', 'yaml: control characters are not allowed'],
  ['a byte that starts no character', 'a: \udc80', 'yaml: invalid leading UTF-8 octet'],
  ['half a character', 'a: \udce2\udc82', 'yaml: incomplete UTF-8 octet sequence'],
  ['a character without its second byte', 'a: \udcc3(', 'yaml: invalid trailing UTF-8 octet'],
])('refuses %s', (_, text, expected) => {
  expect(problem(text)).toBe(`error converting YAML to JSON: ${expected}`)
})

it('reads over a byte order mark, and CRLF as a line end', () => {
  expect(parseYaml('\ufeffa: |\r\n  b\r\n  c\r\nd: e\r\n').value).toEqual(
    parseYaml('{a: "b\\nc\\n", d: e}').value,
  )
})

it('keeps names that JavaScript objects inherit as ordinary keys', () => {
  const { value } = parseYaml('__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n')
  expect(toYaml(value)).toBe('__proto__:\n  a: 1\nconstructor: 2\ntoString: 3\n')
  expect(({} as { a?: number }).a).toBeUndefined()
})

it('reads 2 MB of quotes, colons, dashes or breaks in linear time', () => {
  const started = performance.now()
  for (const part of [
    '"',
    "'",
    ':',
    '-',
    '- ',
    '\n',
    '[',
    ' ',
    '#',
    'a: b\n'.repeat(3),
    '|\n',
    '\t',
    '&',
    '!',
  ])
    problem(part.repeat(Math.ceil(2_000_000 / part.length)))
  expect(performance.now() - started).toBeLessThan(30_000)
})
