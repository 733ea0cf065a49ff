import { HelmError, crdsOf, loadChart, type Chart, type HelmVersion, type Log } from '../../chart/index.ts'
import type { FileSystem } from '../../io/index.ts'
import type { LintReport } from './message.ts'
import { readObjects } from './read-objects.ts'

/** Helm 4's rules about crds/, in its order and words (lint/rules/crds.go). */
export function lintCrds(
  report: LintReport,
  files: FileSystem,
  folder: string,
  version: HelmVersion,
  log: Log,
): void {
  const found = files.stat(`${folder}/crds`)
  if (version.line !== 4 || !found) return
  if (!report.check('ERROR', 'crds/', found.kind === 'directory' ? undefined : 'not a directory')) return
  let chart: Chart
  try {
    chart = loadChart(files, folder, { version, log, skipDetection: true })
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    report.check('ERROR', 'crds/', error.message)
    return
  }
  for (const crd of crdsOf(chart)) {
    for (const object of readObjects(crd.file.text, version)) {
      if ('problem' in object) return void report.check('ERROR', crd.name, object.problem)
      const { apiVersion, kind } = object
      const inGroup = apiVersion.startsWith('apiextensions.k8s.io')
      report.check('ERROR', crd.name, inGroup ? undefined : "apiVersion is not in 'apiextensions.k8s.io'")
      const isCrd = kind === 'CustomResourceDefinition'
      report.check('ERROR', crd.name, isCrd ? undefined : "object kind is not 'CustomResourceDefinition'")
    }
  }
}
