import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareValues, type RawChange } from '../../src/diff/compare-values.ts'
import { type GoMap, type GoValue } from '../../src/go/index.ts'
import { printPath } from '../../src/objects/index.ts'
import { parseYaml } from '../../src/yaml/index.ts'

function read(text: string): GoMap {
  return parseYaml(text).value as GoMap
}

/** Changes as `sign path`. */
function told(from: string, to: string): string[] {
  const signs = { added: '+', removed: '-', changed: '~', reordered: 'order' }
  return compareValues(read(from), read(to)).map(({ change, path }) => `${signs[change]} ${printPath(path)}`)
}

test('items are matched by what names them, wherever they stand', () => {
  const from = 'env: [{name: A, value: a}, {name: B, value: b}]'
  expect(told(from, 'env: [{name: X, value: x}, {name: A, value: a}, {name: B, value: c}]')).toEqual([
    '+ env[name=X]',
    '~ env[name=B].value',
  ])
})

test('another order of the same items is said to be only that', () => {
  const from = 'env: [{name: A, value: a}, {name: B, value: b}]'
  expect(told(from, 'env: [{name: B, value: b}, {name: A, value: a}]')).toEqual(['order env'])
  expect(told('hosts: [a, b]', 'hosts: [b, a]')).toEqual(['order hosts'])
})

test('a mount is named by its path, not by its volume; a port by its name, else by its number', () => {
  const mounts = (path: string) =>
    `volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: ${path}, readOnly: true}]`
  expect(told(mounts('/b'), mounts('/c'))).toEqual(['~ volumeMounts[mountPath=/b].mountPath'])
  expect(told('ports: [{name: http, port: 80}]', 'ports: [{name: http, port: 81}]')).toEqual([
    '~ ports[name=http].port',
  ])
  expect(told('ports: [{port: 80}]', 'ports: [{port: 81}]')).toEqual(['~ ports[0].port'])
})

test('an item whose name alone is another was renamed', () => {
  expect(told('ports: [{name: http, port: 80}]', 'ports: [{name: web, port: 80}]')).toEqual([
    '~ ports[name=http].name',
  ])
})

test('items without names are matched by what is equal, and by place between', () => {
  expect(told('args: [a, b, c]', 'args: [a, x, b, c]')).toEqual(['+ args[1]'])
  expect(told('args: [a, b, c]', 'args: [a, y, c]')).toEqual(['~ args[1]'])
  const rule = (port: number) => `{to: [{a: ${port}}], ports: [{port: ${port}}]}`
  expect(told(`egress: [${rule(1)}, ${rule(2)}]`, `egress: [${rule(2)}]`)).toEqual(['- egress[0]'])
})

test('null is as good as absent, and a number is one number whatever wrote it', () => {
  expect(told('a: null\nb: 1', 'b: 1.0')).toEqual([])
  expect(told('b: 1', 'b: "1"')).toEqual(['~ b'])
})

const scalar = fc.oneof(fc.constantFrom('a', 'b', 'c', ''), fc.integer({ min: 0, max: 3 }), fc.boolean())
const named = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('x', 'y', 'z', 'w'), value: scalar }, { requiredKeys: ['name'] }),
  { selector: ({ name }) => name, maxLength: 4 },
)
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    named,
    fc.array(scalar, { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('k', 'l', 'env', 'm.n/o'), tie('value'), { maxKeys: 4 }),
    fc.array(fc.dictionary(fc.constantFrom('k', 'l'), tie('value'), { maxKeys: 2 }), { maxLength: 3 }),
  ),
})).value
const root = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), tree, { maxKeys: 3 })
  .map((value) => read(JSON.stringify(value)))

function at(value: GoValue, path: readonly (string | number)[]): GoValue | undefined {
  return path.reduce<GoValue | undefined>(
    (found, step) => (typeof found === 'object' ? (found as GoMap)[step] : undefined),
    value,
  )
}

/** What is left of the two when all that a change names is made equal: independent of how it was found. */
function mended(from: GoMap, to: GoMap, changes: readonly RawChange[]): [string, string] {
  const [a, b] = [structuredClone(from), structuredClone(to)] as [GoMap, GoMap]
  const gone = (value: GoValue, path: readonly (string | number)[], mark: string) => {
    const around = at(value, path.slice(0, -1)) as GoMap
    around[path.at(-1)!] = mark
  }
  for (const [index, { change, fromPath, toPath }] of changes.entries()) {
    if (change !== 'changed') continue
    gone(a, fromPath, `*${index}`)
    gone(b, toPath, `*${index}`)
  }
  return [JSON.stringify(a), JSON.stringify(b)]
}

test('two maps are without a difference exactly when they are equal, and each change stands where it says', () => {
  fc.assert(
    fc.property(root, root, (from, to) => {
      const changes = compareValues(from, to)
      expect(changes.length === 0).toBe(sorted(from) === sorted(to))
      for (const { change, fromPath, toPath, from: was, to: is } of changes) {
        if (change !== 'added') expect(at(from, fromPath)).toEqual(was)
        if (change !== 'removed') expect(at(to, toPath)).toEqual(is)
        else expect(at(to, toPath)).toBeDefined()
      }
      const same = changes.every(({ change }) => change === 'changed')
      // Where nothing came, went or moved, making equal what is named makes all equal.
      if (same) {
        const [a, b] = mended(from, to, changes).map((text) => sorted(JSON.parse(text) as GoMap))
        expect(a).toBe(b)
      }
    }),
    { numRuns: 400 },
  )
})

/** JSON with sorted names and without nulls. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry)
            .filter(([, item]) => item !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : entry,
  )
}
