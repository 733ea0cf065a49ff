import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runOurs } from '../../../../../test/support/parity/render-ours.ts'
import { backup, simple } from './stand-ins.ts'

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-import-'))
afterAll(() => fs.rmSync(work, { recursive: true }))

let folders = 0
function folder(files: Record<string, string> = {}): string {
  const made = path.join(work, String(++folders))
  fs.mkdirSync(made)
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, name)), { recursive: true })
    fs.writeFileSync(path.join(made, name), text)
  }
  return made
}

/** Imports and gives the files that were written, by name. */
async function imported(from: string, ...flags: string[]): Promise<Record<string, string>> {
  const out = folder()
  const { stderr, exitCode } = await runOurs(['import', 'crd', from, '--out', out, ...flags])
  if (exitCode !== 0) throw new Error(stderr)
  return Object.fromEntries(
    fs.readdirSync(out).map((name) => [name, fs.readFileSync(path.join(out, name), 'utf8')]),
  )
}

async function refused(from: string, ...flags: string[]): Promise<string> {
  const { stderr, exitCode } = await runOurs(['import', 'crd', from, '--out', folder(), ...flags])
  expect(exitCode).toBe(1)
  return stderr
}

describe('what is written for a custom resource', async () => {
  const files = await imported(path.join(folder({ 'crd.yaml': backup }), 'crd.yaml'))
  const file = files['backup.ts']!
  const line = (field: string) =>
    file
      .split('\n')
      .find((one) =>
        one
          .trim()
          .replace(/^readonly /, '')
          .startsWith(field),
      )
      ?.trim()

  test('there is a file for each version that is served; the newest has the plain name', () => {
    expect(Object.keys(files)).toEqual(['backup-v1beta1.ts', 'backup.ts'])
    expect(files['backup-v1beta1.ts']).toContain('@deprecated')
    expect(file).not.toContain('@deprecated')
  })

  test.each([
    ['schedule', 'readonly schedule: StringField'],
    ['keep', 'readonly keep?: NumberField'],
    ['paused', 'readonly paused?: BooleanField'],
    ['mode', `readonly mode?: EnumField<'Full' | 'it\\'s' | 'a"b'>`],
    ['port', 'readonly port?: IntOrStringField'],
    [`'x-odd key'`, `readonly 'x-odd key'?: StringField`],
    ['options', 'readonly options?: MapField<AnyField>'],
    ['anything', 'readonly anything?: AnyField'],
    ['half', 'readonly half?: ObjectField<BackupSpecHalf>'],
    ['[field', 'readonly [field: string]: AnyField'],
    ['labels', 'readonly labels?: MapField<StringField>'],
    ['limits', 'readonly limits?: MapField<IntOrStringField>'],
    ['matrix', 'readonly matrix?: ListField<ListField<NumberField>>'],
    ['targets', 'readonly targets: ListField<ObjectField<BackupSpecTargets>>'],
    ['claim', 'readonly claim: StringField'],
    ['byName', 'readonly byName?: MapField<ObjectField<BackupSpecByName>>'],
    ['spec', 'readonly spec: ObjectField<BackupSpec>'],
  ])('the field %s is typed', (field, expected) => expect(line(field)).toBe(expected))

  test('equal objects share an interface', () => {
    expect(line('from')).toBe('readonly from?: ObjectField<BackupSpecTargetsFrom>')
    expect(line('to')).toBe('readonly to?: ObjectField<BackupSpecTargetsFrom>')
  })

  test('descriptions and defaults are told beside the field, and end no comment', () => {
    expect(file).toContain('/** How many stay. Default: 7. */')
    expect(file).toContain('A Backup copies a claim. It ends *\\/ every comment early.')
  })

  test('what the builder or a controller writes is left out', () => {
    expect(file).not.toMatch(/status|readonly (apiVersion|kind)\b/)
    expect(file).toContain(`customObject('stand-in.example.com/v1', 'Backup', component, fields, options)`)
  })
})

