import { GoInt, type GoMap, type GoValue, isMap, newMap } from '../../go/index.ts'
import { sortedKeys } from '../../go/sort.ts'
import { formatFloatG } from '../../go/strconv.ts'
import { type Chart, chartPath } from '../chart.ts'
import { HelmError, refusal } from '../helm-error.ts'
import type { HelmVersion } from '../helm-version.ts'
import type { Log, LogSite } from '../log.ts'
import { goPrint } from '../dependencies/go-print.ts'
import { copyMap, shallowCopy } from './copy.ts'
import { unlessEndless } from './endless.ts'

/**
 * Merging a chart's values with its subcharts' and the user's, as Helm's coalesce.go does it. What a null means
 * differs by version (`HelmVersion.nulls`):
 *
 *   deleting   (up to 3.19.4) a null over anything deletes the key, and a null default is a value
 *   dropping   (3.19.5, 3.20.0, 4.0) as deleting, and a null over nothing is dropped as well, but at the top
 *   keeping    (3.20.1 on, 4.1.3 on) a null deletes only a default that is not null itself
 *   ignored    (4.2 on) as keeping, and nulls in a chart's own values are as if not written
 *
 * With `merge`, nulls are kept everywhere: import-values are worked out that way and coalesced later.
 */
export interface CoalesceOptions {
  version: HelmVersion
  log: Log
  merge: boolean
}

/** The values a chart's templates see: the user's over the chart's, subcharts' below their names. */
export function coalesceValues(chart: Chart, user: GoMap, options: CoalesceOptions): GoMap {
  return unlessEndless(() => {
    const values = copyMap(user)
    coalesce(chart, values, '', options)
    return values
  })
}

function coalesce(chart: Chart, values: GoMap, prefix: string, options: CoalesceOptions): void {
  inOrder(options, (ordered) => coalesceDefaults(chart, values, prefix, ordered))
  for (const child of chart.dependencies) {
    const { name } = child.metadata
    if (!Object.hasOwn(values, name)) values[name] = newMap()
    const own = values[name]!
    if (!isMap(own)) throw notATable(chart, name, own)
    const subPrefix = join(prefix, chart.metadata.name)
    inOrder(options, (ordered) => coalesceGlobals(own, values, subPrefix, ordered))
    coalesce(child, own, subPrefix, options)
  }
}

function coalesceDefaults(chart: Chart, values: GoMap, prefix: string, options: OrderedOptions): void {
  const { merge, version } = options
  const path = join(prefix, chart.metadata.name)
  const defaults = chart.values === null ? newMap() : copyMap(chart.values)
  const ignoresNulls = version.nulls === 'ignored' && chart.values !== null && holdsNull(chart.values)
  for (const key in defaults) {
    const given = defaults[key]!
    if (!Object.hasOwn(values, key)) {
      if (ignoresNulls && !merge) {
        if (given === null) continue
        if (isMap(given)) dropNulls(given)
      }
      values[key] = given
      continue
    }
    const value = values[key]!
    if (value === null && !merge) {
      delete values[key]
    } else if (isMap(value)) {
      if (!isMap(given)) {
        if (given !== null)
          warn(
            options,
            join(path, key),
            'table-skipped',
            `warning: skipped value for ${path}.${key}: Not a table.`,
          )
        continue
      }
      // A subchart's table keeps its nulls: they are for the subchart's own defaults.
      const keep = merge || chart.dependencies.some((child) => child.metadata.name === key)
      if (ignoresNulls && !keep) dropNulls(given)
      mergeTables(value, given, join(path, key), { ...options, merge: keep })
    }
  }
}

function coalesceGlobals(child: GoMap, parent: GoMap, prefix: string, options: OrderedOptions): void {
  const into = Object.hasOwn(child, 'global') ? child.global! : newMap()
  const from = Object.hasOwn(parent, 'global') ? parent.global! : newMap()
  if (!isMap(into)) {
    warn(options, '', 'global-target', 'warning: skipping globals because destination global is not a table.')
    return
  }
  if (!isMap(from)) {
    warn(options, '', 'global-source', 'warning: skipping globals because source global is not a table.')
    return
  }
  for (const key in from) {
    const value = from[key]!
    const before = into[key]
    if (isMap(value)) {
      const copy = shallowCopy(value)
      if (before === undefined) into[key] = copy
      else if (!isMap(before))
        warn(
          options,
          join(prefix, key),
          'global-conflict',
          `Conflict: cannot merge map onto non-map for "${key}". Skipping.`,
        )
      else {
        mergeTables(copy, before, join(prefix, key), { ...options, merge: true })
        into[key] = copy
      }
    } else if (isMap(before))
      warn(options, join(prefix, key), 'global-table', `key ${key} is table. Skipping`)
    else into[key] = value
  }
  child.global = into
}

