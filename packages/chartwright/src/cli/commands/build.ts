import path from 'node:path'
import { hasErrors } from '../../diagnostics/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Command } from '../command.ts'
import { printFindings } from '../output/failure.ts'
import { buildPlatform, type BuildReport } from '../platform/build-platform.ts'

/** `chartwright build platforms/dagu`: a platform's TypeScript becomes a chart. */
export const buildCommand: Command = {
  usage: 'build [PLATFORM] [flags]',
  summary: "build a Helm chart from a platform's TypeScript",
  description: `Builds the chart that PLATFORM/chart.ts describes into charts/<its name>.

The chart is written whole or not at all. A file that somebody edited by hand since it
was built stops the build, and the difference is shown.`,
  flags: {
    out: {
      kind: 'string',
      shorthand: 'o',
      value: 'folder',
      help: 'where the chart is written (default charts/<name>)',
    },
    check: { kind: 'bool', help: "also run TypeScript's type checker and report what it finds" },
    force: { kind: 'bool', help: 'overwrite files that were edited by hand' },
  },
  args: { exactly: 1 },
  async run({ io, flags, args }) {
    const [platform] = args
    const started = performance.now()
    if (flags.isOn('check')) {
      const { typeCheck } = await import('../type-check.ts')
      const isFile = io.files.stat(platform)?.kind === 'file'
      const findings = typeCheck(isFile ? platform : path.join(platform, 'chart.ts'))
      printFindings(findings, io)
      if (hasErrors(findings)) return 1
    }
    const built = await buildPlatform({
      platform,
      files: io.files,
      force: flags.isOn('force'),
      ...(flags.isSet('out') && { out: flags.text('out') }),
    })
    printFindings(built.diagnostics, io)
    if (!built.ok) return 1
    printReport(built.value, performance.now() - started, io)
    return 0
  },
}

function printReport(report: BuildReport, milliseconds: number, io: CliIo): void {
  const { name, version, out, written, unchanged, removed } = report
  const changes = [
    ...(written.length > 0 ? [`${written.length} written`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ].join(', ')
  io.stdout(`${name} ${version} → ${out} (${changes}) in ${milliseconds.toFixed(0)} ms\n`)
}
