import { type GoMap, type GoValue, isMap, mapType, newMap, newTypedMap } from '../../go/index.ts'
import type { Chart, Dependency, Metadata } from '../chart.ts'
import { HelmError } from '../helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { type Log, noLog } from '../log.ts'
import { coalesceTables, coalesceValues } from '../values/coalesce.ts'
import { copyMap } from '../values/copy.ts'
import { unlessEndless } from '../values/endless.ts'
import { tableAt, valueAt } from '../values/path.ts'
import { isCompatible } from './compatible.ts'
import { goPrint } from './go-print.ts'

export interface ProcessOptions {
  version?: HelmVersion
  log?: Log
}

interface Context {
  version: HelmVersion
  log: Log
}

/**
 * The chart as its dependencies and the values leave it: subcharts under their aliases, those that conditions
 * and tags switch off taken out, imported values in place. The chart given is not changed; what comes out
 * shares its files. Throws HelmError.
 */
export function processDependencies(chart: Chart, values: GoMap, options: ProcessOptions = {}): Chart {
  const context: Context = { version: options.version ?? resolveHelmVersion()!, log: options.log ?? noLog }
  if (!needsProcessing(chart)) return chart
  const root = cloneChart(chart, undefined, new Map())
  try {
    enableDependencies(root, values, '', context)
    unlessEndless(() => importAllValues(root, context))
  } catch (error) {
    if (!(error instanceof HelmError) || context.version.line === 3) throw error
    const message = 'chart dependencies processing failed'
    context.log(
      { code: 'values-subchart-mismatch', severity: 'error', message },
      { site: 'dependencies-failed', level: 'ERROR', attributes: [['error', error.message]] },
    )
    throw error.within(`${message}: `)
  }
  return root
}

function needsProcessing(chart: Chart): boolean {
  return chart.metadata.dependencies !== null || chart.dependencies.some(needsProcessing)
}

/** A copy of the tree that processing may write to: charts and metadata anew, files and values shared. */
function cloneChart(chart: Chart, parent: Chart | undefined, seen: Map<Chart, Chart>): Chart {
  const clone: Chart = { ...chart, metadata: cloneMetadata(chart.metadata), parent }
  seen.set(chart, clone)
  clone.dependencies = chart.dependencies.map((child) => cloneChart(child, clone, seen))
  return clone
}

function cloneMetadata(metadata: Metadata): Metadata {
  const dependencies = metadata.dependencies?.map((dependency) => ({ ...dependency })) ?? null
  return { ...metadata, dependencies }
}

function adopt(parent: Chart, children: Chart[]): void {
  for (const child of children) child.parent = parent
  parent.dependencies = children
}

function enableDependencies(chart: Chart, values: GoMap, path: string, context: Context): void {
  const requirements = chart.metadata.dependencies
  if (requirements === null) return
  const present = chart.dependencies
  const children = present.filter(
    (child) =>
      !requirements.some(
        (wanted) =>
          wanted.name === child.metadata.name &&
          isCompatible(wanted.version, child.metadata.version, context.version),
      ),
  )
  for (const wanted of requirements) {
    const child = childFor(present, wanted, context)
    if (child) children.push(child)
    if (wanted.alias !== '') wanted.name = wanted.alias
  }
  adopt(chart, children)
  for (const wanted of requirements) wanted.enabled = true

  const merged = coalesceValues(chart, values, { ...context, merge: false })
  applyTags(requirements, merged, context)
  applyConditions(requirements, merged, path, context)
  const removed = new Set(requirements.filter((wanted) => !wanted.enabled).map((wanted) => wanted.name))
  const kept = chart.dependencies.filter((child) => !removed.has(child.metadata.name))
  for (const child of kept) enableDependencies(child, merged, `${path}${child.metadata.name}.`, context)
  const remaining = requirements.filter((wanted) => !removed.has(wanted.name))
  // Go appends to a nil slice, which stays nil when nothing is appended.
  chart.metadata.dependencies = remaining.length > 0 ? remaining : null
  adopt(chart, kept)
}

/** The subchart an entry of `dependencies` means, under its alias. */
function childFor(present: readonly Chart[], wanted: Dependency, { version }: Context): Chart | undefined {
  for (const child of present) {
    const { metadata } = child
    if (metadata.name !== wanted.name || !isCompatible(wanted.version, metadata.version, version)) continue
    const copy: Chart = version.aliasesCopySubcharts
      ? { ...child, metadata: cloneMetadata(metadata) }
      : { ...child, metadata: { ...metadata } }
    if (version.aliasesCopySubcharts)
      adopt(
        copy,
        child.dependencies.map((grandchild) => ({ ...grandchild })),
      )
    if (wanted.alias !== '') copy.metadata.name = wanted.alias
    return copy
  }
  return undefined
}

