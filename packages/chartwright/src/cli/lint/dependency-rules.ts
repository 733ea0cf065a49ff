import { HelmError, loadChart, type Chart, type HelmVersion, type Log } from '../../chart/index.ts'
import type { FileSystem } from '../../io/index.ts'
import type { LintReport } from './message.ts'

/** Helm's rules about dependencies, in its order and words (lint/rules/dependencies.go). */
export function lintDependencies(
  report: LintReport,
  files: FileSystem,
  folder: string,
  version: HelmVersion,
  log: Log,
): void {
  let chart: Chart
  try {
    chart = loadChart(files, folder, { version, log, skipDetection: true })
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    report.check('ERROR', '', `unable to load chart\n\t${error.message}`)
    return
  }
  const declared = chart.metadata.dependencies ?? []
  const present = chart.dependencies.map((child) => child.metadata.name)
  const undeclared = present.filter((name) => !declared.some((dependency) => dependency.name === name))
  const keys = declared.map(({ name, alias }) => (alias === '' ? name : alias))
  const shadowing = keys.filter((key, index) => keys.indexOf(key) < index)
  const absent = declared.map(({ name }) => name).filter((name) => !present.includes(name))
  const path = files.absolutePath(folder)
  report.check('ERROR', path, listed('chart metadata is missing these dependencies', undeclared))
  report.check('ERROR', path, listed('multiple dependencies with name or alias', shadowing))
  report.check('WARNING', path, listed('chart directory is missing these dependencies', absent))
}

function listed(what: string, names: readonly string[]): string | undefined {
  return names.length > 0 ? `${what}: ${names.join(',')}` : undefined
}
