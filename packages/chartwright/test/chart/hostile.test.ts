import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ChartFile,
  HelmError,
  checkReleaseName,
  loadArchive,
  loadFiles,
  mergeValueOptions,
  processDependencies,
  resolveHelmVersion,
  validateValues,
  coalesceValues,
  noLog,
  sortManifests,
} from '../../src/chart/index.ts'
import { newMap } from '../../src/go/index.ts'
import { gunzip } from '../../src/io/gunzip.ts'
import { memoryFileSystem } from '../../src/io/index.ts'
import { installRank } from '../../src/kubernetes/index.ts'
import { archive, archiveOf } from './archive.ts'
import { chartYaml } from './support.ts'

const fileSystem = memoryFileSystem()
const version = resolveHelmVersion('4')!
const bytes = (text: string) => new TextEncoder().encode(text)
const chartOf = (files: Record<string, string | Uint8Array>) =>
  loadFiles(
    fileSystem,
    Object.entries({ 'Chart.yaml': chartYaml(), ...files }).map(
      ([name, data]) => new ChartFile(name, typeof data === 'string' ? bytes(data) : data),
    ),
  )

/** Runs, and says what was refused; anything thrown but a HelmError fails the test. */
function refused(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof HelmError) {
      expect(error.diagnostics.length).toBeGreaterThan(0)
      return error.diagnostics.map(({ code }) => code)
    }
    throw error
  }
  return []
}

describe('hostile archives', () => {
  test.each([
    ['a path that leads up', '../../etc/passwd'],
    ['a path that leads up from inside', 'a/../../../x'],
    ['an absolute path', '/etc/passwd'],
    ['a Windows path that leads up', '..\\..\\x'],
    ['a Windows drive', 'C:/x'],
  ])('%s is refused', (_, name) => {
    const data = archiveOf('c', { 'Chart.yaml': chartYaml(), [name]: 'x' })
    expect(refused(() => loadArchive(fileSystem, data))).toEqual(['chart-archive-unsafe'])
  })

  test('links are empty files: nothing is read through them', () => {
    const data = archive([
      { name: 'c/Chart.yaml', data: chartYaml() },
      { name: 'c/files/passwd', type: '2', link: '/etc/passwd' },
      { name: 'c/files/shadow', type: '1', link: '/etc/shadow' },
    ])
    const chart = loadArchive(fileSystem, data)
    expect(chart.files.map((file) => [file.name, file.bytes.length])).toEqual([
      ['files/passwd', 0],
      ['files/shadow', 0],
    ])
  })

  test('an archive that expands without end is refused before it is unpacked', () => {
    const data = gzipSync(new Uint8Array(50 * 1024 * 1024))
    expect(refused(() => loadArchive(fileSystem, data, { limits: { chartBytes: 1024 * 1024 } }))).toEqual([
      'chart-too-large',
    ])
  })

  test('an archive of too many files is refused', () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, 'x']))
    const data = archiveOf('c', { 'Chart.yaml': chartYaml(), ...files })
    expect(refused(() => loadArchive(fileSystem, data, { limits: { files: 20 } }))).toEqual([
      'chart-too-large',
    ])
  })

  test('charts inside charts without end are refused', () => {
    let inner = archiveOf('c', { 'Chart.yaml': chartYaml() })
    for (let i = 0; i < 8; i++) inner = archiveOf('c', { 'Chart.yaml': chartYaml(), 'charts/c.tgz': inner })
    expect(refused(() => loadArchive(fileSystem, inner, { limits: { depth: 5 } }))).toEqual([
      'chart-too-large',
    ])
    expect(refused(() => loadArchive(fileSystem, inner))).toEqual([])
  })

  test('a size that lies is an error', () => {
    const data = archiveOf('c', { 'Chart.yaml': chartYaml() })
    const tar = new Uint8Array(gunzip(data, 1 << 20))
    tar.set(bytes('77777777777'), 124)
    expect(refused(() => loadArchive(fileSystem, gzipSync(tar)))).toEqual(['chart-archive-invalid'])
  })
})

