import type { CliIo } from '../cli-io.ts'
import type { BuildReport } from '../platform/build-platform.ts'

/** One line on what a build wrote. */
export function printReport(report: BuildReport, milliseconds: number, io: CliIo): void {
  const { name, version, out, written, unchanged, removed } = report
  const changes = [
    ...(written.length > 0 ? [`${written.length} written`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ].join(', ')
  io.stdout(`${name} ${version} → ${out} (${changes}) in ${milliseconds.toFixed(0)} ms\n`)
}
