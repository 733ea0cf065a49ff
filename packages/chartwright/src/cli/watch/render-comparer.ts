import { type Chart, ChartFile, HelmError, loadFiles, noLog } from '../../chart/index.ts'
import { DiagnosticError } from '../../diagnostics/index.ts'
import { isMap, newMap, type GoMap } from '../../go/index.ts'
import type { FileSystem, Host } from '../../io/index.ts'
import { traceRender, type TracedRender } from '../../objects/index.ts'
import { parseYaml } from '../../yaml/index.ts'
import { changesBetween } from './changes-between.ts'

/** The name of the render without values of one's own. */
const defaults = 'defaults'

/** Objects, or what Helm would say. */
export type RenderOutcome = TracedRender | string

/**
 * Renders a chart with its defaults and with each example, and tells what is not as it was at the last time. In
 * ways that can be compared: keys are made once, the clock and randomness stand still.
 */
export class RenderComparer {
  readonly #last = new Map<string, RenderOutcome>()
  readonly #keys = new Map<string, string>()
  readonly #now: number
  readonly #files: FileSystem
  readonly #host: Host

  constructor(files: FileSystem, host: Host) {
    this.#files = files
    this.#host = host
    this.#now = host.now()
  }

  /**
   * Gives lines by render, the defaults first. An example tells only what no render before it has told. Whoever
   * stops in between gets the rest, with what changes until then, at the next time.
   *
   * @param changed the files of the chart that are not as they were
   */
  *compare(
    name: string,
    made: ReadonlyMap<string, string>,
    changed: readonly string[],
  ): Generator<string[], void> {
    const examples = [...made.keys()].filter((file) => file.startsWith('examples/'))
    for (const known of this.#last.keys())
      if (known !== defaults && !made.has(known)) this.#last.delete(known)
    // An example is no part of what another one renders.
    const isChartChanged = changed.some((file) => !file.startsWith('examples/'))
    const encoder = new TextEncoder()
    const chart = loadFiles(
      this.#files,
      [...made].map(([file, text]) => new ChartFile(file, encoder.encode(text))),
    )
    const told = new Set<string>()
    for (const each of [defaults, ...examples]) {
      const before = this.#last.get(each)
      if (before !== undefined && !isChartChanged && !changed.includes(each)) continue
      const values = each === defaults ? newMap() : valuesIn(made.get(each)!)
      const now = this.#draw(name, chart, values)
      this.#last.set(each, now)
      const lines = before === undefined ? [] : changesBetween(before, now, told)
      yield lines.length > 0 && each !== defaults ? [`with ${each}:`, ...lines] : lines
    }
  }

  /** Finds out what the defaults draw at random, which the next comparison would have to wait for. */
  prepare(): void {
    const known = this.#last.get(defaults)
    if (typeof known === 'object') known.again()
  }

  #draw(name: string, chart: Chart, values: GoMap): RenderOutcome {
    try {
      return traceRender(chart, values, {
        host: this.#host,
        release: { name, namespace: 'default' },
        log: noLog,
        withoutProvenance: true,
        keys: this.#keys,
        now: this.#now,
      })
    } catch (error) {
      if (error instanceof HelmError || error instanceof DiagnosticError) return error.message
      throw error
    }
  }
}

/** The build has held examples against the schema: they are maps. */
function valuesIn(text: string): GoMap {
  const { value } = parseYaml(text)
  return isMap(value) ? value : newMap()
}
