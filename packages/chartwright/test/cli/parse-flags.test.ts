import { expect, test } from 'vitest'
import { parseFlags } from '../../src/cli/flags/parse-flags.ts'
import { templateFlags } from '../../src/cli/flags/template-flags.ts'
import { globalFlags } from '../../src/cli/flags/global-flags.ts'
import { readCsv } from '../../src/cli/flags/read-csv.ts'

const parse = (...args: string[]) => parseFlags({ ...globalFlags, ...templateFlags }, args)

test('flags and arguments mix, and -- ends the flags', () => {
  const { flags, positional } = parse('rel', '--set', 'a=1', 'chart', '--', '--set', 'b')
  expect(positional).toEqual(['rel', 'chart', '--set', 'b'])
  expect(flags.list('set')).toEqual(['a=1'])
})

test('a value follows the flag or an equals sign, for shorthands also directly', () => {
  for (const args of [['-n', 'prod'], ['-nprod'], ['-n=prod'], ['--namespace', 'prod'], ['--namespace=prod']])
    expect(parse(...args).flags.text('namespace')).toBe('prod')
})

test('joined shorthands end at the first that takes a value', () => {
  const { flags } = parse('-gnprod')
  expect(flags.isOn('generate-name')).toBe(true)
  expect(flags.text('namespace')).toBe('prod')
})

test('a boolean never takes the next word', () => {
  const { flags, positional } = parse('--no-hooks', 'false', '--skip-tests=false', '--include-crds=T')
  expect(flags.isOn('no-hooks')).toBe(true)
  expect(flags.isSet('skip-tests')).toBe(true)
  expect(flags.isOn('skip-tests')).toBe(false)
  expect(flags.isOn('include-crds')).toBe(true)
  expect(positional).toEqual(['false'])
})

test('a flag whose value may be left out takes it only after an equals sign', () => {
  const { flags, positional } = parse('--wait', 'chart', '--dry-run=client')
  expect(flags.text('wait')).toBe('watcher')
  expect(flags.text('dry-run')).toBe('client')
  expect(positional).toEqual(['chart'])
})

test('-f splits at commas as CSV and --set does not', () => {
  const { flags } = parse('-f', 'a.yaml,b.yaml', '--values="c,d.yaml"', '--set', 'a=1,b=2')
  expect(flags.list('values')).toEqual(['a.yaml', 'b.yaml', 'c,d.yaml'])
  expect(flags.list('set')).toEqual(['a=1,b=2'])
})

test('what follows --help is not read', () => {
  expect(parse('--help', '--nonsense').wantsHelp).toBe(true)
  expect(parse('-h').wantsHelp).toBe(true)
})

test('an unknown flag suggests the nearest, also when a dash is missing', () => {
  const hintOf = (...args: string[]) => {
    try {
      parse(...args)
    } catch (error) {
      return (error as { diagnostics: { hint: string }[] }).diagnostics[0].hint
    }
  }
  expect(hintOf('--namspace')).toBe('did you mean --namespace?')
  expect(hintOf('-include-crds')).toBe('did you mean --include-crds?')
  expect(hintOf('--completely-different')).toContain('--help')
})

test('fields are read as Go reads CSV', () => {
  expect(readCsv('')).toEqual([])
  expect(readCsv('a,,b')).toEqual(['a', '', 'b'])
  expect(readCsv('"a ""b""",c')).toEqual(['a "b"', 'c'])
  expect(readCsv('a\nb')).toEqual(['a'])
  expect(() => readCsv('"a')).toThrow('extraneous or missing " in quoted-field')
  expect(() => readCsv('a"b')).toThrow('parse error on line 1, column 2: bare " in non-quoted-field')
})