describe('where definitions are found', () => {
  const chart = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'
  test.each([
    ['a folder', { 'a.yaml': simple('One'), 'b.json': '{"kind":"ConfigMap"}', 'c.txt': simple('No') }],
    ['crds/ of a chart', { 'Chart.yaml': chart, 'crds/a.yaml': simple('One') }],
    [
      'templates of a chart',
      {
        'Chart.yaml': chart,
        'values.yaml': 'kind: One\n',
        'templates/a.yaml': simple('{{ .Values.kind }}'),
      },
    ],
  ])('%s', async (_, files) => {
    expect(Object.keys(await imported(folder(files)))).toEqual(['one.ts'])
  })

  test('a List, as kubectl prints it, and other documents beside', async () => {
    const list = `kind: List\nitems:\n${simple('One').replace(/^/gm, '    ').replace('    ', '  - ')}`
    const file = path.join(
      folder({ 'a.yaml': `kind: Service\n---\n${list}\n---\n${simple('Two')}` }),
      'a.yaml',
    )
    expect(Object.keys(await imported(file))).toEqual(['one.ts', 'two.ts'])
    expect(Object.keys(await imported(file, '--kind', 'Two'))).toEqual(['two.ts'])
  })

  test('the older form with one schema for all versions', async () => {
    const old = `kind: CustomResourceDefinition
spec:
  group: old.example.com
  version: v1
  names: { kind: Old }
  validation: { openAPIV3Schema: { properties: { spec: { type: object, properties: { a: { type: integer } } } } } }
`
    expect((await imported(folder({ 'a.yaml': old })))['old.ts']).toContain('readonly a?: NumberField')
  })

  test('a kind of the same name in another group has the group in its name', async () => {
    const files = { 'a.yaml': simple('Certificate'), 'b.yaml': simple('Certificate', '{}', 'z.example.com') }
    expect(Object.keys(await imported(folder(files)))).toEqual([
      'certificate-z-example-com.ts',
      'certificate.ts',
    ])
  })
})

describe('names', () => {
  test.each([
    ['HTTPRoute', 'http-route.ts', 'httpRoute'],
    ['Function', 'function.ts', 'functionObject'],
    ['IPAddressPool', 'ip-address-pool.ts', 'ipAddressPool'],
    ['K8sThing2', 'k8s-thing2.ts', 'k8sThing2'],
  ])('%s is made by %s, %s()', async (kind, name, builder) => {
    const files = await imported(folder({ 'a.yaml': simple(kind) }))
    expect(Object.keys(files)).toEqual([name])
    expect(files[name]).toContain(`export function ${builder}(`)
  })
})

describe('what is refused', () => {
  test('a file without a definition', async () => {
    expect(await refused(folder({ 'a.yaml': 'kind: Service\n' }))).toMatch(
      /error crd-missing: .* no custom resource/,
    )
  })
  test('a kind that is not there, with those that are', async () => {
    const said = await refused(folder({ 'a.yaml': simple('One') }), '--kind', 'Two')
    expect(said).toMatch(/crd-missing: .* defines no Two[^]*it defines One/)
  })
  test('what is not YAML, at its line', async () => {
    expect(await refused(folder({ 'a.yaml': 'a: 1\nb: c: d\n' }))).toMatch(/a\.yaml:2:\d+: error crd-invalid/)
  })
  test('a definition without a schema or a served version, all of them in one run', async () => {
    const none = simple('One').replace('served: true', 'served: false')
    const bare = simple('Two').replace(/, schema: .*\}\]/, ' }]')
    const said = await refused(folder({ 'a.yaml': none, 'b.yaml': bare }))
    expect(said).toMatch(/One of stand-in\.example\.com has no version that is served/)
    expect(said).toMatch(/Two of stand-in\.example\.com\/v1 has no schema/)
  })
  test('a definition that is there twice', async () => {
    expect(await refused(folder({ 'a.yaml': simple('One'), 'b.yaml': simple('One') }))).toMatch(
      /defined twice/,
    )
  })
  test('a file of somebody else is not overwritten, one of ours is', async () => {
    const out = folder({ 'one.ts': 'export const mine = 1\n' })
    const from = folder({ 'a.yaml': simple('One') })
    const { stderr, exitCode } = await runOurs(['import', 'crd', from, '--out', out])
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/crd-file-taken: .*one\.ts is there already/),
    ])
    expect(fs.readFileSync(path.join(out, 'one.ts'), 'utf8')).toBe('export const mine = 1\n')
    fs.rmSync(path.join(out, 'one.ts'))
    for (let time = 0; time < 2; time++)
      expect(await runOurs(['import', 'crd', from, '--out', out])).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
