// A secret in its four ways, by real Helm: brought, given, derived from a seed, made once and found again.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { withCluster } from '../../../../test/support/fake-api.ts'
import { helmBinary, runHelm } from '../../../../test/support/oracles.ts'
import {
  generated,
  group,
  image,
  objectName,
  secret,
  service,
  string,
  urlOf,
} from '../../src/author/index.ts'
import { toJson } from '../../src/go/json.ts'
import { parseYamlDocuments } from '../../src/yaml/index.ts'
import { compiled } from './compile-text.ts'

const emitted = compiled(
  {
    image: image({ repository: 'shop', tag: '1' }),
    auth: group('The password', { existingSecret: objectName(), password: string('') }),
  },
  ($) => {
    const auth = secret('auth', {
      existing: $.auth.existingSecret,
      keys: {
        password: generated({ value: $.auth.password, length: 24 }),
        url: urlOf({ scheme: 'redis', password: 'password', host: 'h', port: 6379 }),
      },
    })
    return [
      auth,
      service('web', {
        image: $.image,
        ports: { http: 80 },
        env: { PASSWORD: auth.key('password') },
        restartOn: [auth],
      }),
    ]
  },
)
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-secrets-'))
const write = (name: string, files: Iterable<[string, string]>) => {
  for (const [file, text] of files) {
    const target = path.join(home, name, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, text)
  }
  return path.join(home, name)
}
const folder = write('one', emitted.files)
afterAll(() => fs.rmSync(home, { recursive: true, force: true }))

interface Made {
  kind: string
  metadata: { name: string; annotations?: Record<string, string> }
  stringData?: Record<string, string>
  data?: Record<string, string>
}
const read = (printed: string) =>
  parseYamlDocuments(printed)
    .filter(({ value }) => value !== null)
    .map(({ value }) => JSON.parse(toJson(value)) as Made)
const secretOf = (made: readonly Made[]) => made.find(({ kind }) => kind === 'Secret')

describe.each(['3', '4'] as const)('Helm %s', (line) => {
  const render = (...set: string[]) => {
    const flags = set.flatMap((one) => ['--set', one])
    return read(runHelm(helmBinary(line), ['template', 'rel', folder, ...flags]).stdout)
  }

  test('brought: the chart makes none, and pods read that one', () => {
    const made = render('auth.existingSecret=mine')
    expect(secretOf(made)).toBeUndefined()
    expect(JSON.stringify(made)).toContain('"secretKeyRef":{"key":"password","name":"mine"}')
  })

  test('given: it is that text, in the URL too', () => {
    expect(secretOf(render('auth.password=p@ss'))?.stringData).toEqual({
      password: 'p@ss',
      url: 'redis://:p%40ss@h:6379/',
    })
  })

  test('derived: the same in every render, another for another seed or release', () => {
    const seed = `secretSeed=${'x'.repeat(32)}`
    const first = render(seed)
    expect(secretOf(first)?.stringData?.password).toMatch(/^[0-9a-f]{24}$/)
    expect(render(seed)).toEqual(first)
    expect(secretOf(render(`secretSeed=${'y'.repeat(32)}`))).not.toEqual(secretOf(first))
  })

  test('made: random at first, then what the cluster keeps, and kept on uninstall', async () => {
    const [one, other] = [secretOf(render())!, secretOf(render())!]
    expect(one.stringData?.password).toMatch(/^[A-Za-z0-9]{24}$/)
    expect(one.stringData?.password).not.toBe(other.stringData?.password)
    expect(one.metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' })
    const data = Object.fromEntries(
      Object.entries(one.stringData!).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    )
    const again = await withCluster([{ ...one, data }], (helm) =>
      helm(helmBinary(line), ['template', 'rel', folder]),
    )
    expect(secretOf(read(again))?.stringData).toEqual(one.stringData)
  })
})

test('NOTES say so where only a cluster keeps it, and only there', () => {
  const notes = (...set: string[]) =>
    runHelm(helmBinary('4'), ['install', 'rel', folder, '--dry-run=client', ...set]).stdout
  expect(notes()).toContain('set secretSeed or bring the Secret')
  expect(notes('--set', 'auth.password=a')).not.toContain('secretSeed')
  expect(notes('--set', `secretSeed=${'x'.repeat(32)}`)).not.toContain('Tools that render without')
})

test('several of them are told in one warning, each while it is made', () => {
  const two = write(
    'two',
    compiled({ key: string(''), token: string('') }, ($) => [
      secret('keys', { keys: { key: generated({ value: $.key }) } }),
      secret('tokens', { keys: { token: generated({ value: $.token }) } }),
    ]).files,
  )
  const notes = (...set: string[]) =>
    runHelm(helmBinary('4'), ['install', 'rel', two, '--dry-run=client', ...set]).stdout
  const warned = (text: string) =>
    [...text.matchAll(/WARNING: .*\n((?: {2}.*\n)*)/g)].map(([, lines]) => lines)
  const [keys, tokens] = [/^ {2}rel-\S*keys$/m, /^ {2}rel-\S*tokens$/m]
  expect(warned(notes())).toEqual([expect.stringMatching(keys)])
  expect(warned(notes())).toEqual([expect.stringMatching(tokens)])
  expect(warned(notes('--set', 'key=a'))).toEqual([expect.not.stringMatching(keys)])
  expect(warned(notes('--set', 'key=a'))).toEqual([expect.stringMatching(tokens)])
  expect(notes('--set', 'key=a,token=b')).not.toContain('made by the chart')
})
