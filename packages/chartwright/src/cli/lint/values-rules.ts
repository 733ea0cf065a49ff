import { stringOf } from '../../go/bytes.ts'
import {
  ChartFile,
  HelmError,
  validateValues,
  type Chart,
  type HelmVersion,
  type Log,
} from '../../chart/index.ts'
import { emptyMetadata } from '../../chart/load/metadata.ts'
import { coalesceTables } from '../../chart/values/coalesce.ts'
import { newMap, type GoMap } from '../../go/index.ts'
import { type FileSystem, fileErrorText } from '../../io/index.ts'
import { parseYaml } from '../../yaml/index.ts'
import type { LintReport } from './message.ts'

const file = 'values.yaml'

/**
 * Helm's rules about values.yaml, in its words (lint/rules/values.go): it is there, it is YAML, and together
 * with the user's values it meets values.schema.json. Subcharts' values are not looked at here.
 */
export function lintValues(
  report: LintReport,
  files: FileSystem,
  folder: string,
  options: { version: HelmVersion; values: GoMap; skipSchemaValidation: boolean; log: Log },
): void {
  const { version } = options
  const isThere = files.stat(`${folder}/${file}`) !== undefined
  if (!report.check('INFO', file, isThere ? undefined : 'file does not exist')) return
  let defaults: GoMap
  try {
    const package_ = version.line === 3 ? 'chartutil' : 'common'
    const text = stringOf(files.readFile(`${folder}/${file}`))
    defaults =
      (parseYaml(text, { into: { kind: 'map', type: `${package_}.Values` } }).value as GoMap | null) ??
      newMap()
  } catch (error) {
    report.check('ERROR', file, `unable to parse YAML: ${fileErrorText(error) ?? (error as Error).message}`)
    return
  }
  const merge = { version, log: options.log, merge: false }
  // Only the outer table is a new one: what the defaults add to those inside, the rules to come see too.
  const given = coalesceTables(newMap(), options.values, merge)
  const values = coalesceTables(given, defaults, merge)
  // Helm 3's lint holds values against the schema whatever the flag says.
  const skips = options.skipSchemaValidation && version.line === 4
  if (skips || files.stat(`${folder}/values.schema.json`)?.kind !== 'file') return
  const bytes = files.readFile(`${folder}/values.schema.json`)
  if (bytes.length === 0) return
  report.check('ERROR', file, schemaProblem(new ChartFile('values.schema.json', bytes), values, version))
}

/** What the schema's library says about the values, without the chart's name above it. */
function schemaProblem(schema: ChartFile, values: GoMap, version: HelmVersion): string | undefined {
  const chart: Chart = {
    metadata: { ...emptyMetadata(version), name: 'chart' },
    lock: undefined,
    raw: [],
    templates: [],
    files: [],
    values: null,
    valuesFile: undefined,
    schema,
    dependencies: [],
    parent: undefined,
    origin: '',
  }
  try {
    validateValues(chart, values, { version })
    return undefined
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    return error.message.slice(error.message.indexOf('\nchart:\n') + '\nchart:\n'.length)
  }
}
