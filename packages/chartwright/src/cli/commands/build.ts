import path from 'node:path'
import { refusal } from '../../chart/index.ts'
import { hasErrors } from '../../diagnostics/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Command } from '../command.ts'
import { printFindings } from '../output/failure.ts'
import { printReport } from '../output/build-report.ts'
import { buildPlatform, type BuildOptions } from '../platform/build-platform.ts'

/** `chartwright build platforms/dagu`: a platform's TypeScript becomes a chart. */
export const buildCommand: Command = {
  usage: 'build [PLATFORM…] [flags]',
  summary: "build a Helm chart from a platform's TypeScript",
  description: `Builds the chart that PLATFORM/chart.ts describes into charts/<its name>. PLATFORM is the
current folder when left out. Of several platforms each is built, also when another fails.

The chart is written whole or not at all. A file that somebody edited by hand since it
was built stops the build, and the difference is shown. With --keep the edit becomes a
patch in PLATFORM/patches, which each later build applies; with --overwrite it is lost.

With --watch it goes on: a change of chart.ts, of a file it imports or of examples/ builds
the chart again, and the files that changed are told, and the fields of the objects that
render otherwise than before: with the defaults, and with each example. Secrets are not
shown. Packages that chart.ts imports are read once. Ctrl-C ends it.`,
  flags: {
    out: {
      kind: 'string',
      shorthand: 'o',
      value: 'folder',
      help: 'where the chart is written (default charts/<name>)',
    },
    check: { kind: 'bool', help: "also run TypeScript's type checker and report what it finds" },
    watch: {
      kind: 'bool',
      shorthand: 'w',
      help: 'build again whenever a file changes, and show what changed',
    },
    keep: { kind: 'bool', help: 'keep files that were edited by hand: the edits become PLATFORM/patches' },
    overwrite: { kind: 'bool', help: 'overwrite files that were edited by hand' },
  },
  args: {},
  async run({ io, flags, args }) {
    const platforms = args.length > 0 ? args : ['.']
    for (const flag of ['out', 'watch'])
      if (platforms.length > 1 && flags.isSet(flag))
        throw refusal('argument-count', `--${flag} takes one platform, and ${platforms.length} are given`, {
          hint: `build them one by one with --${flag}`,
        })
    const optionsOf = (platform: string): BuildOptions => ({
      platform,
      files: io.files,
      ...(flags.isOn('keep') && { edits: 'keep' as const }),
      ...(flags.isOn('overwrite') && { edits: 'overwrite' as const }),
      ...(flags.isSet('out') && { out: flags.text('out') }),
    })
    const checkOf = (platform: string) => (flags.isOn('check') ? () => checkTypes(io, platform) : undefined)
    const [first] = platforms
    if (flags.isOn('watch')) {
      const { watchPlatform } = await import('../watch/watch-platform.ts')
      return watchPlatform(io, optionsOf(first!), checkOf(first!))
    }
    io.beforeBuild?.()
    let failed = false
    for (const platform of platforms)
      if (!(await build(optionsOf(platform), checkOf(platform), io))) failed = true
    return failed ? 1 : 0
  },
}

/** Builds one platform and says so. */
async function build(
  options: BuildOptions,
  check: (() => Promise<boolean>) | undefined,
  io: CliIo,
): Promise<boolean> {
  // Node loads a dozen of its modules for the first word of `performance`.
  const started = Date.now()
  if (check && !(await check())) return false
  io.progress?.(`building ${options.platform}`)
  const built = await buildPlatform(options)
  printFindings(built.diagnostics, io)
  if (built.ok) printReport(built.value, Date.now() - started, io)
  return built.ok
}

/** Whether TypeScript finds nothing; prints what it finds. */
async function checkTypes(io: CliIo, platform: string): Promise<boolean> {
  const { typeCheck } = await import('../type-check.ts')
  const isFile = io.files.stat(platform)?.kind === 'file'
  const shown = io.progress?.(`checking the types of ${platform}`)
  const findings = typeCheck(isFile ? platform : path.join(platform, 'chart.ts'))
  shown?.end()
  printFindings(findings, io)
  return !hasErrors(findings)
}
