import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GoValue } from '../../src/go/index.ts'
import { Composer } from '../../src/yaml/compose.ts'
import { decode } from '../../src/yaml/decode.ts'
import { readBlock, unread } from '../../src/yaml/read-block.ts'
import { cases } from './cases.ts'
import { randomText } from './random-text.ts'

const root = path.join(import.meta.dirname, '../../../..')

/** Keeps the order of keys, and tells -0 from 0. */
function shown(value: GoValue): string {
  return JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? '-0' : part))
}

function complete(text: string): string {
  const node = new Composer(text).next()
  return shown(node ? decode(node, false) : null)
}

it('never reads a text otherwise than the complete reader', () => {
  fc.assert(
    fc.property(randomText, (text) => {
      const quick = readBlock(text)
      if (quick !== unread) expect(shown(quick)).toBe(complete(text))
    }),
    { numRuns: 20_000 },
  )
})

it.each(cases)('reads %j as the complete reader or leaves it', (text) => {
  const quick = readBlock(text)
  if (quick !== unread) expect(shown(quick)).toBe(complete(text))
})

const files = fs
  .readdirSync(path.join(root, 'charts'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[^/]+\/(Chart|values|examples\/.*)\.ya?ml$/.test(file))

it.each(files)('reads all of %s itself', (file) => {
  const text = fs.readFileSync(path.join(root, 'charts', file), 'utf8')
  const quick = readBlock(text)
  expect(quick).not.toBe(unread)
  expect(shown(quick as GoValue)).toBe(complete(text))
})

it('leaves aliases, tags, directives, complex keys and tabs to the complete reader', () => {
  for (const text of [
    'a: &x 1',
    'a: *x',
    'a: !!str 1',
    '%YAML 1.1\n---\na',
    '? a',
    '<<: {a: 1}',
    'a:\tb',
    '\ta: b',
  ])
    expect(readBlock(text)).toBe(unread)
})

it('reads what charts are made of', () => {
  const text = 'a: 1 # c\nb:\n- c: \'d\'\n  e: [f, "g"]\n- |\n  h\n   i\nj:\n  {}\n'
  const value = readBlock(text)
  expect(value).not.toBe(unread)
  expect(JSON.stringify(value)).toBe('{"a":1,"b":[{"c":"d","e":["f","g"]},"h\\n i\\n"],"j":{}}')
})
