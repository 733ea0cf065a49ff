import type { Chart, Manifest } from '../../chart/index.ts'
import { isMap, type GoMap, type GoValue } from '../../go/values.ts'
import type { GoFunction } from '../functions/definition.ts'
import type { Tracing } from '../execute/tracing.ts'
import { dependencyReads } from './dependency-reads.ts'
import {
  decisionsOf,
  gapsOf,
  keysOf,
  linesOf,
  type Decision,
  type Gap,
  type KeyRead,
  type OutputLine,
} from './lines.ts'
import { joinAll, type Taint } from './taint.ts'
import { without, type TextTrace } from './text-trace.ts'
import { tracedFunctions, tracedPureFunctions } from './trace-functions.ts'
import { traceNodes } from './trace-nodes.ts'
import { nothing, Tracer, tracing } from './tracer.ts'

interface Rendered {
  text: string
  trace: TextTrace
  everywhere: Taint
}

/**
 * Where each line of one render comes from, and which values keys it hangs on. Give a new one to
 * `renderChart`; a render that is given none costs nothing for it.
 *
 * @example
 * const provenance = new Provenance()
 * renderChart(chart, values, { host, release, provenance })
 * const [line] = provenance.lines('web/templates/web.yaml')
 * line.place // { template: 'web/templates/web.yaml', name: 'web/templates/web.yaml', line: 1, column: 1 }
 * line.keys.map(({ key }) => key) // ['web.enabled']
 */
export class Provenance {
  readonly #tracer = new Tracer()
  readonly #files = new Map<string, Rendered>()
  readonly #everywhere = new Map<string, Taint>()

  /** The rendered files that it knows, notes and files without output among them. */
  get files(): string[] {
    return [...this.#files.keys()]
  }

  /** Every key that the render read, whatever came of it; conditions and tags of dependencies too. */
  get keys(): KeyRead[] {
    return keysOf(this.#tracer.origins.reads)
  }

  /**
   * The lines of a rendered file.
   *
   * @param path as manifests name it: `web/templates/web.yaml`
   */
  lines(path: string): OutputLine[] {
    const file = this.#files.get(path)
    return file ? linesOf(file.text, file.trace, file.everywhere) : []
  }

  /** The lines of one manifest, which may be one of several in its file. */
  linesOf(manifest: Manifest): OutputLine[] {
    const { path, content } = manifest
    const first = this.firstLineOf(manifest)
    return this.lines(path).slice(first, first + content.replace(/\n$/, '').split('\n').length)
  }

  /** The branches of a file that printed nothing, and the keys that would have them print. */
  gaps(path: string): Gap[] {
    const file = this.#files.get(path)
    return file ? gapsOf(file.text, file.trace) : []
  }

  /** The branches and ranges of a file, whatever they printed. */
  decisions(path: string): Decision[] {
    const file = this.#files.get(path)
    return file ? decisionsOf(file.text, file.trace) : []
  }

  /** The line of its rendered file, counted from 0, that a manifest begins on. */
  firstLineOf({ path, offset }: Manifest): number {
    return (this.#files.get(path)?.text.slice(0, offset).split('\n').length ?? 1) - 1
  }

  /** @internal The render begins: values are coalesced, dependencies processed. */
  begin(loaded: Chart, chart: Chart, values: GoMap): void {
    const { origins } = this.#tracer
    const visit = (at: Chart, own: GoValue, prefix: string, above: { prefix: string; values: GoMap }[]) => {
      if (!isMap(own)) return
      origins.track(own, prefix, above, new Set(at.dependencies.map(({ metadata }) => metadata.name)))
      for (const child of at.dependencies) {
        const { name } = child.metadata
        visit(child, own[name] ?? null, prefix === '' ? name : `${prefix}.${name}`, [
          ...above,
          { prefix, values: own },
        ])
      }
    }
    visit(chart, values, '', [])
    for (const [home, keys] of dependencyReads(loaded, values))
      this.#everywhere.set(home, joinAll(keys.map(({ key, isAbsent }) => origins.read(key, isAbsent))))
  }

  /** @internal */
  get tracing(): Tracing {
    return traceNodes
  }

  /** @internal */
  get pure(): ReadonlyMap<string, GoFunction> {
    return tracedPureFunctions()
  }

  /** @internal */
  functions(functions: Record<string, GoFunction>): Record<string, GoFunction> {
    return tracedFunctions(functions)
  }

  /** @internal Runs one file's template. */
  file(path: string, execute: () => string): string {
    const t = this.#tracer
    t.next = { dot: nothing, from: undefined }
    const text = tracing(t, execute)
    const { trace, text: printed } = t.last!
    this.#files.set(path, {
      text,
      trace: without(trace, printed, '<no value>'),
      everywhere: this.#everywhereIn(path),
    })
    return text
  }

  #everywhereIn(path: string): Taint {
    return joinAll([...this.#everywhere].map(([home, taint]) => (path.startsWith(home) ? taint : undefined)))
  }
}
