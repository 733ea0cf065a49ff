import fs from 'node:fs'
import { expect, test } from 'vitest'
import { families } from '../../src/engine/functions/families.ts'
import { GoError } from '../../src/go/index.ts'
import { compileRegexp } from '../../src/go/regexp/regexp.ts'
import { functionsOf } from './call.ts'

const functions = functionsOf('4.3.1')

test('every family has a page that names each of its functions', () => {
  const pages = new URL('../../../../docs/functions/', import.meta.url)
  const text = fs
    .readdirSync(pages)
    .map((page) => fs.readFileSync(new URL(page, pages), 'utf8'))
    .join('\n')
  expect(
    families.map(({ name }) => name).filter((name) => !fs.existsSync(new URL(`${name}.md`, pages))),
  ).toEqual([])
  const missing = [...functions.keys()].filter((name) => {
    // Twins are named by a sentence of their page.
    const plain = name.replace(/^(?:must|os)(?=[A-Z])/, '')
    const twin = plain[0]!.toLowerCase() + plain.slice(1)
    return !text.includes(`\`${name}\``) && !text.includes(`\`${twin}\``)
  })
  expect(missing).toEqual([])
})

test('functions of a newer Helm are absent from an older one', () => {
  const old = functionsOf('3.17.2')
  expect(old.has('mustToYaml')).toBe(false)
  expect(old.has('durationHours')).toBe(false)
  expect(functions.has('durationHours')).toBe(true)
})

test.each(['(a+)+$', '(a|a)*$', '(.*)*x', '^(.*)-(.*)-(.*)-(.*)$'])(
  '%s is matched in linear time',
  (pattern) => {
    const time = (length: number) => {
      const start = performance.now()
      compileRegexp(pattern).test('a'.repeat(length) + '!')
      return performance.now() - start
    }
    time(1000)
    expect(time(40_000)).toBeLessThan(2000)
  },
)

test('a chart that asks for gigabytes gets an error', () => {
  for (const [name, ...args] of [
    ['repeat', 2 ** 40, 'x'],
    ['indent', 2 ** 40, 'x'],
    ['until', 2 ** 40],
    ['randAlphaNum', 2 ** 40],
    ['randBytes', 2 ** 40],
  ] as const)
    expect(() => functions.get(name)!.call(...args), name).toThrow(GoError)
})
