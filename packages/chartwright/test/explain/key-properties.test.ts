import fc from 'fast-check'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../../../test/support/repository.ts'
import { HelmError, loadChart, type Chart } from '../../src/chart/index.ts'
import { diffRenders, type Cause, type Difference } from '../../src/diff/index.ts'
import { explainField, explainValue, findField, pathsIn } from '../../src/explain/index.ts'
import { concernsKey } from '../../src/explain/explain-key.ts'
import { isMap, newMap, type GoMap, type GoValue } from '../../src/go/index.ts'
import { nodeFileSystem, nodeHost } from '../../src/io/node.ts'
import {
  keyPath,
  labelOf,
  nameOf,
  printPath,
  traceRender,
  valueAtKey,
  type RenderedObject,
  type TracedRender,
} from '../../src/objects/index.ts'
import { keysIn, othersFor, setting } from '../engine/provenance-support.ts'

// Each chart with how many changes of its values are looked at: a render of the larger ones costs more.
const runs: Readonly<Record<string, number>> = { dagu: 24, deploy: 20, 'voice-gateway': 8 }
// Certificates are the same in all renders.
const madeKeys = new Map<string, string>()
const charts = fs.readdirSync(path.join(root, 'charts'))

function render(chart: Chart, user: GoMap): TracedRender | undefined {
  try {
    const release = { name: 'rel', namespace: 'default' }
    return traceRender(chart, user, { host: nodeHost, release, now: 0, keys: madeKeys })
  } catch (error) {
    if (error instanceof HelmError) return undefined
    throw error
  }
}

/** Whether a cause is a key, or one above or below it. */
function isOf(cause: Cause, key: string): boolean {
  if (cause.type === 'digest') return true
  if (cause.type !== 'value') return false
  const [a, b] = [keyPath(cause.key), keyPath(key)]
  return a.slice(0, b.length).every((step, at) => step === b[at])
}

/** The fields of the first render that are another in the second, or gone. */
function changedFields({ objects }: Difference): { object: RenderedObject; path: string }[] {
  return objects.flatMap(({ from, change, fields }) =>
    !from || change === 'removed'
      ? []
      : fields
          .filter((field) => field.change !== 'added')
          .map((field) => ({ object: from, path: printPath(field.path) })),
  )
}

// Some changes move nothing, and some are refused: enough of them must have said something.
/** How much the draws move differs fourfold, and is counted below: `SEED` makes other draws. */
const seed = Number(process.env.SEED ?? 1)

const seen = { moved: 0, caused: 0, followed: 0 }

describe.each(charts)('%s', (name) => {
  const chart = loadChart(nodeFileSystem, path.join(root, 'charts', name))
  const base = render(chart, newMap())!
  const keys = keysIn(base.values).filter(([key]) => !key.includes('['))
  const change = fc
    .constantFrom(...keys)
    .chain(([key, value]) =>
      fc.constantFrom(...othersFor(value)).map((other): [string, GoValue] => [key, other]),
    )

  test('a key that is changed moves what explain --value says, and nothing that names other keys', () => {
    fc.assert(
      fc.property(change, ([key, other]) => {
        const changed = render(chart, setting(key, other))
        if (!changed) return
        const difference = diffRenders(base, changed, { showSecrets: true })
        const moved = explainValue(base, key)
        for (const { object, path: field } of changedFields(difference)) {
          const found = findField(object.value, field)
          expect(found, `${nameOf(object)} ${field}`).toHaveProperty('field')
          if (!('field' in found)) continue
          const { content, decisions, inside, others } = explainField(base, object, found.field)
          const named = [
            ...content,
            ...[...decisions, ...inside].flatMap((decision) => decision.keys),
            ...others,
          ]
          expect(
            named.some((read) => concernsKey(read, keyPath(key))),
            `${key} moves ${nameOf(object)} ${field}`,
          ).toBe(true)
          const listed = moved.objects.find((one) => one.object === object)
          expect(
            listed?.fields.some((one) => isAround(printPath(one.path), field)),
            `explain --value ${key} lists ${nameOf(object)} ${field}`,
          ).toBe(true)
          seen.moved++
        }
      }),
      { seed, numRuns: runs[name] ?? 8 },
    )
  })

  test('one key that is changed is the cause of all that differs', () => {
    fc.assert(
      fc.property(change, ([key, other]) => {
        const changed = render(chart, setting(key, other))
        if (!changed) return
        for (const object of diffRenders(base, changed, { showSecrets: true }).objects)
          for (const causes of [
            ...object.fields.map((field) => field.causes),
            ...(object.fields.length === 0 ? [object.causes] : []),
          ]) {
            const told = JSON.stringify(causes)
            expect(causes.length, labelOf((object.to ?? object.from)!)).toBeGreaterThan(0)
            expect(
              causes.every((cause) => isOf(cause, key)),
              `${key} → ${told}`,
            ).toBe(true)
            seen.caused++
          }
      }),
      { seed, numRuns: runs[name] ?? 8 },
    )
  })

  test('a field that says one key and nothing else follows that key', () => {
    const plain = base.objects.flatMap((object) =>
      [...pathsIn(object.value)].flatMap((at) => {
        const found = findField(object.value, printPath(at))
        if (!('field' in found) || isMap(found.field.value) || Array.isArray(found.field.value)) return []
        const { content } = explainField(base, object, found.field)
        const [only] = content
        const value = only && content.length === 1 ? valueAtKey(base.values, keyPath(only.key)) : undefined
        const isSame = value === found.field.value && (typeof value === 'string' || typeof value === 'number')
        return isSame && !only!.key.includes('[') ? [{ key: only!.key, value, object, path: at }] : []
      }),
    )
    expect(plain.length).toBeGreaterThan(3)
    fc.assert(
      fc.property(fc.constantFrom(...plain), ({ key, value, object, path: at }) => {
        const changed = render(chart, setting(key, othersFor(value)[0]!))
        const now = changed?.objects.find((one) => labelOf(one) === labelOf(object))
        if (!now) return
        const found = findField(now.value, printPath(at))
        if ('field' in found) expect(found.field.value, `${key} → ${printPath(at)}`).not.toEqual(value)
        seen.followed++
      }),
      { seed, numRuns: (runs[name] ?? 8) / 2 },
    )
  })
})

test('the changes above moved something', () => {
  expect(seen.moved).toBeGreaterThan(20)
  expect(seen.caused).toBeGreaterThan(20)
  expect(seen.followed).toBeGreaterThan(10)
})

function isAround(outer: string, inner: string): boolean {
  return (
    outer === '' ||
    inner === outer ||
    inner.startsWith(`${outer}.`) ||
    inner.startsWith(`${outer}[`) ||
    outer.startsWith(inner)
  )
}