function applyTags(requirements: readonly Dependency[], values: GoMap, { version, log }: Context): void {
  const tags = values.tags
  if (!isMap(tags)) return
  for (const wanted of requirements) {
    let on = false
    let off = false
    for (const tag of wanted.tags ?? []) {
      if (!Object.hasOwn(tags, tag)) continue
      const value = tags[tag]
      if (value === true) on = true
      else if (value === false) off = true
      else {
        const message =
          version.line === 3
            ? `Warning: Tag '${tag}' for chart ${wanted.name} returned non-bool value`
            : 'returned non-bool value'
        log(
          {
            code: 'dependency-condition-not-bool',
            severity: 'warning',
            message,
            notes: [{ message: `tag ${tag} of ${wanted.name}` }],
          },
          {
            site: 'tag',
            level: 'WARN',
            attributes: [
              ['tag', tag],
              ['chart', wanted.name],
            ],
          },
        )
      }
    }
    wanted.enabled = on || !off
  }
}

function applyConditions(
  requirements: readonly Dependency[],
  values: GoMap,
  path: string,
  { version, log }: Context,
): void {
  for (const wanted of requirements) {
    for (const condition of wanted.condition.trim().split(',')) {
      if (condition === '') continue
      const value = valueAt(values, path + condition)
      if (value === undefined) continue
      if (typeof value === 'boolean') {
        wanted.enabled = value
        break
      }
      const message =
        version.line === 3
          ? `Warning: Condition path '${condition}' for chart ${wanted.name} returned non-bool value`
          : 'returned non-bool value'
      log(
        {
          code: 'dependency-condition-not-bool',
          severity: 'warning',
          message,
          notes: [{ message: `condition ${condition} of ${wanted.name}` }],
        },
        {
          site: 'condition',
          level: 'WARN',
          attributes: [
            ['path', condition],
            ['chart', wanted.name],
          ],
        },
      )
    }
  }
}

function importAllValues(chart: Chart, context: Context): void {
  for (const child of chart.dependencies) importAllValues(child, context)
  importValues(chart, context)
}

function importValues(chart: Chart, context: Context): void {
  const { dependencies } = chart.metadata
  if (dependencies === null) return
  const options = { ...context, merge: true }
  const values = coalesceValues(chart, newMap(), options)
  let imported = newMap()
  for (const dependency of dependencies) {
    const done: GoValue[] = []
    for (const entry of dependency.importValues ?? []) {
      const mapping = importMapping(entry)
      if (!mapping) continue
      const { child, parent } = mapping
      const record = newTypedMap(processedType)
      record.child = child
      record.parent = parent
      done.push(record)
      const found = tableAt(values, `${dependency.name}.${child}`)
      if ('table' in found) {
        // Values.AsMap: an empty table is a new one each time, any other is shared with the child.
        const table = Object.keys(found.table).length === 0 ? newMap() : found.table
        imported = coalesceTables(imported, atPath(parent, table), options)
      } else warnMissingTable(dependency.name, found.missing, isMap(entry), context)
    }
    dependency.importValues = done.length > 0 ? done : null
  }
  // The parent's own values are worth more than what it imports, so that it can override parts of it.
  chart.values = coalesceTables(copyMap(values), imported, options)
}

const processedType = 'map[string]string'

function importMapping(entry: GoValue): { child: string; parent: string } | undefined {
  if (typeof entry === 'string') return { child: `exports.${entry}`, parent: '.' }
  // Helm 3 shares a subchart's list between its aliases, and an entry already worked out is not taken again.
  if (!isMap(entry) || mapType(entry) === processedType) return undefined
  return { child: goPrint(entry.child ?? null), parent: goPrint(entry.parent ?? null) }
}

function atPath(path: string, table: GoMap): GoMap {
  if (path === '.') return table
  return path.split('.').reduceRight((inner, name) => {
    const outer = newMap()
    outer[name] = inner
    return outer
  }, table)
}

function warnMissingTable(chart: string, name: string, isPair: boolean, { version, log }: Context): void {
  const cause = `"${name}" is not a table`
  const what = isPair ? 'ImportValues missing table from chart' : 'ImportValues missing table'
  const message =
    version.line === 4 ? what : isPair ? `Warning: ${what} ${chart}: ${cause}` : `Warning: ${what}: ${cause}`
  log(
    {
      code: 'dependency-import-missing',
      severity: 'warning',
      message,
      notes: [{ message: `${chart}: ${cause}` }],
    },
    {
      site: isPair ? 'import-pair' : 'import-list',
      level: 'WARN',
      attributes: [...(isPair ? [['chart', chart] as const] : []), ['error', cause]],
    },
  )
}