/** Merges `source` into `target`, which wins. */
export function coalesceTables(target: GoMap, source: GoMap, options: CoalesceOptions): GoMap {
  inOrder(options, (ordered) => mergeTables(target, source, '', ordered))
  return target
}

function mergeTables(target: GoMap, source: GoMap, prefix: string, options: OrderedOptions): void {
  const { merge, version } = options
  const { nulls } = version
  // From 3.19 on Helm writes the target's nulls into the defaults first, so it meets those without a default too.
  if (nulls === 'dropping' && !merge)
    for (const key in target) if (target[key] === null && !Object.hasOwn(source, key)) delete target[key]
  for (const key in source) {
    const given = source[key]!
    if (!Object.hasOwn(target, key)) {
      target[key] = given
      continue
    }
    const value = target[key]!
    if (value === null) {
      const isKept = given === null && (nulls === 'keeping' || nulls === 'ignored')
      if (!merge && !isKept) delete target[key]
      else if (isMap(given) && nulls === 'deleting') warnOverwrite(options, join(prefix, key), given)
    } else if (isMap(given)) {
      if (isMap(value)) mergeTables(value, given, join(prefix, key), options)
      else warnOverwrite(options, join(prefix, key), given)
    } else if (isMap(value) && given !== null) {
      warn(
        options,
        join(prefix, key),
        'table-ignores',
        `warning: destination for ${join(prefix, key)} is a table. Ignoring non-table value (${goPrint(given)})`,
      )
    }
  }
}

// A chart's own values are not written to, and most hold no null at all.
const nullsIn = new WeakMap<GoMap, boolean>()

function holdsNull(defaults: GoMap): boolean {
  let known = nullsIn.get(defaults)
  if (known === undefined) nullsIn.set(defaults, (known = hasNull(defaults)))
  return known
}

function hasNull(map: GoMap): boolean {
  for (const key in map) {
    const value = map[key]!
    if (value === null || (isMap(value) && hasNull(value))) return true
  }
  return false
}

/** Removes nulls from a map and the maps in it. */
export function dropNulls(map: GoMap): void {
  for (const key in map) {
    const value = map[key]!
    if (value === null) delete map[key]
    else if (isMap(value)) dropNulls(value)
  }
}

function join(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}.${key}`
}

interface OrderedOptions extends Omit<CoalesceOptions, 'log'> {
  warnings: { path: string; site: LogSite; message: string }[]
}

/**
 * Says what one walk over a map warns of, by key. Helm walks Go maps, and one of up to eight keys, which were put
 * in sorted, it begins at one of eight places: most often at the first.
 */
function inOrder(options: CoalesceOptions, walk: (ordered: OrderedOptions) => void): void {
  const { version, merge, log } = options
  const warnings: OrderedOptions['warnings'] = []
  walk({ version, merge, warnings })
  if (warnings.length > 1) warnings.sort((one, other) => comparePaths(one.path, other.path))
  for (const { site, message } of warnings)
    log({ code: 'values-table-mismatch', severity: 'warning', message }, { site })
}

function comparePaths(one: string, other: string): number {
  if (one === other) return 0
  // A step ends before all that could go on in it.
  return one.replaceAll('.', '\0') < other.replaceAll('.', '\0') ? -1 : 1
}

function warn({ warnings }: OrderedOptions, path: string, site: LogSite, message: string): void {
  warnings.push({ path, site, message })
}

function warnOverwrite(options: OrderedOptions, key: string, value: GoValue): void {
  warn(
    options,
    key,
    'table-overwritten',
    `warning: cannot overwrite table with non table for ${key} (${goPrint(value)})`,
  )
}

function notATable(chart: Chart, name: string, value: GoValue): HelmError {
  return refusal('values-subchart-mismatch', `type mismatch on ${name}: ${asBoolean(value)}`, {
    message: `${chartPath(chart)}: "${name}" names a subchart, so its value must be a map, not ${describe(value)}`,
    hint: `write ${name}: with the subchart's values below it, or give the value another name`,
  })
}

/** What Go's `%t` makes of a value that is no boolean. */
function asBoolean(value: GoValue, isInside = false): string {
  if (value === null) return isInside ? '<nil>' : '%!t(<nil>)'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `%!t(string=${value})`
  if (typeof value === 'number') return `%!t(float64=${formatFloatG(value)})`
  if (Array.isArray(value)) return `[${value.map((item) => asBoolean(item, true)).join(' ')}]`
  if (isMap(value)) {
    return `map[${sortedKeys(value)
      .map((key) => `%!t(string=${key}):${asBoolean(value[key]!, true)}`)
      .join(' ')}]`
  }
  return value instanceof GoInt ? `%!t(${value.kind}=${value.toString()})` : ''
}

function describe(value: GoValue): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a ${typeof value === 'object' ? 'number' : typeof value}`
}
