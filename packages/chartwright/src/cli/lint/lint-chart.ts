import { HelmError, loadArchive, type Chart, type HelmVersion, type Log } from '../../chart/index.ts'
import { memoryFileSystem, type FileSystem } from '../../io/index.ts'
import type { GoMap } from '../../go/index.ts'
import { lintChartFile } from './chart-file-rules.ts'
import { lintCrds } from './crd-rules.ts'
import { lintDependencies } from './dependency-rules.ts'
import { LintReport } from './message.ts'
import { lintTemplates } from './template-rules.ts'
import { lintValues } from './values-rules.ts'

export interface LintOptions {
  version: HelmVersion
  values: GoMap
  kubernetesMinor: number
  skipSchemaValidation: boolean
  /** Takes what Helm says while it merges values. */
  log?: Log
  /** Renders a chart with the values as a lint does. */
  render(chart: Chart): ReadonlyMap<string, string> | undefined
}

/** What a lint of one chart gives: findings, or why the chart could not be looked at. */
export type LintOutcome = { report: LintReport } | { unreadable: string }

/** Runs Helm's rules over a chart in Helm's order (lint.RunAll). */
export function lintChart(files: FileSystem, path: string, options: LintOptions): LintOutcome {
  const { version } = options
  let folder = path
  if (/\.(tgz|tar\.gz)$/.test(path)) {
    const unpacked = unpack(files, path, version)
    if ('unreadable' in unpacked) return unpacked
    ;({ files, folder } = unpacked)
  }
  if (!files.stat(`${folder}/Chart.yaml`)) {
    const absolute = `${folder.replace(/\/+$/, '')}/Chart.yaml`
    return {
      unreadable: `unable to check Chart.yaml file in chart: stat ${absolute}: no such file or directory`,
    }
  }
  const report = new LintReport()
  lintChartFile(report, files, folder, version)
  lintValues(report, files, folder, options)
  lintTemplates(report, files, folder, options)
  lintDependencies(report, files, folder, version)
  lintCrds(report, files, folder, version)
  return { report }
}

/** An archive's files laid out in memory, where the rules look at them as at a folder. */
function unpack(
  files: FileSystem,
  path: string,
  version: HelmVersion,
): { unreadable: string } | { files: FileSystem; folder: string } {
  let chart: Chart
  try {
    chart = loadArchive(files, files.readFile(path), { version, origin: path })
  } catch (error) {
    if (error instanceof HelmError) return { unreadable: `unable to extract tarball: ${error.message}` }
    if ((error as { code?: string }).code === 'ENOENT')
      return { unreadable: `unable to open tarball: open ${path}: no such file or directory` }
    throw error
  }
  const folder = `/${chart.metadata.name}`
  const contents = chart.raw.map((file) => [`${folder}/${file.name}`, file.bytes] as const)
  return { files: { ...memoryFileSystem(Object.fromEntries(contents)), gunzip: files.gunzip }, folder }
}