describe('hostile names and depths', () => {
  test('names every object has are ordinary values', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
    const text = names.map((name) => `${name}: {a: 1, __proto__: {polluted: true}}`).join('\n')
    const chart = chartOf({
      'values.yaml': text,
      'values.schema.json': JSON.stringify({ properties: { constructor: { type: 'object' } } }),
    })
    const user = mergeValueOptions({ set: names.map((name) => `${name}.b=2`) }, { fileSystem })
    const values = coalesceValues(processDependencies(chart, user), user, {
      version,
      log: noLog,
      merge: false,
    })
    validateValues(chart, values)
    expect(Object.keys(values).sort()).toEqual([...names].sort())
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each(['valueOf', 'constructor', 'toString'])('a subchart may be called %s', (name) => {
    const chart = chartOf({
      [`charts/${name}/Chart.yaml`]: chartYaml(name),
      [`charts/${name}/values.yaml`]: 'a: 1',
    })
    const user = newMap()
    const values = coalesceValues(processDependencies(chart, user), user, {
      version,
      log: noLog,
      merge: false,
    })
    expect(Object.keys(values)).toEqual([name])
  })

  test('values and schemas nested 100,000 deep give a diagnostic or an answer', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    refused(() => chartOf({ 'values.yaml': `a: ${deep}` }))
    const schema = '{"not":'.repeat(100_000) + '{}' + '}'.repeat(100_000)
    const chart = chartOf({ 'values.schema.json': schema })
    for (const helm of ['3.17', '4'])
      refused(() => validateValues(chart, newMap(), { version: resolveHelmVersion(helm)! }))
    refused(() => mergeValueOptions({ set: ['a.'.repeat(100_000) + 'a=1'] }, { fileSystem }))
    refused(() => mergeValueOptions({ setJson: [`a=${deep}`] }, { fileSystem }))
  })

  test('a schema that refers to itself without end gives a diagnostic', () => {
    const chart = chartOf({
      'values.schema.json': JSON.stringify({
        $ref: '#/$defs/a',
        $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
      }),
    })
    for (const helm of ['3.17', '4'])
      expect(
        refused(() => validateValues(chart, newMap(), { version: resolveHelmVersion(helm)! })),
      ).toHaveLength(1)
  })

  test('long white space and long names take linear time', () => {
    const started = performance.now()
    sortManifests([['a', `a: 1\n${' \n'.repeat(500_000)}---\n${'\n'.repeat(500_000)}b: 1`]], {
      rankOf: installRank,
    })
    refused(() => checkReleaseName('a'.repeat(100_000)))
    refused(() => checkReleaseName(`${'a-'.repeat(26)}!`))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

/** Text with the characters the parsers care about. */
const text = (characters: string) =>
  fc.string({ unit: fc.constantFrom(...characters, '\u0000', '\ud800', 'é', '𝄞'), maxLength: 60 })

describe('random bytes never give anything but a diagnostic', () => {
  test('as Chart.yaml, requirements.yaml, values.yaml, Chart.lock and .tgz', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        for (const name of ['Chart.yaml', 'requirements.yaml', 'values.yaml', 'Chart.lock', 'charts/x.tgz'])
          refused(() => chartOf({ [name]: data }))
        refused(() => loadArchive(fileSystem, data))
        refused(() => loadArchive(fileSystem, gzipSync(data)))
      }),
      { numRuns: 150 },
    )
  })

  test('as a damaged archive', () => {
    const good = archiveOf('c', {
      'Chart.yaml': chartYaml(),
      'templates/a.yaml': 'a: 1',
      'charts/s/Chart.yaml': chartYaml('s'),
    })
    const tar = gunzip(good, 1 << 20)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const packed = new Uint8Array(good)
        const plain = new Uint8Array(tar)
        for (const [at, byte] of changes) {
          packed[at % packed.length] = byte
          plain[at] = byte
        }
        refused(() => loadArchive(fileSystem, packed, { limits: { chartBytes: 1 << 20 } }))
        refused(() => loadArchive(fileSystem, gzipSync(plain)))
      }),
      { numRuns: 200 },
    )
  })

  test('as Chart.yaml made of its own keys', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 2 }),
      fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
    )
    const keys = fc.constantFrom(
      'name',
      'version',
      'apiVersion',
      'type',
      'dependencies',
      'maintainers',
      'keywords',
      'annotations',
      'deprecated',
      'Name',
    )
    fc.assert(
      fc.property(
        fc.dictionary(keys, fc.oneof(value, fc.array(fc.dictionary(keys, value), { maxLength: 2 }))),
        (metadata) => {
          refused(() => chartOf({ 'Chart.yaml': JSON.stringify(metadata) }))
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each(['set', 'setString', 'setJson', 'setLiteral'] as const)('as %s', (flag) => {
    fc.assert(
      fc.property(fc.array(text('ab.,=[]{}\\01 -"nul'), { maxLength: 3 }), (texts) => {
        for (const helm of ['3.17', '4'])
          refused(() =>
            mergeValueOptions({ [flag]: texts }, { fileSystem, version: resolveHelmVersion(helm)! }),
          )
      }),
      { numRuns: 500 },
    )
  })

  test('as values.schema.json', () => {
    const schema = fc.letrec((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        fc.boolean(),
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom(
            'type',
            'properties',
            'items',
            '$ref',
            '$id',
            'id',
            '$schema',
            '$defs',
            'allOf',
            'enum',
            'required',
            'pattern',
            'minimum',
            'not',
            'if',
            'additionalProperties',
            '$anchor',
            'dependencies',
            'format',
          ),
          fc.oneof(
            tie('schema'),
            fc.constantFrom('#', '#/$defs/a', 'string', 'http://x/y', '(', 'urn:a', '%zz', '#%'),
            fc.array(tie('schema'), { maxLength: 2 }),
            fc.dictionary(fc.string(), tie('schema'), { maxKeys: 2 }),
          ),
        ),
      ),
    }))
    const values = newMap()
    values.a = 'x'
    values.b = [1, null]
    fc.assert(
      fc.property(
        fc.oneof(
          schema.schema.map((json) => JSON.stringify(json)),
          fc.string(),
        ),
        (json) => {
          const chart = chartOf({ 'values.schema.json': json })
          for (const helm of ['3.17', '4'])
            refused(() => validateValues(chart, values, { version: resolveHelmVersion(helm)! }))
        },
      ),
      { numRuns: 600 },
    )
  })

  test('as rendered text', () => {
    fc.assert(
      fc.property(text('-: \n\tabkind{}[]#|"'), (rendered) => {
        for (const helm of ['3.17', '4'])
          refused(() =>
            sortManifests([['c/templates/a.yaml', rendered]], {
              version: resolveHelmVersion(helm)!,
              rankOf: installRank,
            }),
          )
      }),
      { numRuns: 500 },
    )
  })
})

test('gzip unpacks as zlib does', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 5000 }),
      fc.integer({ min: 0, max: 9 }),
      fc.nat(40),
      (data, level, repeats) => {
        const whole = Buffer.concat(Array.from({ length: repeats + 1 }, () => data))
        expect(Buffer.from(gunzip(gzipSync(whole, { level }), 1 << 24)).equals(whole)).toBe(true)
      },
    ),
    { numRuns: 100 },
  )
})

test('values that hold themselves are refused, where Go dies', () => {
  // Shared tables make such a global of charts with a global below global (values grammar, seed 90001, Helm 4.1.4).
  const yaml = new TextEncoder().encode('{"apiVersion":"v2","name":"root","version":"0.1.0"}')
  const chart = loadFiles(fileSystem, [new ChartFile('Chart.yaml', yaml)])
  const user = newMap()
  user.global = user
  const version = resolveHelmVersion('4.1')!
  const merge = () => coalesceValues(chart, user, { version, log: noLog, merge: false })
  expect(merge).toThrow('values hold themselves without end')
})
