import path from 'node:path'
import type { CliIo } from '../cli-io.ts'
import { printReport } from '../output/build-report.ts'
import { printFailure, printFindings } from '../output/failure.ts'
import { buildPlatform, type BuildOptions, type BuildReport } from '../platform/build-platform.ts'
import { FileWatcher } from './file-watcher.ts'
import { RenderComparer } from './render-comparer.ts'

/** More lines than this say less, not more: the rest is counted. */
const mostLines = 24

/**
 * Builds a platform, and again at each change of what it was built from, until it is interrupted. What goes
 * wrong is told and does not end it, but for a platform that is not there at all.
 *
 * @param check looks at the types after a build, when there was something to build
 */
export async function watchPlatform(
  io: CliIo,
  options: BuildOptions,
  check: (() => Promise<boolean>) | undefined,
): Promise<number> {
  const watcher = new FileWatcher()
  const comparer = new RenderComparer(io.files, io.host)
  const isOver = (io.interrupted?.() ?? new Promise<void>(() => undefined)).then(() => 'over' as const)
  let last: BuildReport | undefined
  try {
    for (let round = 0; ; round++) {
      const report = await rebuild(io, options, watcher, round)
      if (!report && round === 0 && !io.files.stat(options.platform)) return 1
      if (round === 0) io.stdout(`Watching ${described(watcher)}. Ctrl-C ends it.\n`)
      if (report) await showChanges(io, watcher, comparer, last, report)
      if (report && check && !watcher.isStale()) await check()
      last = report ?? last
      if (!watcher.isStale()) comparer.prepare()
      if ((await Promise.race([isOver, watcher.changed()])) === 'over') return 0
    }
  } finally {
    watcher.close()
  }
}

/** One build, told. Gives nothing when it failed. */
async function rebuild(
  io: CliIo,
  options: BuildOptions,
  watcher: FileWatcher,
  round: number,
): Promise<BuildReport | undefined> {
  if (round === 0) io.progress?.(`building ${options.platform}`)
  const started = performance.now()
  const read = new Set<string>()
  const willRead = (file: string) => {
    read.add(file)
    watcher.note(file)
  }
  // All of them: a build that stops half-way does not come to the others, whose change counts too.
  for (const file of watcher.paths) watcher.note(file)
  // A reader looks for the newest: each rebuild begins with an empty line and the time.
  const time = round === 0 ? '' : `\n${clock(io)} `
  try {
    const built = await buildPlatform({ ...options, willRead })
    if (built.ok) {
      watcher.keep(read)
      io.stdout(time)
      printReport(built.value, performance.now() - started, io)
    } else io.stdout(`${time}not built\n`)
    printFindings(built.diagnostics, io)
    return built.ok ? built.value : undefined
  } catch (error) {
    // A mistake of ours ends no session: the next change may not meet it.
    printFailure(error, io)
    return undefined
  }
}

/** The files that changed since the last build, and the fields that render otherwise. */
async function showChanges(
  io: CliIo,
  watcher: FileWatcher,
  comparer: RenderComparer,
  last: BuildReport | undefined,
  report: BuildReport,
): Promise<void> {
  const files = changedFiles(last?.made ?? new Map(), report.made)
  if (last) for (const [name, sign] of files) io.stdout(`  ${sign} ${name}\n`)
  if (files.size === 0) return
  let lines = 0
  for (const told of comparer.compare(report.name, report.made, [...files.keys()])) {
    for (const line of told) if (lines++ < mostLines) io.stdout(`    ${line}\n`)
    // What comes now would be told of a chart that is no more. The first renders are what later ones are held to.
    await new Promise((resolve) => setImmediate(resolve))
    if (last && watcher.isStale()) break
  }
  if (lines > mostLines) io.stdout(`    … and ${lines - mostLines} more lines\n`)
  else if (lines === 0 && last) io.stdout('    nothing renders otherwise\n')
}

/** The files that are not as they were, with `+`, `-` or `~`. */
function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Map<string, string> {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  const changed = names.filter((name) => before.get(name) !== after.get(name))
  return new Map(changed.map((name) => [name, !before.has(name) ? '+' : !after.has(name) ? '-' : '~']))
}

function clock({ host }: CliIo): string {
  const time = new Date(host.now())
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

function described({ paths }: FileWatcher): string {
  const files = paths.filter((file) => /\.[cm]?[jt]s$/.test(file)).map((file) => path.basename(file))
  const [first = 'chart.ts', ...others] = files
  const more =
    others.length === 1 ? ` and ${others[0]}` : others.length > 1 ? ` and ${others.length} files` : ''
  return `${first}${more}, and examples/`
}
