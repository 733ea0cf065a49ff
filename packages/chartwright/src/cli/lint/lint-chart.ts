import { HelmError, type Chart, type ChartFile, type HelmVersion, type Log } from '../../chart/index.ts'
import { archiveFiles } from '../../chart/load/load-chart.ts'
import { decodeMetadata, emptyMetadata } from '../../chart/load/metadata.ts'
import { readYamlForStruct } from '../../chart/read-yaml.ts'
import { goError } from '../../chart/load/read-folder.ts'
import { memoryFileSystem, type FileSystem } from '../../io/index.ts'
import type { GoMap } from '../../go/index.ts'
import { cleanPath } from '../../go/clean-path.ts'
import { lintChartFile } from './chart-file-rules.ts'
import { lintCrds } from './crd-rules.ts'
import { lintDependencies } from './dependency-rules.ts'
import { LintReport } from './message.ts'
import { lintTemplates } from './template-rules.ts'
import { lintValues } from './values-rules.ts'
import { yamlProblem } from './yaml-problem.ts'

export interface LintOptions {
  version: HelmVersion
  values: GoMap
  kubernetesMinor: number
  skipSchemaValidation: boolean
  /** Takes what Helm says besides. */
  log: Log
  /** Renders a chart with the values as a lint does. */
  render(chart: Chart): ReadonlyMap<string, string> | undefined
}

/** What a lint of one chart gives: findings, or why the chart could not be looked at. */
export type LintOutcome = { report: LintReport } | { unreadable: string }

/** Runs Helm's rules over a chart in Helm's order (lint.RunAll). */
export function lintChart(files: FileSystem, path: string, options: LintOptions): LintOutcome {
  const { version, log } = options
  let folder = path
  if (/\.(tgz|tar\.gz)$/.test(path)) {
    const unpacked = unpack(files, path, version)
    if ('unreadable' in unpacked) return unpacked
    ;({ files, folder } = unpacked)
  }
  if (!files.stat(`${folder}/Chart.yaml`)) {
    const why = files.stat(folder)?.kind === 'file' ? 'not a directory' : 'no such file or directory'
    return {
      unreadable: `unable to check Chart.yaml file in chart: stat ${cleanPath(`${folder || '.'}/Chart.yaml`)}: ${why}`,
    }
  }
  // What cannot be read is told by its whole path, as Helm's lint does.
  folder = files.absolutePath(folder)
  const report = new LintReport()
  lintChartFile(report, files, folder, version)
  lintValues(report, files, folder, options)
  lintTemplates(report, files, folder, options)
  lintDependencies(report, files, folder, version, log)
  lintCrds(report, files, folder, version, log)
  return { report }
}

/** An archive's files laid out in memory, where the rules look at them as at a folder. */
function unpack(
  files: FileSystem,
  path: string,
  version: HelmVersion,
): { unreadable: string } | { files: FileSystem; folder: string } {
  let contents: ChartFile[]
  try {
    contents = archiveFiles(files, files.readFile(path), { version })
  } catch (error) {
    if (error instanceof HelmError) return { unreadable: `unable to extract tarball: ${error.message}` }
    return { unreadable: `unable to open tarball: ${goError(error)}` }
  }
  const named = chartName(contents, version)
  if ('problem' in named) return { unreadable: `unable to extract tarball: ${named.problem}` }
  const folder = `/${named.name}`
  const laidOut = contents.map((file) => [`${folder}/${file.name}`, file.bytes] as const)
  return { files: { ...memoryFileSystem(Object.fromEntries(laidOut)), gunzip: files.gunzip }, folder }
}

/** The folder that chartutil.Expand would make. */
function chartName(
  contents: readonly ChartFile[],
  version: HelmVersion,
): { name: string } | { problem: string } {
  const metadata = emptyMetadata(version)
  const file = contents.findLast(({ name }) => name === 'Chart.yaml')
  try {
    if (file) decodeMetadata(readYamlForStruct(file.text), metadata, version)
  } catch (error) {
    return { problem: `cannot load Chart.yaml: ${yamlProblem(error as Error)}` }
  }
  const { name } = metadata
  return name === '' ? { problem: 'chart name not specified' } : { name }
}
