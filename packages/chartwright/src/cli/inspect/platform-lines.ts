import path from 'node:path'
import { compile } from '../../compiler/index.ts'
import type { SourcePlace } from '../../engine/index.ts'
import type { Chart } from '../../chart/index.ts'
import type { CliIo } from '../cli-io.ts'
import { recordFile } from '../platform/record.ts'

/** A place in a platform's TypeScript. */
export interface PlatformPlace {
  file: string
  line: number
  column: number
}

export interface PlatformLines {
  /** The line of chart.ts that a line of a template was compiled from. */
  at(place: SourcePlace): PlatformPlace | undefined
  /** Why there is none, where a platform was found and says something else. */
  problem: string | undefined
}

/**
 * Where the lines of a built chart's templates come from: the platform is compiled again, in memory, and its
 * templates compared with the chart's. Nothing of this is kept in the chart (docs/decisions/015).
 *
 * @param given the platform's folder, or its chart.ts; looked for when left out
 */
export async function platformLines(
  chart: Chart,
  io: CliIo,
  given?: string,
): Promise<PlatformLines | undefined> {
  const file = given === undefined ? findPlatform(chart, io) : platformFile(given, io)
  if (file === undefined) return undefined
  // Loading a platform brings the compiler along: only charts that were built need it.
  const { loadPlatform } = await import('../platform/load-platform.ts')
  const loaded = await loadPlatform(file)
  // A chart.ts that was only met on the way up may describe something else.
  if (given === undefined && loaded.ok && loaded.value.meta.name !== chart.metadata.name) return undefined
  const compiled = loaded.ok ? compile(loaded.value) : loaded
  if (!compiled.ok) return { at: () => undefined, problem: `${file} does not build any more` }
  const { files, sources } = compiled.value
  const changed = chart.templates.filter(({ name, text }) => sources.has(name) && files.get(name) !== text)
  // An edit that the platform keeps as a patch moves lines, but is no sign of an old build.
  const patched = (name: string) => io.files.stat(path.join(path.dirname(file), 'patches', `${name}.patch`))
  const other = changed.filter(({ name }) => !patched(name))
  return {
    at({ template, line }) {
      const name = template.slice(chart.metadata.name.length + 1)
      if (changed.some((one) => one.name === name)) return undefined
      return sources.get(name)?.[line - 1]
    },
    problem: other.length
      ? `${other.map(({ name }) => name).join(', ')}: not what ${file} builds now; run "chartwright build"`
      : undefined,
  }
}

/**
 * `platforms/<name>/chart.ts`, `<name>/chart.ts` or `chart.ts` in a folder above the chart, as `init` and `build`
 * lay them out, for charts that carry our record.
 */
function findPlatform({ origin, metadata }: Chart, io: CliIo): string | undefined {
  if (!io.files.stat(path.join(origin, recordFile))) return undefined
  let folder = path.resolve(origin)
  while (folder !== path.dirname(folder)) {
    folder = path.dirname(folder)
    const homes = [`platforms/${metadata.name}`, metadata.name, '.']
    const file = homes
      .map((home) => path.join(folder, home, 'chart.ts'))
      .find((one) => io.files.stat(one)?.kind === 'file')
    if (file !== undefined) return path.relative(process.cwd(), file) || file
  }
  return undefined
}

function platformFile(given: string, io: CliIo): string {
  return io.files.stat(given)?.kind === 'file' ? given : path.join(given, 'chart.ts')
}
