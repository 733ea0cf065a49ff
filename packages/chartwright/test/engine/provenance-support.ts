import {
  coalesceValues,
  HelmError,
  loadChart,
  noLog,
  processDependencies,
  resolveHelmVersion,
  type Chart,
} from '../../src/chart/index.ts'
import { Provenance, renderChart, type KeyRead } from '../../src/engine/index.ts'
import { isMap, mapOf, newMap, type GoMap, type GoValue } from '../../src/go/values.ts'
import { fixedHost } from '../../src/io/index.ts'
import { nodeFileSystem } from '../../src/io/node.ts'

export const version = resolveHelmVersion()!

export interface Traced {
  /** As they were before any template ran: templates may write to them. */
  values: GoMap
  provenance: Provenance
}

export function load(folder: string): Chart {
  return loadChart(nodeFileSystem, folder, { version })
}

/** Renders with provenance; undefined where the chart refuses the values. */
export function trace(chart: Chart, user: GoMap = newMap()): Traced | undefined {
  const provenance = new Provenance()
  const release = { name: 'rel', namespace: 'default' }
  try {
    renderChart(chart, user, { host: fixedHost(), release, version, provenance })
    const processed = processDependencies(chart, user, { version })
    const values = coalesceValues(processed, user, { version, log: noLog, merge: false })
    return { values, provenance }
  } catch (error) {
    if (error instanceof HelmError) return undefined
    throw error
  }
}

/** The keys of a line, as text: `a.b`, `a.b#` where only names were read, `a.b?` where it is absent. */
export function shown(keys: readonly KeyRead[]): string {
  return keys
    .map(({ key, of, isAbsent }) => key + (of === 'names' ? '#' : '') + (isAbsent ? '?' : ''))
    .join(' ')
}

/** Every key of a values tree, with its value. */
export function keysIn(value: GoValue, key = ''): [string, GoValue][] {
  const own: [string, GoValue][] = key === '' ? [] : [[key, value]]
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, i) => keysIn(item, `${key}[${i}]`))]
  if (!isMap(value)) return own
  const below = (name: string) =>
    (key === '' ? '' : `${key}.`) + name.replace(/[.,=[\]\\{}]/g, (character) => `\\${character}`)
  return [...own, ...Object.entries(value).flatMap(([name, entry]) => keysIn(entry, below(name)))]
}

/** User values that set one key; lists are given whole, as Helm takes them. */
export function setting(key: string, value: GoValue): GoMap {
  const names = key.match(/(?:\\.|[^.\\])+/g)!.map((name) => name.replace(/\\(.)/g, '$1'))
  return names.reduceRight<GoValue>((inner, name) => mapOf([[name, inner]]), value) as GoMap
}

/** What a read saw of the values: it is what must differ where a line differs. */
function seen(values: ReadonlyMap<string, GoValue>, { key, of }: KeyRead): string {
  const value = values.get(key)
  if (value === undefined) return 'absent'
  if (of === 'value') return JSON.stringify(value)
  if (Array.isArray(value)) return `list of ${value.length}`
  return isMap(value) ? Object.keys(value).sort().join() : JSON.stringify(value)
}

/**
 * What is wrong with the keys that two renders of a chart report: lines that one has and the other has not, none
 * of whose keys differ.
 */
export function unexplained(a: Traced, b: Traced): string[] {
  const valuesOf = ({ values }: Traced) => new Map([['', values], ...keysIn(values)] as const)
  const [inA, inB] = [valuesOf(a), valuesOf(b)]
  const differs = (read: KeyRead) => seen(inA, read) !== seen(inB, read)
  const problems: string[] = []
  const missing = (one: Traced, other: Traced, path: string, which: string) => {
    const texts = other.provenance.lines(path).map(({ text }) => text)
    const lines = one.provenance.lines(path)
    for (const text of new Set(lines.map((line) => line.text))) {
      if (text.trim() === '') continue
      const same = lines.filter((line) => line.text === text)
      const changed = same.length - texts.filter((line) => line === text).length
      const explained = same.filter(({ keys }) => keys.some(differs)).length
      if (explained < changed) problems.push(`${which} ${path}: ${text} | ${shown(same[0]!.keys)}`)
    }
  }
  for (const path of new Set([...a.provenance.files, ...b.provenance.files])) {
    missing(a, b, path, '-')
    missing(b, a, path, '+')
  }
  return problems
}

/** Other values that a key may be given: of its kind, of another, empty, and none. */
export function othersFor(value: GoValue): GoValue[] {
  if (typeof value === 'string') return [`${value}x`, '', 'l1\nl2\n', null]
  if (typeof value === 'boolean') return [!value, null]
  if (typeof value === 'number') return [value + 1, 0, null]
  if (Array.isArray(value)) {
    const last = value.at(-1)
    const changed = isMap(last) ? mapOf([...Object.entries(last), ['name', 'other']]) : 'other'
    return [[], [...value, 'added'], value.slice(1), [...value.slice(0, -1), changed], null]
  }
  if (isMap(value)) return [mapOf([['added', 'x']]), null]
  return ['x', true, mapOf([['added', 'x']])]
}
